"""Records of sources gathered into one set of cases: duplicates merged, patches applied, contradictions refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from index.case import Case, Patch, SourceRecord
from index.errors import CaseError, DuplicateCaseError
from index.sources import Found, Rejected, Remark, read_located


@dataclass(slots=True)
class Intake:
    """What was read so far. `cases` keeps the order in which ids were first seen."""

    cases: dict[str, Case] = field(default_factory=dict)
    sources: dict[str, SourceRecord] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    records: int = 0
    merged: int = 0
    patched: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    _places: dict[str, str] = field(default_factory=dict)
    _patches: list[Found] = field(default_factory=list)

    def read(self, sources: Iterable[str], format: str | None, progress: Callable[[int, int], None]) -> None:
        """Read every source to its end. Raises SourceError or DuplicateCaseError; a bad record is only counted."""
        for source in sources:
            for found in read_located(source, format, on_remark=self.remarks.append):
                self.records += 1
                self._add(found)
                progress(self.records, len(self.rejected))
        self._apply_patches()

    def _add(self, found: Found) -> None:
        match found.record:
            case Case() as case:
                self._add_case(case, found)
            case SourceRecord() as record:
                self._add_source(record)
            case Patch():
                self._patches.append(found)
            case Rejected() as rejected:
                self.rejected.append(rejected)

    def _add_case(self, case: Case, found: Found) -> None:
        place = f"{found.source}:{found.line}" if found.line else found.source
        known = self.cases.get(case.id)
        if case.id in self._places and known is not None:
            if known.to_json() == case.to_json():
                self.merged += 1
                return
            raise DuplicateCaseError(
                f"two cases have the id {case.id!r} and differ in {', '.join(_differences(known, case))}: "
                f"one in {self._places[case.id]}, one in {place}. Remove one of them, or give it another id"
            )
        self._places[case.id] = place
        if known != case:
            self.changed.add(case.id)
        self.cases[case.id] = case

    def _add_source(self, record: SourceRecord) -> None:
        """A later record counts over an earlier one; a disclaimer found on a case page only where there is none."""
        known = self.sources.get(record.source)
        if record.from_case_page and known is not None:
            if known.disclaimer:
                return
            record = known.model_copy(update={"disclaimer": record.disclaimer})
        self.sources[record.source] = record

    def _apply_patches(self) -> None:
        """After all cases are read, so that a patch may stand before or after the case that it changes."""
        for patch, source, line in self._patches:
            assert isinstance(patch, Patch)
            case = self.cases.get(patch.id)
            if case is None:
                reason = "changes a case that is not in the index (a new case needs source and title)"
                self.rejected.append(Rejected(source, line, reason, patch.id))
                continue
            try:
                new = patch.apply(case)
            except CaseError as e:
                self.rejected.append(Rejected(source, line, str(e), patch.id))
                continue
            self.patched.add(patch.id)
            if new != case:
                self.cases[patch.id] = new
                self.changed.add(patch.id)
        self._patches.clear()


def _differences(one: Case, other: Case) -> Iterator[str]:
    a, b = one.to_dict(), other.to_dict()
    return (key for key in {**a, **b} if a.get(key) != b.get(key))
