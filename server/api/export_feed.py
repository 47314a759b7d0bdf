"""Every case, streamed: as a schema.org DataFeed of ClaimReviews, or in the case format."""

from __future__ import annotations

import json
from collections.abc import Iterator

from index.sources.claimreview_out import to_claimreview
from index.storage.generation import Contents
from index.storage.library import Library


def claimreview_feed(library: Library, generation: Contents) -> Iterator[str]:
    """The pieces of one JSON-LD document. An import of it gives the same cases."""
    sources = library.sources(generation)
    head = {
        "@context": "https://schema.org",
        "@type": "DataFeed",
        "name": "Rejoinder cases",
        "dateModified": generation.manifest.built,
    }
    yield json.dumps(head)[:-1] + ', "dataFeedElement": ['
    separator = "\n"
    for case in generation.cases():
        disclaimer = library.disclaimer(case, generation).text or ""
        review = to_claimreview(case, sources.get(case.source), disclaimer)
        item = {"@type": "DataFeedItem", "dateCreated": case.published, "item": [review]}
        yield separator + json.dumps({key: value for key, value in item.items() if value}, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def case_lines(library: Library, generation: Contents) -> Iterator[str]:
    """Publishers and cases in the case format, one JSON object per line."""
    for record in library.sources(generation).values():
        yield json.dumps(record.to_dict(), ensure_ascii=False) + "\n"
    for case in generation.cases():
        yield case.to_json() + "\n"
