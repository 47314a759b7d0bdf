"""A debunk case, and the two other records that a source can hold: a publisher's description and a patch of a case."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self

from pydantic import Field

from index.errors import CaseError
from index.ratings.verdicts import verdict_of_rating
from index.record_types import Day, Identifier, Language, Many, Rating, Record, Text, Title, Verdict, checked_identifier

_NOTICE_VERDICTS = frozenset({"false", "misleading"})


class Article(Record):
    """An article that made the claim."""

    url: Text = ""
    archived_url: Text = ""
    outlet: Text = ""
    language: Language = ""
    excerpt: Text = ""


class Case(Record):
    """One debunked (or otherwise checked) claim. Absent texts are "", absent lists are ()."""

    id: Identifier
    source: Identifier
    title: Title
    summary: Text = ""
    response: Text = ""
    url: Text = ""
    published: Day = ""
    lang: Language = "en"
    verdict: Verdict = "false"
    rating: Rating | None = None
    claimant: Text = ""
    claimed: Day = ""
    languages: Many[Language] = ()
    countries: Many[Text] = ()
    keywords: Many[Text] = ()
    outlets: Many[Text] = ()
    articles: Many[Article] = ()
    disclaimer: Text = ""

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Self:
        """Validate a decoded JSON object, and fill in the verdict.

        If there is no verdict, it is derived from the rating (`unproven` if the rating is not known); without a rating
        it is `false`.
        """
        record = {key: value for key, value in record.items() if not (value is None and key in ("verdict", "lang"))}
        if record.get("rating") is not None and "verdict" not in record:
            rating = Rating.from_dict(record["rating"]) if isinstance(record["rating"], Mapping) else None
            record["verdict"] = verdict_of_rating(rating) if rating is not None else "unproven"
        return super().from_dict(record)

    def to_dict(self) -> dict[str, Any]:
        """The case in the case format; nested records leave out absent keys too."""
        out = super().to_dict()
        if self.rating is not None:
            out["rating"] = self.rating.to_dict()
        if self.articles:
            out["articles"] = [article.to_dict() for article in self.articles]
        return out

    def to_json(self) -> str:
        """The case as one line of JSON; equal cases give equal lines."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))

    @property
    def makes_notices(self) -> bool:
        """Whether the case may appear in notices: only a claim rated false or misleading has been debunked."""
        return self.verdict in _NOTICE_VERDICTS


class SourceRecord(Record):
    """A publisher: its name, address and licence, and the disclaimer to show with its cases."""

    type: Literal["source"] = "source"
    source: Identifier
    name: Text = ""
    url: Text = ""
    license: Text = ""
    disclaimer: Text = ""
    # True if this was read from a case page: it is used only if nothing better is known. Not part of the record.
    from_case_page: bool = Field(default=False, exclude=True)


@dataclass(frozen=True, slots=True)
class Patch:
    """Changes to some keys of an existing case."""

    id: str
    changes: dict[str, Any] = field(hash=False)

    def apply(self, case: Case) -> Case:
        """The case with the changed keys; articles are merged by address, everything else is replaced.

        Raises CaseError if the result is not a valid case.
        """
        merged = case.to_dict() | self.changes
        if isinstance(self.changes.get("articles"), list):
            merged["articles"] = _merge_articles(case.to_dict().get("articles", []), self.changes["articles"])
        return Case.from_dict(merged)


def _merge_articles(old: list[Any], new: list[Any]) -> list[Any]:
    """Old articles, each updated by the new one with the same address; the other new ones are appended."""
    merged: list[Any] = [dict(article) for article in old]
    at = {article.get("url"): n for n, article in enumerate(merged) if article.get("url")}
    for article in new:
        place = at.get(article.get("url")) if isinstance(article, Mapping) else None
        if place is None:
            merged.append(article)
        else:
            merged[place] |= article
    return merged


def parse_record(record: Mapping[str, Any]) -> Case | SourceRecord | Patch:
    """Parse a decoded line of the case format into the record that it holds.

    An object with an `id` but neither `source` nor `title` is a patch of an existing case. Raises CaseError.
    """
    if record.get("type") == "source":
        return SourceRecord.from_dict(record)
    if "id" in record and "source" not in record and "title" not in record and len(record) > 1:
        try:
            return Patch(checked_identifier(str(record["id"])), {k: v for k, v in record.items() if k != "id"})
        except ValueError as e:
            raise CaseError(f"id: {e}") from None
    return Case.from_dict(record)
