"""What the reader is given of a claim and a passage, and the numbers it reads.

Training and service encode pairs with this one module, so that the model meets in a page what it has learnt from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.matcher.text.sentence_splitter import sentences
from index.matcher.text.spelling import IGNORABLE
from index.vocabulary import open_vocabulary

START, END = 0, 2  # token numbers of the start of the text and of the end of a part
CLAIM, TITLE, HEADING, NEIGHBOUR, PASSAGE = range(5)  # what a token belongs to
# Tokens of each part that are read; what stands before the passage is cut at its beginning, the rest at its end.
MOST = {CLAIM: 56, TITLE: 24, HEADING: 16, NEIGHBOUR: 24, PASSAGE: 96}
LONGEST = 2000  # characters of a part that are looked at

_ADDRESS = re.compile(r"https?://\S++|(?:www|pic)\.\S++")
_INVISIBLE = re.compile(f"[{re.escape(IGNORABLE)}]")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HASHTAG = re.compile(r"#++(\w++)")
_SPACE = re.compile(r"\s++")
_WORD = re.compile(r"\w+")
# Words that negate, in the languages that the reader knows, and what they are short for.
_NEGATES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|without|cannot|\w+n['\u2019]t|nicht|kein\w*|nie(?:mals|mand\w*)?|ne|n['\u2019]\w+|aucune?|jamais|non|nessun\w*"
    r"|ning\u00fan\w*|nunca|не|нет|ни|никогда|никто|нема|немає|ніхто|ніколи|żad\w+)\b",
    re.IGNORECASE,
)


class Context(NamedTuple):
    """What stands around a passage on its page; each part is "" where there is none."""

    title: str = ""
    heading: str = ""
    before: str = ""
    after: str = ""


ALONE = Context()  # of a passage that is read without what stands around it


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token numbers of a pair, and for each what it belongs to (`CLAIM` to `PASSAGE`); both of the same length."""

    tokens: list[int]
    segments: list[int]

    def __len__(self) -> int:
        return len(self.tokens)


def readable(text: str) -> str:
    """The text without addresses and invisible characters, "#OneTag" as words, white space as single spaces."""
    text = _ADDRESS.sub(" ", _INVISIBLE.sub("", text))
    text = _HASHTAG.sub(lambda tag: " " + _INNER_CAPITAL.sub(" ", tag[1]), text)
    return _SPACE.sub(" ", text).strip()


def claim_text(title: str, summary: str = "") -> str:
    """The claim of a case: its title, and the first sentence of its summary where that says more.

    A sentence that negates something which the title does not is left out: beside it the title reads as denied.

    >>> claim_text("The shield is aimed at Russia", "The shield is aimed at Russia. It was built for that.")
    'The shield is aimed at Russia'
    """
    spans = sentences(summary[:LONGEST])
    if not spans:
        return title
    first = summary[spans[0][0] : spans[0][1]]
    known = set(_WORD.findall(title.lower()))
    words = _WORD.findall(first.lower())
    new = [w for w in words if w not in known]
    if _NEGATES.search(first) and not _NEGATES.search(title):
        return title
    return f"{title} {first}" if len(new) > len(words) / 5 else title


class PairEncoder:
    """Turns pairs into numbers by the reader's own vocabulary; safe to share between threads."""

    def __init__(self, tokenizer: Path) -> None:
        """Raises OSError or ValueError if the file cannot be read."""
        self._tokenizer = open_vocabulary(tokenizer)

    def tokens(self, text: str) -> list[int]:
        """Token numbers of a text, without marks of its start or end."""
        return list(self._tokenizer.encode(readable(text), add_special_tokens=False).ids)

    def encode(self, claim: str, passage: str, context: Context = ALONE) -> Encoded:
        """The numbers of a pair. What is longer than `MOST` is cut."""
        tokens, segments = [START], [CLAIM]

        def add(part: list[int], segment: int) -> None:
            tokens.extend(part)
            segments.extend([segment] * len(part))

        add([*self.tokens(claim[:LONGEST])[: MOST[CLAIM]], END], CLAIM)
        for text, segment in ((context.title, TITLE), (context.heading, HEADING)):
            if text:
                add([*self.tokens(text[:LONGEST])[: MOST[segment]], END], segment)
        if context.before:
            add(self.tokens(context.before[-LONGEST:])[-MOST[NEIGHBOUR] :], NEIGHBOUR)
        add(self.tokens(passage[:LONGEST])[: MOST[PASSAGE]], PASSAGE)
        if context.after:
            add(self.tokens(context.after[:LONGEST])[: MOST[NEIGHBOUR]], NEIGHBOUR)
        add([END], PASSAGE)
        return Encoded(tokens, segments)
