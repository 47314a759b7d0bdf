"""Whether a passage denies a claim, or only reports it: then it does not repeat it.

Looks at the words around the stretch of the passage that agrees with the claim: what comes before it in the sentence,
what comes after, and negation inside. A cue that the claim itself contains is no cue, and neither is one that the
author turns away from ("they laugh, but ...") or stands against ("it is no secret that ...").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from index.matcher import cues
from index.matcher.signals import Side, fold_table

AROUND = 40  # words on each side that are looked at
_PIECES = re.compile(r"[^\W_]++(?:['\u2019\u02bc][^\W_]++)*+|[:;,?!.]")


class Stance(NamedTuple):
    """Cues as found, lower case; "" where there is none. Either one forbids `repeats`."""

    denied: str
    reported: str


NEUTRAL = Stance("", "")


def _words(text: str, language: str) -> list[str]:
    folds = fold_table(language)
    return [w.lower() if len(w) == 1 else folds[w] or "." for w in _PIECES.findall(text)]


def stance(text: str, start: int, end: int, claim: str, passage: Side, wanted: set[int], language: str) -> Stance:
    """Stance of the passage text[start:end] of a block towards `claim`.

    `passage` are the words of the passage and `wanted` the keys of the claim's terms, by which the agreeing stretch is
    found.
    """
    hits = [i for i, key in enumerate(passage.keys) if key in wanted]
    if not hits:
        return NEUTRAL
    begin, stop = _offsets(text, start, passage.words, hits[0], hits[-1])
    before = _sentence_before(_words(text[max(0, start, begin - 400) : begin], language)[-AROUND:])
    inside = _words(text[begin : min(stop, begin + 2000)], language)
    after = _words(text[stop : min(len(text), max(end, stop) + 120)], language)[:AROUND]
    own = f" {' '.join(_words(claim, language))} "
    if language == "en":
        asked = _asked(before, inside, after, claim)
        if asked:
            return Stance(asked, "")
    negated = _negated(before, inside, _words(claim, language), language)
    if negated:
        return Stance(negated, "")
    affirmed = _search(cues.AFFIRMS, language, before)
    if affirmed and _after_turn(before) is None:
        return NEUTRAL
    turned = _after_turn(before)
    before = before if turned is None else turned
    denied = _cue(cues.DENIES_BEFORE, language, before, own) or _cue(cues.DENIES_AFTER, language, after, own)
    if denied:
        return Stance(denied, "")
    attributed = _attributed(before)
    if attributed:
        return Stance("", attributed)
    return Stance("", _cue(cues.REPORTS, language, before, own) or _cue(cues.REPORTS_AFTER, language, after, own))


def _attributed(before: list[str]) -> str:
    """A clause before the claim that puts it under somebody's saying or thinking, such as "some hold that"."""
    close = before[-3:]
    at = next((len(before) - len(close) + i for i, w in enumerate(close) if w in cues.OPENS_CLAUSE), -1)
    if at < 2 or cues.TAKES_FOR_GRANTED.search(f" {' '.join(before[:at])} "):
        return ""
    return " ".join(before[max(0, at - 3) : at + 1])


def _offsets(text: str, start: int, words: list[str], first: int, last: int) -> tuple[int, int]:
    """Offsets of the first and last agreeing word, found by walking along the words."""
    at, begin = start, start
    for i, word in enumerate(words[: last + 1]):
        found = text.find(word, at)
        if found < 0:
            break
        if i == first:
            begin = found
        at = found + len(word)
    return begin, max(at, begin)


def _sentence_before(words: list[str]) -> list[str]:
    for i in range(len(words) - 1, -1, -1):
        if words[i] in ".!?" and not _abbreviated(words, i):
            return words[i + 1 :]
    return words


def _abbreviated(words: list[str], at: int) -> bool:
    return at > 0 and words[at] == "." and (len(words[at - 1]) <= 2 or words[at - 1].isdigit())


def _after_turn(words: list[str]) -> list[str] | None:
    for i in range(len(words) - 1, -1, -1):
        if words[i] in cues.TURNS:
            return words[i + 1 :]
    return None


def _search(table: dict[str, re.Pattern[str]], language: str, words: list[str]) -> str:
    pattern = table.get(language)
    found = pattern.search(f" {' '.join(words)} ") if pattern is not None and words else None
    return found.group().strip() if found else ""


def _cue(table: dict[str, re.Pattern[str]], language: str, words: list[str], own: str) -> str:
    found = _search(table, language, words)
    return "" if found and f" {found} " in own else found


def _asked(before: list[str], inside: list[str], after: list[str], claim: str) -> str:
    """A claim put as a question ("Does garlic protect ...?"), or asked and then answered ("...? In fact ...")."""
    if claim.rstrip().endswith("?"):
        return ""
    mark = next((i for i, w in enumerate(after[:12]) if w in ".!?"), None)
    if mark is None or after[mark] != "?":
        return ""
    head = before + inside[:1]
    colon = max((i for i, w in enumerate(head) if w == ":"), default=-1)
    opening = head[colon + 1 : colon + 2]
    if opening and opening[0] in cues.QUESTION:
        return f"{opening[0]} ... ?"
    answer = " ".join(after[mark + 1 : mark + 3])
    return f"? {answer}" if answer in ("in fact", "no ,", "no .", "not at", "the truth", "it is", "hardly .") else ""


def _negated(before: list[str], inside: list[str], claim: list[str], language: str) -> str:
    """A negation that only one of passage and claim has."""
    turned = _after_turn(inside)
    mine = _negations(inside if turned is None or len(turned) < 3 else turned, language)
    if before and not mine:
        mine = [w for w in _negations([*before[-2:], *inside[:1]], language) if w in before[-2:]]
    theirs = _negations(claim, language)
    if mine and not theirs and not cues.NEGATIVE & set(claim):
        return mine[0]
    if theirs and not mine and not _negations(before[-4:], language) and len(claim) <= 14:
        return f"without {theirs[0]}"
    return ""


def _negations(words: list[str], language: str) -> list[str]:
    pattern = cues.NEGATIONS.get(language)
    if pattern is None:
        return []
    out = []
    for i, word in enumerate(words):
        if pattern.fullmatch(word) and (word in cues.CONTRACTED or language != "en" or not word.endswith("nt")):
            following = words[i + 1] if i + 1 < len(words) else ""
            wished = i > 0 and words[i - 1] in cues.WISHES
            if following not in cues.EXCEPT_AFTER_NEGATION and not wished:
                out.append(word)
    return out
