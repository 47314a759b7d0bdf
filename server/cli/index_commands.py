"""`rejoinder index ...`: builds, changes and checks an index."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import click

from index.admin_state import pause
from index.errors import ShrinkError, UnknownColumnsError
from index.matcher.models import Models
from index.ratings.verdicts import add_labels
from index.storage import build as building
from index.storage import generations
from index.storage.build import Report
from index.storage.intake import ON_CONFLICT, OnConflict
from index.storage.remarks import rating_lines, remark_lines
from server.cli import acting
from server.cli.depot_sharing import publishing
from server.cli.options import column_option, format_option, index_option, json_option, publisher_option
from server.cli.output import clean, megabytes, number, paragraph, print_json
from server.cli.progress import LABELS, build_progress, publish_progress
from server.config.open_models import open_models
from server.config.search_engine import search_engine
from server.config.settings import Settings
from server.config.states import state_of
from server.depot.roles import refuse_on_follower

Command = TypeVar("Command", bound=Callable[..., Any])
_SHOWN = 20


@click.group("index")
def group() -> None:
    """Build, change and check an index of cases.

    Every change builds a new generation of the index beside the live one, checks it, and switches to it in one step.
    Readers never see half a change, and a change that fails or is killed leaves the index as it was.
    """


def _source_options(command: Command) -> Command:
    """Add the argument SOURCE... and the options of commands that import."""
    for decorate in (
        click.argument("sources", metavar="SOURCE...", nargs=-1, required=True),
        format_option,
        column_option,
        publisher_option,
        click.option("--strict", is_flag=True, help="Refuse the sources if any record cannot be used."),
        click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing."),
        click.option("--force", is_flag=True, help="Remove even more cases than REJOINDER_LARGEST_SHRINK allows."),
        click.option(
            "--on-conflict",
            type=click.Choice(ON_CONFLICT),
            help="What to do if two different cases in the sources have the same id: refuse the sources, or keep the "
            "later or the first one. Default: REJOINDER_ON_CONFLICT, else refuse.",
        ),
        click.option(
            "--rejected",
            "rejected_file",
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help="Write every record that was left out to FILE, one per line.",
        ),
        index_option,
        json_option,
    ):
        command = decorate(command)
    return command


@group.command()
@_source_options
def build(
    sources: tuple[str, ...],
    source_format: str | None,
    columns: dict[str, str],
    publishers: tuple[str, ...],
    strict: bool,
    dry_run: bool,
    force: bool,
    on_conflict: OnConflict | None,
    rejected_file: Path | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Build a new index from the sources and switch to it.

    A SOURCE is a file, a folder or an address. Its format is recognised by its content: case files (JSON lines),
    EUvsDisinfo case pages, tables and API dumps, schema.org ClaimReview, replies of Google's Fact Check Tools, and any
    table (CSV, .xlsx) whose columns you name. A record that cannot be used is left out, and listed with file, line and
    reason.

    \b
    rejoinder index build cases.jsonl publisher.jsonl
    rejoinder index build --format euvsdisinfo-csv export.csv --rejected left-out.txt
    rejoinder index build saved-pages/ https://example.org/claimreview.json
    rejoinder index build --column title=Claim --column url="Review URL" --column rating=Verdict checks.xlsx
    rejoinder index build --dry-run cases.jsonl

    A build that would remove more than a fifth of the live cases (REJOINDER_LARGEST_SHRINK) is refused, unless you use
    --force.
    """
    if (folder / generations.CURRENT).exists():
        os.nice(10)  # the service that answers readers from the live index goes first
    settings = Settings.load()
    publication = publishing(settings, folder)
    with build_progress(as_json) as progress:
        report = building.build(
            folder,
            sources,
            format=source_format,
            strict=strict,
            progress=progress,
            models=_models(settings),
            columns=columns,
            publishers=publishers,
            on_conflict=on_conflict or settings.on_conflict,
            kept=settings.kept(),
            checks=settings.checks(dry_run=dry_run, force=force),
            state=state_of(folder, settings),
            publication=publication,
            engine=search_engine(settings, folder),
        )
    if not dry_run:
        _record(folder, "build ended", report, building.described(sources, source_format), settings)
    _tell(report, "" if dry_run else "Built", folder, rejected_file, as_json)


@group.command()
@_source_options
def update(
    sources: tuple[str, ...],
    source_format: str | None,
    columns: dict[str, str],
    publishers: tuple[str, ...],
    strict: bool,
    dry_run: bool,
    force: bool,
    on_conflict: OnConflict | None,
    rejected_file: Path | None,
    folder: Path,
    as_json: bool,
) -> None:
    """Add cases to the index, or replace those with the same id.

    A line with an id and only some of a case's keys changes those keys, and keeps the others.

    \b
    rejoinder index update new-cases.jsonl
    rejoinder index update articles.jsonl --json
    """
    settings = Settings.load()
    publication = publishing(settings, folder)
    try:
        with build_progress(as_json) as progress:
            report = building.update(
                folder,
                sources,
                format=source_format,
                strict=strict,
                progress=progress,
                models=_models(settings),
                columns=columns,
                publishers=publishers,
                on_conflict=on_conflict or settings.on_conflict,
                kept=settings.kept(),
                checks=settings.checks(dry_run=dry_run, force=force),
                state=state_of(folder, settings),
                publication=publication,
                engine=search_engine(settings, folder),
            )
    except UnknownColumnsError as e:
        # the message suggests a command, which for an update must not be one that replaces the index
        told = str(e).replace("rejoinder index build ", "rejoinder index update ")
        raise UnknownColumnsError(told, e.columns) from None
    if not dry_run:
        _record(folder, "update ended", report, building.described(sources, source_format), settings)
    _tell(report, "" if dry_run else "Updated to", folder, rejected_file, as_json)


@group.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@index_option
@json_option
def delete(ids: tuple[str, ...], folder: Path, as_json: bool) -> None:
    """Remove cases from the index. If one of the IDs does not exist, none is removed.

    \b
    rejoinder index delete k0567 k0812
    """
    settings = Settings.load()
    publication = publishing(settings, folder)
    with build_progress(as_json) as progress:
        report = building.delete(
            folder,
            ids,
            progress=progress,
            models=_models(settings),
            kept=settings.kept(),
            state=state_of(folder, settings),
            publication=publication,
            engine=search_engine(settings, folder),
        )
    acting.record(folder, "deleted", ", ".join(ids), f"generation {report.generation}: {report.cases} cases")
    acting.tidy(folder, settings)
    _tell(report, "Deleted from", folder, None, as_json)


@group.command()
@index_option
@json_option
def status(folder: Path, as_json: bool) -> None:
    """Show the live generation, the kept ones, and how much room they take."""
    found = generations.status(folder)
    if as_json:
        print_json(found)
        return
    click.echo(f"index      {found['folder']}")
    if found["writing"]:
        click.echo("           another process is writing to it")
    if found["paused"]:
        since = found["paused"]["since"]
        click.echo(f"           scheduled imports paused since {since}: `rejoinder index resume` resumes them")
    for kept in sorted(found["generations"], key=lambda kept: (kept["live"], kept["generation"]), reverse=True):
        label = "live" if kept["live"] else "kept"
        if "problem" in kept:
            click.echo(f"{label}       {kept['generation']}: {kept['problem']}")
            continue
        counts = ", ".join(f"{number(count)} {what}" for what, count in kept["counts"].items() if count)
        click.echo(f"{label}       {kept['generation']}, built {kept['built']}: {counts}; {megabytes(kept['bytes'])}")
        for source in kept["sources"]:
            click.echo(f"           from {clean(source['source'])} ({source['format']})")


@group.command()
@click.option(
    "--generation", metavar="NAME", help="Check this generation, as `status` names it. Default: the live one."
)
@index_option
@json_option
def verify(generation: str | None, folder: Path, as_json: bool) -> None:
    """Check that no file of the index has changed since it was built. The exit code is 1 if one has."""
    problems = generations.verify(folder, generation)
    if as_json:
        print_json({"folder": str(folder), "intact": not problems, "problems": problems})
    elif problems:
        for problem in problems:
            click.echo(problem)
    else:
        click.echo("intact")
    if problems:
        click.get_current_context().exit(1)


@group.command()
@click.option(
    "--to", "to", metavar="NAME", help="The generation to go back to, as `status` names it. Default: the previous."
)
@index_option
@json_option
def rollback(to: str | None, folder: Path, as_json: bool) -> None:
    """Go back to the previous generation, or to another one that is kept, after checking it.

    Scheduled imports are paused until `rejoinder index resume`, as they would undo the rollback.

    \b
    rejoinder index rollback
    rejoinder index rollback --to 20260131T120000Z-0a1b2c
    """
    settings = Settings.load()
    publication = publishing(settings, folder)
    with build_progress(as_json) as progress:
        name = generations.rollback(
            folder,
            to,
            publication,
            publish_progress(progress),
            state=state_of(folder, settings),
            engine=search_engine(settings, folder),
        )
    acting.record(folder, "rolled back", name)
    acting.tidy(folder, settings)
    if as_json:
        print_json({"generation": name})
    else:
        click.echo(f"{name} is live now")
        click.echo("scheduled imports are paused until `rejoinder index resume`", err=True)


@group.command()
@index_option
@json_option
def resume(folder: Path, as_json: bool) -> None:
    """Let scheduled imports run again after a rollback."""
    refuse_on_follower(Settings.load())
    generations.live_name(folder)
    was = pause.resume(folder)
    if was:
        acting.record(folder, "scheduled imports resumed")
    if as_json:
        print_json({"resumed": was})
    else:
        click.echo("scheduled imports are resumed" if was else "scheduled imports were not paused")


def _record(folder: Path, action: str, report: Report, origins: list[dict[str, Any]], settings: Settings) -> None:
    """Record a build in the audit log: its result, and its sources, without the folders of files."""
    told = f"{report.cases} cases, {len(report.rejected)} rejected; from {', '.join(o['source'] for o in origins)}"
    acting.record(folder, action, report.generation, told)
    acting.tidy(folder, settings)


def _models(settings: Settings) -> Models | None:
    """The models for a build. Also adds the rating labels in the settings."""
    add_labels(settings.rating_labels)
    return open_models(settings, building=True)


def _tell_remarks(report: Report) -> None:
    """Print what was kept with changes: a line for each kind of change, with a count and the first example."""
    for line in (*remark_lines(report.remarks), *rating_lines(report.ratings)):
        click.echo(clean(line), err=True)


def _tell(report: Report, did: str, folder: Path, rejected_file: Path | None, as_json: bool) -> None:
    if rejected_file is not None:
        rejected_file.write_text("".join(f"{rejected}\n" for rejected in report.rejected), "utf-8")
    if as_json:
        print_json(asdict(report))
        return
    if not did:
        _tell_preview(report, folder)
        return
    parts = ", ".join(f"{LABELS.get(part, part)} {seconds:.1f}" for part, seconds in report.parts.items())
    click.echo(f"{did} {folder}: {number(report.cases)} cases, generation {report.generation}")
    click.echo(f"  {report.seconds:.1f} s{f' ({parts})' if parts else ''}")
    counts = {
        "records read": report.records,
        "added": report.added,
        "changed": report.changed,
        "patched": report.patched,
        "deleted": report.deleted,
        "exact duplicates merged": report.merged,
        "wordings encoded": report.encoded,
        "rejected": len(report.rejected),
    }
    click.echo("  " + ", ".join(f"{number(count)} {what}" for what, count in counts.items() if count))
    _tell_remarks(report)
    _tell_rejected(report, rejected_file is not None)


def _tell_preview(report: Report, folder: Path) -> None:
    """Print what a dry run found."""
    found = report.preview
    click.echo(f"Nothing was written. {folder} has {number(found.before)} cases and would have {number(found.after)}:")
    for kind in ("added", "changed", "removed"):
        if count := getattr(found, kind):
            click.echo(f"  {number(count)} {kind}")
            for example in found.examples[kind]:
                click.echo(f"    {example.id}: {paragraph(example.title, most=100)}")
    if not found.added + found.changed + found.removed:
        click.echo("  no case would change")
    if found.languages:
        told = ", ".join(f"{language} {number(count)}" for language, count in found.languages.items())
        click.echo(f"  languages of the records: {told}")
    for key in found.sources_gone:
        click.echo(f"  the source {key} would be gone")
    for key in found.disclaimers_gone:
        click.echo(f"  the disclaimer of {key} would be gone or different")
    for reason in found.left_out:
        click.echo(f"  {number(reason.records)} left out, such as {clean(reason.first)}")
    _tell_remarks(report)
    try:
        found.check_shrink(Settings.load().largest_shrink / 100)
    except ShrinkError as e:
        click.echo(f"This would be refused: {e}", err=True)


def _tell_rejected(report: Report, written: bool) -> None:
    if not report.rejected:
        return
    click.echo("left out:", err=True)
    for rejected in report.rejected[:_SHOWN]:
        click.echo(f"  {clean(str(rejected))}", err=True)
    if len(report.rejected) > _SHOWN:
        more = len(report.rejected) - _SHOWN
        click.echo(f"  and {number(more)} more{'' if written else '; --rejected FILE writes them all'}", err=True)
