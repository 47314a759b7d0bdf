"""Every import in the browser has a preview; one that would remove many cases is confirmed by typing their number."""

from __future__ import annotations

import io
import json

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.storage.build import update
from index.storage.generations import live_name
from index.storage.library import Library
from server.admin.jobs import Jobs
from tests.admin.conftest import Admin

FERRY = {"id": "ferry", "source": "ravna", "title": "The ferry of Ravna was painted with milk"}


def look(admin: Admin, *records: object, kind: str = "update", publishers: str = "") -> str:
    """Send a file, wait for the preview, and return its page."""
    lines = "".join(json.dumps(record) + "\n" for record in records)
    data = {"files": (io.BytesIO(lines.encode()), "new.jsonl"), "kind": kind, "publishers": publishers}
    job = str(admin.send("/admin/import", "/admin/import", data).headers["Location"])
    assert admin.end().state == "done"
    return job


def test_nothing_changes_before_somebody_has_looked(admin: Admin) -> None:
    live = live_name(admin.folder)
    job = look(admin, FERRY, {"id": "bad", "source": "ravna", "title": ""})
    html = admin.text(job)
    assert "What would change" in html
    assert "The ferry of Ravna was painted with milk" in html
    assert "1 left out: title: must not be empty" in html
    assert live_name(admin.folder) == live
    assert [e.action for e in Audit(State(admin.folder)).entries()][:1] == ["update previewed"]
    assert admin.send(job, f"{job}/confirm").status_code == 303
    assert admin.end().state == "done"
    assert Library(admin.folder).current().case("ferry") is not None
    again = admin.send("/admin/import", f"{job}/confirm")
    assert again.status_code == 400
    assert "imported or discarded already" in again.get_data(as_text=True)


def test_a_new_index_that_loses_cases_wants_their_number_typed(admin: Admin) -> None:
    live = live_name(admin.folder)
    job = look(admin, FERRY, kind="build")
    html = admin.text(job)
    assert "The index would lose 16 of its 17 cases" in html
    for typed in ("", "yes", "15"):
        refused = admin.send(job, f"{job}/confirm", {"typed": typed})
        assert refused.status_code == 400
        assert "type that number" in refused.get_data(as_text=True)
    assert live_name(admin.folder) == live
    assert admin.send(job, f"{job}/confirm", {"typed": "16"}).status_code == 303
    assert admin.end().state == "done"
    assert len(Library(admin.folder).current()) == 1


def test_what_is_dropped_is_gone_and_what_has_changed_is_not_imported(admin: Admin) -> None:
    job = look(admin, FERRY)
    assert admin.send(job, f"{job}/drop").status_code == 303
    assert not any(map(Jobs(admin.folder).awaits, Jobs(admin.folder).every()))
    assert admin.send("/admin/import", f"{job}/confirm").status_code == 400
    job = look(admin, FERRY)
    more = admin.folder.parent / "more.jsonl"
    more.write_text(json.dumps(FERRY | {"id": "other", "title": "Another ferry was painted"}) + "\n")
    update(admin.folder, [str(more)])
    live = live_name(admin.folder)
    assert admin.send(job, f"{job}/confirm").status_code == 303
    ended = admin.end()
    assert "changed since the preview" in ended.result["error"]
    assert live_name(admin.folder) == live


def test_only_the_named_publishers_are_touched_when_it_is_looked_at_and_when_it_is_imported(admin: Admin) -> None:
    known = Library(admin.folder).current().case("bridge")
    assert known is not None
    stolen = {"id": "bridge", "source": known.source, "title": "It was never sold"}
    job = look(admin, FERRY | {"source": "oslo"}, stolen, publishers="oslo")
    html = admin.text(job)
    assert "1 left out" in html
    assert "may not touch" in html
    assert admin.send(job, f"{job}/confirm").status_code == 303
    ended = admin.end()
    assert (ended.state, ended.request.preview, ended.request.publishers) == ("done", False, ["oslo"])
    assert (ended.result["added"], ended.result["changed"], ended.result["rejected"]) == (1, 0, 1)
    assert Library(admin.folder).current().case("bridge") == known
