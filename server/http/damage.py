"""Watches the index that is served, and answers a request again if the index turns out to be damaged."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, g
from werkzeug.exceptions import HTTPException

from index.errors import IndexDamagedError, QueryError, SearchEngineError, ShardError, UnknownCaseError
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
    """Attach a watch, which checks the index when it is asked. `start` makes it check regularly."""
    app.extensions[_KEY] = Watch(library)


def watch() -> Watch:
    """The watch of the current application."""
    found: Watch = current_app.extensions[_KEY]
    return found


def again_if_damaged(answer: Callable[P, T]) -> Callable[P, T]:
    """If an answer fails and the live index turns out to be damaged, answer again from the last good generation.

    Clients thus get no error between the damage and the watch's next check.
    """

    @functools.wraps(answer)
    def again(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return answer(*arguments, **named)
        except (ProblemError, HTTPException, QueryError, UnknownCaseError, SearchEngineError, ShardError):
            raise
        except Exception as e:
            # if two parts contradict each other, read all: the files' sizes and times may look fine
            look = watch().read_all if isinstance(e, IndexDamagedError) else watch().quick_check
            if look() is None:
                raise
            _log.error("request=%s the live index is damaged (%s): answered again", g.request_id, type(e).__name__)
        return answer(*arguments, **named)

    return again


def start(app: Flask, settings: Settings) -> None:
    """Check the index every `check_seconds`, and every byte every `check_all_seconds`, while the process lives."""
    if settings.check_seconds:
        watching.start(app.extensions[_KEY], settings.check_seconds, settings.check_all_seconds)
