"""Measure the browser's matcher: what it finds compared with the service's lexical matcher, its cost, and what is sent.

    python -m bench.local repeats       # how much it finds of what the service reports as `repeats`
    python -m bench.local written       # passages written for the reader: for which it says "states"
    python -m bench.local pages         # ordinary pages: notices, and what asking about suspicious sentences sends
    python -m bench.local speed --cases 13961 200000      # under Node and in workers of Chromium and Firefox

Prints JSON. The labelled sets are the development sets, from which the model was learnt, so judge it by its out-of-fold
figures in `index/pack/local_model.json`.
"""

from __future__ import annotations

import argparse
import functools
import http.server
import json
import os
import random
import shutil
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench import local_sets, sets, speed
from bench.reader import examples as reader_examples
from index.case import Case
from index.matcher.matcher import Block, Matcher
from index.matcher.text import background
from index.pack.claims import Claim
from index.pack.collect import claim_of, terms_of
from index.pack.contents import Contents, Group
from index.pack.matching import LocalMatcher
from index.pack.reading import read

ROOT = Path(__file__).resolve().parents[1]
EXTENSION = ROOT / "extension"
PRIVATE = bytes(range(32))
PAGES = 60  # number of pages matched to measure the time of one
SENTENCES = 200


def repeats(most: int) -> dict[str, Any]:
    """How many pairs of query and claim that the service reports as `repeats` by words alone the browser finds."""
    out: dict[str, Any] = {}
    for name, queries in (
        ("same-claim", sets.same_claim()), ("transcripts", sets.transcripts()), ("checkthat-2020", sets.checkthat()),
    ):  # fmt: skip
        file = f"eval/{name}/cases.jsonl"
        service, local, ids = sets.matcher(file), local_sets.matcher(file, trained=True), local_sets.contents(file)[1]
        told: Counter[str] = Counter()
        for q in reader_examples.some(random.Random(3), queries, most):
            wanted = [{m.case, *m.also} for m in service.match([Block("q", q.text)]) if m.relation == "repeats"]
            found = local.match(local.read([("q", q.text, False, "")]))
            speaks = {ids[case] for f in found for case in (f.case, *f.also)}
            told["service"] += len(wanted)
            told["found"] += sum(not claims.isdisjoint(speaks) for claims in wanted)
            told["queries"] += 1
            for f in found:
                label = q.labels.get(ids[f.case])
                told[f"{f.relation} {'unjudged' if label is None else label}"] += 1
        out[name] = dict(told) | {"share": round(told["found"] / max(1, told["service"]), 3)}
    return out


def written(most: int) -> dict[str, Any]:
    """English passages of the frozen halves of all hands, as pages with their surroundings, matched with their claims.
    For each kind: the share for which the browser says "states", "states" or "speaks", and the service's share."""
    found = [e for e in reader_examples.own(frozen=True) if e.language == "en"]
    claims = {claim: f"w{n}" for n, claim in enumerate(dict.fromkeys(e.claim for e in found))}
    cases = [Case(id=name, source="bench", title=claim) for claim, name in claims.items()]
    out: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pack = read(packed(cases, folder / "matcher"))
        local, service = LocalMatcher(pack.contents), Matcher.open(folder / "matcher")
        for kind in dict.fromkeys(e.kind for e in found):
            some = reader_examples.some(random.Random(3), [e for e in found if e.kind == kind], most)
            told: Counter[str] = Counter()
            for e in some:
                around = (e.context.before, e.passage, e.context.after)
                blocks = [Block(str(n), text, heading=e.context.heading if n == 1 else "")
                          for n, text in enumerate(around)]  # fmt: skip
                place = cases.index(next(c for c in cases if c.id == claims[e.claim]))
                sent = [(b.id, b.text, False, b.heading) for b in blocks]
                relations = {f.relation for f in local.match(local.read(sent, "en"), e.context.title)
                             if place in (f.case, *f.also)}  # fmt: skip
                told["states"] += "repeats" in relations
                told["found"] += bool(relations)
                told["service"] += any(m.relation == "repeats" and claims[e.claim] in (m.case, *m.also)
                                       for m in service.match(blocks, title=e.context.title))  # fmt: skip
            out[kind] = {k: round(v / len(some), 3) for k, v in told.items()} | {"passages": len(some)}
    return out


def pages() -> dict[str, Any]:
    """Notices on ordinary pages, and the sentences that would be sent to a service, with those around them."""
    local = local_sets.matcher(*sets.ALL_CASES, trained=True)
    service = sets.matcher(*sets.ALL_CASES)
    told: Counter[str] = Counter()
    whole, sent = 0, dict[str, int]()
    for name, blocks in sets.ordinary_pages():
        whole += sum(len(b.text.encode()) for b in blocks)
        found = local.match(local.read([(b.id, b.text, False, "") for b in blocks]))
        told.update(f"browser {f.relation}" for f in found)
        told.update(f"service {m.relation}" for m in service.match(blocks))
        asked = {(f.block, f.start, f.end) for f in found}
        sent[name] = sum(len(blocks[n].text[a:b].encode()) for n, a, b in asked)
    return {
        "pages": len(sent),
        "notices": dict(told),
        "bytes": whole,
        "sent": sum(sent.values()),
        "share": round(sum(sent.values()) / whole, 5),
        "pages_without": sum(not size for size in sent.values()),
    }


def packed(cases: list[Case], folder: Path) -> bytes:
    """A pack of cases that are in no index. Makes the matcher's arrays for it and leaves its cards bare."""
    Matcher.build(cases, folder)
    arrays = Matcher.open(folder).arrays
    claims: list[Claim] = []
    cards: list[str] = []
    groups: list[Group] = []
    place: dict[int, int] = {}
    for ordinal, case in enumerate(cases):
        claim = claim_of(case)
        if not claim:
            continue
        place[ordinal] = len(claims)
        first = place.get(int(arrays.case_group[ordinal]), len(claims))
        groups += [(len(claims), first)] if first != len(claims) else []
        claims.append(claim)
        cards.append(json.dumps({"id": case.id, "source": case.source, "title": case.title}, ensure_ascii=False))
    languages = sorted({wording.language for claim in claims for wording in claim})
    made = Contents(
        "bench", "", background.TEXTS, languages, 0, terms_of(claims, arrays), claims, groups, [], cards,
        ['""'] * len(cards),
    )  # fmt: skip
    return made.to_bytes(PRIVATE)


def timed(found: dict[str, Any]) -> dict[str, Any]:
    """The median over the later half of the pages, whose words have been seen before."""
    later = found["pages"][len(found["pages"]) // 2 :]
    return {
        "page_ms": round(median(later), 1), "page_ms_worst": round(max(later), 1),
        "read_whole_ms": round(found["whole"]),
        "read_stored_ms": round(found["stored"]), "open_ms": round(found["matcher"]),
        "from_storage_ms": round(found.get("kept", 0)), "matches": found["matches"],
    } | {k: v for k, v in found.items() if k in ("heap_mb", "rss_mb")}  # fmt: skip


def bundle(folder: Path) -> Path:
    """Bundle the measuring script with the matcher, for Node and for browsers."""
    out = folder / "measure.js"
    subprocess.run(
        [EXTENSION / "node_modules/.bin/esbuild", EXTENSION / "tools/measure-matcher.ts", "--bundle", "--minify",
         "--format=iife", f"--outfile={out}", "--log-level=warning", "--charset=utf8"],
        check=True,
    )  # fmt: skip
    return out


NODE = """
const fs = require("node:fs");
require(process.argv[2]);
const before = process.memoryUsage();
const [pack, pages] = [3, 4].map((n) => fs.readFileSync(process.argv[n]));
const clock = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
measureMatcher(new Uint8Array(pack), JSON.parse(pages), clock).then((told) => {
  global.gc(); global.gc();
  const after = process.memoryUsage();
  const mb = (...names) => Math.round(names.reduce((sum, n) => sum + after[n] - before[n], 0) / 1e5) / 10;
  console.log(JSON.stringify({ ...told, heap_mb: mb("heapUsed", "arrayBuffers"), rss_mb: mb("rss") }));
});
"""


def in_node(folder: Path) -> dict[str, Any]:
    """Measure under Node, in processor time, which includes its threads that compile and collect garbage."""
    (folder / "run.cjs").write_text(NODE)
    command = ["node", "--expose-gc", "run.cjs", "./measure.js", "cases.pack", "pages.json"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return timed(json.loads(done.stdout))


WORKER = """
importScripts("measure.js");
const got = [fetch("cases.pack").then((r) => r.arrayBuffer()), fetch("pages.json").then((r) => r.json())];
Promise.all(got).then(async ([pack, pages]) => {
  const bytes = new Uint8Array(pack);
  const half = Math.floor(pages.length / 2);
  const told = await measureMatcher(bytes, pages.slice(0, half));
  const matcher = openedMatcher();
  const kept = await openStored(bytes);
  // What is timed waits for the word, so that the worker's processor time can be read before and after it.
  onmessage = async () => {
    for (const page of pages.slice(half)) {
      const blocks = page.map((text, n) => ({ id: `b${n}`, text }));
      const start = performance.now();
      told.matches += (await matcher.match({ blocks, language: "en" })).matches.length;
      told.pages.push(performance.now() - start);
    }
    postMessage({ ...told, kept });
  };
  postMessage("ready");
});
"""
BEGIN = """() => new Promise((done) => {
  globalThis.worker = new Worker("worker.js");
  worker.onmessage = () => done(true); })"""
GO_ON = "() => new Promise((done) => { worker.onmessage = ({ data }) => done(data); worker.postMessage('go'); })"
# The nanoseconds of the workers' threads in all web processes.
THREADS = """async () => (await ChromeUtils.requestProcInfo()).children.flatMap(({ threads }) => threads)
  .filter(({ name }) => name.startsWith("DOM Worker")).reduce((sum, { cpuTime }) => sum + cpuTime, 0)"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder with a page and the measuring worker. Yields the page's address."""
    (folder / "index.html").write_text("<!doctype html><title>bench</title>")
    (folder / "worker.js").write_text(WORKER)

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html"
    finally:
        server.shutdown()


def in_chromium(folder: Path) -> dict[str, Any]:
    """Measure in a worker of a real Chromium."""
    from tests.browser import chromium

    with served(folder) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(address)
        page.evaluate(BEGIN)
        return timed(page.evaluate(GO_ON))


def in_firefox(folder: Path) -> dict[str, Any]:
    """Measure in a worker of a real Firefox with a precise clock, and also its mean processor time."""
    from tests.extension.support.firefox import Firefox
    from tests.extension.support.web import Web

    web = Web()
    with served(folder) as address, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        web.forward(address)
        clock = {"privacy.reduceTimerPrecision": False}
        browser = Firefox(None, Path(profile) / "profile", web.port, "bench@rejoinder.example", **clock)
        try:
            page = browser.page(address)
            page.call(BEGIN)
            before = browser.privileged(THREADS)
            told = page.call(GO_ON)
            spent = (browser.privileged(THREADS) - before) / 1e6
            return timed(told) | {"page_processor_ms": round(spent / (PAGES - PAGES // 2), 1)}
        finally:
            browser.close()
            web.close()


def speeds(counts: list[int]) -> dict[str, Any]:
    """Measure a page of 200 sentences, opening a pack, and memory, for each number of cases."""
    out: dict[str, Any] = {}
    wanted = [[b.text for b in page] for page in speed.stretches(SENTENCES)[:PAGES]]
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "cases.pack").write_bytes(packed(speed.grown(count), folder / "matcher"))
            (folder / "pages.json").write_text(json.dumps(wanted))
            bundle(folder)
            size = (folder / "cases.pack").stat().st_size
            out[str(count)] = {"pack_bytes": size, "node": in_node(folder)}
            if shutil.which("chromium"):
                out[str(count)]["chromium"] = in_chromium(folder)
            if shutil.which("firefox-esr"):
                out[str(count)]["firefox"] = in_firefox(folder)
            out[str(count)]["load"] = round(os.getloadavg()[0], 1)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("repeats", "written", "pages", "speed"))
    parser.add_argument("--cases", type=int, nargs="+", default=[13961])
    parser.add_argument("--some", type=int, default=100_000, help="queries of a set, or passages of a kind, at random")
    asked = parser.parse_args()
    work: dict[str, Callable[[], Any]] = {
        "repeats": lambda: repeats(asked.some),
        "written": lambda: written(asked.some),
        "pages": pages,
        "speed": lambda: speeds(asked.cases),
    }
    print(json.dumps(work[asked.what](), indent=1))


if __name__ == "__main__":
    main()
