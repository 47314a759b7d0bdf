"""Read the labelled sets from the folder of shared data, and build matchers from their cases."""

from __future__ import annotations

import hashlib
import html.parser
import json
import os
import re
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from index.case import Case
from index.matcher.arrays.layout import Arrays
from index.matcher.matcher import Block, Matcher, Reads
from index.matcher.store import LocalStore
from index.matcher.text import analysis
from index.reader.model import Reader
from index.semantic import model_folder, vectors
from index.semantic.encoder import Encoder, SentenceEncoder
from index.semantic.tier import Tier

SHARED = Path(os.environ.get("REJOINDER_SHARED", Path(__file__).resolve().parents[2] / "shared"))
DATA = SHARED / "data"
MODEL = DATA / "models" / "multilingual-e5-small"
DEBUNKED = "cases/euvsdisinfo-2015-2017.jsonl"
ALL_CASES = ("cases/euvsdisinfo-titles-2015-2021.jsonl", DEBUNKED)


def rows(name: str) -> list[dict[str, Any]]:
    """Decoded lines of a JSONL file under the data folder."""
    with (DATA / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def digest(*names: str) -> dict[str, str]:
    """SHA-256 of files under the data folder, by name."""
    return {name: hashlib.sha256((DATA / name).read_bytes()).hexdigest() for name in names}


@cache
def cases(*names: str) -> list[Case]:
    """The cases of JSONL files."""
    return [Case.from_dict(row) for name in names for row in rows(name)]


@cache
def matcher(*names: str) -> Matcher:
    """A matcher built from JSONL files of cases, in a temporary folder that exists as long as this process."""
    folder = tempfile.TemporaryDirectory(prefix="bench-")
    _KEPT.append(folder)
    Matcher.build(cases(*names), Path(folder.name))
    return Matcher.open(Path(folder.name))


@cache
def reading_matcher(*names: str) -> Matcher:
    """The same with the shipped reader, without a time limit."""
    plain = matcher(*names)
    return Matcher(plain.arrays, reads=Reads(Reader(), 1e9))


@cache
def encoder() -> Encoder:
    """The sentence encoder of the shared data."""
    return Encoder(model_folder.read(MODEL), threads=os.cpu_count() or 1)


@cache
def semantic_matcher(*names: str) -> Matcher:
    """The same with the sentence encoder too, without a time limit.

    Encoding takes minutes, so the result is kept in the system's temporary folder for the next run.
    """
    what = hashlib.sha256(
        json.dumps([digest(*names), encoder().digest, analysis.VERSION, vectors.FORMAT]).encode()
    ).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"bench-semantic-{what}"
    if not (folder / vectors.FOLDER / vectors.META).exists():
        shutil.rmtree(folder, ignore_errors=True)
        Matcher.build(cases(*names), folder / "matcher")
        vectors.build(folder, encoder())
    return with_meaning(folder, encoder(), Reads(Reader(), 1e9))


def with_meaning(folder: Path, with_encoder: SentenceEncoder, reads: Reads) -> Matcher:
    """The matcher of a folder that has the arrays and the encoder's vectors, without a time limit for encoding."""
    arrays, stored = Arrays.open(folder / "matcher"), vectors.open_(folder)
    assert stored is not None
    tier = Tier(with_encoder, 1e9, stored.rows.size)
    return Matcher(arrays, store=LocalStore(arrays, stored), tier=tier, reads=reads)


_KEPT: list[tempfile.TemporaryDirectory[str]] = []


@dataclass(frozen=True, slots=True)
class Query:
    """One text with judged cases: label 2 (same claim), 1 (same narrative) or 0 (neither)."""

    set: str
    id: str
    page: str
    text: str
    labels: dict[str, int]


def same_claim() -> list[Query]:
    """Sentences of later cases."""
    return [Query("same-claim", q["id"], q["id"], q["text"], q["labels"]) for q in rows("eval/same-claim/dev.jsonl")]


def checkthat() -> list[Query]:
    """Tweets of the train and dev parts. Only the right case is labelled."""
    return [
        Query("checkthat-2020", f"{split}{q['id']}", f"{split}{q['id']}", q["text"], q["labels"])
        for split in ("train", "dev")
        for q in rows(f"eval/checkthat-2020/{split}.jsonl")
        if q["labels"]
    ]


def transcripts() -> list[Query]:
    """Judged lines of speeches. `page` names the speech."""
    out = []
    for page in rows("eval/transcripts/dev.jsonl"):
        text = {b["id"]: b["text"] for b in page["blocks"]}
        out += [
            Query("transcripts", f"{page['id']}/{b}", page["id"], text[b], labels)
            for b, labels in page["labels"].items()
        ]
    return out


def speeches() -> list[tuple[str, list[Block], dict[str, dict[str, int]]]]:
    """(id, blocks, labels by block and case) of every speech."""
    return [
        (p["id"], [Block(b["id"], b["text"]) for b in p["blocks"]], p["labels"])
        for p in rows("eval/transcripts/dev.jsonl")
    ]


def debunks() -> list[tuple[str, str]]:
    """(case id, text) of the debunks of real cases: texts about the subjects of the claims that repeat none of them."""
    texts = {row["response"]: row["id"] for row in rows(DEBUNKED) if len(row.get("response") or "") > 20}
    return [(case, text) for text, case in texts.items()]


class _Text(html.parser.HTMLParser):
    SKIP = frozenset("script style noscript template svg head nav footer form button select".split())
    BREAK = frozenset("p div li td th h1 h2 h3 h4 h5 h6 article section blockquote br pre dd dt figcaption".split())

    def __init__(self) -> None:
        super().__init__()
        self.skip, self.text, self.blocks = 0, "", list[str]()

    def flush(self) -> None:
        text = re.sub(r"\s+", " ", self.text).strip()
        if len(text) > 20:
            self.blocks.append(text)
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.skip += tag in self.SKIP
        if tag in self.BREAK:
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.SKIP and self.skip:
            self.skip -= 1
        if tag in self.BREAK:
            self.flush()

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.text += data


def ordinary_pages() -> list[tuple[str, list[Block]]]:
    """(name, blocks) of web pages that repeat a claim almost never."""
    out = []
    for path in sorted((DATA / "pages").glob("*/source.html")):
        parser = _Text()
        parser.feed(path.read_text("utf-8", "replace"))
        parser.flush()
        if parser.blocks:
            out.append((path.parent.name, [Block(str(i), t) for i, t in enumerate(parser.blocks)]))
    return out
