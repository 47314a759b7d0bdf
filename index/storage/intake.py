"""Collects the records of sources into one set of cases: merges duplicates, applies patches, refuses conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from index.case import Case, Patch, SourceRecord
from index.case_set import CaseSet
from index.errors import CaseError, DuplicateCaseError, NoRecordError
from index.ratings.verdicts import is_known
from index.sources import FoundRecord, Rejected, Remark, read_located
from index.sources.records import ColumnsOf
from index.storage.bounds import Bounds, Unbound
from index.storage.case_languages import CaseLanguages
from index.storage.identity import Identities, newer

_LONGEST_LABEL = 100
# Which of two different cases with the same id counts.
OnConflict = Literal["refuse", "later", "first"]
ON_CONFLICT: tuple[OnConflict, ...] = ("refuse", "later", "first")


class _Place(NamedTuple):
    """Where a record was read."""

    source: str
    line: int | None

    def __str__(self) -> str:
        return f"{self.source}:{self.line}" if self.line else self.source


@dataclass(frozen=True, slots=True)
class UnknownRating:
    """An unknown rating label, the verdict that it was taken for, and how many cases have it."""

    label: str
    taken_for: str
    cases: int


@dataclass(slots=True)
class Intake:
    """What has been read so far. `cases` keeps the order in which ids were first seen.

    After `read`, `changed` holds the ids of cases that differ from those before. `on_conflict` says what happens if two
    different cases with the same id are read.
    """

    cases: CaseSet = field(default_factory=CaseSet)
    sources: dict[str, SourceRecord] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    records: int = 0
    merged: int = 0
    patched: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    on_conflict: OnConflict = "refuse"
    bounds: Bounds = field(default_factory=Unbound)
    _ratings: Counter[tuple[str, str]] = field(default_factory=Counter)
    _before: CaseSet = field(init=False)
    _languages: CaseLanguages = field(default_factory=CaseLanguages)
    _conflicts: list[str] = field(default_factory=list)
    _places: dict[str, _Place] = field(default_factory=dict)
    _patches: list[FoundRecord] = field(default_factory=list)
    _again: dict[str, Counter[str]] = field(default_factory=dict)
    _identities: Identities = field(init=False)

    def __post_init__(self) -> None:
        self._before = self.cases.copy()
        self._identities = Identities(self.cases)

    def read(
        self,
        sources: Iterable[str],
        format: str | None,
        progress: Callable[[int, int], None],
        columns_of: ColumnsOf | None = None,
    ) -> None:
        """Read every source to its end. Raises SourceError or DuplicateCaseError; a bad record is only listed.

        `columns_of` maps a table's column names to {field: column}, or to None if nobody has named them.
        """
        sources = list(sources)
        empty: list[NoRecordError] = []
        for source in sources:
            try:
                for found in read_located(source, format, on_remark=self.remarks.append, columns_of=columns_of):
                    self.records += 1
                    self._add(found._replace(origin=source))
                    progress(self.records, len(self.rejected))
            except NoRecordError as e:
                # if one of many pages has no review, report it and read the others
                empty.append(e)
                self.rejected.append(Rejected(source, None, str(e).removeprefix(f"{source}: ")))
        if empty and len(empty) == len(sources):
            raise empty[0]
        self._refuse_conflicts()
        self.remarks += self._languages.settle(self.cases)
        self.remarks += [remark for place, counts in self._again.items() for remark in _came_again(place, counts)]
        self._apply_patches()
        touched = self._places.keys() | self.patched
        self.changed = {case_id for case_id in touched if self.cases[case_id] != self._before.get(case_id)}

    def unknown_ratings(self) -> list[UnknownRating]:
        """The unknown labels that were read, most frequent first."""
        return [UnknownRating(label, verdict, count) for (label, verdict), count in self._ratings.most_common()]

    def _add(self, found: FoundRecord) -> None:
        if reason := self._refusal(found):
            # a publisher's record from a case page is refused along with its case, so it is not listed
            if not (isinstance(found.record, SourceRecord) and found.record.from_case_page):
                self.rejected.append(Rejected(found.source, found.line, reason, getattr(found.record, "id", None)))
            return
        match found.record:
            case Case() as case:
                self._add_case(case, found)
            case SourceRecord() as record:
                self._add_source(record)
            case Patch():
                self._patches.append(found)
            case Rejected() as rejected:
                self.rejected.append(rejected)

    def _refusal(self, found: FoundRecord) -> str | None:
        """Why a record may not touch its publisher, or the publisher of the known case with its id; None if it may."""
        match found.record:
            case Case() as case:
                known = self.cases.get(case.id)
                touched = [case.source, *([known.source] if known is not None else [])]
            case SourceRecord() as record:
                touched = [record.source]
            case _:
                return None
        return next(filter(None, (self.bounds.refusal(found.origin, publisher) for publisher in touched)), None)

    def _add_case(self, case: Case, found: FoundRecord) -> None:
        place = _Place(found.source, found.line)
        known = self.cases.get(case.id)
        if found.id_made:
            known = known or self._identities.same(case, self._places.keys())
            if known is not None:
                self._comes_again(case, known, found, place)
                return
        if case.id in self._places and known is not None:
            if known.to_json() == case.to_json():
                self.merged += 1
                return
            self._contradicts(case, known, found, place)
            return
        self._keep(case, found, place)

    def _contradicts(self, case: Case, known: Case, found: FoundRecord, place: _Place) -> None:
        """Handle two different cases with one id: keep the one that `on_conflict` chooses, and list the other."""
        first, differ = self._places[case.id], ", ".join(_differences(known, case))
        if self.on_conflict == "refuse":
            self._conflicts.append(
                f"two cases have the id {case.id!r} and differ in {differ}: one in {first}, one in {place}"
            )
        elif self.on_conflict == "first":
            reason = f"it has the id of the case in {first} but differs in {differ}: the first one counts"
            self.rejected.append(Rejected(*place, reason, case.id))
        else:
            reason = f"it has the id of the case in {place} but differs in {differ}: the later one counts"
            self.rejected.append(Rejected(*first, reason, case.id))
            self._keep(case, found, place)

    def _refuse_conflicts(self) -> None:
        if self._conflicts:
            others = len(self._conflicts) - 1
            more = f", and the same happens with {others:,} more" if others else ""
            raise DuplicateCaseError(
                f"{self._conflicts[0]}{more}",
                "Remove one of them, give it another id, or say which one counts with --on-conflict=later or "
                "--on-conflict=first",
            )

    def _comes_again(self, case: Case, known: Case, found: FoundRecord, place: _Place) -> None:
        """Handle a case without an id of its own that is already known: keep the newer one, with the known id."""
        new = newer(case, known)
        if known.id in self._places and new is not None and new.to_json() == known.to_json():
            self.merged += 1
        elif new is not None:
            if new.to_json() != known.to_json():
                self._again.setdefault(found.source, Counter())["replaced"] += 1
            self._keep(new, found, place)
        else:
            self._again.setdefault(found.source, Counter())["older"] += 1
            self._places.setdefault(known.id, place)

    def _keep(self, case: Case, found: FoundRecord, place: _Place) -> None:
        self._places[case.id] = place
        if case.rating is not None and not is_known(case.rating, case.verdict):
            self._ratings[" ".join(case.rating.text.split())[:_LONGEST_LABEL], case.verdict] += 1
        self.cases[case.id] = case
        self._identities.add(case)
        if "lang" in case.model_fields_set:
            self._languages.told(case)
        else:
            self._languages.wait(case, found.page_language, found.source)

    def _add_source(self, record: SourceRecord) -> None:
        """Add a publisher's record. It overrides an earlier one, but a record from a case page only fills in gaps."""
        known = self.sources.get(record.source)
        if record.from_case_page and known is not None:
            told = {field: getattr(record, field) for field in ("name", "url", "disclaimer")}
            missing = {field: value for field, value in told.items() if value and not _is_known(known, field)}
            record = known.model_copy(update=missing)
        self.sources[record.source] = record

    def _apply_patches(self) -> None:
        """Apply the patches, after all cases were read, so that a patch may come before the case that it changes."""
        for found in self._patches:
            patch = found.record
            assert isinstance(patch, Patch)
            case = self.cases.get(patch.id)
            if case is None:
                reason = "changes a case that is not in the index (a new case needs source and title)"
                self.rejected.append(Rejected(found.source, found.line, reason, patch.id))
                continue
            if refused := self.bounds.refusal(found.origin, case.source):
                self.rejected.append(Rejected(found.source, found.line, refused, patch.id))
                continue
            try:
                new = patch.apply(case)
            except CaseError as e:
                self.rejected.append(Rejected(found.source, found.line, str(e), patch.id))
                continue
            self.patched.add(patch.id)
            self.cases[patch.id] = new
        self._patches.clear()


def _came_again(place: str, counts: Counter[str]) -> Iterator[Remark]:
    if replaced := counts["replaced"]:
        cases = "1 case came" if replaced == 1 else f"{replaced:,} cases came"
        yield Remark(place, None, f"{cases} again and replaced the known version", "replaced")
    if older := counts["older"]:
        cases = "1 case is" if older == 1 else f"{older:,} cases are"
        yield Remark(place, None, f"{cases} older than the known version and changed nothing", "replaced")


def _is_known(record: SourceRecord, field: str) -> bool:
    """Whether a publisher's record has this field; a relative address does not count."""
    value = str(getattr(record, field))
    return bool(value) and (field != "url" or "//" in value)


def _differences(one: Case, other: Case) -> Iterator[str]:
    a, b = one.to_dict(), other.to_dict()
    return (key for key in {**a, **b} if a.get(key) != b.get(key))
