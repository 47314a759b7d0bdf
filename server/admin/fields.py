"""The fields of the admin's forms: their labels, and how their values are read from a form and shown in one."""

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
    """One field of a form. `kind` is line, text, list (one value per line) or choice.

    Two `narrow` fields share a row if there is room. `choices` are the values to choose from; `labels` are their names
    on the page, if those differ from the values.
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
        """Whether half a row is enough."""
        return self.kind == "list" or self.labels is not None or self.key in _NARROW

    def shown(self, value: Any) -> str:
        """The text in the form for a record's value."""
        return normal("\n".join(value) if self.kind == "list" else str(value))

    def value(self, text: str) -> Any:
        """The record's value for a text from the form."""
        return [line.strip() for line in text.split("\n") if line.strip()] if self.kind == "list" else text


def normal(text: str) -> str:
    """The text with \\n as line ends and without outer blanks, so that neither counts as a change."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_form(fields: Iterable[Field]) -> dict[str, str]:
    """The text of each of these fields that the submitted form has, by key."""
    return {field.key: normal(request.form[field.key]) for field in fields if field.key in request.form}


def address_problem(text: str) -> str | None:
    """What is wrong with an address that readers will follow; None if it is fine or empty."""
    if not text or (is_address(text) and " " not in text):
        return None
    return "must be an address that begins with https:// or http://"
