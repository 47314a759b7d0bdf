"""`rejoinder extension`: the browser extension out of what is installed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import click

from index.errors import RejoinderError

_TOP = Path(__file__).resolve().parents[2]
# Of the installed package, and of a clone in which `make extension` ran.
_PLACES = (_TOP.parent / "extension", _TOP / "extension") if _TOP.name == "app" else (_TOP / "extension",)


class NoExtensionError(RejoinderError):
    """The extension is not in what is installed."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default="rejoinder-extension")
def extension(folder: Path) -> None:
    """Write the browser extension into FOLDER and say how to add it to a browser.

    FOLDER is made where there is none; by default `rejoinder-extension`. In it, `chrome` is for Chrome, Chromium and
    Edge, and `firefox` for Firefox. What stands there of an earlier version is replaced.

    \b
    rejoinder extension
    rejoinder extension ~/rejoinder
    """
    archives = {name: archive(name) for name in ("chrome", "firefox")}
    for name, found in archives.items():
        target = folder / name
        if target.exists() and not (target / "manifest.json").is_file():
            raise NoExtensionError(f"{target} exists and holds no extension. Name another folder")
        shutil.rmtree(target, ignore_errors=True)
        with zipfile.ZipFile(found) as packed:
            packed.extractall(target)
    click.echo(
        f"""The extension is in {folder.absolute()}.

Chrome, Chromium, Edge: open chrome://extensions, switch on developer mode,
  choose "Load unpacked" and the folder {folder / "chrome"}
Firefox: open about:debugging#/runtime/this-firefox, choose "Load Temporary Add-on"
  and the file {folder / "firefox" / "manifest.json"}"""
    )


def archive(browser: str) -> Path:
    """The newest archive for a browser. Raises NoExtensionError."""
    found = [path for place in _PLACES for path in place.glob(f"rejoinder-{browser}-*.zip")]
    if not found:
        raise NoExtensionError("the extension is not in this installation. In a clone, `make extension` builds it")
    return max(found, key=lambda path: path.stat().st_mtime)
