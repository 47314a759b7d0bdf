"""Adding a case by hand: it is checked and previewed, found by the matcher, and kept by rebuilds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Flask

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.edits import Edits
from index.case import Case
from index.storage.backup import backup, restore
from index.storage.build import apply_edits, build, delete, update
from index.storage.generations import status, verify
from index.storage.library import Library
from tests.admin.conftest import Admin
from tests.server.case_file import CASES, write_cases

FERRY = "The old ferry of Ravna was painted with milk to keep the fish calm."
FORM = {
    "source": "ravna",
    "title": "The ferry of Ravna was painted with milk",
    "summary": FERRY,
    "response": "The ferry was painted with ordinary lime wash, as the harbour's invoices show.",
    "url": "https://ravna.example/cases/ferry",
    "published": "2024-02-03",
    "languages": "ru\r\npl",
}


def look(admin: Admin, **changes: str) -> str:
    """The page that shows what would be added."""
    response = admin.send("/admin/new-case", "/admin/new-case", FORM | changes)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def confirm(html: str) -> str:
    found = re.search(r'name="confirm" value="([0-9a-f]{32})"', html)
    assert found is not None
    return found.group(1)


def add(admin: Admin, **changes: str) -> str:
    """Add the case. Returns its id."""
    word = confirm(look(admin, **changes))
    response = admin.send("/admin/new-case", "/admin/new-case", FORM | changes | {"confirm": word})
    assert response.status_code == 303, response.get_data(as_text=True)
    assert admin.wait().state == "done"
    return response.headers["Location"].rpartition("/")[2].partition("?")[0]


def matched(app: Flask, text: str) -> set[str]:
    return {match["case"] for match in app.test_client().post("/v1/match", json={"text": text}).get_json()["matches"]}


def test_a_case_is_looked_at_then_added_and_matches_at_once(admin: Admin, app: Flask) -> None:
    assert matched(app, FERRY) == set()
    html = look(admin)
    assert "Passages that repeat it get notices" in html
    assert "The language, found in the texts, is en" in html
    assert "Ravna Checkers" in html
    assert Edits(State(admin.folder)).current() == {}
    case_id = add(admin)
    assert matched(app, FERRY) == {case_id}
    case = Library(admin.folder).current().case(case_id)
    assert case is not None
    assert (case.languages, case.lang, case.verdict) == (("ru", "pl"), "en", "false")
    page = admin.text(f"/admin/cases/{case_id}")
    assert "added by hand" in page
    assert "<strong>anna</strong> added" in page
    assert case_id in admin.text("/admin/cases?show=edited")
    actions = [(entry.who, entry.action, entry.subject) for entry in Audit(State(admin.folder)).entries()]
    assert ("anna", "added", case_id) in actions


def test_a_form_that_is_sent_twice_adds_one_case(admin: Admin) -> None:
    sent = FORM | {"url": "", "confirm": confirm(look(admin, url=""))}
    first, second = (admin.send("/admin/new-case", "/admin/new-case", sent) for _ in range(2))
    assert first.status_code == second.status_code == 303
    (case_id,) = Edits(State(admin.folder)).current()
    for response in (first, second):
        assert response.headers["Location"].partition("?")[0] == f"/admin/cases/{case_id}"
    assert admin.wait().state == "done"
    assert [entry.subject for entry in Audit(State(admin.folder)).entries() if entry.action == "added"] == [case_id]
    assert "added by hand" in admin.text(f"/admin/cases/{case_id}")
    third = admin.send("/admin/new-case", "/admin/new-case", sent)
    assert third.headers["Location"] == f"/admin/cases/{case_id}"


def test_what_was_changed_after_the_look_is_not_added(admin: Admin) -> None:
    word = confirm(look(admin))
    response = admin.send("/admin/new-case", "/admin/new-case", FORM | {"title": "Another one", "confirm": word})
    assert response.status_code == 200
    assert "You changed the case after you saw it" in response.get_data(as_text=True)
    assert Edits(State(admin.folder)).current() == {}


def test_every_wrong_field_says_what_is_wrong_with_it(admin: Admin) -> None:
    wrong = {
        "source": "nobody",
        "title": " ",
        "url": "javascript:alert(1)",
        "published": "soon",
        "claimed": "2024-02-31",
        "lang": "English!",
        "articles": "ftp://x.example/",
    }
    response = admin.send("/admin/new-case", "/admin/new-case", FORM | wrong)
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    for key in wrong:
        assert f'id="e-{key}"' in html, key
        assert f'href="#f-{key}"' in html, key
    assert 'value="soon"' in html
    assert "ordinary lime wash" in html
    assert 'id="e-summary"' not in html
    assert "javascript" not in html.replace('value="javascript:alert(1)"', "")


def test_a_case_that_is_there_already_is_not_added_again(admin: Admin) -> None:
    known = next(case for case in CASES if case["id"] == "bridge")
    again = FORM | {"title": known["title"], "url": known["url"], "summary": ""}
    response = admin.send("/admin/new-case", "/admin/new-case", again)
    assert response.status_code == 422
    assert "correct bridge instead" in response.get_data(as_text=True)
    html = look(admin, title=known["title"])
    assert "Similar cases in the index" in html
    assert "/admin/cases/bridge" in html


def test_a_rating_that_is_not_known_is_told(admin: Admin) -> None:
    html = look(admin, rating="Wobbly")
    assert "read as unproven" in html
    assert "It makes no notices" in html
    assert "Passages that repeat it" in look(admin, rating="Pants on Fire")


def test_it_is_corrected_deleted_and_restored_as_any_case(admin: Admin) -> None:
    case_id = add(admin)
    path = f"/admin/cases/{case_id}"
    admin.send(path, path, {"title": "The ferry was never painted"})
    admin.wait()
    assert title(admin.folder, case_id) == "The ferry was never painted"
    assert "First added as: The ferry of Ravna" in admin.text(path)
    admin.send(path, f"{path}/delete")
    admin.wait()
    assert title(admin.folder, case_id) is None
    assert "deleted" in admin.text(path)
    admin.send(path, f"{path}/restore")
    admin.wait()
    assert title(admin.folder, case_id) == FORM["title"]


def title(folder: Path, case_id: str) -> str | None:
    case = Library(folder).current().case(case_id)
    return case.title if case is not None else None


def made(folder: Path, case_id: str, **fields: Any) -> None:
    record = {"id": case_id, "source": "ravna", "title": f"The ferry {case_id} was painted with milk"} | fields
    Edits(State(folder)).add(Case.from_dict(record), "anna")


def test_it_outlives_builds_updates_and_a_backup(tmp_path: Path) -> None:
    folder, source = tmp_path / "index", str(write_cases(tmp_path / "cases.jsonl"))
    build(folder, [source])
    before = len(Library(folder).current())
    made(folder, "hand-b")
    assert apply_edits(folder).made == 1
    made(folder, "hand-a")
    assert apply_edits(folder).made == 2
    build(folder, [source])
    update(folder, [str(write_cases(tmp_path / "more.jsonl", [{"id": "lamp", "source": "ravna", "title": "A lamp"}]))])
    delete(folder, ["lamp"])
    assert (title(folder, "hand-a"), len(Library(folder).current())) == (
        "The ferry hand-a was painted with milk", before + 2,
    )  # fmt: skip
    assert verify(folder) == []
    assert status(folder)["generations"][-1]["counts"]["made"] == 2
    backup(folder, tmp_path / "backup.tar.gz")
    restore(tmp_path / "backup.tar.gz", tmp_path / "restored")
    restored = Library(tmp_path / "restored").current()
    assert restored.made() == {"hand-a", "hand-b"}
    assert len(restored) == before + 2
    assert restored.imported() == {}


def test_an_import_that_brings_it_too_takes_it_over(tmp_path: Path) -> None:
    folder, source = tmp_path / "index", str(write_cases(tmp_path / "cases.jsonl"))
    build(folder, [source])
    made(folder, "hand-a")
    made(folder, "hand-b")
    apply_edits(folder)
    case = Library(folder).current().case("hand-a")
    assert case is not None
    update(folder, [str(write_cases(tmp_path / "same.jsonl", [case.to_dict()]))])
    assert Library(folder).current().made() == {"hand-b"}
    assert verify(folder) == []
    update(folder, [str(write_cases(tmp_path / "other.jsonl", [case.to_dict() | {"title": "The publisher's own"}]))])
    assert title(folder, "hand-a") == "The publisher's own"
    assert [hit.case.id for hit in Library(folder).current().search("own").hits][:1] == ["hand-a"]


def test_a_case_by_hand_is_not_deleted_by_the_command_line_but_told(tmp_path: Path) -> None:
    import pytest

    from index.errors import CaseError, UnknownCaseError

    folder = tmp_path / "index"
    build(folder, [str(write_cases(tmp_path / "cases.jsonl"))])
    made(folder, "hand-a")
    apply_edits(folder)
    with pytest.raises(UnknownCaseError, match="added by hand: hand-a"):
        delete(folder, ["hand-a"])
    with pytest.raises(CaseError, match="id"):
        made(folder, "hand-a")
