"""Measure how much recall misspelt pages lose: typos and look-alike letters in 5 % of the words, other quotation marks.

    python -m bench.perturbation

Takes lines of speeches and tweets for which the shipped model shows a right case as `repeats`, changes them in eight
random ways, and matches them again. The loss should be at most 5 points.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

from bench import sets
from index.matcher.matcher import Block, Matcher

ALIKE = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")
SHARE = 0.05
ROUNDS = 8


def typo(word: str, dice: random.Random) -> str:
    """Drop, double or replace one letter, or swap it with the next."""
    if len(word) < 3:
        return word
    at = dice.randrange(1, len(word) - 1)
    kind = dice.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + dice.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]


def some_words(text: str, change: Callable[[str], str], dice: random.Random) -> str:
    """Change `SHARE` of a text's words, at least one."""
    words = list(re.finditer(r"[A-Za-z]{3,}", text))
    chosen = dice.sample(words, min(len(words), max(1, round(SHARE * len(words)))))
    for word in sorted(chosen, key=lambda w: -w.start()):
        text = text[: word.start()] + change(word.group()) + text[word.end() :]
    return text


def curly(text: str) -> str:
    """Replace quotes and apostrophes by typographic ones."""
    return re.sub(r'(?<!\w)"', "\u201c", text).replace('"', "\u201d").replace("'", "\u2019")


def straight(text: str) -> str:
    """Replace quotes and apostrophes by plain ones."""
    return text.translate(str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''"))


def recall(
    matcher: Matcher, queries: list[sets.Query], change: Callable[[str, random.Random], str], seed: int = 0
) -> float:
    """The share of queries for which a right case is shown as `repeats`."""
    dice = random.Random(seed)
    found = 0
    for q in queries:
        shown = matcher.match([Block("q", change(q.text, dice))])
        found += any(q.labels.get(m.case) == 2 for m in shown if m.relation == "repeats")
    return found / len(queries)


def main() -> None:
    changes: dict[str, Callable[[str, random.Random], str]] = {
        "typos": lambda t, d: some_words(t, lambda w: typo(w, d), d),
        "look-alike letters": lambda t, d: some_words(t, lambda w: w.translate(ALIKE), d),
        "curly quotes": lambda t, _: curly(t),
        "straight quotes": lambda t, _: straight(t),
    }
    out = {}
    for name, queries in (("transcripts", sets.transcripts()), ("checkthat-2020", sets.checkthat())):
        matcher = sets.matcher(f"eval/{name}/cases.jsonl")
        queries = [q for q in queries if 2 in q.labels.values()]
        plain = recall(matcher, queries, lambda t, _: t)
        out[name] = {"plain": round(plain, 3)} | {
            label: round(sum(recall(matcher, queries, change, seed) for seed in range(ROUNDS)) / ROUNDS, 3)
            for label, change in changes.items()
        }
        print(name, json.dumps(out[name]), flush=True)
    (Path(__file__).parent / "results" / "perturbation.json").write_text(json.dumps(out, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
