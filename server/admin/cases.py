"""Pages to search the cases, to show one with its edits, to correct or delete it, and to undo that."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from index.admin_state.edits import Edit, Edits
from index.case import Case
from index.errors import CaseError, QueryError, UnknownCaseError
from server.admin.blueprint import pages
from server.admin.fields import VERDICTS, Field, read_form
from server.admin.guard import FormError, page, who
from server.admin.overview import start_edits
from server.http.service import service

PAGE_SIZE = 25


FIELDS = (
    Field("title", "Claim in one line"),
    Field("summary", "The claim as it was made", "text"),
    Field("response", "The debunk", "text"),
    Field("verdict", "Verdict", "choice", "Only false and misleading claims make notices.", VERDICTS),
    Field("url", "The case's own page"),
    Field("published", "Published", "line", "Such as 2017-03-30, 2017-03 or 2017."),
    Field("lang", "Language of these texts", "line", "Such as en or pt-BR."),
    Field("claimant", "Who made the claim"),
    Field("claimed", "When it was made", "line", "Such as 2017-03-28."),
    Field("countries", "Countries", "list", "One per line."),
    Field("keywords", "Keywords", "list", "One per line."),
    Field("languages", "Languages of the articles", "list", "One per line."),
    Field("outlets", "Outlets", "list", "One per line."),
    Field(
        "disclaimer", "Disclaimer of this case alone", "text", "Leave it empty to show the disclaimer of its publisher."
    ),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A case as an admin sees it: as it was imported, as the edits in force make it, and as it is live now."""

    imported: Case
    edited: Case
    live: Case | None
    edit: Edit | None

    @property
    def digest(self) -> str:
        """Changes when somebody edits the case, so that a form can tell that it is out of date."""
        deleted = self.edit is not None and self.edit.deleted
        return hashlib.sha256(f"{deleted}{self.edited.to_json()}".encode()).hexdigest()[:16]

    @property
    def pending(self) -> bool:
        """Whether readers still see the case without the latest edits."""
        if self.edit is not None and self.edit.deleted:
            return self.live is not None
        return self.live != self.edited


@pages.get("/cases")
def cases() -> Response:
    """The results of a full-text search, or the cases that were edited."""
    library = service().library
    query, source = request.args.get("q", "").strip(), request.args.get("source", "")
    number = max(1, min(request.args.get("page", 1, type=int), 1000))
    if request.args.get("show") == "edited":
        edits = list(Edits(library.state).current().values())
        return page("cases.html", query="", source="", edited=[(edit, _title(edit)) for edit in edits], found=None)
    problem, found = "", None
    try:
        offset = (number - 1) * PAGE_SIZE
        found = library.current().search(query, source=source, limit=PAGE_SIZE, offset=offset)
    except QueryError as e:
        problem = str(e)
    pages_in_all = -(-found.total // PAGE_SIZE) if found else 0
    return page(
        "cases.html", query=query, source=source, found=found, edited=None, number=number, pages=pages_in_all,
        problem=problem, edits=Edits(library.state).current(),
    )  # fmt: skip


@pages.get("/cases/<case_id>")
def case(case_id: str) -> Response:
    """One case with its form and history."""
    return _show(_seen(case_id), {})


@pages.post("/cases/<case_id>")
def change_case(case_id: str) -> Response:
    """Save a correction, and start the job that applies it to the index."""
    seen = _unchanged(_seen(case_id))
    shown = {field.key: _shown(seen.edited, field) for field in FIELDS}
    given = read_form(FIELDS)
    wanted = {
        field.key: field.value(given[field.key])
        for field in FIELDS
        if field.key in given and given[field.key] != shown[field.key]
    }
    library = service().library
    try:
        if wanted:
            Edits(library.state).change(seen.imported, wanted, who())
    except CaseError as e:
        return _show(seen, given, e)
    if not wanted:
        return _back(case_id, "unchanged")
    Audit(library.state).add(who(), "edited", case_id, ", ".join(wanted))
    start_edits(library, who())
    return _back(case_id, "saved")


@pages.post("/cases/<case_id>/delete")
def delete_case(case_id: str) -> Response:
    """Remove the case, and leave it out at every later import."""
    _unchanged(_seen(case_id))
    library = service().library
    Edits(library.state).delete(case_id, who())
    Audit(library.state).add(who(), "deleted", case_id)
    start_edits(library, who())
    return _back(case_id, "deleted")


@pages.post("/cases/<case_id>/restore")
def restore_case(case_id: str) -> Response:
    """Undo every edit of the case."""
    _unchanged(_seen(case_id))
    library = service().library
    Edits(library.state).withdraw(case_id, who())
    Audit(library.state).add(who(), "restored", case_id)
    start_edits(library, who())
    return _back(case_id, "restored")


def _seen(case_id: str) -> Seen:
    library = service().library
    generation = library.current()
    live = generation.case(case_id)
    edit = Edits(library.state).get(case_id)
    if edit is not None and edit.made is not None and (live is None or case_id in generation.made()):
        imported: Case | None = Case.from_dict(edit.made)
    else:
        imported = generation.imported().get(case_id) or live
    if imported is None:
        raise UnknownCaseError("no such case")
    edited = imported
    if edit is not None:
        try:
            edited = Edit(case_id, edit.changes).apply(imported) or imported
        except CaseError:
            edited = imported
    return Seen(imported, edited, live, edit)


def _unchanged(seen: Seen) -> Seen:
    if request.form.get("seen") != seen.digest:
        raise FormError("Somebody changed this case since you loaded it. Load it again, then make your change.")
    return seen


def _show(seen: Seen, given: Mapping[str, str], problem: CaseError | None = None) -> Response:
    library = service().library
    generation = library.current()
    source = library.sources(generation).get(seen.edited.source)
    known = {field.key for field in FIELDS} | {"id", "source", "articles"}
    return page(
        "case.html",
        status=200 if problem is None else 422,
        seen=seen,
        case=seen.edited,
        source=source,
        disclaimer=library.disclaimer(seen.edited, generation),
        fields=[(field, given.get(field.key, _shown(seen.edited, field)), _came(seen, field)) for field in FIELDS],
        problems=problem.fields if problem is not None else {},
        others={key: value for key, value in seen.edited.to_dict().items() if key not in known},
        history=Edits(library.state).history(seen.edited.id),
        labels={field.key: field.label for field in FIELDS},
        problem=str(problem) if problem is not None and not problem.fields else "",
        came_as="First added as" if seen.edit is not None and seen.edit.made is not None else "As imported",
    )


def _shown(case: Case, field: Field) -> str:
    return field.shown(getattr(case, field.key))


def _came(seen: Seen, field: Field) -> str | None:
    """The imported value of a field that an edit changed, else None."""
    came = _shown(seen.imported, field)
    return came if seen.edit is not None and field.key in seen.edit.changes else None


def _title(edit: Edit) -> str:
    """The title of an edited case, even if the live generation withholds it or its source no longer has it."""
    generation = service().library.current()
    found = generation.case(edit.case_id) or generation.imported().get(edit.case_id)
    if found is None and edit.made is not None:
        return str(edit.made.get("title", ""))
    return found.title if found is not None else "not in the index at present"


def _back(case_id: str, done: str) -> Response:
    return redirect(url_for("admin.case", case_id=case_id, done=done), 303)
