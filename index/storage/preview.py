"""The preview of a build: what it would change. A build that would remove too much is refused."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from index.case import Case, SourceRecord
from index.case_set import CaseSet
from index.errors import ShrinkError
from index.sources import Rejected
from index.storage.generation import Generation

EXAMPLES = 10
_VARYING = re.compile(r"'[^']*'|“[^”]*”|`[^`]*`|\d[\d.,]*")


@dataclass(frozen=True, slots=True)
class Example:
    """A case that would be added, changed or removed; `title` is the new title of a changed case."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Records that cannot be used for the same reason: how many there are, and the first one."""

    reason: str
    records: int
    first: str


@dataclass(slots=True)
class Preview:
    """What a build would change.

    before, after: the number of cases    examples: the first cases of "added", "changed" and "removed"
    left_out: records that cannot be used, by reason    languages: the number of read cases in each language
    sources_gone: publishers that would have no case and no record any more
    disclaimers_gone: publishers whose disclaimer would change or disappear
    digest: it changes with the live generation, the cases that were read, and the publishers; "" if not asked for
    """

    before: int = 0
    after: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    examples: dict[str, list[Example]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    languages: dict[str, int] = field(default_factory=dict)
    sources_gone: list[str] = field(default_factory=list)
    disclaimers_gone: list[str] = field(default_factory=list)
    digest: str = ""

    @property
    def shrink(self) -> float:
        """The share of the live cases by which the index would shrink; 0 if it would not."""
        return max(0.0, 1 - self.after / self.before) if self.before else 0.0

    def check_shrink(self, largest: float) -> None:
        """Raise ShrinkError if the index would shrink by more than this share of its cases."""
        if self.shrink > largest:
            raise ShrinkError(
                f"this would leave {self.after:,} of {self.before:,} cases, which is {self.shrink:.0%} fewer; only up "
                f"to {largest:.0%} may be removed without asking (REJOINDER_LARGEST_SHRINK). Nothing was changed: the "
                "live index stays as it was",
                "Look at the changes with --dry-run; --force makes them live anyway, and `rejoinder index update` adds "
                "cases to the existing ones",
            )


@dataclass(frozen=True, slots=True)
class Publishers:
    """The publishers before and after the build, and those set by hand, which override both."""

    before: Mapping[str, SourceRecord]
    after: Mapping[str, SourceRecord]
    by_hand: Mapping[str, SourceRecord]

    def disclaimers_gone(self) -> Iterator[str]:
        """The keys of publishers whose disclaimer would change or disappear."""
        for key, record in sorted(self.before.items()):
            new = self.after.get(key)
            if record.disclaimer and key not in self.by_hand and (new is None or new.disclaimer != record.disclaimer):
                yield key


def preview(
    live: Generation | None, cases: CaseSet, publishers: Publishers, touched: Set[str] | None, digest: bool = True
) -> Preview:
    """Compare the live cases with the new ones. `touched` holds the ids that may differ; None means that any may.

    The digest is computed only if `digest` is set, because it takes the text of all cases.
    """
    found = Preview(before=len(live) if live is not None else 0, after=len(cases))
    found.examples = {"added": [], "changed": [], "removed": []}
    for old, new in _pairs(live, cases, touched):
        _count(found, old, new)
    read = cases.values() if touched is None else [cases[case_id] for case_id in touched if case_id in cases]
    found.languages = dict(Counter(case.lang for case in read).most_common())
    before = live.facets.sources() if live is not None else set()
    there = cases.sources() | publishers.after.keys()
    found.sources_gone = sorted((before | publishers.before.keys()) - there)
    found.disclaimers_gone = list(publishers.disclaimers_gone())
    if digest:
        found.digest = _digest(live, read, publishers.after)
    return found


def reasons(rejected: Iterable[Rejected]) -> list[LeftOut]:
    """Group rejected records by reason, most frequent first. Numbers and quotes in a reason do not count."""
    groups: dict[str, list[Rejected]] = {}
    for one in rejected:
        groups.setdefault(_VARYING.sub("…", one.reason), []).append(one)
    ranked = sorted(groups.values(), key=len, reverse=True)
    return [LeftOut(same[0].reason, len(same), str(same[0])) for same in ranked]


def _pairs(
    live: Generation | None, cases: Mapping[str, Case], touched: Set[str] | None
) -> Iterator[tuple[Case | None, Case | None]]:
    """(old, new) for each case; None where it does not exist."""
    if touched is not None:
        for case_id in sorted(touched):
            yield live.case(case_id) if live is not None else None, cases.get(case_id)
        return
    known: set[str] = set()
    for old in live.cases() if live is not None else ():
        known.add(old.id)
        yield old, cases.get(old.id)
    yield from ((None, case) for case_id, case in cases.items() if case_id not in known)


def _count(found: Preview, old: Case | None, new: Case | None) -> None:
    if old == new:
        return
    kind = "added" if old is None else "removed" if new is None else "changed"
    setattr(found, kind, getattr(found, kind) + 1)
    shown = new or old
    if shown is not None and len(found.examples[kind]) < EXAMPLES:
        found.examples[kind].append(Example(shown.id, shown.title))


def _digest(live: Generation | None, read: Iterable[Case], sources: Mapping[str, SourceRecord]) -> str:
    digest = hashlib.sha256((live.id if live is not None else "").encode())
    for case in sorted(read, key=lambda case: case.id):
        digest.update(case.to_json().encode())
    digest.update(json.dumps({key: record.to_dict() for key, record in sorted(sources.items())}).encode())
    return digest.hexdigest()
