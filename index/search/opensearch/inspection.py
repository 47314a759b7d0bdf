"""Looks at a cluster before it is used: whether it can be, and whether it would keep what people search for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.search.opensearch.cluster import Cluster
from index.search.opensearch.errors import SearchIndexMissingError, SearchRefusedError

LOWEST, HIGHEST = (2, 17), (3, 99)  # filters by bitmap came with 2.17
_SECONDS = 10.0
_SEARCH_SLOW_LOGS = ("cluster.search.request.slowlog.threshold.",)
_INSIGHTS = "query-insights"


@dataclass(frozen=True, slots=True)
class Seen:
    """A cluster as it was found: its version, number of nodes and colour, and what an admin should know."""

    version: str
    nodes: int
    colour: str
    warnings: tuple[str, ...] = ()


def inspect(cluster: Cluster) -> Seen:
    """Check the cluster. Raises SearchRefusedError if it must not be used, or another SearchEngineError."""
    version = _version(cluster)
    colour = cluster.ask("GET", "/_cluster/health", seconds=_SECONDS).body
    state = str(colour.get("status", "unknown"))
    answer = cluster.ask(
        "GET", "/_cluster/settings?include_defaults=true&flat_settings=true", seconds=_SECONDS, expected=(200, 403)
    )
    warnings = []
    if answer.status == 200:
        for problem in _keeping(answer.body):
            raise SearchRefusedError(problem)
    else:
        warnings.append(
            "the user may not read the settings of the search cluster, so it is not known whether its slow logs keep "
            "queries: see docs/scaling.md"
        )
    return Seen(version, int(colour.get("number_of_nodes", 0)), state, tuple(warnings))


def _version(cluster: Cluster) -> str:
    about = cluster.ask("GET", "/", seconds=_SECONDS).body
    told: dict[str, Any] = about.get("version", {}) if isinstance(about, dict) else {}
    number = str(told.get("number", ""))
    found = re.match(r"(\d+)\.(\d+)", number)
    if told.get("distribution") != "opensearch" or found is None:
        what = f"it calls itself version {number[:20]}" if number else "it does not say what it is"
        raise SearchRefusedError(f"{cluster.name} is not OpenSearch ({what}): correct REJOINDER_SEARCH")
    if not LOWEST <= (int(found[1]), int(found[2])) <= HIGHEST:
        raise SearchRefusedError(
            f"{cluster.name} runs OpenSearch {number[:20]}; supported are 2.17 to 2.19, and 3: update it"
        )
    return number


def _keeping(found: dict[str, Any]) -> Iterator[str]:
    """Why the cluster would keep what people search for. Settings that somebody made come before defaults."""
    in_force: dict[str, Any] = {}
    for level in ("defaults", "persistent", "transient"):
        in_force |= found.get(level, {})
    for name, value in in_force.items():
        if name.startswith(_SEARCH_SLOW_LOGS) and str(value) not in ("-1", "-1ms"):
            yield (
                f"the search cluster logs slow searches with their queries ({name} is {value}): set it to -1, as "
                "Rejoinder keeps no queries"
            )
        if name.startswith("search.insights.top_queries.") and name.endswith(".enabled") and str(value) == "true":
            yield (
                f"the search cluster keeps the searches that cost most ({name} is true): set it to false, as Rejoinder "
                "keeps no queries"
            )
        if name.startswith("logger.") and str(value).lower() in ("debug", "trace") and _logs_queries(name):
            yield f"the search cluster logs requests ({name} is {value}): set it to info, as Rejoinder keeps no queries"
        if name == "plugins.security.audit.type" and str(value) not in ("", "noop") and _audits(in_force):
            yield (
                "the search cluster's audit log keeps the bodies of requests "
                "(plugins.security.audit.config.log_request_body): set it to false, as Rejoinder keeps no queries"
            )


def _logs_queries(name: str) -> bool:
    """Whether a logger may write searches: those of the whole program, of requests, and of searches."""
    of = name.removeprefix("logger.")
    return of in ("_root", "org", "org.opensearch") or of.startswith(
        (
            "org.opensearch.http",
            "org.opensearch.action",
            "org.opensearch.search",
            "org.opensearch.rest",
            "org.opensearch.index",
        )
    )


def _audits(in_force: dict[str, Any]) -> bool:
    return str(in_force.get("plugins.security.audit.config.log_request_body", "true")) != "false"


def check_health(cluster: Cluster, index: str) -> None:
    """Check that every shard of an index can be asked. Raises a SearchEngineError."""
    # the reply is 408 if there is no such index: OpenSearch waits for one, as long as it is let
    path = f"/_cluster/health/{index}?level=indices&timeout=200ms"
    answer = cluster.ask("GET", path, seconds=4.0, expected=(200, 404, 408))
    found = answer.body.get("indices", {}).get(index) if isinstance(answer.body, dict) else None
    if found is None:
        raise SearchIndexMissingError(
            f"the search cluster has no index {index}: run `rejoinder search-index push` where the index is built"
        )
    if found.get("status") == "red":
        raise SearchIndexMissingError(
            f"{index} in the search cluster is red, as no node has one of its shards: bring the nodes back, or run "
            "`rejoinder search-index push` where the index is built"
        )
