"""People and roles: which routes each role may use, people in the audit log, and removing them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.people import ROLES, People, PersonError, Role, reaches
from index.storage.backup import backup, restore
from index.storage.state_copy import KeyInUse, PersonNamed
from server.admin.accounts import Accounts
from server.admin.roles import NEEDS, OPEN
from server.app import create_app
from server.config.settings import Settings
from tests.admin.conftest import LOCAL, Admin
from tests.server.test_cli import run, run_json

pytestmark = pytest.mark.both_engines


def signed_in(app: Flask, folder: Path, role: Role, name: str = "") -> Admin:
    """A person with this role, signed in with their own link."""
    name = name or f"some-{role}"
    People(State(folder)).add(name, role)
    admin = Admin(app, folder)
    admin.client = app.test_client()
    token = Accounts(State(folder)).new_token(name, person=True)
    assert admin.client.post("/admin/sign-in", data={"token": token}, base_url=LOCAL).status_code == 303
    return admin


def routes(app: Flask) -> list[tuple[str, str, Rule]]:
    """(endpoint, method, rule) of every guarded route of the admin."""
    return [
        (rule.endpoint, "POST" if "POST" in (rule.methods or ()) else "GET", rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("admin.", "admin_api.")) and rule.endpoint not in OPEN
    ]


def address(rule: Rule) -> str:
    return re.sub(r"<[^>]+>", "x", rule.rule)


@pytest.mark.state_file
def test_every_route_has_a_role_and_no_other_is_named(app: Flask) -> None:
    assert {endpoint for endpoint, _, _ in routes(app)} == NEEDS.keys()
    assert {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint in OPEN} == OPEN


@pytest.mark.state_file
@pytest.mark.parametrize("role", ROLES)
def test_a_lesser_role_gets_a_clear_403_from_every_route(app: Flask, folder: Path, role: Role) -> None:
    somebody = signed_in(app, folder, role)
    csrf = re.findall(r'name="csrf" value="([0-9a-f]{64})"', somebody.text("/admin"))[0]
    for endpoint, method, rule in routes(app):
        if endpoint == "admin.sign_out":
            continue
        response = somebody.client.open(address(rule), method=method, data={"csrf": csrf}, base_url=LOCAL)
        if reaches(role, NEEDS[endpoint]):
            assert response.status_code not in (401, 403), endpoint
            continue
        assert response.status_code == 403, endpoint
        said = response.get_data(as_text=True)
        if not endpoint.startswith("admin_api."):
            assert f"signed in as some-{role}" in said, endpoint
            assert f"needs an {NEEDS[endpoint]}" in said, endpoint
            assert "some-" in said
    assert State(folder).sources() == {}


def test_nobody_who_is_not_signed_in_gets_past(app: Flask) -> None:
    client = app.test_client()
    for endpoint, method, rule in routes(app):
        response = client.open(address(rule), method=method, base_url=LOCAL, data={} if method == "POST" else None)
        if endpoint.startswith("admin_api."):
            assert response.status_code == 401, endpoint
        else:
            assert response.headers.get("Location", "").endswith("/admin/sign-in"), endpoint


@pytest.mark.state_file
def test_pages_offer_only_what_may_be_done(app: Flask, folder: Path) -> None:
    viewer = signed_in(app, folder, "viewer")
    for path in ("/admin", "/admin/cases/bridge", "/admin/publishers", "/admin/publishers/ravna", "/admin/import"):
        html = viewer.text(path)
        forms = re.findall(r'<form[^>]* method="post" action="([^"]+)"', html)
        writes = [form for form in forms if form not in ("/admin/sign-out", path)]
        assert writes == [], path
        assert "/admin/keys" not in html
        assert 'type="submit" class="primary"' not in html, path
    assert '<fieldset class="stack halves whole" disabled>' in viewer.text("/admin/cases/bridge")
    editor = signed_in(app, folder, "editor")
    assert "Save the correction" in editor.text("/admin/cases/bridge")
    assert "/admin/rollback" not in editor.text("/admin")


def test_the_audit_log_names_the_person(app: Flask, folder: Path) -> None:
    editor = signed_in(app, folder, "editor", "erika")
    editor.send("/admin/publishers/ravna", "/admin/publishers/ravna", {"name": "New"})
    log = [(entry.who, entry.action) for entry in Audit(State(folder)).entries()]
    assert log[:2] == [("erika", "source described"), ("erika", "signed in")]


def test_another_role_counts_at_once_and_a_removed_person_is_signed_out(app: Flask, folder: Path) -> None:
    somebody, people = signed_in(app, folder, "viewer", "vera"), People(State(folder))
    assert somebody.get("/admin/keys").status_code == 403
    people.set_role("vera", "admin")
    assert somebody.get("/admin/keys").status_code == 200
    unused = Accounts(State(folder)).new_token("vera", person=True)
    people.remove("vera")
    assert somebody.get("/admin").status_code == 303
    people.add("vera", "admin")
    assert somebody.get("/admin").status_code == 303  # somebody else has that name now
    assert somebody.client.post("/admin/sign-in", data={"token": unused}, base_url=LOCAL).status_code == 403


def test_the_link_of_the_command_line_is_an_admin_whoever_it_names(app: Flask, folder: Path) -> None:
    People(State(folder)).add("anna", "viewer")
    assert Admin(app, folder, "anna").get("/admin/keys").status_code == 200


@pytest.mark.state_file
def test_people_are_named_in_the_browser(admin: Admin, app: Flask) -> None:
    given = {"name": "boris", "email": "Boris@Example.org", "role": "editor"}
    assert admin.send("/admin/people", "/admin/people", given).status_code == 303
    html = admin.text("/admin/people")
    assert "boris@example.org" in html
    again = admin.send("/admin/people", "/admin/people", given)
    assert again.status_code == 422
    assert "is already there" in again.get_data(as_text=True)
    assert admin.send("/admin/people", "/admin/people", given | {"name": "<b>"}).status_code == 422
    linked = admin.send("/admin/people", "/admin/people/link", {"name": "boris"}).get_data(as_text=True)
    token = re.findall(r"/admin/sign-in#([\w-]+)", linked)[0]
    client = app.test_client()
    assert client.post("/admin/sign-in", data={"token": token}, base_url=LOCAL).status_code == 303
    assert client.get("/admin/import", base_url=LOCAL).status_code == 200
    assert client.get("/admin/people", base_url=LOCAL).status_code == 403
    admin.send("/admin/people", "/admin/people/role", {"name": "boris", "role": "viewer"})
    assert admin.send("/admin/people", "/admin/people/role", {"name": "boris", "role": "owner"}).status_code == 400
    admin.send("/admin/people", "/admin/people/remove", {"name": "boris"})
    assert admin.send("/admin/people", "/admin/people/remove", {"name": "boris"}).status_code == 400
    assert client.get("/admin", base_url=LOCAL).status_code == 303
    actions = [entry.action for entry in Audit(State(admin.folder)).entries()]
    assert actions[:5] == ["person removed", "role given", "signed in", "token made", "person added"]


def test_the_page_says_which_role_is_left_to_whom_it_removes(folder: Path) -> None:
    people = People(State(folder))
    people.add("anna", "viewer", "anna@news.example")
    people.add("boris", "viewer", "boris@elsewhere.example")
    people.add("vera", "viewer")
    oidc = {"ISSUER": "https://login.example", "CLIENT_ID": "rejoinder", "ROLES": "@news.example=editor, a-group=admin"}
    named = {f"REJOINDER_OIDC_{name}": value for name, value in oidc.items()}
    html = Admin(create_app(Settings.load(named, index=folder)), folder).text("/admin/people")
    assert html.count("lets them sign in with OpenID Connect") == 1
    assert (
        "lets them sign in with OpenID Connect, as editor or more"
        in html.partition("anna@news")[2].partition("boris")[0]
    )
    assert "lets them sign in" not in Admin(create_app(Settings(index=folder)), folder).text("/admin/people")


@pytest.mark.state_file
def test_the_command_line_names_people_too(folder: Path) -> None:
    added = run_json("user", "add", "anna", "--role", "editor", "--email", "anna@example.org", "--index", folder)
    assert (added["role"], added["email"]) == ("editor", "anna@example.org")
    assert run_json("user", "role", "anna", "admin", "--index", folder)["role"] == "admin"
    assert [person["name"] for person in run_json("user", "list", "--index", folder)] == ["anna"]
    assert "/admin/sign-in#" in run_json("user", "link", "anna", "--index", folder)["link"]
    assert run("user", "add", "anna", "--index", folder).exit_code == 1
    assert run("user", "role", "boris", "admin", "--index", folder).exit_code == 1
    run_json("user", "remove", "anna", "--index", folder)
    assert run_json("user", "list", "--index", folder) == []


@pytest.mark.state_file
def test_people_of_a_backup_are_let_in_only_when_somebody_says_so(folder: Path, tmp_path: Path) -> None:
    People(State(folder)).add("anna", "admin", "anna@example.org")
    backup(folder, tmp_path / "b.tar.gz")
    restore(tmp_path / "b.tar.gz", tmp_path / "one")
    assert People(State(tmp_path / "one")).every() == []
    asked: list[PersonNamed] = []

    def keep(_: Sequence[KeyInUse], people: Sequence[PersonNamed]) -> bool:
        asked.extend(people)
        return True

    restore(tmp_path / "b.tar.gz", tmp_path / "two", keep_keys=keep)
    assert [person.name for person in asked] == ["anna"]
    assert [person.name for person in People(State(tmp_path / "two")).every()] == ["anna"]


@pytest.mark.state_file
@pytest.mark.parametrize(("name", "email"), [("", ""), ("a b", ""), ("x" * 61, ""), ("anna", "no address")])
def test_names_and_addresses_are_checked(folder: Path, name: str, email: str) -> None:
    with pytest.raises(PersonError):
        People(State(folder)).add(name, "viewer", email)
