"""Pages to add a case by hand: a form that is checked as an import is, a preview of the case, and adding it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from index.admin_state.edits import Edits
from index.case import Case, SourceRecord
from index.case_set import CaseSet
from index.errors import CaseError
from index.matcher.budget import Budget
from index.matcher.matcher import Block
from index.ratings.verdicts import is_known
from index.storage.case_languages import CaseLanguages
from index.storage.generation import Generation
from index.urls import canonical_url
from server.admin.blueprint import pages
from server.admin.fields import VERDICTS, Field, address_problem, read_form
from server.admin.guard import page, who
from server.admin.overview import start_edits
from server.http.service import service

_LOOKED_AT = "hand-preview"  # the case's id in the preview; its own is made when it is added
_LIKENESS = 0.5  # least score at which a case of the index is shown as similar
_MOST_ALIKE = 5
_MS_TO_COMPARE = 500.0
_BY_RATING = ""
FIELDS = (
    Field("source", "Publisher", "choice", required=True),
    Field("title", "Claim in one line", hint="As somebody who believes it would say it.", required=True),
    Field("summary", "The claim as it was made", "text"),
    Field("response", "The debunk", "text", "What is true instead, in a few sentences."),
    Field("url", "Address of the debunk", hint="The page that a notice links to."),
    Field(
        "verdict", "Verdict", "choice", "Only false and misleading claims make notices.",
        (_BY_RATING, *VERDICTS), {_BY_RATING: "what the rating means, else false"},
    ),
    Field("rating", "Rating in the publisher's words", hint="Such as Pants on Fire."),
    Field("published", "Published", "line", "Such as 2017-03-30, 2017-03 or 2017."),
    Field("lang", "Language of these texts", "line", "Such as en or pt-BR. If empty, Rejoinder finds it in the texts."),
    Field("claimant", "Who made the claim"),
    Field("claimed", "When it was made", "line", "Such as 2017-03-28."),
    Field("languages", "Languages of the articles", "list", "One per line, such as ru."),
    Field("countries", "Countries", "list", "One per line."),
    Field("keywords", "Keywords", "list", "One per line."),
    Field("outlets", "Outlets", "list", "One per line."),
    Field("articles", "Articles that made the claim", "list", "Addresses, one per line."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Looked:
    """A new case as it would be added, with its publisher, remarks on it, and similar cases with their scores."""

    case: Case
    publisher: SourceRecord
    disclaimer: str | None
    remarks: list[str]
    alike: list[tuple[Case, float]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """A digest of the case. A form that confirms another digest adds nothing, but shows the case again."""
        return hashlib.sha256(self.case.to_json().encode()).hexdigest()[:32]


@pages.get("/new-case")
def new_case() -> Response:
    """The empty form. The query parameter `source` may choose the publisher."""
    return _show({"source": request.args.get("source", "")})


@pages.post("/new-case")
def add_case() -> Response:
    """Show the case as it would be added; add it if the form confirms the case that was shown."""
    given = read_form(FIELDS)
    try:
        looked = _look(given)
    except CaseError as e:
        return _show(given, e)
    confirmed = request.form.get("confirm", "")
    if confirmed != looked.digest:
        return _show(given, looked=looked, changed=bool(confirmed))
    library = service().library
    # the id is made of the digest, so that a form that is sent twice adds one case
    case = looked.case.model_copy(update={"id": f"hand-{looked.digest}"})
    try:
        Edits(library.state).add(case, who())
    except CaseError:
        return redirect(url_for("admin.case", case_id=case.id), 303)
    Audit(library.state).add(who(), "added", case.id)
    start_edits(library, who())
    return redirect(url_for("admin.case", case_id=case.id, done="added"), 303)


def _look(given: Mapping[str, str]) -> Looked:
    """The case in a form, checked as an import's are. Raises CaseError with a reason for each field that is wrong."""
    library = service().library
    generation = library.current()
    publishers = _publishers(generation)
    case, problems = _checked(given, publishers)
    if not problems and (again := _again(case, generation)) is not None:
        problems["url"] = f"is the address of a case with the same claim: correct {again} instead"
    if problems:
        raise CaseError("; ".join(f"{key}: {reason}" for key, reason in problems.items()), problems)
    remarks = []
    if not given.get("lang"):
        cases, languages = CaseSet(generation), CaseLanguages()
        cases[case.id] = case
        languages.wait(case, "", "form")
        languages.settle(cases)
        case = cases[case.id]
        remarks.append(f"The language, found in the texts, is {case.lang}.")
    if case.rating is not None and not is_known(case.rating, case.verdict):
        remarks.append(f"The rating is unknown and read as {case.verdict}. Choose a verdict if that is wrong.")
    disclaimer = library.disclaimer(case, generation).text
    return Looked(case, publishers[case.source], disclaimer, remarks, _alike(case, generation))


def _checked(given: Mapping[str, str], publishers: Mapping[str, SourceRecord]) -> tuple[Case, dict[str, str]]:
    """The case, and what is wrong with its fields. If the fields make no case, the first value is a placeholder."""
    problems: dict[str, str] = {}
    try:
        case = Case.from_dict(_record(given))
    except CaseError as e:
        problems |= e.fields or {"title": str(e)}
        case = Case(id=_LOOKED_AT, source="unknown", title="unknown")
    if given.get("source", "") not in publishers:
        problems["source"] = "must be one of the known publishers"
    if wrong := address_problem(given.get("url", "")):
        problems["url"] = wrong
    if any(address_problem(line) for line in given.get("articles", "").split("\n")):
        problems["articles"] = "must be addresses that begin with https:// or http://, one a line"
    return case, problems


def _record(given: Mapping[str, str]) -> dict[str, Any]:
    """The record that an import would read, without the fields that were left empty."""
    record: dict[str, Any] = {"id": _LOOKED_AT, "source": "", "title": ""}
    for one in FIELDS:
        value = one.value(given.get(one.key, ""))
        if value not in ("", []):
            record[one.key] = value
    if "rating" in record:
        record["rating"] = {"text": record["rating"]}
    if "articles" in record:
        record["articles"] = [{"url": address} for address in record["articles"]]
    return record


def _again(case: Case, generation: Generation) -> str | None:
    """The id of a case with the same publisher and address and a similar claim, of which this would be a duplicate."""
    if not case.url:
        return None
    for known, _ in _alike(case, generation):
        if known.source == case.source and canonical_url(known.url) == canonical_url(case.url):
            return known.id
    return None


def _alike(case: Case, generation: Generation) -> list[tuple[Case, float]]:
    """The cases whose claim this case's title repeats, each with its score, the highest first."""
    matches = generation.matcher.match(
        [Block("claim", case.title, case.lang)],
        min_score=_LIKENESS,
        per_block=_MOST_ALIKE,
        max_matches=_MOST_ALIKE,
        budget=Budget(_MS_TO_COMPARE),
    )
    return [(generation.named(match.case), match.score) for match in matches]


def _publishers(generation: Generation) -> dict[str, SourceRecord]:
    """Every publisher by key, including those that are known only from their cases."""
    found = service().library.sources(generation)
    for key in generation.facets.cases_by_source():
        found.setdefault(key, SourceRecord(source=key))
    return dict(sorted(found.items()))


def _show(
    given: Mapping[str, str], problem: CaseError | None = None, looked: Looked | None = None, changed: bool = False
) -> Response:
    publishers = _publishers(service().library.current())
    labels = {"": "Choose one"} | {key: f"{record.name} ({key})" if record.name else key
                                   for key, record in publishers.items()}  # fmt: skip
    choices = {"source": (tuple(labels), labels)}
    return page(
        "new_case.html",
        status=200 if problem is None else 422,
        fields=[(one, given.get(one.key, ""), None) for one in FIELDS],
        choices=choices,
        problems=problem.fields if problem is not None else {},
        labels={one.key: one.label for one in FIELDS},
        looked=looked,
        changed=changed,
    )
