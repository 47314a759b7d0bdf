"""Parts of replies. Every case in a reply is made here, so that it always has its disclaimer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.case import Case
from index.storage.generation import Generation
from index.storage.library import Library
from server.api.reply_types import IndexShape, ReaderShape, SourceShape


def case_reply(case: Case, library: Library, generation: Generation) -> dict[str, Any]:
    """The case in the case format, with the disclaimer to show beside it (None if there is none)."""
    return case.to_dict() | {"disclaimer": library.disclaimer(case, generation).text}


def cases_reply(cases: Iterable[Case], library: Library, generation: Generation) -> dict[str, dict[str, Any]]:
    """Cases by id, each with its disclaimer."""
    return {case.id: case_reply(case, library, generation) for case in cases}


def disclaimers_reply(keys: Iterable[str], library: Library, generation: Generation) -> dict[str, SourceShape]:
    """Each publisher's name, disclaimer and address by key; None for what it does not have."""
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
    """The index that answered."""
    languages = [] if generation.matcher.tier is not None else generation.facets.claim_languages()
    return {
        "generation": generation.id,
        "cases": len(generation),
        "built": generation.manifest.built,
        "languages": languages,
    }


def reader_reply(generation: Generation) -> ReaderShape:
    """The reader model that decides whether a passage repeats, denies or reports a claim, if there is one."""
    reads = generation.matcher.reads
    if reads is None:
        return {"active": False, "name": None, "budget_ms": None}
    return {"active": True, "name": reads.reader.description.name, "budget_ms": reads.budget_ms}
