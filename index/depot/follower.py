"""A follower's side of a depot: fetches generations beside the live one, checks and opens them, and switches."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from index.admin_state.database import State
from index.depot import generation_files, local_record, machines, shared_state
from index.depot.errors import DepotError, DepotUnreachableError, UntrustedError, UnusableGenerationError
from index.depot.generation_files import OnBytes, named
from index.depot.live import LIVE, Live, Named, read_live
from index.depot.machines import Machine
from index.depot.protocol import Depot
from index.errors import IndexBusyError, IndexWriteError, RejoinderError
from index.files import disk_errors
from index.storage.generation import Manifest, full_check
from index.storage.generations import live_name, names, path_of, switch, unfinished, writing
from index.storage.retention import Kept

Open = Callable[[Path], None]
_STAYS = "This machine goes on with what it has."
_AGAIN_SECONDS = 60.0  # after which a generation that could not be used is tried again, if LIVE has not changed


class Follower:
    """Keeps one index folder at the depot's live generation. Only one process at a time may follow.

    `opens` opens a generation as the service will, and raises if that fails. With `take_state`, the shared state
    replaces that of the index folder; without it, the folder is a builder's, and its own state will replace the shared
    one.
    """

    def __init__(
        self,
        depot: Depot,
        public: str,
        folder: Path,
        kept: Kept,
        opens: Open,
        on_bytes: OnBytes | None = None,
        *,
        take_state: bool = True,
    ) -> None:
        self._depot, self._public, self._folder, self._kept = depot, public, folder, kept
        self._opens, self._on_bytes = opens, on_bytes or (lambda _done, _total: None)
        self._takes_state = take_state
        self._ready: dict[str, str] = {}  # the generations that were checked and opened, with their manifests' digests
        self._failed: dict[Named, tuple[float, RejoinderError]] = {}
        self._told: tuple[float, Machine | None] = (0.0, None)

    def look(self) -> Live:
        """Look at LIVE once, and do what it asks for. Returns what it says.

        Raises DepotError, or IndexWriteError if the disk refuses; then this machine goes on serving what it has, and
        the record of the index folder says what is ill.
        """
        try:
            live = self._follow()
            self._tell("")
        except IndexBusyError:
            raise  # a backup, for example: the next look goes on
        except RejoinderError as e:
            with contextlib.suppress(RejoinderError, OSError):
                local_record.ill(self._folder, _part(e), str(e))
                if _part(e) != "depot":
                    self._tell(str(e))
            raise
        local_record.well(self._folder)
        return live

    def _follow(self) -> Live:
        with disk_errors(self._folder, _STAYS):
            record = local_record.for_key(self._folder, self._public)
        live = read_live(self._depot, self._public).live
        if live is None:
            raise UntrustedError(
                f"there is no {LIVE} in {self._depot.address}: run `rejoinder depot push` on the builder, or correct "
                "REJOINDER_DEPOT"
            )
        if live.sequence < record.sequence:
            raise UntrustedError(
                f"{LIVE} in {self._depot.address} is older than the one that this machine saw before (number "
                f"{live.sequence}, seen was {record.sequence}): somebody put an old one back. {_STAYS}"
            )
        if live.sequence != record.sequence:
            self._failed.clear()  # the builder may have mended it
        with disk_errors(self._folder, _STAYS):
            self._note(live)
        self._take_state(live)
        if live.live is not None:
            self._switch_to(live.live)
        if live.next is not None and live.next != live.live:
            self._prefetch(live.next)
        return live

    def _note(self, live: Live) -> None:
        """Note the highest sequence number, and since when this machine serves another generation than the live one."""
        wanted = live.live.generation if live.live is not None else ""
        behind = 0.0
        if wanted and wanted != self._current():
            before = local_record.read(self._folder).behind
            behind = before or time.time()
        local_record.change(self._folder, sequence=live.sequence, live=wanted, behind=behind)

    def _take_state(self, live: Live) -> None:
        if live.live is None or local_record.read(self._folder).state == live.state:
            return
        if not self._takes_state:
            local_record.change(self._folder, state=live.state)
            return
        with disk_errors(self._folder, _STAYS):
            self._folder.mkdir(parents=True, exist_ok=True)
        shared_state.take_over(self._depot, self._public, live.state, State(self._folder))
        local_record.change(self._folder, state=live.state)

    def _switch_to(self, wanted: Named) -> None:
        self._have(wanted)
        if self._current() != wanted.generation:
            with writing(self._folder), disk_errors(self._folder, _STAYS):
                switch(self._folder, wanted.generation, self._kept)
            self._ready = {name: seen for name, seen in self._ready.items() if name in names(self._folder)}
        local_record.change(self._folder, behind=0.0)

    def _prefetch(self, wanted: Named) -> None:
        """Fetch what is about to become live, as soon as its upload is complete."""
        if self._ready.get(wanted.generation) == wanted.manifest:
            return
        if self._is_here(wanted) or generation_files.is_signed(self._depot, self._public, wanted):
            self._have(wanted)

    def _have(self, wanted: Named) -> None:
        """See that a generation is here, checked and opened; fetch it if it is not."""
        if self._ready.get(wanted.generation) == wanted.manifest and path_of(self._folder, wanted.generation).is_dir():
            return
        failed = self._failed.get(wanted)
        if failed is not None and time.monotonic() - failed[0] < _AGAIN_SECONDS:
            raise failed[1]
        try:
            if not (self._is_here(wanted) and self._is_intact(wanted)):
                self._fetch(wanted)
            self._open(wanted)
        except DepotUnreachableError:
            raise
        except (DepotError, IndexWriteError) as e:
            self._failed = {wanted: (time.monotonic(), e)}
            raise
        self._failed.pop(wanted, None)
        self._ready[wanted.generation] = wanted.manifest
        self._tell("")

    def distrust(self, name: str) -> None:
        """Check a generation again at the next look, as it was damaged on this disk; fetch it again if it is."""
        self._ready.pop(name, None)

    def _is_here(self, wanted: Named) -> bool:
        try:
            return named(path_of(self._folder, wanted.generation)) == wanted
        except OSError:
            return False

    def _is_intact(self, wanted: Named) -> bool:
        """Whether every file on this disk has its digest; what was damaged here is fetched again."""
        path = path_of(self._folder, wanted.generation)
        try:
            return next(full_check(path, Manifest.read(path)), None) is None
        except (RejoinderError, OSError):
            return False

    def _fetch(self, wanted: Named) -> None:
        with writing(self._folder), disk_errors(self._folder, _STAYS):
            current = self._current()
            like = path_of(self._folder, current) if current else None
            with unfinished(self._folder, wanted.generation) as path:
                generation_files.download(self._depot, self._public, wanted, path, like, self._on_fetched)

    def _on_fetched(self, done: int, total: int) -> None:
        """Tell the progress, and go on telling that this machine is alive."""
        self._on_bytes(done, total)
        with contextlib.suppress(DepotError):
            self._tell(f"it has copied {done / 1e6:,.0f} of {total / 1e6:,.0f} MB")

    def _open(self, wanted: Named) -> None:
        try:
            self._opens(path_of(self._folder, wanted.generation))
        except RejoinderError as e:
            raise UnusableGenerationError(
                f"generation {wanted.generation} cannot be used on this machine: {e}. If the builder runs another "
                "version of Rejoinder or other models, install the same here"
            ) from e

    def _current(self) -> str:
        with contextlib.suppress(RejoinderError):
            return live_name(self._folder)
        return ""

    def _tell(self, problem: str) -> None:
        """Tell the builder what this machine has ready: at once if it changed, else every few seconds."""
        name = local_record.read(self._folder).machine
        failed = [wanted.generation for wanted in self._failed]
        machine = Machine(name, self._current(), sorted(self._ready), failed, problem)
        moment, before = self._told
        changed = before is None or (before.live, before.ready, before.failed) != (
            machine.live, machine.ready, machine.failed
        )  # fmt: skip
        if name and (changed or time.monotonic() - moment >= machines.SECONDS):
            machines.tell(self._depot, machine)
            self._told = time.monotonic(), machine

    def leave(self) -> None:
        """Tell the builder that this machine stops, so that no switch waits for it."""
        with contextlib.suppress(DepotError):
            machines.leave(self._depot, local_record.read(self._folder).machine)


_PARTS: Mapping[type[RejoinderError], str] = {
    UntrustedError: "generation",
    UnusableGenerationError: "generation",
    DepotError: "depot",
}


def _part(error: RejoinderError) -> str:
    """What is ill: the depot itself, a generation in it, or this machine's disk."""
    return next((part for kind, part in _PARTS.items() if isinstance(error, kind)), "disk")
