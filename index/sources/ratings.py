"""A fact-checker's rating, in words or numbers, to one of four verdicts.

Words beat numbers: scales run both ways and many publishers fill the numbers in without care. What says two things at
once, and what is not known, is `unproven`, which makes no notice. A statement that is mostly false holds some truth and
is `misleading`; one that is mostly true must not get a notice and is `true`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from index.case import Rating, Verdict
from index.sources import rating_words

_WORDS: dict[Verdict, str] = {
    "false": rating_words.FALSE,
    "misleading": rating_words.MISLEADING,
    "unproven": rating_words.UNPROVEN,
    "true": rating_words.TRUE,
}
_LABEL_WORDS = 6  # a label is this long at most; anything longer is a sentence, of which only the opening label counts
_MAX_TEXT = 300
# Before a label that is not itself known with them: "not exactly false" and "almost true" say something else.
_NEGATIONS = frozenset(
    "not no isn't never kein keine nicht pas non ne não не нет ні nie není niet ei inte ikke".split()
)
_HEDGES = frozenset("mostly partly partially largely mainly half almost some somewhat".split())


def verdict_of_rating(rating: Rating, names: Sequence[str] = ()) -> Verdict:  # noqa: ARG001
    """The verdict a rating means; `unproven` when neither its text nor its numbers say."""
    verdict = verdict_of_text(rating.text) if rating.text else None
    return verdict or verdict_of_number(rating.value, rating.best, rating.worst) or "unproven"


def verdict_of_text(text: str) -> Verdict | None:
    """The verdict a label such as "Pants on Fire" or "Größtenteils falsch" means, or None when it is not known.

    In a sentence only the label it opens with counts ("False. The photo is from 2014."); two contradicting labels are
    `unproven`.
    """
    text = text[:_MAX_TEXT].replace("\u2019", "'")
    words = _words(text)
    if not words:
        return None
    if whole := _TABLE.get(tuple(words)):
        return whole
    first = _words(re.split(r"[.:;!?(\u2013\u2014\u3002]| - |, ", text.strip(), maxsplit=1)[0])
    if opening := _TABLE.get(tuple(first)):
        rest = words[len(first) :]
        return _combined({opening, *_labels(rest)}) if len(words) <= _LABEL_WORDS else opening
    return _combined(set(_labels(words))) if len(words) <= _LABEL_WORDS else None


def verdict_of_number(value: float | None, best: float | None, worst: float | None) -> Verdict | None:
    """The verdict of a value on a scale from `worst` (false) to `best` (true), whichever is larger; None when the scale
    is not known, has no length, or does not hold the value.

    The worst end is false, the rest of the worse half misleading, the better quarter true.
    """
    if value is None or best is None or worst is None or best == worst:
        return None
    place = (value - worst) / (best - worst)
    if not 0 <= place <= 1:
        return None
    if place == 0:
        return "false"
    if place < 0.5:
        return "misleading"
    return "true" if place >= 0.75 else "unproven"


def _combined(verdicts: set[Verdict]) -> Verdict | None:
    if len(verdicts) == 1:
        return verdicts.pop()
    if verdicts == {"false", "misleading"}:
        return "misleading"
    return "unproven" if verdicts else None


def _labels(words: list[str]) -> list[Verdict]:
    """The verdicts of the longest known labels within a short text, left to right."""
    found: list[Verdict] = []
    at = 0
    while at < len(words):
        for length in range(min(len(words) - at, _LONGEST), 0, -1):
            verdict = _TABLE.get(tuple(words[at : at + length]))
            if verdict is not None:
                before = set(words[max(0, at - 2) : at])
                found.append("unproven" if before & (_NEGATIONS | _HEDGES) else verdict)
                at += length
                break
        else:
            at += 1
    return found


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*(?:[\u0300-\u036f\u0900-\u0dff\u0e30-\u0e4e\u200d]+[^\W_]*)*", folded)


def _table() -> dict[tuple[str, ...], Verdict]:
    table: dict[tuple[str, ...], Verdict] = {}
    for verdict, labels in _WORDS.items():
        for label in labels.split(";"):
            if words := _words(label):
                # A word that two languages use for different verdicts counts as the more careful one.
                known = table.get(tuple(words), verdict)
                table[tuple(words)] = verdict if known == verdict else "unproven"
    return table


_TABLE = _table()
_LONGEST = max(map(len, _TABLE))
