"""Words of case texts and of queries for full-text search: one way of cutting and folding them, in every script.

Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese put no blanks between words: every letter there is a term, and
so is every pair of neighbours; what is typed is found as a run of pairs. Elsewhere a word is letters with their marks,
so that Hindi vowel signs and decomposed accents do not break it. A word with a hyphen is also a term without it.
"""

from __future__ import annotations

import functools
import itertools
import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

import Stemmer
from whoosh.analysis import Token, Tokenizer
from whoosh.support.charset import accent_map

_LONGEST_WORD = 60
_LONGEST_COMPOUND = 40
# Words that say nothing by themselves; a query is asked without them where it has others.
STOP_WORDS = frozenset(
    "a an and are as at be by can for from have if in is it may not of on or tbd that the this to us we when will with "
    "yet you your".split()
)
# Words that in capitals are names: US, IT, WHO, OR, ...
NAMES_IN_CAPITALS = STOP_WORDS | frozenset(
    "who he she me her our him his they them how why all so do go up no my was were has had but i its am".split()
)
CAPITALS = "^"  # ends the term of such a name

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


# Looking through all of Unicode would take longer than the rest of the start.
_BLOCKS_WITH_MARKS = (
    (0x300, 0x1E00), (0x20D0, 0x2100), (0x2CEF, 0x2E00), (0x302A, 0x309B), (0xA66F, 0xABF0), (0xFB1E, 0xFB1F),
    (0xFE20, 0xFE30), (0x10A00, 0x11F50),
)  # fmt: skip


def _marks() -> str:
    """The letters' marks, as ranges for a character class."""
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
_WORD = re.compile(
    rf"(?P<run>(?:[{_RUN}][{_MARK}\uff9e\uff9f]*)+)|(?P<dotted>\b(?:[A-Z]\.){{2,5}})|(?P<word>{_ONE}(?:[-\u2010\u2011]{_ONE})*)"
)
_PART = re.compile(_ONE)
_CLUSTER = re.compile(rf"[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?[{_MARK}]*|[{_RUN}][{_MARK}\uff9e\uff9f]*")
_PLAIN_WORD = re.compile(rf"(?:(?![{_RUN}])[^\W\d_])(?:(?![{_RUN}])[^\W\d_]|[{_MARK}]){{2,}}")


class Piece(NamedTuple):
    """A word or a run of a text: its terms in order, others that stand for all of it, and where it is.

    `letters` are the terms of a run's single letters, () for words. `is_name` marks words in capitals such as US.
    """

    terms: tuple[str, ...]
    whole: tuple[str, ...]
    letters: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    is_name: bool = False


def pieces(text: str) -> Iterator[Piece]:
    """The words and runs of a text, in order."""
    shouted = len(text) > 15 and text.isupper()
    for found in _WORD.finditer(text):
        start = found.start()
        if found["run"]:
            yield _run(found[0], start)
        elif found["dotted"]:
            name = found[0].replace(".", "").lower()
            yield Piece((term_of(name),), (name + CAPITALS,), (), (found.span(),), True)
        else:
            yield _word(found[0], start, shouted)


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
    """The term of a word: without letter case, accents and unseen signs; English endings and Arabic articles cut off.

    Stemming is English, as are the texts of most publishers; a word of another language passes through it nearly
    unchanged, the same when stored and when asked for.
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
    if stemmer is None:  # a stemmer keeps state: each thread has one
        stemmer = _local.stemmer = Stemmer.Stemmer("english")
    return sys.intern(str(stemmer.stemWord(text)))


def _nukta(name: str) -> str:
    return {"DEVA": "\u093c", "BENG": "\u09bc", "GURM": "\u0a3c", "GUJA": "\u0abc"}[name[:4]]


def _without_marks(text: str) -> str:
    """Letters without their marks; a Cyrillic short i stays one, as it is a letter of its own."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text.replace("\u0439", "\ue000"))
    bare = "".join(letter for letter in parts if unicodedata.category(letter)[0] != "M")
    return unicodedata.normalize("NFC", bare.replace("\ue000", "\u0439"))


def folded_value(value: str) -> str:
    """The form in which values of filters are compared: without letter case, in one normal form."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


class CaseText(Tokenizer):  # type: ignore[misc]
    """The analyser of title, summary and response."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Whoosh's tokens of a text."""
        token, tell = _token(options)
        position = int(options.get("start_pos", 0))
        for piece in pieces(value):
            for n, span in enumerate(piece.places):
                terms = [piece.letters[n]] if piece.letters else []
                terms += [piece.terms[n]] if n < len(piece.terms) and piece.terms[n] not in terms else []
                for text in terms:
                    wide = piece.letters and text != piece.letters[n]
                    yield tell(token, text, position, span[0], piece.places[n + 1][1] if wide else span[1])
                if n == 0:
                    for text in piece.whole:
                        yield tell(token, text, position, span[0], piece.places[-1][1])
                position += 1


class SpeltWords(Tokenizer):  # type: ignore[misc]
    """The analyser of the words that a misspelt one is compared with: as people write them, in lower case."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Whoosh's tokens of a text."""
        token, tell = _token(options)
        for position, found in enumerate(_PLAIN_WORD.finditer(value)):
            if len(found[0]) <= _LONGEST_WORD:
                yield tell(token, spelt(found[0]), position, found.start(), found.end())


class Values(Tokenizer):  # type: ignore[misc]
    """The analyser of filters with several values: each line one value, whatever it holds."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        """Whoosh's tokens of a text."""
        token, tell = _token(options)
        for position, line in enumerate(filter(None, map(folded_value, value.split("\n")))):
            yield tell(token, line, position, 0, len(line))


def spelt(word: str) -> str:
    """A word as people write it, in lower case and one normal form."""
    return unicodedata.normalize("NFC", word).lower()


def spelt_words(text: str) -> Iterator[re.Match[str]]:
    """The places of words that could be misspelt: three letters or more, in scripts that part words."""
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
