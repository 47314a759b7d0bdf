"""What the semantic tier costs: milliseconds a page, and memory of a service's workers, beside the same without it.

    python -m bench.semantic                  # needs the shared data and its sentence encoder

Pages are stretches of 200 sentences of real speeches against 13,961 cases, each matched with and without the tier in
turn; figures are medians. Memory is the proportional set size of all processes of a service that has answered pages,
with one worker and with three. Writes bench/results/semantic.json.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import psutil

from bench import sets
from bench.speed import Page, stretches
from index.library import Library
from index.semantic.encoder import Encoder
from index.semantic.models import Models

SENTENCES, PAGES = 200, 40
REJOINDER = str(Path(__file__).resolve().parents[1] / ".venv" / "bin" / "rejoinder")
MEMORY_CASES = "eval/same-claim/cases.jsonl"


def times() -> dict[str, Any]:
    """Milliseconds a page in process, without and with the tier at its usual budget."""
    encoder = Encoder(sets.encoder().folder)
    tiered = sets.semantic_matcher(*sets.ALL_CASES)
    tier = tiered.tier
    assert tier is not None
    tier.models = Models(encoder)  # type: ignore[attr-defined]
    plain = sets.matcher(*sets.ALL_CASES)
    pages = stretches(SENTENCES)[: PAGES + 5]
    found: dict[str, list[float]] = {"without": [], "with": []}
    for n, page in enumerate(pages):
        for name, matcher in (("without", plain), ("with", tiered)):
            begun = time.perf_counter()
            matcher.match(page)
            if n >= 5:
                found[name].append((time.perf_counter() - begun) * 1000)
    added = [b - a for a, b in zip(found["without"], found["with"], strict=True)]
    return {
        "pages": PAGES,
        "ms_without": round(median(found["without"]), 2),
        "ms_with": round(median(found["with"]), 2),
        "ms_added": round(median(added), 2),
        "ms_added_most": round(max(added), 2),
    }


def memory(index: Path, workers: int, model: str) -> float:
    """Proportional set size of a service's processes, in MB, after pages were answered."""
    port = 8790 + workers
    environment = os.environ | {"REJOINDER_MODEL": model}
    command = [REJOINDER, "serve", "--index", str(index), "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as service:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address)
            # at once, so that every worker answers some of them
            with ThreadPoolExecutor(4 * workers) as clients:
                list(clients.map(lambda page: _ask(address, page), islice(cycle(stretches(SENTENCES)), 60 * workers)))
            process = psutil.Process(service.pid)
            return sum(p.memory_full_info().pss for p in (process, *process.children(recursive=True))) / 1e6
        finally:
            service.terminate()


def _ask(address: str, page: Page) -> None:
    body = json.dumps({"blocks": [{"id": b.id, "text": b.text} for b in page]}).encode()
    request = urllib.request.Request(f"{address}/v1/match", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request, timeout=60).read()


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the service did not become ready")


def main() -> None:
    figures = times()
    from index import build as building

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        index = Path(folder) / "index"
        building.build(index, [str(sets.DATA / MEMORY_CASES)], models=Models(sets.encoder()))
        assert Library(index, Models(sets.encoder())).current().semantic.active
        sizes = {
            (name, workers): memory(index, workers, model)
            for name, model in (("without", ""), ("with", str(sets.MODEL)))
            for workers in (1, 3)
        }
    first = sizes["with", 1] - sizes["without", 1]
    figures["mb_added_first_worker"] = round(first, 1)
    figures["mb_added_further_worker"] = round((sizes["with", 3] - sizes["without", 3] - first) / 2, 1)
    figures["mb"] = {f"{name}, {workers} workers": round(size, 1) for (name, workers), size in sizes.items()}
    path = Path(__file__).parent / "results" / "semantic.json"
    path.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
