"""Keeps a running service up with its depot: one worker's thread follows it or, on the builder, publishes the state."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout
from flask import Flask

from index.depot import local_record
from index.depot.address import open_depot
from index.depot.builder import Builder
from index.depot.errors import DepotError, DepotRefusedError, DepotUnreachableError
from index.depot.follower import Follower
from index.depot.generation_files import OnBytes
from index.errors import IndexBusyError, ModelError, RejoinderError, SearchUnreachableError
from index.matcher.models import Models
from index.storage.generation import Generation
from index.storage.generations import CURRENT, FOLLOWER_LOCK, writing
from server.config.search_engine import search_engine
from server.config.settings import Settings
from server.depot.roles import builder
from server.http import happenings
from server.http.service import of

_SECONDS = {"builder": 2.0, "follower": 1.0}  # between two looks; each is one small request
_MOST_SECONDS = 30.0  # between two looks at a depot that does not answer
_log = logging.getLogger("rejoinder.depot")


def follower(
    settings: Settings,
    models: Models | None,
    on_bytes: OnBytes | None = None,
    *,
    key: str = "",
    take_state: bool = True,
) -> Follower:
    """The follower's side of the depot in the settings. Raises DepotError if its client cannot be used.

    A builder that takes over another one's generation gives its own `key`, and keeps its own state. A state that this
    machine shares with the builder is not taken from the depot.
    """

    def opens(folder: Path) -> None:
        generation = Generation(folder, models, search_engine(settings))
        with contextlib.suppress(SearchUnreachableError):  # the builder has checked it, and matching needs no search
            generation.check_fulltext()
        problem = generation.semantic.problem
        if problem and settings.needs_vectors:
            raise ModelError(problem)

    depot = open_depot(settings.depot)
    return Follower(
        depot,
        key or settings.depot_key,
        settings.index,
        settings.kept(),
        opens,
        on_bytes,
        take_state=take_state and not settings.state,
    )


def start(app: Flask, settings: Settings) -> threading.Thread | None:
    """Keep up with the depot in a thread. Only the worker that holds the lock acts; if it ends, another takes over."""
    if not settings.depot:
        return None
    thread = threading.Thread(target=_run, args=(app, settings), name="depot", daemon=True)
    thread.start()
    return thread


def _run(app: Flask, settings: Settings) -> None:
    lock, pause, told = FileLock(settings.index / FOLLOWER_LOCK), 0.0, ""
    look: Callable[[], None] | None = None
    while True:
        time.sleep(pause)
        pause = min(_MOST_SECONDS, 2 * pause or 1.0)
        try:
            if not lock.is_locked:
                lock.acquire(timeout=0)
            look = look or _looker(app, settings)
            look()
            pause = _SECONDS[settings.depot_role]
        except (Timeout, IndexBusyError):
            pause = _SECONDS[settings.depot_role]
            continue
        except RejoinderError as e:
            if not isinstance(e, DepotUnreachableError | DepotRefusedError):
                pause = _SECONDS[settings.depot_role]  # the builder may mend it at any moment
            with contextlib.suppress(OSError, RejoinderError):
                if not isinstance(e, DepotError) or look is None:
                    local_record.ill(settings.index, "depot" if isinstance(e, DepotError) else "disk", str(e))
        except OSError as e:
            _log.error("the depot could not be looked at: %s", type(e).__name__)
        except Exception as e:
            # a defect must not end the thread, as nobody would notice a service that has stopped following
            _log.error("the depot could not be looked at: unexpected %s", type(e).__name__)
        local_record.looked(settings.index)
        told = _tell(app, settings, told)


def _looker(app: Flask, settings: Settings) -> Callable[[], None]:
    """What the thread does at every look. Raises DepotError if the depot's client cannot be used."""
    library = of(app).library
    if not settings.follows:
        own = builder(settings, settings.index)
        return lambda: _share(own, settings.index)
    following = follower(settings, library.models, lambda _done, _total: local_record.looked(settings.index))

    def look() -> None:
        if library.problem is not None:
            following.distrust(local_record.read(settings.index).live)
        following.look()

    return look


def _share(own: Builder, folder: Path) -> None:
    """Publish the state that replies depend on, if it has changed; end a switch that was killed."""
    if not (folder / CURRENT).exists():
        return
    try:
        # the writer lock is not taken for looking: commands would find it taken
        if own.has_news():
            with writing(folder):
                own.share_state()
    except IndexBusyError:
        raise
    except RejoinderError as e:
        local_record.ill(folder, "depot" if isinstance(e, DepotError) else "disk", str(e))
        raise
    local_record.well(folder)


def _tell(app: Flask, settings: Settings, told: str) -> str:
    """Log and report when something becomes ill or well again. Returns what is ill now."""
    record = local_record.read(settings.index)
    if record.part != told:
        happenings.of(app).depot(record.part)
        if record.problem:
            _log.error("%s", record.problem)
    return record.part
