"""The form of a generation's index in a cluster: its name, mark, settings and mapping."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from index.search.engine import FIELD_WEIGHTS
from index.search.query_tree import K1, B

SCHEMA = 1  # of this form; raise it with every change of it
ANALYSIS = 1  # of the terms; raise it when index/search/analyzers.py gives other terms
MARK = "rejoinder"  # the key of the mark in the mapping's _meta

# Characters that no term has: between tokens, between terms at one position, and between a term and its number.
BETWEEN, TOGETHER, NUMBER = "\n", "\x01", "\x02"
PLACES = {field: f"{field}_places" for field in FIELD_WEIGHTS}  # the fields for phrases
_LONGEST_TOKEN = 100_000
_FINEST = 1 << 20  # steps of a number that stands for one occurrence in a text of average length
_LARGEST_SUM = 1 << 30  # Lucene adds up a field's numbers in 31 bits


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells an index of ours from others: who made it, of what, in which form, and whether it is complete."""

    installation: str
    generation: str
    cases: int
    schema: int = SCHEMA
    analysis: int = ANALYSIS
    complete: bool = False

    def as_meta(self) -> dict[str, Any]:
        """The mapping's `_meta`."""
        return {MARK: asdict(self)}

    @classmethod
    def read(cls, mapping: Mapping[str, Any]) -> Mark | None:
        """The mark in a mapping; None if there is none, so that the index is somebody else's."""
        meta = mapping.get("_meta")
        try:
            return cls(**meta[MARK]) if isinstance(meta, Mapping) else None
        except (KeyError, TypeError):
            return None


def index_name(prefix: str, generation: str) -> str:
    """The name of a generation's index. Cluster names have no capitals."""
    return f"{prefix}-{generation.lower()}"


def steps(average: float) -> int:
    """How many steps a number has for one occurrence in a field of average length (terms)."""
    # a field's numbers add up to at most average * steps / (1 - B)
    return min(_FINEST, 1 << int(math.log2(_LARGEST_SUM * (1 - B) / max(average, 1.0))))


def settings(cases: int, finest: int, shards: int, replicas: int) -> dict[str, Any]:
    """An index's settings while it is written. `finest` is `steps` of its longest field.

    Nothing keeps a query: slow logs and caches of requests and queries are off.
    """
    off = dict.fromkeys(("warn", "info", "debug", "trace"), "-1")
    return {
        "number_of_shards": shards,
        # as many copies as there are other nodes, at most `replicas`
        "auto_expand_replicas": f"0-{replicas}",
        "refresh_interval": "-1",
        "max_result_window": cases + 10_000,
        "requests.cache.enable": False,
        "queries.cache.enabled": False,
        "search.slowlog.threshold": {"query": off, "fetch": off},
        "indexing.slowlog": {"threshold": {"index": off}, "source": "false"},
        "similarity": {"bm25": {"type": "scripted", "script": {"lang": "painless", "source": _similarity(finest)}}},
        "analysis": {
            "tokenizer": {
                "tokens": {"type": "char_group", "tokenize_on_chars": [BETWEEN], "max_token_length": _LONGEST_TOKEN}
            },
            "filter": {
                "together": {
                    "type": "pattern_capture",
                    "preserve_original": False,
                    "patterns": [f"([^{TOGETHER}]+)"],
                },
                "numbered": {"type": "delimited_term_freq", "delimiter": NUMBER},
            },
            "analyzer": {
                "given": {"type": "custom", "tokenizer": "tokens"},
                "places": {"type": "custom", "tokenizer": "tokens", "filter": ["together"]},
                "numbers": {"type": "custom", "tokenizer": "tokens", "filter": ["numbered"]},
            },
        },
    }


def _similarity(finest: int) -> str:
    """BM25 of a number that already says how often and in how long a field a term occurs; the boost brings the idf."""
    return f"double x = doc.freq / {float(finest)}; return query.boost * x * {K1 + 1} / (x + {K1});"


def mapping(mark: Mark) -> dict[str, Any]:
    """An index's mapping. No text is stored: the cases are in the generation.

    ordinal: of the case    word, bit: its place in a found set (see bitmap.py)    a field's own name: its terms, each
    with a number    FIELD_places: its terms by position, for phrases
    """
    numbers = {"type": "text", "analyzer": "numbers", "norms": False, "index_options": "freqs", "similarity": "bm25"}
    places = {
        "type": "text",
        "analyzer": "places",
        "search_analyzer": "given",
        "norms": False,
        "index_options": "positions",
    }
    return {
        "_meta": mark.as_meta(),
        "_source": {"enabled": False},
        "dynamic": "strict",
        "properties": {
            "ordinal": {"type": "integer"},
            "word": {"type": "integer", "index": False},
            "bit": {"type": "double", "index": False},
            **dict.fromkeys(FIELD_WEIGHTS, numbers),
            **dict.fromkeys(PLACES.values(), places),
        },
    }
