"""Sixth stage of a match: why a passage was matched, in terms that a reader understands.

Keys of `why` (the first three are always there, the others only if they are not empty):
  field     which text of the case holds the claim: "title", "summary" or "excerpt"
  claim     that text
  words     the page's words that agree with the claim, as the page writes them and in its order, each once
  missing   content words of the claim that the passage does not hold
  names     those of `words` that are names        numbers   those of `words` that are numbers
  spelling  words of the page that were matched to a word of the claim although one letter differs
  denied    the page's words that deny the claim: such a match is never "repeats"
  reported  the page's words that attribute the claim to somebody else or check it: such a match is never "repeats"
  reader    if the reader read the pair: its probabilities of "repeats", "denies", "reports", "narrative" (the same
            narrative with another claim) and "neither"
"""

from __future__ import annotations

from typing import Any

from index.matcher.arrays.layout import FIELDS, NAME
from index.matcher.score import Scored
from index.matcher.scoring.signals import Claims
from index.reader.model import ANSWERS

MOST = 40  # words listed


def explain(pair: Scored, languages: list[str], claims: Claims) -> dict[str, Any]:
    """The `why` of a pair. `languages` holds the language of each block of the page."""
    arrays, signals, n, unit = pair.found.arrays, pair.found.signals, pair.n, pair.unit
    claim, passage = signals.sides(n, languages, claims)
    wanted = {k for k in claim.keys if k}
    held = set(passage.keys)
    agreed: dict[int, str] = {}
    for key, word in zip(passage.keys, passage.words, strict=True):
        if key in wanted and key not in agreed:
            agreed[key] = word
    missing = {k: w for k, w in zip(claim.keys, claim.words, strict=True) if k and k not in held}
    why: dict[str, Any] = {
        "field": FIELDS[arrays.unit_field[unit]],
        "claim": arrays.text(unit),
        "words": list(agreed.values())[:MOST],
    }
    terms = {k: arrays.term(k) for k in agreed}
    names = [w for k, w in agreed.items() if terms[k] >= 0 and arrays.term_flag[terms[k]] & NAME]
    numbers = [w for w in agreed.values() if w[0].isdigit()]
    spelling = [passage.words[i] for i in signals.typos[n].values()]
    for name, words in (
        ("missing", list(dict.fromkeys(missing.values()))),
        ("names", names),
        ("numbers", numbers),
        ("spelling", spelling),
    ):
        if words:
            why[name] = words[:MOST]
    why |= {k: v for k, v in pair.stance._asdict().items() if v}
    if pair.answers is not None:
        why["reader"] = {name: round(p, 3) for name, p in zip(ANSWERS, pair.answers, strict=True)}
    return why
