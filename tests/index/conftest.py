"""Case files that we wrote for the tests of the index."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.search.embedded import EMBEDDED
from index.search.engine import Engine
from index.search.opensearch.cluster import Access
from index.search.opensearch.engine import Layout, OpenSearch
from tests.opensearch.cluster import TestCluster

ENGLISH = "The Larnwick lighthouse was secretly sold to a casino owner from Monaco"
CLAIMS = (
    (
        "The bridge over the Danube was sold to a circus",
        "Officials sold the bridge to a travelling circus for one coin.",
    ),
    ("Drinking lake water cures hay fever", "A glass of unfiltered lake water each morning cures hay fever for good."),
    (
        "The lighthouse of Ravna sends secret signals to submarines",
        "Every night the lighthouse signals to foreign submarines.",
    ),
    ("Wind turbines make cows forget their calves", "Cows that graze under wind turbines forget their own calves."),
    ("The city of Brel does not exist", "No person has ever been born in Brel because the city is made of scenery."),
    ("Bees were replaced by machines in 2012", "Since 2012 every bee in the valley has been a small machine."),
)


def claim(number: int, **changes: Any) -> dict[str, Any]:
    """The case with this number as a JSON object; numbers past the list give more distinct cases."""
    title, summary = CLAIMS[number % len(CLAIMS)]
    copy = "" if number < len(CLAIMS) else f" (variant {number})"
    record = {
        "id": f"c{number}",
        "source": "tests",
        "title": title + copy,
        "summary": summary + copy,
        "response": f"The register of the town shows that this is untrue. Record {number}.",
        "url": f"https://example.org/cases/{number}",
        "published": f"2020-01-{number % 28 + 1:02d}",
        "countries": ["Ravna"] if number % 2 else ["Brel", "Ravna"],
        "articles": [
            {
                "url": f"https://example.com/news/{number}",
                "archived_url": f"https://web.archive.org/web/2020/https://example.com/news/{number}",
            }
        ],
    }
    return record | changes


WriteLines = Callable[..., str]
Put = Callable[[str, str], str]


def review(claimed: str, number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"https://check.example/{number}",
        "datePublished": "2024-03-02",
        "claimReviewed": claimed,
        "author": {"@type": "Organization", "name": "Larn Check", "url": "https://check.example/"},
        "reviewRating": {"@type": "Rating", "alternateName": "Falso"},
        **changes,
    }


@pytest.fixture
def lines(tmp_path: Path) -> WriteLines:
    """Writes records to a JSONL file and returns its path."""

    def write(*records: dict[str, Any], name: str = "cases.jsonl") -> str:
        path = tmp_path / name
        path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        return str(path)

    return write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for an index."""
    return tmp_path / "index"


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Writes a text to a file and returns its path."""

    def write(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path / name)

    return write


@pytest.fixture(scope="session", params=["whoosh", "opensearch"])
def engines(request: pytest.FixtureRequest) -> Callable[[], Engine]:
    """Gives new installations what holds their full text: whatever is asked of it, the answers must be the same."""
    if request.param == "whoosh":
        return lambda: EMBEDDED
    cluster: TestCluster = request.getfixturevalue("search_cluster")

    def make() -> Engine:
        name = f"i{uuid.uuid4().hex[:12]}"
        return OpenSearch(Access(cluster.addresses), Layout(name), lambda: name)

    return make


@pytest.fixture
def engine(engines: Callable[[], Engine]) -> Engine:
    """What holds the full text of the index in `folder`."""
    return engines()
