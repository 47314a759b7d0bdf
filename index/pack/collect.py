"""Collects the contents of a pack from a generation: the wordings, terms, flags and groups of the service's matcher."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from index.case import Case, SourceRecord
from index.errors import IndexDamagedError
from index.matcher.arrays.build_index import UNIT_TERMS, wordings
from index.matcher.arrays.layout import Arrays
from index.matcher.text import analysis, background
from index.matcher.text.spelling import fold
from index.pack import local_rules
from index.pack.claims import Claim, Wording
from index.pack.contents import Contents, Group, to_json
from index.pack.terms import HUNDREDTHS, Term, table_order
from index.storage.generation import Contents as Cases

RESPONSE_CHARACTERS = 600  # how many characters of a response a pack holds by default
_CARD = ("id", "source", "title", "url", "published", "claimant", "claimed", "languages")


def collect(
    cases: Cases, publishers: Mapping[str, SourceRecord], response_characters: int | None = RESPONSE_CHARACTERS
) -> Contents:
    """The contents of a pack with the generation's cases that make notices.

    `response_characters` is None for whole responses, 0 for none. Raises IndexDamagedError.
    """
    arrays = Arrays.open(cases.folder / "matcher")
    claims: list[Claim] = []
    cards, responses, sources = [], [], set()
    groups: list[Group] = []
    for place, (case, claim, first) in enumerate(claimed(cases.cases(), arrays)):
        if first != place:
            groups.append((place, first))
        claims.append(claim)
        sources.add(case.source)
        cards.append(_card(case))
        responses.append(_response(case.response, response_characters))
    return Contents(
        generation=cases.id,
        built=cases.manifest.built,
        texts=background.TEXTS,
        languages=sorted({wording.language for claim in claims for wording in claim}),
        response_characters=response_characters,
        terms=terms_of(claims, arrays),
        claims=claims,
        groups=groups,
        publishers=[_publisher(publishers[key]) for key in sorted(sources & publishers.keys())],
        cards=cards,
        responses=responses,
    )


def claimed(cases: Iterable[Case], arrays: Arrays) -> Iterator[tuple[Case, Claim, int]]:
    """The cases of a generation that a pack holds, in order: (case, wordings, first).

    `first` is the position in the pack of the first case that makes the same claim; it may be the case itself.
    """
    places: dict[int, int] = {}
    for ordinal, case in enumerate(cases):
        claim = claim_of(case)
        if claim:
            own = places[ordinal] = len(places)
            yield case, claim, places.get(int(arrays.case_group[ordinal]), own)


def claim_of(case: Case) -> Claim:
    """The wordings of a case that have at least one term."""
    found = []
    for field, language, text in wordings(case):
        words = analysis.TOKEN.findall(text)
        kept = _kept(map(_terms_in(language).__getitem__, words))
        if kept:
            negated = local_rules.negates([_folded(word, language) for word in words], language)
            found.append(Wording(field, negated, language, kept))
    return tuple(found)


def _kept(terms: Iterable[str]) -> tuple[str, ...]:
    """The terms of a wording in order, up to `UNIT_TERMS` distinct ones, as the matcher keeps them."""
    out: list[str] = []
    distinct: set[str] = set()
    for term in terms:
        if term and term not in distinct:
            if len(distinct) == UNIT_TERMS:
                break
            distinct.add(term)
        if term:
            out.append(term)
    return tuple(out)


def terms_of(claims: Iterable[Claim], arrays: Arrays) -> list[Term]:
    """The table of terms: those of the claims, and those of ordinary texts, which weigh a page's other words."""
    held: Counter[str] = Counter()
    for claim in claims:
        held.update({term for wording in claim for term in wording.terms})
    common = background.shares()
    out = []
    for text in held.keys() | common.keys():
        number = arrays.term(analysis.key_of(text))
        if number < 0 and held[text]:
            raise IndexDamagedError("the matcher's arrays lack a term of their cases: build the index again")
        ordinary = round(common.get(text, 0) * background.TEXTS * HUNDREDTHS)
        out.append(Term(text, held[text], ordinary, int(arrays.term_flag[number]) if number >= 0 else 0))
    return table_order(out)


def _card(case: Case) -> str:
    """The card of a case (all but its response) as a line of JSON, without absent or default values."""
    record = {key: value for key, value in case.to_dict().items() if key in _CARD and value}
    if not str(record.get("url", "")).startswith(("https://", "http://")):
        record.pop("url", None)
    if case.lang != "en":
        record["lang"] = case.lang
    if case.verdict != "false":
        record["verdict"] = case.verdict
    if case.rating is not None and case.rating.text:
        record["rating"] = case.rating.text
    if case.disclaimer:
        record["disclaimer"] = case.disclaimer
    return to_json(record)


def _response(text: str, most: int | None) -> str:
    """A response as a line of JSON: the text, or {"begins": its first characters} if it is cut."""
    if most is None or len(text) <= most:
        return to_json(text)
    cut = text[:most]
    end = cut.rfind(" ")
    return to_json({"begins": cut[: end if end > most // 2 else most].rstrip()} if most else "")


def _publisher(record: SourceRecord) -> dict[str, str]:
    told = record.to_dict()
    return {key: told[key] for key in ("source", "name", "url", "license", "disclaimer") if told.get(key)}


class _Terms(dict[str, str]):
    """Maps the tokens of one language to terms, computed on first use."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> str:
        if len(self) >= analysis.REMEMBERED:
            self.clear()
        term = self[word] = analysis.term_of(word, self.language)
        return term


_terms_in = lru_cache(analysis.LANGUAGES)(_Terms)


def _folded(word: str, language: str) -> str:
    return fold(word, language) if len(word) <= analysis.MAX_TOKEN else ""
