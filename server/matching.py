"""From a match request to its reply: blocks to the matcher, offsets in the asked unit, cases with their disclaimers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from index.generation import Generation
from index.library import Library
from index.matcher.matcher import Block, Match
from index.offsets import replace_surrogates, to_utf16
from server.models import TEXT_BLOCK, MatchBody, split_text
from server.passages import passage_hash
from server.problems import ProblemError
from server.replies import cases_reply, disclaimers_reply, index_reply
from server.shapes import ArticleShape, MatchFound, MatchShape, WhyShape

Relation = Literal["repeats", "related"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may ask for: larger numbers are lowered to it, more blocks are refused."""

    max_blocks: int
    max_matches: int
    max_per_block: int


def match_reply(library: Library, asked: MatchBody, limits: Limits) -> MatchFound:
    """The reply to a match request without `took_ms`, all of it from one generation.

    Raises ProblemError too-many-blocks, IndexMissingError or IndexDamagedError.
    """
    generation = library.current()
    if asked.text is None:
        texts, matches = _match_blocks(generation, asked, limits)
    else:
        texts, matches = _match_text(generation, asked, limits)
    replies, matches = _without_silenced(
        _match_replies(matches, texts, asked.offsets == "utf-16", library.secret()), matches, library
    )
    article = article_reply(generation, asked.url)
    # the page's own cases too: whoever tells a reader that this very page is catalogued has to show them
    shown = dict.fromkeys([match.case for match in matches] + (article["cases"] if article else []))
    cases = [generation.named(case_id) for case_id in shown]
    return {
        "matches": replies,
        "article": article,
        "cases": cases_reply(cases, library, generation),
        "disclaimers": disclaimers_reply((case.source for case in cases), library, generation),
        "index": index_reply(generation),
    }


def article_reply(generation: Generation, url: str | None) -> ArticleShape | None:
    """The cases one of whose articles is at this address, or None. The address is told as it was asked."""
    url = replace_surrogates(url or "")
    ids = generation.cases_for_url(url) if url else []
    return {"url": url, "cases": ids} if ids else None


def _match_blocks(generation: Generation, asked: MatchBody, limits: Limits) -> tuple[dict[str, str], list[Match]]:
    sent = asked.blocks or ()
    blocks = [Block(b["id"], b["text"], b.get("language") or "", b.get("gap") is True) for b in sent]
    return {b["id"]: b["text"] for b in sent}, _run(generation, blocks, asked, limits)


def _match_text(generation: Generation, asked: MatchBody, limits: Limits) -> tuple[dict[str, str], list[Match]]:
    """Each paragraph is matched as a block of its own; its matches are told as of the whole text."""
    text = asked.text or ""
    paragraphs = split_text(text)
    if len(paragraphs) > limits.max_blocks:
        raise ProblemError(
            "too-many-blocks", f"The text has {len(paragraphs)} paragraphs, {limits.max_blocks} are allowed."
        )
    begins = {block.id: start for start, block in paragraphs}
    matches = [
        replace(match, block=TEXT_BLOCK, start=match.start + begins[match.block], end=match.end + begins[match.block])
        for match in _run(generation, [block for _, block in paragraphs], asked, limits)
    ]
    return {TEXT_BLOCK: text}, sorted(matches, key=lambda match: (-match.score, match.start, match.case))


def _run(generation: Generation, blocks: Sequence[Block], asked: MatchBody, limits: Limits) -> list[Match]:
    # A text is one page, whose first paragraph stands for its title.
    first = blocks[0].text if blocks and asked.text is not None else ""
    return generation.matcher.match(
        blocks,
        title=asked.title or first,
        language=asked.language or "",
        min_score=asked.min_score,
        max_matches=min(asked.max_matches, limits.max_matches),
        per_block=min(asked.per_block, limits.max_per_block),
    )


def _match_replies(matches: Sequence[Match], texts: dict[str, str], utf16: bool, secret: bytes) -> list[MatchShape]:
    places = _places(matches, texts) if utf16 else [(match.start, match.end) for match in matches]
    replies: list[MatchShape] = []
    for match, (start, end) in zip(matches, places, strict=True):
        quote = texts[match.block][match.start : match.end]
        replies.append(
            {
                "block": match.block,
                "start": start,
                "end": end,
                "quote": quote,
                "case": match.case,
                "score": match.score,
                "relation": cast("Relation | None", match.relation),
                "also": list(match.also),
                "passage": passage_hash(secret, match.case, quote),
                "why": cast(WhyShape, match.why),
            }
        )
    return replies


def _without_silenced(
    replies: list[MatchShape], matches: Sequence[Match], library: Library
) -> tuple[list[MatchShape], list[Match]]:
    """Leave out what an admin silenced, after readers said that the notice was wrong."""
    silences = library.silences()
    kept = [pair for pair in zip(replies, matches, strict=True) if (pair[1].case, pair[0]["passage"]) not in silences]
    return [reply for reply, _ in kept], [match for _, match in kept]


def _places(matches: Sequence[Match], texts: dict[str, str]) -> list[tuple[int, int]]:
    """Starts and ends in UTF-16 units; each block's text is gone through once."""
    by_block: dict[str, list[int]] = {}
    for n, match in enumerate(matches):
        by_block.setdefault(match.block, []).append(n)
    places = [(0, 0)] * len(matches)
    for block, numbers in by_block.items():
        flat = to_utf16(texts[block], [offset for n in numbers for offset in (matches[n].start, matches[n].end)])
        for at, n in enumerate(numbers):
            places[n] = (flat[2 * at], flat[2 * at + 1])
    return places
