"""The contents of a pack: terms, claims, groups of cases with the same claim, publishers, and cards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.matcher.text import analysis
from index.pack import terms
from index.pack.claims import Claim, ClaimReader, ClaimWriter
from index.pack.container import Header, altered, section_of, signed_head, written
from index.pack.numbers import NumberReader, varint, varints
from index.pack.signature import public_key
from index.pack.terms import Term

CHUNK = 256  # cases whose cards are deflated together, so that showing one does not inflate all of them
TERMS, CLAIMS, GROUPS, PUBLISHERS, CARDS, RESPONSES = (
    "terms", "claims", "groups", "publishers", "cards", "responses",
)  # fmt: skip
MATCHING = (TERMS, CLAIMS, GROUPS)  # the sections that matching a page needs

Group = tuple[int, int]  # the ordinal of a case, and that of the first case with the same claim


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a pack. All lists of cases have the same order; each card and response is a line of JSON."""

    generation: str
    built: str
    texts: int
    languages: list[str]
    response_characters: int | None
    terms: list[Term]
    claims: list[Claim]
    groups: list[Group]
    publishers: list[dict[str, str]]
    cards: list[str]
    responses: list[str]
    chunk: int = CHUNK
    analysis: int = analysis.VERSION

    def writer(self) -> ClaimWriter:
        """A writer of claims that uses this table's term numbers."""
        return ClaimWriter(terms.numbers(self.terms), self.languages)

    def sections(self) -> dict[str, bytes]:
        """Every section before it is deflated, in the order of the file."""
        writer = self.writer()
        out = {
            TERMS: terms.encode(self.terms),
            CLAIMS: b"".join(map(writer.record, self.claims)),
            GROUPS: encode_groups(self.groups),
            PUBLISHERS: encode_publishers(self.publishers),
        }
        for name, lines in ((CARDS, self.cards), (RESPONSES, self.responses)):
            out |= {f"{name}/{n}": encode_lines(chunk) for n, chunk in enumerate(chunks(lines, self.chunk))}
        return out

    def head(self, sections: Mapping[str, bytes], private: bytes) -> bytes:
        """The signed beginning of the file."""
        header = Header(
            self.generation, self.built, len(self.claims), self.texts, self.analysis, tuple(self.languages), self.chunk,
            self.response_characters, public_key(private), tuple(section_of(*item) for item in sections.items()),
        )  # fmt: skip
        return signed_head(header, private)

    def to_bytes(self, private: bytes) -> bytes:
        """The file, signed. Equal contents give equal bytes."""
        sections = self.sections()
        return written(self.head(sections, private), list(sections.values()))


def decoded(header: Header, sections: Mapping[str, bytes]) -> Contents:
    """Decode checked sections. Raises PackError."""
    table = terms.decode(sections[TERMS])
    return Contents(
        header.generation, header.built, header.texts, list(header.languages), header.response_characters, table,
        ClaimReader(terms.by_number(table), header.languages).claims(sections[CLAIMS], header.cases),
        decode_groups(sections[GROUPS]), decode_publishers(sections[PUBLISHERS]),
        lines_of(header, sections, CARDS), lines_of(header, sections, RESPONSES), header.chunk, header.analysis,
    )  # fmt: skip


def chunks(lines: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """The lines in chunks of `size`; the last may be shorter."""
    for at in range(0, len(lines), size):
        yield tuple(lines[at : at + size])


def encode_lines(lines: Sequence[str]) -> bytes:
    """Lines of JSON, each with a newline at its end."""
    return "".join(f"{line}\n" for line in lines).encode()


def lines_of(header: Header, sections: Mapping[str, bytes], name: str) -> list[str]:
    """The lines of all chunks with this name. Raises PackError unless there is one for each case."""
    chunk_names = [f"{name}/{n}" for n in range(-(-header.cases // header.chunk))]
    return decode_lines(b"".join(sections[chunk] for chunk in chunk_names), header.cases, name)


def decode_lines(data: bytes, count: int, name: str) -> list[str]:
    """Decode exactly `count` lines. Raises PackError."""
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        raise altered(f"its {name} are not text") from None
    if len(lines) != count + 1 or lines.pop():
        raise altered(f"it does not have as many {name} as cases")
    return lines


def encode_groups(groups: Sequence[Group]) -> bytes:
    """Encode groups: how many cases repeat an earlier case's claim; for each, its distances from the previous such case
    and from the first case of its group."""
    out, before = [varint(len(groups))], 0
    for case, first in groups:
        out.append(varints((case - before, case - first)))
        before = case
    return b"".join(out)


def decode_groups(data: bytes) -> list[Group]:
    """Decode the section `groups`. Raises PackError."""
    reader = NumberReader(data)
    out, case = [], 0
    for _ in range(reader.number()):
        case += reader.number()
        out.append((case, case - reader.number()))
    return out


def encode_publishers(publishers: Sequence[Mapping[str, str]]) -> bytes:
    """Encode publishers as one JSON array."""
    return to_json(list(publishers)).encode()


def decode_publishers(data: bytes) -> list[dict[str, str]]:
    """Decode the section `publishers`. Raises PackError."""
    try:
        return [{str(k): str(v) for k, v in record.items()} for record in json.loads(data)]
    except (ValueError, AttributeError, TypeError):
        raise altered("its publishers cannot be read") from None


def to_json(value: Any) -> str:
    """A value as one line of JSON; equal values give equal lines."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
