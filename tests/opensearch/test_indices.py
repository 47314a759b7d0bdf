"""The indices of an installation: written with their generation, removed with it, and never anybody else's."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from index.errors import RejoinderError, SearchEngineError, SearchUnreachableError
from index.search.opensearch import form
from index.search.opensearch.cluster import Access
from index.search.opensearch.engine import Layout, OpenSearch
from index.search.opensearch.errors import ForeignIndexError, SearchIndexMissingError, SearchRefusedError
from index.storage.build import build, update
from index.storage.generation import Generation
from index.storage.generations import live_name, names, path_of, rollback
from index.storage.library import Library
from index.storage.retention import Kept
from tests.opensearch.cluster import RefusedError, TestCluster, free_ports
from tests.opensearch.conftest import Write


def own(installation: OpenSearch) -> set[str]:
    return {mark.generation for _, mark in installation.own()}


def test_an_index_comes_and_goes_with_its_generation(
    folder: Path, write: Write, installation: OpenSearch, search_cluster: TestCluster
) -> None:
    kept = Kept(0, 0)
    first = build(folder, [write(6)], engine=installation, kept=kept).generation
    second = update(folder, [write(1, title="A balloon")], engine=installation, kept=kept).generation
    assert own(installation) == set(names(folder)) == {first, second}
    index = installation.index_of(second)
    assert list(search_cluster.ask("GET", f"/{index.partition('-')[0]}/_alias")) == [index]
    rollback(folder, engine=installation)
    assert list(search_cluster.ask("GET", f"/{index.partition('-')[0]}/_alias")) == [installation.index_of(first)]
    assert Library(folder, engine=installation).current().search("balloon").total == 0
    third = update(folder, [write(1, title="A zeppelin")], engine=installation, kept=kept).generation
    assert own(installation) == set(names(folder)) == {first, third}
    assert not (path_of(folder, third) / "whoosh").exists()


def test_a_finished_index_takes_no_more_cases(
    folder: Path, write: Write, installation: OpenSearch, search_cluster: TestCluster
) -> None:
    name = build(folder, [write(6)], engine=installation).generation
    with pytest.raises(RefusedError, match="403"):
        search_cluster.ask("PUT", f"/{installation.index_of(name)}/_doc/x", {"ordinal": 7})


def test_no_text_is_in_the_cluster(
    folder: Path, write: Write, installation: OpenSearch, search_cluster: TestCluster
) -> None:
    name = build(folder, [write(6)], engine=installation).generation
    found = search_cluster.ask("GET", f"/{installation.index_of(name)}/_search")
    assert found["hits"]["total"]["value"] == 6
    assert not any("_source" in hit for hit in found["hits"]["hits"])


@pytest.mark.parametrize("what", ["index", "alias"])
def test_what_somebody_else_made_is_not_touched(
    folder: Path, write: Write, installation: OpenSearch, search_cluster: TestCluster, what: str
) -> None:
    name = build(folder, [write(6)], engine=installation).generation
    prefix, theirs = installation.index_of(name).partition("-")[0], f"theirs-{what}-{name.lower()}"
    search_cluster.ask("POST", "/_aliases", {"actions": [{"remove": {"index": f"{prefix}-*", "alias": prefix}}]})
    aliases = {"aliases": {prefix: {}}} if what == "alias" else {}
    search_cluster.ask("PUT", f"/{theirs if what == 'alias' else prefix}", aliases)
    # this one has our prefix, but not our mark
    search_cluster.ask("PUT", f"/{prefix}-notes", {})
    with pytest.raises(ForeignIndexError, match=r"did not make: nothing was changed.*REJOINDER_SEARCH_PREFIX"):
        update(folder, [write(1, title="A balloon")], engine=installation)
    assert live_name(folder) == name
    search_cluster.ask("DELETE", f"/{theirs if what == 'alias' else prefix}")
    update(folder, [write(1, title="A balloon")], engine=installation)
    assert search_cluster.ask("GET", f"/{prefix}-notes")
    assert Library(folder, engine=installation).current().search("balloon").total == 1


def test_another_installation_with_the_same_prefix_keeps_its_indices(
    tmp_path: Path, write: Write, installation: OpenSearch, search_cluster: TestCluster
) -> None:
    name = build(tmp_path / "a", [write(6)], engine=installation).generation
    prefix = installation.index_of(name).partition("-")[0]
    other = OpenSearch(Access(search_cluster.addresses), Layout(prefix), lambda: "other")
    with pytest.raises(ForeignIndexError):
        build(tmp_path / "b", [write(2)], engine=other)
    search_cluster.ask("POST", "/_aliases", {"actions": [{"remove": {"index": f"{prefix}-*", "alias": prefix}}]})
    build(tmp_path / "b", [write(2)], engine=other)
    assert own(installation) == {name}


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from index.search.opensearch import writing
    from index.search.opensearch.cluster import Access
    from index.search.opensearch.engine import Layout, OpenSearch
    from index.storage import build as building
    folder, source, addresses, prefix, phase, calls = sys.argv[1:]
    writing._BULK_BYTES = 20_000
    left = int(calls)
    def progress(step):
        global left
        left -= step.phase == phase
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    engine = OpenSearch(Access(tuple(addresses.split(","))), Layout(prefix), lambda: prefix)
    if phase == "settle":
        engine.settle = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    building.update(Path(folder), [source], engine=engine, progress=progress)
"""


@pytest.mark.parametrize(
    ("phase", "calls"),
    [
        ("fulltext", 4),
        pytest.param("verify", 1, marks=pytest.mark.toolchain),
        pytest.param("settle", -1, marks=pytest.mark.toolchain),
    ],
)
def test_a_killed_build_leaves_nothing_for_long(
    folder: Path,
    write: Write,
    installation: OpenSearch,
    search_cluster: TestCluster,
    phase: str,
    calls: int,
) -> None:
    name = build(folder, [write(90)], engine=installation).generation
    prefix = installation.index_of(name).partition("-")[0]
    source = write(90, name="u.jsonl", title="A balloon over the town")
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(folder), source, ",".join(search_cluster.addresses)]
    killed = subprocess.run([*command, prefix, phase, str(calls)], check=False, capture_output=True)
    assert killed.returncode == -9, killed.stderr
    found = Library(folder, engine=installation).current()
    assert found.search("balloon").total == (90 if phase == "settle" else 0)
    assert found.search("register").total == 90
    update(folder, [write(1, name="v.jsonl", title="A zeppelin")], engine=installation)
    assert own(installation) == set(names(folder))
    assert Library(folder, engine=installation).current().search("zeppelin").total == 1


def test_a_generation_of_whoosh_is_brought_over_and_back(folder: Path, write: Write, installation: OpenSearch) -> None:
    name = build(folder, [write(20)]).generation
    generation = Generation(path_of(folder, name), engine=installation)
    with pytest.raises(SearchIndexMissingError, match=r"is missing\): run `rejoinder search-index push`"):
        generation.search("bees")
    folder_before = sorted(path_of(folder, name).rglob("*"))
    contents = path_of(folder, name)
    installation.push(contents, 20, generation.at, folder.parent, lambda _done, _total: None)
    assert sorted(contents.rglob("*")) == folder_before
    with_whoosh = Generation(contents).search("bees machines variant")
    assert _shown(generation.search("bees machines variant")) == _shown(with_whoosh)
    live = update(folder, [write(1, title="A balloon")], engine=installation).generation
    with pytest.raises(SearchEngineError, match="full text in OpenSearch: set REJOINDER_SEARCH, or build"):
        Library(folder).current().search("balloon")
    assert Library(folder).current().search("").total == 20
    assert live != update(folder, [write(1, title="A zeppelin")]).generation
    assert Library(folder).current().search("zeppelin").total == 1


def _shown(found: Any) -> Any:
    return [(hit.case.id, round(hit.score, 3)) for hit in found.hits], found.facets, found.total


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"generation": "20200101T000000Z-000000"}, "not this generation's index"),
        ({"schema": form.SCHEMA + 1}, r"another version of Rejoinder \(form 2"),
        ({"analysis": form.ANALYSIS + 1}, "another version of Rejoinder"),
        ({"complete": False}, "is not complete"),
        ({"cases": 5}, "is not complete"),
        (None, "not this generation's index"),
    ],
)
def test_an_index_of_another_kind_is_not_asked(
    folder: Path,
    write: Write,
    installation: OpenSearch,
    search_cluster: TestCluster,
    changes: dict[str, Any] | None,
    expected: str,
) -> None:
    name = build(folder, [write(6)], engine=installation).generation
    index = installation.index_of(name)
    (found,) = search_cluster.ask("GET", f"/{index}/_mapping").values()
    meta = {} if changes is None else {form.MARK: found["mappings"]["_meta"][form.MARK] | changes}
    search_cluster.ask("PUT", f"/{index}/_mapping", {"_meta": meta})
    with pytest.raises(SearchIndexMissingError, match=expected):
        Library(folder, engine=installation).current().search("bees")


def test_a_cluster_that_takes_no_cases_leaves_the_old_generation_live(
    folder: Path, write: Write, installation: OpenSearch, search_cluster: TestCluster
) -> None:
    name = build(folder, [write(6)], engine=installation).generation
    block: dict[str, Any] = {"transient": {"cluster.blocks.read_only": True}}
    search_cluster.ask("PUT", "/_cluster/settings", block)
    try:
        with pytest.raises(SearchRefusedError, match=r"does not let .* be written"):
            update(folder, [write(1, title="A balloon")], engine=installation)
        assert live_name(folder) == name
        assert Library(folder, engine=installation).current().search("bees").total == 1
    finally:
        search_cluster.ask("PUT", "/_cluster/settings", {"transient": {"cluster.blocks.read_only": None}})
    update(folder, [write(1, title="A balloon")], engine=installation)


def test_without_a_cluster_nothing_is_built_and_one_can_go_back(
    folder: Path, write: Write, installation: OpenSearch
) -> None:
    first = build(folder, [write(6)], engine=installation).generation
    second = update(folder, [write(1, title="A balloon")], engine=installation).generation
    (port,) = free_ports(1)
    prefix = installation.index_of(first).partition("-")[0]
    gone = OpenSearch(Access((f"http://127.0.0.1:{port}",)), Layout(prefix), lambda: prefix)
    with pytest.raises(SearchUnreachableError, match=rf"127.0.0.1:{port}: connection refused"):
        update(folder, [write(2, title="A zeppelin")], engine=gone)
    assert live_name(folder) == second
    assert rollback(folder, engine=gone) == first
    with pytest.raises(RejoinderError, match="does not answer"):
        Library(folder, engine=gone).current().search("bees")
