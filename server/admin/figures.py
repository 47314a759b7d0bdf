"""The page of figures: requests, their times and matches since the service started, from /metrics of all workers."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families
from werkzeug.wrappers import Response

from server.admin.blueprint import pages
from server.admin.guard import page
from server.http.metrics import exposition

_MATCH = "/v1/match"
_MOST_ROUTES = 12
_TOGETHER = (("/admin", "administration"), ("/v1/admin", "administration"), ("/static", "files of pages"))


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot: its label, its number, and its share (0 to 1) of the longest."""

    label: str
    number: int
    share: float


@pages.get("/figures")
def figures() -> Response:
    """The plots and their numbers."""
    samples = [
        (sample.name, sample.labels, sample.value)
        for family in text_string_to_metric_families(exposition().decode())
        for sample in family.samples
    ]
    buckets = _buckets(samples, _MATCH)
    statuses = _by(samples, "rejoinder_requests_total", "status")
    return page(
        "figures.html",
        requests=sum(statuses.values()),
        failed=sum(n for status, n in statuses.items() if status.startswith("5")),
        blocks=sum(_by(samples, "rejoinder_blocks_total", "").values()),
        matches=_by(samples, "rejoinder_matches_total", "relation"),
        routes=bars(_routes(_by(samples, "rejoinder_requests_total", "route")).items(), by_number=True)[:_MOST_ROUTES],
        statuses=bars(sorted(statuses.items())),
        times=bars(_shown(buckets)),
        median=quantile(buckets, 0.5),
        p99=quantile(buckets, 0.99),
    )


Samples = Sequence[tuple[str, Mapping[str, str], float]]


def _by(samples: Samples, name: str, label: str) -> dict[str, int]:
    """A counter's sums by the values of one of its labels."""
    found: dict[str, int] = {}
    for sample, labels, value in samples:
        if sample == name:
            key = labels.get(label, "")
            found[key] = found.get(key, 0) + int(value)
    return found


def _routes(by_route: Mapping[str, int]) -> dict[str, int]:
    """Requests by route; the admin's pages count together, and so do the files that pages load."""
    found: dict[str, int] = {}
    for route, number in by_route.items():
        key = next((name for begin, name in _TOGETHER if route.startswith(begin)), route)
        found[key] = found.get(key, 0) + number
    return found


def _buckets(samples: Samples, route: str) -> list[tuple[float, int]]:
    """(upper bound in seconds, requests between the previous bound and this one), in the order of the bounds."""
    cumulative = sorted(
        (float(labels["le"]), int(value))
        for name, labels, value in samples
        if name == "rejoinder_request_seconds_bucket" and labels.get("route") == route
    )
    before = itertools.chain((0,), (n for _, n in cumulative))
    return [(bound, n - less) for (bound, n), less in zip(cumulative, before, strict=False)]


def quantile(buckets: Sequence[tuple[float, int]], share: float) -> str:
    """The upper bound of the bucket at which `share` of the requests is reached, such as "under 25 ms"; "" for none."""
    wanted, seen = share * sum(n for _, n in buckets), 0
    for bound, n in buckets:
        seen += n
        if n and seen >= wanted:
            return f"under {_milliseconds(bound)}" if bound != float("inf") else "over 10 s"
    return ""


def bars(counts: Iterable[tuple[str, int]], *, by_number: bool = False) -> list[Bar]:
    """Bars in the given order, or the longest first if `by_number`."""
    found = [(label or "-", number) for label, number in counts]
    if by_number:
        found.sort(key=lambda pair: -pair[1])
    longest = max((number for _, number in found), default=0) or 1
    return [Bar(label, number, number / longest) for label, number in found]


def _shown(buckets: Sequence[tuple[float, int]]) -> list[tuple[str, int]]:
    """The buckets with their labels, without the empty ones at both ends."""
    used = [n for n, (_, count) in enumerate(buckets) if count]
    if not used:
        return []
    cut = buckets[used[0] : used[-1] + 1]
    return [(f"≤ {_milliseconds(bound)}" if bound != float("inf") else "> 10 s", n) for bound, n in cut]


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:g} ms" if seconds < 1 else f"{seconds:g} s"
