"""Turns text into terms: one regular expression splits a whole page into tokens, and each token gets a number.

The 64-bit BLAKE2b digest of its stem identifies a term, so an index can be read without a table of strings. The term of
a token (`term_of`) is computed once for each distinct token and cached.
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

VERSION = 3  # version of the terms: an index with another one must be rebuilt
MAX_TOKEN = 60  # characters; a longer token is not a word and has no term
NO_TERM = 0  # key of a token without meaning: a stop word, an address, an endless string
REMEMBERED = 100_000  # distinct tokens cached for a language; then its cache is emptied
LANGUAGES = 64  # languages whose tokens are cached at a time

# The Snowball algorithm of PyStemmer for each language (BCP 47).
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
    """The characters of words (letters, digits, marks, invisible ones) as the ranges of a character class."""
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
    ranges += [[0x10000, 0x1EFFF]]  # scripts and mathematical letters beyond the first plane; emoji begin later
    return "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)


_W = _letters()
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f"
_REST = rf"(?:[{re.escape(APOSTROPHES)}][{_W}]++)*+"
# Every alternative is possessive or bounded, so the cost is linear for any text. The first two lines change no result:
# they decide most cases early, which saves a third of the time.
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
    """The language that a text is analysed as: the primary subtag, or "en" if the language is unknown."""
    return language.partition("-")[0].lower() or "en"


def stem_of(word: str, language: str) -> str:
    """The Snowball stem of a folded word; the word itself if its language has no algorithm."""
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(word)) if stemmer is not None else word


def term_of(surface: str, language: str) -> str:
    """The term of a token, or "" if it carries no meaning. `language` is a result of `base_language`."""
    if len(surface) > MAX_TOKEN or surface.startswith(("http", "www.", "pic.")):
        return ""
    word = fold(surface, language)
    if not word or is_stop(word, language) or (len(word) == 1 and word.isascii() and not word.isdigit()):
        return ""
    return word if word[-1].isdigit() else stem_of(word, language)


def key_of(term: str) -> int:
    """The 64-bit key of a term; `NO_TERM` for ""."""
    return (
        int.from_bytes(hashlib.blake2b(term.encode("utf-8", "replace"), digest_size=8).digest(), "little")
        if term
        else NO_TERM
    )


class KeyTable(dict[str, int]):
    """Maps the tokens of one language to keys, computed on first use."""

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
    """The table of a language, shared within this process."""
    return KeyTable(language)


def keys_of(words: Iterable[str], language: str) -> Keys:
    """The keys of tokens, in order: uint64[n]."""
    table = key_table(language)
    return np.array([table[w] for w in words], np.uint64)
