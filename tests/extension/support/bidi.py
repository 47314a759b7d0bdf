"""A small WebDriver BiDi client that drives a stock Firefox, without geckodriver or Playwright."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import subprocess
import threading
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import websocket


class BidiError(Exception):
    """The browser refused a command."""


class Bidi:
    """One BiDi session with its own Firefox. Commands are sent one at a time; all events are kept in `events`."""

    def __init__(self, binary: Path, profile: Path, prefs: dict[str, Any]) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        command = [str(binary), "--headless", "--no-remote", "--profile", str(profile)]
        command += ["--remote-debugging-port", "0", "-remote-allow-system-access"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self._ids = itertools.count(1)
        self._replies: dict[int, Queue[dict[str, Any]]] = {}
        self.events: list[dict[str, Any]] = []
        self._socket = websocket.create_connection(self._address() + "/session", suppress_origin=True, timeout=None)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.send("session.new", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": True}}})

    def _address(self) -> str:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            found = re.search(r"WebDriver BiDi listening on (ws://\S+)", line)
            if found:
                # Firefox keeps writing, and a pipe that nobody reads would fill up and stop it.
                self._drain = threading.Thread(target=self._process.stderr.read, daemon=True)
                self._drain.start()
                return found[1]
        raise BidiError("Firefox ended before it said where it listens")

    def _read(self) -> None:
        while True:
            try:
                message = json.loads(self._socket.recv())
            except (websocket.WebSocketException, OSError, ValueError):
                return
            if "id" in message and message["id"] is not None:
                self._replies[message["id"]].put(message)
            else:
                self.events.append(message)

    def send(self, method: str, params: dict[str, Any], timeout: float = 60) -> dict[str, Any]:
        """Send a command and return its result. Raises BidiError with the browser's message."""
        number = next(self._ids)
        queue = self._replies[number] = Queue()
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        try:
            reply = queue.get(timeout=timeout)
        except Empty:
            raise BidiError(f"{method}: no answer in {timeout} s") from None
        if reply.get("type") == "error":
            raise BidiError(f"{method}: {reply.get('error')}: {reply.get('message')}")
        result: dict[str, Any] = reply["result"]
        return result

    def close(self) -> None:
        with contextlib.suppress(BidiError, websocket.WebSocketException, OSError):
            self.send("browser.close", {}, timeout=10)
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=10)
        self._socket.shutdown()
        self._drain.join(timeout=10)
        assert self._process.stderr is not None
        self._process.stderr.close()
