"""LIVE: which generation is live, which one is announced, and a number that only rises."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from index.depot.errors import UntrustedError
from index.depot.protocol import Depot
from index.depot.signing import seal, unseal
from index.storage.generations import is_name

LIVE = "LIVE"
_MOST_BYTES = 64 * 2**10
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_STATE = re.compile(r"(?:[0-9a-f]{64})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Named:
    """A generation, by its name and by the SHA-256 of its manifest.json."""

    generation: str
    manifest: str


@dataclass(frozen=True, slots=True)
class Live:
    """What LIVE says.

    sequence: rises with every change, so that an older LIVE that somebody puts back is noticed
    live: what machines serve, None before the first generation is complete
    next: what machines should fetch already, because it is about to become live
    state: the digest of the state that replies depend on, "" before the first generation is complete
    """

    sequence: int
    live: Named | None
    next: Named | None
    state: str


@dataclass(frozen=True, slots=True)
class Seen:
    """LIVE as it was read. `tag` is the depot's, None if there is no LIVE."""

    live: Live | None
    tag: str | None


def read_live(depot: Depot, public: str) -> Seen:
    """Read LIVE and check its signature. Raises UntrustedError and the depot's errors."""
    found = depot.read(LIVE, _MOST_BYTES)
    if found is None:
        return Seen(None, None)
    where = f"{LIVE} in {depot.address}"
    record = unseal(public, "live", found.data, where)
    try:
        sequence, state = record["sequence"], record["state"]
        live = Live(sequence, _named(record["live"]), _named(record["next"]), state)
        if not isinstance(sequence, int) or sequence < 1 or not _STATE.fullmatch(state):
            raise ValueError
    except (KeyError, TypeError, ValueError):
        raise UntrustedError(f"{where} was written by another version of Rejoinder: install the builder's") from None
    return Seen(live, found.tag)


def write_live(depot: Depot, private: bytes, live: Live, before: Seen) -> Seen:
    """Write LIVE if it is still as it was read. Raises DepotConflictError."""
    return Seen(live, depot.replace(LIVE, seal(private, "live", asdict(live)), before.tag))


def after(seen: Seen, least: int, **changes: Any) -> Live:
    """The LIVE that follows the one that was read, with changes; its sequence number is above `least` too."""
    before = seen.live or Live(0, None, None, "")
    return replace(before, sequence=max(before.sequence, least) + 1, **changes)


def _named(record: Mapping[str, str] | None) -> Named | None:
    if record is None:
        return None
    found = Named(record["generation"], record["manifest"])
    if not is_name(found.generation) or not _SHA256.fullmatch(found.manifest):
        raise ValueError
    return found
