"""What the page around a block says of a claim in it: then the page does not repeat it either.

`index.matcher.denial` reads the sentences of one block. Pages that check claims say much outside it: they call
themselves a fact check in their title, put "The claim" over a claim and "False" under it. Each is a block of its own.
A page that accuses others of lies does not thereby check anything: what counts is a bare label, or a sentence about
"this claim", and never a sentence with a subject of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.matcher.clauses import ASK, COLON, COMMA, DASH, PARTS, PUNCTUATION, STOP, Sentence
from index.matcher.commitment import DENIED, verdict
from index.matcher.cues import (
    ACCUSE,
    AS,
    BE,
    CHECK,
    DENY,
    FALSE,
    HEDGE,
    IF,
    LABEL,
    LIE,
    NEG,
    OF,
    RULING,
    SAY,
    SOURCE,
    SPREAD,
    STORY,
    TELL,
    THINK,
    THIS,
    TOPIC,
    WH,
    Lexicon,
    lexicon,
)  # fmt: skip
from index.matcher.denial import NEUTRAL, Stance
from index.matcher.page import Block
from index.matcher.segment import sentences

SHORT = 80  # characters of a block that may be a heading
TITLE = 30  # words of a title
HEADING = 6  # words of a heading over a claim, or over the verdict on it
LONGEST = 400  # characters of a block that are looked at
REST = 1  # sentences that may stand between a claim and the end of its block, for a verdict in the next
PUBLISHER = 6  # letters of a publisher's initials: "AFP Fact Check: ..."
HEADS = LABEL | TOPIC | FALSE | LIE | STORY | SAY | SPREAD | WH | BE | THIS | OF | AS | PUNCTUATION
OTHERS = DENY | SAY | TELL | THINK | ACCUSE | SOURCE | HEDGE | IF | ASK  # by which a denial is somebody else's, or none


class Surroundings:
    """The blocks of one request, in the order of the page, and the page's title ("" if unknown)."""

    def __init__(self, blocks: Sequence[Block], title: str = "") -> None:
        self.blocks, self.title = blocks, title
        self._denied: dict[int, str] = {}
        self._checks: dict[str, str] = {}
        self._read: dict[tuple[str, str], Sentence] = {}

    def deny(self, group: int, denied: str, language: str) -> None:
        """Take note that the title denies the claim of a group of cases by some words, if it does so itself.

        That somebody else denies it ("Oulu denies that ..."), or that it is asked, says nothing of the page.
        """
        known = lexicon(language)
        if known is None:
            return
        title = self._first(self.title, known)
        mark = title.find(COLON | DASH, 0, title.size)
        label = [i for i in _units(title) if i < mark]
        if len(label) > HEADING:  # the mark is before the name of the site
            label, mark = [], -1
        own = all(title.flags[i] & (FALSE | LIE | LABEL | CHECK) or title.is_empty(i) for i in label)
        if own and not title.has(OTHERS, mark + 1, title.size):
            self._denied[group] = denied

    def stance(self, number: int, end: int, language: str, group: int = -1) -> Stance:
        """What is said around the block `number` of the passage in it that ends at the offset `end`.

        `group` is that of the case whose claim the passage may repeat, -1 if it is in none.
        """
        if group in self._denied:
            return Stance(self._denied[group], "")
        known = lexicon(language)
        if known is None:
            return NEUTRAL
        if denied := self._verdict(number, end, known):
            return Stance(denied, "")
        label, untrue = self._heading(number, known)
        return Stance(label, "") if untrue else Stance("", label or self._check(known))

    def _check(self, known: Lexicon) -> str:
        """The words by which the title says that the page checks facts; "" if it does not."""
        if known.language not in self._checks:
            self._checks[known.language] = _check(self._first(self.title, known)) if self.title else ""
        return self._checks[known.language]

    def _heading(self, number: int, known: Lexicon) -> tuple[str, bool]:
        """The block before where it is a heading over a claim, and whether it calls the claim untrue."""
        if not number or self.blocks[number].gap or len(self.blocks[number - 1].text) > SHORT:
            return "", False
        s = self._first(self.blocks[number - 1].text, known)
        units = _units(s)
        at = s.find(LABEL | TOPIC, 0, s.size)
        if at < 0 or not _is_heading(s, units):
            return "", False
        # "How to claim" and "Claim this" are about money.
        if s.has(OF, at - 1, at) or s.has(THIS, at + 1, s.size):
            return "", False
        # "Disinformation" alone is what a page is about, as in a menu; "Disinformation:" or "The rumour" is a label.
        bare = len(units) == 1 and not s.has(COLON, 0, s.size)
        if not s.has(LABEL, 0, s.size) and bare:
            return "", False
        return s.quote(0, units[-1]), s.has(LIE | FALSE, 0, s.size) and s.has(LABEL, 0, s.size)

    def _verdict(self, number: int, end: int, known: Lexicon) -> str:
        """The verdict in the blocks after, where the passage is at the end of its own."""
        following = self._following(number)
        if not following or len(sentences(self.blocks[number].text[end : end + LONGEST])) > REST:
            return ""
        s = self._first(following[0].text, known)
        announced = len(following) > 1 and _is_ruling(s)
        if announced:
            s = self._first(following[1].text, known)
        found = verdict(s, 0, s.size, True)
        meant = found.kind == DENIED and (_is_label(s, found.last) or _is_about_the_claim(s, found.first, announced))
        return s.quote(found.first, found.last) if meant else ""

    def _following(self, number: int) -> list[Block]:
        """Up to two blocks that stand on the page right after one."""
        out: list[Block] = []
        for block in self.blocks[number + 1 : number + 3]:
            if block.gap:
                break
            out.append(block)
        return out

    def _first(self, text: str, known: Lexicon) -> Sentence:
        """The first sentence of a text."""
        text = text[:LONGEST]
        key = known.language, text
        if key not in self._read:
            start, end = next(iter(sentences(text)), (0, 0))
            self._read[key] = Sentence(text, start, end, known)
        return self._read[key]


def _units(s: Sentence) -> list[int]:
    """The first word of every phrase, and every other word; no punctuation."""
    out, free = [], 0
    for i, flag in enumerate(s.flags):
        if i >= free and not flag & PUNCTUATION:
            out.append(i)
            free = i + 1 + s.stems[i].count(" ")
    return out


def _is_heading(s: Sentence, units: Sequence[int]) -> bool:
    """Whether words are nothing but a heading over a claim: "What was claimed", "Myth #3"."""
    return 0 < len(units) <= HEADING and all(
        s.flags[i] & HEADS or s.words[i].isdecimal() or s.is_empty(i) for i in units
    )


def _is_ruling(s: Sentence) -> bool:
    """Whether a sentence is nothing but a heading over a verdict: "Our verdict"."""
    units = _units(s)
    return (
        0 < len(units) <= HEADING
        and s.has(RULING, 0, s.size)
        and all(s.flags[i] & (RULING | THIS | OF) or s.is_empty(i) for i in units)
    )


def _is_label(s: Sentence, last: int) -> bool:
    """Whether a sentence up to the word `last` is a verdict and nothing else: "False.", "Rating: mostly false".

    In the lines of a debate "Wrong." is somebody else's word.
    """
    last += s.stems[last].count(" ")
    units = [i for i in _units(s) if i <= last]
    ends = last + 1 >= s.size or bool(s.flags[last + 1] & (STOP | COLON | DASH))
    named = all(s.flags[i] & (LABEL | FALSE | RULING | THIS) or s.is_empty(i) for i in units)
    return ends and named and s.has(RULING | LABEL, 0, last + 1) and not s.has(BE, 0, last + 1)


def _is_about_the_claim(s: Sentence, first: int, announced: bool) -> bool:
    """Whether the subject of a verdict that begins at the word `first` is "this claim"; after a heading that
    announces a verdict also "the claim" and "it"."""
    verb = s.find(BE | NEG, 0, first + 1)
    subject = [i for i in _units(s) if i < (verb if verb >= 0 else first)]
    if s.has(PARTS, 0, first) or not all(s.flags[i] & (THIS | STORY | LABEL) or s.is_empty(i) for i in subject):
        return False
    if not subject and not s.flags[first] & NEG:
        return False
    return announced or (s.has(THIS, 0, first) and s.has(STORY, 0, first))


def _check(title: Sentence) -> str:
    """What of a title says that the page checks a claim: "Fact check: ...", "..., fact-checked"; "" if nothing does."""
    units = _units(title)
    if not units or len(units) > TITLE:
        return ""
    last = units[-1]
    if title.flags[last] & CHECK and title.has(COMMA, last - 1, last):
        return title.quote(last, last)
    mark = title.find(COLON | DASH, 0, title.size)
    label = [i for i in units if i < mark]
    if not label or not title.flags[label[-1]] & CHECK:
        return ""
    owners = [title.text[a:b] for a, b in (title.spans[i] for i in label[:-1])]
    return title.quote(0, mark - 1) if all(w.isupper() and len(w) <= PUBLISHER for w in owners) else ""
