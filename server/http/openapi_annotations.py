"""Annotations of routes for the OpenAPI document, which stand beside the code that they describe."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

View = TypeVar("View", bound=Callable[..., Any])
_ATTRIBUTE = "rejoinder_operation"
JSON = "application/json"
# Problems that any route can answer with.
ANYWHERE = ("cross-site", "unknown-host", "internal-error")
# Problems that any route of the API can answer with if keys are required or requests are counted.
KEYED = ("key-required", "too-many-requests")
NEEDS_INDEX = ("index-unavailable", "state-unavailable")
NEEDS_CASES = (*NEEDS_INDEX, "shards-unavailable")
NEEDS_SEARCH = (*NEEDS_CASES, "search-unavailable")
BAD_BODY = ("malformed-json", "malformed-request", "body-too-large", "unsupported-media-type", "invalid-request")


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: its input models, its replies by status and media type, and the problems it can answer with.

    `line` is the type of one line, if a reply consists of lines. With `google_errors`, problem documents also hold the
    error in the format of Google's APIs.
    """

    tag: str
    replies: dict[int, dict[str, Any]]
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    problems: tuple[str, ...] = ()
    google_errors: bool = False
    line: Any = None
    path: dict[str, dict[str, Any]] = field(default_factory=dict)
    example: dict[str, Any] | None = None
    reply_example: Mapping[str, Any] | None = None


def describe(operation: Operation) -> Callable[[View], View]:
    """Attach the description to a view. The view's docstring is the operation's summary and text."""

    def attach(view: View) -> View:
        setattr(view, _ATTRIBUTE, operation)
        return view

    return attach


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """The description of a view, or None for a page."""
    found: Operation | None = getattr(view, _ATTRIBUTE, None)
    return found
