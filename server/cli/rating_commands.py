"""`rejoinder ratings`: shows the rating labels of fact checkers, and the verdict that a label stands for."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from index.ratings.labels import VERDICTS, WORD_LISTS
from index.ratings.verdicts import add_labels, is_known, labels, verdict_of_text
from index.storage.library import Library
from server.cli.options import index_option, json_option
from server.cli.output import clean, number, print_json
from server.config.settings import Settings


@click.command()
@click.argument("label", nargs=-1)
@click.option("--unknown", is_flag=True, help="List the unknown labels in the index, most frequent first.")
@index_option
@json_option
def ratings(label: tuple[str, ...], unknown: bool, folder: Path, as_json: bool) -> None:
    """Print the table of rating labels, or the verdict that LABEL stands for.

    The table has the form of the TOML file that REJOINDER_RATING_LABELS names. To add labels of your own, write them
    into such a file. From the next build on, they override the shipped ones.

    \b
    rejoinder ratings
    rejoinder ratings "Mostly true"
    rejoinder ratings --unknown
    """
    add_labels(Settings.load().rating_labels)
    if unknown:
        _tell_unknown(folder, as_json)
    elif label:
        verdict = verdict_of_text(" ".join(label))
        if as_json:
            print_json({"label": " ".join(label), "verdict": verdict})
        else:
            click.echo(verdict or "unknown: a rating without numbers is read as unproven")
    elif as_json:
        print_json(labels().languages)
    else:
        for language, lists in labels().languages.items():
            click.echo(f"[{language}]")
            for name in (*VERDICTS, *WORD_LISTS):
                if entries := lists.get(name):
                    click.echo(f"{name} = {json.dumps(entries, ensure_ascii=False)}")
            click.echo()


def _tell_unknown(folder: Path, as_json: bool) -> None:
    counts = Counter(
        (case.rating.text, case.verdict)
        for case in Library(folder).contents().cases()
        if case.rating is not None and not is_known(case.rating, case.verdict)
    )
    if as_json:
        print_json([{"label": text, "taken_for": verdict, "cases": n} for (text, verdict), n in counts.most_common()])
        return
    if not counts:
        click.echo("every label in the index is known")
    for (text, verdict), cases in counts.most_common():
        click.echo(f"{number(cases):>8}  {clean(text)}  (read as {verdict})")
