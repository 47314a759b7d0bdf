"""Fifth stage of a match: find the part of a long passage that carries the claim.

A sentence of sixty words may repeat a claim in one of its clauses. The reader reads runs of neighbouring clauses, and
the shortest run that repeats the claim about as surely as the whole passage becomes the match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.matcher.pages.page import ReadPage
from index.matcher.select import Selected, in_order
from index.reader.model import REPEATS, log_odds
from index.reader.pair import ALONE
from index.reader.reading import Reading

LONG = 22  # words; a passage with fewer is not tightened
LEAST = 4  # least words of a part
CLAUSES = 8  # most clauses of a passage; if there are more, the shortest neighbours are joined
MOST_PASSAGES = 8  # passages of a page that are tightened, best first
AS_SURE = 0.95  # least probability of a part, as a share of the whole passage's
# Marks between clauses with the space behind them; a comma in a number or an address has no space.
_BETWEEN = re.compile(r"[,;:.!?\u2026)\]\u201d\u00bb]+\s+|\s+[-\u2013\u2014]+\s+|\u2014|\s+(?=[(\[\u201c\u00ab])")
_EDGES = " \t\n,;:-\u2013\u2014"


def tighten(page: ReadPage, chosen: Sequence[Selected], reading: Reading) -> list[Selected]:
    """Cut the passages of "repeats" matches to the shortest part that repeats the claim, while time lasts."""
    out = list(chosen)
    long = [n for n, s in enumerate(out) if s.pair.relation == "repeats" and s.pair.answers is not None]
    for n in long[:MOST_PASSAGES]:
        start, end = out[n].pair.span
        text = page.blocks[out[n].pair.block].text[start:end]
        parts = runs(text)
        if not parts:
            continue
        part = _shortest(text, parts, out[n].pair.claim, reading)
        if part is not None:
            span = start + part[0], start + part[1]
            out[n] = replace(out[n], pair=replace(out[n].pair, span=span), whole=(start, end))
    return in_order(out)


def runs(text: str) -> list[tuple[int, int]]:
    """Runs of neighbouring clauses as [start, end) in the text, fewest words first; [] if the text is short.

    >>> text = "The sun shone, the moon landing was staged in a studio, " + "and the band played on " * 4
    >>> [text[a:b] for a, b in runs(text)][:2]
    ['the moon landing was staged in a studio', 'The sun shone, the moon landing was staged in a studio']
    """
    if _words(text) < LONG:
        return []
    cuts = [0, *(m.end() for m in _BETWEEN.finditer(text)), len(text)]
    while len(cuts) > CLAUSES + 1:
        lengths = [cuts[i + 2] - cuts[i] for i in range(len(cuts) - 2)]
        del cuts[lengths.index(min(lengths)) + 1]
    found = []
    for i in range(len(cuts) - 1):
        for j in range(i + 1, len(cuts)):
            a, b = _without_edges(text, cuts[i], cuts[j])
            if j - i < len(cuts) - 1 and _words(text[a:b]) >= LEAST:
                found.append((a, b))
    return sorted(found, key=lambda span: _words(text[slice(*span)]))


def _shortest(text: str, parts: list[tuple[int, int]], claim: str, reading: Reading) -> tuple[int, int] | None:
    """The first of these parts that repeats the claim about as surely as the whole text; None if none does."""
    repeats_from = reading.reader.description.repeats_from
    likely = _repeats(reading.read([(claim, text, ALONE)]), reading)[0]
    if not likely >= repeats_from:  # also true of NaN: the text was not read
        return None
    least = max(AS_SURE * likely, repeats_from)
    for at in range(0, len(parts), _AT_ONCE):
        some = parts[at : at + _AT_ONCE]
        answers = reading.read([(claim, text[a:b], ALONE) for a, b in some])
        sure = [part for part, p in zip(some, _repeats(answers, reading), strict=True) if p >= least]
        if sure:
            return sure[0]
    return None


def _repeats(logits: np.ndarray[tuple[int, int], np.dtype[np.float64]], reading: Reading) -> list[float]:
    """The reader's calibrated probabilities that each text repeats the claim; NaN if it was not read."""
    nothing = np.full(len(logits), np.nan)
    found: list[float] = reading.reader.description.repeats(log_odds(logits, (REPEATS,)), nothing).tolist()
    return found


def _without_edges(text: str, a: int, b: int) -> tuple[int, int]:
    piece = text[a:b]
    return a + len(piece) - len(piece.lstrip(_EDGES)), b - (len(piece) - len(piece.rstrip(_EDGES)))


def _words(text: str) -> int:
    return len(text.split())


_AT_ONCE = 4
