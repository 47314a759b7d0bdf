"""GET /v1/articles: is this very article catalogued."""

from __future__ import annotations

from flask import Blueprint

from server.bodies import ignored, read_query
from server.caching import conditional
from server.health import again_if_damaged
from server.logs import took_ms
from server.matching import article_reply
from server.models import ArticleQuery
from server.operations import JSON, NEEDS_INDEX, Operation, describe
from server.replies import cases_reply, disclaimers_reply, index_reply
from server.service import service
from server.shapes import ArticlesReply

blueprint = Blueprint("articles", __name__)


@blueprint.get("/v1/articles")
@describe(
    Operation(
        tag="looking up",
        query=ArticleQuery,
        replies={304: {}, 200: {JSON: ArticlesReply}},
        problems=("invalid-request", *NEEDS_INDEX),
    )
)
@conditional
@again_if_damaged
def articles() -> ArticlesReply:
    """The cases about the article at an address; archived and tracking-laden forms of it are the same article."""
    library = service().library
    generation = library.current()
    article = article_reply(generation, read_query(ArticleQuery).url)
    cases = [generation.named(case_id) for case_id in (article["cases"] if article else ())]
    return {
        "article": article,
        "cases": cases_reply(cases, library, generation),
        "disclaimers": disclaimers_reply((case.source for case in cases), library, generation),
        "index": index_reply(generation),
        **ignored(),
        "took_ms": took_ms(),
    }
