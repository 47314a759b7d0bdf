"""The section `claims`: the wordings of each case's claim as term numbers, one independent record for each case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.matcher.arrays.layout import SUMMARY
from index.pack.errors import PackError
from index.pack.numbers import NumberReader, varint

JOINED = 3  # in place of a field: the summary as a whole, which has the terms of all its sentences
_FIELD, _NEGATED = 0b11, 0b100
_LANGUAGE = 3  # number of bits below the language


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a claim.

    field: 0 title, 1 summary, 2 excerpt    negated: whether it holds a negation    terms: in the order of the text
    """

    field: int
    negated: bool
    language: str
    terms: tuple[str, ...]


Claim = tuple[Wording, ...]


class ClaimWriter:
    """Writes claims with the numbers of one table of terms."""

    def __init__(self, numbers: dict[str, int], languages: Sequence[str]) -> None:
        self._codes = {text: varint(number) for text, number in numbers.items()}
        self._languages = {language: n for n, language in enumerate(languages)}

    def record(self, claim: Claim) -> bytes:
        """The record of a case."""
        parts = [varint(len(claim))]
        of_summary: tuple[str, ...] = ()
        was_joined = False
        for wording in claim:
            joined = wording.field == SUMMARY and bool(of_summary) and wording.terms == of_summary and not was_joined
            field = JOINED if joined else wording.field
            parts.append(varint(field | wording.negated * _NEGATED | self._languages[wording.language] << _LANGUAGE))
            if not joined:
                parts.append(varint(len(wording.terms)))
                parts += map(self._codes.__getitem__, wording.terms)
            was_joined |= joined
            if wording.field == SUMMARY and not joined:
                of_summary += wording.terms
        return b"".join(parts)


class ClaimReader:
    """Reads claims that were written with the numbers of a table of terms."""

    def __init__(self, texts: Sequence[str], languages: Sequence[str]) -> None:
        """`texts` holds the terms by their numbers."""
        self._text: Callable[[int], str] = texts.__getitem__
        self._languages = languages

    def claims(self, data: bytes, count: int) -> list[Claim]:
        """Read the whole section, which must hold exactly `count` claims. Raises PackError."""
        reader = NumberReader(data)
        try:
            found = [self._claim(reader) for _ in range(count)]
        except IndexError:
            raise PackError("altered", "the pack is damaged: it names a term that it does not hold") from None
        if reader.left:
            raise PackError("altered", "the pack is damaged: it holds more claims than it says. Fetch it again")
        return found

    def _claim(self, reader: NumberReader) -> Claim:
        out = []
        of_summary: tuple[str, ...] = ()
        was_joined = False
        for _ in range(reader.number()):
            head = reader.number()
            field, language = head & _FIELD, self._languages[head >> _LANGUAGE]
            joined = field == JOINED
            if joined and was_joined:  # a few bytes must not grow into millions of terms
                raise PackError("altered", "the pack is damaged: a claim has two whole summaries. Fetch it again")
            was_joined |= joined
            terms = of_summary if joined else self._terms(reader)
            out.append(Wording(SUMMARY if joined else field, bool(head & _NEGATED), language, terms))
            if field == SUMMARY:
                of_summary += terms
        return tuple(out)

    def _terms(self, reader: NumberReader) -> tuple[str, ...]:
        return tuple(map(self._text, reader.numbers(reader.number())))
