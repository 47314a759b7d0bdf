"""`rejoinder search-index ...`: the indices of this installation in a search cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from index.errors import RejoinderError, SearchEngineError
from index.scratch import Scratch
from index.storage.generation import Contents
from index.storage.generations import live_name, names, path_of, writing
from server.cli import acting
from server.cli.options import index_option, json_option
from server.cli.output import number, print_json
from server.cli.progress import build_progress, publish_progress
from server.config.search_engine import search_cluster
from server.config.settings import Settings
from server.depot.roles import refuse_on_follower


@click.group("search-index")
def group() -> None:
    """Keep the full text in an OpenSearch cluster.

    With REJOINDER_SEARCH, builds write an index for each generation, and the service asks it. docs/scaling.md says
    when that is worth it and how to move over.
    """


@group.command()
@index_option
@json_option
def push(folder: Path, as_json: bool) -> None:
    """Write the live generation's index anew, from the cases on this machine.

    Needed once, when an existing index moves to a cluster, and to repair one. Builds write their index by themselves.

    \b
    REJOINDER_SEARCH=https://a:9200,https://b:9200 rejoinder search-index push
    """
    settings = _settings(folder)
    refuse_on_follower(settings)
    engine = search_cluster(settings, folder)
    with build_progress(as_json) as progress, writing(folder), Scratch("search", folder) as scratch:
        name = live_name(folder)
        contents = Contents(path_of(folder, name))
        told = publish_progress(progress)
        engine.begin(names(folder))
        engine.push(contents.folder, len(contents), contents.at, scratch.path, lambda n, of: told("fulltext", n, of))
        engine.settle(name, names(folder))
    acting.record(folder, "search index written", name)
    if as_json:
        print_json({"generation": name, "index": engine.index_of(name), "cases": len(contents)})
    else:
        click.echo(f"{engine.index_of(name)} holds {number(len(contents))} cases; restart the service to search there")


@group.command()
@index_option
@json_option
def status(folder: Path, as_json: bool) -> None:
    """Show the cluster and this installation's indices in it.

    The exit code is 1 if the live generation cannot be searched there.
    """
    settings = _settings(folder)
    from index.search.opensearch.inspection import check_health, inspect

    engine = search_cluster(settings, folder)
    seen, live, problem = inspect(engine.cluster), live_name(folder), ""
    try:
        check_health(engine.cluster, engine.index_of(live))
        engine.open(path_of(folder, live), len(Contents(path_of(folder, live)))).check()
    except SearchEngineError as e:
        problem = str(e)
    own = [] if settings.follows else sorted(engine.own())
    found: dict[str, Any] = {
        "nodes": list(settings.search),
        "version": seen.version,
        "colour": seen.colour,
        "live": live,
        "problem": problem or None,
        "warnings": list(seen.warnings),
        "indices": [
            {"index": index, "generation": mark.generation, "cases": mark.cases, "complete": mark.complete}
            for index, mark in own
        ],
    }
    if as_json:
        print_json(found)
    else:
        click.echo(f"cluster    OpenSearch {seen.version}, {seen.nodes} nodes, {seen.colour}")
        click.echo(f"live       {live}: {problem or 'can be searched'}")
        for warning in seen.warnings:
            click.echo(f"warning    {warning}")
        for index, mark in own:
            click.echo(f"index      {index}: {number(mark.cases)} cases{'' if mark.complete else ', not complete'}")
    if problem:
        click.get_current_context().exit(1)


def _settings(folder: Path) -> Settings:
    settings = Settings.load(index=folder)
    if not settings.search:
        raise RejoinderError("no search cluster is set: set REJOINDER_SEARCH to the addresses of its nodes")
    return settings
