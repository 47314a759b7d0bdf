"""The fields of the admin's forms: how each is labelled, read from a form and shown in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request

from index.urls import is_address

_NARROW = ("published", "lang", "claimant", "claimed", "rating")
VERDICTS = ("false", "misleading", "unproven", "true")


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record in a form: how it is labelled, and whether it is a line, a text, a list or a choice.

    `narrow` fields stand two in a row where there is room. `choices` are values; `labels` what they are called, where
    that is something else.
    """

    key: str
    label: str
    kind: str = "line"
    hint: str = ""
    choices: tuple[str, ...] = ()
    labels: Mapping[str, str] | None = None
    required: bool = False

    @property
    def narrow(self) -> bool:
        """Whether it needs half the room only."""
        return self.kind == "list" or self.labels is not None or self.key in _NARROW

    def shown(self, value: Any) -> str:
        """A record's value as the form has it."""
        return normal("\n".join(value) if self.kind == "list" else str(value))

    def value(self, text: str) -> Any:
        """What the form has as a record's value."""
        return [line.strip() for line in text.split("\n") if line.strip()] if self.kind == "list" else text


def normal(text: str) -> str:
    """As a form sends it: line ends and outer blanks are no change."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_form(fields: Iterable[Field]) -> dict[str, str]:
    """What the form that was sent has of these fields."""
    return {field.key: normal(request.form[field.key]) for field in fields if field.key in request.form}


def address_problem(text: str) -> str | None:
    """What is wrong with an address that readers are to be led to; nothing with none."""
    if not text or (is_address(text) and " " not in text):
        return None
    return "must be an address that begins with https:// or http://"
