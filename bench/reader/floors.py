"""What the pipeline with the shipped reader tells of the frozen passages, and the floors that tests hold it to.

python -m bench.reader.floors            # measures, and writes tests/data/reader/floors.json
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from bench.reader import examples
from bench.reader.examples import Example
from index.case import Case
from index.matcher.matcher import Block, Matcher, Reads
from index.reader.model import Reader

SLACK = 0.08  # by which a share may differ from what was measured
PARTS = 10  # one claim in so many is looked at, so that a test stays short
PATIENCE_MS = 10_000.0


def told(found: Sequence[Example], reader: Reader, folder: Path) -> list[bool]:
    """Of which examples it is told that they repeat their claim, each as a page of its own; indexed in `folder`."""
    claims = {e.claim: Case.from_dict({"id": f"c{n}", "source": "test", "title": e.claim}) for n, e in enumerate(found)}
    Matcher.build(list(claims.values()), folder)
    matcher = Matcher.open(folder, reads=Reads(reader, PATIENCE_MS))
    out = []
    for e in found:
        around = e.context
        texts = {"h": around.heading, "b": around.before, "text": e.passage, "a": around.after}
        blocks = [Block(name, text) for name, text in texts.items() if text]
        matches = matcher.match(blocks, title=around.title)
        own = claims[e.claim].id
        out.append(any(m.relation == "repeats" and m.block == "text" and own in (m.case, *m.also) for m in matches))
    return out


def frozen() -> list[Example]:
    """The English frozen passages of some of the claims."""
    return [e for e in examples.own(frozen=True) if e.language == "en" and examples.part_of(e.group, PARTS) == 0]


def shares(found: Sequence[Example], shown: Sequence[bool]) -> dict[str, float]:
    """Share told to repeat, by kind."""
    of: dict[str, list[bool]] = defaultdict(list)
    for e, yes in zip(found, shown, strict=True):
        of[e.kind].append(yes)
    return {kind: sum(yes) / len(yes) for kind, yes in of.items()}


def main() -> None:
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder:
        found = frozen()
        kinds = shares(found, told(found, reader, Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        spoken = list(examples.speaks())
        yes = told(spoken, reader, Path(folder))
    print(json.dumps(kinds, indent=1))
    repeat = [y for y, e in zip(yes, spoken, strict=True) if e.allowed]
    other = [y for y, e in zip(yes, spoken, strict=True) if not e.allowed]
    bounds = {k: [round(max(0, v - SLACK), 2), round(min(1, v + SLACK), 2)] for k, v in kinds.items()}
    for e in found:  # what repeats its claim may be found more often
        if e.allowed == (examples.REPEATS,):
            bounds[e.kind][1] = 1.0
    floors = {"kinds": bounds, "speaks": {"kept": sum(repeat) - 1, "wrong": sum(other) + 1}}
    (examples.OWN / "floors.json").write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    print(json.dumps(floors["speaks"]))


if __name__ == "__main__":
    main()
