"""Writes what holds the two readers of packs, and the two matchers that use them, together: extension/test/vectors.

    python -m tests.pack.vectors

Everything in there is our own: the cases of the demo and of the tests, and invented texts. The same inputs give the
same bytes; `tests/pack/test_vectors.py` and `extension/test/pack*.test.ts` read them.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.pack import difference
from index.pack.collect import collect
from index.pack.contents import Contents
from index.pack.reading import read
from index.storage.build import build
from index.storage.library import Library
from tests.pack.conftest import CASES, case, write

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "extension" / "test" / "vectors"
DEMO = ROOT / "server" / "demo" / "cases.jsonl"
PRIVATE, OTHER = bytes(range(1, 33)), bytes(range(2, 34))
BUILT = "2026-01-01T00:00:00+00:00"
FIRST, LATER = "20260101T000000Z-000001", "20260102T000000Z-000002"


def contents(records: list[dict[str, Any]], name: str) -> Contents:
    """What a pack of these cases says, under the name of a generation."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        build(path / "index", [str(DEMO), write(path / "cases.jsonl", records)], strict=True)
        library = Library(path / "index")
        live = library.contents()
        return replace(collect(live, library.sources(live)), generation=name, built=BUILT)


def later() -> list[dict[str, Any]]:
    """The cases of a later generation: some are gone, one is changed, two are new, others stand in another place."""
    some = [record for record in CASES if record.get("id") not in ("html", "ferry-3", "ferry-400")]
    return [
        *some[:1],
        case("well", "The well of Brel gives lemonade on Sundays", lang="en", summary="It is so. It was tasted."),
        *some[8:],
        *(record | {"response": "Changed."} if record["id"] == "ru" else record for record in some[1:8]),
        case("pl", "W Brel zamknięto wszystkie szkoły na zawsze", lang="pl"),
    ]  # fmt: skip


def packs() -> dict[str, bytes]:
    """The files of packs, by their names."""
    first, second = contents(CASES, FIRST).to_bytes(PRIVATE), contents(later(), LATER).to_bytes(PRIVATE)
    return {
        "first.pack": first,
        "later.pack": second,
        "first-to-later.diff": difference.made(read(first), read(second)),
        "other-key.pack": contents(CASES[:3], FIRST).to_bytes(OTHER),
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, data in packs().items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
