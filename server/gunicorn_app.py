"""Runs the service: gunicorn with several workers, each of which opens the index for itself."""

from __future__ import annotations

import gc
import logging
import os
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from prometheus_client.multiprocess import mark_process_dead

from index.admin_state.database import State
from index.errors import RejoinderError, SearchUnreachableError
from index.matcher.models import Models
from index.matcher.pages.language import load_tables
from index.scratch import Scratch
from index.storage.generation import Generation
from index.storage.library import Library
from server.admin import application as admin
from server.admin import catching_up, scheduler
from server.api import batches
from server.api.batch_store import Shared
from server.app import create_app
from server.config.libraries import served_library
from server.config.search_engine import search_cluster
from server.config.settings import Settings
from server.depot import keeping_up
from server.http import api_keys, damage, happenings, logs, rate_limits
from server.http.api_keys import Keys, are_required
from server.http.guards import is_loopback
from server.http.shard_health import looked_at
from server.worker.limits import SECONDS_IDLE, Limits
from server.worker.worker import Worker

_log = logging.getLogger("rejoinder.server")
_SECONDS_BETWEEN_LOOKS = 0.1  # between looks for a new live generation
_SECONDS_BETWEEN_REVISIONS = 1.0  # between looks for what other machines changed in a state that they share
_OTHER_FILES = 512  # files that a worker opens besides connections: the index, sockets to other services


class ServingError(RejoinderError):
    """The service cannot start; the message says what to do."""


def check(settings: Settings, models: Models | None = None) -> Library:
    """Check, before a worker starts, everything that would keep the service from answering. Returns the library.

    Raises ServingError, or the index's own error if there is no usable index.
    """
    library = served_library(settings, models)
    generation = library.current()
    problem = generation.semantic.problem
    if problem and settings.needs_vectors:
        raise ServingError(f"{problem}, or set `model_required` to no to go on without the semantic tier")
    _check_search(settings, generation)
    if library.shards is not None and (ill := looked_at(settings).problem):
        _log.error("%s. The service starts all the same: pages are matched once every shard can be asked", ill)
    library.secret()
    check_keys(settings, library.state)
    check_port(settings.host, settings.port)
    if problem:
        _log.warning("going on without the sentence encoder: %s", problem)
    return library


def _check_search(settings: Settings, generation: Generation) -> None:
    """Raise SearchEngineError if the full text cannot be searched, unless the cluster just does not answer now."""
    if not settings.search:
        generation.check_fulltext()
        return
    from index.search.opensearch.inspection import inspect

    try:
        for warning in inspect(search_cluster(settings).cluster).warnings:
            _log.warning("%s", warning)
        generation.check_fulltext()
    except SearchUnreachableError as e:
        _log.error("%s. The service starts all the same: everything but searching works", e)


def check_keys(settings: Settings, state: State) -> None:
    """Raise ServingError if clients need a key but there is none."""
    if are_required(settings) and all(key.revoked for key in Keys(state).list()):
        where = "keys are required" if is_loopback(settings.host) else f"{settings.host} can be reached from elsewhere"
        raise ServingError(
            f"{where} and there is no key: make one with `rejoinder key create NAME`, listen on 127.0.0.1, "
            "or use --public if everybody who can reach the service may use it"
        )


def serve(settings: Settings, models: Models | None) -> None:
    """Serve until the process is told to stop, then answer the requests that have begun. Ends the process.

    The models are opened before the workers are forked, so that the workers share their memory.
    """
    logs.configure(settings.log_level, settings.log_format)
    library = check(settings, models)
    generation = library.current()
    _log.info(
        "index=%s cases=%d address=%s workers=%d", generation.id, len(generation), url(settings), workers(settings)
    )
    allow_files(settings.connections)
    # closed before the fork: workers that inherited open files would share their read positions
    library.state.engine.close()
    del generation, library
    load_tables()
    # a garbage collection in a worker writes to every object, which would copy the memory that workers share
    gc.collect()
    gc.freeze()
    _Service(settings, models).run()


def url(settings: Settings) -> str:
    """The service's address for a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{settings.port}"


def workers(settings: Settings) -> int:
    """The number of worker processes: as configured, else one per processor, but 2 to 4."""
    return settings.workers or min(4, max(2, os.cpu_count() or 1))


def check_port(host: str, port: int) -> None:
    """Raise ServingError if the service cannot listen on the address. Gunicorn would retry for seconds and say less."""
    name = host.strip("[]")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as e:
        what = "is in use by another program" if e.errno == 98 else f"cannot be used ({e.strerror})"
        raise ServingError(f"port {port} of {host} {what}: choose another with --port") from None


class GunicornServer(BaseApplication):  # type: ignore[misc]
    """Gunicorn, configured only from our settings: no configuration file, no environment."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._number = 0
        self.limits = Limits.of(settings)
        self._scratch = Scratch()
        self._metrics = self._scratch.folder("metrics")
        super().__init__()

    def load_config(self) -> None:
        settings = self._settings
        host = f"[{settings.host.strip('[]')}]" if ":" in settings.host else settings.host
        values = {
            "bind": f"{host}:{settings.port}",
            "workers": workers(settings),
            "threads": settings.threads,
            # beyond the limit, the worker itself closes old connections rather than refusing new ones
            "worker_connections": self.limits.connections + settings.threads + 1,
            "sendfile": False,
            "worker_class": Worker,
            "logger_class": QuietLogger,
            "loglevel": "warning",
            "accesslog": None,
            "keepalive": SECONDS_IDLE,
            "timeout": 60,
            "graceful_timeout": settings.shutdown_seconds,
            "limit_request_line": 8190,
            "proc_name": "rejoinder",
            "control_socket_disable": True,
            # gunicorn itself trusts no proxy; server.http.proxies handles the trusted ones
            "forwarded_allow_ips": "",
            "post_fork": self._forked,
            "child_exit": lambda _, worker: _forget(worker.pid, self._metrics),
            "on_exit": lambda _: self._scratch.remove(),
            "worker_exit": self._ended,
        }
        for name, value in values.items():
            self.cfg.set(name, value)

    def _forked(self, _: Any, worker: Any) -> None:
        """Runs in a new worker. Workers are numbered from 1: one whose number exceeds their count replaces another."""
        self._number = worker.age
        _stop_when_told()

    def _ended(self, _: Any, worker: Any) -> None:
        """Runs in a worker that ends. If the parent was killed, nobody else removes the counts and batches."""
        if os.getppid() != worker.ppid:
            self._scratch.remove()


class _Service(GunicornServer):
    """Gunicorn for the service."""

    def __init__(self, settings: Settings, models: Models | None) -> None:
        self._models = models
        super().__init__(settings)
        self._batches = Shared(self._scratch.folder("batches"))

    def load(self) -> Flask:
        """Make the application in a worker. It opens the index here, so that the first request need not wait."""
        library = served_library(self._settings, self._models)
        app = create_app(self._settings, library, self._metrics, self._batches)
        if self._number > workers(self._settings):
            happenings.of(app).worker_restarted()
        try:
            generation = library.current()
            library.secret()
            # read before the first request, as a worker cannot go on by what it has never read
            library.silences()
            library.sources(generation)
            api_keys.of(app).list()
            del generation
        except RejoinderError as e:
            # the routes answer 503 until there is a usable index
            _log.error("%s", e)
        library.follow(_SECONDS_BETWEEN_LOOKS)
        library.state.follow(_SECONDS_BETWEEN_REVISIONS)
        rate_limits.start(app)
        damage.start(app, self._settings)
        scheduler.start(self._settings)
        catching_up.start(library, self._settings)
        keeping_up.start(app, self._settings)
        admin.start(app)
        batches.start(app)
        # These objects stay for good. Without the freeze, garbage collection sometimes delayed requests by 30 ms.
        gc.collect()
        gc.freeze()
        return app


def allow_files(connections: int) -> None:
    """Raise the limit of open files for that many connections, as far as the system allows."""
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + _OTHER_FILES
    if now != resource.RLIM_INFINITY and now < wanted:
        allowed = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, most))


def _stop_when_told() -> None:
    """Restore the default signal handlers. The arbiter's, which a worker inherits at first, would swallow a stop."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


def _forget(worker: int, metrics: Path) -> None:
    """Remove a dead worker's gauges, such as its memory. Its counters stay."""
    mark_process_dead(worker, str(metrics))  # type: ignore[no-untyped-call]


class QuietLogger(Logger):  # type: ignore[misc]
    """Logs gunicorn's messages without what they quote of requests: lines, headers, addresses, exception messages."""

    def warning(self, msg: str, *args: Any, **_: Any) -> None:
        """Log only the part of the message that is the same for every request."""
        _log.warning("%s", _fixed_part(msg, args))

    def error(self, msg: str, *args: Any, **_: Any) -> None:
        """Like `warning`, but log the arbiter's messages about workers in full, as they quote only numbers."""
        _log.error("%s", msg % args if args and msg.startswith("Worker (pid") else _fixed_part(msg, args))

    def critical(self, msg: str, *args: Any, **_: Any) -> None:
        """Log in full that a worker timed out, as the message quotes only its number."""
        _log.critical("%s", msg % args if msg.startswith("WORKER TIMEOUT") else _fixed_part(msg, args))

    def exception(self, msg: Any, *args: Any, **_: Any) -> None:
        """Log where in the code the exception was raised, but not its message."""
        kind, _error, trace = sys.exc_info()
        name = kind.__name__ if kind is not None else "error"
        _log.error("%s: %s at\n%s", _fixed_part(str(msg), args), name, "".join(traceback.format_tb(trace)))

    def info(self, msg: str, *args: Any, **_: Any) -> None:
        """Not logged."""

    def debug(self, msg: str, *args: Any, **_: Any) -> None:
        """Not logged."""


def _fixed_part(msg: str, args: tuple[Any, ...]) -> str:
    return (msg.split("%")[0] if args else msg.split(":")[0]).strip() or "gunicorn"
