"""Figures for Prometheus, added up over all workers: requests, their times, matches, and the index in use."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from flask import Flask, Response, current_app, g
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from index.admin_state.feedback import FeedbackQueue
from index.errors import RejoinderError
from index.storage.library import Library
from server.http.depot_health import PARTS, Health, health
from server.http.logs import known_method, route
from server.http.rate_limits import RateLimitsHealth, rate_limits_health
from server.http.search_health import PARTS as SEARCH_PARTS
from server.http.search_health import SearchHealth
from server.http.search_health import health as search_health
from server.http.service import service
from server.http.shard_health import ShardHealth
from server.http.shard_health import health as shard_health
from server.http.state_health import StateHealth, state_health

_KEY = "rejoinder_metrics"
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_BUILD_BUCKETS = (1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600)
BATCH_RESULTS = ("done", "failed", "removed")
BY, RESULTS = ("schedule", "hand"), ("done", "failed")


class Metrics:
    """The figures of one process, kept in a folder that all workers share, if one is given."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            # the library reads this whenever it makes a figure, so it is set before the first one
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
            values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "rejoinder_requests", "Requests answered.", ["method", "route", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "rejoinder_request_seconds", "Time to the answer.", ["route"], buckets=_BUCKETS, registry=self._registry
        )
        self.blocks = Counter("rejoinder_blocks", "Blocks of text matched.", registry=self._registry)
        self.matches = Counter("rejoinder_matches", "Matches found.", ["relation"], registry=self._registry)
        self.batches = Counter("rejoinder_batches", "Batches ended.", ["result"], registry=self._registry)
        self.batch_texts = Counter("rejoinder_batch_texts", "Texts of batches matched.", registry=self._registry)
        self.batches_open = Gauge(
            "rejoinder_batches_open",
            "Batches that are waiting or running.",
            multiprocess_mode="livesum",
            registry=self._registry,
        )
        for result in BATCH_RESULTS:
            self.batches.labels(result)
        self._looks: list[Callable[[], None]] = []
        self._of_the_index()

    def _of_the_index(self) -> None:
        """Make the figures of `server.http.happenings`. All begin at 0, so that none is missing."""
        registry = self._registry
        self.damage = Counter("rejoinder_damage", "Times that the live index was found damaged.", registry=registry)
        self.instead = Gauge(
            "rejoinder_workers_answering_instead",
            "Workers that answer from another generation because the live one is damaged.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        self.switches = Counter("rejoinder_generation_switches", "Generations that became live.", registry=registry)
        self.build_seconds = Histogram(
            "rejoinder_build_seconds", "Time to build a generation.", buckets=_BUILD_BUCKETS, registry=registry
        )
        self.build_failures = Counter(
            "rejoinder_build_failures", "Imports and corrections that failed.", registry=registry
        )
        self.imports = Counter(
            "rejoinder_imports", "Imports ended, by the schedule or by hand.", ["by", "result"], registry=registry
        )
        self.import_cases = Counter(
            "rejoinder_import_cases", "Cases that imports added or changed.", ["by"], registry=registry
        )
        self.import_left_out = Counter(
            "rejoinder_import_left_out", "Records that imports left out.", ["by"], registry=registry
        )
        self.worker_restarts = Counter(
            "rejoinder_worker_restarts", "Workers that replaced one that ended.", registry=registry
        )
        self.resident = Gauge(
            "rejoinder_resident_bytes",
            "Memory of the workers; what they share is counted once.",
            multiprocess_mode="livesum",
            registry=registry,
        )
        for by in BY:
            self.import_cases.labels(by)
            self.import_left_out.labels(by)
            for result in RESULTS:
                self.imports.labels(by, result)

    def look_first(self, look: Callable[[], None]) -> None:
        """Call `look` before figures are given out."""
        self._looks.append(look)

    def text(
        self,
        library: Library,
        depot: Health | None = None,
        state: StateHealth | None = None,
        search: SearchHealth | None = None,
        shards: ShardHealth | None = None,
        rate_limits: RateLimitsHealth | None = None,
    ) -> bytes:
        """All figures in Prometheus's text format.

        `depot` is how this machine is with its depot, `state` with the state's database, `search` with its search
        cluster, `shards` with its shards, and `rate_limits` with the Redis server that counts requests, if it has one.
        """
        for look in self._looks:
            look()
        registry = self._registry
        if self._folder is not None:
            registry = CollectorRegistry()
            MultiProcessCollector(registry, str(self._folder))  # type: ignore[no-untyped-call]
        index = CollectorRegistry()
        index.register(_Index(library))
        index.register(_Depot(depot or Health()))
        index.register(_Search(search or SearchHealth()))
        index.register(_Shards(shards or ShardHealth()))
        index.register(_State(state or StateHealth()))
        index.register(_RateLimits(rate_limits or RateLimitsHealth()))
        # collected first, as it may open a new generation, which the other figures count
        in_use = generate_latest(index)
        return generate_latest(registry) + in_use


class _Index(Collector):
    """Collects figures of the index in use when they are asked for."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges. Without a usable index, only `rejoinder_index_ready` (0) and the waiting feedback."""
        if not self._library.state.contact().problem:  # a database that is known not to answer is not waited for
            with contextlib.suppress(RejoinderError):
                waiting = FeedbackQueue(self._library.state).count()
                yield GaugeMetricFamily("rejoinder_feedback_waiting", "Feedback that waits for a decision.", waiting)
        try:
            generation = self._library.current()
        except RejoinderError:
            yield GaugeMetricFamily("rejoinder_index_ready", "Whether there is an intact index to serve.", 0)
            return
        ready = self._library.problem is None
        yield GaugeMetricFamily("rejoinder_index_ready", "Whether there is an intact index to serve.", int(ready))
        yield GaugeMetricFamily("rejoinder_index_cases", "Cases in the index in use.", len(generation))
        built = datetime.fromisoformat(generation.manifest.built).timestamp()
        yield GaugeMetricFamily("rejoinder_index_built_seconds", "When the index in use was built.", built)


class _Depot(Collector):
    """Gives figures of the depot. Without one, they say that nothing is wrong."""

    def __init__(self, found: Health) -> None:
        self._found = found

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        ill = GaugeMetricFamily("rejoinder_depot_ill", "Whether a part of the depot cannot be used.", labels=["part"])
        for part in PARTS:
            ill.add_metric([part], int(self._found.part == part))
        yield ill
        what = "Seconds for which another generation has been live than this machine serves."
        yield GaugeMetricFamily("rejoinder_depot_behind_seconds", what, self._found.behind)
        what = "Seconds since this machine last looked at its depot."
        yield GaugeMetricFamily("rejoinder_depot_looked_seconds", what, self._found.looked)


class _Search(Collector):
    """Gives figures of the search cluster. Without one, they say that nothing is wrong."""

    def __init__(self, found: SearchHealth) -> None:
        self._found = found

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauge."""
        what = "Whether the search cluster, or the live generation's index in it, cannot be used."
        ill = GaugeMetricFamily("rejoinder_search_ill", what, labels=["part"])
        for part in SEARCH_PARTS:
            ill.add_metric([part], int(self._found.part == part))
        yield ill


class _Shards(Collector):
    """Gives figures of the shards, one for each. Without shards, they say that nothing is wrong with the first."""

    def __init__(self, found: ShardHealth) -> None:
        self._found = found

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        ill = GaugeMetricFamily("rejoinder_shard_ill", "Whether no replica of a shard can answer.", labels=["shard"])
        what = "Replicas of a shard that cannot answer."
        replicas = GaugeMetricFamily("rejoinder_shard_replicas_ill", what, labels=["shard"])
        for number in range(1, max(1, self._found.count) + 1):
            ill.add_metric([str(number)], int(number in self._found.gone))
            many = sum(found.shard == number and bool(found.problem) for found in self._found.replicas)
            replicas.add_metric([str(number)], many)
        yield ill
        yield replicas


class _State(Collector):
    """Gives figures of the state's database. Without one, they say that nothing is wrong."""

    def __init__(self, found: StateHealth) -> None:
        self._found = found

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauges."""
        what = "Whether the database of the state cannot be used."
        yield GaugeMetricFamily("rejoinder_state_ill", what, int(bool(self._found.problem)))
        what = "Seconds for which the database of the state has not answered."
        yield GaugeMetricFamily("rejoinder_state_silent_seconds", what, self._found.silent)


class _RateLimits(Collector):
    """Gives the figure of the Redis server that counts requests. Without one, it says that nothing is wrong."""

    def __init__(self, found: RateLimitsHealth) -> None:
        self._found = found

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The gauge."""
        what = "Whether Redis does not answer, so that each worker counts requests by itself."
        yield GaugeMetricFamily("rejoinder_rate_limits_ill", what, int(bool(self._found.problem)))


def init_app(app: Flask, folder: Path | None) -> None:
    """Count every request."""
    app.extensions[_KEY] = Metrics(folder)
    app.after_request(_count)


def of(app: Flask) -> Metrics:
    """The figures of an application."""
    found: Metrics = app.extensions[_KEY]
    return found


def metrics() -> Metrics:
    """The figures of the current application."""
    found: Metrics = current_app.extensions[_KEY]
    return found


def count_match(blocks: int, relations: Iterator[str | None]) -> None:
    """Count the blocks and the matches of a match request."""
    metrics().blocks.inc(blocks)
    for relation in relations:
        metrics().matches.labels(relation or "none").inc()


def _count(response: Response) -> Response:
    metrics().requests.labels(known_method(), route(), str(response.status_code)).inc()
    metrics().seconds.labels(route()).observe(time.perf_counter() - g.begun)
    return response


def exposition() -> bytes:
    """The body of /metrics."""
    library = service().library
    settings = service().settings
    depot, state = health(settings, library.folder), state_health(settings, library.state)
    shards, rate_limits = shard_health(settings), rate_limits_health(current_app)
    return metrics().text(library, depot, state, search_health(settings), shards, rate_limits)
