"""Splits case texts and queries into terms for full-text search, in the same way for every script.

Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese have no spaces between words, so every letter and every pair of
neighbouring letters is a term, and a query is searched as a run of pairs. In other scripts, a word is letters with
their marks, so Hindi vowel signs and decomposed accents do not break it. A hyphenated word is also a term without its
hyphens.
"""

from __future__ import annotations

import functools
import itertools
import re
import sys
import threading
import unicodedata
from array import array
from collections.abc import Iterator
from typing import Any, NamedTuple

import Stemmer
from whoosh.analysis import Token, Tokenizer
from whoosh.support.charset import accent_map

_LONGEST_WORD = 60
_LONGEST_COMPOUND = 40
_REMEMBERED = 300_000  # distinct words cached while texts are split; then the cache is emptied
# Words without meaning of their own: a query leaves them out if it has other words.
STOP_WORDS = frozenset(
    "a an and are as at be by can for from have if in is it may not of on or tbd that the this to us we when will with "
    "yet you your".split()
)
# Words that are names when written in capitals: US, IT, WHO, OR, ...
NAMES_IN_CAPITALS = STOP_WORDS | frozenset(
    "who he she me her our him his they them how why all so do go up no my was were has had but i its am".split()
)
CAPITALS = "^"  # the last character of such a name's term

_RUN = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u309f\u30a0-\u30fa"
    "\u30fc-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uff9f\uffa1-\uffdc\U00020000-\U0003ffff"
)
_ARABIC_ARTICLE = re.compile("(?:[\u0648\u0641\u0628\u0643]?\u0627\u0644|\u0648?\u0644\u0644)(?=.{2})")
_ARABIC = str.maketrans({
    "\u0623": "\u0627", "\u0625": "\u0627", "\u0622": "\u0627", "\u0671": "\u0627", "\u0649": "\u064a",
    "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647", "\u0640": None,
})  # fmt: skip
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


# Searching all of Unicode for marks would take longer than the rest of the start.
_BLOCKS_WITH_MARKS = (
    (0x300, 0x1E00), (0x20D0, 0x2100), (0x2CEF, 0x2E00), (0x302A, 0x309B), (0xA66F, 0xABF0), (0xFB1E, 0xFB1F),
    (0xFE20, 0xFE30), (0x10A00, 0x11F50),
)  # fmt: skip


def _marks() -> str:
    """All combining marks, as ranges of a character class."""
    ranges: list[list[int]] = []
    for code in itertools.chain.from_iterable(itertools.starmap(range, _BLOCKS_WITH_MARKS)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges)


_MARK = _marks()
_LETTER = rf"(?![{_RUN}])[^\W_]"
_ONE = rf"(?:{_LETTER})(?:{_LETTER}|[{_MARK}]|[\u00ad\u200c\u200d](?=\w))*"
# The first two lines change no result: they only decide most cases early.
_WORD = re.compile(
    r"(?![ ,])(?:(?P<dotted>\b(?:[A-Z]\.){2,5})"
    r"|(?P<plain>[A-Za-z0-9]++(?![-\x80-\u2012\u2015-\u2017\u2020-\u2025\u2027-\U0010ffff]))"
    rf"|(?P<run>(?:[{_RUN}][{_MARK}\uff9e\uff9f]*)+)|(?P<word>{_ONE}(?:[-\u2010\u2011]{_ONE})*))"
)
_PART = re.compile(_ONE)
_CLUSTER = re.compile(rf"[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?[{_MARK}]*|[{_RUN}][{_MARK}\uff9e\uff9f]*")
_PLAIN_WORD = re.compile(rf"(?:(?![{_RUN}])[^\W\d_])(?:(?![{_RUN}])[^\W\d_]|[{_MARK}]){{2,}}")


class Piece(NamedTuple):
    """A word of a text, or a run of letters in a script without spaces.

    terms: its terms in order    whole: other terms that stand for the whole piece
    letters: the terms of a run's single letters, () for a word    places: the span of each part in the text
    is_name: whether it is a name in capitals, such as US
    """

    terms: tuple[str, ...]
    whole: tuple[str, ...]
    letters: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    is_name: bool = False

    def tokens(self) -> Iterator[tuple[str, int, int, int]]:
        """(term, position, start, end) of every term to store; positions count from the beginning of the piece."""
        for n, (start, end) in enumerate(self.places):
            letter = self.letters[n] if self.letters else None
            if letter is not None:
                yield letter, n, start, end
            if n < len(self.terms) and self.terms[n] != letter:
                # a pair of letters ends where its second letter ends
                yield self.terms[n], n, start, end if letter is None else self.places[n + 1][1]
            if n == 0:
                for term in self.whole:
                    yield term, n, start, self.places[-1][1]


def pieces(text: str) -> Iterator[Piece]:
    """The words and runs of a text, in order."""
    shouted = is_shouted(text)
    return (_piece(found, found.start(), shouted) for found in _WORD.finditer(text))


def is_shouted(text: str) -> bool:
    """Whether a text is all in capitals, so that capitals do not mark names."""
    return len(text) > 15 and text.isupper()


def _piece(found: re.Match[str], start: int, shouted: bool) -> Piece:
    text = found[0]
    if found.lastgroup == "run":
        return _run(text, start)
    if found.lastgroup == "dotted":
        name = text.replace(".", "").lower()
        return Piece((term_of(name),), (name + CAPITALS,), (), ((start, start + len(text)),), True)
    return _word(text, start, shouted)


def _run(text: str, start: int) -> Piece:
    spans = [(found.start() + start, found.end() + start) for found in _CLUSTER.finditer(text)]
    letters = tuple(unicodedata.normalize("NFKC", text[a - start : b - start]).casefold() for a, b in spans)
    pairs = tuple(one + other for one, other in itertools.pairwise(letters))
    return Piece(pairs or letters, (), letters, tuple(spans))


def _word(text: str, start: int, shouted: bool) -> Piece:
    parts = [(found[0], found.start() + start, found.end() + start) for found in _PART.finditer(text)]
    parts = [part for part in parts if len(part[0]) <= _LONGEST_WORD]
    terms = tuple(term_of(part) for part, _, _ in parts)
    whole: tuple[str, ...] = ()
    is_name = False
    if len(parts) > 1:
        joined = "".join(part for part, _, _ in parts)
        whole = (term_of(joined),) if len(joined) <= _LONGEST_COMPOUND else ()
    elif parts and not shouted and text.isupper() and 1 < len(text) < 6 and text.lower() in NAMES_IN_CAPITALS:
        whole, is_name = (text.lower() + CAPITALS,), True
    return Piece(terms, whole, (), tuple((a, b) for _, a, b in parts), is_name)


_local = threading.local()


@functools.lru_cache(100_000)
def term_of(word: str) -> str:
    """The term of a word, without letter case, accents, invisible characters, English endings and Arabic articles.

    Stemming is English because most publishers write English. It hardly changes words of other languages, and it
    treats them in the same way in cases and in queries.
    """
    text = unicodedata.normalize("NFKC", word).casefold().translate(_UNSEEN)
    first = unicodedata.name(text[0], "") if text else ""
    if first.startswith("ARABIC"):
        text = _without_marks(text).translate(_ARABIC)
        return _ARABIC_ARTICLE.sub("", text, count=1) if _ARABIC_ARTICLE.match(text) else text
    if first.startswith(("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI")):
        return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).replace(_nukta(first), ""))
    if first.startswith(("TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "ORIYA", "SINHALA", "TIBETAN")):
        return unicodedata.normalize("NFC", text)
    text = _without_marks(text).translate(accent_map)
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:  # a stemmer has state, so each thread gets its own
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    return sys.intern(str(stemmer.stemWord(text)))


def _nukta(name: str) -> str:
    return {"DEVA": "\u093c", "BENG": "\u09bc", "GURM": "\u0a3c", "GUJA": "\u0abc"}[name[:4]]


def _without_marks(text: str) -> str:
    """Letters without their marks, except for Cyrillic short i, which is a letter of its own."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.replace("\u0439", "\ue000"))
    bare = "".join(letter for letter in parts if unicodedata.category(letter)[0] != "M")
    return unicodedata.normalize("NFC", bare.replace("\ue000", "\u0439"))


def folded_value(value: str) -> str:
    """The form in which filter values are compared: case-folded and in one normal form."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


class CaseText(Tokenizer):  # type: ignore[misc]
    """Whoosh's analyser for title, summary and response."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Whoosh's tokens of a text."""
        token, tell = _token(options)
        position = int(options.get("start_pos", 0))
        for piece in pieces(value):
            for text, place, start, end in piece.tokens():
                yield tell(token, text, position + place, start, end)
            position += len(piece.places)


class Terms:
    """Splits texts into the same terms as CaseText, as numbers. The result for each distinct word is cached."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}  # the number of each term, in order of first occurrence
        # [text is all in capitals][word]: the terms that the word adds; just a number if it is one term at one position
        self._known: tuple[dict[str, int | _Tokens], dict[str, int | _Tokens]] = ({}, {})

    def cut(self, text: str, terms: array[int], places: array[int]) -> None:
        """Append the numbers of a text's terms to `terms`, and their positions to `places`."""
        shouted = is_shouted(text)
        known, place = self._known[shouted], 0
        for found in _WORD.finditer(text):
            adds = known.get(found[0])
            if adds is None:
                adds = self._adds(found, shouted)
                if len(known) >= _REMEMBERED:
                    known.clear()
                if len(found[0]) <= _LONGEST_WORD:
                    known[found[0]] = adds
            if isinstance(adds, int):
                terms.append(adds)
                places.append(place)
                place += 1
            else:
                terms.extend(adds.terms)
                places.extend([place + n for n in adds.places])
                place += adds.length

    def _adds(self, found: re.Match[str], shouted: bool) -> int | _Tokens:
        piece = _piece(found, 0, shouted)
        tokens = [(self.numbers.setdefault(term, len(self.numbers)), n) for term, n, _, _ in piece.tokens()]
        if len(tokens) == len(piece.places) == 1:
            return tokens[0][0]
        return _Tokens(tuple(number for number, _ in tokens), tuple(n for _, n in tokens), len(piece.places))


class _Tokens(NamedTuple):
    """The numbers of a piece's terms, their positions in the piece, and how many positions the piece takes up."""

    terms: tuple[int, ...]
    places: tuple[int, ...]
    length: int


def spelt(word: str) -> str:
    """A word with its accents and ending, in lower case and one normal form."""
    return unicodedata.normalize("NFC", word).lower()


def words_of(text: str) -> set[str]:
    """The words of a text, as `spelt` gives them, that a misspelt word is compared with."""
    return {spelt(word) for word in _PLAIN_WORD.findall(text) if len(word) <= _LONGEST_WORD}


def spelt_words(text: str) -> Iterator[re.Match[str]]:
    """The words of a text that could be misspelt: three letters or more, in scripts with spaces between words."""
    return _PLAIN_WORD.finditer(text)


def _token(options: dict[str, Any]) -> tuple[Token, Any]:
    positions, chars = bool(options.get("positions")), bool(options.get("chars"))
    passed = {key: value for key, value in options.items() if key not in ("start_pos", "start_char", "tokenize")}
    token = Token(**passed)
    shift = int(options.get("start_char", 0))

    def tell(token: Token, text: str, position: int, start: int, end: int) -> Token:
        token.text, token.boost, token.stopped = text, 1.0, False
        if options.get("keeporiginal"):
            token.original = text
        if positions:
            token.pos = position
        if chars:
            token.startchar, token.endchar = start + shift, end + shift
        return token

    return token, tell
