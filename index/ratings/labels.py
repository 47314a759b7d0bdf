"""The labels that fact checkers give, by language: the table that is shipped, and what a newsroom adds to it."""

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
_JOINED = 6  # letters from which on a word is looked up as several that were written together: "halftrue"

Key = tuple[str, ...]


class LabelsError(ValueError):
    """A file of labels cannot be used; the message says where and why."""


@dataclass(slots=True)
class Labels:
    """Labels as their words, with their verdict; `alone` are those that count only as the whole of a rating."""

    known: dict[Key, Verdict] = field(default_factory=dict)
    alone: set[Key] = field(default_factory=set)
    words: dict[str, frozenset[str]] = field(default_factory=lambda: dict.fromkeys(WORD_LISTS, frozenset()))
    languages: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    longest: int = 1
    _joined: dict[str, Verdict] = field(default_factory=dict)

    @classmethod
    def read(cls, *paths: Path) -> Self:
        """The table of several files, a later one going before an earlier. Raises LabelsError."""
        labels = cls()
        for path in paths:
            labels._add(_checked(path))
        return labels

    def whole(self, words: list[str]) -> Verdict | None:
        """The verdict of a text that is a label and nothing more."""
        found = self.known.get(tuple(words))
        if found is None and len("".join(words)) >= _JOINED:
            found = self._joined.get("".join(words))
        return found

    def within(self, words: list[str], at: int) -> tuple[Verdict | None, int]:
        """The verdict of the longest label that begins at a word of a text, and its length in words."""
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
        # A word that two languages use for different verdicts counts as the more careful one.
        new[key] = verdict if new.get(key, verdict) == verdict else "unproven"


def words_of(text: str) -> list[str]:
    """The words of a label, folded: without letter case and punctuation."""
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
        raise LabelsError(f"{path} is no TOML: {e}") from None
    for language, lists in read.items():
        if not isinstance(lists, dict):
            raise LabelsError(f"{path}: {language} must be a table such as [en]")
        for name, entries in lists.items():
            if name not in VERDICTS and name not in WORD_LISTS:
                raise LabelsError(f"{path}: [{language}] {name} is none of {', '.join((*VERDICTS, *WORD_LISTS))}")
            if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
                raise LabelsError(f'{path}: [{language}] {name} must be a list of texts such as ["Half true"]')
    return read
