"""Fit the score of pairs that the built-in encoder finds by meaning (`index.semantic.calibration`), and measure it.

    python -m bench.meaning                   # fit, and print what the folds that were left out say
    python -m bench.meaning --write           # and write the weights into the encoder's description
    python -m bench.meaning --unjudged FILE   # write the pairs that nobody has judged, as JSON lines

Pages are frozen passages of tests/data/reader/hands, sentences of later cases, excerpts of articles, speeches and
ordinary pages, among all claims of the shared data. The pairs that share hardly any words, and that the reader scores
at least LEAST, are the sample; tests/data/reader/by_meaning.jsonl has the judgements, by the SHA-256 of the passage.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import sets
from bench.reader import examples
from bench.reader.examples import REPEATS
from bench.told import matcher, page_of
from index.matcher import score
from index.matcher.budget import Budget
from index.matcher.by_meaning import Dense
from index.matcher.matcher import Block
from index.matcher.retrieve import Wanted
from index.matcher.score import LEAST_LEXICAL, LEAST_READ, Scoring, span_read
from index.matcher.text.analysis import base_language
from index.reader.model import Reader
from index.semantic.static import META, SHIPPED

Floats = npt.NDArray[np.float64]
JUDGED = examples.OWN / "by_meaning.jsonl"
LEAST = 0.6  # the reader's own score from which pairs are judged
EACH = 40  # frozen passages of each kind, in English and in the others
AT_ONCE = 40  # blocks of a speech that make a page
SEED = 5
FOLDS, REPEATED = 5, 20
RIDGE = 1.0  # times the squared standardised weights
WEIGHTS = ("reader", "cosine", "other_language")


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair that was found by meaning. `own`: whether the passage was written for the claim."""

    passage: str
    case: str
    claim: str
    score: float
    cosine: float
    other_language: bool
    own: bool
    kind: str

    @property
    def key(self) -> tuple[str, str]:
        """What the judgements name it by."""
        return hashlib.sha256(self.passage.encode()).hexdigest()[:16], self.case

    @property
    def values(self) -> tuple[float, float, float]:
        """The three values that WEIGHTS weigh."""
        return float(np.log(self.score / (1 - self.score))), self.cosine, float(self.other_language)


def pages() -> Iterator[tuple[list[Block], str, str, str]]:
    """Blocks, title, the claim that the page was written for, and the kind of the passage."""
    for query in sets.same_claim():
        yield [Block("p", query.text)], "", "", ""
    for _, blocks in sets.ordinary_pages():
        yield blocks, "", "", ""
    for _, blocks, _ in sets.speeches():
        for at in range(0, len(blocks), AT_ONCE):
            yield blocks[at : at + AT_ONCE], "", "", ""
    for row in sets.rows("eval/articles/dev.jsonl"):
        yield [Block("p", row["text"][:3000])], "", "", ""
    groups = defaultdict(list)
    for e in examples.own(frozen=True):
        if not e.source.endswith("-same"):
            groups[e.kind, e.language == "en"].append(e)
    rng = random.Random(SEED)
    for _, group in sorted(groups.items()):
        for e in examples.some(rng, group, EACH):
            yield page_of(e), e.context.title, e.claim, e.kind


class Sampler:
    """All claims of the shared data, the built-in encoder, whose calibration is not used, and the shipped reader."""

    def __init__(self, folder: Path) -> None:
        self._matcher = matcher("built-in", None, folder, "eval/transcripts/cases.jsonl")
        assert self._matcher.tier is not None
        assert self._matcher.reads is not None
        self._tier, self._reads = self._matcher.tier, self._matcher.reads
        self.reader = self._reads.reader.description.name

    def of(self, blocks: list[Block], title: str, claim: str, kind: str) -> Iterator[Pair]:
        """The pairs of a page that share hardly any words and that the reader scores at least LEAST."""
        read, wanted, budget = self._matcher.read_page(blocks, title), Wanted(LEAST, False, 3), Budget()
        dense = Dense(self._tier.reading(), self._matcher.store)
        found, _ = self._matcher.retrieval.find(read, wanted, LEAST_READ, dense, budget)
        for f in found:
            f.keep(np.flatnonzero(f.lexical < LEAST_LEXICAL))
        found = [f for f in found if len(f.lexical)]
        scoring = Scoring(self._matcher.model.thresholds, self._reads.begin(blocks), budget, None)
        for s in scoring.score(read, found, wanted):
            if s.answers is None or s.score < LEAST:
                continue
            start, end = span_read(s.found, s.n)
            arrays = s.found.arrays
            languages = read.languages[s.block], arrays.languages[arrays.unit_language[s.unit]]
            yield Pair(
                read.blocks[s.block].text[start:end],
                s.case_id,
                s.claim,
                s.score,
                float(s.found.cosine[s.n]),
                base_language(languages[0]) != base_language(languages[1]),
                s.claim == claim,
                kind,
            )


def sample(folder: Path) -> tuple[list[Pair], str]:
    """Each pair once, at its best score; and the reader's name."""
    sampler = Sampler(folder)
    best: dict[tuple[str, str], Pair] = {}
    for page in pages():
        for pair in sampler.of(*page):
            if pair.key not in best or best[pair.key].score < pair.score:
                best[pair.key] = pair
    return list(best.values()), sampler.reader


def judge(found: list[Pair]) -> tuple[list[Pair], npt.NDArray[np.bool_], list[Pair]]:
    """The pairs that are judged, whether the passage repeats the claim, and the pairs that nobody has judged.

    A passage that was written to repeat its claim does; the others of their own claim do not.
    """
    known = {(row["passage"], row["case"]): row["label"] == "same" for row in examples.lines(JUDGED)}
    judged = [p for p in found if p.own or p.key in known]
    labels = [known[p.key] if p.key in known else examples.OF_KIND[p.kind] == (REPEATS,) for p in judged]
    return judged, np.array(labels, np.bool_), [p for p in found if not p.own and p.key not in known]


def fit(values: Floats, labels: npt.NDArray[np.bool_]) -> Floats:
    """Weights float64[k + 1] of values float64[n, k], the constant last: logistic regression by Newton's method."""
    mean, spread = values.mean(0), values.std(0) + 1e-9
    z = np.c_[(values - mean) / spread, np.ones(len(values))]
    ridge = np.diag([*[RIDGE] * values.shape[1], 1e-6])
    weights = np.zeros(z.shape[1])
    for _ in range(100):
        p = 1 / (1 + np.exp(-z @ weights))
        hessian = (z.T * (p * (1 - p))) @ z + ridge
        weights -= np.linalg.solve(hessian, z.T @ (p - labels) + ridge @ weights)
    slopes = weights[:-1] / spread
    return np.append(slopes, weights[-1] - slopes @ mean)


def out_of_fold(values: Floats, labels: npt.NDArray[np.bool_], groups: list[str], rng: random.Random) -> Floats:
    """Probabilities float64[n] of pairs by weights that were fitted without the pairs of the same passage."""
    order = rng.sample(sorted(set(groups)), len(set(groups)))
    fold = {group: n % FOLDS for n, group in enumerate(order)}
    of = np.array([fold[group] for group in groups])
    out = np.zeros(len(labels))
    for n in range(FOLDS):
        weights = fit(values[of != n], labels[of != n])
        out[of == n] = 1 / (1 + np.exp(-values[of == n] @ weights[:-1] - weights[-1]))
    return out


def report(judged: list[Pair], labels: npt.NDArray[np.bool_], least: float) -> None:
    """Print what the reader's own score would report, and what the calibrated one does from `least` on, out of fold."""
    values = np.array([p.values for p in judged])
    own = np.array([p.score for p in judged])
    rng = random.Random(SEED)
    rounds = [out_of_fold(values, labels, [p.passage for p in judged], rng) for _ in range(REPEATED)]
    print(f"{len(judged)} pairs are judged, {labels.sum()} of them repeat the claim")
    shown = own >= score.MEANING_FROM
    print(f"by the reader's score from {score.MEANING_FROM}: {labels[shown].sum()} right of {shown.sum()}")
    told = [(labels[p >= least].sum(), (p >= least).sum()) for p in rounds]
    right, many = np.mean(told, axis=0)
    error = np.mean([abs(p.mean() - labels.mean()) for p in rounds])
    print(f"calibrated, from {least}: {right:.1f} right of {many:.1f} in folds left out; mean error {error:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights into the encoder's description")
    parser.add_argument("--unjudged", type=Path, help="file to which pairs that nobody has judged are written")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found, reader = sample(Path(folder))
    judged, labels, unjudged = judge(found)
    report(judged, labels, Reader().description.repeats_from)
    print(f"{len(unjudged)} pairs are not judged")
    if args.unjudged:
        rows = ({"passage": p.key[0], "text": p.passage, "case": p.case, "claim": p.claim} for p in unjudged)
        args.unjudged.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    *weights, constant = fit(np.array([p.values for p in judged]), labels).round(4).tolist()
    calibration = {"of_reader": reader, "constant": constant, **dict(zip(WEIGHTS, weights, strict=True))}
    print(json.dumps(calibration))
    if args.write:
        described = json.loads((SHIPPED / META).read_text("utf-8")) | {"calibration": calibration}
        (SHIPPED / META).write_text(json.dumps(described, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
