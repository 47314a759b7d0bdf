"""What the service as a whole tells of passages that training has not seen, among all cases of the shared data.

    python -m bench.told                                  # words and the reader, as shipped
    python -m bench.told --model built-in --some 200      # with the built-in sentence encoder
    python -m bench.told --reader FOLDER                  # with another reader, as `bench.reader.export` made it
    python -m bench.told --model built-in --unjudged FILE # and write the other claims that nobody has judged

Each passage of the frozen half of tests/data/reader/hands is a page of its own, with what stands around it. The
output gives, by kind and by the passage's language, the share whose own claim is told as `repeats`, and how many other
claims are told beside it. `right` and `wrong` count the other claims that tests/data/reader/judged.jsonl judges.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench import sets
from bench.reader import examples
from bench.reader.examples import REPEATS, Example
from index.matcher.matcher import Block, Matcher, Reads
from index.reader.model import Reader
from index.semantic import vectors
from index.semantic.static import StaticEncoder

SEED = 11


@dataclass(slots=True)
class Told:
    """Counts of one kind of passages in one language, or in all but English."""

    passages: int = 0
    own: int = 0
    others: int = 0
    right: int = 0
    wrong: int = 0
    unjudged: list[dict[str, Any]] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """The counts, with the share of passages whose own claim is told."""
        share = round(self.own / max(1, self.passages), 3)
        return {
            "passages": self.passages,
            "own": share,
            "others": self.others,
            "right": self.right,
            "wrong": self.wrong,
        }


def matcher(model: str, reader: Path | None, folder: Path, *more: str) -> Matcher:
    """A matcher over all cases, and those of `more` files, with the shipped reader, or with another one, and with the
    built-in encoder if named.
    """
    reads = Reads(Reader(reader) if reader else Reader(), 1e9)
    Matcher.build(sets.cases(*sets.ALL_CASES, *more), folder / "matcher")
    if not model:
        return Matcher.open(folder / "matcher", reads=reads)
    encoder = StaticEncoder()
    vectors.build(folder, encoder)
    return sets.with_meaning(folder, encoder, reads)


def passages(most: int) -> list[Example]:
    """Up to so many frozen passages of each kind in English, and as many in other languages, by lot.

    Passages about claims that are not among the cases are left out.
    """
    indexed = {examples.claim_of(case.id) for case in sets.cases(*sets.ALL_CASES)}
    found = defaultdict(list)
    for e in examples.own(frozen=True):
        if e.claim in indexed and not e.source.endswith("-same"):
            found[e.kind, e.language == "en"].append(e)
    return [e for group in found.values() for e in examples.some(random.Random(SEED), group, most)]


def judged() -> dict[tuple[str, str], bool]:
    """Whether a passage repeats a claim, of the pairs that were judged by reading."""
    return {(e.passage, e.claim): e.allowed == (REPEATS,) for e in examples.judged_pairs()}


def page_of(e: Example) -> list[Block]:
    """The blocks of the page that consists of a passage and what stands around it."""
    around = (("before", e.context.before), ("passage", e.passage), ("after", e.context.after))
    return [Block(i, text, heading=e.context.heading if i == "passage" else "") for i, text in around if text]


def tell(found: list[Example], of: Matcher) -> dict[str, Told]:
    """What the matcher tells of each passage, counted by language and kind."""
    known = judged()
    out: dict[str, Told] = defaultdict(Told)
    for e in found:
        told = out[f"{'en' if e.language == 'en' else 'other'} {e.kind}"]
        told.passages += 1
        for m in of.match(page_of(e), title=e.context.title):
            if m.relation != "repeats":
                continue
            claims = {examples.claim_of(case) for case in (m.case, *m.also)}
            if e.claim in claims:
                told.own += 1
                continue
            told.others += 1
            right = [known[e.passage, claim] for claim in claims if (e.passage, claim) in known]
            told.right += any(right)
            told.wrong += bool(right) and not any(right)
            if not right:
                told.unjudged.append({"text": e.passage, "case": m.case, "score": round(m.score, 3), "kind": e.kind})
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=("", "built-in"), default="", help="sentence encoder; none by default")
    parser.add_argument("--reader", type=Path, help="folder of another reader than the shipped one")
    parser.add_argument("--some", type=int, default=100, help="passages of each kind, in English and in the others")
    parser.add_argument("--unjudged", type=Path, help="file to which other claims that nobody has judged are written")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = tell(passages(args.some), matcher(args.model, args.reader, Path(folder)))
    for kind, told in sorted(found.items()):
        print(kind, json.dumps(told.row()))
    total = [sum(getattr(t, name) for t in found.values()) for name in ("others", "right", "wrong")]
    print("others told {}, of these judged right {} and wrong {}".format(*total))
    if args.unjudged:
        lines = (json.dumps(row, ensure_ascii=False) for told in found.values() for row in told.unjudged)
        args.unjudged.write_text("".join(f"{line}\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
