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
from bench.reader import examples, lexical, mutations
from bench.reader.examples import REPEATS, Example, held_out, part_of
from bench.reader.neighbours import Space
from index.reader.model import DENIES, FILES, FORMAT, NARRATIVE, REPORTS, ReaderCalibration, log_odds
from index.reader.pair import Encoded, PairEncoder

Array = npt.NDArray[np.float64]
PRECISION = 0.9
RELATED_TO = (REPEATS, DENIES, REPORTS, NARRATIVE)
RATIOS = (0.3, 0.4, 0.55, 0.7, 0.9, 1.2, 1.6)  # of the weight of shared words to the reader's
MUTE = 4.0  # log odds against a pair of which shared words say nothing, for choosing among them
NEAREST = 10  # claims of a query that are read


class Files:
    """The reader of a folder, without what `reader.json` checks."""

    def __init__(self, folder: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(folder / "reader.onnx"), options)
        self._encoder = PairEncoder(folder / "tokenizer.json")

    def encode(self, e: Example) -> Encoded:
        """An example as the reader is given it."""
        return self._encoder.encode(e.claim, e.passage, e.context)

    def logits(self, found: list[Example]) -> Array:
        """float64[n, 5] of examples."""

        def one(e: Example) -> Array:
            c = self.encode(e)
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
    titles = [c for c in examples.known_cases() if not c.startswith(("tr-", "ct-")) and not part_of(c, 2)]
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
                for c in random.Random(8).sample(sorted(examples.known_cases()), 400)
                if not c.startswith(("tr-", "ct-")) and not part_of(c, 2)
            ],
            "speaks": list(examples.speaks()),
            "strangers": list(
                examples.strangers(
                    random.Random(7), examples.some(random.Random(7), list(examples.own(frozen=True)), 1500)
                )
            ),
        }
        self.logits = {}
        for name, found in self.examples.items():
            self.logits[name] = kept_logits(work, folder, found, files)
            print(name, len(found), flush=True)
        self.odds = {n: log_odds(v, (REPEATS,)) if len(v) else np.empty(0) for n, v in self.logits.items()}
        self.words = {n: lexical.odds(v, work) for n, v in self.examples.items() if n != "strangers"}
        self.words["strangers"] = np.full(len(self.examples["strangers"]), np.nan)  # they share no words to speak of
        self.weights = ReaderCalibration(1.0, 0.5, 0.0, -2.0)  # what ranks until something is fitted
        self.right = {n: np.array([e.allowed == (REPEATS,) for e in v], bool) for n, v in self.examples.items()}

    def score(self, name: str) -> Array:
        """Calibrated probabilities of the pairs of a set."""
        return self.weights(self.odds[name], self.words[name])

    def tops(self, name: str) -> npt.NDArray[np.int64]:
        """Row of the first choice of every query of a judged set."""
        best: dict[str, int] = {}
        score = self.score(name)
        for n, e in enumerate(self.examples[name]):
            if e.kind not in best or score[n] > score[best[e.kind]]:
                best[e.kind] = n
        return np.array(sorted(best.values()), np.int64)

    def table(self) -> tuple[Array, npt.NDArray[np.bool_], Array, npt.NDArray[np.str_]]:
        """What the calibration is fitted to: both log odds float64[n, 2], rightness, weights, groups."""
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
            odds.append(np.stack([self.odds[name][rows], self.words[name][rows]], 1))
            right.append(self.right[name][rows])
            weight.append(np.full(len(rows), share / len(rows)))
            group += [f"{name}/{self.examples[name][i].group}" for i in rows.tolist()]
        return np.concatenate(odds), np.concatenate(right), np.concatenate(weight), np.array(group)

    def fit(self) -> dict[str, Any]:
        """Calibration and thresholds. How much shared words weigh is chosen by what ranks best where people judged."""
        found = {}
        for ratio in RATIOS:
            self.weights = ReaderCalibration(1.0, ratio, 0.0, -MUTE * ratio)
            found[ratio] = sum(self._ap(name) for name in ("same-claim", "transcripts")) / 2
        ratio = max(found, key=lambda r: found[r])
        print("AP by weight of shared words:", {r: round(v, 3) for r, v in found.items()}, flush=True)
        self.weights = ReaderCalibration(1.0, ratio, 0.0, -MUTE * ratio)
        for _ in range(2):  # the weights choose the first choices that they are fitted to
            odds, right, weight, group = self.table()
            self.weights = platt(odds, right, weight, ratio)
        cross = np.zeros(len(odds))
        parts = np.array([part_of(g, 5) for g in group.tolist()])
        for part in range(5):
            others = platt(odds[parts != part], right[parts != part], weight[parts != part], ratio)
            cross[parts == part] = others(*odds[parts == part].T)
        self.cross = {"score": cross, "right": right, "group": group}
        judged = np.array([g.split("/")[0] in ("same-claim", "transcripts", "frozen") for g in group.tolist()])
        score = self.weights(*odds.T)
        repeats = max(lowest(score[judged], right[judged], weight[judged], PRECISION), self._silent_on_pages())
        names = [n for n in ("same-claim", "transcripts", "frozen", "pages") if len(self.logits[n])]
        near = np.stack([
            np.concatenate([log_odds(self.logits[n], RELATED_TO) for n in names]),
            np.concatenate([self.words[n] for n in names]),
        ], 1)  # fmt: skip
        related = np.concatenate([
            np.array([bool(e.allowed) and set(e.allowed) <= set(RELATED_TO) for e in self.examples[n]]) for n in names
        ])  # fmt: skip
        fitted = {"repeats": self.weights, "related": platt(near, related, np.ones(len(related)))}
        return {
            "calibration": {k: v._asdict() for k, v in fitted.items()},
            "thresholds": {"repeats": repeats, "related": 0.9},
        }

    def _silent_on_pages(self) -> float:
        """The lowest threshold at which no sentence of an ordinary page is told to repeat the claim nearest to it."""
        told = self.logits["pages"][:, :3].argmax(1) == REPEATS
        return float(np.floor(100 * self.score("pages")[told].max(initial=0) + 1) / 100)

    def _ap(self, name: str) -> float:
        """Average precision of the first choices of a judged set."""
        score, right = self.score(name), self.right[name]
        positives = len({e.kind for e, r in zip(self.examples[name], right, strict=True) if r})
        return float(curve([(float(score[i]), bool(right[i])) for i in self.tops(name).tolist()], positives)["ap"])

    def figures(self, fitted: dict[str, Any]) -> dict[str, Any]:
        """Figures of every set at the thresholds."""
        least = fitted["thresholds"]["repeats"]
        score = {n: self.score(n) for n in self.odds}
        shown = {n: (s >= least) & (self.logits[n][:, :3].argmax(1) == REPEATS) for n, s in score.items() if len(s)}
        out: dict[str, Any] = {}
        by: dict[str, list[bool]] = defaultdict(list)
        for e, told in zip(self.examples["frozen"], shown.get("frozen", []), strict=False):
            beside = "its own language" if e.source.endswith("-same") else "an English claim"
            if e.source.startswith(examples.FIELDS):
                by[f"other fields: {e.kind}"].append(bool(told))
            else:
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
            rows = [(float(score[name][i]), bool(self.right[name][i])) for i in tops.tolist()]
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
        out["strangers told to repeat"] = [int(shown["strangers"].sum()), len(shown["strangers"])]
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
        for e, o, r in zip(self.examples["checkthat"], self.score("checkthat"), self.right["checkthat"], strict=True):
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


def kept_logits(work: Path, folder: Path, found: list[Example], files: Files) -> Array:
    """The logits of examples, read once: they are kept in the work folder for the next run with the same files."""
    digest = hashlib.sha256((folder / "reader.onnx").read_bytes())
    for e in found:
        encoded = files.encode(e)
        digest.update(np.array([encoded.tokens, encoded.segments], np.int32).tobytes())
    path = work / f"logits-{digest.hexdigest()[:24]}.npy"
    if not path.is_file():
        np.save(path, files.logits(found))
    return np.asarray(np.load(path), np.float64)


def _ap(rows: list[tuple[float, bool]], positives: int, keys: list[str]) -> float:
    """Average precision of some of the rows, with as large a share of the positives."""
    share = max(1, round(positives * len(keys) / len(rows)))
    return float(curve([rows[int(k)] for k in keys], share)["ap"])


def platt(odds: Array, right: npt.NDArray[np.bool_], weight: Array, ratio: float | None = None) -> ReaderCalibration:
    """Fitted to log odds float64[n, 2] of reader and words (NaN: mute), by Newton's method with Platt's targets.

    `ratio`: what the words weigh beside the reader, where that is given.
    """
    w = weight / weight.sum() * len(weight)
    n1, n0 = w[right].sum(), w[~right].sum()
    y = np.where(right, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    mute = np.isnan(odds[:, 1])
    said = np.where(mute, 0, odds[:, 1])
    x = np.column_stack([odds[:, 0], said, ~mute, mute])
    if ratio is not None:
        x = np.column_stack([odds[:, 0] + ratio * said, ~mute, mute])
    b = np.zeros(x.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        h = x.T @ (x * (w * p * (1 - p))[:, None]) + 1e-4 * np.eye(len(b))
        step = np.linalg.solve(h, x.T @ (w * (y - p)))
        b += step / max(1.0, float(np.abs(step).max()))
    if ratio is not None:
        b = np.insert(b, 1, b[0] * ratio)
    return ReaderCalibration(*(round(float(v), 4) for v in b))


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
