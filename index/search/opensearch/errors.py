"""What can be wrong with a search cluster."""

from __future__ import annotations

from index.errors import SearchEngineError


class SearchRefusedError(SearchEngineError):
    """The cluster, the user or a setting has to be changed first."""


class ForeignIndexError(SearchRefusedError):
    """An index or alias is there that this installation did not make, so it is neither used nor changed."""


class SearchIndexMissingError(SearchEngineError):
    """The cluster has no complete index of a generation, or one of another form."""
