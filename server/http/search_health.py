"""How the search cluster is, for readiness, figures and pages. It is asked at most every few seconds."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass

from index.errors import IndexMissingError, RejoinderError, SearchEngineError, SearchUnreachableError
from index.storage.generations import live_name
from server.config.search_engine import search_cluster
from server.config.settings import Settings
from server.http.watched import Watched

PARTS = ("cluster", "refused", "index")
_SECONDS = 5.0  # for which an answer is good
_SECONDS_TO_WAIT = 0.3  # for a new answer, before the last one is given
# Errors name machines and indices, so clients are told only this.
_WORDS = {
    "": "ok",
    "cluster": "the search cluster does not answer; everything but searching works",
    "refused": "the search cluster refuses this service; everything but searching works",
    "index": "the search cluster cannot search the live generation; everything but searching works",
}


@dataclass(frozen=True, slots=True)
class SearchHealth:
    """How the search cluster is.

    part: what is ill, one of PARTS, "" if nothing is    problem: what is wrong, for an admin's eyes only
    """

    part: str = ""
    problem: str = ""

    @property
    def told(self) -> str:
        """What is ill, in words that anybody may read."""
        return _WORDS[self.part]


@functools.lru_cache(8)
def _watched(settings: Settings, process: int) -> Watched[SearchHealth]:  # noqa: ARG001
    """Each process has its own, as threads do not survive a fork."""
    ask = functools.partial(looked_at, settings)
    return Watched(ask, SearchHealth(), "search-health", _SECONDS, _SECONDS_TO_WAIT)


def health(settings: Settings) -> SearchHealth | None:
    """How the search cluster is; None if there is none. Waits at most a moment."""
    return _watched(settings, os.getpid()).health() if settings.search else None


def looked_at(settings: Settings) -> SearchHealth:
    """Ask the cluster about the live generation's index now."""
    from index.search.opensearch.errors import SearchIndexMissingError
    from index.search.opensearch.inspection import check_health

    engine = search_cluster(settings)
    try:
        check_health(engine.cluster, engine.index_of(live_name(settings.index)))
    except SearchIndexMissingError as e:
        return SearchHealth("index", str(e))
    except SearchUnreachableError as e:
        return SearchHealth("cluster", str(e))
    except SearchEngineError as e:
        return SearchHealth("refused", str(e))
    except IndexMissingError:
        return SearchHealth()  # nothing is served yet
    except RejoinderError as e:
        return SearchHealth("index", str(e))
    return SearchHealth()
