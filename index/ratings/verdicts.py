"""Turns a fact checker's rating, in words or numbers, into one of four verdicts.

Words go before numbers: scales run both ways, and many publishers fill in the numbers carelessly. A rating that is
contradictory or not known is `unproven`, which makes no notice. A claim that is mostly false holds some truth, so it is
`misleading`. One that is mostly true is `true`, because it must not get a notice.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from index.ratings.labels import SHIPPED, Labels, folded, words_of
from index.record_types import Rating, Verdict

_LABEL_WORDS = 7  # most words of a label; a longer text is a sentence, of which only the opening or the end counts
_MAX_TEXT = 300
_CLAUSE = re.compile(r"[.:;!?(\u2013\u2014\u3002\uff1a]| - |, ")
_INTRODUCED = re.compile(r"[:\u2013\u2014\uff1a]| - ")
# "No, it is false": this "no" is an answer, not a negation of what follows.
_ANSWER = re.compile(
    r"\s*(?:no|nope|nein|non|não|нет|ні|нє|не|nie|nej|nei|nee|ne|nem)\s*[,.!:;\u2013\u2014]\s*", re.IGNORECASE
)


class _InUse:
    """The table of labels that this process uses."""

    def __init__(self) -> None:
        self.paths: tuple[Path, ...] = (SHIPPED,)

    @functools.cached_property
    def labels(self) -> Labels:
        return Labels.read(*self.paths)


_in_use = _InUse()


def labels() -> Labels:
    """The table in use."""
    return _in_use.labels


def add_labels(path: Path | None) -> None:
    """From now on, use the labels of this file before the shipped ones. Raises LabelsError."""
    paths = (SHIPPED, path) if path is not None else (SHIPPED,)
    if paths != _in_use.paths:
        read = Labels.read(*paths)
        _in_use.paths = paths
        _in_use.__dict__["labels"] = read


def verdict_of_rating(rating: Rating, names: Sequence[str] = ()) -> Verdict:
    """The verdict of a rating; `unproven` if neither its text nor its numbers are understood.

    `names` are the names of its publisher, which are ignored in the text: "Fact Bureau: False".
    """
    verdict = verdict_of_text(rating.text, names) if rating.text else None
    return verdict or verdict_of_number(rating.value, rating.best, rating.worst) or "unproven"


def is_known(rating: Rating, verdict: Verdict) -> bool:
    """Whether a rating's words were understood. It counts as known, too, if it has no words, or if it has no number
    and `verdict` was given beside it."""
    return (
        not rating.text or verdict_of_text(rating.text) is not None or (verdict != "unproven" and rating.value is None)
    )


def verdict_of_text(text: str, names: Sequence[str] = ()) -> Verdict | None:
    """The verdict of a label such as "Pants on Fire" or "Größtenteils falsch"; None if it is not known.

    In a sentence, the label that it opens with counts ("False. The photo is from 2014."), else the label that it
    introduces at the end ("Our rating: False"). A negation turns `true` into `false`, or into `misleading` if it denies
    only the whole ("These aren't all correct"). "Not false" is `unproven`, and so are two contradicting labels.
    """
    text = folded(text[:_MAX_TEXT])
    words = words_of(text)
    if not words or (whole := labels().whole(words)):
        return whole if words else None
    text = _without(text, names)
    text = _ANSWER.sub("", text, count=1) or text
    words = words_of(text)
    if not words:
        return None
    if whole := labels().whole(words):
        return whole
    first = words_of(_CLAUSE.split(text.strip(), maxsplit=1)[0])
    if opening := labels().whole(first):
        rest = words[len(first) :]
        return _combined({opening, *_labels(rest)}) if len(words) <= _LABEL_WORDS else opening
    if introduced := labels().whole(words_of(_INTRODUCED.split(text)[-1])):
        return introduced
    return _combined(set(_labels(words))) if len(words) <= _LABEL_WORDS else None


def verdict_of_number(value: float | None, best: float | None, worst: float | None) -> Verdict | None:
    """The verdict of a value on a scale from `worst` (false) to `best` (true); either may be the larger number.

    The worst end is `false`, the rest of the worse half `misleading`, the best quarter `true`, and the rest `unproven`.
    None if the scale is not known, has no length, or does not contain the value.
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


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        if known := folded(name).strip():
            text = re.sub(rf"(?<!\w){re.escape(known)}(?:'s)?(?!\w)", " ", text)
    return text


def _combined(verdicts: set[Verdict]) -> Verdict | None:
    if len(verdicts) == 1:
        return verdicts.pop()
    if verdicts == {"false", "misleading"}:
        return "misleading"
    return "unproven" if verdicts else None


def _labels(words: list[str]) -> list[Verdict]:
    """The verdicts of the longest known labels within a short text, each turned by the words around it."""
    found: list[Verdict] = []
    at = last = 0
    while at < len(words):
        verdict, length = labels().within(words, at)
        if verdict is not None:
            after = words[at + length : at + length + 1]
            found.append(_turned(verdict, set(words[last:at]), set(after)))
            last = at + length
        at += length
    return found


def _turned(verdict: Verdict, before: set[str], after: set[str]) -> Verdict:
    lists = labels().words
    if before & lists["not"] or after & lists["not-after"]:
        if verdict != "true":
            return "unproven"
        return "misleading" if before & lists["wholly"] else "false"
    return "unproven" if before & lists["partly"] else verdict
