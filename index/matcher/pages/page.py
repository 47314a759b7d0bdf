"""A page as arrays: its sentences, and the terms that each sentence holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import Arrays, distinct
from index.matcher.pages.term_ids import ABSENT, BREAK, END, IGNORED, TermTable
from index.matcher.text.analysis import TOKEN, base_language
from index.matcher.text.sentence_splitter import each_sentence

ENGLISH_SHARE = 0.25  # least share of English stop words in an English text; other languages have far fewer
FOREIGN_SHARE = 0.1  # the same for a block on a page that is English as a whole
SENTENCES = 256  # most sentences of a page that are looked at together


class Block(NamedTuple):
    """A piece of a page's text. `text` holds no lone surrogates; `language` is BCP 47, "" if unknown."""

    id: str
    text: str
    language: str = ""
    gap: bool = False  # whether the page has something between the previous block and this one
    heading: str = ""  # the heading over it that is not a block before it: the header of a table's column


@dataclass(slots=True)
class Page:
    """Up to `SENTENCES` sentences of a page (S), and their distinct terms (T).

    block: ordinal of the block in the request; a block's sentences come together, in order
    span: code-point offsets into the block's text
    lines: the sentences themselves
    held: bool[S, T + 1], whether a sentence holds a term; the last column is all False
    terms: int32[T], the term numbers of the columns of `held`, ascending
    weight: float32[T + 1], the weights of the columns of `held`
    unseen: float32[S], the weight of a sentence's words that no case holds
    place: int32[V], the column in `held` of every term of the arrays; T if the page does not hold it
    pair_term, pair_sentence: int64[n], the column and the sentence of each True in `held`, by ascending column
    """

    block: npt.NDArray[np.int32]
    span: list[tuple[int, int]]
    lines: list[str]
    terms: npt.NDArray[np.int32]
    held: npt.NDArray[np.bool_]
    weight: npt.NDArray[np.float32]
    unseen: npt.NDArray[np.float32]
    place: npt.NDArray[np.int32]
    pair_term: npt.NDArray[np.int64]
    pair_sentence: npt.NDArray[np.int64]

    def whole(self, first: int, last: int, short: int) -> tuple[int, int]:
        """First and last sentence of the window's block if it has up to `short` words, else of the window itself."""
        begin, end = (int(np.searchsorted(self.block, self.block[first], side)) for side in ("left", "right"))
        if sum(line.count(" ") + 1 for line in self.lines[begin:end]) <= short:
            return begin, end - 1
        return first, last

    def rest(self) -> None:
        """Free the arrays that are needed only to find pairs; the text and its offsets stay."""
        self.held = np.empty((0, 1), np.bool_)
        self.place = np.empty(0, np.int32)
        self.pair_term = self.pair_sentence = np.empty(0, np.int64)

    def words(self, first: int, last: int) -> list[str]:
        """The tokens of the sentences from `first` to `last`, both inclusive."""
        return TOKEN.findall("\n".join(self.lines[first : last + 1]))


class Tongues(Protocol):
    """Gives the language of each block, and the term numbers of its words."""

    told: bool  # whether the request or any block declares a language
    found: list[str]  # the language of each block, as far as it is known

    def table(self, language: str) -> TermTable:
        """The table of term numbers for a language."""

    def given(self, block: Block) -> str:
        """The declared language of a block, else ""."""

    def settle(self, number: int, block: Block, english: bool) -> str:
        """The language of a block without a declared one; `english` if its words look English."""


class ReadPage:
    """First stage of a match: the page as it was sent, the language of each block, and its parts as arrays."""

    def __init__(
        self, blocks: Sequence[Block], title: str, tongues: Tongues, arrays: Arrays, checks_facts: bool = False
    ) -> None:
        self.blocks, self.title, self.languages, self.checks_facts = blocks, title, tongues.found, checks_facts
        self._tongues, self._arrays = tongues, arrays
        self._of_claims = [base_language(language) for language in arrays.languages]

    def in_two_languages(self, block: int, language: int) -> bool:
        """Whether a block of a part that has been made and a wording of a claim are in different languages.

        `language` is the wording's, as an index into `Arrays.languages`.
        """
        return base_language(self.languages[block]) != self._of_claims[language]

    def parts(self) -> Iterator[Page]:
        """The parts of the page, made one at a time: all of them together take far more memory than the text."""
        return pages(self.blocks, self._tongues, self._arrays)


def pages(blocks: Sequence[Block], tongues: Tongues, arrays: Arrays) -> Iterator[Page]:
    """Split blocks into pages of at most `SENTENCES` sentences. A block is divided only if it alone has more."""
    owner: list[int] = []
    span: list[tuple[int, int]] = []
    for number, block in enumerate(blocks):
        rest = each_sentence(block.text)
        found = list(islice(rest, SENTENCES + 1))
        if len(span) + len(found) > SENTENCES and span:
            yield _page(blocks, owner, span, tongues, arrays)
            owner, span = [], []
        while len(found) > SENTENCES:
            yield _page(blocks, [number] * SENTENCES, found[:SENTENCES], tongues, arrays)
            found = [*found[SENTENCES:], *islice(rest, SENTENCES)]
        owner += [number] * len(found)
        span += found
    if span:
        yield _page(blocks, owner, span, tongues, arrays)


def _foreign(
    blocks: Sequence[Block],
    owner: list[int],
    lines: list[str],
    flat: npt.NDArray[np.int64],
    first: npt.NDArray[np.int64],
    last: npt.NDArray[np.int64],
    tongues: Tongues,
) -> None:
    """Replace the term numbers in `flat` of blocks that are not English.

    `first` and `last` are the positions in `flat` where each sentence begins and ends.
    """
    owners = np.array(owner)
    begin = np.flatnonzero(np.diff(owners, prepend=-1))
    end = np.append(begin[1:], len(owner))
    start, stop = first[begin], last[end - 1]
    ignored = np.concatenate([[0], np.cumsum(flat == IGNORED)])
    # Names and headings have few stop words. On an English page, only a block with hardly any of them is checked.
    share = FOREIGN_SHARE if ignored[-1] >= ENGLISH_SHARE * len(flat) else ENGLISH_SHARE
    english = ignored[stop] - ignored[start] >= share * np.maximum(stop - start, 1)
    for i in range(len(begin)) if tongues.told else np.flatnonzero(~english).tolist():
        number = owner[begin[i]]
        language = tongues.given(blocks[number]) or tongues.settle(number, blocks[number], bool(english[i]))
        if language != "en":
            words = [word for line in lines[begin[i] : end[i]] for word in TOKEN.findall(line)]
            part = flat[start[i] : stop[i]]
            part[part != BREAK] = tongues.table(language).of_words(words)


def _page(
    blocks: Sequence[Block], owner: list[int], span: list[tuple[int, int]], tongues: Tongues, arrays: Arrays
) -> Page:
    size = len(span)
    lines = [blocks[n].text[a:b] for n, (a, b) in zip(owner, span, strict=True)]
    if any(END in line for line in lines):
        lines = [line.replace(END, " ") for line in lines]
    flat = tongues.table("en").of_text(f" {END} ".join([*lines, ""]))
    last = np.flatnonzero(flat == BREAK)
    first = np.append(0, last[:-1] + 1)
    _foreign(blocks, owner, lines, flat, first, last, tongues)
    sentence = np.repeat(np.arange(size), last - first + 1)
    absent = flat == ABSENT
    unseen = np.bincount(sentence[absent], minlength=size).astype(np.float32) * np.float32(arrays.unseen)
    known = flat >= 0
    pairs = distinct(flat[known] * size + sentence[known])
    pair_term, pair_sentence = np.divmod(pairs, size)
    new = np.ones(len(pair_term), np.bool_)
    new[1:] = pair_term[1:] != pair_term[:-1]
    terms = pair_term[new].astype(np.int32)
    column = np.cumsum(new) - 1
    held = np.zeros((size, len(terms) + 1), np.bool_)
    held[pair_sentence, column] = True
    place = np.full(len(arrays.term_key), len(terms), np.int32)
    place[terms] = np.arange(len(terms), dtype=np.int32)
    weight = np.append(arrays.term_weight[terms], np.float32(0))
    return Page(np.array(owner, np.int32), span, lines, terms, held, weight, unseen, place, column, pair_sentence)
