"""Decides whether a page stands by a claim in one of its passages, if there is no neural reader.

One pass over the words around the claim finds cues. A cue belongs to a class, stands in a zone relative to the claim,
and may be negated. A logistic model weighs the cues and says whether the page repeats, denies or reports the claim.
`stance.json` holds the weights, which `bench.train_stance` learns, and the words of each class. An entry is a word
(matched by its Snowball stem), "=word" (matched exactly), "word*" (matched by its beginning) or a phrase (matched
exactly), folded as the page's words are (`spelling.fold`).
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from index.matcher.text.analysis import MAX_TOKEN, REMEMBERED, STEMMERS, TOKEN, stem_of, term_of
from index.matcher.text.sentence_splitter import sentences
from index.matcher.text.spelling import APOSTROPHES, fold

DATA = Path(__file__).with_name("stance.json")
NEAR = 400  # characters that are looked at on each side of the passage, and of a title or a heading
LONGEST = 1900  # characters of a passage that are looked at
SHOWN = 80  # most characters of a quote
REACH = 8  # how many words a negation reaches
BARE = 4  # most words of a sentence that is nothing but a verdict: "That is not true."
NEGATION, TURN, INNOCENT = "no", "but", "byline"
MARKS = {"?": "?", ":": ":"} | dict.fromkeys('"\u201c\u201d\u201e\u00ab\u00bb', "quote") | dict.fromkeys(",;.!", "")
PATTERN = re.compile(f"{TOKEN.pattern}|[{re.escape(''.join(MARKS))}]")
PLAIN = ("this", "we", "you", "that", "why", "if", "but", "quote", ":", "?")  # classes that a negation does not change
DIVIDES = frozenset(("that", "deny", "say", "lie", "know", "prove", "false", "story", "if"))
ELISION = dict.fromkeys(map(ord, APOSTROPHES), " ")  # for languages in which an apostrophe ends a word
ELIDING = ("fr", "it")


class Around(NamedTuple):
    """The context of the block that holds the passage; "" for what is missing."""

    title: str = ""
    heading: str = ""
    before: str = ""
    after: str = ""


class Stance(NamedTuple):
    """The words by which the page denies or reports the claim; both are "" if it stands by the claim."""

    denied: str = ""
    reported: str = ""


NOTHING, NEUTRAL = Around(), Stance()


class Word(NamedTuple):
    """A word or mark of a text: its span [start, end), folded form, term ("" for stop words) and classes."""

    start: int
    end: int
    folded: str
    term: str
    classes: tuple[str, ...]


class Lexicon(dict[str, tuple[str, str, tuple[str, ...]]]):
    """Maps the tokens of one language to (folded form, term, classes), computed on first use."""

    def __init__(self, language: str, classes: dict[str, dict[str, list[str]]]) -> None:
        super().__init__()
        self.language = language
        self.entries: dict[str, list[str]] = {}  # classes by "=word", "word*" or stem
        self.phrases: dict[str, list[tuple[list[str], str]]] = {}  # (words, class) by first word, longest first
        for name, entry in ((name, e) for name, listed in classes.items() for e in listed.get(language, ())):
            words = [fold(w, language) for w in entry.strip("=*").split()]
            if len(words) > 1:
                self.phrases.setdefault(words[0], []).append((words, name))
                self.phrases[words[0]].sort(key=lambda phrase: -len(phrase[0]))
            else:
                key = f"={words[0]}" if entry[0] == "=" else f"{words[0]}*" if entry[-1] == "*" else ""
                self.entries.setdefault(key or stem_of(words[0], language), []).append(name)

    def __missing__(self, token: str) -> tuple[str, str, tuple[str, ...]]:
        if token in MARKS or len(token) > MAX_TOKEN:
            return token[:1], "", (MARKS[token],) if MARKS.get(token) else ()
        if len(self) >= REMEMBERED:
            self.clear()
        word, term = fold(token, self.language), term_of(token, self.language)
        classes = self.entries.get(f"={word}", []) + self.entries.get(stem_of(word, self.language), [])
        beginnings = (f"{word[:n]}*" for n in range(len(word), 2, -1))
        classes = classes or next((self.entries[b] for b in beginnings if b in self.entries), [])
        term = term if self.language in STEMMERS else term[: max(4, len(term) - 2)]
        self[token] = word, term, tuple(dict.fromkeys(classes))
        return self[token]

    def read(self, text: str) -> list[Word]:
        """The words and marks of a text. The first word of a phrase gets the phrase's class, the others get none."""
        read = text.translate(ELISION) if self.language in ELIDING else text
        words = [Word(m.start(), m.end(), *self[m[0]]) for m in PATTERN.finditer(read)]
        free = 0
        for i, word in enumerate(words):
            for phrase, name in self.phrases.get(word.folded, ()) if i >= free else ():
                free = i + len(phrase)
                if [w.folded for w in words[i:free]] == phrase:
                    words[i] = word._replace(folded=" ".join(phrase), term="", classes=(name,))
                    words[i + 1 : free] = [w._replace(classes=()) for w in words[i + 1 : free]]
                    break
                free = i
        return words


@cache
def data() -> dict[str, Any]:
    """The content of `stance.json`; "bias" and "weights" are logits of [denied, reported] relative to repeated."""
    return dict[str, Any](json.loads(DATA.read_text("utf-8")))


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, or None."""
    classes = data()["classes"]
    return Lexicon(language, classes) if language in classes[NEGATION] else None


def stance(text: str, start: int, end: int, claim: str, language: str, around: Around = NOTHING) -> Stance:
    """Whether, and by which words, the page denies or reports the claim that the passage text[start:end] states.

    `text` is the block, `claim` the wording of the claim, and `language` a BCP 47 primary subtag. A language without a
    lexicon gives NEUTRAL.
    """
    bias, weights = data()["bias"], data()["weights"]
    cues = find_cues(text, start, end, claim, language, around)
    weighed = {name: weights[name] for name in cues if name in weights}
    denied, reported = (bias[n] + sum(w[n] for w in weighed.values()) for n in (0, 1))
    if not weighed or math.exp(min(denied, 9)) + math.exp(min(reported, 9)) <= 1:  # P(repeated) is at least one half
        return NEUTRAL
    outcome = int(denied < reported)
    quote = cues[max(weighed, key=lambda name: weighed[name][outcome])]
    return Stance(reported=quote) if outcome else Stance(denied=quote)


def find_cues(text: str, start: int, end: int, claim: str, language: str, around: Around = NOTHING) -> dict[str, str]:
    """The cues around a claim, "zone class" or (if negated) "zone not class", each with a quote of its words."""
    if (known := lexicon(language)) is None:
        return {}
    said, passage = _Said(known.read(claim[:LONGEST])), text[start : min(end, start + LONGEST)]
    words, zones, lost = said.look(passage, known)
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    before = before if before.strip() else around.before[-NEAR:]
    after = after if after.strip() else around.after[:NEAR]
    pieces = [("before", before[a:b]) for a, b in sentences(before)[-1:]]
    pieces += [(zone, after[a:b]) for zone, (a, b) in zip(("after", "later"), sentences(after), strict=False)]
    found = {"in lost": _quote(passage, words, 0, len(words) - 1)} if lost and words else {}
    read = [(passage, words, zones)]
    for zone, piece in (*pieces, ("heading", around.heading[:NEAR]), ("title", around.title[:NEAR])):
        beside = known.read(piece)
        read.append((piece, beside, [said.zone(zone, beside)] * len(beside)))
    for piece, listed, places in read:
        for (name, first), last in _classes(listed).items():
            found.setdefault(f"{places[first]} {name}", _quote(piece, listed, first, last))
    return found


def _quote(text: str, words: list[Word], first: int, last: int) -> str:
    """The words from `first` to `last` as the page writes them, with up to three words on each side."""
    spans = ((words[max(first - n, 0)].start, words[min(last + n, len(words) - 1)].end) for n in (3, 2, 1, 0))
    found = [" ".join(text[a:b].split()) for a, b in spans]
    return next((f for f in found if len(f) <= SHOWN), found[-1][: SHOWN - 1] + "\u2026")


class _Said:
    """The words of the claim itself: in a passage that repeats the claim, they are not cues."""

    def __init__(self, words: list[Word]) -> None:
        self.terms = {w.term for w in words if w.term}
        self.own = (self.terms | {w.folded for w in words}) - {""}
        # The term that each negation of the claim negates. If a passage does not mention steam, the negation in "is not
        # steam, but smoke" is not missing from it.
        self._negated = [next((w.term for w in words[i + 1 :] if w.term), "") for i in _negations(words)]

    def zone(self, zone: str, words: list[Word]) -> str:
        """The zone of a text near the passage. A bare label ("Myth 3") or verdict ("False.") has a zone of its own."""
        if zone == "after" and sum(w.folded not in MARKS for w in words) <= BARE:
            return "verdict"
        bare = all(w.classes or not w.term or w.term[0].isdigit() for w in words)
        return "label" if zone == "heading" and bare else zone

    def look(self, passage: str, lexicon: Lexicon) -> tuple[list[Word], list[str], bool]:
        """The words of a passage, the zone of each word, and whether the passage lacks a negation of the claim."""
        words: list[Word] = []
        bounds = [0]
        for a, b in sentences(passage):
            words += [w._replace(start=w.start + a, end=w.end + a) for w in lexicon.read(passage[a:b])]
            bounds.append(len(words))
        first, last = self._core(words)
        low, high = max(b for b in bounds if b <= first), min((b for b in bounds if b > last), default=len(words))
        # Words before a comma seldom govern the claim, and neither do words before a "but".
        pauses = (i for i in range(low, first) if words[i].folded in (",", ";") or TURN in words[i].classes)
        pause = max((i for i in pauses if "that" not in words[i + 1].classes), default=low)
        ends = (("before", low), ("aside", pause), ("over", first), ("in", last + 1), ("post", high))
        zones = [next((zone for zone, stop in ends if i < stop), "after") for i in range(len(words))]
        for i in range(low, min(last + 1, len(words))):
            near = next((w for w in words[i + 1 : i + 7] if w.term or w.folded in MARKS), None)
            if NEGATION in words[i].classes and near and near.term in self.terms:
                zones[i] = "on"  # it negates a word of the claim
        held = {w.term for w in words}
        own = sum(term in held for term in self._negated)
        negations = [i for i in _negations(words) if low <= i < high]
        negations.sort(key=lambda i: (zones[i] != "on", zones[i] != "in", abs(i - first)))
        excused = {i + n for i in negations[:own] for n in range(4)}
        for i, w in enumerate(words):
            if i in excused if NEGATION in w.classes else w.term in self.own or w.folded in self.own:
                words[i] = w._replace(classes=())
        return words, zones, len(negations) < own

    def _core(self, words: list[Word]) -> tuple[int, int]:
        """First and last position of the shortest stretch that holds all words that passage and claim share."""
        places = [i for i, w in enumerate(words) if w.term in self.terms]
        best, latest = (0, max(len(words) - 1, 0)), dict[str, int]()
        for place in places:
            added = words[place].term not in latest
            latest[words[place].term] = place
            if added or place - min(latest.values()) < best[1] - best[0]:
                best = min(latest.values()), place
        inside = [i for i in places if best[0] <= i <= best[1]]
        for n in range(1, len(inside) * 9 // 20 + 1):  # "[Poland] denies that it is about to annex Ukraine"
            gap = words[inside[n - 1] + 1 : inside[n]]
            if any(not DIVIDES.isdisjoint(w.classes) and w.folded not in self.own for w in gap):
                best = inside[n], best[1]
        return best


def _negations(words: list[Word]) -> list[int]:
    """The positions of negations; two that stand close together ("ne ... pas") count as one."""
    places = [-9] + [i for i, w in enumerate(words) if NEGATION in w.classes]
    return [b for a, b in pairwise(places) if b - a > 3]


def _classes(words: list[Word]) -> dict[tuple[str, int], int]:
    """Map each cue in a text, as (class, first position), to its last position. A negated class begins with "not "."""
    out: dict[tuple[str, int], int] = {}
    negation = -1
    for i, w in enumerate(words):
        if w.folded in MARKS or TURN in w.classes:
            negation = -1
        if NEGATION in w.classes and (negation < 0 or i - negation > 3):
            negation = out[NEGATION, i] = i
        for name in (name for name in w.classes if name not in (NEGATION, INNOCENT)):
            if 0 <= negation >= i - REACH and name not in PLAIN:
                out.pop((NEGATION, negation), None)  # the negation is used up
                out[f"not {name}", negation] = i
            else:
                out[name, i] = i
    return out
