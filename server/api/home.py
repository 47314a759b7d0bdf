"""The pages for people: / to try the service on, the demo article, and an explanation of each kind of error."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, make_response, render_template

from server.http.problem_kinds import KINDS
from server.http.problems import ProblemError

blueprint = Blueprint("home", __name__)
_DEMO_ARTICLE = Path(__file__).resolve().parent.parent / "demo" / "article.html"
_PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# The article has inline styles, like any page on the web. Its scripts, if any, may not run.
_ARTICLE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
)


def page(template: str, **values: object) -> Response:
    response = make_response(render_template(template, **values))
    response.headers["Content-Security-Policy"] = _PAGE_POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/")
def home() -> Response:
    """The page to paste a text, or to open the demo article, and see the notices."""
    return page("home.html")


@blueprint.get("/demo/article")
def article() -> Response:
    """The demo article."""
    response = Response(_DEMO_ARTICLE.read_bytes(), content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = _ARTICLE_POLICY
    return response


@blueprint.get("/problems/<name>")
def problem(name: str) -> Response:
    """What a kind of error means. The `type` of every problem document is the address of this page."""
    if name not in KINDS:
        raise ProblemError("not-found")
    return page("problem.html", kind=KINDS[name])
