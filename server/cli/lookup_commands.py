"""`rejoinder search`, `match` and `export`: look-ups as the service does them, without the service."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from index.errors import RejoinderError
from index.storage.library import Library
from server.api.export_feed import case_lines, claimreview_feed
from server.api.html_blocks import read_document
from server.api.match_reply import Limits, match_reply
from server.api.reply_types import WhyShape
from server.api.request_models import CaseQuery, MatchBody
from server.api.search_reply import search_reply
from server.cli.options import index_option, json_option
from server.cli.output import clean, number, paragraph, print_json
from server.config.libraries import library_of
from server.config.open_models import open_models
from server.config.settings import Settings
from server.config.states import state_of
from server.http.request_parsing import validate

# On one's own machine there is no need for limits.
_UNLIMITED = Limits(sys.maxsize, sys.maxsize, sys.maxsize)
UNHURRIED_MS = 60_000.0


# -word is part of the query, not an option
@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("query", nargs=-1)
@click.option("--source", default="", help="Only cases of this publisher (its key).")
@click.option("--verdict", default="", help="Only cases with this verdict: false, misleading, unproven or true.")
@click.option("--language", default="", help="Only cases about articles in this language, such as ru.")
@click.option("--country", default="", help="Only cases about this country or region.")
@click.option("--outlet", default="", help="Only cases about this outlet.")
@click.option("--keyword", default="", help="Only cases with this keyword.")
@click.option(
    "--from", "date_from", default="", metavar="DATE", help="Published on DATE or later: 2017, 2017-03 or 2017-03-30."
)
@click.option("--to", "date_to", default="", metavar="DATE", help="Published on DATE or earlier.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "date"]),
    default="relevance",
    show_default=True,
    help="Best or newest first.",
)
@click.option("--limit", "page_size", type=click.IntRange(1, 100), default=10, show_default=True, help="Cases to show.")
@click.option("--page-token", default="", help="`next_page_token` of the previous page.")
@index_option
@json_option
def search(query: tuple[str, ...], folder: Path, as_json: bool, **options: Any) -> None:
    """Search the titles, claims and responses of the cases.

    QUERY may have words, "a phrase", +must and -must-not. A hyphen within a word is part of it: COVID-19. Without a
    query, every case is listed, newest first.

    \b
    rejoinder search moon landing
    rejoinder search '"central asia" -ukraine' --from 2020 --country Kazakhstan
    rejoinder search --outlet example.org --json
    """
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    values = {"q": " ".join(query), **options}
    values["from"], values["to"] = values.pop("date_from"), values.pop("date_to")
    settings = Settings.load()
    library = library_of(settings, open_models(settings), folder)
    reply = search_reply(library, validate(CaseQuery, values, pointer=""))
    if as_json:
        print_json(reply)
        return
    total, shown = reply["total"], len(reply["cases"])
    click.echo(f"{number(total)} case{'' if total == 1 else 's'}{f', the first {shown}' if shown < total else ''}")
    if reply["note"]:
        click.echo(clean(reply["note"]))
    if reply["did_you_mean"]:
        click.echo(f"Did you mean: {clean(reply['did_you_mean'])}")
    for case in reply["cases"]:
        click.echo()
        _show_case(case, indent=0)
    _show_disclaimers(reply["cases"])


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--language", help="Language of the text, such as en. Default: detected.")
@click.option("--url", help="The page's address, to see whether it is catalogued.")
@click.option(
    "--min-score", type=click.FloatRange(0, 1), help="Least score of a match. Default: the model's thresholds."
)
@click.option("--max-matches", type=click.IntRange(1), help="Most matches in all. Default: as --per-block allows.")
@click.option(
    "--per-block", type=click.IntRange(1), default=3, show_default=True, help="Most matches of one paragraph."
)
@index_option
@json_option
def match(file: Any, folder: Path, as_json: bool, **options: Any) -> None:
    """Match a text or an HTML page, as the service would.

    \b
    rejoinder match page.html
    pbpaste | rejoinder match --language en
    rejoinder match article.txt --min-score 0.5 --json
    """
    title, blocks = read_document(file.read())
    if not blocks:
        raise RejoinderError(f"there is no text in {file.name}")
    body = {"title": title, "blocks": blocks} | {key: value for key, value in options.items() if value is not None}
    # at a terminal there is no hurry: the reader model gets time for everything
    settings = Settings.load()
    models = replace(open_models(settings), reader_budget_ms=UNHURRIED_MS)
    library = library_of(settings, models, folder)
    reply = match_reply(library, validate(MatchBody, body, pointer=""), _UNLIMITED)
    if as_json:
        print_json(reply)
        return
    matches, cases = reply["matches"], reply["cases"]
    shown = f"{number(len(matches))} match{'' if len(matches) == 1 else 'es'}"
    if "truncated" in reply:
        shown = f"The first {number(len(matches))} of {number(reply['truncated']['matches'])} matches"
    click.echo(f"{shown} in {number(len(blocks))} paragraphs")
    if reply["article"]:
        click.echo(f"This page is catalogued: {', '.join(reply['article']['cases'])}")
    for found in matches:
        heading = click.style(f"{found['relation'] or 'candidate'} {found['score']:.2f}", bold=True)
        click.echo(f"\n{heading}  in {found['block']}, {found['start']}-{found['end']}")
        click.echo(paragraph(f"“{found['quote']}”", indent=2))
        _show_stance(found["why"])
        _show_case(cases[found["case"]], indent=4)
        if found["also"]:
            click.echo(f"    also: {', '.join(found['also'])}")
    _show_disclaimers(cases.values())


@click.command()
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False, atomic=True), default="-")
@click.option(
    "--format",
    "target_format",
    type=click.Choice(["jsonl", "claimreview"]),
    default="jsonl",
    show_default=True,
    help="Case files (JSON lines), or one schema.org DataFeed of ClaimReviews.",
)
@index_option
def export(file: Any, target_format: str, folder: Path) -> None:
    """Write every case and every publisher to FILE (- for standard output).

    `rejoinder index build` imports FILE as the same cases.

    \b
    rejoinder export cases.jsonl
    rejoinder export --format claimreview | gzip > feed.json.gz
    """
    library = Library(folder, state=state_of(folder))
    write = case_lines if target_format == "jsonl" else claimreview_feed
    for text in write(library, library.contents()):
        file.write(text)


def _show_stance(why: WhyShape) -> None:
    """Print the words with which the page denies or reports the claim, if it does."""
    for key, does in (("denied", "denies the claim"), ("reported", "reports what others claim")):
        if words := why.get(key):
            click.echo(paragraph(f"the page {does}: “{words}”", indent=2))


def _show_case(case: dict[str, Any], indent: int) -> None:
    margin = " " * indent
    about = ", ".join(filter(None, (case["id"], case.get("published"), case["verdict"], case["source"])))
    click.echo(click.style(paragraph(case["title"], indent), bold=True))
    click.echo(f"{margin}{clean(about)}")
    if case.get("response"):
        click.echo(paragraph(case["response"], indent, most=400))
    click.echo(f"{margin}{clean(case['url'])}" if case.get("url") else f"{margin}(no link: the source gave no address)")


def _show_disclaimers(cases: Any) -> None:
    """Print each disclaimer once, with the ids of its cases."""
    by_text: dict[str, list[str]] = {}
    for case in cases:
        by_text.setdefault(case["disclaimer"] or "", []).append(case["id"])
    for text, ids in by_text.items():
        if text:
            click.echo(f"\nDisclaimer ({', '.join(ids)})")
            click.echo(paragraph(text, indent=2))
