"""Real Redis servers and S3 gateways for the tests, which end with the process that started them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

BUCKET = "depot"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "tests", "AWS_SECRET_ACCESS_KEY": "of-the-depot", "AWS_REGION": "us-east-1"}
REDIS = shutil.which("redis-server")
VERSITYGW = shutil.which("versitygw", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


@dataclass
class Server:
    """A server on a port of 127.0.0.1, which can be killed and started again with the data that it had."""

    command: list[str]
    port: int
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it accepts connections."""
        # the kernel ends it when the thread that starts it ends
        command = ["setpriv", "--pdeathsig", "KILL", *self.command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=os.environ | self.environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise RuntimeError(f"{self.command[0]} did not start: {self.log.read_text()}") from None
                time.sleep(0.05)

    def kill(self) -> None:
        """Kill it by its process id, if it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)


def redis_server(folder: Path, port: int) -> Server:
    """A Redis server that keeps nothing on the disk. Its address is redis://127.0.0.1:PORT/0."""
    assert REDIS is not None
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    return Server(command, port, folder / "redis.log")


def s3_server(folder: Path, port: int) -> Server:
    """Versity's gateway with an empty bucket BUCKET in the folder, for whoever has the CREDENTIALS."""
    assert VERSITYGW is not None
    (folder / "buckets" / BUCKET).mkdir(parents=True)
    (folder / "meta").mkdir()
    command = [VERSITYGW, "--port", f"127.0.0.1:{port}", "--quiet", "posix", "--sidecar", str(folder / "meta")]
    keys = {
        "ROOT_ACCESS_KEY": CREDENTIALS["AWS_ACCESS_KEY_ID"],
        "ROOT_SECRET_KEY": CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
    }
    return Server([*command, str(folder / "buckets")], port, folder / "s3.log", keys)
