"""Sentences as words with their classes (`index.matcher.cues`), and where in them a claim stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_

from index.matcher import cues
from index.matcher.analysis import NO_TERM, key_table
from index.matcher.cues import AND, BE, COMP, GOVERNS, THIS, TURN, Lexicon
from index.matcher.signals import Side
from index.matcher.spelling import APOSTROPHES, IGNORABLE

# Classes of punctuation, beside those of words.
COMMA, STOP, ASK, COLON, DASH, SEMICOLON = (1 << n for n in range(50, 56))
OPEN, CLOSE, PAREN = (1 << n for n in range(56, 59))  # quotation marks by the side they stand on; parentheses
BREAKS = STOP | ASK | SEMICOLON
PARTS = COMMA | DASH | COLON | PAREN | BREAKS  # what ends a clause
PUNCTUATION = PARTS | OPEN | CLOSE

COMMAS_ALWAYS = ("de", "ru", "uk")  # languages that set a comma before every subordinate clause
ELIDING = ("fr", "it")  # languages in which an apostrophe ends a word
QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a'
_MARKS = {
    ",": COMMA, ".": STOP, "!": STOP, "\u2026": STOP, "?": ASK, ":": COLON, ";": SEMICOLON, "\u2013": DASH,
    "\u2014": DASH, "(": PAREN, ")": PAREN, "[": PAREN, "]": PAREN, "\u060c": COMMA,
}  # fmt: skip
_LETTER = rf"(?:[^\W_]|[\u0300-\u036f{re.escape(IGNORABLE)}])"
# Possessive throughout: one pass, whatever the text.
_WORD = rf"[^\W_]{_LETTER}*+"
_WHOLE = re.compile(rf"{_WORD}(?:[{re.escape(APOSTROPHES)}]{_LETTER}++)*+|([^\w\s])")
_ELIDED = re.compile(rf"{_WORD}|([^\w\s])")
MOST_WORDS = 160  # of a sentence that are looked at
SHOWN = 80  # characters of what was found


class Sentence:
    """Words of one sentence with punctuation: folded, with their classes and their offsets in the block's text."""

    __slots__ = ("flags", "language", "size", "spans", "stems", "text", "union", "words")

    def __init__(self, text: str, start: int, end: int, lexicon: Lexicon) -> None:
        self.text, self.language = text, lexicon.language
        read: list[tuple[str, str, int]] = []
        self.spans: list[tuple[int, int]] = []
        pattern = _ELIDED if lexicon.language in ELIDING else _WHOLE
        for found in pattern.finditer(text, start, end):
            mark = found[1]
            if mark is None:
                read.append(lexicon[found[0]])
            elif flag := self._mark(mark, *found.span()):
                read.append((mark, "", flag))
            else:
                continue
            self.spans.append(found.span())
            if len(read) >= MOST_WORDS:
                break
        self.size = len(read)
        self.words = [r[0] for r in read]
        self.stems = [r[1] for r in read]
        self.flags = [r[2] for r in read]
        # Every class that some word has; a word may lose classes later, but not gain any that is not added here.
        self.union = reduce(or_, self.flags, 0)
        if self.union & COMP:
            self._pronouns()
        # A full stop that ends no sentence belongs to an abbreviation.
        if self.union & STOP:
            for i in [i for i, word in enumerate(self.words[:-3]) if word == "."]:
                self.flags[i] = 0
        if not lexicon.phrases.keys().isdisjoint(self.words):
            self._phrases(lexicon)

    def copy(self) -> Sentence:
        """One whose classes may be changed; the rest is shared."""
        other = Sentence.__new__(Sentence)
        other.text, other.language, other.size, other.union = self.text, self.language, self.size, self.union
        other.words, other.stems, other.spans = self.words, self.stems, self.spans
        other.flags = self.flags.copy()
        return other

    def _mark(self, mark: str, a: int, b: int) -> int:
        """The class of a punctuation mark; 0 for one that says nothing."""
        if mark in QUOTES:
            before, after = self.text[a - 1 : a], self.text[b : b + 1]
            if before.isspace() and after.isspace():
                return OPEN if mark in "\u00ab\u201c\u201e" else CLOSE
            return OPEN if not before or before.isspace() or before in "([\u2014\u2013-" else CLOSE
        if mark == "-":
            return DASH if self.text[a - 1 : a].isspace() and self.text[b : b + 1].isspace() else 0
        return _MARKS.get(mark, 0)

    def _pronouns(self) -> None:
        """Take its class from every "that" which is a pronoun: it opens no clause."""
        for i in [i for i, flag in enumerate(self.flags) if flag & COMP and flag & THIS]:
            following = self.flags[i + 1] if i + 1 < self.size else STOP
            if following & (PUNCTUATION | BE | AND | TURN):
                self.flags[i] &= ~COMP

    def _phrases(self, lexicon: Lexicon) -> None:
        """Give the first word of every phrase the phrase's class, and its other words none."""
        words, known, free = self.words, lexicon.phrases, 0
        for i in [i for i, word in enumerate(words) if word in known]:
            if i < free:
                continue
            for phrase, flag in known[words[i]]:
                n = len(phrase)
                if tuple(words[i : i + n]) == phrase:
                    self.flags[i : i + n] = [flag, *[0] * (n - 1)]
                    self.union |= flag
                    self.stems[i] = " ".join(phrase)
                    free = i + n
                    break

    def is_empty(self, i: int) -> bool:
        """Whether the i-th word carries nothing by itself, as articles and pronouns do; a negation does."""
        return not self.flags[i] & cues.NEG and key_table(self.language)[self.words[i]] == NO_TERM

    def has(self, flag: int, first: int, last: int) -> bool:
        """Whether one of the words from `first` up to `last` (exclusive) has one of the classes."""
        if flag & self.union:
            for f in self.flags[max(first, 0) : max(last, 0)]:
                if f & flag:
                    return True
        return False

    def find(self, flag: int, first: int, last: int) -> int:
        """The first such word, or -1."""
        if flag & self.union:
            flags = self.flags
            for i in range(max(first, 0), min(last, self.size)):
                if flags[i] & flag:
                    return i
        return -1

    def word(self, first: int, last: int) -> int:
        """The first word in [first, last) that is no punctuation mark, or `last`."""
        return next((i for i in range(first, last) if not self.flags[i] & PUNCTUATION), last)

    def rfind(self, flag: int, first: int, last: int) -> int:
        """The last such word, or -1."""
        if flag & self.union:
            flags = self.flags
            for i in range(min(last, self.size) - 1, max(first, 0) - 1, -1):
                if flags[i] & flag:
                    return i
        return -1

    def quote(self, first: int, last: int) -> str:
        """The words from `first` to `last` (inclusive) as the page has them, shortened where they are many.

        A phrase whose first word is the last is shown whole.
        """
        last = min(last + self.stems[last].count(" "), self.size - 1)
        found = " ".join(self.text[self.spans[first][0] : self.spans[last][1]].split())
        return found if len(found) <= SHOWN else found[: SHOWN - 1] + "\u2026"


def hit_spans(text: str, start: int, passage: Side, wanted: set[int]) -> list[tuple[int, int]]:
    """Offsets and keys of the words of a passage that agree with the claim: [(offset, key)], in order."""
    out = []
    at = start
    for word, key in zip(passage.words, passage.keys, strict=True):
        found = text.find(word, at, at + 4000)
        if found < 0:
            break
        if key in wanted:
            out.append((found, key))
        at = found + len(word)
    return out


def core(sentence: Sentence, hits: Sequence[tuple[int, int]], own: frozenset[str]) -> tuple[int, int, int] | None:
    """First and last word of the stretch of a sentence that states the claim, and how many of its words that holds.

    The shortest stretch that holds all of the claim's words that the sentence has; then without a few words at either
    end that another clause divides from the rest ("[Poland] denies that it is about to annex Ukraine"). `own` are
    the stems of the claim itself, which divide nothing.
    """
    at: list[tuple[int, int]] = []
    i = 0
    for offset, key in hits:
        while i < sentence.size and sentence.spans[i][1] <= offset:
            i += 1
        if i < sentence.size and sentence.spans[i][0] <= offset + 1 and offset < sentence.spans[-1][1]:
            at.append((i, key))
    if not at:
        return None
    at = _shortest(at)
    places = _without_outliers(sentence, [i for i, _ in at], own)
    return places[0], places[-1], len({k for i, k in at if places[0] <= i <= places[-1]})


def _shortest(at: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The shortest run of `at` that holds every key in it."""
    need = len({k for _, k in at})
    count: dict[int, int] = {}
    best, left = (0, len(at) - 1), 0
    size = at[-1][0] - at[0][0]
    for right, (place, key) in enumerate(at):
        count[key] = count.get(key, 0) + 1
        while len(count) == need:
            if place - at[left][0] < size:
                best, size = (left, right), place - at[left][0]
            first = at[left][1]
            count[first] -= 1
            if not count[first]:
                del count[first]
            left += 1
    return at[best[0] : best[1] + 1]


def _without_outliers(sentence: Sentence, places: list[int], own: frozenset[str]) -> list[int]:
    def divided(a: int, b: int) -> bool:
        return any(
            sentence.flags[i] & (GOVERNS | COMP | cues.IF) and sentence.stems[i] not in own and not aside(a, i, b)
            for i in range(a + 1, b)
        )

    def aside(a: int, i: int, b: int) -> bool:
        """Whether a word is part of what commas take out of its clause: "the march, held in May, was paid for"."""
        return commas_mark_asides and sentence.has(COMMA, a + 1, i) and sentence.has(COMMA, i + 1, b)

    def apart(a: int, b: int) -> bool:
        return sentence.has(PARTS | cues.SOURCE | cues.HEDGE, a + 1, b)

    commas_mark_asides = sentence.language not in COMMAS_ALWAYS
    gaps = [n for n in range(1, len(places)) if divided(places[n - 1], places[n])]
    low, high = 0, len(places)
    for n in gaps:
        if n <= 0.45 * len(places):
            low = n
    for n in reversed(gaps):
        if len(places) - n <= 0.45 * len(places) and n > low and apart(places[n - 1], places[n]):
            high = n
    return places[low:high]
