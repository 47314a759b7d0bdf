"""The engine that holds an installation's full texts in a cluster."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from index.case_set import Origins
from index.errors import SearchEngineError
from index.search.engine import OpenText, Progress, Read
from index.search.opensearch.cluster import BUILD_SECONDS, Access, Cluster
from index.search.opensearch.errors import ForeignIndexError, SearchRefusedError
from index.search.opensearch.form import Mark, index_name
from index.search.opensearch.inspection import inspect
from index.search.opensearch.text import ClusterText, frequencies
from index.search.opensearch.writing import Writer


@dataclass(frozen=True, slots=True)
class Layout:
    """How indices are laid out: what their names begin with, their primary shards, and the copies of each."""

    prefix: str = "rejoinder"
    shards: int = 1
    replicas: int = 1


class OpenSearch:
    """Holds full texts in a cluster, one index for each generation."""

    def __init__(self, access: Access, layout: Layout, installation: Callable[[], str] | None = None) -> None:
        """`installation` gives the id that marks what this machine writes; without it, it can only read."""
        self.cluster = Cluster(access)
        self._layout, self._given = layout, installation

    @property
    def _installation(self) -> str:
        if self._given is None:
            raise SearchRefusedError("this machine only reads the search cluster: do this where the index is built")
        return self._given()

    def index_of(self, generation: str) -> str:
        """The name of a generation's index."""
        return index_name(self._layout.prefix, generation)

    def open(self, folder: Path, cases: int) -> OpenText:
        """The full text of the generation in a folder. Asks nobody yet."""
        name = folder.name.removeprefix(".building-")
        index = self.index_of(name)
        return ClusterText(self.cluster, index, name, cases, frequencies(folder, cases))

    def begin(self, kept: Collection[str]) -> None:
        """Check the cluster, and remove what killed builds left there. Raises a SearchEngineError."""
        inspect(self.cluster)
        self._check_alias()
        self._remove_all_but(kept)

    def write(self, folder: Path, name: str, origins: Origins, read: Read, before: Path | None, told: Progress) -> None:  # noqa: ARG002
        """Write a generation's index."""
        self._writer(name, len(origins.ids)).write(folder, read, told)

    def push(self, folder: Path, cases: int, read: Read, scratch: Path, told: Progress) -> None:
        """Write the index of a generation that is there already; its folder is not changed."""
        self._discard(self.index_of(folder.name))
        self._writer(folder.name, cases).write(scratch, read, told, keep_terms=False)

    def _writer(self, name: str, cases: int) -> Writer:
        mark = Mark(self._installation, name, cases)
        layout = self._layout
        return Writer(self.cluster, self.index_of(name), mark, layout.shards, layout.replicas)

    def discard(self, name: str) -> None:
        """Remove the index of a build that failed. What cannot be removed now goes with the next build."""
        try:
            self._discard(self.index_of(name))
        except SearchEngineError:
            return

    def settle(self, live: str, kept: Collection[str]) -> None:
        """Point the alias to the live generation, and remove indices of generations that are gone.

        Nothing depends on either, so a cluster that cannot do it now is no error: the next build does it.
        """
        try:
            self._point_to(self.index_of(live))
            self._remove_all_but(kept)
        except SearchEngineError:
            return

    def own(self) -> Iterator[tuple[str, Mark]]:
        """The indices of this installation, with their marks."""
        pattern = f"/{self._layout.prefix}-*/_mapping?expand_wildcards=all&ignore_unavailable=true"
        for index, found in self.cluster.ask("GET", pattern, seconds=BUILD_SECONDS).body.items():
            mark = Mark.read(found.get("mappings", {}))
            if mark is not None and mark.installation == self._installation:
                yield index, mark

    def _remove_all_but(self, kept: Collection[str]) -> None:
        for index, mark in list(self.own()):
            if mark.generation not in kept:
                self.cluster.ask("DELETE", f"/{index}", seconds=BUILD_SECONDS, expected=(200, 404))

    def _discard(self, index: str) -> None:
        """Remove an index if it is this installation's. Raises ForeignIndexError if it is somebody else's."""
        answer = self.cluster.ask("GET", f"/{index}/_mapping", seconds=BUILD_SECONDS, expected=(200, 404))
        if answer.status == HTTPStatus.NOT_FOUND:
            return
        for found in answer.body.values():
            mark = Mark.read(found.get("mappings", {}))
            if mark is None or mark.installation != self._installation:
                raise ForeignIndexError(
                    f"the search cluster has an index {index} that this installation did not make: it was not changed. "
                    "Set another REJOINDER_SEARCH_PREFIX, or remove it"
                )
        self.cluster.ask("DELETE", f"/{index}", seconds=BUILD_SECONDS, expected=(200, 404))

    def _check_alias(self) -> None:
        """Refuse an index or alias of somebody else that has the alias' name."""
        prefix = self._layout.prefix
        answer = self.cluster.ask("GET", f"/{prefix}/_mapping", seconds=BUILD_SECONDS, expected=(200, 404))
        if answer.status == HTTPStatus.NOT_FOUND:
            return
        for index, found in answer.body.items():
            mark = Mark.read(found.get("mappings", {}))
            if index == prefix or mark is None or mark.installation != self._installation:
                what = "an index" if index == prefix else f"an alias of {index}"
                raise ForeignIndexError(
                    f"the search cluster has {prefix}, {what} that this installation did not make: nothing was "
                    "changed. Set another REJOINDER_SEARCH_PREFIX, or remove it"
                )

    def _point_to(self, index: str) -> None:
        self._check_alias()
        alias = self._layout.prefix
        actions = [
            {"remove": {"index": f"{alias}-*", "alias": alias, "must_exist": False}},
            {"add": {"index": index, "alias": alias}},
        ]
        self.cluster.ask("POST", "/_aliases", {"actions": actions}, seconds=BUILD_SECONDS)
