"""Words by which a text denies a claim, doubts it, takes it for granted or puts it into somebody else's mouth.

Words are classed by what they do to a clause under them, as linguists class clause-embedding predicates (factive,
implicative, reportive; see Karttunen 1971, Saurí and Pustejovsky 2009), one module of data a language. An entry is

  word      matched by its Snowball stem, so that "deny" covers "denies" and "denied"
  =word     matched as it is
  word*     matched by its beginning, for what a stemmer does not reach (and languages without one)

and everything is folded as the page's words are (`spelling.fold`). A beginning counts only where nothing else
matches. A phrase is several words, matched as they are, semicolons between them; its first word gets
the class and the others none.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType

from index.matcher.analysis import MAX_TOKEN, REMEMBERED, stem_of
from index.matcher.spelling import APOSTROPHES, fold

# What a word does; bits, since some words do several things ("claim" is a verb and a noun).
NEG = 1 << 0  # not, never, nobody
WEAK = 1 << 1  # fail, lack, little: negates only what shows or proves
TURN = 1 << 2  # but, however: what follows is the author's own view
COMP = 1 << 3  # that, whether: opens a clause which the word before governs
IF = 1 << 4  # if, as if: opens a clause that is not asserted
WH = 1 << 5  # why, who: a question that takes the rest for granted
DENY = 1 << 6  # deny, refute, reject
DOUBT = 1 << 7  # doubt, unlikely
FALSE = 1 << 8  # false, baseless
LIE = 1 << 9  # myth, hoax, rumour: a noun that says the clause is untrue
FALSELY = 1 << 10  # falsely, wrongly
HEDGE = 1 << 11  # allegedly, supposedly
RIGHTLY = 1 << 12  # rightly, correctly
SAY = 1 << 13  # say, claim; negated: denied
TELL = 1 << 14  # tell, report; negated ("they do not tell us that"): taken for granted
THINK = 1 << 15  # believe, suspect
ACCUSE = 1 << 16  # accuse, portray: no clause but an object
STORY = 1 << 17  # claim, theory, allegation: a noun for what somebody says
SOURCE = 1 << 18  # according to
KNOW = 1 << 19  # know, admit, hide, no secret: taken for granted, negated or not
PROVE = 1 << 20  # prove, show, confirm; negated: denied
TRUE = 1 << 21  # true, clear, fact; negated: denied
EVIDENCE = 1 << 22  # evidence, sign; negated: denied
OTHERWISE = 1 << 23  # otherwise, opposite
FIRST = 1 << 24  # I, we
THIS = 1 << 25  # this, that, it: what was said before
BE = 1 << 26  # is, was
AND = 1 << 27
ADVERSE = 1 << 28  # so-called, self-appointed: the author disowns what follows
SPREAD = 1 << 29  # circulate, viral, following: what a claim does that is told next
REALITY = 1 << 30  # "in reality": turns against what was said before
SUBORD = 1 << 31  # while, because: opens a clause that does not govern the next one
AS = 1 << 32  # "as X said,": does govern it
WANT = 1 << 33  # want, try: what is wanted has not happened
OF = 1 << 34  # of, about, to: a noun or a participle takes its content with it
WISH = 1 << 35  # should: "should not be done" takes the doing for granted
ONLY = 1 << 36  # only, just: takes the force from a negation
PAST = 1 << 37  # used to, once: no longer believed
SAFE = 1 << 38  # breaking, exclusive: a label that is nobody's name
MOOD = 1 << 39  # a verb form that marks hearsay by itself ("sei", "aurait")
CONTRARY = 1 << 40  # contrary to, despite claims
ARTEFACT = 1 << 48  # forged, doctored: says so of a picture or a document, and not of what is told beside it
RUSE = 1 << 41  # pretend, lie, mislead: a verb that says the clause is untrue
AUDIENCE = 1 << 42  # you, the media: who is not told a thing, or does not tell it
SNEER = 1 << 43  # of course: the author expected that denial
CHECK = 1 << 44  # fact check: what a page calls itself
LABEL = 1 << 45  # claim, myth: in a heading over a claim
RULING = 1 << 46  # verdict, rating: in a heading over the verdict on it
TOPIC = 1 << 47  # rumour, disinformation: the same, but also what a page is about

NAMES = {
    name: bit
    for name, bit in globals().items()
    if name.isupper() and isinstance(bit, int) and name not in ("MAX_TOKEN", "REMEMBERED")
}

# Words that can govern a clause, or judge one.
GOVERNS = (
    DENY | DOUBT | FALSE | LIE | FALSELY | HEDGE | SAY | TELL | THINK | ACCUSE | STORY | SOURCE | KNOW | PROVE | TRUE
    | EVIDENCE | CONTRARY | RUSE
)  # fmt: skip
LANGUAGES = ("en", "de", "fr", "es", "it", "ru", "uk")


class Lexicon(dict[str, tuple[str, str, int]]):
    """Token as written to (folded, its stem, classes) in one language, worked out on first sight."""

    def __init__(self, language: str, words: dict[str, str], phrases: dict[str, str]) -> None:
        super().__init__()
        self.language = language
        self.exact: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.beginnings: dict[str, int] = {}
        for name, listed in words.items():
            for entry in listed.split():
                self._enter(entry, NAMES[name])
        # By first word: the words of each phrase, longest first, and its classes.
        self.phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        classes: dict[tuple[str, ...], int] = {}
        for name, listed in phrases.items():
            for phrase in listed.split(";"):
                folded = tuple(fold(w, language) for w in phrase.split())
                classes[folded] = classes.get(folded, 0) | NAMES[name]
        for folded, found_in in classes.items():
            self.phrases.setdefault(folded[0], []).append((folded, found_in))
        for found in self.phrases.values():
            found.sort(key=lambda p: -len(p[0]))

    def _enter(self, entry: str, bit: int) -> None:
        word = fold(entry.strip("=*"), self.language)
        table = self.exact
        if entry.endswith("*"):
            table = self.beginnings
        elif not entry.startswith("="):
            table, word = self.stems, stem_of(word, self.language)
        table[word] = table.get(word, 0) | bit

    def __missing__(self, surface: str) -> tuple[str, str, int]:
        if len(self) >= REMEMBERED:
            self.clear()
        word = fold(surface, self.language) if len(surface) <= MAX_TOKEN else ""
        stem = stem_of(word, self.language)
        classes = self._classes(word, stem)
        if self.language == "en" and any(mark in surface for mark in APOSTROPHES):
            classes &= ~COMP  # "that's" begins no clause of somebody's saying
        found = word, stem, classes
        if len(surface) <= MAX_TOKEN:
            self[surface] = found
        return found

    def _classes(self, word: str, stem: str) -> int:
        found = self.exact.get(word, 0) | self.stems.get(stem, 0)
        if found:
            return found
        for size in range(len(word), 2, -1):
            if word[:size] in self.beginnings:
                return self.beginnings[word[:size]]
        return 0


@cache
def lexicon(language: str) -> Lexicon | None:
    """The words of a language; None if there are none."""
    if language not in LANGUAGES:
        return None
    data: ModuleType = import_module(f"index.matcher.cues.{language}")
    return Lexicon(language, data.WORDS, data.PHRASES)
