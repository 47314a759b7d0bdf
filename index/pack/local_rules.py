"""What the matcher in the browser takes over from this program: tables of spelling, patterns, words, and its model.

    python -m index.pack.local_rules        # writes extension/src/match/rules.json

The browser's half has these tables from here and not from a second hand, so that both halves spell and cut alike.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from index.matcher.scoring import stance
from index.matcher.text import analysis, sentence_splitter, spelling, stopwords
from index.matcher.text.analysis import stem_of
from index.matcher.text.spelling import fold

FILE = Path(__file__).resolve().parents[2] / "extension" / "src" / "match" / "rules.json"
MODEL = Path(__file__).with_name("local_model.json")

# Classes of `stance.json` by where their words keep a page from being told to state a claim: anywhere around it, or
# in the sentences of the passage alone.
AROUND = ("deny", "false", "lie", "hedge", "check", "label", "evidence")
WITHIN = ("say", "story", "if", "why")
NEGATION = "no"
QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb?'  # in the sentences of the passage: a quotation, or a question

_WORD = r"\p{L}\p{N}_"
_SPACE = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_SPACE_IN_LINE = _SPACE.replace(r"\t-\r", r"\t\x0b-\r")
_TO_JAVASCRIPT = (
    ("(?P<marks>", "(?<marks>"),
    (r"[^\W\d_]", r"[\p{L}\p{Nl}\p{No}]"),
    (r"[^\S\n]", rf"[{_SPACE_IN_LINE}]"),
    (r"[\w.,]", rf"[{_WORD}.,]"),
    (r"\w", rf"[{_WORD}]"),
    (r"\S", rf"[^{_SPACE}]"),
    (r"\s", rf"[{_SPACE}]"),
    (r"\d", r"\p{Nd}"),
    (r"\b", rf"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"),
    (r"\Z", "$"),
    (r"\"", '"'),
    (r"\'", "'"),
    (r"\ ", " "),
)  # fmt: skip


def to_javascript(pattern: str) -> str:
    """A pattern of `re` as one of JavaScript with the flag "u". Possessive quantifiers become greedy ones: only
    patterns are given here in which that makes no difference."""
    out = re.sub(r"(?<=[+*?}])\+", "", pattern)
    for ours, theirs in _TO_JAVASCRIPT:
        out = out.replace(ours, theirs)
    return re.sub(r"\\([^\x00-\x7f]|[<>=!:#%&,;@~_`'\"-])", lambda m: m[1] if m[1] != "-" else r"\-", out)


def _end_pattern() -> str:
    """Where sentences end; the notes behind one are taken as a whole or not at all, which needs a lookahead here."""
    notes = sentence_splitter._NOTES
    assert notes.endswith(")?+")
    whole = to_javascript(sentence_splitter._END.pattern.replace(notes, "NOTES"))
    return whole.replace("NOTES", rf"(?=(?<notes>{to_javascript(notes[:-1])}))\k<notes>")


def _ranges(chosen: list[int]) -> str:
    """Characters as ranges of a character class."""
    out: list[list[int]] = []
    for c in chosen:
        if out and out[-1][1] == c - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return "".join(rf"\u{{{a:x}}}" + (rf"-\u{{{b:x}}}" if b > a else "") for a, b in out)


def _casefolded() -> dict[str, str]:
    """Characters whose case folding is not their lower case."""
    every = map(chr, (c for c in range(0x110000) if not 0xD800 <= c < 0xE000))
    return {c: c.casefold() for c in every if c.casefold() != c.lower()}


@cache
def cues() -> dict[str, dict[str, dict[str, list[Any]]]]:
    """By language, then "around", "within" and "negation": exact folded words, stems, beginnings, and phrases."""
    classes = stance.data()["classes"]
    out: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for language in classes[NEGATION]:
        of_language = out[language] = {}
        for name, members in (("around", AROUND), ("within", WITHIN), ("negation", (NEGATION,))):
            found: dict[str, list[Any]] = {"words": [], "stems": [], "begins": [], "phrases": []}
            for entry in (e for member in members for e in classes[member].get(language, ())):
                words = [fold(w, language) for w in entry.strip("=*").split()]
                if len(words) > 1:
                    found["phrases"].append(words)
                elif entry[0] == "=":
                    found["words"].append(words[0])
                elif entry[-1] == "*":
                    found["begins"].append(words[0])
                else:
                    found["stems"].append(stem_of(words[0], language))
            of_language[name] = {kind: sorted(items) for kind, items in found.items()}
    return out


class Cues:
    """Words of one language of one kind: "around", "within" or "negation"."""

    def __init__(self, language: str, kind: str) -> None:
        found = cues()[language][kind]
        self.language = language
        self.exact, self.stems, self.begins = set(found["words"]), set(found["stems"]), tuple(found["begins"])
        self.phrases = [f" {' '.join(phrase)} " for phrase in found["phrases"]]

    def any(self, words: Sequence[str], own: Callable[[str], bool] | None = None) -> bool:
        """Whether one of them is among folded words. `own`: whether a stem is the claim's, which counts for nothing."""
        for word in words:
            if not word:
                continue
            stem = stem_of(word, self.language)
            if (word in self.exact or stem in self.stems or word.startswith(self.begins)) and not (own and own(stem)):
                return True
        line = f" {' '.join(words)} "
        return any(phrase in line for phrase in self.phrases)


@lru_cache(analysis.LANGUAGES)
def cues_of(language: str, kind: str) -> Cues | None:
    """The words of a language and kind; None where there are none."""
    return Cues(language, kind) if language in cues() else None


def negates(words: Sequence[str], language: str) -> bool:
    """Whether there is a negation among folded words: one of their language, or of English where its are not known."""
    found = cues_of(language, "negation")
    return found.any(words) if found else any(word in stopwords.NEGATIONS for word in words)


def model() -> dict[str, Any]:
    """The local matcher's model, as `bench.train --local` wrote it."""
    return dict[str, Any](json.loads(MODEL.read_text("utf-8")))


def rules() -> dict[str, Any]:
    """Everything the browser's half needs beside a pack."""
    splitter = sentence_splitter
    translate = {key: {chr(k): v if isinstance(v, str) else chr(v) for k, v in table.items()} for key, table in (
        ("latin", spelling._TO_LATIN), ("cyrillic", spelling._TO_CYRILLIC), ("extra", spelling._EXTRA))}  # fmt: skip
    return {
        "made_by": "python -m index.pack.local_rules",
        "analysis": analysis.VERSION,
        "max_token": analysis.MAX_TOKEN,
        "token": to_javascript(analysis.TOKEN.pattern),
        "spelling": translate
        | {
            "drop": _ranges(sorted(spelling._DROP)),
            "apostrophes": spelling.APOSTROPHES,
            "names": spelling._NAMES,
            "capitals": spelling._CAPITALS,
            "cyrillic_languages": sorted(spelling._CYRILLIC_LANGUAGES),
            "casefold": _casefolded(),
            "accents": _ranges([c for c in range(0x110000) if unicodedata.combining(chr(c)) >= 10]),
        },
        "stops": {"en": sorted(stopwords.ENGLISH)} | {k: sorted(v) for k, v in stopwords.OTHERS.items()},
        "stop_order": ["en", *stopwords.OTHERS],
        "negations": sorted(stopwords.NEGATIONS),
        "sentences": {
            "most": splitter.MAX_CHARACTERS,
            "end": _end_pattern(),
            "abbreviation": to_javascript(splitter._ABBREVIATION.pattern),
            "may_end": to_javascript(splitter._MAY_END.pattern),
            "begins": to_javascript(splitter._BEGINS.pattern),
            "number": to_javascript(splitter._NUMBER.pattern),
            "counted": to_javascript(splitter._COUNTED.pattern),
        },
        "cues": cues(),
        "quotes": QUOTES,
        "model": model(),
    }


def text() -> str:
    """The content of rules.json."""
    return json.dumps(rules(), ensure_ascii=False, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
