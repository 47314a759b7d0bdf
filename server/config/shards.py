"""The shards that the settings name."""

from __future__ import annotations

from functools import cache

from index.shards.access import Access
from index.shards.asking import Shards
from server.config.settings import SettingError, Settings


def shards_of(settings: Settings) -> Shards | None:
    """The shards that a front asks; None if this machine finds all candidates itself. Nothing is asked yet.

    Raises SettingError if the settings say that there are shards, but not where.
    """
    if not settings.shards:
        return None
    if not settings.shard_urls:
        raise SettingError(
            "REJOINDER_SHARDS also needs REJOINDER_SHARD_URLS, the addresses of the shards; a shard itself is started "
            "with `rejoinder shard serve`"
        )
    return _shards(settings.shard_urls, settings.shard_key, settings.shard_ca, settings.shard_wait_ms / 1000)


@cache
def _shards(urls: tuple[str, ...], key: str, ca: str, seconds: float) -> Shards:
    """All users of a process share the connections, and what is known of the replicas."""
    return Shards(Access(tuple(tuple(shard.split("|")) for shard in urls), key, ca), seconds)
