"""A real PostgreSQL server for the tests: started in a temporary folder, and ended with the process that started it."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

PASSWORD = "of the tests"


def programs() -> Path | None:
    """The folder with initdb and postgres, or None. Debian keeps them out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    beside = shutil.which("postgres")
    return found[-1].parent if found else Path(beside).parent if beside else None


def _new_folder() -> Path:
    """A folder in memory, if there is enough. Those of processes that were killed are removed."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    for left in memory.glob("rejoinder-postgres-*-*"):
        if not psutil.pid_exists(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)
    return Path(tempfile.mkdtemp(prefix=f"rejoinder-postgres-{os.getpid()}-", dir=memory if roomy else None))


def _as_user(user: str) -> list[str]:
    """The start of a command that another user runs; it dies with this process."""
    command = ["setpriv", "--pdeathsig", "QUIT"]
    return [*command, f"--reuid={user}", f"--regid={user}", "--clear-groups"] if os.geteuid() == 0 else command


@dataclass
class PostgresServer:
    """A server on a loopback port. It forgets its disk's safety for speed, as its folder is temporary."""

    folder: Path
    port: int
    options: tuple[str, ...] = ()
    databases: int = 0
    process: subprocess.Popen[bytes] | None = None
    user: str = field(default_factory=lambda: "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name)

    @classmethod
    @contextlib.contextmanager
    def running(cls, port: int, *options: str) -> Iterator[PostgresServer]:
        """A new server, and nothing of it afterwards."""
        folder = _new_folder()
        server = cls(folder, port, options)
        try:
            server.make()
            server.start()
            yield server
        finally:
            server.kill()
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def make(self) -> None:
        found = programs()
        assert found is not None
        password = self.folder / "password"
        password.write_text(PASSWORD)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(self.user)
            for path in (self.folder, password):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        command = [
            str(found / "initdb"), "--pgdata", str(self.data), "--auth=scram-sha-256", "--username=rejoinder",
            f"--pwfile={password}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        ]  # fmt: skip
        subprocess.run([*_as_user(self.user), *command], check=True, capture_output=True, cwd="/")
        make_certificate(self.data / "server.crt", self.data / "server.key")
        shutil.copy(self.data / "server.crt", self.folder / "root.crt")
        if os.geteuid() == 0:
            for path in (self.data / "server.crt", self.data / "server.key"):
                os.chown(path, owner.pw_uid, owner.pw_gid)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        found = programs()
        assert found is not None
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off",
            "full_page_writes": "off", "max_connections": 200, "shared_buffers": "32MB",
            "ssl": "on", "log_min_messages": "fatal", "dynamic_shared_memory_type": "mmap",
        }  # fmt: skip
        flags = [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]
        command = [*_as_user(self.user), str(found / "postgres"), "-D", str(self.data), *flags, *self.options]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/")
        deadline = time.monotonic() + 60
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, "the server did not start"
            time.sleep(0.05)

    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.address("postgres"), connect_timeout=2).close()
        except psycopg.Error:
            return False
        return True

    def kill(self) -> None:
        """Kill it as a crash would, by its process id. What its clients hold is cut."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait(20)

    def address(self, database: str, *, user: str = "rejoinder", password: str = PASSWORD, port: int = 0) -> str:
        """The address of one of its databases."""
        return f"postgresql://{user}:{password.replace(' ', '%20')}@127.0.0.1:{port or self.port}/{database}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Run a statement beside Rejoinder, and return its rows."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def new_database(self) -> str:
        """The address of a new, empty database."""
        self.databases += 1
        name = f"test{self.databases}"
        self.run(f"CREATE DATABASE {name}")
        return self.address(name)


def make_certificate(certificate: Path, key: Path) -> None:
    """A certificate for 127.0.0.1 that is its own authority, good for a day."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "rejoinder tests")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(hours=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(private, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    key.touch(0o600)
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])
