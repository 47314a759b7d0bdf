"""Denial and reporting: wrong `repeats` and lost true ones on tests/data/denial.

    python -m bench.denial development            # prints every mistake
    python -m bench.denial frozen                 # prints counts only: the frozen half is never read

Each pair is a claim (with its summary) and a text; an index of all claims of the file is built, and a text labelled
`denies` or `reports` must not get `repeats` for its claim, one labelled `repeats` must.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from index.case import Case
from index.matcher.matcher import Block, Matcher

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "data" / "denial"


def measure(half: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Counts and mistakes of one half."""
    rows = [json.loads(line) for line in (FOLDER / f"{half}.jsonl").read_text("utf-8").splitlines() if line.strip()]
    claims = {(r["claim"], r.get("lang", "en")): r for r in rows}
    cases = [
        Case.from_dict(
            {
                "id": f"c{i}",
                "source": "test",
                "title": r["claim"],
                "summary": r.get("summary", ""),
                "lang": r.get("lang", "en"),
            }
        )
        for i, r in enumerate(claims.values())
    ]
    ids = {key: f"c{i}" for i, key in enumerate(claims)}
    counts: Counter[str] = Counter()
    mistakes = []
    with tempfile.TemporaryDirectory() as folder:
        Matcher.build(cases, Path(folder))
        matcher = Matcher.open(Path(folder))
        for r in rows:
            found = matcher.match([Block("b", r["text"], r.get("lang", "en"))], min_score=0.0, per_block=20)
            mine = [m for m in found if m.case == ids[r["claim"], r.get("lang", "en")]]
            shown = any(m.relation == "repeats" for m in mine)
            counts[f"{r['label']}"] += 1
            if shown != (r["label"] == "repeats"):
                counts["wrong repeats" if shown else "lost repeats"] += 1
                mistakes.append({**r, "score": mine[0].score if mine else None, "why": mine[0].why if mine else None})
            if r["label"] != "repeats" and any(m.relation for m in mine):
                counts["denied or reported, shown as related"] += not shown
    return dict(counts), mistakes


def main() -> None:
    half = sys.argv[1] if len(sys.argv) > 1 else "development"
    counts, mistakes = measure(half)
    print(json.dumps(counts))
    for m in mistakes if half == "development" else []:
        why = {k: (m["why"] or {}).get(k) for k in ("denied", "reported", "missing")}
        print(m["label"], m["construction"], m["score"], why, m["text"], "||", m["claim"])


if __name__ == "__main__":
    main()
