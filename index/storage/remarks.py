"""Sums up remarks on records that were kept, in a few lines for an admin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.sources import Remark
from index.storage.intake import UnknownRating

# The text for each kind of remark, for one and for several.
_COUNTED = {
    "date": ("date could not be read and was left out", "dates could not be read and were left out"),
    "language name": ("name of a language is not known", "names of languages are not known"),
    "address": (
        "case has no address: a notice of it has no link",
        "cases have no address: notices of them have no link",
    ),
    "edit": ("edit no longer fits and was left out", "edits no longer fit and were left out"),
    "part": ("case page lacks a part", "case pages lack a part"),
    "": ("remark", "remarks"),
}
SUMMED = frozenset(("language", "replaced"))  # remarks of these kinds already count their cases
_SHOWN = 10


def remark_lines(remarks: Sequence[Remark]) -> Iterator[str]:
    """One line for each kind, with the number of remarks and the first one; `SUMMED` kinds are listed one by one."""
    by_kind: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_kind.setdefault(remark.kind, []).append(remark)
    for kind, some in by_kind.items():
        if kind in SUMMED:
            yield from map(str, some[:_SHOWN])
            if len(some) > _SHOWN:
                yield f"and so on for {len(some) - _SHOWN:,} further files"
        else:
            one, several = _COUNTED.get(kind, _COUNTED[""])
            yield f"{len(some):,} {one if len(some) == 1 else several}; first: {some[0]}"


def rating_lines(ratings: Sequence[UnknownRating]) -> Iterator[str]:
    """One line that lists the unknown labels with the verdicts that they were taken for; none if there are none."""
    if not ratings:
        return
    shown = ", ".join(f"{rating.label!r} {rating.cases} (taken for {rating.taken_for})" for rating in ratings[:_SHOWN])
    more = f" and {len(ratings) - _SHOWN:,} further labels" if len(ratings) > _SHOWN else ""
    cases = sum(rating.cases for rating in ratings)
    are = "rating that is not known" if cases == 1 else "ratings that are not known"
    yield f"{cases:,} {are}: {shown}{more}. REJOINDER_RATING_LABELS names a file that says what they mean"
