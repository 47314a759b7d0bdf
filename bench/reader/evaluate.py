"""What a trained reader is worth on texts that it has not seen, its calibration and its thresholds.

    python -m bench.reader.evaluate WORK FOLDER            # prints the figures of the files in FOLDER
    python -m bench.reader.evaluate WORK FOLDER --write    # and writes FOLDER/reader.json

The files are read as the service reads them, in int8. Measured are the frozen half of what was written for Rejoinder,
by kind and language; the half of the judged sets that training leaves out; a set about denial; claims with one thing
changed; ordinary pages; and passages that speak to the model. Calibration and thresholds are fitted to the same half of
the judged sets and of the frozen passages, cross-fitted by query for the figures.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from bench import sets
from bench.measures import curve, expected_calibration_error, interval
from bench.reader import examples, mutations
from bench.reader.examples import REPEATS, Example, held_out, part_of
from bench.reader.neighbours import Space
from index.reader.model import DENIES, FILES, FORMAT, NARRATIVE, REPORTS, log_odds
from index.reader.pair import PairEncoder

Array = npt.NDArray[np.float64]
PRECISION = 0.9
RELATED_TO = (REPEATS, DENIES, REPORTS, NARRATIVE)
NEAREST = 10  # claims of a query that are read


class Files:
    """The reader of a folder, without what `reader.json` checks."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options)
        self._encoder = PairEncoder(folder / "tokenizer.json")

    def logits(self, found: list[Example]) -> Array:
        """float64[n, 5] of examples."""

        def one(e: Example) -> Array:
            c = self._encoder.encode(e.claim, e.passage, e.context)
            feed = {"tokens": np.array([c.tokens]), "segments": np.array([c.segments])}
            return np.asarray(self._session.run(None, feed)[0][0], np.float64)

        with ThreadPoolExecutor(2) as pool:
            return np.array(list(pool.map(one, found))).reshape(-1, 5)


def ranked(space: Space) -> dict[str, list[Example]]:
    """Queries of the judged sets that training left out, each with its judged and its nearest claims."""
    out: dict[str, list[Example]] = {}
    judged = [e for e in (*examples.same_claim(), *examples.transcripts()) if held_out(e)]
    for name, queries, claims in (("same-claim", "q-sc", "sc"), ("transcripts", "q-tr", "tr")):
        of: dict[str, dict[str, Example]] = defaultdict(dict)
        for e in judged:
            if e.source == name:
                of[e.kind or e.group][e.claim] = e
        found = []
        for key, text, near in space.nearest(queries, claims, NEAREST):
            if key in of:
                known = of[key]
                first = next(iter(known.values()))
                found += list(known.values())
                for _, claim, _ in near:
                    if claim not in known:
                        found.append(Example(claim, text, (), name, first.group, first.context, kind=first.kind))
        out[name] = [e if e.kind else replace(e, kind=e.group) for e in found]
    labels = {q.id: q.labels for q in sets.checkthat()}
    tweets = []
    for key, text, near in space.nearest("q-ct", "ct", NEAREST):
        if key.startswith("dev"):
            for case, claim, _ in near:
                right = case.removeprefix("ct-") in labels[key]
                tweets.append(Example(claim, text, (REPEATS,) if right else (), "checkthat", key, kind=key))
    out["checkthat"] = tweets
    return out


def swaps(rng: random.Random, many: int = 120) -> list[Example]:
    """Claims word for word beside themselves with one thing changed, by kind of change."""
    titles = [c for c in examples.known_cases() if not c.startswith(("tr-", "ct-"))]
    rng.shuffle(titles)
    out: list[Example] = []
    hows = {"name": mutations.renamed, "roles": mutations.exchanged, "number": mutations.renumbered}
    for kind, how in hows.items():
        made = 0
        for case in titles:
            title = examples.known_cases()[case][0]
            other = how(title, rng)
            if other and other != title:
                out.append(Example(examples.claim_of(case), other, (), "swaps", case, kind=kind))
                made += 1
                if made == many:
                    break
    return out


class Evaluation:
    """Log odds of all sets, what is fitted to them, and the figures."""

    def __init__(self, work: Path, folder: Path) -> None:
        files, space = Files(folder), Space(work)
        self.examples = {
            "frozen": list(examples.own(frozen=True)),
            "frozen-3": list(examples.denial("frozen-3")),
            **ranked(space),
            "pages": random.Random(3).sample(found := list(space.ordinary(1)), min(1500, len(found))),
            "swaps": swaps(random.Random(5)),
            "verbatim": [
                Example(examples.claim_of(c), examples.known_cases()[c][0], (REPEATS,), "verbatim", c)
                for c in random.Random(8).sample(sorted(examples.known_cases()), 200)
                if not c.startswith(("tr-", "ct-"))
            ],
            "speaks": list(examples.speaks()),
        }
        self.logits = {}
        for name, found in self.examples.items():
            self.logits[name] = files.logits(found)
            print(name, len(found), flush=True)
        self.odds = {n: log_odds(v, (REPEATS,)) if len(v) else np.empty(0) for n, v in self.logits.items()}
        self.right = {n: np.array([e.allowed == (REPEATS,) for e in v], bool) for n, v in self.examples.items()}

    def tops(self, name: str) -> npt.NDArray[np.int64]:
        """Row of the first choice of every query of a judged set."""
        best: dict[str, int] = {}
        for n, e in enumerate(self.examples[name]):
            if e.kind not in best or self.odds[name][n] > self.odds[name][best[e.kind]]:
                best[e.kind] = n
        return np.array(sorted(best.values()), np.int64)

    def table(self) -> tuple[Array, npt.NDArray[np.bool_], Array, npt.NDArray[np.str_]]:
        """What the calibration is fitted to: log odds, rightness, weights (a set counts as 1), groups."""
        odds, right, weight, group = [], [], [], []
        for name, share in (
            ("same-claim", 1.0),
            ("transcripts", 1.0),
            ("checkthat", 0.5),
            ("frozen", 1.5),
            ("frozen-3", 0.5),
        ):
            rows = (
                self.tops(name)
                if name in ("same-claim", "transcripts", "checkthat")
                else np.arange(len(self.odds[name]))
            )
            if not len(rows):
                continue
            odds.append(self.odds[name][rows])
            right.append(self.right[name][rows])
            weight.append(np.full(len(rows), share / len(rows)))
            group += [f"{name}/{self.examples[name][i].group}" for i in rows.tolist()]
        return np.concatenate(odds), np.concatenate(right), np.concatenate(weight), np.array(group)

    def fit(self) -> dict[str, Any]:
        """Calibration and thresholds."""
        odds, right, weight, group = self.table()
        scale, shift = platt(odds, right, weight)
        cross = np.zeros(len(odds))
        parts = np.array([part_of(g, 5) for g in group.tolist()])
        for part in range(5):
            a, b = platt(odds[parts != part], right[parts != part], weight[parts != part])
            cross[parts == part] = sigmoid(a * odds[parts == part] + b)
        self.cross = {"score": cross, "right": right, "group": group}
        judged = np.array([g.split("/")[0] in ("same-claim", "transcripts", "frozen") for g in group.tolist()])
        score = sigmoid(scale * odds + shift)
        repeats = lowest(score[judged], right[judged], weight[judged], PRECISION)
        related_odds = np.concatenate(
            [
                log_odds(self.logits[n], RELATED_TO)
                for n in ("same-claim", "transcripts", "frozen", "pages")
                if len(self.logits[n])
            ]
        )
        related = np.concatenate([
            np.array([bool(e.allowed) and set(e.allowed) <= set(RELATED_TO) for e in self.examples[n]])
            for n in ("same-claim", "transcripts", "frozen", "pages") if len(self.logits[n])
        ])  # fmt: skip
        a, b = platt(related_odds, related, np.ones(len(related)))
        return {
            "calibration": {"repeats": {"scale": scale, "shift": shift}, "related": {"scale": a, "shift": b}},
            "thresholds": {"repeats": repeats, "related": 0.9},
        }

    def figures(self, fitted: dict[str, Any]) -> dict[str, Any]:
        """Figures of every set at the thresholds."""
        c, t = fitted["calibration"]["repeats"], fitted["thresholds"]["repeats"]
        score = {n: sigmoid(c["scale"] * o + c["shift"]) for n, o in self.odds.items()}
        shown = {n: (s >= t) & (self.logits[n][:, :3].argmax(1) == REPEATS) for n, s in score.items() if len(s)}
        out: dict[str, Any] = {}
        by: dict[str, list[bool]] = defaultdict(list)
        for e, told in zip(self.examples["frozen"], shown.get("frozen", []), strict=False):
            beside = "its own language" if e.source.endswith("-same") else "an English claim"
            by[f"{'en' if e.language == 'en' else 'other'} beside {beside}: {e.kind}"].append(bool(told))
            by[f"lang {e.language} {'right' if e.allowed == (REPEATS,) else 'wrong'}"].append(bool(told))
        out["frozen: told to repeat"] = {k: [round(float(np.mean(v)), 3), len(v)] for k, v in sorted(by.items())}
        f3 = self.right["frozen-3"]
        out["frozen-3"] = {
            "wrong": int(shown["frozen-3"][~f3].sum()),
            "of": int((~f3).sum()),
            "lost": int((~shown["frozen-3"][f3]).sum()),
            "of ": int(f3.sum()),
        }
        for name in ("same-claim", "transcripts"):
            tops = self.tops(name)
            positives = len({e.kind for e, r in zip(self.examples[name], self.right[name], strict=True) if r})
            rows = [(float(self.odds[name][i]), bool(self.right[name][i])) for i in tops.tolist()]
            judged = [i for i in tops.tolist() if shown[name][i] and self.examples[name][i].allowed]
            out[name] = curve(rows, positives) | {
                "positives": positives, "queries": len(tops), "shown": int(shown[name][tops].sum()),
                "shown unjudged": int(sum(not self.examples[name][i].allowed for i in tops.tolist() if shown[name][i])),
                "precision of judged": round(float(np.mean(self.right[name][judged])), 3) if judged else None,
                "recall": round(float(self.right[name][tops][shown[name][tops]].sum() / max(1, positives)), 3),
                "ap_90": interval(partial(_ap, rows, positives), [str(i) for i in range(len(rows))]),
            }  # fmt: skip
        out["checkthat map5"] = self._map5()
        out["pages told to repeat"] = [int(shown["pages"].sum()), len(shown["pages"])]
        kinds = np.array([e.kind for e in self.examples["swaps"]])
        out["swaps told to repeat"] = {
            k: round(float(shown["swaps"][kinds == k].mean()), 3) for k in dict.fromkeys(kinds.tolist())
        }
        out["verbatim"] = round(float(shown["verbatim"].mean()), 3)
        if "speaks" in shown:
            r = self.right["speaks"]
            out["speaks"] = {
                "kept": [int(shown["speaks"][r].sum()), int(r.sum())],
                "wrong": [int(shown["speaks"][~r].sum()), int((~r).sum())],
            }
        cross, group = self.cross, np.array([g.split("/")[0] for g in self.cross["group"].tolist()])
        out["calibration error"] = {
            n: round(expected_calibration_error(cross["score"][group == n], cross["right"][group == n].astype(int)), 3)
            for n in dict.fromkeys(group.tolist())
        }
        return out

    def _map5(self) -> float:
        of: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for e, o, r in zip(self.examples["checkthat"], self.odds["checkthat"], self.right["checkthat"], strict=True):
            of[e.kind].append((float(o), bool(r)))
        many = {q.id: len(q.labels) for q in sets.checkthat()}
        total = 0.0
        for key, found in of.items():
            hits = 0
            for n, (_, r) in enumerate(sorted(found, key=lambda x: -x[0])[:5], 1):
                if r:
                    hits += 1
                    total += hits / n / many[key]
        return round(total / len(of), 3)


def _ap(rows: list[tuple[float, bool]], positives: int, keys: list[str]) -> float:
    """Average precision of some of the rows, with as large a share of the positives."""
    share = max(1, round(positives * len(keys) / len(rows)))
    return float(curve([rows[int(k)] for k in keys], share)["ap"])


def platt(odds: Array, right: npt.NDArray[np.bool_], weight: Array) -> tuple[float, float]:
    """Scale and shift by Newton's method, with Platt's targets."""
    w = weight / weight.sum() * len(weight)
    n1, n0 = w[right].sum(), w[~right].sum()
    y = np.where(right, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    x = np.stack([odds, np.ones(len(odds))], 1)
    b = np.array([1.0, 0.0])
    for _ in range(60):
        p = sigmoid(x @ b)
        h = x.T @ (x * (w * p * (1 - p))[:, None]) + 1e-4 * np.eye(2)
        step = np.linalg.solve(h, x.T @ (w * (y - p)))
        b += step / max(1.0, float(np.abs(step).max()))
    return round(float(b[0]), 4), round(float(b[1]), 4)


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z))."""
    return np.asarray(1 / (1 + np.exp(-np.clip(z, -30, 30))))


def lowest(score: Array, right: npt.NDArray[np.bool_], weight: Array, precision: float) -> float:
    """The lowest threshold from which what is shown is right often enough, all the way up to it."""
    best = 0.99
    for threshold in np.arange(0.3, 0.991, 0.01)[::-1]:
        shown = score >= threshold
        if shown.any() and (weight[shown] * right[shown]).sum() / weight[shown].sum() >= precision:
            best = float(threshold)
    return round(best, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = Evaluation(args.work, args.folder)
    fitted = found.fit()
    figures = found.figures(fitted)
    print(json.dumps({**fitted, **figures}, indent=1, ensure_ascii=False))
    if args.write:
        digests = {name: hashlib.sha256((args.folder / name).read_bytes()).hexdigest() for name in FILES}
        card = {
            "format": FORMAT,
            "name": f"rejoinder-reader-{digests['reader.onnx'][:8]}",
            "files": digests,
            **fitted,
            "figures": figures,
        }
        (args.folder / "reader.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
