"""What shared words alone say of pairs of a claim and a passage: the other half of what a reader's score is made of."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import sets
from bench.examples import looked_at
from bench.reader import examples
from bench.reader.examples import Example
from index.case import Case
from index.matcher.matcher import Block, Matcher
from index.matcher.score import lexical_odds

# Sets whose claims are no cases of the shared data: each is an index of its own.
OWN: dict[str, Callable[[], Iterable[Example]]] = {
    "denial": lambda: examples.denial("development", "frozen", "frozen-2", "frozen-3"),
    "speaks": examples.speaks,
    examples.FIELDS: lambda: (e for e in examples.own(None) if e.source.startswith(examples.FIELDS)),
}
OF_PREFIX = {"tr-": "eval/transcripts/cases.jsonl", "ct-": "eval/checkthat-2020/cases.jsonl"}


def odds(found: list[Example], work: Path) -> npt.NDArray[np.float64]:
    """Lexical log odds float64[n] of pairs, each passage as a page of its own against all cases of its claim's set.

    They are NaN where shared words say nothing, as in a passage beside a claim in another language.

    What was worked out is kept in the folder WORK: remove its `lexical.json` when the lexical model changes.
    """
    path = work / "lexical.json"
    known: dict[str, float] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    asked: dict[tuple[str, str, str], dict[str, float]] = {}
    out = np.empty(len(found))
    for n, e in enumerate(found):
        name = hashlib.sha256(json.dumps([e.claim, e.passage, e.language, e.source[:6]]).encode()).hexdigest()[:24]
        if name not in known:
            case, prefix = _case_of(e)
            key = (prefix, e.passage, e.language)
            if key not in asked:
                asked[key] = _probabilities(_matcher(prefix), e)
            known[name] = asked[key].get(case, 0.0)
        foreign = e.language != "en" and not e.source.endswith("-same")
        out[n] = np.nan if foreign else lexical_odds(np.array([known[name]]))[0]
    path.write_text(json.dumps(known), "utf-8")
    return out


def _case_of(e: Example) -> tuple[str, str]:
    """Id of an example's case, and which set of cases it is looked for in."""
    own = e.source.split("-")[0]
    if own in OWN:
        return _claims(own)[e.claim], own
    known = _by_claim().get(e.claim, "")
    prefix = known[:3] if known[:3] in OF_PREFIX else ""
    return known.removeprefix(prefix), prefix


@cache
def _by_claim() -> dict[str, str]:
    return {examples.claim_of(case): case for case in examples.known_cases()}


@cache
def _claims(own: str) -> dict[str, str]:
    """Ids for the claims of a set that has cases of its own."""
    return {claim: f"c{n}" for n, claim in enumerate(dict.fromkeys(e.claim for e in OWN[own]()))}


@cache
def _matcher(name: str) -> Matcher:
    if name not in OWN:
        return sets.matcher(OF_PREFIX[name]) if name else sets.matcher(*sets.ALL_CASES)
    folder = tempfile.mkdtemp(prefix="own-")
    rows = [{"id": case, "source": "own", "title": claim} for claim, case in _claims(name).items()]
    Matcher.build([Case.from_dict(row) for row in rows], Path(folder))
    return Matcher.open(Path(folder))


def _probabilities(matcher: Matcher, e: Example) -> dict[str, float]:
    """What the lexical model gives each case that the pipeline looks at closely when everything is to be ranked."""
    out: dict[str, float] = {}
    for part in looked_at(matcher, Block("q", e.passage, e.language), 3)[1]:
        for unit, p in zip(part.signals.pairs.unit.tolist(), part.lexical.tolist(), strict=True):
            case = matcher.arrays.case_id(int(matcher.arrays.unit_case[unit]))
            out[case] = max(p, out.get(case, 0.0))
    return out
