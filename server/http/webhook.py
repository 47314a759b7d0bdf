"""Reports failures to an address of the admin's choice: a small JSON document, sent in the background."""

from __future__ import annotations

import json
import logging
import queue
import threading
import time

from index.admin_state.database import now
from index.errors import SourceError
from index.sources.fetch import post
from server.config.webhook_address import names_a_machine
from server.http import logs

_MOST_WAITING = 50
_SECONDS_TO_ANSWER = 5.0
_SECONDS_BEFORE_RETRY = 2.0


class Webhook:
    """Sends reports one after the other, in a background thread that ends with the process."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._waiting: queue.Queue[dict[str, str | int]] = queue.Queue(_MOST_WAITING)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def tell(self, event: str, **details: str | int) -> None:
        """Queue the report {"event", "at", ...details}. Details are names of our own and numbers, never a text."""
        if not self._address:
            return
        try:
            self._waiting.put_nowait({"event": event, "at": now(), **details})
        except queue.Full:
            _log_failure(event, "too-many-wait")
            return
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="webhook", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            document = self._waiting.get()
            failure = self._send(document)
            if failure:
                time.sleep(_SECONDS_BEFORE_RETRY)
                failure = self._send(document)
            if failure:
                _log_failure(str(document["event"]), failure)

    def _send(self, document: dict[str, str | int]) -> str:
        """Send a report. Returns "", or a word for why it failed, without the address, which may hold a secret."""
        try:
            status = post(
                self._address,
                json.dumps(document).encode(),
                allow_private=names_a_machine(self._address),
                timeout=_SECONDS_TO_ANSWER,
            )
        except SourceError:
            return "not-reached"
        return "" if 200 <= status < 300 else f"status-{status}"


def _log_failure(event: str, reason: str) -> None:
    logs.event("webhook-failed", logging.WARNING, told=event, reason=reason)
