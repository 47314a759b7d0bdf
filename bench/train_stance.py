"""Learn the weights of `index.matcher.scoring.stance` and write them into its `stance.json`.

    python -m bench.train_stance                          # from tests/data/denial
    python -m bench.train_stance hands/hand-*.jsonl       # and from passages kept elsewhere

Prints the result of cross-validation by claim for every strength of the penalty, and takes the best. The passages of
tests/data/denial that nobody may read (`frozen-3`) take no part. Each line of a file of passages is about one claim:
`case` (its id), `lang`, `claim` (its wording; for English that of the case in shared/data/cases), and texts by kind,
see KINDS. Half of the claims of such a file, chosen by the digest of their id, are kept for other measurements.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from bench.denial import match_of, pairs
from index.case import Case
from index.matcher.matcher import Matcher
from index.matcher.scoring.model import Thresholds
from index.matcher.scoring.stance import DATA, Around, find_cues

SETS = ("development", "frozen", "frozen-2")
KINDS = {
    "verbatim": "repeats", "light": "repeats", "quoted": "repeats", "spread": "repeats", "repeated_around": "repeats",
    "denied": "denies", "denied_around": "denies", "reported": "reports",
}  # fmt: skip
OUTCOMES = ("repeats", "denies", "reports")
PENALTIES = (0.5, 1.0, 2.0, 5.0)  # strengths of the L2 penalty: the inverse of scikit-learn's C
WRONG = 1.5  # weight of a wrong "repeats", relative to a lost one
SHARE = 0.5  # weight of a passage from elsewhere, relative to one of SETS, because several are about one claim
WIDTH = 118  # length of a line of stance.json


class Row(NamedTuple):
    """A text, the claim that it is about, its surroundings, and the right outcome."""

    source: str
    text: str
    claim: str
    language: str
    around: Around
    label: str


def passages(files: list[Path], titles: dict[str, str]) -> Iterator[Row]:
    """The rows of files of passages, without the half that is kept for other measurements."""
    for line in (line for file in files for line in file.read_text("utf-8").splitlines()):
        read = json.loads(line)
        claim = read["claim"] or titles.get(read["case"], "")
        if not claim or int(hashlib.sha256(read["case"].encode()).hexdigest()[:8], 16) % 2 == 0:
            continue
        for kind, label in KINDS.items():
            place: Any = read[kind]
            around = place if isinstance(place, dict) else {"text": place.replace("{claim}", claim)}
            text = around.pop("text")
            yield Row(kind, text, claim, read["lang"], Around(**around), label)


def titles() -> dict[str, str]:
    """The titles of the cases in shared/data/cases, by id."""
    folder = Path(os.environ.get("REJOINDER_SHARED", "../shared")) / "data" / "cases"
    read = (json.loads(line) for file in sorted(folder.glob("*.jsonl")) for line in file.open(encoding="utf-8"))
    return {case["id"]: case["title"] for case in read if "title" in case}


def spans(rows: list[Row]) -> list[tuple[int, int]]:
    """The passage that the matcher finds for the claim of each row; the whole text if it finds none."""
    known = {(r.claim, r.language): f"c{n}" for n, r in enumerate(rows)}
    made = [{"id": n, "source": "test", "title": claim, "lang": lang} for (claim, lang), n in known.items()]
    out = []
    with tempfile.TemporaryDirectory() as folder:
        Matcher.build([Case.from_dict(m) for m in made], Path(folder))
        matcher = Matcher.open(Path(folder))
        matcher = Matcher(matcher.arrays, replace(matcher.model, thresholds=Thresholds(0.0, 0.0)))
        for r in rows:
            found = match_of(matcher, {"text": r.text, "lang": r.language}, known[r.claim, r.language])
            out.append((found.start, found.end) if found else (0, len(r.text)))
    return out


def measures(rows: list[Row], found: list[dict[str, int]], penalty: float) -> tuple[float, str]:
    """The loss of cross-validation over claims, in nats per row, and the mistakes by source."""
    right, weight = truth(rows)
    table = DictVectorizer(sparse=False).fit_transform(found)
    claims = np.unique([r.claim for r in rows], return_inverse=True)[1]
    chance = np.zeros((len(rows), len(OUTCOMES)))
    for learnt, held in GroupKFold(10).split(table, right, claims):
        model = LogisticRegression(C=1 / penalty, max_iter=5000)
        model.fit(table[learnt], right[learnt], sample_weight=weight[learnt])
        chance[held] = model.predict_proba(table[held])
    untrue, cells = right > 0, []
    for source in dict.fromkeys(r.source for r in rows):
        here = np.array([r.source == source for r in rows])
        wrong, lost = here & untrue & (chance[:, 0] > 0.5), here & ~untrue & (chance[:, 0] <= 0.5)
        cells.append(f"{source} {wrong.sum()}/{(here & untrue).sum()} {lost.sum()}/{(here & ~untrue).sum()}")
    loss = -np.average(np.log(chance[np.arange(len(rows)), right]), weights=weight)
    return float(loss), ", ".join(cells)


def truth(rows: list[Row]) -> tuple[Any, Any]:
    """The right outcome of every row, as an index into OUTCOMES, and its weight."""
    right = np.array([OUTCOMES.index(r.label) for r in rows])
    weight = np.array([1.0 if r.source in SETS else SHARE for r in rows])
    return right, weight * np.where(right > 0, WRONG, 1.0)


def write(classes: dict[str, dict[str, list[str]]], bias: Any, weights: dict[str, list[float]]) -> None:
    """Write `stance.json` so that a person can read it and a diff shows what changed."""
    lines = []
    for name, languages in classes.items():
        listed = [f"   {json.dumps(lang)}: [\n{_filled(entries)}]" for lang, entries in languages.items()]
        lines.append(f"  {json.dumps(name)}: {{\n" + ",\n".join(listed) + "}")
    rows = [f"  {json.dumps(name)}: {json.dumps(pair)}" for name, pair in sorted(weights.items())]
    text = '{\n "classes": {\n' + ",\n".join(lines) + "},\n"
    text += f' "bias": {json.dumps(bias)},\n "weights": {{\n' + ",\n".join(rows) + "}\n}\n"
    DATA.write_text(text, "utf-8")


def _filled(entries: list[str]) -> str:
    lines = [""]
    for n, entry in enumerate(entries):
        piece = json.dumps(entry, ensure_ascii=False) + ("," if n + 1 < len(entries) else "")
        if len(lines[-1]) + len(piece) > WIDTH - 4:
            lines.append("")
        lines[-1] += f" {piece}" if lines[-1] else piece
    return "\n".join(f"    {line}" for line in lines)


def main() -> None:
    rows = [
        Row(name, r["text"], r["claim"], r.get("lang", "en"), Around(), r["label"])
        for name in SETS
        for r in pairs(name)
    ]
    rows += passages([Path(name) for name in sys.argv[1:]], titles())
    classes = json.loads(DATA.read_text("utf-8"))["classes"]
    rows = [r for r in rows if r.language in classes["no"]]
    found = [
        dict.fromkeys(find_cues(r.text, *span, r.claim, r.language, r.around), 1)
        for r, span in zip(rows, spans(rows), strict=True)
    ]
    tried = {}
    for penalty in PENALTIES:
        tried[penalty], told = measures(rows, found, penalty)
        print(f"L2 {penalty:<5} loss {tried[penalty]:.4f}  wrong, lost: {told}")
    vectorizer = DictVectorizer(sparse=False)
    right, weight = truth(rows)
    model = LogisticRegression(C=1 / min(tried, key=tried.__getitem__), max_iter=5000)
    model.fit(vectorizer.fit_transform(found), right, sample_weight=weight)
    beside = (model.coef_[1:] - model.coef_[0]).T.round(2).tolist()
    bias = (model.intercept_[1:] - model.intercept_[0]).round(2).tolist()
    write(classes, bias, dict(zip(vectorizer.get_feature_names_out(), beside, strict=True)))
    print(f"{len(rows)} passages, {len(beside)} weights")


if __name__ == "__main__":
    main()
