"""Fourth stage of a match: keep one match for each block and claim, and the best claims of each block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.matcher.score import Scored


@dataclass(frozen=True, slots=True)
class Selected:
    """The best pair of a block and a claim, the id of its case, and the ids of other cases of that claim.

    whole: the span of the passage before it was tightened; None if it was not
    """

    pair: Scored
    case_id: str
    also: tuple[str, ...]
    whole: tuple[int, int] | None = None


def select(found: Sequence[Scored], least: float | None, per_block: int, max_matches: int) -> list[Selected]:
    """The matches to return: best score first, then by block, start and case id.

    If `least` is None, keep pairs that have a relation; otherwise keep pairs whose score is at least `least`. If
    several cases of a claim score alike, the earliest one wins: the later ones are usually copies of it.
    """
    claims: dict[tuple[int, int], list[Scored]] = {}
    for f in found:
        if f.relation is not None if least is None else f.score >= least:
            claims.setdefault((f.block, f.group), []).append(f)
    blocks: dict[int, list[Selected]] = {}
    for group in claims.values():
        group.sort(key=lambda f: (f.answers is None, -round(f.score, 2), f.case, f.span[1] - f.span[0]))
        best = group[0]
        also = dict.fromkeys(f.case_id for f in group[1:] if f.case != best.case)
        blocks.setdefault(best.block, []).append(Selected(best, best.case_id, tuple(also)))
    out = [s for of_block in blocks.values() for s in sorted(of_block, key=_order)[:per_block]]
    return in_order(out)[:max_matches]


def in_order(chosen: Sequence[Selected]) -> list[Selected]:
    """Sort matches: best score first, then by block, start and case id."""
    return sorted(chosen, key=_order)


def _order(s: Selected) -> tuple[float, int, tuple[int, int], str]:
    return -s.pair.score, s.pair.block, s.pair.span, s.case_id
