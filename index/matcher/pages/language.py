"""Finds the language of each block: the declared one, unless the text is clearly in another, else the detected one.

Pages declare wrong languages: a template's `lang="en"` stands over Russian text, and `lang="ru"` over English. A
declaration is believed unless enough of the text under it says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import py3langid

from index.matcher.pages.page import Block
from index.matcher.pages.term_ids import TermTable
from index.matcher.text.analysis import base_language

SAMPLE = 600  # characters of a block that are looked at
DETECTED = 64  # blocks of a request that the detector reads; the others take the language found most often
SHORT = 40  # characters; a shorter block says too little and takes the language found most often
ENOUGH = 60  # least characters of text that can cast doubt on a declaration
DOUBTED = 16  # most declared languages of a request that are checked
SURE = 0.98  # least probability of another language that overrules a declaration
# Languages (or codes of the same one) that the detector confuses: it does not overrule a declared sibling.
SIBLINGS = (
    frozenset({"sr", "hr", "bs", "sh", "sl"}), frozenset({"no", "nb", "nn", "da"}), frozenset({"id", "ms", "jv"}),
    frozenset({"cs", "sk"}), frozenset({"fil", "tl"}), frozenset({"gl", "pt", "es", "ca"}), frozenset({"bg", "mk"}),
)  # fmt: skip


class Languages:
    """The languages of the blocks of one request, and the tables that give their words' term numbers."""

    def __init__(self, blocks: Sequence[Block], language: str, table: Callable[[str], TermTable]) -> None:
        self._given = base_language(language) if language else ""
        self._left = DETECTED
        self._seen: dict[str, int] = {}
        self._settled = set[int]()
        self._table = table
        self.told = bool(language) or any(b.language for b in blocks)
        self._doubted = self._doubtful(blocks) if self.told else frozenset[str]()
        self.found = [self.given(b) or "en" for b in blocks]

    def table(self, language: str) -> TermTable:
        """The table of term numbers for a language."""
        return self._table(language)

    def given(self, block: Block) -> str:
        """The language that the block or the request declares, unless it is doubtful; else ""."""
        declared = self._declared(block)
        return "" if declared in self._doubted else declared

    def _declared(self, block: Block) -> str:
        return base_language(block.language) if block.language else self._given

    def _doubtful(self, blocks: Sequence[Block]) -> frozenset[str]:
        """The declared languages whose text is clearly in another language."""
        under: dict[str, str] = {}
        for block in blocks:
            declared = self._declared(block)
            new = declared not in under
            if declared and (len(under) < DOUBTED if new else len(under[declared]) < SAMPLE):
                under[declared] = f"{under.get(declared, '')} {block.text[:SAMPLE]}"
        return frozenset(
            declared
            for declared, text in under.items()
            if len(text) >= ENOUGH and (found := likely(text))[1] >= SURE and not _alike(declared, found[0])
        )

    def settle(self, number: int, block: Block, english: bool) -> str:
        """The language of a block without a declared one; it is kept in `found`. `english`: its words look English."""
        if english or (len(block.text) < SHORT and block.text.isascii()):
            return "en"
        if number not in self._settled:
            self._settled.add(number)
            self.found[number] = self._detected(block.text[:SAMPLE])
        return self.found[number]

    def _detected(self, text: str) -> str:
        if len(text) >= SHORT and self._left:
            self._left -= 1
            found = detect(text)
            self._seen[found] = self._seen.get(found, 0) + 1
            return found
        usual = max(self._seen, key=lambda k: self._seen[k], default="en")
        return "ru" if usual == "en" and any("\u0400" <= c <= "\u04ff" for c in text) else usual


def _alike(one: str, other: str) -> bool:
    """Whether two languages are the same, or siblings."""
    return one == other or any({one, other} <= group for group in SIBLINGS)


def load_tables() -> None:
    """Read the detector's tables (70 MB) now, so that processes forked later share them."""
    detect("")


def likely(text: str) -> tuple[str, float]:
    """The likeliest language of a text, and its probability (softmax of the detector's log probabilities)."""
    ranked = py3langid.rank(text)
    best = float(ranked[0][1])
    return str(ranked[0][0]), 1 / sum(math.exp(max(float(score) - best, -50.0)) for _, score in ranked)


def detect(text: str) -> str:
    """The BCP 47 primary subtag of a text's language."""
    return str(py3langid.classify(text)[0])
