"""Which publishers a source may touch, so that no feed rewrites another publisher's cases, name or disclaimer.

A source for which publishers were named may touch these. An address for which nobody named any may touch those it
brought first: publishers that the index did not have from elsewhere. Files and folders without named publishers are the
admin's own and may touch every publisher.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from index.admin_state.database import State
from index.urls import is_address


class Bounds:
    """What the sources of one import may touch. Publisher keys are compared without regard to letter case."""

    def __init__(
        self, state: State, sources: Collection[str], named: Iterable[str] = (), *, held: Iterable[str] | None = None
    ) -> None:
        """`named` are publishers that were named for all of the sources; `held` those of the index that is updated.

        Where a new index is made (`held` is None) only what its own sources are bound to counts.
        """
        self._state = state
        self._named = {publisher.casefold() for publisher in named}
        bound = state.bindings()
        self._bound = {source: set(bound.get(source, ())) for source in sources}
        self._held = {publisher.casefold(): "" for publisher in held or ()}
        for source, publishers in bound.items():
            if held is not None or source in self._bound:
                self._held |= dict.fromkeys(publishers, source)
        self._new: dict[str, set[str]] = {}

    def refusal(self, source: str, publisher: str) -> str | None:
        """Why a source may not touch a publisher, None where it may. What it may is remembered by `remember`."""
        key = publisher.casefold()
        if self._may(source, key):
            self._held.setdefault(key, source)
            if is_address(source):
                self._new.setdefault(source, set()).add(key)
            return None
        return (
            f"is of the publisher {publisher!r}, which this source may not touch: where it may, import it once with "
            f"`--publisher {publisher}`, or write `for {publisher}` into its schedule"
        )

    def _may(self, source: str, key: str) -> bool:
        if self._named:
            return key in self._named
        if not is_address(source):
            return True
        return key in self._bound.get(source, ()) or self._held.get(key, source) == source

    def remember(self) -> None:
        """Keep which publishers each address may touch. Publishers that were named replace those known before."""
        for source in self._bound:
            if is_address(source):
                known = self._named or self._bound[source] | self._new.get(source, set())
                if known != self._bound[source]:
                    self._state.bind(source, sorted(known))


class Unbound(Bounds):
    """For sources that may touch every publisher."""

    def __init__(self) -> None:
        """Nothing is looked up."""

    def refusal(self, source: str, publisher: str) -> str | None:  # noqa: ARG002
        """None: nothing is refused."""
        return None

    def remember(self) -> None:
        """There is nothing to remember."""
