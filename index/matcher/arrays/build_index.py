"""Builds the arrays from cases: analyses every wording once, numbers the terms by rarity, and writes posting lists."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.case import Case
from index.matcher.arrays import term_pair_postings
from index.matcher.arrays.duplicate_claims import group_cases
from index.matcher.arrays.layout import EXCERPT, FORMAT, NAME, NUMBER, SUMMARY, TITLE, Arrays, distinct, spans
from index.matcher.text import analysis, background
from index.matcher.text.sentence_splitter import sentences

MIN_OVERLAP = 0.35  # a wording is a candidate if a window of the page holds at least this share of its idf sum
MIN_IDF_SUM = 10.0  # and at least this idf sum: below it no pair comes near a threshold
SUMMARY_SENTENCES = 8
EXCERPT_SENTENCES = 12
SHORT_SUMMARY = 45  # words; a summary up to this length is also a wording as a whole
UNIT_TERMS = 60  # most distinct terms kept of a wording
LOWER, CAPITAL, DIGITS = 1, 2, 3  # row_mark: how a term is written; 0 if its position requires a capital anyway

Progress = Callable[[int, int], None]
NONE = np.empty(0, np.float32)


def wordings(case: Case) -> Iterator[tuple[int, str, str]]:
    """(field, language, text) of each wording of a case's claim; none if the case makes no notices."""
    if not case.makes_notices:
        return
    language = analysis.base_language(case.lang)
    yield TITLE, language, case.title
    title = case.title.strip().casefold()
    parts = [case.summary[a:b] for a, b in sentences(case.summary)]
    for part in parts[:SUMMARY_SENTENCES]:
        if part.casefold() != title:
            yield SUMMARY, language, part
    if 1 < len(parts) <= 3 and case.summary.count(" ") < SHORT_SUMMARY and case.summary.strip().casefold() != title:
        yield SUMMARY, language, case.summary
    left = EXCERPT_SENTENCES
    for article in case.articles:
        for a, b in sentences(article.excerpt)[:left]:
            left -= 1
            yield EXCERPT, analysis.base_language(article.language or case.lang), article.excerpt[a:b]


def digest(case: Case) -> int:
    """A 64-bit digest of everything that the matcher reads of a case; equal digests mean equal rows."""
    parts = [str(case.makes_notices), case.lang, case.title, case.summary]
    parts += [part for a in case.articles for part in (a.language, a.excerpt)]
    joined = "\x1f".join(parts).encode("utf-8", "replace")
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "little")


@dataclass(slots=True)
class Rows:
    """Analysed wordings: one entry for each, and the keys and marks of their distinct terms, one after the other."""

    case: array[int] = field(default_factory=lambda: array("i"))
    field_: array[int] = field(default_factory=lambda: array("B"))
    language: array[int] = field(default_factory=lambda: array("B"))
    count: array[int] = field(default_factory=lambda: array("i"))
    key: array[int] = field(default_factory=lambda: array("Q"))
    mark: array[int] = field(default_factory=lambda: array("B"))
    text: bytearray = field(default_factory=bytearray)
    text_size: array[int] = field(default_factory=lambda: array("q"))
    languages: list[str] = field(default_factory=list)

    def add(self, case: int, case_rows: Iterable[tuple[int, str, str]]) -> None:
        """Analyse the wordings of one case."""
        for kind, language, text in case_rows:
            terms = _terms(text, language)
            if not terms:
                continue
            if language not in self.languages:
                if len(self.languages) == 255:
                    language = self.languages[0]
                else:
                    self.languages.append(language)
            self.case.append(case)
            self.field_.append(kind)
            self.language.append(self.languages.index(language))
            self.count.append(len(terms))
            self.key.extend(terms)
            self.mark.extend(terms.values())
            encoded = text.encode("utf-8", "replace")
            self.text += encoded
            self.text_size.append(len(encoded))


def _terms(text: str, language: str) -> dict[int, int]:
    """The distinct keys of a wording with their marks, in order of first occurrence, at most `UNIT_TERMS`."""
    words = analysis.TOKEN.findall(text)
    table = analysis.key_table(language)
    capitals = sum(w[0].isupper() for w in words)
    headline = capitals > 0.6 * len(words)
    out: dict[int, int] = {}
    for i, word in enumerate(words):
        key = table[word]
        if key == analysis.NO_TERM:
            continue
        if word[0].isdigit():
            mark = DIGITS
        elif headline or i == 0:
            mark = 0
        else:
            mark = CAPITAL if word[0].isupper() else LOWER
        if key not in out:
            if len(out) == UNIT_TERMS:
                break
            out[key] = mark
        elif not out[key]:
            out[key] = mark
    return out


def build(
    cases: Iterable[Case | int], folder: Path, previous: Arrays | None = None, progress: Progress | None = None
) -> None:
    """Write the arrays for `cases` into `folder`, which is created.

    A number in `cases` stands for the case of `previous` with that ordinal. Rows of cases that are unchanged in
    `previous` are copied, not analysed again. `matcher.json`, which `Arrays.open` reads first, is written last.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entries = list(cases)
    total = len(entries)
    known, rows = _known(previous), Rows()
    if previous is not None:
        rows.languages = list(previous.languages)
    kept = np.fromiter((entry if isinstance(entry, int) else -1 for entry in entries), np.int32, total)
    stays = kept >= 0
    digests, names = np.zeros(total, np.uint64), np.zeros(total, object)
    if previous is not None:
        digests[stays] = previous.case_digest[kept[stays]]
        names[stays] = previous.case_ids(kept[stays])
    for done, number in enumerate(np.flatnonzero(~stays).tolist()):
        case = entries[number]
        assert isinstance(case, Case)
        digests[number] = mark = digest(case)
        names[number] = case.id
        kept[number] = known.get(mark, -1)
        if kept[number] < 0:
            rows.add(number, wordings(case))
        if progress is not None and done % 1000 == 999:
            progress(done + 1, total)
    units = _merge(rows, previous, kept)
    written = _layout(units, digests, folder)
    _save(folder, "case_name", _ends([len(name) for name in names]))
    _save(folder, "case_digest", digests)
    (folder / "names.bin").write_bytes("".join(names).encode("ascii"))
    meta = {"format": FORMAT, "analysis": analysis.VERSION, "languages": rows.languages, "floor": MIN_OVERLAP,
            "least": MIN_IDF_SUM, **written}  # fmt: skip
    (folder / "matcher.json").write_text(json.dumps(meta, indent=1), "utf-8")
    if progress is not None:
        progress(total, total)


def _known(previous: Arrays | None) -> dict[int, int]:
    if previous is None:
        return {}
    return {int(d): i for i, d in enumerate(previous.case_digest.tolist())}


@dataclass(slots=True)
class _Units:
    """All wordings in case order: arrays as in `Arrays`, with keys in place of term numbers."""

    case: npt.NDArray[np.int32]
    field: npt.NDArray[np.uint8]
    language: npt.NDArray[np.uint8]
    row: npt.NDArray[np.int64]
    key: npt.NDArray[np.uint64]
    mark: npt.NDArray[np.uint8]
    text: npt.NDArray[np.int64]
    texts: npt.NDArray[np.uint8]

    def wording(self, unit: int) -> str:
        """The text of a wording."""
        return self.texts[self.text[unit] : self.text[unit + 1]].tobytes().decode("utf-8")


def _ends(sizes: Any) -> npt.NDArray[np.int64]:
    out = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(np.asarray(sizes, np.int64), out=out[1:])
    return out


def _merge(rows: Rows, previous: Arrays | None, kept: npt.NDArray[np.int32]) -> _Units:
    """The new rows and the rows copied from `previous`, in the order of the cases."""
    case = np.frombuffer(rows.case, np.int32)
    new = _Units(
        case, np.frombuffer(rows.field_, np.uint8), np.frombuffer(rows.language, np.uint8), _ends(rows.count),
        np.frombuffer(rows.key, np.uint64), np.frombuffer(rows.mark, np.uint8), _ends(rows.text_size),
        np.frombuffer(rows.text, np.uint8),
    )  # fmt: skip
    here = np.flatnonzero(kept >= 0)
    if previous is None or not len(here):
        return new
    first = previous.case_unit[kept[here]].astype(np.int64)
    many = previous.case_unit[kept[here] + 1].astype(np.int64) - first
    unit = spans(first, many)
    old_case = np.repeat(here.astype(np.int32), many)
    row, row_size = previous.unit_row[unit], np.diff(previous.unit_row)[unit]
    text, text_size = previous.unit_text[unit], np.diff(previous.unit_text)[unit]
    at = spans(row, row_size)
    order = np.argsort(np.concatenate([new.case, old_case]), kind="stable")

    def joined(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> npt.NDArray[Any]:
        return np.concatenate([a, b])[order]

    starts = joined(new.row[:-1], _ends(row_size)[:-1] + len(new.key))
    sizes = joined(np.diff(new.row), row_size)
    take = spans(starts, sizes)
    text_starts = joined(new.text[:-1], _ends(text_size)[:-1] + len(new.texts))
    text_sizes = joined(np.diff(new.text), text_size)
    old_texts = previous.texts[spans(text, text_size)]
    return _Units(
        joined(new.case, old_case), joined(new.field, previous.unit_field[unit]),
        joined(new.language, previous.unit_language[unit]), _ends(sizes),
        np.concatenate([new.key, previous.term_keys()[previous.row_term[at]]])[take],
        np.concatenate([new.mark, previous.row_mark[at]])[take], _ends(text_sizes),
        np.concatenate([new.texts, old_texts])[spans(text_starts, text_sizes)],
    )  # fmt: skip


def _layout(units: _Units, digests: npt.NDArray[np.uint64], folder: Path) -> dict[str, float]:
    """Number and weigh the terms, sort rows by rarity, write the lists. Returns the weights for `matcher.json`."""
    common = background.table()
    keys, inverse = np.unique(np.concatenate([units.key, common.key]), return_inverse=True)
    background_term, term = inverse[len(units.key) :], inverse[: len(units.key)].astype(np.int32)
    size = np.diff(units.row)
    unit_of = np.repeat(np.arange(len(units.case), dtype=np.int32), size)
    weight, unseen = weigh(term, units.case[unit_of], len(keys), len(digests), background_term, common)
    rarest = np.argsort(-weight, kind="stable")
    number = np.empty(len(keys), np.int32)
    number[rarest] = np.arange(len(keys), dtype=np.int32)
    weight, term = weight[rarest], number[term]
    order = np.argsort(unit_of.astype(np.int64) * len(keys) + term)
    term, mark = term[order], units.mark[order]
    flag = _flags(term, mark, len(keys))
    idf_sum = np.add.reduceat(weight[term], units.row[:-1], dtype=np.float64).astype(np.float32) if len(term) else NONE
    lead_row, lead_unit = term_pair_postings.lists(term, units.row, weight, idf_sum, MIN_OVERLAP, MIN_IDF_SUM)
    case_unit = np.searchsorted(units.case, np.arange(len(digests) + 1)).astype(np.int32)
    arrays: dict[str, npt.NDArray[Any]] = {
        "term_key": keys, "key_term": number, "term_weight": weight, "term_flag": flag,
        "unit_case": units.case, "unit_field": units.field, "unit_language": units.language, "unit_mass": idf_sum,
        "unit_row": units.row, "row_term": term, "row_mark": mark, "unit_text": units.text, "case_unit": case_unit,
        "term_row": _ends(np.bincount(term, minlength=len(keys))),
        "term_unit": unit_of[np.argsort(term, kind="stable")],
        "lead_row": lead_row, "lead_unit": lead_unit,
    }  # fmt: skip
    for name, values in arrays.items():
        _save(folder, name, values)
    with (folder / "texts.bin").open("wb") as file:
        units.texts.tofile(file)
    groups = group_cases(units.case, units.field, units.row, term, weight, flag, len(digests), units.wording)
    _save(folder, "case_group", groups)
    return {"unseen": unseen}


def weigh(
    term: npt.NDArray[np.int32],
    case: npt.NDArray[np.int32],
    terms: int,
    cases: int,
    background_term: npt.NDArray[np.int64],
    common: background.BackgroundTable,
) -> tuple[npt.NDArray[np.float32], float]:
    """The inverse document frequency of each term, float32[terms], and the weight of a term that occurs nowhere.

    idf = ln((n + m) / (df + m * p + 1/2)), where n is the number of cases, p the share of ordinary English texts that
    hold the term, and m the number of texts that this prior counts as. A small index needs the prior because its own
    frequencies say little.
    """
    pairs = distinct(case.astype(np.int64) * terms + term)
    df = np.bincount((pairs % terms).astype(np.int64), minlength=terms).astype(np.float64)
    prior = np.zeros(terms)
    prior[background_term] = common.share
    n = cases + background.TEXTS
    weight = np.log(n / (df + background.TEXTS * prior + 0.5))
    return np.maximum(weight, 0.05).astype(np.float32), float(np.log(n / 0.5))


def _flags(term: npt.NDArray[np.int32], mark: npt.NDArray[np.uint8], terms: int) -> npt.NDArray[np.uint8]:
    """Mark the terms that are names (mostly capitalised inside a sentence) or numbers: uint8[terms]."""
    capital = np.bincount(term[mark == CAPITAL], minlength=terms)
    lower = np.bincount(term[mark == LOWER], minlength=terms)
    digits = np.bincount(term[mark == DIGITS], minlength=terms)
    return ((capital > 2 * lower) * NAME + (digits > 0) * NUMBER).astype(np.uint8)


def _save(folder: Path, name: str, values: npt.NDArray[Any]) -> None:
    np.save(folder / f"{name}.npy", np.ascontiguousarray(values), allow_pickle=False)
