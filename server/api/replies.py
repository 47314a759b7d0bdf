"""Parts of replies. Whatever shows a case goes through here, so that its disclaimer is with it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.case import Case
from index.storage.generation import Generation
from index.storage.library import Library
from server.api.reply_types import IndexShape, ReaderShape, SourceShape


def case_reply(case: Case, library: Library, generation: Generation) -> dict[str, Any]:
    """The case in the contract's format with the disclaimer to show beside it (null where its source has none)."""
    return case.to_dict() | {"disclaimer": library.disclaimer(case, generation).text}


def cases_reply(cases: Iterable[Case], library: Library, generation: Generation) -> dict[str, dict[str, Any]]:
    """Cases by id, each with its disclaimer."""
    return {case.id: case_reply(case, library, generation) for case in cases}


def disclaimers_reply(keys: Iterable[str], library: Library, generation: Generation) -> dict[str, SourceShape]:
    """For each publisher: its name, address and disclaimer; null where it has none."""
    known = library.sources(generation)
    reply: dict[str, SourceShape] = {}
    for key in sorted(set(keys)):
        record = known.get(key)
        reply[key] = {
            "name": (record.name if record else "") or None,
            "text": (record.disclaimer if record else "") or None,
            "url": (record.url if record else "") or None,
        }
    return reply


def index_reply(generation: Generation) -> IndexShape:
    """Which index answered."""
    languages = [] if generation.matcher.tier is not None else generation.facets.claim_languages()
    return {
        "generation": generation.id,
        "cases": len(generation),
        "built": generation.manifest.built,
        "languages": languages,
    }


def reader_reply(generation: Generation) -> ReaderShape:
    """Which reader decides what a passage does with a claim, if any."""
    reads = generation.matcher.reads
    if reads is None:
        return {"active": False, "name": None, "budget_ms": None}
    return {"active": True, "name": reads.reader.description.name, "budget_ms": reads.budget_ms}
