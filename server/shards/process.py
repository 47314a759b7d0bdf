"""Runs a shard: gunicorn with several workers, which share the mapped arrays of its part of the cases."""

from __future__ import annotations

import dataclasses
import gc
import logging
import threading
import time
from typing import Any

from filelock import FileLock, Timeout

from index.errors import RejoinderError
from index.shards.splitting import Part, ensure
from index.storage.generations import FOLLOWER_LOCK, live_name, path_of
from server.config.settings import Settings
from server.depot import keeping_up
from server.gunicorn_app import GunicornServer, allow_files, check_port, url, workers
from server.http import logs
from server.shards.application import Application
from server.shards.shard import Shard

_log = logging.getLogger("rejoinder.server")
_SECONDS_BETWEEN_LOOKS = 0.1  # between looks for a new live generation
_SECONDS_BETWEEN_FETCHES = 1.0  # between looks at the depot
# A question has about as many bytes as the part of the page that it is about; very short words need more.
_BYTES_FOR_ONE = 4


def check(settings: Settings, part: Part) -> None:
    """Write the part of the live generation, if need be, before a worker starts.

    Raises ServingError, IndexWriteError, or the index's own error if there is no usable index.
    """
    ensure(path_of(settings.index, live_name(settings.index)), part)
    check_port(settings.host, settings.port)


def serve(settings: Settings, part: Part) -> None:
    """Serve until the process is told to stop, then answer the questions that have begun. Ends the process."""
    logs.configure(settings.log_level, settings.log_format)
    _log.info("shard=%s address=%s workers=%d", part, url(settings), workers(settings))
    allow_files(settings.connections)
    gc.collect()
    gc.freeze()
    _ShardServer(dataclasses.replace(settings, max_body_bytes=_BYTES_FOR_ONE * settings.max_body_bytes), part).run()


def _follow_depot(settings: Settings) -> None:
    """Fetch what the builder publishes, for ever. Only the worker that holds the lock acts."""
    lock = FileLock(settings.index / FOLLOWER_LOCK)
    following, told = None, ""
    while True:
        time.sleep(_SECONDS_BETWEEN_FETCHES)
        problem = ""
        try:
            if not lock.is_locked:
                lock.acquire(timeout=0)
            following = following or keeping_up.follower(settings, None)
            following.look()
        except Timeout:
            continue
        except RejoinderError as e:
            problem = str(e)
        except Exception as e:
            # a defect must not end the thread, as nobody would notice a shard that has stopped following
            problem = f"the depot could not be looked at: {type(e).__name__}"
        if problem and problem != told:
            _log.error("%s", problem)
        told = problem


class _ShardServer(GunicornServer):
    """Gunicorn for a shard."""

    def __init__(self, settings: Settings, part: Part) -> None:
        self._part = part
        super().__init__(settings)

    def load(self) -> Any:
        """Make the application in a worker."""
        shard = Shard(self._settings.index, self._part)
        shard.catch_up()
        shard.follow(_SECONDS_BETWEEN_LOOKS)
        if self._settings.follows:
            threading.Thread(target=_follow_depot, args=(self._settings,), name="depot", daemon=True).start()
        gc.collect()
        gc.freeze()
        return Application(shard, self._settings.shard_key, self._settings.max_body_bytes)
