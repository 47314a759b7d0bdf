"""The page of publishers: the list, describing one, its history, undoing that, and clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.storage.build import build
from tests.admin.conftest import Admin
from tests.server.case_file import BRIDGE, CASES, DISCLAIMER, write_cases
from tests.server.test_cli import run_json

pytestmark = pytest.mark.both_engines

PATH = "/admin/publishers/ravna"


def shown(app: Flask) -> dict[str, str]:
    """The publisher as a client of the API sees it."""
    reply = app.test_client().post("/v1/match", json={"text": BRIDGE}).get_json()
    return dict(reply["disclaimers"]["ravna"])


def test_publishers_are_listed_with_cases_and_bound_sources(admin: Admin) -> None:
    State(admin.folder).bind("https://feed.example/reviews.json", ["ravna"])
    html = admin.text("/admin/publishers")
    for text in ("Ravna Checkers", "https://ravna.example/", "CC-BY-4.0", DISCLAIMER[:60], "https://feed.example/rev"):
        assert text in html, text
    assert f"{sum(case['source'] == 'ravna' for case in CASES)} cases" in html


def test_a_description_counts_at_once_and_over_a_rebuild_and_is_taken_back(
    admin: Admin, app: Flask, tmp_path: Path
) -> None:
    form = {"name": "Ravna Fact Desk", "url": "https://desk.example/", "disclaimer": "Ours.\r\n\r\nAnd only ours."}
    assert admin.send(PATH, PATH, form).headers["Location"].endswith("done=described")
    assert shown(app) == {"name": "Ravna Fact Desk", "text": "Ours.\n\nAnd only ours.", "url": "https://desk.example/"}
    build(admin.folder, [str(write_cases(tmp_path / "cases.jsonl"))])
    assert shown(app)["name"] == "Ravna Fact Desk"
    html = admin.text(PATH)
    assert "As imported: Ravna Checkers" in html
    assert "<strong>anna</strong> described it" in html
    assert admin.send(PATH, f"{PATH}/restore").status_code == 303
    assert shown(app)["name"] == "Ravna Checkers"
    assert "undid the changes" in admin.text(PATH)
    log = [(entry.who, entry.action, entry.detail) for entry in Audit(State(admin.folder)).entries()]
    assert log[:2] == [("anna", "source restored", ""), ("anna", "source described", "name, url, disclaimer")]


def test_a_form_as_it_was_changes_nothing(admin: Admin) -> None:
    same = {"name": "Ravna Checkers", "url": "https://ravna.example/", "license": "CC-BY-4.0", "disclaimer": DISCLAIMER}
    assert admin.send(PATH, PATH, same).headers["Location"].endswith("done=unchanged")
    assert State(admin.folder).sources() == {}


def test_a_wrong_address_is_told_at_its_field(admin: Admin) -> None:
    response = admin.send(PATH, PATH, {"name": "New", "url": "javascript:alert(1)"})
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'id="e-url"' in html
    assert 'value="New"' in html
    assert State(admin.folder).sources() == {}


def test_two_do_not_overwrite_each_other(admin: Admin) -> None:
    assert admin.send(PATH, PATH, {"name": "A", "seen": "0" * 16}).status_code == 400


def test_a_new_publisher_is_described_and_gone_again(admin: Admin) -> None:
    made = admin.send("/admin/publishers", "/admin/publishers", {"source": "brel.example", "name": "Brel Register"})
    assert made.headers["Location"].endswith("/admin/publishers/brel.example?done=described")
    assert "Brel Register" in admin.text("/admin/new-case?source=brel.example")
    for key in ("brel.example", "../x", ""):
        response = admin.send("/admin/publishers", "/admin/publishers", {"source": key, "name": "X"})
        assert response.status_code == 422, key
        assert 'id="e-source"' in response.get_data(as_text=True)
    path = "/admin/publishers/brel.example"
    admin.send(path, f"{path}/restore")
    assert admin.get(path).status_code == 404


def test_the_command_line_writes_the_same_history(admin: Admin) -> None:
    run_json("source", "set", "ravna", "--name", "By command", "--index", admin.folder)
    html = admin.text(PATH)
    assert "(command line)</strong> described it" in html
    assert "By command" in html
