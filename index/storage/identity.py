"""Recognises a review that is imported again: a case without an id of its own may be one that is already known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set

from rapidfuzz import fuzz

from index.case import Case, Patch

_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
# Least token_set_ratio of two titles of the same claim, if the address is the same, and if it has changed.
_REWORDED, _MOVED = 60.0, 80.0
NODE = "@id"


class Identities:
    """Finds the known case of a review, by its `@id`, or by its publisher, address and claim.

    `cases` may grow while this is in use, as long as each new case is passed to `add`.
    """

    def __init__(self, cases: Mapping[str, Case]) -> None:
        self._cases = cases
        self._by_key: dict[tuple[str, ...], list[str]] | None = None

    def add(self, case: Case) -> None:
        """Add a case that may be imported again."""
        if self._by_key is not None:
            for key in _keys(case):
                known = self._by_key.setdefault(key, [])
                if case.id not in known:
                    known.append(case.id)

    def same(self, case: Case, read: Set[str]) -> Case | None:
        """The known case that is the same as this one, or None. `read` holds the ids read in the same import."""
        if self._by_key is None:
            self._by_key = {}
            for known in self._cases.values():
                self.add(known)
        for key in _keys(case):
            for case_id in self._by_key.get(key, ()):
                known_case = self._cases.get(case_id)
                if known_case is not None and _agree(key, case, known_case, case_id in read):
                    return known_case
        return None


def newer(case: Case, known: Case) -> Case | None:
    """The case that replaces a known one, with the known id; None if the new case is older, so the known one stays.

    A case without verdict and rating replaces only the fields that it has.
    """
    mine, theirs = _version(case), _version(known)
    length = min(len(mine), len(theirs))
    if length and mine[:length] < theirs[:length]:
        return None
    if "verdict" in case.model_fields_set or case.rating is not None:
        return case.model_copy(update={"id": known.id})
    told = case.model_fields_set - {"id", "source"}
    changes = {key: value for key, value in case.to_dict().items() if key in told or key not in Case.model_fields}
    merged = Patch(known.id, changes).apply(known)
    if case.published and getattr(merged, "published_as_given", None) and "published_as_given" not in changes:
        merged = Case.from_dict({k: v for k, v in merged.to_dict().items() if k != "published_as_given"})
    return merged


def _version(case: Case) -> str:
    modified = getattr(case, "modified", "")
    return max(case.published, modified if isinstance(modified, str) else "")


def _keys(case: Case) -> Iterator[tuple[str, ...]]:
    """The keys that identify a case; the most reliable one, address and claim, comes first."""
    address = _address(case.url) or next((_address(article.url) for article in case.articles if article.url), "")
    if address:
        yield case.source, address, _folded(case.title)
    else:
        yield case.source, "", _folded(case.title), _folded(case.summary), case.published
        if not case.published:
            yield case.source, "undated", _folded(case.title), _folded(case.summary)
    node = getattr(case, NODE, None)
    # An @id that is the page's address identifies the page, and there may be several reviews on it.
    if isinstance(node, str) and node and node.rstrip("/") != case.url.rstrip("/"):
        yield case.source, NODE, node


def _agree(key: tuple[str, ...], case: Case, known: Case, same_reading: bool) -> bool:
    """Whether two cases with the same key can be the same case, judging by their other fields."""
    told = "lang" in case.model_fields_set and "lang" in known.model_fields_set
    if same_reading and told and case.lang.partition("-")[0] != known.lang.partition("-")[0]:
        return False
    if key[1] != NODE:
        return True
    alike = fuzz.token_set_ratio(_folded(case.title), _folded(known.title))
    if _address(case.url) != _address(known.url):
        return alike >= _MOVED
    # a page's template may give the same @id to every review on the page
    return alike >= _REWORDED or not same_reading or _version(case) != _version(known)


def _address(url: str) -> str:
    return _SCHEME.sub("", url.strip()).partition("#")[0].rstrip("/")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(" .!?\"'“”«»")
