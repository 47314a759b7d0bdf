"""Exports what the browser's matcher shares with this program: spelling tables, patterns, words, and its model.

    python -m index.pack.local_rules        # writes extension/src/match/rules.json

The browser uses these exported tables rather than a copy made by hand, so both matchers fold and split text alike.
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

# Classes of `stance.json` whose words prevent a "repeats": anywhere around the passage, or only in its own sentences.
AROUND = ("deny", "false", "lie", "hedge", "check", "label", "evidence")
WITHIN = ("say", "story", "if", "why")
NEGATION = "no"
QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb?'  # marks of a quotation or a question in the passage's sentences

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
    """Translate a pattern of `re` to JavaScript with the flag "u".

    Possessive quantifiers become greedy, so the pattern must be one for which that makes no difference.
    """
    out = re.sub(r"(?<=[+*?}])\+", "", pattern)
    for ours, theirs in _TO_JAVASCRIPT:
        out = out.replace(ours, theirs)
    return re.sub(r"\\([^\x00-\x7f]|[<>=!:#%&,;@~_`'\"-])", lambda m: m[1] if m[1] != "-" else r"\-", out)


def _end_pattern() -> str:
    """The pattern of sentence ends. A lookahead replaces the possessive group of notes: all of them match, or none."""
    notes = sentence_splitter._NOTES
    assert notes.endswith(")?+")
    whole = to_javascript(sentence_splitter._END.pattern.replace(notes, "NOTES"))
    return whole.replace("NOTES", rf"(?=(?<notes>{to_javascript(notes[:-1])}))\k<notes>")


def _ranges(chosen: list[int]) -> str:
    """Code points as ranges of a character class."""
    out: list[list[int]] = []
    for c in chosen:
        if out and out[-1][1] == c - 1:
            out[-1][1] = c
        else:
            out.append([c, c])
    return "".join(rf"\u{{{a:x}}}" + (rf"-\u{{{b:x}}}" if b > a else "") for a, b in out)


def _casefolded() -> dict[str, str]:
    """The case folding of each character for which it differs from the lower case."""
    every = map(chr, (c for c in range(0x110000) if not 0xD800 <= c < 0xE000))
    return {c: c.casefold() for c in every if c.casefold() != c.lower()}


@cache
def cues() -> dict[str, dict[str, dict[str, list[Any]]]]:
    """By language and kind ("around", "within", "negation"): exact folded words, stems, beginnings and phrases."""
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
    """The cues of one language and one kind: "around", "within" or "negation"."""

    def __init__(self, language: str, kind: str) -> None:
        found = cues()[language][kind]
        self.language = language
        self.exact, self.stems, self.begins = set(found["words"]), set(found["stems"]), tuple(found["begins"])
        self.phrases = [f" {' '.join(phrase)} " for phrase in found["phrases"]]

    def any(self, words: Sequence[str], own: Callable[[str], bool] | None = None) -> bool:
        """Whether any cue is among the folded words. A word is no cue if `own` says that its stem is the claim's."""
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
    """The cues of a language and kind, or None."""
    return Cues(language, kind) if language in cues() else None


def negates(words: Sequence[str], language: str) -> bool:
    """Whether the folded words hold a negation of their language (of English if its negations are not known)."""
    found = cues_of(language, "negation")
    return found.any(words) if found else any(word in stopwords.NEGATIONS for word in words)


def model() -> dict[str, Any]:
    """The browser matcher's model, which `bench.train --local` writes."""
    return dict[str, Any](json.loads(MODEL.read_text("utf-8")))


def rules() -> dict[str, Any]:
    """Everything that the browser's matcher needs besides a pack."""
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
