"""Text to terms: one pass of one regular expression over a whole page, and a number for every token.

A term is identified by the 64-bit BLAKE2b digest of its stem, so that no table of strings is needed to read an index.
What a token's letters become (`term_of`) is worked out once for each distinct token and remembered.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import Stemmer

from index.matcher.text.spelling import APOSTROPHES, IGNORABLE, fold
from index.matcher.text.stopwords import is_stop

VERSION = 3  # of the terms: an index with another number is built anew
MAX_TOKEN = 60  # characters; what is longer is no word and is compared with nothing
NO_TERM = 0  # key of a token that carries nothing: a stop word, an address, an endless string
REMEMBERED = 100_000  # distinct tokens a language remembers; then it starts anew
LANGUAGES = 64  # of which tokens are remembered at a time

# Languages that PyStemmer has a Snowball algorithm for, by BCP 47.
STEMMERS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch", "en": "english",
    "eo": "esperanto", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek", "hi": "hindi",
    "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

Keys = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]


def _letters() -> str:
    """The characters a word is made of, as ranges of a character class: letters, digits, marks, invisible ones."""
    ranges: list[list[int]] = []
    skip = set(range(0x3040, 0x3100)) | set(range(0x3400, 0xA000)) | set(range(0xF900, 0xFB00))
    for c in range(0x10000):
        char = chr(c)
        if c in skip or not (char.isalnum() or unicodedata.category(char)[0] == "M" or char in IGNORABLE):
            continue
        if ranges and ranges[-1][1] == c - 1:
            ranges[-1][1] = c
        else:
            ranges.append([c, c])
    ranges += [[0x10000, 0x1EFFF]]  # the scripts and mathematical letters beyond the first plane; emoji begin later
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)


_W = _letters()
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_REST = rf"(?:[{re.escape(APOSTROPHES)}][{_W}]++)*+"
# Every alternative is possessive or of bounded length: the cost is linear in the text, whatever the text. The first two
# lines say nothing new: they decide about most characters early, which takes a third off the time.
TOKEN = re.compile(
    rf"(?![ ,])(?:"
    rf"[a-gi-oq-vx-z][{_W}]*+{_REST}"
    rf"|https?://\S++|(?:www|pic)\.\S++|(?:[A-Z]\.){{2,6}}|\d++(?:[.,]\d++)++|[{_W}]++{_REST}|[{_IDEOGRAPH}])"
)


@lru_cache(LANGUAGES)
def _stemmer(language: str) -> Stemmer.Stemmer | None:
    name = STEMMERS.get(language)
    return Stemmer.Stemmer(name, 0) if name in Stemmer.algorithms() else None


def base_language(language: str) -> str:
    """The language a text is analysed as: the primary subtag, "en" where nothing is known."""
    return language.partition("-")[0].lower() or "en"


def stem_of(word: str, language: str) -> str:
    """Snowball stem of a folded word; the word itself in a language without an algorithm."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer is not None else word


def term_of(surface: str, language: str) -> str:
    """The term a token stands for, or "" if it carries nothing by itself. `language` as `base_language` gives it."""
    if len(surface) > MAX_TOKEN or surface.startswith(("http", "www.", "pic.")):
        return ""
    word = fold(surface, language)
    if not word or is_stop(word, language) or (len(word) == 1 and word.isascii() and not word.isdigit()):
        return ""
    return word if word[-1].isdigit() else stem_of(word, language)


def key_of(term: str) -> int:
    """64-bit key of a term; `NO_TERM` for the empty one."""
    return (
        int.from_bytes(hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        if term
        else NO_TERM
    )


class KeyTable(dict[str, int]):
    """Token to key for one language, worked out on first sight."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, surface: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        key = key_of(term_of(surface, self.language))
        if len(surface) <= MAX_TOKEN:
            self[surface] = key
        return key


@lru_cache(LANGUAGES)
def key_table(language: str) -> KeyTable:
    """The table of a language, shared by everything in this process."""
    return KeyTable(language)


def keys_of(words: Iterable[str], language: str) -> Keys:
    """Keys of tokens, in their order."""
    table = key_table(language)
    return np.array([table[w] for w in words], np.uint64)
