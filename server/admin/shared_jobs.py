"""What the machines that share a state tell each other about their jobs. The jobs themselves stay where they run."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from index.admin_state.database import State
from index.errors import RejoinderError
from server.admin.jobs import Request

_SECONDS_BETWEEN_SIGNS = 3.0
_SECONDS_SILENT = 60.0  # after which a job that should run has been killed, or its machine is gone
_SECONDS_KEPT = 7 * 86_400.0
_SHOWN = 8
_COLUMNS = "id, machine, kind, who, begun, told, state, detail"


@dataclass(frozen=True, slots=True)
class SharedJob:
    """A job of another machine. `state` is running, done, failed or interrupted; `detail` says how far it is."""

    id: str
    machine: str
    kind: str
    who: str
    begun_seconds: float
    told: float
    state: str
    detail: str

    @property
    def begun(self) -> datetime:
        """When the job began."""
        return datetime.fromtimestamp(self.begun_seconds, UTC)


def machine() -> str:
    """The name of this machine."""
    return socket.gethostname()


@contextlib.contextmanager
def told_to_others(state: State, request: Request, detail: Callable[[], str]) -> Iterator[Callable[[str, str], None]]:
    """While the block runs, tell the other machines every few seconds how far this job is, as `detail` says.

    Gives a function that tells how it ended. That other machines cannot be told does not hold up the job.
    """
    if not state.shared:
        yield lambda _how, _said: None
        return
    ended = threading.Event()

    def go_on() -> None:
        while True:
            _tell(state, request, "running", detail())
            if ended.wait(_SECONDS_BETWEEN_SIGNS):
                return

    def end(how: str, said: str) -> None:
        ended.set()
        signs.join()
        _tell(state, request, how, said)

    signs = threading.Thread(target=go_on, name="signs", daemon=True)
    signs.start()
    try:
        yield end
    finally:
        ended.set()


def _tell(state: State, request: Request, how: str, said: str) -> None:
    row = (request.id, machine(), request.kind, request.who, request.begun, time.time(), how, said[:300])
    with contextlib.suppress(RejoinderError), state.transaction(quiet=True) as db:
        db.execute("DELETE FROM shared_job WHERE begun < ?", (time.time() - _SECONDS_KEPT,))
        db.execute(
            f"INSERT INTO shared_job ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
            "ON CONFLICT (id) DO UPDATE SET told = excluded.told, state = excluded.state, detail = excluded.detail",
            row,
        )


def of_other_machines(state: State, own: set[str]) -> list[SharedJob]:
    """The latest jobs of other machines, newest first; `own` are the ids of those that this one knows itself."""
    if not state.shared:
        return []
    asked = f"SELECT {_COLUMNS} FROM shared_job ORDER BY begun DESC LIMIT ?"  # noqa: S608
    with state.reading() as db:
        rows = [SharedJob(*row) for row in db.execute(asked, (_SHOWN + len(own),))]
    return [_as_seen(job) for job in rows if job.id not in own][:_SHOWN]


def _as_seen(job: SharedJob) -> SharedJob:
    if job.state == "running" and time.time() - job.told > _SECONDS_SILENT:
        return SharedJob(job.id, job.machine, job.kind, job.who, job.begun_seconds, job.told, "interrupted", job.detail)
    return job
