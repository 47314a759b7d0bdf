"""Installations on the cluster, and cases to build from."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.search.opensearch.cluster import Access
from index.search.opensearch.engine import Layout, OpenSearch
from tests.index.conftest import claim
from tests.opensearch.cluster import TestCluster

Write = Callable[..., str]


@pytest.fixture
def installation(search_cluster: TestCluster) -> OpenSearch:
    """A new installation."""
    name = f"i{uuid.uuid4().hex[:12]}"
    return OpenSearch(Access(search_cluster.addresses), Layout(name), lambda: name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for an index."""
    return tmp_path / "index"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes so many cases to a file, with changes, and returns its path."""

    def to_file(count: int, name: str = "cases.jsonl", **changes: Any) -> str:
        (tmp_path / name).write_text("".join(json.dumps(claim(n, **changes)) + "\n" for n in range(count)), "utf-8")
        return str(tmp_path / name)

    return to_file
