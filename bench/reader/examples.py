"""What the reader learns from, and what it is measured on: pairs of a claim and a passage with what the passage does.

Everything third-party is read from the shared data; tests/data/reader holds what was written for Rejoinder. An example
allows one or several answers: a claim with a name changed is `narrative` or `neither`, and nobody needs to say which.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from bench import sets
from bench.reader import mutations
from index.matcher.text.sentence_splitter import sentences
from index.reader.pair import ALONE, Context, claim_text

T = TypeVar("T")
REPEATS, DENIES, REPORTS, NARRATIVE, NEITHER = range(5)
OTHER = (NARRATIVE, NEITHER)
NOT = (DENIES, REPORTS, NARRATIVE, NEITHER)
OWN = Path(__file__).resolve().parents[2] / "tests" / "data" / "reader"
OF_PAIR = {
    "same": (REPEATS,),
    "narrative": (NARRATIVE,),
    "neither": (NEITHER,),
    "denied": (DENIES,),
    "reported": (REPORTS,),
}
OF_KIND = {
    "verbatim": (REPEATS,), "light": (REPEATS,), "heavy": (REPEATS,), "spread": (REPEATS,), "part": (REPEATS,),
    "added": (REPEATS,), "quoted": (REPEATS,), "repeated_around": (REPEATS,), "denied": (DENIES,),
    "reported": (REPORTS,), "denied_around": (DENIES, REPORTS), "near": OTHER, "swap": OTHER,
    "opposite": (DENIES, NARRATIVE, NEITHER), "narrative": (NARRATIVE,), "topic": OTHER, "far": (NEITHER,),
}  # fmt: skip
FIELDS = "fields"  # source of passages about claims of other fields, which were made up
OF_DENIAL = {"repeats": (REPEATS,), "denies": (DENIES,), "reports": (REPORTS,)}


@dataclass(frozen=True, slots=True)
class Example:
    """A pair, the answers that are right, where it comes from, and what keeps it together with others in a split."""

    claim: str
    passage: str
    allowed: tuple[int, ...]
    source: str
    group: str
    context: Context = ALONE
    weight: float = 1.0
    kind: str = ""
    language: str = "en"


def part_of(group: str, parts: int = 10) -> int:
    """A part of 0 to parts - 1 that a group always falls into."""
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % parts


def some(rng: random.Random, found: Sequence[T], many: int) -> list[T]:
    """So many of them by lot, or all where there are fewer."""
    return rng.sample(found, min(many, len(found)))


@cache
def known_cases() -> dict[str, tuple[str, str]]:
    """Title and summary of every case of the shared data, by id; those of two further sets with a prefix."""
    out = {}
    for prefix, name in (
        ("", sets.ALL_CASES[0]), ("", sets.ALL_CASES[1]), ("tr-", "eval/transcripts/cases.jsonl"),
        ("ct-", "eval/checkthat-2020/cases.jsonl"),
    ):  # fmt: skip
        for row in sets.rows(name):
            out[prefix + row["id"]] = (row["title"], row["summary"])
    return out


@cache
def titles() -> dict[str, str]:
    """The title alone of every claim that is given with a sentence of its summary."""
    return {claim: title for title, summary in known_cases().values() if (claim := claim_text(title, summary)) != title}


def claim_of(case: str, default: str = "") -> str:
    """The claim of a case as the reader is given it."""
    if case not in known_cases():
        return default
    return claim_text(*known_cases()[case])


def judged_pairs() -> Iterator[Example]:
    """Sentences and the claims nearest to them, judged by reading."""
    for row in sets.rows("eval/reader/pairs.jsonl"):
        yield Example(
            claim_of(row["case"], row["claim"]), row["text"], OF_PAIR[row["label"]], "pairs", f"p{row['text']}"
        )
    for row in lines(OWN / "judged.jsonl"):
        text = row.get("text") or _text(row["of"])
        yield Example(claim_of(row["case"]), text, OF_PAIR[row["label"]], "judged", f"p{text}")


@cache
def judged_lines() -> set[tuple[str, str]]:
    """Lines of speeches ("speech/block") and cases that were judged here, beside the shared sets."""
    rows = [(row["of"].split("\t"), row["case"]) for row in lines(OWN / "judged.jsonl") if "of" in row]
    return {(of[1], case) for of, case in rows if of[0] == "line"}


def _text(of: str) -> str:
    """The text that a judged line names: title and case; summary, case and which sentence; line and where it is."""
    kind, case, *at = of.split("\t")
    if kind == "line":
        return _speech_lines()[case]
    title, summary = known_cases()[case]
    if kind == "title":
        return title
    a, b = sentences(summary)[int(at[0])]
    return summary[a:b]


@cache
def _speech_lines() -> dict[str, str]:
    pages = sets.rows("eval/transcripts/dev.jsonl")
    return {f"{page['id']}/{block['id']}": block["text"] for page in pages for block in page["blocks"]}


def written() -> Iterator[Example]:
    """Passages that were written for claims, by hands of the shared data."""
    for row in sets.rows("eval/reader/written.jsonl"):
        claim = claim_of(row["case"], row["claim"])
        yield Example(claim, row["text"], OF_KIND[row["kind"]], f"written-{row['hand']}", row["case"], kind=row["kind"])


def own(frozen: bool | None) -> Iterator[Example]:
    """Passages that were written for Rejoinder: the frozen half of every hand, the other one, or both (None)."""
    for path in sorted((OWN / "hands").glob("*.jsonl")):
        for row in lines(path):
            if frozen is None or (part_of(row["case"], 2) == 0) == frozen:
                yield from _of_row(row, path.stem)


def _of_row(row: dict[str, Any], hand: str) -> Iterator[Example]:
    english = claim_of(row["case"], claim_text(row.get("english") or row["claim"], row.get("summary", "")))
    language = row["lang"]
    source = f"{'own' if row['case'] in known_cases() else FIELDS}-{hand}"
    for kind, allowed in OF_KIND.items():
        several = row.get(kind) or []
        for found in several if isinstance(several, list) else [several]:
            context = ALONE
            if isinstance(found, dict):
                context = Context(*(found.get(k, "") for k in Context._fields))
                found = found["text"]
            verbatim = row["claim"] or known_cases()[row["case"]][0]  # claims of the shared data are not copied
            text = found.replace("{claim}", verbatim)
            made = Example(english, text, allowed, source, row["case"], context, 1.0, kind, language)
            yield made
            if language != "en" and kind not in ("verbatim",):
                # the same passage beside its claim in its own language
                yield replace(made, claim=row["claim"], source=f"{source}-same", weight=0.5)


def denial(*names: str) -> Iterator[Example]:
    """Pairs about denial and reporting."""
    for name in names:
        for row in lines(OWN.parent / "denial" / f"{name}.jsonl"):
            claim = claim_text(row["claim"], row.get("summary", ""))
            yield Example(
                claim, row["text"], OF_DENIAL[row["label"]], f"denial-{name}", row["claim"], kind=row["label"],
                language=row.get("lang", "en"),
            )  # fmt: skip


def same_claim() -> Iterator[Example]:
    """Judged candidates of sentences of later cases."""
    of = {2: (REPEATS,), 1: (NARRATIVE,), 0: (NEITHER,)}
    for q in sets.same_claim():
        for case, label in q.labels.items():
            yield Example(claim_of(case), q.text, of[label], "same-claim", q.id)


def transcripts() -> Iterator[Example]:
    """Judged lines of speeches, with their neighbours."""
    of = {2: (REPEATS,), 1: (NARRATIVE,), 0: OTHER}
    for page in sets.rows("eval/transcripts/dev.jsonl"):
        at = {b["id"]: n for n, b in enumerate(page["blocks"])}
        text = [b["text"] for b in page["blocks"]]
        for block, labels in page["labels"].items():
            n = at[block]
            context = Context("", "", text[n - 1] if n else "", text[n + 1] if n + 1 < len(text) else "")
            for case, label in labels.items():
                yield Example(
                    claim_of(f"tr-{case}"),
                    text[n],
                    of[label],
                    "transcripts",
                    f"{page['id']}",
                    context,
                    kind=f"{page['id']}/{block}",
                )


def speaks() -> Iterator[Example]:
    """Passages that speak to the model, beside a claim that they do or do not repeat."""
    for row in lines(OWN / "speaks.jsonl"):
        allowed = (REPEATS,) if row["repeats"] else ()
        yield Example(row["claim"], row["text"], allowed, "speaks", row["claim"], kind=str(row["repeats"]))


def held_out(e: Example) -> bool:
    """Whether an example is kept for measuring: half of the judged sets, by query or speech."""
    return e.source in ("same-claim", "transcripts") and part_of(e.group, 2) == 0


def mined(rng: random.Random, positives: list[Example], share: float) -> Iterator[Example]:
    """Pairs that repeat a claim, with one thing of the claim changed: they no longer do."""
    for e in positives:
        if e.allowed != (REPEATS,) or rng.random() >= share:
            continue
        claim = mutations.changed(e.claim, rng)
        if claim is not None:
            allowed = NOT if claim.count(" not") != e.claim.count(" not") or "cannot" in claim else OTHER
            yield replace(e, claim=claim, allowed=allowed, source="mined", kind="mined")


def verbatim(rng: random.Random, many: int) -> Iterator[Example]:
    """Claims beside themselves, and beside themselves with one thing changed."""
    cases = [c for c in known_cases() if not c.startswith(("tr-", "ct-")) and part_of(c, 2)]
    for case in rng.sample(cases, many):
        claim = claim_of(case)
        title = known_cases()[case][0]
        text = rng.choice([title, title, title.rstrip(".") + ".", title.upper(), f"\u201c{title}\u201d", title.lower()])
        yield Example(claim, text, (REPEATS,), "verbatim", case, kind="verbatim")
        other = mutations.changed(title, rng)
        if other:
            allowed = NOT if other.count(" not") != title.count(" not") or "cannot" in other else OTHER
            pair = (claim, other) if rng.random() < 0.5 else (other, title)
            yield Example(*pair, allowed, "mined", case, kind="mined")
    chosen = [known_cases()[c][0] for c in rng.sample(cases, min(len(cases), 4 * many))]
    yield from crossed(rng, [Example(title, title, (REPEATS,), "verbatim", title) for title in chosen])


def crossed(rng: random.Random, found: list[Example]) -> Iterator[Example]:
    """Passages that repeat a claim, beside the same said of another subject, and beside another thing said of theirs.

    Half of the others are drawn from all claims, half from those of the same sort: they share a word. A passage that
    names the subject as the claim does is given another one, too.
    """
    claims = sorted({titles().get(e.claim, e.claim) for e in found})
    of_word: dict[str, list[str]] = {}
    for claim in claims:
        for word in {w.lower() for w in claim.split() if len(w) > 4}:
            of_word.setdefault(word, []).append(claim)
    for e in found:
        claim = titles().get(e.claim, e.claim)
        if e.allowed != (REPEATS,) or mutations.halves(claim) is None:
            continue
        near = [c for w in claim.split() for c in of_word.get(w.lower(), ())]
        for _ in range(40):
            made = mutations.crossed(claim, rng.choice(near if near and rng.random() < 0.5 else claims))
            if made is not None:
                yield replace(e, claim=rng.choice(made), allowed=OTHER, source="crossed", kind="crossed")
                subject, other = ((mutations.halves(c) or ("", ""))[0].strip() for c in (claim, made[0]))
                if subject in e.passage:
                    passage = e.passage.replace(subject, other)
                    yield replace(e, passage=passage, allowed=OTHER, source="crossed", kind="crossed")
                break


def debunks(rng: random.Random, many: int) -> Iterator[Example]:
    """Sentences of debunks beside the claim that they debunk: whatever they do, they do not repeat it."""
    rows = [r for r in sets.rows(sets.DEBUNKED) if len(r["response"]) > 60 and part_of(r["id"], 2)]
    for row in some(rng, rows, many):
        spans = sentences(row["response"][:1500])
        a = rng.randrange(len(spans))
        b = min(len(spans) - 1, a + rng.choice([0, 0, 1, 2]))
        text = row["response"][spans[a][0] : spans[b][1]]
        if len(text) > 25:
            yield Example(claim_text(row["title"], row["summary"]), text, NOT, "debunks", row["id"], weight=0.7)


def strangers(rng: random.Random, found: list[Example]) -> Iterator[Example]:
    """Passages beside claims that have nothing to do with them: what is near in no way has to be known, too.

    Every third passage is a short one that says nothing of any claim: shared words do not speak against those.
    """
    claims = [e.claim for e in found]
    for n, e in enumerate(found):
        if n % 3 == 0:
            e = replace(e, passage=rng.choice(around()), context=ALONE, language="en", kind="")
        claim = rng.choice(claims)
        if claim != e.claim:
            yield replace(e, claim=claim, allowed=(NEITHER,), source="strangers")


@cache
def prose() -> list[str]:
    """Sentences of ordinary pages and debunks, to stand around passages."""
    out = []
    for _, blocks in sets.ordinary_pages():
        for block in blocks[:40]:
            out += [block.text[a:b] for a, b in sentences(block.text)[:3] if 30 < b - a < 250]
    for row in sets.rows(sets.DEBUNKED)[::3]:
        out += [row["response"][a:b] for a, b in sentences(row["response"][:800])[:2] if 30 < b - a < 250]
    return out


@cache
def around() -> list[str]:
    """Short sentences and headings that say nothing of any claim; some deny, doubt or report something else."""
    return (OWN / "around.txt").read_text("utf-8").splitlines()


def lines(path: Path) -> list[dict[str, Any]]:
    """Decoded lines of a JSONL file of the project; none if there is no such file."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
