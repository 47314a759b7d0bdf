"""Finds the wordings that a page may repeat, by shared words.

There are three steps, each with fewer candidates: wordings that are listed under two terms which stand close together
on the page (see `term_pair_postings`); of these, the wordings of which a few neighbouring sentences hold enough; then
windows of one to three of these sentences. If everything is ranked, the first step takes every wording that shares a
term with the page. All steps work in portions, so a long page needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.matcher.arrays import term_pair_postings
from index.matcher.arrays.layout import Arrays, distinct, spans
from index.matcher.pages.page import Page

WINDOW = 3  # sentences
PIECE = 5  # most sentences of a block that are looked at together
STRIDE = PIECE - WINDOW + 1  # sentences from one piece to the next, so that every window lies in one piece
STEP = 200_000  # pairs of terms, or of wordings and their terms, that are worked on at once
CELLS = STEP // 16  # pairs of wording and piece that are worked on at once: each has several terms and windows
MOST_TERMS = 500  # rarest terms of a piece whose pairs are looked up: five sentences of natural language hold fewer

Ints = npt.NDArray[np.int64]


@dataclass(slots=True)
class Candidates:
    """Pairs of a wording and a window: unit int64[n]; first and last sentence of the window (inclusive), int64[n]."""

    unit: Ints
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.unit)

    def take(self, which: Ints | npt.NDArray[np.bool_]) -> Candidates:
        """The chosen pairs."""
        return Candidates(self.unit[which], self.first[which], self.last[which])

    @staticmethod
    def joined(parts: Sequence[Candidates]) -> Candidates:
        """Concatenate several sets of pairs."""
        none = np.empty((0, 3), np.int64)
        rows = np.concatenate([none, *(np.stack([p.unit, p.first, p.last], 1) for p in parts)])
        return Candidates(*rows.T)


class Postings:
    """Finds the pairs of a page that are worth scoring in the posting lists of some arrays."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays

    def find(self, page: Page, min_overlap: float) -> Iterator[tuple[int, Candidates]]:
        """Yield the pairs whose window may hold the share `min_overlap` (0 to 1) of the wording's idf sum, in portions.

        With each portion comes a sentence number: all pairs before that sentence have been yielded by then. Every
        wording is tried if the leads were built for a larger `min_overlap`.
        """
        a = self._arrays
        listed = min_overlap >= a.min_overlap
        min_idf_sum = a.min_idf_sum if listed else 0.0
        pieces = Pieces(page)
        for piece, cells in self._led(page, pieces, min_overlap) if listed else self._all(page, pieces):
            for i in range(0, len(cells), CELLS):
                found = self._windows(
                    page, pieces, *np.divmod(cells[i : i + CELLS], pieces.count), min_overlap, min_idf_sum
                )
                yield int(pieces.first[piece]), found

    def _led(self, page: Page, pieces: Pieces, min_overlap: float) -> Iterator[tuple[int, Ints]]:
        """Units that are listed under two terms of a piece and may have enough of their idf sum in it.

        Yields the first piece of a portion, and the cells unit * pieces + piece, ascending.
        """
        a = self._arrays
        bits = (len(a.lead_row) - 1).bit_length() - 1
        # many terms of a page are ordinary words that no case here holds
        held = a.term_row[page.terms + 1] > a.term_row[page.terms]
        for piece, first, second, most in pieces.pairs(page, a.min_idf_sum, held):
            at = term_pair_postings.bucket(first, second, bits)
            start = a.lead_row[at].astype(np.int64)
            many = a.lead_row[at + 1] - start
            listed = np.flatnonzero(many)
            piece, start, many, most = piece[listed], start[listed], many[listed], most[listed]
            for part in whole_pieces(piece, many):
                unit = a.lead_unit[spans(start[part], many[part])]
                need = term_pair_postings.need(a.unit_idf_sum[unit], min_overlap, a.min_idf_sum)
                good = need <= np.repeat(most[part], many[part])
                cells = unit[good].astype(np.int64) * pieces.count + np.repeat(piece[part], many[part])[good]
                yield int(piece[part.start]), distinct(cells)

    def _all(self, page: Page, pieces: Pieces) -> Iterator[tuple[int, Ints]]:
        """The same as `_led`, for every unit that shares a term with a piece."""
        a = self._arrays
        piece, column = np.divmod(np.flatnonzero(pieces.mask != 0), pieces.mask.shape[1])
        start = a.term_row[page.terms[column]]
        many = a.term_row[page.terms[column] + 1] - start
        for part in whole_pieces(piece, many):
            cell = a.term_unit[spans(start[part], many[part])].astype(np.int64) * pieces.count
            yield int(piece[part.start]), distinct(cell + np.repeat(piece[part], many[part]))

    def _windows(
        self, page: Page, pieces: Pieces, unit: Ints, piece: Ints, min_overlap: float, min_idf_sum: float
    ) -> Candidates:
        """The windows of one to `WINDOW` sentences that hold enough of the units found for each piece."""
        unit, piece, idf_sum = self._held_sums(page, pieces, unit, piece, min_overlap, min_idf_sum)
        full = self._arrays.unit_idf_sum[unit]
        need = term_pair_postings.need(full, min_overlap, min_idf_sum)[:, None]
        wide = pieces.wide
        own = np.arange(wide) < pieces.own[piece][:, None]
        rows, begin = np.nonzero((idf_sum[:, :wide] >= need) & own)
        found = [(rows, begin, 0)]
        together = idf_sum[:, :wide]
        for more in range(1, min(WINDOW, wide)):
            together = together + idf_sum[:, more : more + wide]
            rows, begin = np.nonzero((together >= need) & own)
            a, b = idf_sum[rows, begin], idf_sum[rows, begin + more]
            # A longer window must hold terms at both ends, and clearly more than either end alone.
            ok = (a > 0) & (b > 0) & (together[rows, begin] > np.maximum(a, b) + 0.15 * full[rows])
            found.append((rows[ok], begin[ok], more))
        rows = np.concatenate([f[0] for f in found])
        at = pieces.first[piece[rows]] + np.concatenate([f[1] for f in found])
        return Candidates(unit[rows], at, at + np.repeat([f[2] for f in found], [len(f[0]) for f in found]))

    def _held_sums(
        self, page: Page, pieces: Pieces, unit: Ints, piece: Ints, min_overlap: float, min_idf_sum: float
    ) -> tuple[Ints, Ints, npt.NDArray[np.float32]]:
        """The units of which a piece holds enough, those pieces, and float32[n, pieces.wide + WINDOW - 1]: the idf
        sum of the unit that each sentence of the piece holds (0 after its end)."""
        column, size = local_columns(self._arrays, page, unit)
        on = np.flatnonzero(column < len(page.terms))  # most of a unit's terms are nowhere on the page
        column, owner = column[on], np.repeat(np.arange(len(unit)), size)[on]
        holds = pieces.mask[piece[owner], column]
        on = np.flatnonzero(holds != 0)
        holds, owner, weight = holds[on], owner[on], page.weight[column[on]].astype(np.float64)
        held = np.bincount(owner, weights=weight, minlength=len(unit))
        need = term_pair_postings.need(self._arrays.unit_idf_sum[unit], min_overlap, min_idf_sum)
        enough = held >= need - term_pair_postings.SLACK
        which = np.flatnonzero(enough)
        on = np.flatnonzero(enough[owner])
        holds, weight, owner = holds[on], weight[on], (np.cumsum(enough) - 1)[owner[on]]
        idf_sum = np.zeros((len(which), pieces.wide + WINDOW - 1), np.float32)
        for place in range(pieces.wide):
            idf_sum[:, place] = np.bincount(owner, weights=weight * (holds >> place & 1), minlength=len(which))
        return unit[which], piece[which], idf_sum


class Pieces:
    """A page cut into overlapping pieces of at most `PIECE` sentences of one block: every window lies in a piece.

    count: the number of pieces P    first: int64[P], the first sentence of each    wide: sentences of the longest piece
    own: int64[P], how many of its sentences begin a window that no later piece holds
    mask: uint8[P, T + 1], the sentences that hold a term: bit s stands for the sentence first + s
    """

    __slots__ = ("count", "first", "mask", "own", "wide")

    def __init__(self, page: Page) -> None:
        begin = np.flatnonzero(np.diff(page.block, prepend=-1))
        size = np.diff(begin, append=len(page.block))
        many = np.maximum(1, -((WINDOW - 1 - size) // STRIDE))
        before = np.cumsum(many) - many
        self.count = int(many.sum())
        self.first = np.repeat(begin - before * STRIDE, many) + np.arange(self.count) * STRIDE
        self.own = np.full(self.count, STRIDE)
        self.own[before + many - 1] = PIECE
        self.wide = min(PIECE, int(size.max(initial=0)))
        sentence = np.arange(len(page.block)) - np.repeat(begin, size)
        part = np.minimum(sentence // STRIDE, np.repeat(many - 1, size))
        piece = part + np.repeat(before, size)
        place = sentence - part * STRIDE
        self.mask = np.zeros((self.count, len(page.terms) + 1), np.uint8)
        for at in range(self.wide):
            self._add(page, piece, place == at, at)
        for at in range(WINDOW - 1) if self.wide > STRIDE else ():
            self._add(page, piece - 1, (place == at) & (part > 0), at + STRIDE)

    def _add(self, page: Page, piece: Ints, which: npt.NDArray[np.bool_], place: int) -> None:
        """Set the bit of a place for the terms of the chosen sentences, of which each piece has at most one."""
        on = np.flatnonzero(which[page.pair_sentence])
        self.mask[piece[page.pair_sentence[on]], page.pair_term[on]] |= np.uint8(1 << place)

    def pairs(
        self, page: Page, min_idf_sum: float, held: npt.NDArray[np.bool_]
    ) -> Iterator[tuple[Ints, Ints, Ints, npt.NDArray[np.float64]]]:
        """Yield (piece, rarer term, other term, most) arrays for the pairs of terms that stand in one piece.

        `held`, bool[T], says which terms any unit holds; the others are left out.

        `most` is the largest idf sum that a unit can share with the piece if these are the rarest terms that they
        share; it is at least `min_idf_sum`. A term that is enough by itself is paired with itself.
        """
        piece, row = np.divmod(np.flatnonzero(self.mask != 0), self.mask.shape[1])
        size = np.bincount(piece, minlength=self.count)
        # The rarest terms are counted before any are left out, so that parts of the cases pair the same terms.
        paired = np.arange(len(row)) - np.repeat(np.cumsum(size) - size, size) < MOST_TERMS
        which = np.flatnonzero(held[row])
        piece, row, paired = piece[which], row[which], paired[which]
        size = np.bincount(piece, minlength=self.count)
        weight = page.weight[row].astype(np.float64)
        running = np.concatenate([[0.0], np.cumsum(weight)])
        stop = np.repeat(np.cumsum(size), size)
        rest = running[stop] - running[:-1]
        term = page.terms[row].astype(np.int64)
        # The end of each piece's terms that are paired; terms after the rarest ones count only through `rest`.
        many = np.bincount(piece, weights=paired, minlength=self.count).astype(np.int64)
        last = np.repeat(np.cumsum(size) - size + many, size)
        for part in whole_pieces(piece, np.maximum(last - np.arange(len(last)), 0)):
            i, j = term_pair_postings.pairs_within(
                np.maximum(last[part] - part.start, np.arange(1, part.stop - part.start + 1))
            )
            i, j = i + part.start, j + part.start
            most = weight[i] + rest[j] + term_pair_postings.SLACK
            good = np.flatnonzero(most >= min_idf_sum)
            alone = np.flatnonzero(weight[part] + term_pair_postings.SLACK >= min_idf_sum) + part.start
            i, j, most = i[good], j[good], most[good]
            if len(alone):
                i, j = np.concatenate([i, alone]), np.concatenate([j, alone])
                most = np.concatenate([most, weight[alone] + term_pair_postings.SLACK])
                order = np.argsort(piece[i], kind="stable")
                i, j, most = i[order], j[order], most[order]
            yield piece[i], term[i], term[j], most


def whole_pieces(piece: Ints, cost: Ints, most: int = 0) -> Iterator[slice]:
    """Cut arrays that are sorted by `piece` into slices of whole pieces that cost at most `most` (default `STEP`).

    A single piece that costs more is a slice of its own.
    """
    most = most or STEP
    total = np.cumsum(cost)
    if not len(total) or total[-1] <= most:
        if len(total):
            yield slice(0, len(total))
        return
    begin = 0
    while begin < len(piece):
        end = int(np.searchsorted(total, most + (total[begin - 1] if begin else 0), "right"))
        if end < len(piece):
            back = int(np.searchsorted(piece, piece[end], "left"))
            end = back if back > begin else int(np.searchsorted(piece, piece[begin], "right"))
        yield slice(begin, end)
        begin = end


def local_columns(
    arrays: Arrays, page: Page, units: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """The columns in `page.held` of the terms of `units`, one unit after the other, and each unit's number of terms.

    A term that the page does not hold gets the last column, which is empty.
    """
    start = arrays.unit_row[units]
    size = arrays.unit_row[units + 1] - start
    return page.place[arrays.row_term[spans(start, size)]], size
