"""Train the vectors of the encoder that comes with Rejoinder (`index.semantic.static`).

    python -m bench.train_static WORK index/semantic/shipped     # a quarter of an hour on two cores

Each token starts from what the multilingual encoder of the shared data makes of it alone, as model2vec does, weighted
by how rare it is; the vectors are then trained so that the sum of a passage's is near that of its claim and far from
those of other claims and of ordinary pages (InfoNCE, van den Oord et al. 2018), on the passages that the reader is
trained on, and so that words are near their translations: pairs of frequent words that are nearest to each other by the
same encoder (with CSLS, Conneau et al. 2018). WORK keeps what the encoder made. The same seed gives the same batches.
Training leaves a twentieth of the claims out and prints how many of their passages find them; with `--all` it does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from wordfreq import top_n_list

from bench.reader import examples, vocabulary
from bench.reader.examples import DENIES, REPEATS, REPORTS, Example, held_out, part_of
from bench.reader.neighbours import ENCODER, Space
from index.matcher.text.sentence_splitter import sentences
from index.semantic.plain import readable
from index.semantic.static import FORMAT, MATRIX, META, MOST_TOKENS, NAME, TOKENIZER
from index.vocabulary import open_vocabulary

Floats = npt.NDArray[np.float32]
SEED = 20261130
DIMENSIONS = 256
STEPS, BATCH, PAGES, WORDS = 300, 768, 400, 600  # of a step: pairs, sentences of ordinary pages, pairs of words
KEPT = 0.8  # share of a text's tokens that are looked at in a step
BESIDE = 0.4  # share of the pairs in which another passage about the claim, in any language, stands for the claim
TITLE = 0.6  # share of the claims without their summary
LENGTH = 0.1  # weight of the squared length of what is added to a token's start
OF_WORDS = 0.7  # weight of the words' loss
RATES = (1e-3, 3e-3)  # peak learning rates of the projection, and of each token's own vector and weight
TEMPERATURE = 20.0  # what cosines are multiplied by, at the start
FREQUENT = {"en": 20_000, "ru": 14_000, "uk": 14_000, "pl": 14_000, "de": 12_000, "fr": 12_000, "es": 12_000,
            "it": 12_000}  # fmt: skip
ALIKE = 0.3  # CSLS from which two words are taken for translations
# Share of the longer sentences of ordinary pages to which no claim is near enough to be read (few, as of each page
# only the nearest pairs are read), and to be found by a search.
QUIET, FOUND = 0.1, 0.99
LEAST_WORDS = 5  # of those sentences


class Teacher:
    """The multilingual encoder: token numbers to vectors."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(ENCODER / "model_int8.onnx"), options)

    def vectors(self, texts: Sequence[Sequence[int]]) -> Floats:
        """Vectors float32[n, 384] of length 1, of texts as token numbers; those of one length at a time."""
        out = np.zeros((len(texts), 384), np.float32)
        parts: list[list[int]] = []
        for n in sorted(range(len(texts)), key=lambda n: len(texts[n])):
            if not parts or len(parts[-1]) == 128 or len(texts[parts[-1][0]]) != len(texts[n]):
                parts.append([])
            parts[-1].append(n)

        def one(part: list[int]) -> None:
            found = self._session.run(None, {"input_ids": np.array([texts[n] for n in part])})[0]
            out[part] = found.mean(1) if found.ndim == 3 else found

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(one, parts))
        return np.asarray(out / np.linalg.norm(out, axis=1, keepdims=True), np.float32)


def _kept(path: Path, make: Callable[[], Floats]) -> Floats:
    if not path.is_file():
        np.save(path, make().astype(np.float16))
    return np.asarray(np.load(path), np.float32)


def tokens_alone(work: Path) -> Floats:
    """What the teacher makes of every token of the reader's vocabulary alone: float32[V, 384], centred, of length 1."""
    rows = work / "vocab" / "kept.npy"
    if not rows.is_file():
        np.save(rows, vocabulary.cut(ENCODER / "tokenizer.json", rows.with_name("tokenizer.json")))
    numbers = np.load(rows).tolist()
    found = _kept(work / "tokens.npy", lambda: Teacher().vectors([[0, n, 2] for n in numbers]))
    found = found - found.mean(0)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def translations(work: Path) -> list[tuple[str, str]]:
    """Frequent English words beside words of another language that are nearest to each other."""
    words = [
        (language, word)
        for language, many in FREQUENT.items()
        for word in [w for w in top_n_list(language, many + 4000) if len(w) > 2 and w.isalpha()][:many]
    ]
    tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
    vectors = _kept(
        work / "words.npy", lambda: Teacher().vectors([tokenizer.encode(f"query: {w}").ids for _, w in words])
    )
    of: dict[str, npt.NDArray[np.int64]] = {
        language: np.array([n for n, (found, _) in enumerate(words) if found == language]) for language in FREQUENT
    }
    for rows in of.values():
        vectors[rows] -= vectors[rows].mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    out = []
    for language in list(FREQUENT)[1:]:
        cosine = vectors[of["en"]] @ vectors[of[language]].T
        of_english, of_other = _ten_nearest(cosine), _ten_nearest(np.ascontiguousarray(cosine.T))
        csls = 2 * cosine - of_english[:, None] - of_other[None]
        best = csls.argmax(0)
        alike = np.flatnonzero(csls[best, np.arange(len(best))] > ALIKE)
        out += [(words[of["en"][best[n]]][1], words[of[language][n]][1]) for n in alike.tolist()]
    return out


def _ten_nearest(cosine: Floats) -> Floats:
    """Mean of the ten largest numbers of each row of float32[n, m]: float32[n]."""
    rows = [np.partition(part, -10, axis=1)[:, -10:].mean(1) for part in np.array_split(cosine, 20)]
    return np.concatenate(rows)


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a passage about it; what has one `group` is never taken for something else."""

    claim: str
    passage: str
    group: str
    kind: str = ""
    language: str = "en"


def pairs(space: Space) -> Iterator[Pair]:
    """Passages about claims, whether they repeat, deny or report them, and sentences of summaries beside titles."""
    about = [*examples.own(frozen=False), *examples.written()]
    judged = [*examples.judged_pairs(), *examples.same_claim(), *examples.transcripts()]
    found: list[Example] = [e for e in about if e.allowed[0] in (REPEATS, DENIES, REPORTS)]
    found += [e for e in judged if e.allowed == (REPEATS,) and not held_out(e)]
    found += [e for e in space.tweets(0) if e.allowed == (REPEATS,)]
    for e in found:
        language = "its own" if e.source.endswith("-same") else e.language
        yield Pair(e.claim, e.passage, e.group, e.kind, language)
    for case, (title, summary) in examples.known_cases().items():
        if part_of(case, 2):
            for start, end in sentences(summary)[:4]:
                if 30 < end - start < 400:
                    yield Pair(title, summary[start:end], case)


class Table(nn.Module):  # type: ignore[misc]  # torch has no types here
    """The vectors of all tokens: (start @ projection + own) * exp(weight)."""

    def __init__(self, start: Floats, rarity: Floats) -> None:
        super().__init__()
        self._start = torch.from_numpy(start)
        axes = np.linalg.svd(start[::5], full_matrices=False)[2]
        self.projection = nn.Parameter(torch.from_numpy(axes[:DIMENSIONS].T.copy()))
        self.own = nn.Embedding(len(start), DIMENSIONS, sparse=True)
        nn.init.zeros_(self.own.weight)
        self.weight = nn.Embedding.from_pretrained(torch.from_numpy(np.log(rarity))[:, None], freeze=False, sparse=True)
        self.scale = nn.Parameter(torch.tensor(float(np.log(TEMPERATURE))))

    def forward(self, tokens: Tensor) -> Tensor:
        return (self._start[tokens] @ self.projection + self.own(tokens)) * self.weight(tokens).exp()

    def whole(self) -> Floats:
        """float32[V, DIMENSIONS], turned so that the first dimensions hold the most; products stay the same."""
        with torch.no_grad():
            parts = torch.arange(len(self._start)).split(8192)
            found = torch.cat([self(part) for part in parts]).numpy()
        return np.asarray(found @ np.linalg.svd(found[::5], full_matrices=False)[2].T, np.float32)


class Training:
    """One run."""

    def __init__(self, work: Path, everything: bool) -> None:
        torch.manual_seed(SEED)
        self._rng, self._draw = random.Random(SEED), np.random.default_rng(SEED)
        self._tokenizer = open_vocabulary(TOKENIZER)
        self._known: dict[str, npt.NDArray[np.int64]] = {}
        space = Space(work)
        self.pages = space.of("q-pages")[1]
        found = list(pairs(space))
        self.left_out = [] if everything else [p for p in found if part_of(p.group, 20) == 1]
        self.pairs = [p for p in found if everything or part_of(p.group, 20) != 1]
        self.words = translations(work)
        self._beside: dict[str, list[str]] = defaultdict(list)
        for p in self.pairs:
            self._beside[p.group].append(p.passage)
        texts = [*(p.passage for p in self.pairs), *self.pages]
        used = Counter(token for text in texts for token in np.unique(self.tokens(text)).tolist())
        start = tokens_alone(work)
        many = np.array([used[n] for n in range(len(start))])
        rarity = np.log(len(texts) / (1 + many))
        self.table = Table(start, np.clip(rarity / rarity.max(), 0.05, 1).astype(np.float32))
        print(f"{len(self.pairs):,} pairs, {len(self.words):,} of words, {len(self.left_out):,} left out", flush=True)

    def tokens(self, text: str) -> npt.NDArray[np.int64]:
        """Token numbers of a text as `StaticEncoder` reads it; never none."""
        if text not in self._known:
            found = self._tokenizer.encode(readable(text), add_special_tokens=False).ids[:MOST_TOKENS]
            self._known[text] = np.array(found or [3], np.int64)
        return self._known[text]

    def run(self) -> None:
        """All steps."""
        table = self.table
        slow = torch.optim.Adam([table.projection, table.scale])
        quick = torch.optim.SparseAdam([table.own.weight, table.weight.weight])
        left: list[int] = []
        begun = time.monotonic()
        for step in range(STEPS):
            rate = min(1, (step + 1) / 30) * (1 - step / STEPS)
            for optimizer, peak in zip((slow, quick), RATES, strict=True):
                optimizer.param_groups[0]["lr"] = peak * rate
            if len(left) < BATCH:
                left = self._rng.sample(range(len(self.pairs)), len(self.pairs))
            batch, left = [self.pairs[n] for n in left[:BATCH]], left[BATCH:]
            loss = self._loss(batch)
            loss.backward()
            for optimizer in (slow, quick):
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
            if step % 50 == 49:
                took = time.monotonic() - begun
                print(f"step {step + 1} of {STEPS}, loss {loss.item():.2f}, {took:.0f} s", flush=True)

    def _loss(self, batch: list[Pair]) -> Tensor:
        claims, used = self._encoded([self.tokens(self._claim(p)) for p in batch])
        ordinary = self._rng.sample(self.pages, PAGES)
        passages, more = self._encoded([self.tokens(text) for text in (*(p.passage for p in batch), *ordinary)])
        of_pairs = self._contrast(claims, passages, [p.group for p in batch])
        words = self._rng.sample(self.words, WORDS)
        capital = [self._rng.random() < 0.35 for _ in words]
        sides = [
            self._encoded([self.tokens(w[n].capitalize() if c else w[n]) for w, c in zip(words, capital, strict=True)])
            for n in (0, 1)
        ]
        of_words = self._contrast(sides[0][0], sides[1][0], [w[0] for w in words])
        length = self.table.own(torch.from_numpy(np.union1d(used, more))).pow(2).sum(1).mean()
        return of_pairs + OF_WORDS * of_words + LENGTH * length

    def _claim(self, p: Pair) -> str:
        if self._rng.random() < BESIDE:
            return self._rng.choice(self._beside[p.group])
        return examples.titles().get(p.claim, p.claim) if self._rng.random() < TITLE else p.claim

    def _encoded(self, texts: list[npt.NDArray[np.int64]]) -> tuple[Tensor, npt.NDArray[np.int64]]:
        """Vectors [n, d] of length 1 of texts, some of whose tokens are left out, and the tokens that were used."""
        some = [text[self._draw.random(len(text)) < KEPT] for text in texts]
        some = [few if len(few) else text for few, text in zip(some, texts, strict=True)]
        starts = np.cumsum([0, *map(len, some[:-1])])
        used, place = np.unique(np.concatenate(some), return_inverse=True)
        summed = functional.embedding_bag(
            torch.from_numpy(place), self.table(torch.from_numpy(used)), torch.from_numpy(starts), mode="sum"
        )
        return functional.normalize(summed, dim=-1), used

    def _contrast(self, left: Tensor, right: Tensor, groups: list[str]) -> Tensor:
        """InfoNCE both ways; right may have more rows than left, which are near to none of it."""
        near = left @ right.T * self.table.scale.exp()
        many = len(left)
        number = {group: n for n, group in enumerate(groups)}
        group = torch.tensor([number[g] for g in groups])
        same = (group[:, None] == group[None]) & ~torch.eye(many, dtype=torch.bool)
        near = torch.cat([near[:, :many].masked_fill(same, -1e4), near[:, many:]], 1)
        right_one = torch.arange(many)
        return functional.cross_entropy(near, right_one) + functional.cross_entropy(near[:, :many].T, right_one)


class Vectors:
    """A trained table in use."""

    def __init__(self, training: Training, table: npt.NDArray[np.int8]) -> None:
        self._training, self._table = training, table.astype(np.float32)
        self.claims = [t for c, (t, _) in examples.known_cases().items() if not c.startswith(("tr-", "ct-"))]

    def of(self, texts: Sequence[str]) -> Floats:
        """Vectors float32[n, d] of length 1."""
        found = np.stack([self._table[self._training.tokens(text)].sum(0) for text in texts])
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9), np.float32)

    def nearest_on_pages(self) -> Floats:
        """Cosine of each longer sentence of ordinary pages with the claim nearest to it."""
        pages = [text for text in self._training.pages if len(text.split()) >= LEAST_WORDS]
        return np.asarray((self.of(pages) @ self.of(self.claims).T).max(1), np.float32)

    def recall(self, left_out: list[Pair], least: float) -> Iterator[str]:
        """A line for each kind and language: how many passages have their claim among the nearest 4 and 20, and among
        the nearest 4 at a cosine of `least`."""
        own = sorted({p.claim for p in left_out})
        claims = self.of([*self.claims, *own])
        at = {claim: len(self.claims) + n for n, claim in enumerate(own)}
        by: dict[tuple[str, str], list[tuple[int, bool]]] = defaultdict(list)
        for start in range(0, len(left_out), 512):
            some = left_out[start : start + 512]
            cosine = self.of([p.passage for p in some]) @ claims.T
            for p, row in zip(some, cosine, strict=True):
                close = row[at[p.claim]]
                language = p.language if p.language in ("en", "its own") else "others"
                by[p.kind, language].append((int((row > close + 1e-6).sum()), bool(close >= least)))
        for (kind, language), found in sorted(by.items()):
            rank, near = np.array(found).T
            shares = [(rank < 4).mean(), (rank < 20).mean(), ((rank < 4) & (near == 1)).mean()]
            yield f"{kind:16} {language:8} {len(found):5} " + " ".join(f"{share:.2f}" for share in shares)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="train on all claims of the development half")
    args = parser.parse_args()
    for folder in (args.work, args.folder):
        folder.mkdir(parents=True, exist_ok=True)
    training = Training(args.work, args.all)
    training.run()
    table = training.table.whole()
    rows = np.rint(table * (127 / np.abs(table).max())).astype(np.int8)
    vectors = Vectors(training, rows)
    near = vectors.nearest_on_pages()
    least, found = (round(float(np.quantile(near, share)), 3) for share in (QUIET, FOUND))
    print(f"least {least}, least_found {found}")
    for line in vectors.recall(training.left_out, least):
        print(line)
    np.save(args.folder / MATRIX, rows)
    digest = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in
              (("vectors", args.folder / MATRIX), ("tokenizer", TOKENIZER))}  # fmt: skip
    described = {"format": FORMAT, "name": f"{NAME}{digest['vectors'][:8]}", "least": least,
                 "least_found": found, **digest}  # fmt: skip
    (args.folder / META).write_text(json.dumps(described, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
