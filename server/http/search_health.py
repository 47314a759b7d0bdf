"""How the search cluster is, for readiness, figures and pages. It is asked at most every few seconds."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from index.errors import IndexMissingError, RejoinderError, SearchEngineError
from index.storage.generations import live_name
from server.config.search_engine import search_cluster
from server.config.settings import Settings

PARTS = ("cluster", "refused", "index")
_SECONDS = 5.0  # for which an answer is good
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


class _Last:
    """The last answer, shared by the threads of a process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.of: tuple[tuple[str, ...], float, SearchHealth] | None = None


_last = _Last()


def health(settings: Settings) -> SearchHealth | None:
    """How the search cluster is; None if there is none."""
    if not settings.search:
        return None
    with _last.lock:
        key, now = (*settings.search, str(settings.index)), time.monotonic()
        if _last.of is None or _last.of[0] != key or now - _last.of[1] > _SECONDS:
            _last.of = key, now, looked_at(settings)
        return _last.of[2]


def looked_at(settings: Settings) -> SearchHealth:
    """Ask the cluster about the live generation's index now."""
    from index.search.opensearch.errors import SearchIndexMissingError, SearchUnreachableError
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
