"""Limits which publishers a source may touch, so that no feed rewrites another publisher's cases, name or disclaimer.

If the admin named publishers for a source, it may touch only these. An address without named publishers may touch the
publishers that it was the first to bring. Files and folders without named publishers are the admin's own, so they may
touch every publisher.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from index.admin_state.database import State
from index.urls import is_address


class Bounds:
    """The publishers that the sources of one import may touch. Publisher keys are compared ignoring letter case."""

    def __init__(
        self, state: State, sources: Collection[str], named: Iterable[str] = (), *, held: Iterable[str] | None = None
    ) -> None:
        """`named` lists the publishers named for all of the sources; `held` lists those of the index being updated.

        For a new index (`held` is None), only the bindings of its own sources count.
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
        """Why a source may not touch a publisher; None if it may. `remember` stores what it may touch."""
        key = publisher.casefold()
        if self._may(source, key):
            self._held.setdefault(key, source)
            if is_address(source):
                self._new.setdefault(source, set()).add(key)
            return None
        return (
            f"belongs to the publisher {publisher!r}, which this source may not touch: to allow it, import the source "
            f"once with `--publisher {publisher}`, or write `for {publisher}` into its schedule"
        )

    def _may(self, source: str, key: str) -> bool:
        if self._named:
            return key in self._named
        if not is_address(source):
            return True
        return key in self._bound.get(source, ()) or self._held.get(key, source) == source

    def remember(self) -> None:
        """Store which publishers each address may touch. Named publishers replace the earlier ones."""
        for source in self._bound:
            if is_address(source):
                known = self._named or self._bound[source] | self._new.get(source, set())
                if known != self._bound[source]:
                    self._state.bind(source, sorted(known))


class Unbound(Bounds):
    """Bounds for sources that may touch every publisher."""

    def __init__(self) -> None:
        """Needs no state."""

    def refusal(self, source: str, publisher: str) -> str | None:  # noqa: ARG002
        """Always None: nothing is refused."""
        return None

    def remember(self) -> None:
        """Does nothing."""
