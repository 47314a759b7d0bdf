"""Measure the worst requests within the API's limits: processor time and peak memory against size.

    python -m bench.hostile                        # the real cases, 13,961
    python -m bench.hostile --cases 200000 --only titles "common words"

Each request goes through the application without a network, in a new process that has answered an ordinary request
before, with the default settings, at a quarter, half and all of what the limits allow. Memory is the rise of the
process's peak. Ends with 1 if anything takes more than 3 s or 150 MB. Writes bench/results/hostile.json.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bench.speed import grown
from index.case import Case
from index.matcher.pages.language import load_tables
from index.storage.build import build
from server.app import create_app
from server.config.settings import Settings

BODY = 8 * 2**20 - 1024  # bytes, with room for what surrounds a text
BLOCKS = 20_000
SECONDS, MEGABYTES = 3.0, 150.0
SIZES = (0.25, 0.5, 1.0)
Body = dict[str, Any] | str


class Took(NamedTuple):
    """What one request took, and its result."""

    seconds: float
    megabytes: float
    status: int
    told: str


def common(cases: list[Case], longest: int) -> list[str]:
    """The words of the cases' titles up to a length, the most frequent first."""
    counts = Counter(w for c in cases for w in c.title.split() if w.isalpha() and 2 < len(w) <= longest)
    return [w for w, _ in counts.most_common(1_500)]


def blocks(texts: list[str], **more: Any) -> dict[str, Any]:
    return {"blocks": [{"id": str(n), "text": t, **more} for n, t in enumerate(texts)]}


def filled(words: list[str], between: str = " ") -> Callable[[float], str]:
    """Makes texts of random words that fill a given share of a body."""

    def make(share: float) -> str:
        rng, size, out = random.Random(5), int(share * BODY), list[str]()
        while size > 0:
            out.append(rng.choice(words))
            size -= len(json.dumps(out[-1], ensure_ascii=False).encode()) - 2 + len(between)
        return between.join(out[:-1])

    return make


def bodies(cases: list[Case]) -> dict[str, Callable[[float], Body]]:
    """The bodies for POST /v1/match, by name, each for a share of what the limits allow."""
    titles, short = [c.title for c in cases], common(cases, 4)
    low = {"min_score": 0, "per_block": 50}
    rng = random.Random(3)
    made_up = ["".join(rng.choices("bcdfghklmnprstvaeiou", k=5)) for _ in range(1_000_000)]
    spoilt = [" ".join(w[:-2] + "q" + w[-1] if len(w) > 5 else w for w in t.split()) for t in titles]
    return {
        "titles, everything ranked": lambda s: blocks(titles[: int(1_500 * s)]) | low,
        "20,000 titles": lambda s: blocks((titles * 2)[: int(BLOCKS * s)]),
        "20,000 titles, everything ranked": lambda s: blocks((titles * 2)[: int(BLOCKS * s)]) | low,
        "titles in one block": lambda s: {"text": filled(titles, ". ")(s)},
        "titles in one block, everything ranked": lambda s: {"text": filled(titles, ". ")(s)} | low,
        "misspelt titles": lambda s: {"text": filled(spoilt, ". ")(s)},
        "common words": lambda s: {"text": filled(short)(s)},
        "common words, everything ranked": lambda s: {"text": filled(short)(s)} | low,
        "common words, sentences of one": lambda s: {"text": filled(short, ". ")(s)},
        "words that nobody has": lambda s: {"text": filled(made_up)(s)},
        "emoji around claims": lambda s: {"text": filled([f"{t} " + "\U0001f600" * 40 for t in titles], ". ")(s)},
        "letters and points": lambda s: {"text": "a. " * int(BODY * s / 3)},
        "white space": lambda s: {"text": "a" + " " * int(BODY * s) + "a"},
        "paragraphs": lambda s: {"text": "a\n\n" * int(BODY * s / 5)},
        "20,000 languages": lambda s: {
            "blocks": [
                {"id": str(n), "text": titles[n % len(titles)], "language": "x" + "".join(rng.choices("abcdefgh", k=6))}
                for n in range(int(BLOCKS * s))
            ]
        },
        "lists in lists": lambda s: "[" + "[]," * int(BODY * s / 3) + "[]]",
        "objects": lambda s: "[" + "{}," * int(BODY * s / 3) + "{}]",
        "strings": lambda s: "[" + '"ab",' * int(BODY * s / 5) + '"ab"]',
        "keys": lambda s: json.dumps({f"k{n}": 0 for n in range(int(BODY * s / 14))}),
        "blocks beyond the limit": lambda s: blocks([""] * int(BODY * s / 26)),
    }


def queries(cases: list[Case]) -> dict[str, Callable[[float], str]]:
    """The queries for GET /v1/cases, by name: up to 64 words and 1,000 characters."""
    words = common(cases, 20)
    pairs = list(pairwise(words))
    return {
        "words of a query": lambda s: " ".join(words[: int(64 * s)]),
        "phrases of a query": lambda s: " ".join(f'"{a} {b}"' for a, b in pairs[: int(32 * s)]),
        "one long phrase": lambda s: f'"{" ".join(words[: int(64 * s)])}"',
        "names of many parts": lambda s: "-".join(words)[: int(1_000 * s)],
        "names of two parts": lambda s: " ".join(f"{a}-{b}" for a, b in pairs[: int(60 * s)]),
        "words that must be there": lambda s: " ".join(f"+{w}" for w in words[: int(64 * s)]),
        "words that must not": lambda s: " ".join(["nobody", *(f"-{w}" for w in words[: int(63 * s)])]),
        "ideographs of a query": lambda s: "".join(chr(0x4E00 + 7 * n) for n in range(int(1_000 * s))),
        "unknown words of a query": lambda s: " ".join(f"{w[::-1]}xq" for w in words[: int(60 * s)]),
    }


def measured(index: Path, send: Callable[[Any], Any]) -> Took:
    """Measure `send` in a new process that has answered a request before."""
    read, write = os.pipe()
    child = os.fork()
    if child:
        os.close(write)
        with os.fdopen(read) as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        return Took(*json.loads(told)) if told else Took(0, 0, 0, "the process died")
    client = create_app(Settings(index=index)).test_client()
    load_tables()  # as the service does at its start
    for score in (None, 0):
        client.post("/v1/match", json={"text": "They say that the moon landing was staged.", "min_score": score})
    client.get("/v1/cases?q=moon+landing")
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    response = send(client)
    size = len(response.get_data())
    seconds = time.process_time() - begun
    megabytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    reply = response.get_json()
    told = reply.get("type") or f"{size:,} bytes"
    if "matches" in reply:
        told = f"{len(reply['matches'])} matches, {size:,} bytes"
        told += f", {reply['blocks_read']} blocks read" if reply.get("complete") is False else ""
    with os.fdopen(write, "w") as pipe:
        pipe.write(json.dumps([round(seconds, 2), round(megabytes, 1), response.status_code, told]))
    os._exit(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=13_961)
    parser.add_argument("--index", type=Path, help="an index of these cases, built if it does not exist")
    parser.add_argument("--only", nargs="*", default=[], help="names of inputs, or parts of them")
    parser.add_argument("--size", type=float, nargs="*", default=SIZES, help="shares of what the limits allow")
    given = parser.parse_args()
    cases = grown(given.cases)
    index = given.index or Path(tempfile.gettempdir()) / f"bench-hostile-{len(cases)}"
    if not (index / "CURRENT").exists():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
            file.writelines(f"{json.dumps(c.to_dict())}\n" for c in cases)
            file.flush()
            build(index, [file.name])
    requests: dict[str, Callable[[float], Callable[[Any], Any]]] = {}
    for name, body in bodies(cases).items():
        requests[name] = partial(_made, _posting, body)
    for name, query in queries(cases).items():
        requests[name] = partial(_made, _asking, query)
    chosen = [n for n in requests if not given.only or any(part in n for part in given.only)]
    found: dict[str, dict[float, Took]] = {}
    for name in chosen:
        for share in given.size:
            took = measured(index, requests[name](share))
            found.setdefault(name, {})[share] = took
            print(
                f"{name:40} {share:5.0%} {took.seconds:6.2f} s {took.megabytes:6.0f} MB  {took.status} {took.told}",
                flush=True,
            )
    if not given.only:
        rows = {name: {str(share): took._asdict() for share, took in sizes.items()} for name, sizes in found.items()}
        out = Path(__file__).parent / "results" / "hostile.json"
        out.write_text(json.dumps({"cases": len(cases), "took": rows}, indent=1) + "\n", "utf-8")
    worst = [
        name
        for name, sizes in found.items()
        if any(t.seconds > SECONDS or t.megabytes > MEGABYTES or not t.status for t in sizes.values())
    ]
    sys.exit(f"beyond {SECONDS} s or {MEGABYTES} MB: {', '.join(worst)}" if worst else 0)


def _made(ask: Callable[[Any], Callable[[Any], Any]], of: Callable[[float], Any], share: float) -> Callable[[Any], Any]:
    """The request for one worst input at a share of its largest size."""
    return ask(of(share))


def _posting(body: Body) -> Callable[[Any], Any]:
    raw = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return lambda client: client.post("/v1/match", data=raw.encode(), content_type="application/json")


def _asking(query: str) -> Callable[[Any], Any]:
    return lambda client: client.get(f"/v1/cases?{urlencode({'q': query})}")


if __name__ == "__main__":
    main()
