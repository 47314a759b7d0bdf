"""Builds a new generation: from sources, by updating the live one, by deleting cases, or by applying edits."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.admin_state import edits
from index.admin_state.database import State
from index.admin_state.edits import Edits
from index.admin_state.engine import MachineLock
from index.admin_state.known_columns import KnownColumns
from index.case import SourceRecord
from index.case_set import CaseSet
from index.errors import (
    ChangedSinceError,
    IndexMissingError,
    RejectedRecordsError,
    RejoinderError,
    SourceError,
    StateUnavailableError,
    UnknownCaseError,
)
from index.files import digests, disk_errors
from index.matcher.matcher import Matcher
from index.matcher.models import Models
from index.search.embedded import EMBEDDED
from index.search.engine import Engine
from index.semantic import vectors
from index.sources import Rejected, Remark
from index.storage import parts
from index.storage.bounds import Bounds, Unbound
from index.storage.checks import Checks
from index.storage.generation import Generation, Manifest, write_sources
from index.storage.generations import CURRENT, intact, live_name, names, path_of, publish, switch, unfinished, writing
from index.storage.intake import Intake, OnConflict, UnknownRating
from index.storage.lock import lock_between_machines
from index.storage.preview import Preview, Publishers, preview, reasons
from index.storage.publication import ALONE, Publication
from index.storage.retention import Kept
from index.storage.timestamps import dated_name


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: `done` of `total` (None: unknown) in `phase`.

    Phases are read, fulltext, matcher, vectors and verify, which count cases; then, with a depot, upload, which counts
    megabytes, and wait, which counts machines.
    """

    phase: str
    done: int
    total: int | None = None
    rejected: int = 0


@dataclass(slots=True)
class Report:
    """What a build did, or (in a dry run) would do.

    rejected: records that were left out    remarks: remarks on records that were kept
    ratings: unknown rating labels, most frequent first
    edits: number of edits in force; they changed `edited` cases, left out `withheld` and added `made`
    encoded: number of wordings that the sentence encoder embedded
    preview: compares the new generation with the live one
    parts: seconds for each phase: open (checking the live generation), read, compare, store (cases, facets), fulltext,
    matcher, vectors, verify, publish (with a depot), switch
    """

    generation: str = ""
    records: int = 0
    cases: int = 0
    merged: int = 0
    added: int = 0
    changed: int = 0
    deleted: int = 0
    patched: int = 0
    edits: int = 0
    edited: int = 0
    withheld: int = 0
    made: int = 0
    encoded: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    ratings: list[UnknownRating] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    preview: Preview = field(default_factory=Preview)
    seconds: float = 0.0
    parts: dict[str, float] = field(default_factory=dict)


OnProgress = Callable[[Progress], None]
KEPT, UNCHECKED = Kept(), Checks()
STAYS = "Nothing was changed: the live index stays as it was."


def build(
    folder: Path,
    sources: Sequence[str],
    *,
    format: str | None = None,
    strict: bool = False,
    progress: OnProgress | None = None,
    models: Models | None = None,
    columns: Mapping[str, str] | None = None,
    publishers: Collection[str] = (),
    on_conflict: OnConflict = "refuse",
    kept: Kept = KEPT,
    scheduled: bool = False,
    checks: Checks = UNCHECKED,
    state: State | None = None,
    publication: Publication = ALONE,
    engine: Engine = EMBEDDED,
) -> Report:
    """Read the sources into a new generation, verify it, and make it live.

    columns: {field: column} for tables; it is remembered for tables with the same columns
    publishers: those that the sources may touch (see index/storage/bounds.py); records of others are rejected
    on_conflict: which of two different cases with one id counts; "refuse" builds nothing
    kept: how many older generations stay    scheduled: do not begin while scheduled imports are paused
    checks: made before anything is written; a dry run only fills in the report's preview
    state: the state whose edits are applied, by default the index's own; of those that share one, one builds at a time
    publication: how the generation reaches other machines    engine: what holds its full text

    Raises a RejoinderError; then the live generation stays as it was.
    """
    work = _Work(progress, models, kept, checks, state or State(folder), publication, engine)
    with contextlib.nullcontext() if checks.dry_run else work.writing(folder, scheduled):
        tables = KnownColumns(work.state, columns)
        bounds = Bounds(work.state, sources, publishers)
        intake = Intake(on_conflict=on_conflict, bounds=bounds)
        work.read(intake, sources, format, strict, tables)
        if not intake.cases:
            raise SourceError(f"no case in {', '.join(sources)}{_first_rejection(intake.rejected)}. {STAYS}")
        work.report.added = len(intake.cases)
        previous = _live(folder)
        work.write(folder, intake.cases, intake.sources, previous, described(sources, format))
    return work.report


def update(
    folder: Path,
    sources: Sequence[str],
    *,
    format: str | None = None,
    strict: bool = False,
    progress: OnProgress | None = None,
    models: Models | None = None,
    columns: Mapping[str, str] | None = None,
    publishers: Collection[str] = (),
    on_conflict: OnConflict = "refuse",
    kept: Kept = KEPT,
    scheduled: bool = False,
    checks: Checks = UNCHECKED,
    state: State | None = None,
    publication: Publication = ALONE,
    engine: Engine = EMBEDDED,
) -> Report:
    """Add cases to the live ones, replace those with the same id, and apply patches, in a new generation.

    The other arguments are as for `build`.
    """
    work = _Work(progress, models, kept, checks, state or State(folder), publication, engine)
    with contextlib.nullcontext() if checks.dry_run else work.writing(folder, scheduled):
        live = _live(folder, required=True)
        assert live is not None
        before = _imported(live)
        work.clock.lap("open")
        tables = KnownColumns(work.state, columns)
        held = live.facets.sources() | live.sources().keys() | {case.source for case in live.imported().values()}
        bounds = Bounds(work.state, sources, publishers, held=held)
        intake = Intake(cases=before.copy(), sources=live.sources(), on_conflict=on_conflict, bounds=bounds)
        work.read(intake, sources, format, strict, tables)
        work.report.added = len(intake.changed - before.keys())
        work.report.changed = len(intake.changed & before.keys())
        if not intake.changed and intake.sources == live.sources() and not _edits_pending(work.state, live):
            if not intake.records:
                raise SourceError(f"no record in {', '.join(sources)}. {STAYS}")
            work.report.generation, work.report.cases = live.id, len(live)
            if checks != UNCHECKED:
                work.look(folder, live, CaseSet(live), intake.sources, set())
            work.remember()
            work.end()
            return work.report
        origins = live.manifest.sources + described(sources, format)
        work.write(folder, intake.cases, intake.sources, live, origins, intake.changed)
    return work.report


def delete(
    folder: Path,
    ids: Sequence[str],
    *,
    progress: OnProgress | None = None,
    models: Models | None = None,
    kept: Kept = KEPT,
    state: State | None = None,
    publication: Publication = ALONE,
    engine: Engine = EMBEDDED,
) -> Report:
    """Remove cases from the index. Raises UnknownCaseError if one is not there; then none is removed."""
    work = _Work(progress, models, kept, UNCHECKED, state or State(folder), publication, engine)
    with work.writing(folder):
        live = _live(folder, required=True)
        assert live is not None
        before = _imported(live)
        by_hand = [case_id for case_id in ids if case_id in live.made()]
        if by_hand:
            raise UnknownCaseError(f"added by hand: {', '.join(by_hand)}. Delete it on its page under /admin. {STAYS}")
        unknown = [case_id for case_id in ids if case_id not in before]
        if unknown:
            raise UnknownCaseError(f"not in the index: {', '.join(unknown)}. {STAYS}")
        gone = set(ids)
        for case_id in gone:
            del before[case_id]
        if not before:
            raise UnknownCaseError(f"that would leave no cases at all. {STAYS}")
        work.report.deleted = len(gone)
        work.write(folder, before, live.sources(), live, live.manifest.sources, gone)
    return work.report


def apply_edits(
    folder: Path,
    *,
    progress: OnProgress | None = None,
    models: Models | None = None,
    kept: Kept = KEPT,
    state: State | None = None,
    publication: Publication = ALONE,
    engine: Engine = EMBEDDED,
) -> Report:
    """Apply the edits in force to the live cases, in a new generation if that changes anything.

    This changes nothing in the state, so machines that share one do it side by side.
    """
    work = _Work(progress, models, kept, UNCHECKED, state or State(folder), publication, engine)
    with work.writing(folder, side_by_side=publication is ALONE):
        live = _live(folder, required=True)
        assert live is not None
        if _edits_pending(work.state, live):
            work.correction = True
            work.write(folder, _imported(live), live.sources(), live, live.manifest.sources, set())
        else:
            work.report.generation, work.report.cases = live.id, len(live)
            work.end()
    return work.report


def edits_digest(generation: Generation) -> str:
    """The digest of the edits that a generation was built with; see `index.admin_state.edits.digest`."""
    return str(generation.manifest.settings.get("edits", ""))


def _edits_pending(state: State, live: Generation) -> bool:
    return edits.digest(Edits(state).current().values()) != edits_digest(live)


def _imported(live: Generation) -> CaseSet:
    """The cases of a generation as they were imported, without edits."""
    cases = CaseSet(live)
    for case_id in live.made():
        cases.pop(case_id, None)
    cases.update(live.imported())
    return cases


def described(sources: Sequence[str], format: str | None) -> list[dict[str, Any]]:
    """Sources as the manifest names them. A file is named without its folder, which may be private."""
    return [{"source": s if "://" in s else Path(s).name, "format": format or "recognised"} for s in sources]


def _live(folder: Path, required: bool = False) -> Generation | None:
    """The live generation, checked. If it is not `required`, a missing or damaged one gives None."""
    if not required and not (folder / CURRENT).exists():
        return None
    try:
        return intact(folder)
    except Exception:
        if required:
            raise
        return None


def _counted(folder: Path) -> int:
    """The number of cases in the live generation's manifest; 0 if it cannot be read."""
    try:
        return Manifest.read(path_of(folder, live_name(folder))).counts.get("cases", 0)
    except RejoinderError:
        return 0


def _first_rejection(rejected: Sequence[Rejected]) -> str:
    return f": {len(rejected)} records cannot be used; the first one: {rejected[0].reason}" if rejected else ""


class _Work:
    """One build: its steps, its report and its clock."""

    def __init__(
        self,
        progress: OnProgress | None,
        models: Models | None,
        kept: Kept,
        checks: Checks,
        state: State,
        publication: Publication,
        engine: Engine,
    ) -> None:
        self.report = Report()
        self.correction = False
        self.state = state
        self._kept, self._checks, self._publication, self._engine = kept, checks, publication, engine
        self._lock: MachineLock | None = None
        self._bounds: Bounds = Unbound()
        self._encoder = models.encoder if models is not None else None
        self._progress = progress or (lambda _: None)
        self.clock = _Clock(self.report)

    @contextlib.contextmanager
    def writing(self, folder: Path, scheduled: bool = False, *, side_by_side: bool = False) -> Iterator[None]:
        """Hold the writer locks for the block, after checking that what it builds can be published."""
        with writing(folder, scheduled=scheduled), lock_between_machines(self.state, side_by_side=side_by_side) as lock:
            self._lock = lock
            self._publication.begin()
            self._engine.begin(names(folder))
            yield

    def read(
        self, intake: Intake, sources: Sequence[str], format: str | None, strict: bool, tables: KnownColumns
    ) -> None:
        self._bounds = intake.bounds
        intake.read(sources, format, lambda done, bad: self._progress(Progress("read", done, None, bad)), tables.of)
        report = self.report
        report.records, report.merged, report.rejected = intake.records, intake.merged, intake.rejected
        report.remarks, report.patched = intake.remarks, len(intake.patched)
        report.ratings = intake.unknown_ratings()
        if strict and intake.rejected:
            raise RejectedRecordsError(
                f"{len(intake.rejected)} records cannot be used",
                f"--strict refuses the build then. {STAYS}",
                intake.rejected,
            )
        if not self._checks.dry_run:
            tables.remember()
        self.clock.lap("read")

    def look(
        self,
        folder: Path,
        live: Generation | None,
        cases: CaseSet,
        sources: dict[str, SourceRecord],
        touched: set[str] | None,
    ) -> None:
        """Compare the new cases with the live ones, and check the result. Raises ShrinkError or ChangedSinceError."""
        before = live.sources() if live is not None else {}
        publishers = Publishers(before, sources, self.state.sources())
        digest = self._checks.dry_run or self._checks.expected != ""
        found = preview(live, cases, publishers, touched, digest)
        if live is None:
            # if the live generation is damaged, its manifest may still give the number of cases
            found.before = _counted(folder)
        found.left_out = reasons(self.report.rejected)
        self.report.preview = found
        if self._checks.expected not in ("", found.digest):
            raise ChangedSinceError(f"the live index or the sources have changed since the preview. {STAYS}")
        if not self._checks.dry_run:
            found.check_shrink(self._checks.largest_shrink)

    def remember(self) -> None:
        """Store which publishers the addresses may touch, unless this is a dry run."""
        if not self._checks.dry_run:
            self._bounds.remember()

    def end(self) -> None:
        """Finish a build that has nothing to write."""
        self.clock.lap("compare")

    def write(
        self,
        folder: Path,
        cases: CaseSet,
        sources: dict[str, SourceRecord],
        live: Generation | None,
        origins: list[dict[str, Any]],
        changed: set[str] | None = None,
    ) -> None:
        """Write the generation, verify it and switch to it.

        `cases` are as imported, before edits. `changed` holds the ids that may differ from the live generation; None
        means that any may.
        """
        name = dated_name()
        in_force = Edits(self.state).current()
        applied = edits.apply(cases, in_force)
        self._tell_edits(applied, len(in_force))
        cases = applied.cases
        if not cases:
            raise UnknownCaseError(f"admins have deleted every one of these cases: none would be left. {STAYS}")
        if live is not None and changed is not None:
            touched = changed | applied.imported.keys() | live.imported().keys() | applied.made | live.made()
            # a case that was added by hand and is now imported has another position than before
            moved = {case_id for case_id in live.made() - applied.made if case_id in cases}
            changed = _differing(cases, live, touched - moved) | moved
        self.report.cases = len(cases)
        self.look(folder, live, cases, sources, changed)
        self.clock.lap("compare")
        if self._checks.dry_run:
            return
        # before the switch, so that an address may go on touching the publishers that it brought
        self.remember()
        # create the secret now: the process that serves the index may not be able to write to its folder
        self.state.secret()
        with disk_errors(folder, STAYS), unfinished(folder, name) as path:
            write_sources(path, sources)
            parts.write_imported(path, applied.imported)
            try:
                self._write_parts(path, name, cases, live, changed is not None)
                self._seal(path, name, live, origins, cases, len(sources), applied, edits.digest(in_force.values()))
            except BaseException:
                self._engine.discard(name)
                raise
            self.clock.lap("verify")
            self._check_lock()
        if self._publication is not ALONE:
            told = self._progress
            publish(folder, name, self._publication, lambda phase, done, total: told(Progress(phase, done, total)))
            self.clock.lap("publish")
        with disk_errors(folder, STAYS):
            switch(folder, name, self._kept)
        self._publication.settle()
        self._engine.settle(name, names(folder))
        self.report.generation = name
        self.clock.lap("switch")

    def _check_lock(self) -> None:
        """Raise StateUnavailableError if the lock between machines was lost during the build."""
        if self._lock is not None and not self._lock.held():
            raise StateUnavailableError(
                f"the connection to {self.state.place} was lost during the build, so another machine may be building. "
                f"{STAYS} Try again"
            )

    def _write_parts(self, path: Path, name: str, cases: CaseSet, live: Generation | None, is_change: bool) -> None:
        """Write everything that is made from the cases. Unchanged parts are copied from the previous generation."""
        origins = cases.origins()
        parts.write_cases(path, origins, cases.before)
        self.clock.lap("store")
        told = self._teller("fulltext")
        parts.write_fulltext(path, name, origins, cases, self._engine, told)
        self.clock.lap("fulltext")
        reuse = live.matcher if live is not None else None
        Matcher.build(cases.entries(), path / "matcher", previous=reuse, progress=self._teller("matcher"))
        self.clock.lap("matcher")
        # without an encoder, a build from scratch has no vectors; an update keeps the existing ones
        kept = live.folder if live is not None and (is_change or self._encoder) else None
        encoder = vectors.encoder_for_update(self._encoder, live.folder) if live and is_change else self._encoder
        self.report.encoded = vectors.build(path, encoder, kept, self._teller("vectors"))
        self.clock.lap("vectors")

    def _tell_edits(self, applied: edits.Applied, in_force: int) -> None:
        self.report.edits = in_force
        self.report.edited = len(applied.imported) - applied.withheld
        self.report.withheld = applied.withheld
        self.report.made = len(applied.made)
        failed = [
            Remark("edit", None, f"the edit of {case_id} no longer fits and was left out: {reason}", "edit")
            for case_id, reason in applied.failed.items()
        ]
        self.report.remarks = failed + self.report.remarks

    def _seal(
        self,
        path: Path,
        name: str,
        live: Generation | None,
        origins: list[dict[str, Any]],
        cases: CaseSet,
        sources: int,
        applied: edits.Applied,
        digest_of_edits: str,
    ) -> None:
        """Write the manifest, then open the generation as the service will, to check it before anybody can use it."""
        self._progress(Progress("verify", 0, len(cases)))
        Manifest(
            id=name,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
            previous=live.id if live is not None else None,
            counts={
                "cases": len(cases),
                "sources": sources,
                "rejected": len(self.report.rejected),
                "merged": self.report.merged,
                "edited": self.report.edited,
                "withheld": self.report.withheld,
                "made": self.report.made,
            },
            sources=origins,
            settings={
                "edits": digest_of_edits,
                "made": sorted(applied.made),
                "model": vectors.described(path),
                "correction": self.correction,
                "seconds": round(self.report.seconds, 3),
            },
            files=digests(path),
        ).write(path)
        generation = Generation(path, engine=self._engine)
        generation.check_fulltext()
        if generation.ids() != list(cases) or any(generation.at(n) != new for n, new in cases.origins().fresh.items()):
            raise IndexMissingError(f"the new generation does not hold the cases that were read. {STAYS}")
        self._progress(Progress("verify", len(cases), len(cases)))

    def _teller(self, phase: str) -> Callable[[int, int], None]:
        return lambda done, total: self._progress(Progress(phase, done, total, len(self.report.rejected)))


def _differing(cases: CaseSet, live: Generation, touched: set[str]) -> set[str]:
    """The touched cases that differ from the live ones. The others are marked as unchanged in `cases`."""
    changed = set()
    for case_id in touched:
        found, new = live.find(case_id), cases.get(case_id)
        if found is not None and found[1] == new:
            cases.keep(case_id, found[0])
        elif found is not None or new is not None:
            changed.add(case_id)
    return changed


class _Clock:
    """Divides the time since it was created into the parts of a report, so the parts add up to the total."""

    def __init__(self, report: Report) -> None:
        self._report, self._last = report, time.monotonic()

    def lap(self, part: str) -> None:
        """Count the time since the last lap towards `part`."""
        now = time.monotonic()
        self._report.parts[part] = self._report.parts.get(part, 0.0) + now - self._last
        self._report.seconds += now - self._last
        self._last = now
