"""Whether a case that comes without an id of its own is one that is known already: a review that comes again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set

from rapidfuzz import fuzz

from index.case import Case, Patch

_SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)
_REWORDED, _MOVED = 60.0, 80.0  # likeness (token_set_ratio) from which on two wordings are of one claim
NODE = "@id"


class Identities:
    """Finds the known case that a review is again: by its `@id`, or by its publisher, address and claim.

    `cases` may grow while this is used, as long as each new one is given to `add`.
    """

    def __init__(self, cases: Mapping[str, Case]) -> None:
        self._cases = cases
        self._by_key: dict[tuple[str, ...], list[str]] | None = None

    def add(self, case: Case) -> None:
        """A further case that may come again."""
        if self._by_key is not None:
            for key in _keys(case):
                known = self._by_key.setdefault(key, [])
                if case.id not in known:
                    known.append(case.id)

    def same(self, case: Case, read: Set[str]) -> Case | None:
        """The known case that this one is again, if any. `read` are the ids of the cases of the same reading."""
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
    """What replaces a known case, under its id: the case where it is not older; None where the known one stays.

    A row that tells neither verdict nor rating changes what it tells and leaves the rest.
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
    """The keys under which a case is known; its address and claim first, which say it best."""
    address = _address(case.url) or next((_address(article.url) for article in case.articles if article.url), "")
    if address:
        yield case.source, address, _folded(case.title)
    else:
        yield case.source, "", _folded(case.title), _folded(case.summary), case.published
        if not case.published:
            yield case.source, "undated", _folded(case.title), _folded(case.summary)
    node = getattr(case, NODE, None)
    # the address of a page names the page: several reviews on it may carry it
    if isinstance(node, str) and node and node.rstrip("/") != case.url.rstrip("/"):
        yield case.source, NODE, node


def _agree(key: tuple[str, ...], case: Case, known: Case, same_reading: bool) -> bool:
    """Whether the rest of two cases with one key lets them be one."""
    told = "lang" in case.model_fields_set and "lang" in known.model_fields_set
    if same_reading and told and case.lang.partition("-")[0] != known.lang.partition("-")[0]:
        return False
    if key[1] != NODE:
        return True
    alike = fuzz.token_set_ratio(_folded(case.title), _folded(known.title))
    if _address(case.url) != _address(known.url):
        return alike >= _MOVED
    # one page's template may give every review on it the same @id
    return alike >= _REWORDED or not same_reading or _version(case) != _version(known)


def _address(url: str) -> str:
    return _SCHEME.sub("", url.strip()).partition("#")[0].rstrip("/")


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(" .!?\"'“”«»")
