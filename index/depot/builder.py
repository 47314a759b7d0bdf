"""The builder's side of a depot: hands a finished generation to the other machines before it goes live here."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.admin_state.database import State
from index.admin_state.pause import pause
from index.depot import generation_files, local_record, shared_state
from index.depot.errors import DepotConflictError, DepotError, DepotUnreachableError, UntrustedError
from index.depot.generation_files import named
from index.depot.live import LIVE, Live, Seen, after, read_live, write_live
from index.depot.machines import Machine, Machines
from index.depot.protocol import Depot
from index.depot.pruning import prune
from index.errors import RejoinderError
from index.files import write_atomically
from index.pack.signature import public_key
from index.storage.generation import Manifest
from index.storage.generations import CURRENT, live_name, names, path_of
from index.storage.publication import OnPublish

_SECONDS_BETWEEN_LOOKS = 0.5
_TRIES_TO_SEE = 3  # how often LIVE is read again if the answer to its change was lost


@dataclass(frozen=True, slots=True)
class Switched:
    """How a switch went: the machines that had the generation ready, and those alive that had not, with reasons."""

    ready: tuple[str, ...]
    late: tuple[str, ...]


class Builder:
    """Publishes the generations of one index folder. Its methods are called while the writer lock is held.

    `wait_seconds` is how long a switch waits for the machines that are alive; `told` learns how the switch went.
    `state` is the index folder's own by default.
    """

    def __init__(
        self,
        depot: Depot,
        folder: Path,
        wait_seconds: float,
        told: Callable[[Switched], None] | None = None,
        state: State | None = None,
    ) -> None:
        self._depot, self._folder = depot, folder
        self._wait_seconds, self._told = wait_seconds, told or (lambda _: None)
        self._state = state or State(folder)
        self._seen = Seen(None, None)
        self._stamp, self._digest = (-1, -1), ""

    def _keys(self) -> tuple[bytes, str]:
        private = self._state.depot_key()
        return private, public_key(private)

    def begin(self) -> None:
        """Check that the depot answers and holds what this machine has live, and end a switch that was killed.

        Raises DepotError; then a build would be in vain.
        """
        self._look()
        self._end_killed_switch()
        live, record = self._seen.live, local_record.read(self._folder)
        if live is None and record.sequence:
            raise UntrustedError(
                f"{LIVE} is gone from {self._depot.address}, where this machine published before: mount the right "
                "folder, or correct REJOINDER_DEPOT; `rejoinder depot push` publishes there anew"
            )
        if live is not None and live.live is not None and live.live.generation != self._current():
            raise DepotConflictError(
                f"{self._depot.address} has the generation {live.live.generation} live, but this machine "
                f"{self._current() or 'none'}: another builder published it, or this index was restored. `rejoinder "
                "depot pull` takes over the depot's, `rejoinder depot push` puts this machine's in its place"
            )

    def push(self, on_publish: OnPublish) -> None:
        """Put this machine's live generation in the place of whatever the depot has live, and upload all of it anew."""
        self._look(also_older=True)
        self._publish(live_name(self._folder), on_publish, anew=True)
        self.settle()

    def publish(self, name: str, on_publish: OnPublish) -> None:
        """Announce and upload a generation, wait for the machines that are alive, and make it live in the depot.

        `on_publish` gets a phase (upload: megabytes, wait: machines), what is done, and the total. Raises
        DepotConflictError if another builder was faster, and the depot's other errors: the generation is then not live.
        """
        self._publish(name, on_publish, anew=False)

    def _publish(self, name: str, on_publish: OnPublish, *, anew: bool) -> None:
        private, public = self._keys()
        folder = path_of(self._folder, name)
        wanted = named(folder)
        # announced before the first byte, so that nobody removes it as a leftover
        self._write(next=wanted)
        try:
            if anew or not generation_files.is_complete(self._depot, public, wanted, Manifest.read(folder)):
                generation_files.upload(
                    self._depot, private, folder, lambda done, total: on_publish("upload", done >> 20, total >> 20)
                )
            switched = self._wait(name, on_publish)
            state = shared_state.upload(self._depot, private, shared_state.collected(self._state))
        except BaseException:
            with contextlib.suppress(RejoinderError):
                self._withdraw()
            raise
        local_record.change(self._folder, pending=name)
        try:
            self._write(live=wanted, next=None, state=state)
        except DepotUnreachableError:
            if not self._became_live(name):
                local_record.change(self._folder, pending="")
                raise
        except DepotError:
            local_record.change(self._folder, pending="")
            raise
        self._told(switched)

    def pending(self, name: str) -> bool:
        """Whether a generation may have become live in the depot, so that it must not be removed here."""
        return local_record.read(self._folder).pending == name

    def settle(self) -> None:
        """Note that the generation is live on this machine too, and remove from the depot what nobody needs."""
        live = self._seen.live
        assert live is not None
        assert live.live is not None
        local_record.change(self._folder, pending="", live=live.live.generation, state=live.state)
        with contextlib.suppress(DepotError):  # what cannot be removed now is removed the next time
            self.prune()

    def prune(self) -> list[str]:
        """Remove the generations that nobody needs any more. Returns their names. Raises the depot's errors."""
        self._look()
        self._withdraw()
        _, public = self._keys()
        return prune(self._depot, public, set(names(self._folder)))

    def _withdraw(self) -> None:
        """Take back an announcement: this machine publishes nothing now, so it was killed, or the upload failed."""
        if self._seen.live is not None and self._seen.live.next is not None:
            self._write(next=None)

    def has_news(self) -> bool:
        """Whether there is something for `share_state` to do. Needs no lock. Raises the depot's errors if it is ill."""
        live = read_live(self._depot, self._keys()[1]).live
        record, stamp = local_record.read(self._folder), self._state.stamp()
        if self._stamp != stamp:
            self._stamp, self._digest = stamp, shared_state.digest_of(shared_state.collected(self._state))
        if live is None or live.live is None:
            return False
        return bool(record.pending) or live.state != self._digest or live.sequence < record.sequence

    def share_state(self) -> None:
        """Publish the state that replies depend on, if it has changed; end a switch that was killed.

        Raises the depot's errors. Before the first generation is published, there is nothing to do.
        """
        self.begin()
        private, _ = self._keys()
        shared = shared_state.collected(self._state)
        live = self._seen.live
        if live is None or live.live is None:
            return
        known = local_record.read(self._folder).state
        if live.state == shared_state.digest_of(shared):
            local_record.change(self._folder, state=live.state)
            return
        if live.state != known:
            # two builders would otherwise overwrite each other's state for ever
            raise DepotConflictError(
                f"another builder published its publishers and keys in {self._depot.address}. Let only one machine "
                "build; `rejoinder depot push` puts this machine's in their place"
            )
        state = shared_state.upload(self._depot, private, shared)
        self._write(state=state)
        local_record.change(self._folder, state=state)
        with contextlib.suppress(DepotError):  # what cannot be removed now is removed the next time
            shared_state.prune(self._depot, state)

    def _look(self, *, also_older: bool = False) -> None:
        """Read LIVE. Raises UntrustedError if it is older than what this machine wrote, unless that may be."""
        _, public = self._keys()
        record = local_record.for_key(self._folder, public)
        self._seen = read_live(self._depot, public)
        if self._seen.live is not None and self._seen.live.sequence < record.sequence and not also_older:
            raise UntrustedError(
                f"{LIVE} in {self._depot.address} is older than what this machine wrote there: somebody put an old one "
                "back. Find out who may write there; `rejoinder depot push` then publishes this machine's index anew"
            )

    def _write(self, **changes: object) -> None:
        private, _ = self._keys()
        least = local_record.read(self._folder).sequence
        live = after(self._seen, least, **changes)
        try:
            self._seen = write_live(self._depot, private, live, self._seen)
        except DepotConflictError:
            raise DepotConflictError(
                f"another builder changed {self._depot.address} meanwhile, so this machine's generation was not "
                "published, and what was live here stays live. Let only one machine build; `rejoinder depot status` "
                "shows what is live"
            ) from None
        local_record.change(self._folder, sequence=live.sequence)

    def _became_live(self, name: str) -> bool:
        """Whether a change of LIVE whose answer was lost took place. Raises the error if that cannot be found out."""
        for attempt in range(_TRIES_TO_SEE):
            try:
                self._look()
            except DepotUnreachableError:
                if attempt == _TRIES_TO_SEE - 1:
                    raise DepotUnreachableError(
                        f"{self._depot.address} stopped answering at the switch, so it is not known whether {name} is "
                        "live there. Nothing is lost: the next command, or the service, finds out and ends the switch"
                    ) from None
                time.sleep(2**attempt)
            else:
                break
        return self._seen.live is not None and _is_live(self._seen.live, name)

    def _end_killed_switch(self) -> None:
        """If this machine was killed after the depot's switch and before its own, switch here too."""
        record = local_record.read(self._folder)
        if not record.pending:
            return
        live = self._seen.live
        if live is not None and _is_live(live, record.pending) and record.pending in names(self._folder):
            if record.pending < self._current():
                pause(self._folder, record.pending)  # it was a rollback
            write_atomically(self._folder / CURRENT, record.pending + "\n")
        local_record.change(self._folder, pending="")

    def _current(self) -> str:
        with contextlib.suppress(RejoinderError):
            return live_name(self._folder)
        return ""

    def _wait(self, name: str, on_publish: OnPublish) -> Switched:
        """Wait until every machine that is alive has a generation ready or cannot use it, but not for ever."""
        machines, deadline = Machines(self._depot), time.monotonic() + self._wait_seconds
        own = local_record.read(self._folder).machine
        while True:
            alive = [machine for machine in machines.every() if machine.alive and machine.name != own]
            ready = [machine for machine in alive if name in machine.ready]
            waiting = [machine for machine in alive if name not in machine.ready and name not in machine.failed]
            on_publish("wait", len(ready), len(alive))
            if not waiting or time.monotonic() >= deadline:
                return Switched(tuple(m.name for m in ready), tuple(_why(m) for m in alive if m not in ready))
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _is_live(live: Live, name: str) -> bool:
    return live.live is not None and live.live.generation == name


def _why(machine: Machine) -> str:
    return f"{machine.name} ({machine.problem or 'it is still copying'})"
