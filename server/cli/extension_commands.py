"""`rejoinder extension`: unpacks the browser extension that is installed with Rejoinder."""

from __future__ import annotations

import shutil
import zipfile
from importlib.metadata import version
from pathlib import Path

import click

from index.errors import RejoinderError

MARK = "rejoinder-extension.txt"  # marks a folder that this command may replace
_TOP = Path(__file__).resolve().parents[2]
# In the installed package, or in a clone in which `make extension` ran.
_PLACES = (_TOP.parent / "extension", _TOP / "extension") if _TOP.name == "app" else (_TOP / "extension",)


class NoExtensionError(RejoinderError):
    """The extension is not installed, or its folder cannot be written."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="rejoinder-extension")
def extension(folder: Path) -> None:
    """Write the browser extension into FOLDER and say how to add it to a browser.

    FOLDER is `rejoinder-extension` by default, and is made if it does not exist. In it, `chrome` is for Chrome,
    Chromium and Edge, and `firefox` for Firefox. An earlier version of the extension is replaced.

    \b
    rejoinder extension
    rejoinder extension ~/rejoinder
    """
    archives = {folder / name: archive(name) for name in ("chrome", "firefox")}
    for target in archives:
        if target.exists() and not (target / MARK).is_file():
            raise NoExtensionError(f"{target} exists and was not written by this command. Name another folder")
    for target, packed_in in archives.items():
        shutil.rmtree(target, ignore_errors=True)
        with zipfile.ZipFile(packed_in) as packed:
            packed.extractall(target)
        (target / MARK).write_text("Written by `rejoinder extension`, which replaces this folder.\n", "utf-8")
    click.echo(
        f"""The extension is in {folder.absolute()}.

Chrome, Chromium, Edge: open chrome://extensions, switch on developer mode,
  choose "Load unpacked" and the folder {folder / "chrome"}
Firefox: open about:debugging#/runtime/this-firefox, choose "Load Temporary Add-on"
  and the file {folder / "firefox" / "manifest.json"}"""
    )


def archive(browser: str) -> Path:
    """The archive of this version for a browser. Raises NoExtensionError."""
    for place in _PLACES:
        path = place / f"rejoinder-{browser}-{version('rejoinder')}.zip"
        if path.is_file():
            return path
    raise NoExtensionError("the extension is not in this installation. In a clone, `make extension` builds it")
