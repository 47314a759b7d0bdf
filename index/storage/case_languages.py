"""Finds the language of cases that name none: their page's, unless their text is clearly in another language."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import py3langid

from index.case import Case
from index.case_set import CaseSet
from index.languages import language_code
from index.sources.records import Remark

# Languages that the detector mistakes short English titles for. No fact checker writes in them.
_NEVER = frozenset("an bcl br crh eo ext ff ia io jv la lb nov oc pcm qu rw sh vec vo wa wo xh".split())
_SAMPLE = 1_000  # characters that are looked at
_CERTAIN = 10.0  # lead in log probability: it is wrong for 5 of 10,892 English titles
# If a publisher has at least this many cases, and this share of them in one language, another language needs twice the
# lead.
_MANY, _NEARLY_ALL = 50, 0.95


@dataclass(slots=True)
class CaseLanguages:
    """Collects the cases of one import that name no language, then settles them together.

    `usual` counts the languages of each publisher's other cases, because a short title is most likely in the
    publisher's usual language.
    """

    usual: dict[str, Counter[str]] = field(default_factory=dict)
    _open: dict[str, tuple[str, str]] = field(default_factory=dict)

    def wait(self, case: Case, page: str, place: str) -> None:
        """Add a case that names no language, with the language of its page ("" if none) and where it was read."""
        self._open[case.id] = (page, place)

    def told(self, case: Case) -> None:
        """Note that a case names its language after all."""
        self._open.pop(case.id, None)

    def settle(self, cases: CaseSet) -> list[Remark]:
        """Set the language of every waiting case in `cases`. Returns a remark for each file and way of finding it."""
        waiting = {case_id: told for case_id, told in self._open.items() if case_id in cases}
        self._open.clear()
        if not waiting:
            return []
        for source, language, count in cases.languages(without=waiting):
            self.usual.setdefault(source, Counter())[language] += count
        ranked = {case_id: ranking(text_of(cases[case_id])) for case_id in waiting}
        for case_id, ranks in ranked.items():
            if (best := certain(ranks)) and not waiting[case_id][0]:
                self.usual.setdefault(cases[case_id].source, Counter())[best] += 1
        found: dict[tuple[str, str], Counter[str]] = {}
        for case_id, (page, place) in waiting.items():
            case = cases[case_id]
            language, how = self._choose(case.source, page, ranked[case_id])
            cases[case_id] = case.model_copy(update={"lang": language})
            found.setdefault((place, how), Counter())[language] += 1
        return [_remark(place, how, counts) for (place, how), counts in found.items()]

    def _choose(self, source: str, page: str, ranks: Mapping[str, float]) -> tuple[str, str]:
        counts = self.usual.get(source, Counter())
        usual, most = next(iter(counts.most_common(1)), ("", 0))
        strict = counts.total() >= _MANY and most >= counts.total() * _NEARLY_ALL
        best = certain(ranks, _CERTAIN * 2 if strict and usual != next(iter(ranks), "") else _CERTAIN)
        if page and (not best or _base(page) == _base(best)):
            return page, "taken from their page"
        if best:
            return best, "found from their texts"
        if usual and (not ranks or ranks.get(_base(usual), _CERTAIN) < _CERTAIN):
            return usual, "taken from the publisher's other cases"
        return next(iter(ranks), "en"), "found from their texts"


def text_of(case: Case) -> str:
    """The text that shows a case's language: title, summary and response together."""
    return "\n".join(filter(None, (case.title, case.summary, case.response)))[:_SAMPLE]


def ranking(text: str) -> dict[str, float]:
    """Languages, likeliest first, with how far each is behind the likeliest in log probability; {} without letters.

    Languages that are `_CERTAIN` or more behind are left out, except for the second one.
    """
    if sum(map(str.isalpha, text)) < 2:
        return {}
    scored = [(code, score) for code, score in py3langid.rank(text) if code not in _NEVER]
    best = scored[0][1]  # likeliest first
    ranks: dict[str, float] = {}
    for code, score in scored:
        if len(ranks) > 1 and best - score >= _CERTAIN:
            break
        if known := _known(code):
            ranks.setdefault(known, best - score)
    return ranks


@functools.cache  # the detector has a hundred codes, and ranks all of them for every case
def _known(code: str) -> str | None:
    return language_code(code)


def certain(ranks: Mapping[str, float], lead: float = _CERTAIN) -> str:
    """The first language of a ranking if it is far enough ahead of the second, else ""."""
    codes = list(ranks)
    return codes[0] if len(codes) > 1 and ranks[codes[1]] >= lead else ""


def _base(code: str) -> str:
    return code.partition("-")[0]


def _remark(place: str, how: str, counts: Counter[str]) -> Remark:
    languages = ", ".join(f"{language} {count}" for language, count in counts.most_common())
    total = sum(counts.values())
    named = f"{total} case{'' if total == 1 else 's'} without a language"
    return Remark(place, None, f"{named}: {how} ({languages})", "language")
