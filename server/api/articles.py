"""GET /v1/articles: whether an article is catalogued, and by which cases."""

from __future__ import annotations

from flask import Blueprint

from server.api.match_reply import article_reply
from server.api.replies import cases_reply, disclaimers_reply, index_reply
from server.api.reply_types import ArticlesReply
from server.api.request_models import ArticleQuery
from server.http.damage import again_if_damaged
from server.http.etags import conditional
from server.http.logs import took_ms
from server.http.openapi_annotations import JSON, NEEDS_INDEX, Operation, describe
from server.http.request_parsing import ignored, read_query
from server.http.service import service

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
    """The cases about the article at an address. Archived copies and tracking parameters make no difference."""
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
