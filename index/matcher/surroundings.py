"""What the page around a block says of a claim in it: then the page does not repeat it either.

`index.matcher.denial` reads the sentences of one block. Pages that check claims say much outside it: they call
themselves a fact check at the top, put "The claim" over a claim and "False" under it. Each is a block of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.matcher.clauses import BREAKS, COLON, DASH, PUNCTUATION, STOP, Sentence
from index.matcher.commitment import DENIED, verdict
from index.matcher.cues import (
    AS,
    BE,
    CHECK,
    FALSE,
    LABEL,
    LIE,
    OF,
    REBUTS,
    RULING,
    SAY,
    SPREAD,
    STORY,
    THIS,
    WH,
    Lexicon,
    lexicon,
)  # fmt: skip
from index.matcher.denial import NEUTRAL, Stance
from index.matcher.page import Block
from index.matcher.segment import sentences

TOP = 8  # blocks at the top of a page that may say what it is
SHORT = 80  # characters of a block that may be a heading
TITLE = 30  # words of a block that may be a title
MENTION = 14  # words of a title that may speak of a fact check anywhere
HEADING = 6  # words of a heading over a claim, or over the verdict on it
LONGEST = 400  # characters of a block that are looked at
REST = 1  # sentences that may stand between a claim and the end of its block, for a verdict in the next
MAX_HEADING = 2 * HEADING  # with punctuation
HEADS = LABEL | FALSE | LIE | STORY | SAY | SPREAD | WH | BE | THIS | OF | AS | PUNCTUATION


class Surroundings:
    """The blocks of one request, in the order of the page."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self._checks: dict[str, list[str]] = {}

    def stance(self, number: int, end: int, language: str) -> Stance:
        """What is said around the block `number` of the passage in it that ends at the offset `end`."""
        known = lexicon(language)
        if known is None:
            return NEUTRAL
        denied = self._verdict(number, end, known) or self._heading(number, known, LIE | FALSE)
        if denied:
            return Stance(denied, "")
        return Stance("", self._heading(number, known, LABEL) or self.checks(number, language))

    def checks(self, number: int, language: str) -> str:
        """The words by which the page calls itself a check of facts, elsewhere than in a block; "" if it does not."""
        if language not in self._checks:
            known = lexicon(language)
            tops = self.blocks[:TOP]
            self._checks[language] = [_is_check(_read(block.text, known)) for block in tops] if known else []
        return next((found for n, found in enumerate(self._checks[language]) if found and n != number), "")

    def _heading(self, number: int, known: Lexicon, kind: int) -> str:
        """The block before, where it is a heading of one kind for a claim."""
        if not number or len(self.blocks[number - 1].text) > SHORT:
            return ""
        s = _read(self.blocks[number - 1].text, known)
        return s.quote(0, _units(s)[-1]) if _is_heading(s, LABEL) and s.has(kind, 0, s.size) else ""

    def _verdict(self, number: int, end: int, known: Lexicon) -> str:
        """The verdict in the blocks after, where the passage is at the end of its own."""
        following = self.blocks[number + 1 : number + 3]
        if not following or len(sentences(self.blocks[number].text[end : end + LONGEST])) > REST:
            return ""
        first = _read(following[0].text, known)
        if _is_heading(first, REBUTS) and not first.has(BREAKS, 0, first.size):
            return first.quote(0, _units(first)[-1])
        announced = _is_heading(first, RULING) and len(following) > 1
        if announced:
            first = _read(following[1].text, known)
        found = verdict(first, 0, first.size, True)
        # In the lines of a debate "Wrong." is somebody else's word.
        meant = announced or first.has(RULING | STORY | LABEL, 0, found.last + 1)
        return first.quote(found.first, found.last) if meant and found.kind == DENIED else ""


def _read(text: str, known: Lexicon) -> Sentence:
    """The first sentence of a block."""
    start, end = next(iter(sentences(text[:LONGEST])), (0, 0))
    return Sentence(text, start, end, known)


def _units(s: Sentence) -> list[int]:
    """The first word of every phrase, and every other word; no punctuation."""
    out, free = [], 0
    for i, flag in enumerate(s.flags):
        if i >= free and not flag & PUNCTUATION:
            out.append(i)
            free = i + 1 + s.stems[i].count(" ")
    return out


def _is_heading(s: Sentence, kind: int, last: int = MAX_HEADING) -> bool:
    """Whether the words up to `last` are nothing but a heading of a kind: "What was claimed", "Myth #3"."""
    units = [i for i in _units(s) if i < last]
    return (
        0 < len(units) <= HEADING
        and any(s.flags[i] & kind for i in units)
        and all(s.flags[i] & (HEADS | kind) or s.words[i].isdecimal() or s.is_empty(i) for i in units)
    )


def _is_check(s: Sentence) -> str:
    """What of a title says that the page checks a claim: "Fact check: ...", "DISINFO: ..."; or ""."""
    words = len(_units(s))
    if not words or words > TITLE:
        return ""
    mention = s.find(CHECK, 0, s.size)
    if mention >= 0 and not s.flags[-1] & STOP and words <= MENTION:
        return s.quote(mention, mention)
    mark = s.find(COLON | DASH, 0, HEADING)
    return s.quote(0, mark - 1) if mark > 0 and _is_heading(s, CHECK | LABEL, mark) else ""
