"""Train the reader on the development sets and on what was written for it.

    python -m bench.train_reader WORK                   # about an hour on two cores
    python -m bench.train_reader WORK --from OTHER      # begin with the weights of another run, or with
                                                        # bench/reader/start.npz: those of the last one
    python -m bench.train_reader WORK --from OTHER --hard index/reader/shipped
                                                        # and learn mostly from what an exported reader gets wrong

WORK is a folder for vectors, checkpoints and the loss curve; run the same command again after an interruption and it
goes on. The start is the multilingual encoder of the shared data (its int8 file made floats again), with a smaller
vocabulary. The same seed gives the same examples and batches. `bench.reader.export` makes the shipped files of WORK.
"""

from __future__ import annotations

import argparse
import itertools
import math
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from bench.reader import examples, mutations, vocabulary, weights
from bench.reader.evaluate import Files, kept_logits
from bench.reader.examples import Example, held_out
from bench.reader.neighbours import ENCODER, Space
from bench.reader.network import CLASSES, Reader
from index.reader.pair import ALONE, Context, Encoded, PairEncoder

SEED = 20261129
TOKENS = 2000  # of a batch, padding included
RATE = 8e-5  # peak learning rate of the last layer; that of each layer below is DECAY times that of the one above
DECAY = 0.93
WARM = 0.05  # share of the steps in which the rate rises
SMOOTHING = 0.04  # share of the loss that asks for every answer alike
FROZEN = 3  # lowest layers that stay as they are
EASY = 0.3  # loss up to which `--hard` calls an example easy
EASY_SHARE = 0.15  # of the easy examples that `--hard` keeps, so that the network does not forget them
SAVE_S = 150
LIMITS = (90, 50, 400, 400)  # characters of what is put around a passage: title, heading, before, after
BARE = 0.45  # share of the claims that are given without their summary
OLD = 0.5  # share of the judged pairs, tweets and speeches that one pass takes: most of them repeat nothing
STEPS = 2600  # of some 27 pairs: about three passes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", type=Path)
    parser.add_argument("--name", default="reader", help="of this run's checkpoint in WORK")
    parser.add_argument("--from", dest="before", default="", help="a run in WORK, or a .npz of weights, to begin with")
    parser.add_argument("--first", type=int, default=0, help="pass to begin with: each draws other examples")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--part", type=float, default=1.0, help="share of the examples, for a trial")
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--frozen", type=int, default=FROZEN, help="lowest layers that stay as they are")
    parser.add_argument("--hard", type=Path, help="folder of an exported reader: learn what it gets wrong")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    Training(args).run()


def epoch_examples(space: Space, number: int) -> list[Example]:
    """All examples of one pass; what is mined or drawn differs from pass to pass."""
    rng = random.Random(f"{SEED}-{number}")
    judged = [*examples.judged_pairs(), *examples.same_claim(), *examples.transcripts(), *space.tweets(2)]
    base = [e for e in judged if not held_out(e) and rng.random() < OLD]
    base += examples.some(rng, list(space.speeches()), 900)
    base += examples.written()
    base += examples.own(frozen=False)
    base += examples.denial("development", "frozen", "frozen-2")
    out = list(base)
    out += examples.mined(rng, base, 0.35)
    out += examples.crossed(rng, examples.some(rng, base, 40000))
    out += examples.verbatim(rng, 700)
    out += examples.debunks(rng, 500)
    out += examples.strangers(rng, examples.some(rng, base, 2200))
    out += examples.some(rng, list(space.ordinary()), 800)
    return [varied(e, rng) for e in out]


def varied(e: Example, rng: random.Random) -> Example:
    """An example with things around it, with slips of the keyboard, or with its claim's title alone.

    None of them changes what it says: many publishers' claims have no summary.
    """
    if rng.random() < BARE:
        e = replace(e, claim=examples.titles().get(e.claim, e.claim))
    if rng.random() < 0.1:
        e = replace(e, passage=mutations.misspelt(e.passage, rng, rng.choice([0.05, 0.1, 0.2])))
    context, share = e.context, 0.3 if e.context == ALONE else 0.5
    if rng.random() < share:
        likely = (0.4, 0.25, 0.5, 0.5) if context == ALONE else (0.4,) * 4
        added = [_around(rng)[:limit] if rng.random() < p else "" for p, limit in zip(likely, LIMITS, strict=True)]
        e = replace(e, context=Context(*(old or new for old, new in zip(context, added, strict=True))))
    return e


def _around(rng: random.Random) -> str:
    """Something that stands beside a passage and has nothing to do with it."""
    return rng.choice(examples.prose() if rng.random() < 0.5 else examples.around())


class Training:
    """One run: its network, what it has done, and where it is kept."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        torch.manual_seed(SEED)
        folder = args.work / "vocab"
        if not (folder / "kept.npy").is_file():
            np.save(folder / "kept.npy", vocabulary.cut(ENCODER / "tokenizer.json", folder / "tokenizer.json"))
        self.encoder = PairEncoder(folder / "tokenizer.json")
        start = weights.read(ENCODER / "model_int8.onnx")
        self.network = Reader(replace(start, words=start.words[np.load(folder / "kept.npy")]))
        if args.before.endswith(".npz"):
            with np.load(args.before) as stored:
                weights_of = {k: torch.from_numpy(v.astype(np.float32)) for k, v in stored.items()}
            self.network.load_state_dict(weights_of, strict=False)
        elif args.before:
            stored = torch.load(args.work / f"{args.before}.pt", weights_only=True)
            self.network.load_state_dict(stored["network"], strict=False)
        frozen = [*self.network.layers[: args.frozen]]
        if args.before:  # what lies below them has learnt what it can, and costs the way through all layers
            frozen += [self.network.positions, self.network.segments, self.network.norm]
        for part in frozen:
            part.requires_grad_(False)
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        self.space = Space(args.work)
        # Without AMX, processors take longer for products of bfloat16 than for those of float32.
        self.narrow = bool(torch.cpu.get_capabilities().get("amx_bf16"))
        self.step, self.losses = 0, list[float]()
        self.path = args.work / f"{args.name}.pt"

    def _groups(self) -> list[dict[str, object]]:
        depth = len(self.network.layers)
        groups = []
        for name, p in self.network.named_parameters():
            if p.requires_grad:
                parts = name.split(".")
                below = (
                    depth - 1 - int(parts[1])
                    if parts[0] == "layers"
                    else (0 if parts[0] in ("pool", "says") else depth)
                )
                scale = DECAY**below * (2 if parts[0] in ("pool", "says", "segments") else 1)
                groups.append({"params": [p], "lr": 0.0, "scale": scale})
        return groups

    def run(self) -> None:
        if self.path.is_file():
            self._resume()
        steps = self.args.steps
        self.network.train()
        saved = begun = time.monotonic()
        first = self.step
        for batch in itertools.islice(self._all_batches(), self.step, steps):
            self._step(batch, steps)
            if time.monotonic() - saved > SAVE_S:
                self._save()
                saved = time.monotonic()
                each = (saved - begun) / (self.step - first)
                recent = sum(self.losses[-100:]) / len(self.losses[-100:])
                left = each * (steps - self.step) / 60
                print(f"step {self.step} of {steps}, loss {recent:.3f}, {left:.0f} min left", flush=True)
        self._save()
        curve(self.losses, self.args.work / f"{self.args.name}.svg")

    def _all_batches(self) -> Iterator[list[tuple[Example, Encoded]]]:
        """The batches of one pass after the other, without end."""
        for epoch in itertools.count(self.args.first):
            yield from self._batches(epoch)

    def _batches(self, epoch: int) -> list[list[tuple[Example, Encoded]]]:
        """The examples of a pass in batches of like lengths, in the order that the seed gives."""
        rng = random.Random(f"{SEED}-batches-{epoch}")
        found = epoch_examples(self.space, epoch)
        if self.args.part < 1:
            found = rng.sample(found, int(len(found) * self.args.part))
        print(epoch, dict(Counter(e.source for e in found)), len(found), flush=True)
        if self.args.hard:
            found = self._hard(found, epoch)
        coded = [(e, self.encoder.encode(e.claim, e.passage, e.context)) for e in found]
        rng.shuffle(coded)
        coded.sort(key=lambda c: len(c[1]) // 6)
        out: list[list[tuple[Example, Encoded]]] = [[]]
        longest = 0
        for c in coded:
            longest = max(longest, len(c[1]))
            if longest * (len(out[-1]) + 1) > TOKENS:
                out.append([])
                longest = len(c[1])
            out[-1].append(c)
        rng.shuffle(out)
        return out

    def _hard(self, found: list[Example], epoch: int) -> list[Example]:
        """The examples of a pass that the exported reader gets wrong, and some of the others."""
        logits = kept_logits(self.args.work, self.args.hard, found, Files(self.args.hard))
        value = losses(torch.from_numpy(logits).float(), found).numpy()
        rng = random.Random(f"{SEED}-hard-{epoch}")
        kept = [e for e, v in zip(found, value, strict=True) if v > EASY or rng.random() < EASY_SHARE]
        print(f"{(value > EASY).sum()} of {len(found)} are hard, {len(kept)} are kept", flush=True)
        return kept

    def _step(self, batch: list[tuple[Example, Encoded]], steps: int) -> None:
        torch.manual_seed(SEED + self.step)
        warm = max(1, int(WARM * steps))
        rate = min(1, self.step / warm) * (0.5 + 0.5 * math.cos(math.pi * max(0, self.step - warm) / (steps - warm)))
        for group in self.optimizer.param_groups:
            group["lr"] = self.args.rate * rate * group["scale"]
        tokens, segments, length = padded([c for _, c in batch])
        with torch.autocast("cpu", torch.bfloat16, enabled=self.narrow):
            logits = self.network(tokens, segments, length)
        value = loss(logits.float(), [e for e, _ in batch])
        value.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        self.losses.append(value.item())

    def _save(self) -> None:
        kept = {k: v for k, v in self.network.state_dict().items() if k != "words.weight"}
        stored = {
            "step": self.step,
            "network": kept,
            "optimizer": self.optimizer.state_dict(),
            "losses": self.losses,
        }
        part = self.path.with_suffix(".part")
        torch.save(stored, part)
        part.replace(self.path)

    def _resume(self) -> None:
        stored = torch.load(self.path, weights_only=True)
        self.network.load_state_dict(stored["network"], strict=False)
        self.optimizer.load_state_dict(stored["optimizer"])
        self.step, self.losses = stored["step"], stored["losses"]


def padded(coded: list[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
    """Tokens and segments int64[b, n], filled up at the end, and lengths int64[b]."""
    longest = max(map(len, coded))
    tokens = torch.ones(len(coded), longest, dtype=torch.long)
    segments = torch.zeros(len(coded), longest, dtype=torch.long)
    for n, c in enumerate(coded):
        tokens[n, : len(c)] = torch.tensor(c.tokens)
        segments[n, : len(c)] = torch.tensor(c.segments)
    return tokens, segments, torch.tensor([len(c) for c in coded])


def losses(logits: Tensor, batch: list[Example]) -> Tensor:
    """float[b]: -log of the probability of the answers that are allowed, with label smoothing."""
    allowed = torch.full((len(batch), CLASSES), -1e4)
    for n, e in enumerate(batch):
        allowed[n, list(e.allowed)] = 0
    log = functional.log_softmax(logits, -1)
    return -((1 - SMOOTHING) * torch.logsumexp(log + allowed, -1) + SMOOTHING * log.mean(-1))


def loss(logits: Tensor, batch: list[Example]) -> Tensor:
    """The mean of the losses of a batch, by weight."""
    weight = torch.tensor([e.weight for e in batch])
    return (weight * losses(logits, batch)).sum() / weight.sum()


def curve(losses: list[float], path: Path) -> None:
    """The running mean of the loss over the steps, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "reader"
    from matplotlib import pyplot as plt

    wide = 50
    mean = np.convolve(losses, np.ones(wide) / wide, "valid") if len(losses) > wide else np.array(losses)
    figure, axes = plt.subplots(figsize=(6, 3.5))
    axes.plot(np.arange(len(mean)) + wide, mean)
    axes.set(xlabel="step", ylabel=f"loss, mean of {wide} steps", ylim=(0, None))
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
