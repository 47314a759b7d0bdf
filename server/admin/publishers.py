"""The publishers of cases: which there are, describing one, and taking that back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from index.admin_state.publisher_edits import PublisherEdits
from index.case import SourceRecord
from index.errors import CaseError, RejoinderError
from server.admin.blueprint import pages
from server.admin.fields import Field, address_problem, normal, read_form
from server.admin.guard import FormError, page, who
from server.http.problems import ProblemError
from server.http.service import service

FIELDS = (
    Field("name", "Name", hint="Readers see this name."),
    Field("url", "Address", hint="Rejoinder takes pages on this host, below this path, for fact checks."),
    Field("license", "Licence", hint="The terms on which its cases are used, such as CC-BY-4.0."),
    Field("disclaimer", "Disclaimer", "text", "Shown with every case of this publisher that has none of its own."),
)


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher as an admin sees it: the record in use, the imported one, and the sources that may touch it."""

    key: str
    record: SourceRecord
    imported: SourceRecord | None
    by_hand: bool
    cases: int
    bound: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Changes when somebody edits the publisher, so that a form can tell that it is out of date."""
        return hashlib.sha256(str(sorted(self.record.to_dict().items())).encode()).hexdigest()[:16]


@pages.get("/publishers")
def publishers() -> Response:
    """Every publisher, with its cases and the sources that may touch it."""
    return page("publishers.html", publishers=_every())


@pages.post("/publishers")
def add_publisher() -> Response:
    """Add a publisher that has no case yet."""
    key = normal(request.form.get("source", ""))
    name = normal(request.form.get("name", ""))
    problems = {}
    if any(known.key == key for known in _every()):
        problems["source"] = "belongs to another publisher already"
    else:
        try:
            record = SourceRecord.from_dict({"source": key, "name": name})
        except CaseError as e:
            problems = e.fields
    if problems:
        return page(
            "publishers.html", status=422, publishers=_every(), problems=problems, given={"source": key, "name": name}
        )
    library = service().library
    PublisherEdits(library.state).describe(record, None, who())
    Audit(library.state).add(who(), "source described", key, "new")
    return redirect(url_for("admin.publisher", key=key, done="described"), 303)


@pages.get("/publishers/<key>")
def publisher(key: str) -> Response:
    """One publisher with its form and history."""
    return _show(_one(key), {})


@pages.post("/publishers/<key>")
def change_publisher(key: str) -> Response:
    """Save what the form says; readers see it with the next reply."""
    found = _unchanged(_one(key))
    given = read_form(FIELDS)
    changes = {one.key: given[one.key] for one in FIELDS if given.get(one.key, "") != _shown(found, one)
               and one.key in given}  # fmt: skip
    try:
        if wrong := address_problem(changes.get("url", "")):
            raise CaseError(f"url: {wrong}", {"url": wrong})
        record = SourceRecord.from_dict({**found.record.to_dict(), **changes})
    except CaseError as e:
        return _show(found, given, e)
    library = service().library
    if not changes or not PublisherEdits(library.state).describe(record, found.record, who()):
        return _back(key, "unchanged")
    Audit(library.state).add(who(), "source described", key, ", ".join(changes))
    return _back(key, "described")


@pages.post("/publishers/<key>/restore")
def restore_publisher(key: str) -> Response:
    """Undo what was set by hand."""
    found = _unchanged(_one(key))
    library = service().library
    if PublisherEdits(library.state).withdraw(key, who()):
        Audit(library.state).add(who(), "source restored", key)
    if found.imported is None and not found.cases:
        return redirect(url_for("admin.publishers", done="undescribed"), 303)
    return _back(key, "undescribed")


def _every() -> list[Publisher]:
    library = service().library
    try:
        generation = library.current()
    except RejoinderError:  # no index yet: only publishers that were set by hand
        imported, cases = {}, {}
    else:
        imported, cases = generation.sources(), generation.facets.cases_by_source()
    by_hand, bound = library.state.sources(), library.state.bindings()
    return [
        Publisher(
            key,
            by_hand.get(key) or imported.get(key) or SourceRecord(source=key),
            imported.get(key),
            key in by_hand,
            cases.get(key, 0),
            tuple(source for source, touches in bound.items() if key.casefold() in touches),
        )
        for key in sorted({*imported, *by_hand, *cases})
    ]


def _one(key: str) -> Publisher:
    found = next((known for known in _every() if known.key == key), None)
    if found is None:
        raise ProblemError("not-found", "There is no such publisher.")
    return found


def _unchanged(found: Publisher) -> Publisher:
    if request.form.get("seen") != found.digest:
        raise FormError("Somebody changed this publisher since you loaded it. Load it again, then make your change.")
    return found


def _show(found: Publisher, given: Mapping[str, str], problem: CaseError | None = None) -> Response:
    return page(
        "publisher.html",
        status=200 if problem is None else 422,
        publisher=found,
        fields=[(one, given.get(one.key, _shown(found, one)), _came(found, one)) for one in FIELDS],
        problems=problem.fields if problem is not None else {},
        history=PublisherEdits(service().library.state).history(found.key),
        labels={one.key: one.label for one in FIELDS},
    )


def _shown(found: Publisher, one: Field) -> str:
    return one.shown(getattr(found.record, one.key))


def _came(found: Publisher, one: Field) -> str | None:
    """The imported value, if the one set by hand differs from it, else None."""
    if not found.by_hand or found.imported is None:
        return None
    came = one.shown(getattr(found.imported, one.key))
    return came if came != _shown(found, one) else None


def _back(key: str, done: str) -> Response:
    return redirect(url_for("admin.publisher", key=key, done=done), 303)
