"""A claim as what a passage is weighed against: its words, its negations, and whether it is itself a report."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from index.matcher.clauses import COMMA, Sentence
from index.matcher.cues import ACCUSE, AND, KNOW, NEG, ONLY, PROVE, SAY, TELL, THINK, WEAK, WISH, lexicon

LONGEST = 1900  # characters of a claim that are looked at
SHORT = 14  # words; in a longer claim a negation may stand beside the point
REPORTING = SAY | TELL | THINK | ACCUSE


class Claim(NamedTuple):
    """What is needed of a claim."""

    own: frozenset[str]  # stems of its words
    negated: tuple[frozenset[str], ...]  # for every negation the stems of the words after it
    negative: frozenset[str]  # words that make it negative
    contrasts: bool  # whether it holds any negation at all
    contrasted: frozenset[str]  # stems of the words after those of them that only contrast: "a firm and no state"
    asks: bool
    reports: int  # verbs by which it says itself that somebody said something
    size: int


@lru_cache(maxsize=4096)
def read_claim(claim: str, language: str) -> Claim:
    """What is needed of a claim; `language` must have a lexicon."""
    known = lexicon(language)
    assert known is not None
    s = Sentence(claim, 0, min(len(claim), LONGEST), known)
    whole = negations(s, 0, s.size)
    others = (i for i in range(s.size) if s.flags[i] & NEG and i not in whole)
    return Claim(
        frozenset(w for w in s.stems if w),
        tuple(frozenset(following(s, i, s.size)) for i in whole),
        frozenset(w for w, f in zip(s.words, s.flags, strict=True) if f & (NEG | WEAK) and s.size <= SHORT),
        s.has(NEG, 0, s.size),
        frozenset(w for i in others for w in following(s, i, s.size)),
        claim.rstrip().endswith("?"),
        len(reporting(s, 0, s.size)),
        s.size,
    )


def negations(s: Sentence, low: int, high: int) -> list[int]:
    """Negations in [low, high) that turn the whole around: none of "not only", of "should not" or of "..., not Y"."""
    out = []
    for i in range(low, high):
        if not s.flags[i] & NEG or s.has(ONLY, i + 1, i + 2) or s.has(WISH, i - 1, i):
            continue
        if s.has(COMMA | AND, i - 1, i) and i > low:
            continue
        out.append(i)
    return out


def reporting(s: Sentence, low: int, high: int) -> list[int]:
    """Verbs by which somebody says or thinks something."""
    return [i for i in range(low, high) if s.flags[i] & REPORTING and not s.flags[i] & (KNOW | PROVE)]


def following(s: Sentence, i: int, high: int) -> list[str]:
    """Stems of the few words after the i-th."""
    return [w for w in s.stems[i + 1 : min(i + 6, high)] if w]
