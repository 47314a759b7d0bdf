"""How the search cluster is, for readiness, figures and pages. It is asked at most every few seconds."""

from __future__ import annotations

import functools
import os
import threading
import time
from dataclasses import dataclass

from index.errors import IndexMissingError, RejoinderError, SearchEngineError, SearchUnreachableError
from index.storage.generations import live_name
from server.config.search_engine import search_cluster
from server.config.settings import Settings

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


class _Watched:
    """The last answer about one cluster. Threads of a process share it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._answer, self._asked = SearchHealth(), 0.0
        self._done = threading.Event()

    def health(self) -> SearchHealth:
        """The last answer; if it is old, the cluster is asked in a thread, as a probe must not wait for it."""
        with self._lock:
            if self._asked and time.monotonic() - self._asked < _SECONDS:
                return self._answer
            self._asked = time.monotonic()
            self._done.clear()
            threading.Thread(target=self._ask, name="search-health", daemon=True).start()
        self._done.wait(_SECONDS_TO_WAIT)
        return self._answer

    def _ask(self) -> None:
        self._answer = looked_at(self._settings)
        self._done.set()


@functools.lru_cache(8)
def _watched(settings: Settings, process: int) -> _Watched:  # noqa: ARG001
    """Each process has its own, as threads do not survive a fork."""
    return _Watched(settings)


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
