"""Encodes a claim and a passage as the token numbers that the reader reads.

Training and service both encode pairs with this module, so that the model sees the same form in both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from index.matcher.text.sentence_splitter import sentences
from index.matcher.text.spelling import IGNORABLE
from index.vocabulary import open_vocabulary

START, END = 0, 2  # the tokens at the start of the text and at the end of a part
CLAIM, TITLE, HEADING, NEIGHBOUR, PASSAGE = range(5)  # the part that a token belongs to
# The most tokens of each part. The text before the passage is cut at its beginning, every other part at its end.
MOST = {CLAIM: 56, TITLE: 24, HEADING: 16, NEIGHBOUR: 24, PASSAGE: 96}
LONGEST = 2000  # characters of a part that are looked at

_ADDRESS = re.compile(r"https?://\S++|(?:www|pic)\.\S++")
_INVISIBLE = re.compile(f"[{re.escape(IGNORABLE)}]")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HASHTAG = re.compile(r"#++(\w++)")
_SPACE = re.compile(r"\s++")
_WORD = re.compile(r"\w+")
# Words that negate in the languages that the reader knows, and their short forms.
_NEGATES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|without|cannot|\w+n['\u2019]t|nicht|kein\w*|nie(?:mals|mand\w*)?|ne|n['\u2019]\w+|aucune?|jamais|non|nessun\w*"
    r"|ning\u00fan\w*|nunca|не|нет|ни|никогда|никто|нема|немає|ніхто|ніколи|żad\w+)\b",
    re.IGNORECASE,
)


class Context(NamedTuple):
    """The context of a passage on its page; a missing part is ""."""

    title: str = ""
    heading: str = ""
    before: str = ""
    after: str = ""


ALONE = Context()  # for a passage that is read without its context


@dataclass(frozen=True, slots=True)
class Encoded:
    """The token numbers of a pair, and the part that each token belongs to (`CLAIM` to `PASSAGE`)."""

    tokens: list[int]
    segments: list[int]

    def __len__(self) -> int:
        return len(self.tokens)


def readable(text: str) -> str:
    """The text without addresses and invisible characters, with "#OneTag" as "One Tag" and single spaces."""
    text = _ADDRESS.sub(" ", _INVISIBLE.sub("", text))
    text = _HASHTAG.sub(lambda tag: " " + _INNER_CAPITAL.sub(" ", tag[1]), text)
    return _SPACE.sub(" ", text).strip()


def claim_text(title: str, summary: str = "") -> str:
    """The claim of a case: its title, and the first sentence of its summary if that says more.

    A sentence with a negation is left out if the title has none, because the pair would read as a denial of the title.

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
    """Turns pairs into token numbers with the reader's own vocabulary; threads may share it."""

    def __init__(self, tokenizer: Path) -> None:
        """Open a tokenizer file. Raises OSError or ValueError if it cannot be read."""
        self._tokenizer = open_vocabulary(tokenizer)

    def tokens(self, text: str) -> list[int]:
        """The token numbers of a text, without start and end tokens."""
        return list(self._tokenizer.encode(readable(text), add_special_tokens=False).ids)

    def encode(self, claim: str, passage: str, context: Context = ALONE) -> Encoded:
        """The token numbers of a pair. A part that is longer than `MOST` is cut."""
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
