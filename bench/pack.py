"""Measure packs: the bytes of each part, the time to write and to read one, and the size of a difference.

    python -m bench.pack CASES.jsonl... [--cases 200000]

Builds an index of the cases in a temporary folder. With --cases, further cases with joined titles are added up to that
number. The difference is to the index after ten titles were changed. Times are in processor seconds.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from bench.rebuilds import grown
from index.pack import difference
from index.pack.container import deflated
from index.pack.contents import MATCHING
from index.pack.reading import read
from index.pack.shelf import make
from index.storage.build import build, update
from index.storage.library import Library

T = TypeVar("T")
CHANGED = 10


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """Run some work. Returns its result and its processor seconds."""
    begun = time.process_time()
    return work(), round(time.process_time() - begun, 2)


def measured(library: Library, characters: int | None) -> tuple[bytes, dict[str, Any]]:
    """A pack and its figures."""
    data, seconds = timed(lambda: make(library, library.contents(), characters))
    pack, reading = timed(lambda: read(data))
    _, decoding = timed(lambda: pack.contents)
    parts: Counter[str] = Counter()
    for name, section in pack.sections.items():
        parts[name.partition("/")[0]] += len(deflated(section))
    told = {
        "bytes": len(data),
        "matching": sum(parts[name] for name in MATCHING),
        "without_responses": len(data) - parts["responses"],
        "share_of_responses": round(parts["responses"] / len(data), 3),
        "parts": dict(parts) | {"header": len(pack.head)},
        "write_s": seconds,
        "check_s": reading,
        "decode_s": decoding,
    }
    return data, told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--cases", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        joined = folder / "joined.jsonl"
        joined.write_text("".join(source.read_text("utf-8") for source in asked.sources), "utf-8")
        cases = grown(joined, folder, asked.cases)
        build(folder / "index", [str(cases)])
        library = Library(folder / "index")
        found: dict[str, Any] = {"cases": len(library.contents())}
        for characters in (0, None, 600):
            data, found[f"responses {'all' if characters is None else characters}"] = measured(library, characters)
        records = [json.loads(line) for line in cases.open(encoding="utf-8")]
        some = [record for record in records if "title" in record][:: max(1, len(records) // CHANGED)][:CHANGED]
        (folder / "ten.jsonl").write_text(
            "".join(json.dumps(record | {"title": f"{record['title']} again"}) + "\n" for record in some), "utf-8"
        )
        update(folder / "index", [str(folder / "ten.jsonl")])
        old, new = read(data), read(make(library, library.contents()))
        change, making = timed(lambda: difference.made(old, new))
        again, applying = timed(lambda: difference.apply(old, change))
        assert read(again).head == new.head
        found[f"difference after {len(some)} titles"] = {
            "bytes": len(change),
            "share": round(len(change) / len(again), 4),
            "make_s": making,
            "apply_s": applying,
        }
        print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
