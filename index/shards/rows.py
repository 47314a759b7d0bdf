"""Rows of cases: small arrays with a few cases of a generation, which can be packed, sent and joined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from index.matcher.arrays.layout import NO_ROWS, Arrays, spans
from index.matcher.store import Rows
from index.shards.packing import MessageError

Ints = npt.NDArray[np.int64]
# The parts of packed rows; those in `Arrays` have the same meaning there, and sizes stand for offsets.
PARTS: dict[str, str] = {
    "case_ordinal": "<i8", "case_group": "<i4", "case_units": "<i4", "name_size": "<u1", "names": "<u1",
    "unit_field": "<u1", "unit_language": "<u1", "unit_idf_sum": "<f4", "row_size": "<u1", "row_term": "<i4",
    "text_size": "<u4", "texts": "<u1", "vectors": "<i1",
}  # fmt: skip


def take(arrays: Arrays, cases: Ints, texts_of: npt.NDArray[np.bool_] | None = None) -> Arrays:
    """Copy the rows of these cases, in this order, without posting lists.

    `texts_of`, bool[U], says which units of `arrays` keep their texts; by default all do.
    """
    a = arrays
    units = _sizes(a.case_unit, cases)
    unit = spans(a.case_unit[cases].astype(np.int64), units)
    size, text_size, name_size = _sizes(a.unit_row, unit), _sizes(a.unit_text, unit), _sizes(a.case_name, cases)
    if texts_of is not None:
        text_size = text_size * texts_of[unit]
    parts: dict[str, Any] = NO_ROWS | {
        "unit_case": np.repeat(np.arange(len(cases), dtype=np.int32), units),
        "unit_field": a.unit_field[unit], "unit_language": a.unit_language[unit],
        "unit_idf_sum": a.unit_idf_sum[unit], "unit_row": ends(size),
        "row_term": a.row_term[spans(a.unit_row[unit], size)],
        "unit_text": ends(text_size), "texts": _bytes_at(a.texts, a.unit_text[unit], text_size),
        "case_unit": ends(units).astype(np.int32), "case_group": a.case_group[cases],
        "case_name": ends(name_size), "names": _bytes_at(a.names, a.case_name[cases], name_size),
        "case_ordinal": a.ordinals(cases),
    }  # fmt: skip
    return replace(arrays, **parts)


def units_of(arrays: Arrays, cases: Ints) -> Ints:
    """The units of these cases, one case after the other."""
    return spans(arrays.case_unit[cases].astype(np.int64), _sizes(arrays.case_unit, cases))


def ends(sizes: npt.NDArray[Any] | list[int]) -> Ints:
    """The offsets int64[n + 1] of runs of these sizes."""
    out = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=out[1:])
    return out


def _bytes_at(source: npt.NDArray[np.uint8], starts: Ints, sizes: Ints) -> npt.NDArray[np.uint8]:
    """The bytes of these spans, one after the other. Texts are long, so slices cost far less than an index a byte."""
    contiguous: Any = np.ascontiguousarray(source)
    data = memoryview(contiguous)
    parts = [data[at : at + size] for at, size in zip(starts.tolist(), sizes.tolist(), strict=True) if size]
    return np.frombuffer(b"".join(parts), np.uint8)


def _sizes(offsets: npt.NDArray[np.integer], which: Ints) -> Ints:
    return (offsets[which + 1] - offsets[which]).astype(np.int64)


def packed(rows: Rows) -> dict[str, npt.NDArray[Any]]:
    """The parts of rows that `take` made, as they are sent."""
    a = rows.arrays
    return {
        "case_ordinal": a.ordinals(np.arange(a.cases)), "case_group": a.case_group,
        "case_units": np.diff(a.case_unit), "name_size": np.diff(a.case_name), "names": a.names,
        "unit_field": a.unit_field, "unit_language": a.unit_language, "unit_idf_sum": a.unit_idf_sum,
        "row_size": np.diff(a.unit_row), "row_term": a.row_term, "text_size": np.diff(a.unit_text), "texts": a.texts,
        "vectors": rows.vectors.reshape(-1) if rows.vectors is not None else np.empty(0, np.int8),
    }  # fmt: skip


def unpacked(terms: Arrays, parts: Mapping[str, npt.NDArray[Any]]) -> Rows:
    """The rows that `packed` made, beside the terms of the same generation. Raises MessageError if they are damaged."""
    p = parts
    cases, units = len(p["case_ordinal"]), len(p["unit_field"])
    same = (
        len(p["case_group"]) == len(p["case_units"]) == len(p["name_size"]) == cases
        and len(p["unit_language"]) == len(p["unit_idf_sum"]) == len(p["row_size"]) == len(p["text_size"]) == units
        and (p["case_units"] >= 0).all()
        and p["case_units"].sum() == units
        and p["name_size"].sum(dtype=np.int64) == len(p["names"])
        and p["row_size"].sum(dtype=np.int64) == len(p["row_term"])
        and p["text_size"].sum(dtype=np.int64) == len(p["texts"])
        and (not units or p["row_size"].min() > 0)
        and (np.diff(p["case_ordinal"]) > 0).all()
        and _below(p["row_term"], len(terms.term_key))
        and _below(p["unit_language"], len(terms.languages))
        and (not len(p["vectors"]) or (units > 0 and len(p["vectors"]) % units == 0))
    )
    if not same:
        raise MessageError("rows of cases contradict themselves")
    arrays = replace(
        terms,
        unit_case=np.repeat(np.arange(cases, dtype=np.int32), p["case_units"]),
        unit_field=p["unit_field"], unit_language=p["unit_language"], unit_idf_sum=p["unit_idf_sum"],
        unit_row=ends(p["row_size"]), row_term=p["row_term"], unit_text=ends(p["text_size"]), texts=p["texts"],
        case_unit=ends(p["case_units"]).astype(np.int32), case_group=p["case_group"],
        case_name=ends(p["name_size"]), names=p["names"], case_ordinal=p["case_ordinal"],
    )  # fmt: skip
    return Rows(arrays, p["vectors"].reshape(units, -1) if len(p["vectors"]) else None)


def _below(numbers: npt.NDArray[Any], end: int) -> bool:
    return not len(numbers) or bool(numbers.min() >= 0 and numbers.max() < end)


def joined(terms: Arrays, parts: Sequence[Rows]) -> Rows:
    """The rows of several shards, which have no case in common, by ordinal."""
    a = [part.arrays for part in parts]

    def end_to_end(name: str) -> npt.NDArray[Any]:
        return np.concatenate([np.asarray(getattr(one, name)) for one in a])

    def offsets(name: str) -> Ints:
        parts = [getattr(one, name) for one in a]
        before = ends([int(part[-1]) for part in parts])
        moved = [part[1:] + at for part, at in zip(parts, before.tolist(), strict=False)]
        return np.concatenate([before[:1], *moved])

    plain = ("unit_field", "unit_language", "unit_idf_sum", "row_term", "texts", "names", "case_group", "case_ordinal")
    made: dict[str, Any] = {name: end_to_end(name) for name in plain}
    made |= {name: offsets(name) for name in ("unit_row", "unit_text", "case_name")}
    made["case_unit"] = offsets("case_unit").astype(np.int32)
    together = replace(terms, **made)
    assert together.case_ordinal is not None
    order = np.argsort(together.case_ordinal, kind="stable")
    if any(part.vectors is None and part.arrays.units for part in parts):
        return Rows(take(together, order), None)
    held = [part.vectors for part in parts if part.vectors is not None]
    vectors = np.concatenate(held)[units_of(together, order)] if held else None
    return Rows(take(together, order), vectors)
