"""POST /v1/match: the passages of a page that repeat a claim that has been debunked."""

from __future__ import annotations

from flask import Blueprint

from index.matcher.budget import Budget
from server.api.match_reply import Limits, match_reply
from server.api.reply_types import MatchReply
from server.api.request_models import MatchBody
from server.config.settings import Settings
from server.http.connection import client_gone
from server.http.damage import again_if_damaged
from server.http.logs import took_ms
from server.http.metrics import count_match
from server.http.openapi_annotations import BAD_BODY, JSON, NEEDS_CASES, Operation, describe
from server.http.request_parsing import ignored, read_body
from server.http.service import service

blueprint = Blueprint("match", __name__)
EXAMPLE_REPLY: MatchReply = {
    "matches": [
        {
            "block": "b1",
            "start": 0,
            "end": 60,
            "quote": "As everybody knows, the moon landing was filmed in a studio.",
            "case": "demo-moon-landing",
            "score": 0.97,
            "relation": "repeats",
            "also": [],
            "passage": "9f2c0d5b7a3e41d68c1f02b94e6a7d35",
            "why": {"field": "title", "claim": "The moon landing was filmed in a studio", "words": ["moon", "landing"]},
        }
    ],
    "article": None,
    "cases": {
        "demo-moon-landing": {
            "id": "demo-moon-landing",
            "source": "rejoinder-demo",
            "title": "The moon landing was filmed in a studio",
            "response": "Twelve astronauts walked on the Moon between 1969 and 1972.",
            "url": "https://en.wikipedia.org/wiki/Moon_landing_conspiracy_theories",
            "lang": "en",
            "verdict": "false",
            "disclaimer": "These cases were written to show what the program does.",
        }
    },
    "disclaimers": {
        "rejoinder-demo": {
            "name": "Rejoinder demo cases",
            "text": "These cases were written to show what the program does.",
            "url": None,
        }
    },
    "index": {
        "generation": "20260101T120000Z-0a1b2c",
        "cases": 37,
        "built": "2026-01-01T12:00:03+00:00",
        "languages": ["en"],
    },
    "took_ms": 1.8,
}


def limits_of(settings: Settings) -> Limits:
    """The limits of a match request."""
    return Limits(settings.max_blocks, settings.max_matches, settings.max_per_block)


@blueprint.post("/v1/match")
@describe(
    Operation(
        tag="matching",
        body=MatchBody,
        replies={200: {JSON: MatchReply}},
        problems=(*BAD_BODY, "too-many-blocks", *NEEDS_CASES),
        example={"blocks": [{"id": "b1", "text": "As everybody knows, the moon landing was filmed in a studio."}]},
        reply_example=EXAMPLE_REPLY,
    )
)
def match() -> MatchReply:
    """The passages of a page that repeat debunked claims, with their cases.

    Send the page's text as `blocks` (paragraphs, headings, list items, up to the limits), or as one `text`. Without
    `min_score` the reply has the matches that reach the model's thresholds; with it, every match that scores at least
    that. A request that takes longer than the service allows ends early: the reply then has the likeliest matches,
    and `complete` is false.

    `start` and `end` count UTF-16 units, as browsers do, unless `offsets` says otherwise.
    """
    settings = service().settings
    limits, budget = limits_of(settings), Budget(settings.match_budget_ms, gone=client_gone())
    asked = read_body(MatchBody, context={"max_blocks": limits.max_blocks})
    reply = again_if_damaged(match_reply)(service().library, asked, limits, budget)
    count_match(len(asked.blocks or ()) or 1, (match["relation"] for match in reply["matches"]))
    return {**reply, **ignored(), "took_ms": took_ms()}
