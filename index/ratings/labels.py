"""Fact checkers' labels by language: the table that is shipped, and the labels that a newsroom adds."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, get_args

from index.record_types import Verdict

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
WORD_LISTS = ("not", "not-after", "wholly", "partly")
SHIPPED = Path(__file__).with_name("labels.toml")
_JOINED = 6  # least letters of a label that is also found written as one word: "halftrue"

Key = tuple[str, ...]


class LabelsError(ValueError):
    """A file of labels cannot be used; the message says where and why."""


@dataclass(slots=True)
class Labels:
    """A table of labels.

    known: the verdict of each label, by its folded words    alone: labels that count only as a whole rating
    words: the words of each of `WORD_LISTS`    languages: the lists as they were read, by language
    """

    known: dict[Key, Verdict] = field(default_factory=dict)
    alone: set[Key] = field(default_factory=set)
    words: dict[str, frozenset[str]] = field(default_factory=lambda: dict.fromkeys(WORD_LISTS, frozenset()))
    languages: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    longest: int = 1
    _joined: dict[str, Verdict] = field(default_factory=dict)

    @classmethod
    def read(cls, *paths: Path) -> Self:
        """Read the tables of several files; a later file overrides an earlier one. Raises LabelsError."""
        labels = cls()
        for path in paths:
            labels._add(_checked(path))
        return labels

    def whole(self, words: list[str]) -> Verdict | None:
        """The verdict of a text that is exactly a label, else None."""
        found = self.known.get(tuple(words))
        if found is None and len("".join(words)) >= _JOINED:
            found = self._joined.get("".join(words))
        return found

    def within(self, words: list[str], at: int) -> tuple[Verdict | None, int]:
        """The verdict of the longest label that begins at word `at`, and its length in words; else (None, 1)."""
        for length in range(min(len(words) - at, self.longest), 0, -1):
            part = tuple(words[at : at + length])
            if (verdict := self.known.get(part)) and part not in self.alone:
                return verdict, length
        return None, 1

    def _add(self, languages: dict[str, dict[str, list[str]]]) -> None:
        new: dict[Key, Verdict] = {}
        for language, lists in languages.items():
            mine = self.languages.setdefault(language, {})
            for name, entries in lists.items():
                mine[name] = [*mine.get(name, []), *entries]
                if name in WORD_LISTS:
                    self.words[name] |= {folded(entry) for entry in entries}
            for verdict in VERDICTS:
                for label in lists.get(verdict, []):
                    self._label(label, verdict, new)
        self.known |= new
        self.longest = max(map(len, self.known), default=1)
        self._joined |= {"".join(key): verdict for key, verdict in new.items() if len("".join(key)) >= _JOINED}

    def _label(self, label: str, verdict: Verdict, new: dict[Key, Verdict]) -> None:
        key = tuple(words_of(label))
        if not key:
            return
        if label.startswith("="):
            self.alone.add(key)
        else:
            self.alone.discard(key)
        # A label that means different verdicts in two languages counts as unproven, to be safe.
        new[key] = verdict if new.get(key, verdict) == verdict else "unproven"


def words_of(text: str) -> list[str]:
    """The folded words of a label, without punctuation."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*(?:[\u0300-\u036f\u0900-\u0dff\u0e30-\u0e4e\u200d]+[^\W_]*)*", folded(text))


def folded(text: str) -> str:
    """The form in which labels are compared."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'").replace("\u02bc", "'")
    return unicodedata.normalize("NFC", plain.casefold())


def _checked(path: Path) -> dict[str, dict[str, list[str]]]:
    try:
        read: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as e:
        raise LabelsError(f"{path} cannot be read: {getattr(e, 'strerror', None) or e}") from None
    except tomllib.TOMLDecodeError as e:
        raise LabelsError(f"{path} is not valid TOML: {e}") from None
    for language, lists in read.items():
        if not isinstance(lists, dict):
            raise LabelsError(f"{path}: {language} must be a table such as [en]")
        for name, entries in lists.items():
            if name not in VERDICTS and name not in WORD_LISTS:
                raise LabelsError(f"{path}: [{language}] {name} is not one of {', '.join((*VERDICTS, *WORD_LISTS))}")
            if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
                raise LabelsError(f'{path}: [{language}] {name} must be a list of texts such as ["Half true"]')
    return read
