"""A fake service that answers as a test wants, for answers that the real one would not give about the tests' data."""

from __future__ import annotations

import json
from typing import Any

from .web import CORS, Reply, Request, Web

FAKE = "http://127.0.0.1:58210"
SOURCE = {"name": "A publisher", "text": "What the publisher wants said.", "url": "https://publisher.example/"}


def case(title: str, response: str = "An answer.", **other: Any) -> dict[str, Any]:
    return {"source": "s", "title": title, "response": response, "url": "https://publisher.example/1", **other}


def answering(
    web: Web,
    passages: list[tuple[str, str, float]],
    cases: dict[str, dict[str, Any]],
    *,
    article: list[str] | None = None,
    **other: Any,
) -> str:
    """Start a service that finds these passages (text, case, score) in every block with them; returns its address."""

    def answer(request: Request) -> Reply:
        if request.method == "OPTIONS":
            return Reply(b"", headers=CORS)
        body = request.json()
        matches = []
        for block in body["blocks"]:
            for text, found, score in passages:
                start = block["text"].find(text)
                if start >= 0:
                    matches.append(
                        {
                            "block": block["id"],
                            "start": start,
                            "end": start + len(text),
                            "quote": text,
                            "case": found,
                            "score": score,
                            "relation": "repeats",
                            "also": [],
                            "passage": "0" * 32,
                            "why": {},
                        }
                    )
        reply = {
            "matches": matches,
            "article": {"url": body["url"], "cases": article} if article and "url" in body else None,
            "cases": cases,
            "disclaimers": {"s": SOURCE},
            "index": {"generation": "g"},
            **other,
        }
        return Reply(json.dumps(reply).encode(), "application/json", 200, CORS)

    web.answer(f"{FAKE}/v1/match", answer)
    web.answer(f"{FAKE}/v1/feedback", lambda _: Reply(b"{}", "application/json", 201, CORS))
    return FAKE


def sent(web: Web) -> list[dict[str, Any]]:
    """The bodies of all requests to the service."""
    return [request.json() for request in web.to(f"{FAKE}/v1/match", "POST")]
