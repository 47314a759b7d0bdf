"""Reads the settings file: TOML with the names of the settings in lower case."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


class SettingsFileError(ValueError):
    """The file cannot be used; the message names it and says why."""


def read_settings_file(path: Path) -> dict[str, str]:
    """The values by name, each as it would be written in the environment. Raises SettingsFileError."""
    try:
        with path.open("rb") as f:
            found = tomllib.load(f)
    except OSError as e:
        raise SettingsFileError(f"{path} cannot be read ({e.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SettingsFileError(f"{path} is not TOML: {e}") from None
    return {name: _written(path, name, value) for name, value in found.items()}


def _written(path: Path, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        if any("," in item for item in value):
            raise SettingsFileError(f"{path}: an item of {name} contains a comma; in an address, write it as %2C")
        return ",".join(value)
    raise SettingsFileError(f"{path}: {name} must be a text, a whole number, true or false, or a list of texts")
