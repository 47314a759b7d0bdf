"""Makes the reply to a match request: offsets in the requested unit, and the cases with their disclaimers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import cast
from urllib.parse import urlsplit

from index.case import SourceRecord
from index.matcher.budget import Budget
from index.matcher.matcher import Block, Match, Result
from index.offsets import replace_surrogates, to_utf16
from index.storage.generation import Generation
from index.storage.library import Library
from index.urls import MAX_LENGTH, host_of, host_of_page
from server.api.passage_hash import passage_hash
from server.api.replies import cases_reply, disclaimers_reply, index_reply
from server.api.reply_types import ArticleShape, MatchFound, MatchShape, Relation, TruncatedShape, WhyShape
from server.api.request_models import TEXT_BLOCK, MatchBody, each_paragraph
from server.http.problems import ProblemError

USUAL_MATCHES = 50  # most matches in a reply to few blocks; for many blocks, `per_block` for each of them


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one request. Larger numbers of matches are lowered to them; more blocks are refused."""

    max_blocks: int
    max_matches: int
    max_per_block: int


@dataclass(frozen=True, slots=True)
class _Matched:
    """The texts by block id, the matches in them with the best first, and the most matches that the reply may have."""

    texts: dict[str, str]
    result: Result
    most: int


def match_reply(library: Library, asked: MatchBody, limits: Limits, budget: Budget | None = None) -> MatchFound:
    """The reply to a match request, without `took_ms`. All of it comes from one generation, within the budget if given.

    Raises ProblemError too-many-blocks, IndexMissingError or IndexDamagedError.
    """
    generation = library.current()
    if asked.url and not asked.checks_facts and is_publishers(asked.url, library.sources(generation).values()):
        asked = asked.model_copy(update={"checks_facts": True})
    found = (_match_blocks if asked.text is None else _match_text)(generation, asked, limits, budget)
    replies, matches, silenced = _first_replies(found, asked.offsets == "utf-16", library)
    article = article_reply(generation, asked.url)
    # the cases about the page itself too: a client that says that the page is catalogued has to show them
    shown = dict.fromkeys([match.case for match in matches] + (article["cases"] if article else []))
    cases = [generation.named(case_id) for case_id in shown]
    reply: MatchFound = {
        "matches": replies,
        "article": article,
        "cases": cases_reply(cases, library, generation),
        "disclaimers": disclaimers_reply((case.source for case in cases), library, generation),
        "index": index_reply(generation),
    }
    if asked.checks_facts:
        reply["checks_facts"] = True
    if not found.result.complete:
        reply |= {"complete": False, "blocks_read": found.result.blocks_read}
    if (total := len(found.result.matches) - silenced) > len(replies):
        reply["truncated"] = TruncatedShape(matches=total, max_matches=found.most)
    return reply


def is_publishers(url: str, sources: Iterable[SourceRecord]) -> bool:
    """Whether a page belongs to a publisher: on exactly its host, and at or below the path of its address."""
    host = host_of_page(url) if len(url) <= MAX_LENGTH else ""
    if not host:
        return False
    path = urlsplit(url).path
    for source in sources:
        if host == host_of(source.url):
            below = urlsplit(source.url).path.rstrip("/")
            if not below or path == below or path.startswith(f"{below}/"):
                return True
    return False


def article_reply(generation: Generation, url: str | None) -> ArticleShape | None:
    """The address as it was sent, with the cases that have an article there; None if no case has."""
    url = replace_surrogates(url or "")
    ids = generation.cases_for_url(url) if url else []
    return {"url": url, "cases": ids} if ids else None


def _match_blocks(generation: Generation, asked: MatchBody, limits: Limits, budget: Budget | None) -> _Matched:
    sent = asked.blocks or ()
    blocks = [
        Block(b["id"], b["text"], b.get("language") or "", b.get("gap") is True, b.get("heading") or "") for b in sent
    ]
    result = _run(generation, blocks, asked, limits, budget)
    return _Matched({b["id"]: b["text"] for b in sent}, result, _most(asked, limits, len(blocks)))


def _match_text(generation: Generation, asked: MatchBody, limits: Limits, budget: Budget | None) -> _Matched:
    """Match each paragraph as a block. The matches' offsets count from the beginning of the whole text."""
    text = asked.text or ""
    # stop at the first paragraph beyond the limit
    paragraphs = list(islice(each_paragraph(text), limits.max_blocks + 1))
    if len(paragraphs) > limits.max_blocks:
        raise ProblemError(
            "too-many-blocks", f"The text has more paragraphs than the {limits.max_blocks} that are allowed."
        )
    begins = {block.id: start for start, block in paragraphs}
    result = _run(generation, [block for _, block in paragraphs], asked, limits, budget)
    matches = [_moved(match, begins[match.block]) for match in result.matches]
    matches.sort(key=lambda match: (-match.score, match.start, match.case))
    return _Matched({TEXT_BLOCK: text}, replace(result, matches=matches), _most(asked, limits, len(paragraphs)))


def _moved(match: Match, by: int) -> Match:
    """A match in a paragraph, as a match in the whole text."""
    whole = (match.whole[0] + by, match.whole[1] + by) if match.whole else None
    return replace(match, block=TEXT_BLOCK, start=match.start + by, end=match.end + by, whole=whole)


def _most(asked: MatchBody, limits: Limits, blocks: int) -> int:
    """The most matches that the reply may have: what the client asked for, else `per_block` for each block."""
    per_block = min(asked.per_block, limits.max_per_block)
    wanted = asked.max_matches if asked.max_matches is not None else max(USUAL_MATCHES, blocks * per_block)
    return min(wanted, limits.max_matches)


def _run(
    generation: Generation, blocks: Sequence[Block], asked: MatchBody, limits: Limits, budget: Budget | None
) -> Result:
    # The first paragraph of a plain text serves as the title of the page.
    first = blocks[0].text if blocks and asked.text is not None else ""
    return generation.matcher.result(
        blocks,
        title=asked.title or first,
        language=asked.language or "",
        min_score=asked.min_score,
        # as many as the service allows, whatever this reply may have, and one more to see that there are more
        max_matches=limits.max_matches + 1,
        per_block=min(asked.per_block, limits.max_per_block),
        checks_facts=asked.checks_facts is True,
        budget=budget,
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


def _first_replies(found: _Matched, utf16: bool, library: Library) -> tuple[list[MatchShape], list[Match], int]:
    """As many matches as the reply may have, without those that an admin silenced after readers' feedback.

    Returns the matches as the reply shows them, the same as Match, and how many were silenced. A silenced match does
    not count towards the limit.
    """
    silences, secret = library.silences(), library.secret()
    first = found.result.matches[: found.most + len(silences)]
    replies = _match_replies(first, found.texts, utf16, secret)

    def silenced_as_a_whole(match: Match) -> bool:
        """Whether the whole passage, before it was cut to the part that carries the claim, was silenced."""
        if match.whole is None:
            return False
        whole = found.texts[match.block][slice(*match.whole)]
        return (match.case, passage_hash(secret, match.case, whole)) in silences

    kept = [
        (reply, match)
        for reply, match in zip(replies, first, strict=True)
        if (match.case, reply["passage"]) not in silences and not silenced_as_a_whole(match)
    ]
    silenced, kept = len(first) - len(kept), kept[: found.most]
    return [reply for reply, _ in kept], [match for _, match in kept], silenced


def _places(matches: Sequence[Match], texts: dict[str, str]) -> list[tuple[int, int]]:
    """The matches' starts and ends in UTF-16 units. Each block's text is read once."""
    by_block: dict[str, list[int]] = {}
    for n, match in enumerate(matches):
        by_block.setdefault(match.block, []).append(n)
    places = [(0, 0)] * len(matches)
    for block, numbers in by_block.items():
        flat = to_utf16(texts[block], [offset for n in numbers for offset in (matches[n].start, matches[n].end)])
        for at, n in enumerate(numbers):
            places[n] = (flat[2 * at], flat[2 * at + 1])
    return places
