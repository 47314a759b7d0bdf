"""A page as numbers: its sentences, and which terms each holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.analysis import NO_TERM, TOKEN, key_table
from index.matcher.arrays import Arrays
from index.matcher.segment import sentences

# Term numbers of a word that no case holds, of one that carries nothing, and of the end of a sentence.
ABSENT, IGNORED, BREAK = -1, -2, -3
ENGLISH_SHARE = 0.25  # of a text's words among the stop words of English: no other language comes near
FOREIGN_SHARE = 0.1
PAGE_TOKEN = re.compile(TOKEN.pattern + r"|\n")
SENTENCES = 256  # of a page that are looked at together


class Block(NamedTuple):
    """A piece of a page's text. `text` holds no lone surrogates; `language` is BCP 47, "" if unknown."""

    id: str
    text: str
    language: str = ""


class TermTable(dict[str, int]):
    """Token to term number in one set of arrays for one language, worked out on first sight."""

    def __init__(self, arrays: Arrays, language: str) -> None:
        super().__init__()
        self.arrays, self.key_of = arrays, key_table(language)

    def __missing__(self, surface: str) -> int:
        if surface == "\n":
            return BREAK
        key = self.key_of[surface]
        term = IGNORED if key == NO_TERM else self.arrays.term(key)
        if len(self) >= 300_000:
            self.clear()
        if len(surface) <= 60:
            self[surface] = term
        return term


@dataclass(slots=True)
class Page:
    """Up to `SENTENCES` sentences, a row of each array a sentence.

    block: ordinal of the block in the request; a block's sentences come together, in order
    span: code-point offsets into the block's text
    flat: tokens of the page, those of a sentence from word_first to word_last (exclusive)
    held: bool[T + 1, S], whether a sentence holds a term; the last row is all False
    terms: int32[T], the term numbers of the rows of `held`, ascending
    weight: float32[T + 1], of the rows of `held`
    unseen: float32[S], weight of a sentence's distinct words that no case holds
    """

    block: npt.NDArray[np.int32]
    span: list[tuple[int, int]]
    flat: list[str]
    word_first: npt.NDArray[np.int64]
    word_last: npt.NDArray[np.int64]
    terms: npt.NDArray[np.int32]
    held: npt.NDArray[np.bool_]
    weight: npt.NDArray[np.float32]
    unseen: npt.NDArray[np.float32]
    place: npt.NDArray[np.int32]  # of every term of the arrays: its row of `held`, T if the page does not hold it
    pair_term: npt.NDArray[np.int64]  # row of `held`, ascending
    pair_sentence: npt.NDArray[np.int64]

    def words(self, first: int, last: int) -> list[str]:
        """Tokens of the sentences from `first` to `last`, both inclusive."""
        found = self.flat[int(self.word_first[first]) : int(self.word_last[last])]
        return [w for w in found if w != "\n"] if last > first else found


class Tongues(Protocol):
    """Says which language a block is in, and which terms its words are."""

    told: bool  # whether the language of any block was told

    def table(self, language: str) -> TermTable:
        """Term numbers of words in a language."""

    def given(self, block: Block) -> str:
        """The language of a block if it was told, else ""."""

    def settle(self, number: int, block: Block, english: bool) -> str:
        """The language of a block that was not told; `english` if its words say that it is English."""


def pages(blocks: Sequence[Block], tongues: Tongues, arrays: Arrays) -> list[Page]:
    """Blocks to pages of `SENTENCES` sentences at most; a block is not divided unless it alone is longer."""
    out: list[Page] = []
    owner: list[int] = []
    span: list[tuple[int, int]] = []
    for number, block in enumerate(blocks):
        found = sentences(block.text)
        if len(span) + len(found) > SENTENCES and span:
            out.append(_page(blocks, owner, span, tongues, arrays))
            owner, span = [], []
        while len(found) > SENTENCES:
            out.append(_page(blocks, [number] * SENTENCES, found[:SENTENCES], tongues, arrays))
            found = found[SENTENCES:]
        owner += [number] * len(found)
        span += found
    if span:
        out.append(_page(blocks, owner, span, tongues, arrays))
    return out


def _foreign(
    blocks: Sequence[Block],
    owner: list[int],
    words: list[str],
    flat: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
    last: npt.NDArray[np.int64],
    tongues: Tongues,
) -> None:
    """Replace the term numbers in `flat` of words that are not English; `first` and `last` are those of sentences."""
    owners = np.array(owner)
    begin = np.flatnonzero(np.diff(owners, prepend=-1))
    start, stop = first[begin], last[np.append(begin[1:], len(owner)) - 1]
    ignored = np.concatenate([[0], np.cumsum(flat == IGNORED)])
    # Names and headings have few stop words: on an English page only a block with hardly any is looked at again.
    share = FOREIGN_SHARE if ignored[-1] >= ENGLISH_SHARE * len(flat) else ENGLISH_SHARE
    english = ignored[stop] - ignored[start] >= share * np.maximum(stop - start, 1)
    for i in range(len(begin)) if tongues.told else np.flatnonzero(~english).tolist():
        number = owner[begin[i]]
        language = tongues.given(blocks[number]) or tongues.settle(number, blocks[number], bool(english[i]))
        if language != "en":
            table = tongues.table(language)
            flat[start[i] : stop[i]] = [table[w] for w in words[start[i] : stop[i]]]


def _page(
    blocks: Sequence[Block], owner: list[int], span: list[tuple[int, int]], tongues: Tongues, arrays: Arrays
) -> Page:
    size = len(span)
    # One line a sentence, and the end of a line as a word of its own: the whole page is one search.
    lines = [blocks[n].text[a:b] for n, (a, b) in zip(owner, span, strict=True)]
    words = PAGE_TOKEN.findall("\n".join([line.replace("\n", " ") if "\n" in line else line for line in lines]))
    words.append("\n")
    flat = np.array(list(map(tongues.table("en").__getitem__, words)), np.int64)
    last = np.flatnonzero(flat == BREAK)
    first = np.append(0, last[:-1] + 1)
    _foreign(blocks, owner, words, flat, first, last, tongues)
    sentence = np.repeat(np.arange(size), last - first + 1)
    absent = flat == ABSENT
    unseen = np.bincount(sentence[absent], minlength=size).astype(np.float32) * np.float32(arrays.unseen)
    known = flat >= 0
    pairs = np.unique(flat[known] * size + sentence[known])
    pair_term, pair_sentence = np.divmod(pairs, size)
    new = np.ones(len(pair_term), np.bool_)
    new[1:] = pair_term[1:] != pair_term[:-1]
    terms = pair_term[new].astype(np.int32)
    row = np.cumsum(new) - 1
    held = np.zeros((len(terms) + 1, size), np.bool_)
    held[row, pair_sentence] = True
    place = np.full(len(arrays.term_key), len(terms), np.int32)
    place[terms] = np.arange(len(terms), dtype=np.int32)
    weight = np.append(arrays.term_weight[terms], np.float32(0))
    return Page(
        np.array(owner, np.int32), span, words, first, last, terms, held, weight, unseen, place, row, pair_sentence
    )
