"""Chooses what holds the full text of an installation's generations, by the settings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index.search.embedded import EMBEDDED
from index.search.engine import Engine
from server.config.settings import Settings
from server.config.states import state_of

if TYPE_CHECKING:
    from index.search.opensearch.engine import OpenSearch


def search_engine(settings: Settings, folder: Path | None = None) -> Engine:
    """The engine for an index folder, by default that of the settings. Without REJOINDER_SEARCH, it is Whoosh."""
    return search_cluster(settings, folder) if settings.search else EMBEDDED


def search_cluster(settings: Settings, folder: Path | None = None) -> OpenSearch:
    """The search cluster in the settings, which must name one. Nothing is asked yet."""
    from index.search.opensearch.cluster import Access
    from index.search.opensearch.engine import Layout, OpenSearch

    access = Access(settings.search, settings.search_user, settings.search_password, settings.search_ca)
    layout = Layout(settings.search_prefix, settings.search_shards, settings.search_replicas)
    return OpenSearch(access, layout, None if settings.follows else _installation(folder or settings.index, settings))


def _installation(folder: Path, settings: Settings) -> Callable[[], str]:
    """The id that marks what this installation writes. It stays the same when a backup moves to another machine, and
    is that of all machines that share a state."""

    def made() -> str:
        return hashlib.blake2b(state_of(folder, settings).secret(), digest_size=8, person=b"search index").hexdigest()

    return made
