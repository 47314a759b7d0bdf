"""The machines of a depot: each tells, every few seconds, what it has ready. Nothing in it is signed or trusted."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from importlib.metadata import version

from index.depot.protocol import Depot
from index.storage.generations import is_name

PREFIX = "machines/"
SECONDS = 5.0  # between two notes of a machine
ALIVE_SECONDS = 20.0  # a machine that has told nothing for so long does not count as alive
FORGOTTEN_SECONDS = 7 * 86_400.0  # after so long, what it told is removed
_MOST_BYTES = 64 * 2**10
_MOST_MACHINES = 1_000
_MOST_TEXT = 500
_NAME = re.compile(r"machines/([A-Za-z0-9][A-Za-z0-9.-]{0,79})\.json", re.ASCII)


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine told.

    live: the generation that it serves    ready: the generations that it has checked and opened
    failed: the generations that it cannot use    problem: why, or what else is wrong with it
    quiet: seconds since it told this, by the depot's clock
    """

    name: str
    live: str = ""
    ready: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    problem: str = ""
    version: str = ""
    quiet: float = 0.0

    @property
    def alive(self) -> bool:
        """Whether it told something lately."""
        return self.quiet < ALIVE_SECONDS


def tell(depot: Depot, machine: Machine) -> None:
    """Write down what a machine has ready. Raises the depot's errors."""
    record = asdict(machine) | {"version": version("rejoinder")}
    del record["quiet"]
    depot.write(f"{PREFIX}{machine.name}.json", json.dumps(record, ensure_ascii=False).encode())


def leave(depot: Depot, name: str) -> None:
    """Remove a machine that stops, so that nobody waits for it."""
    depot.delete(f"{PREFIX}{name}.json")


class Machines:
    """Reads what the machines told; what has not changed is not read again."""

    def __init__(self, depot: Depot) -> None:
        self._depot = depot
        self._known: dict[str, tuple[float, Machine]] = {}

    def every(self) -> list[Machine]:
        """Every machine, by name. Raises the depot's errors."""
        moment, entries = self._depot.moment(), self._depot.list(PREFIX)
        found: dict[str, tuple[float, Machine]] = {}
        for entry in entries[:_MOST_MACHINES]:
            named = _NAME.fullmatch(entry.name)
            if named is None:
                continue
            known = self._known.get(entry.name)
            # a listing tells whole seconds, in which a machine may have told twice
            if known is None or known[0] != entry.changed or moment - entry.changed < SECONDS:
                document = self._depot.read(entry.name, _MOST_BYTES)
                if document is None:
                    continue
                known = entry.changed, _parsed(named[1], document.data)
            found[entry.name] = known
        self._known = found
        return [_with_quiet(machine, moment - changed) for changed, machine in found.values()]


def _parsed(name: str, data: bytes) -> Machine:
    """What a machine told, as far as it has the right form."""
    try:
        record = json.loads(data)
        return Machine(
            name,
            live=_generation(record.get("live")),
            ready=[one for one in record["ready"] if _generation(one)],
            failed=[one for one in record["failed"] if _generation(one)],
            problem=str(record["problem"])[:_MOST_TEXT],
            version=str(record["version"])[:_MOST_TEXT],
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Machine(name, problem="what it told cannot be read")


def _generation(value: object) -> str:
    return value if isinstance(value, str) and is_name(value) else ""


def _with_quiet(machine: Machine, quiet: float) -> Machine:
    return Machine(
        machine.name, machine.live, machine.ready, machine.failed, machine.problem, machine.version, max(0.0, quiet)
    )
