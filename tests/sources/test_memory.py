"""Reading a feed that is far larger than the memory that may be used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources.conftest import REVIEW, dumps

ROOT = Path(__file__).resolve().parents[2]
MEASURE = """
import resource, sys
from index.sources import read_source
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in read_source(sys.argv[1]))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def write_feed(path: Path, size: int, *, one_line: bool = True) -> int:
    """Write a DataFeed of about `size` bytes. Returns the number of its reviews."""
    count = written = 0
    with path.open("w", encoding="utf-8") as out:
        out.write('{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": [')
        while written < size:
            review = REVIEW | {
                "url": f"https://bureau{count % 90}.example/{count}",
                "claimReviewed": f"Claim {count} " + "long " * 40,
            }
            item = dumps({"@type": "DataFeedItem", "dateModified": "2021-01-01", "item": [review]})
            written += out.write(("," if count else "") + ("" if one_line else "\n") + item)
            count += 1
        out.write('], "name": "A feed"}')
    return count


@pytest.mark.parametrize("one_line", [True, False])
def test_a_feed_is_a_stream(tmp_path: Path, one_line: bool) -> None:
    path = tmp_path / "feed.json"
    reviews = write_feed(path, 10_000_000, one_line=one_line)
    run = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    count, kib = map(int, run.stdout.split())
    assert count == reviews + 90
    assert kib < 12_000
