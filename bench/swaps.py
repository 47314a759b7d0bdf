"""Measure claims with one thing changed, and claims word for word, through the whole pipeline as shipped.

    python -m bench.swaps            # needs the shared data

Takes real claims and replaces a name by another of its kind, exchanges two names, or changes a number. Matches each
as a page of its own, and counts those that get `repeats` for the claim they were made from.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable

from bench import sets
from bench.reader import examples, mutations
from index.matcher.matcher import Block

MANY = 150
SEED = 5


def main() -> None:
    matcher = sets.reading_matcher(*sets.ALL_CASES)
    rng = random.Random(SEED)
    titles = [c for c in examples.known_cases() if not c.startswith(("tr-", "ct-"))]
    rng.shuffle(titles)
    hows: dict[str, Callable[[str, random.Random], str | None]] = {
        "word for word": lambda title, _: title,
        "name": mutations.renamed,
        "roles": mutations.exchanged,
        "number": mutations.renumbered,
        "misspelt": lambda title, r: mutations.misspelt(title, r, 0.1),
    }
    told: dict[str, list[bool]] = defaultdict(list)
    for kind, how in hows.items():
        for case in titles:
            title = examples.known_cases()[case][0]
            other = how(title, rng)
            if other is None or (other == title and kind not in ("word for word", "misspelt")) or len(title) < 25:
                continue
            found = matcher.match([Block("b", other)])
            told[kind].append(any(case in (m.case, *m.also) and m.relation == "repeats" for m in found))
            if len(told[kind]) == MANY:
                break
    print(json.dumps({k: [round(sum(v) / len(v), 3), len(v)] for k, v in told.items()}, indent=1))


if __name__ == "__main__":
    main()
