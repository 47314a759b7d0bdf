"""Keeping an eye on the index that is served, and answering again where it turned out damaged."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, g
from werkzeug.exceptions import HTTPException

from index.errors import IndexDamagedError, QueryError, UnknownCaseError
from index.storage import integrity as watching
from index.storage.integrity import Watch
from index.storage.library import Library
from server.config.settings import Settings
from server.http.problems import ProblemError

P = ParamSpec("P")
T = TypeVar("T")
_KEY = "rejoinder_watch"
_log = logging.getLogger("rejoinder.server")


def init_app(app: Flask, library: Library) -> None:
    """Attach a watch. It looks when it is asked; `start` makes it look by itself."""
    app.extensions[_KEY] = Watch(library)


def watch() -> Watch:
    """The watch of the application that is answering."""
    found: Watch = current_app.extensions[_KEY]
    return found


def again_if_damaged(answer: Callable[P, T]) -> Callable[P, T]:
    """Answer from the last good generation where the live one fails and, when it is looked at, proves damaged.

    Between a flip of a byte and the next look of the watch, nobody is told of an error that could be spared them.
    """

    @functools.wraps(answer)
    def again(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return answer(*arguments, **named)
        except (ProblemError, HTTPException, QueryError, UnknownCaseError):
            raise
        except Exception as e:
            # a part that contradicts another is damaged, whatever the files' times say
            look = watch().read_all if isinstance(e, IndexDamagedError) else watch().quick_check
            if look() is None:
                raise
            _log.error("request=%s the live index is damaged (%s): answered again", g.request_id, type(e).__name__)
        return answer(*arguments, **named)

    return again


def start(app: Flask, settings: Settings) -> None:
    """Look every `check_seconds`, and read every byte every `check_all_seconds`, for as long as the process lives."""
    if settings.check_seconds:
        watching.start(app.extensions[_KEY], settings.check_seconds, settings.check_all_seconds)
