"""Splits blocks into sentences, at which passages begin and end.

A sentence is a pair of code-point offsets into the text, without the white space around it. Abbreviations, initials
and decimal points do not end a sentence, unless the next word can only begin one. Footnote marks belong to the sentence
before them. No sentence is longer than `MAX_CHARACTERS`: longer text without punctuation is cut at spaces, so a hostile
block costs no more than an ordinary one of the same length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_CHARACTERS = 600

# Notes that editors put after a sentence: [13], [a], [note 2], [citation needed], superscript numbers, asterisks and
# daggers, and a number directly after a word's full stop, which was a superscript in print.
_NOTES = (
    r"(?:(?:\[[^\[\]\n]{1,30}+\]|\(\d{1,3}\)|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079*\u2020\u2021]{1,4}+)++(?:\s?\[\d{1,3}[a-z]?\])*+"
    r"|(?:\s\[\d{1,3}[a-z]?\])++|(?<=[^\W\d_]{3}[.!?])\d{1,3}(?:[,\u2013-]\d{1,3})*+(?=\s+[^\W\d_])(?!\s+[a-z]))?+"
)
# End marks, closing quotes, notes, then white space; or an empty line; or end marks of scripts that write no spaces.
_END = re.compile(
    r"(?<![.!?\u2026\u061f\u0964])(?P<marks>[.!?\u2026\u061f\u0964]++[\"'\u201d\u2019\u00bb)\]]*+)"
    + _NOTES
    + r"(?=\s)|[\u3002\uff01\uff1f]++|\n[^\S\n]*+(?=\n)|\n(?=[\u2022*\-\u2013])"
)
_MARK = re.compile("[.!?\u2026\u061f\u0964\u3002\uff01\uff1f\n]")  # every match of _END begins with one of these
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|col|lt|sgt|capt|sen|rep|gov|pres|st|jr|sr|vs|etc|inc|ltd|co|corp|no|approx|dept|est|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|e\.g|i\.e|u\.s|u\.k|u\.n|z\.b|bzw|ca|nr|г|гг|им|ул|т\.е|т\.д)|\b[^\W\d_])\.\Z",
    re.IGNORECASE,
)
# Abbreviations that may end a sentence: hours, initialisms, and those that follow a name or a list.
_MAY_END = re.compile(
    r"(?:\b[ap]\.\s?m|\b(?:[^\W\d_]\.){1,3}[^\W\d_]|\b(?:etc|inc|ltd|co|corp|jr|sr|approx)|\d\s?(?:г|р|гг|рр|н\.\s?э))\.\Z",
    re.IGNORECASE,
)
# Words that almost always begin a sentence when they are capitalised inside a text.
_BEGINS = re.compile(
    r"\s+[\"'\u201c\u2018\u00ab(]?(?:The|This|That|These|Those|An?|He|She|It|They|We|You|I|But|And|However|In|On|At|After|Before|"
    r"When|While|As|If|For|From|His|Her|Its|Their|Our|There|Here|No|Not|What|Why|How|Who|Der|Die|Das|Ein|Eine|Es|Er|Sie|Le|La|Les|"
    r"Un|Une|Il|Elle|El|Los|Las|Una|В|На|Но|Это|Он|Она|Они|Оно|По|При|После|Как|С|И|А|Мы|Не|У|Це|Він|Вона|Вони|Після|Та|Але)(?=\s)"
)
# German writes ordinals with a full stop before capitalised nouns: "am 5. Mai", "im 19. Jahrhundert".
_NUMBER = re.compile(r"(?<![\w.,])\d{1,2}\.\Z")
_COUNTED = re.compile(
    r"\s+(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhunderts?|"
    r"Jahrtausends?|Weltkriegs?|Lebensjahrs?|Jahrestags?|Geburtstags?|Stock|Etage|Klasse|Mal|Platz|Rang)\b"
)
_SPACE = re.compile(r"\s++")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentence spans of a text, in order and without overlap; [] if the text is white space."""
    return list(each_sentence(text))


def each_sentence(text: str) -> Iterator[tuple[int, int]]:
    """The same as `sentences`, one at a time: a list of them takes many times the memory of a long text."""
    size = len(text)
    if size <= MAX_CHARACTERS and not text[:1].isspace() and not text[-1:].isspace():
        mark = _MARK.search(text)
        if mark is None or mark.start() == size - 1:
            if size:
                yield 0, size
            return
    start = _after_space(text, 0)
    for mark in _END.finditer(text):
        end = mark.end()
        first = text[mark.start()]
        single = first == "." and mark.end("marks") - mark.start() == 1
        if (single and not _ends(text, start, mark.end("marks"), end)) or (
            first in "!?\u2026." and text[end : end + 3].lstrip()[:1].islower()
        ):
            # Megabytes may follow without an end mark, so yield the part that will be cut in any case.
            while mark.start() - start > 2 * MAX_CHARACTERS:
                at = _cut(text, start)
                yield start, start + len(text[start:at].rstrip())
                start = at
            continue
        yield from _pieces(text, start, end)
        start = _after_space(text, max(start, end))
    yield from _pieces(text, start, size)


def _ends(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the full stop just before `stop` ends a sentence, judging by the text before it and after `end`."""
    before = text[max(start, stop - 8) : stop]
    if _ABBREVIATION.search(before):
        return bool(_MAY_END.search(before) and _BEGINS.match(text, end))
    if _NUMBER.search(before) and _COUNTED.match(text, end):
        return False
    following = text[end : end + 3].lstrip()
    return not (following and following[0].islower())


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence without the white space after it, cut at spaces if it is too long."""
    while start < end and text[end - 1].isspace():
        low = max(start, end - MAX_CHARACTERS)
        end = low + len(text[low:end].rstrip())
    while end - start > MAX_CHARACTERS:
        at = _cut(text, start)
        yield start, start + len(text[start:at].rstrip())
        start = at
    if end > start:
        yield start, end


def _cut(text: str, start: int) -> int:
    """Where to cut a sentence that begins at `start` and is too long."""
    cuts = [m.end() for m in _SPACE.finditer(text, start + MAX_CHARACTERS // 2, start + MAX_CHARACTERS)]
    return cuts[-1] if cuts else start + MAX_CHARACTERS


def _after_space(text: str, start: int) -> int:
    space = _SPACE.match(text, start)
    return space.end() if space else start
