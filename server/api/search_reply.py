"""Makes the reply to a search: cases with highlights and disclaimers, facets, and the next page's token."""

from __future__ import annotations

from index.offsets import to_utf16
from index.search.fulltext import Snippet
from index.storage.generation import SearchHit
from index.storage.library import Library
from server.api.replies import case_reply, disclaimers_reply, index_reply
from server.api.reply_types import SearchFound, SnippetShape
from server.api.request_models import CaseQuery
from server.http.page_tokens import make_token, read_token


def search_reply(library: Library, asked: CaseQuery) -> SearchFound:
    """One page of the cases that a query finds. Raises QueryError, or ProblemError for a token of another search."""
    generation = library.current()
    filters = asked.model_dump(
        include={"source", "verdict", "language", "country", "outlet", "keyword", "date_from", "date_to", "sort"}
    )
    filters["sort"] = "date" if asked.sort == "date" else ""
    signed = filters | {"q": asked.q}
    secret = library.secret()
    offset = read_token(secret, asked.page_token, generation.id, signed) if asked.page_token else 0
    found = generation.search(asked.q, limit=asked.page_size, offset=offset, **filters)
    after = offset + len(found.hits)
    return {
        "total": found.total,
        "did_you_mean": found.suggestion or None,
        "note": found.note or None,
        "cases": [case_reply(hit.case, library, generation) for hit in found.hits],
        "highlights": {
            hit.case.id: _highlights(hit, asked.offsets == "utf-16") for hit in found.hits if hit.highlights
        },
        "facets": {
            facet: [{"value": value, "cases": count} for value, count in counts]
            for facet, counts in found.facets.items()
        },
        "next_page_token": make_token(secret, generation.id, signed, after)
        if found.hits and after < found.total
        else None,
        "disclaimers": disclaimers_reply((hit.case.source for hit in found.hits), library, generation),
        "index": index_reply(generation),
    }


def _highlights(hit: SearchHit, utf16: bool) -> dict[str, list[SnippetShape]]:
    return {field: [_snippet(snippet, utf16) for snippet in snippets] for field, snippets in hit.highlights.items()}


def _snippet(snippet: Snippet, utf16: bool) -> SnippetShape:
    """A part of a field, and the spans of the query's words in it, in UTF-16 units or code points."""
    flat = [offset for span in snippet.spans for offset in span]
    if utf16:
        flat = to_utf16(snippet.text, flat)
    return {"text": snippet.text, "spans": [flat[n : n + 2] for n in range(0, len(flat), 2)]}
