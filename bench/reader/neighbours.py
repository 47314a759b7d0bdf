"""The claims nearest to texts by meaning, with the multilingual encoder of the shared data.

Encoding takes minutes: vectors are kept in the work folder, by set.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from bench import sets
from bench.reader import examples
from bench.reader.examples import NOT, Example
from index.matcher.text.sentence_splitter import sentences
from index.reader.pair import claim_text, readable

ENCODER = sets.DATA / "models" / "multilingual-e5-small"
TOKENS = 128
PAGES, SUMMARIES = 4000, 3500  # sentences that are drawn
Vectors = npt.NDArray[np.float32]
Texts = tuple[list[str], list[str]]  # keys and texts


class Space:
    """Sets of texts and their vectors."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self._loaded: dict[str, tuple[list[str], list[str], Vectors]] = {}

    def of(self, name: str) -> tuple[list[str], list[str], Vectors]:
        """Keys, texts and vectors float32[n, 384] of length 1 of a set of `SETS`."""
        if name not in self._loaded:
            path, texts = self.work / f"emb-{name}.npz", self.work / f"txt-{name}.json"
            if not path.is_file() or not texts.is_file():
                keys, found = SETS[name]()
                np.savez(path, keys=np.array(keys), vec=encode(found).astype(np.float16))
                texts.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
            stored = np.load(path)
            self._loaded[name] = (
                stored["keys"].tolist(),
                json.loads(texts.read_text("utf-8")),
                stored["vec"].astype(np.float32),
            )
        return self._loaded[name]

    def nearest(self, queries: str, claims: str, k: int) -> Iterator[tuple[str, str, list[tuple[str, str, float]]]]:
        """For every query its key, its text, and its `k` nearest claims as (key, text, cosine), closest first."""
        keys, texts, vectors = self.of(queries)
        ids, claim, others = self.of(claims)
        for start in range(0, len(keys), 512):
            cosine = vectors[start : start + 512] @ others.T
            best = np.argsort(-cosine, axis=1)[:, :k]
            for n, row in enumerate(best):
                at = start + n
                yield keys[at], texts[at], [(ids[j], claim[j], float(cosine[n, j])) for j in row.tolist()]

    def tweets(self, per: int = 4) -> Iterator[Example]:
        """Tweets with the claim that checks them, and with near claims that do not; the training split only."""
        labels = {q.id: q.labels for q in sets.checkthat()}
        for key, text, found in self.nearest("q-ct", "ct", 12):
            if not key.startswith("train"):
                continue
            right = {f"ct-{c}" for c in labels[key]}
            for case in sorted(right):  # a set has another order in every process
                yield Example(examples.claim_of(case), text, (examples.REPEATS,), "checkthat", key)
            for _, claim, _ in [f for f in found if f[0] not in right][:per]:
                yield Example(claim, text, NOT, "checkthat", key, weight=0.5)

    def speeches(self, per: int = 6) -> Iterator[Example]:
        """Lines of speeches beside near claims that nobody judged to be theirs, without the half kept for measuring."""
        labels, done = {q.id: q.labels for q in sets.transcripts()}, examples.judged_lines()
        for key, text, found in self.nearest("q-tr", "tr", per):
            e = Example("", text, NOT, "transcripts", key.split("/")[0], weight=0.5, kind=key)
            if not examples.held_out(e):
                unjudged = [f for f in found if f[0].removeprefix("tr-") not in labels[key] and (key, f[0]) not in done]
                yield from (replace(e, claim=claim) for _, claim, _ in unjudged)

    def ordinary(self, per: int = 2) -> Iterator[Example]:
        """Sentences of ordinary pages beside the claims nearest to them, which they do not repeat."""
        for key, text, found in self.nearest("q-pages", "eu", per):
            for case, claim, cosine in found:
                if cosine < 0.93:
                    yield Example(claim, text, NOT, "pages", key, weight=0.7, kind=case)


def encode(texts: list[str]) -> Vectors:
    """Vectors float32[n, 384] of length 1, two texts at a time."""
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(ENCODER / "model_int8.onnx"), options)

    def one(text: str) -> Vectors:
        ids = tokenizer.encode("query: " + readable(text)[:1200]).ids[:TOKENS]
        out = session.run(None, {"input_ids": np.array([ids])})[0]
        vector = out[0].mean(0) if out.ndim == 3 else out[0]
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    with ThreadPoolExecutor(2) as pool:
        return np.stack(list(pool.map(one, texts)))


def _known(prefix: str) -> Texts:
    ids = [c for c in examples.known_cases() if (c.startswith(prefix) if prefix else not c.startswith(("tr-", "ct-")))]
    return ids, [examples.claim_of(c) for c in ids]


def _earlier() -> Texts:
    rows = sets.rows("eval/same-claim/cases.jsonl")
    return [r["id"] for r in rows], [claim_text(r["title"], r["summary"]) for r in rows]


def _queries(found: list[sets.Query]) -> Texts:
    return [q.id for q in found], [q.text for q in found]


def _page_sentences() -> Texts:
    keys, texts = [], []
    for name, blocks in sets.ordinary_pages():
        for b in blocks:
            for a, z in sentences(b.text):
                if 40 < z - a < 400:
                    keys.append(name)
                    texts.append(b.text[a:z])
    chosen = random.Random(1).sample(range(len(texts)), min(PAGES, len(texts)))
    return [keys[i] for i in chosen], [texts[i] for i in chosen]


def _summary_sentences() -> Texts:
    done = {r["text"] for r in sets.rows("eval/reader/pairs.jsonl")}
    keys, texts = [], []
    for r in sets.rows(sets.DEBUNKED):
        for n, (a, z) in enumerate(sentences(r["summary"])):
            text = r["summary"][a:z]
            if 35 < z - a < 350 and text not in done and text != r["title"]:
                keys.append(f"summary\t{r['id']}\t{n}")
                texts.append(text)
    chosen = random.Random(1).sample(range(len(texts)), min(SUMMARIES, len(texts)))
    return [keys[i] for i in chosen], [texts[i] for i in chosen]


SETS: dict[str, Callable[[], Texts]] = {
    "eu": lambda: _known(""),
    "ct": lambda: _known("ct-"),
    "tr": lambda: _known("tr-"),
    "sc": _earlier,
    "q-sc": lambda: _queries(sets.same_claim()),
    "q-ct": lambda: _queries(sets.checkthat()),
    "q-tr": lambda: _queries(sets.transcripts()),
    "q-pages": _page_sentences,
    "q-sum": _summary_sentences,
}
