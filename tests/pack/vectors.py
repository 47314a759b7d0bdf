"""Writes extension/test/vectors, the files that both readers of packs, and both matchers, are tested against.

    python -m tests.pack.vectors

Everything in there is our own: the cases of the demo and of the tests, and invented texts. The same inputs give the
same bytes; `tests/pack/test_vectors.py` and `extension/test/pack*.test.ts` read them.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from index.matcher.text.analysis import STEMMERS, TOKEN, stem_of, term_of
from index.matcher.text.spelling import fold
from index.offsets import replace_surrogates, to_utf16
from index.pack import difference
from index.pack.collect import collect
from index.pack.contents import Contents
from index.pack.matching import FEATURES, Block, Found, LocalMatcher, select
from index.pack.reading import read
from index.storage.build import build
from index.storage.library import Library
from tests.pack import vector_pages
from tests.pack.conftest import CASES, case, write

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "extension" / "test" / "vectors"
DEMO = ROOT / "server" / "demo" / "cases.jsonl"
PRIVATE, OTHER = bytes(range(1, 33)), bytes(range(2, 34))
HANDS = ("de", "deit", "f", "fres", "ru", "ukpl")  # of tests/data/reader, in eight languages: words to stem
BUILT = "2026-01-01T00:00:00+00:00"
FIRST, LATER = "20260101T000000Z-000001", "20260102T000000Z-000002"


def contents(records: list[dict[str, Any]], name: str) -> Contents:
    """The contents of a pack with these cases, for a generation of this name."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        build(path / "index", [str(DEMO), write(path / "cases.jsonl", records)], strict=True)
        library = Library(path / "index")
        live = library.contents()
        return replace(collect(live, library.sources(live)), generation=name, built=BUILT)


def later() -> list[dict[str, Any]]:
    """The cases of a later generation: some are removed, one is changed, two are new, and others have moved."""
    some = [record for record in CASES if record.get("id") not in ("html", "ferry-3", "ferry-400")]
    return [
        *some[:1],
        case("well", "The well of Brel gives lemonade on Sundays", lang="en", summary="It is so. It was tasted."),
        *some[8:],
        *(record | {"response": "Changed."} if record["id"] == "ru" else record for record in some[1:8]),
        case("pl", "W Brel zamknięto wszystkie szkoły na zawsze", lang="pl"),
    ]  # fmt: skip


def packs() -> dict[str, bytes]:
    """The pack files by name."""
    first, second = contents(CASES, FIRST).to_bytes(PRIVATE), contents(later(), LATER).to_bytes(PRIVATE)
    return {
        "first.pack": first,
        "later.pack": second,
        "first-to-later.diff": difference.made(read(first), read(second)),
        "other-key.pack": contents(CASES[:3], FIRST).to_bytes(OTHER),
    }


def text_vector(matcher: LocalMatcher, text: str) -> dict[str, Any]:
    """How a text is read: its language, its sentences, and their tokens as terms and folded words."""
    (block,) = matcher.read([("t", text, False, "")])
    spans = [to_utf16(text, (s.start, s.end)) for s in block.sentences]
    words = [TOKEN.findall(text[s.start : s.end]) for s in block.sentences]
    return {
        "text": text,
        "language": block.language,
        "sentences": spans,
        "tokens": words,
        "folded": [s.words for s in block.sentences],
        "terms": [[term_of(word, block.language) for word in some] for some in words],
        "kinds": [s.tokens for s in block.sentences],
    }


def page_vector(matcher: LocalMatcher, request: dict[str, Any]) -> dict[str, Any]:
    """What is found on a page: all weighed pairs, and the resulting matches. Offsets are UTF-16 units."""
    sent = [
        (b["id"], replace_surrogates(b["text"]), b.get("gap", False), b.get("heading", "")) for b in request["blocks"]
    ]
    blocks = matcher.read(sent, request.get("language", ""))
    scored = matcher.scored(blocks, request.get("title", ""), request.get("checks_facts", False))
    chosen = select(scored, matcher.index, request.get("min_score"))
    return {
        "request": request,
        "scored": [_told(f, blocks) for f in scored],
        "matches": [_told(f, blocks) for f in chosen],
    }


def _told(found: Found, blocks: list[Block]) -> dict[str, Any]:
    start, end = to_utf16(blocks[found.block].text, (found.start, found.end))
    values = {name: round(value, 7) for name, value in zip(FEATURES, found.features, strict=True)}
    return {
        "block": found.block,
        "start": start,
        "end": end,
        "case": found.case,
        "unit": found.unit,
        "score": round(found.score, 7),
        "relation": found.relation,
        "also": list(found.also),
        "values": values,
    }


def stem_vectors(texts: list[str]) -> dict[str, dict[str, str]]:
    """The stems of words from our own texts, for every language that has a stemmer."""
    words = sorted({word for text in texts for word in TOKEN.findall(text)})[::9]
    return {
        language: {
            word: stem
            for word in map(partial(fold, language=language), words)
            if word != (stem := stem_of(word, language))
        }
        for language in STEMMERS
    }


def matching(first: bytes) -> dict[str, Any]:
    """The content of matching.json."""
    matcher = LocalMatcher(read(first).contents)
    texts = [*vector_pages.TEXTS, *vector_pages.STATED, *vector_pages.NOT_STATED]
    hands = ROOT / "tests" / "data" / "reader" / "hands"
    written = [line for hand in HANDS for line in (hands / f"{hand}.jsonl").read_text("utf-8").splitlines()[:2]]
    return {
        "offsets": "UTF-16 units",
        "texts": [text_vector(matcher, text) for text in texts],
        "stems": stem_vectors([*texts, *written]),
        "pages": [page_vector(matcher, request) for request in vector_pages.pages()],
    }


def files() -> dict[str, bytes]:
    """All files of the folder, by name."""
    made = packs()
    told = json.dumps(matching(made["first.pack"]), separators=(",", ":"))
    return made | {"matching.json": told.encode()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, data in files().items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
