"""Term numbers of a page's words, cached from page to page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays
from index.matcher.text.analysis import MAX_TOKEN, NO_TERM, REMEMBERED, TOKEN, keys_of
from index.matcher.text.spelling import fold
from index.matcher.text.stopwords import like_stop

# Instead of a term number: a word that no case holds, a word that carries no meaning, the end of a sentence.
ABSENT, IGNORED, BREAK = -1, -2, -3
SEVERAL, NEW = -4, -5  # a chunk that is not exactly one word; a word or chunk that is not cached yet
END = "\0"  # marks the end of a sentence; no token holds it
CHUNK = 30  # most characters of a cached chunk
CHUNKS = 60_000  # cached chunks; then the cache is emptied
MARKS = ".,;:!?\"'()\u2018\u2019\u201c\u201d\u2026"
ADDRESS = frozenset({"www", "pic"})  # address prefixes that a full stop follows

Ints = npt.NDArray[np.int64]


class TermTable:
    """Maps the words of one language to the terms of one set of arrays.

    Most words of a page have been seen before, so words and chunks (the text between two spaces) are cached; no word
    holds a space. New ones are looked up for the whole page at once.
    """

    def __init__(self, arrays: Arrays, language: str) -> None:
        self._arrays, self._language = arrays, language
        self._words: dict[str, int] = {}
        self._chunks: dict[str, int] = {}

    def of_words(self, words: Sequence[str]) -> Ints:
        """The term numbers of tokens: int64[n]."""
        out = np.fromiter(map(self._words.get, words, repeat(NEW)), np.int64, len(words))
        at = np.flatnonzero(out == NEW)
        if len(at):
            new = [words[i] for i in at.tolist()]
            found = self._learn(new)
            out[at] = [found[word] for word in new]
        return out

    def of_text(self, text: str) -> Ints:
        """The term numbers of a text's tokens, with `BREAK` for every `END`."""
        chunks = text.split()
        single = np.fromiter(map(self._chunks.get, chunks, repeat(NEW)), np.int64, len(chunks))
        at = np.flatnonzero(single == NEW)
        if len(at):
            new = [chunks[i] for i in at.tolist()]
            found = self._learn_chunks(new)
            single[at] = [found[chunk] for chunk in new]
        at = np.flatnonzero(single == SEVERAL)
        if not len(at):
            return single
        tokens = [TOKEN.findall(chunks[i]) for i in at.tolist()]
        many = np.ones(len(chunks), np.int64)
        many[at] = np.fromiter(map(len, tokens), np.int64, len(tokens))
        out = np.repeat(single, many)
        out[np.repeat(single == SEVERAL, many)] = self.of_words([word for words in tokens for word in words])
        return out

    def _learn(self, words: list[str]) -> dict[str, int]:
        """Look up and cache the numbers of new words."""
        distinct = list(dict.fromkeys(words))
        keys = keys_of(distinct, self._language)
        numbers = self._arrays.terms(keys)
        numbers[keys == NO_TERM] = IGNORED
        for i in np.flatnonzero(numbers == ABSENT).tolist():
            if like_stop(fold(distinct[i], self._language), self._language):
                numbers[i] = IGNORED
        found = dict(zip(distinct, numbers.tolist(), strict=True))
        _remember(self._words, found, MAX_TOKEN, REMEMBERED)
        return found

    def _learn_chunks(self, chunks: list[str]) -> dict[str, int]:
        """Look up and cache new chunks: the number of a chunk's only token, or `SEVERAL`."""
        words: dict[str, str] = {}
        found: dict[str, int] = {}
        for chunk in dict.fromkeys(chunks):
            # Most chunks are a word with a comma: they need no regular expression, unless they begin an address.
            word = chunk.strip(MARKS)
            if word.isascii() and word.isalpha() and word not in ADDRESS:
                words[chunk] = word
                continue
            tokens = TOKEN.findall(chunk)
            if len(tokens) == 1:
                words[chunk] = tokens[0]
            else:
                found[chunk] = BREAK if chunk == END else SEVERAL
        found |= zip(words, self.of_words(list(words.values())).tolist(), strict=True)
        _remember(self._chunks, found, CHUNK, CHUNKS)
        return found


def _remember(table: dict[str, int], found: dict[str, int], longest: int, most: int) -> None:
    """Add the short entries to a table of limited size, which is emptied when it is full."""
    if len(table) + len(found) > most:
        table.clear()
    if len(found) <= most:
        table.update(item for item in found.items() if len(item[0]) <= longest)
