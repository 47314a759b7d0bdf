"""The admin's forms: imports with rejected records, rollback, edits, feedback, and what they refuse."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from index.admin_state.audit import Audit
from index.admin_state.database import State
from index.admin_state.feedback import FeedbackQueue
from index.storage.generations import live_name
from index.storage.library import Library
from server.admin.figures import quantile
from tests.admin.conftest import LOCAL, Admin
from tests.server.case_file import BRIDGE

GOOD = {"id": "ferry", "source": "ravna", "title": "The ferry of Ravna was painted with milk"}


def upload(admin: Admin, text: str, name: str = "new.jsonl", **fields: str) -> str:
    """Send the import form. Returns the address of the job's page."""
    data = {"files": (io.BytesIO(text.encode()), name), "kind": "update", **fields}
    response = admin.send("/admin/import", "/admin/import", data)
    assert response.status_code == 303, response.get_data(as_text=True)
    return response.headers["Location"]


def test_an_import_with_bad_rows_lists_them_and_gives_them_for_download(admin: Admin) -> None:
    rows = [json.dumps(GOOD), '{"id": "=cmd", "source": "ravna"}', "not json", '{"id": "x2", "source": "ravna"}']
    job = upload(admin, "\n".join(rows), name="../../etc/na me.jsonl")
    ended = admin.wait()
    assert (ended.state, ended.request.sources) == ("done", ["na_me.jsonl"])
    html = admin.text(job)
    assert "na_me.jsonl" in html
    assert "Added" in html
    table = list(csv.DictReader(io.StringIO(admin.text(job + "/rejected.csv"))))
    assert [row["line"] for row in table] == ["2", "3", "4"]
    assert table[0]["id"] == "'=cmd"
    lines = [json.loads(line) for line in admin.text(job + "/rejected.jsonl").splitlines()]
    assert [line["source"] for line in lines] == ["na_me.jsonl"] * 3
    assert Library(admin.folder).current().case("ferry") is not None
    assert not (admin.folder / "jobs" / ended.id / "upload").exists()
    log = [(e.who, e.action) for e in Audit(State(admin.folder)).entries()]
    assert log[:2] == [("anna", "update ended"), ("anna", "update started")]


def test_a_slash_after_the_address_does_not_matter(admin: Admin) -> None:
    assert "<h1>Overview</h1>" in admin.text("/admin/")


def test_progress_can_be_polled(admin: Admin) -> None:
    upload(admin, json.dumps(GOOD))
    reply = admin.get(f"/v1/admin/jobs/{admin.wait().id}").get_json()
    assert reply["state"] == "done"
    assert reply["result"]["records"] == 1
    assert reply["progress"]["phase"] == "verify"
    assert admin.get("/v1/admin/jobs/..%2f..%2fCURRENT").status_code == 404


def test_a_failed_import_says_why_without_folders_and_changes_nothing(admin: Admin) -> None:
    live = live_name(admin.folder)
    job = upload(admin, "no record at all", name="rubbish.bin")
    assert admin.wait().state == "failed"
    html = admin.text(job)
    assert "rubbish.bin" in html
    assert str(admin.folder.parent) not in html
    assert live_name(admin.folder) == live


def test_a_strict_import_is_refused_with_its_rows(admin: Admin) -> None:
    job = upload(admin, json.dumps(GOOD) + "\nbad", strict="yes")
    assert admin.wait().state == "failed"
    assert "1 records cannot be used" in admin.text(job)
    assert len(admin.text(job + "/rejected.jsonl").splitlines()) == 1


@pytest.mark.parametrize("address", ["file:///etc/passwd", "/etc/passwd", "ftp://a.example/x"])
def test_only_web_addresses_are_imported_from(admin: Admin, address: str) -> None:
    response = admin.send("/admin/import", "/admin/import", {"addresses": address, "kind": "update"})
    assert response.status_code == 400
    assert "https://" in response.get_data(as_text=True)


def test_an_address_of_this_machine_is_not_fetched(admin: Admin) -> None:
    sent = {"addresses": "http://127.0.0.1:9/cases.jsonl", "kind": "update"}
    job = admin.send("/admin/import", "/admin/import", sent).headers["Location"]
    assert admin.wait().state == "failed"
    assert "private network" in admin.text(job)


def test_an_uploaded_program_is_not_run(admin: Admin, tmp_path: Path) -> None:
    program = f"open({str(tmp_path / 'ran')!r}, 'w').write('x')"
    upload(admin, program, name="json.py")
    assert admin.wait().state == "failed"
    assert not (tmp_path / "ran").exists()


def test_a_search_marks_what_it_found_and_guesses_what_was_meant(admin: Admin) -> None:
    assert "<mark>circus</mark>" in admin.text("/admin/cases?q=circus")
    html = admin.text("/admin/cases?q=circsu")
    assert "Did you mean" in html
    assert "q=circus" in html


def test_differences_and_rollback(admin: Admin) -> None:
    before = live_name(admin.folder)
    upload(admin, json.dumps(GOOD))
    admin.wait()
    after = live_name(admin.folder)
    html = admin.text(f"/admin/differences?older={before}&newer={after}")
    assert GOOD["title"] in html
    assert "Added" in html
    assert "Removed" not in html
    stale = admin.send("/admin", "/admin/rollback", {"live": before})
    assert stale.status_code == 400
    assert admin.send("/admin", "/admin/rollback", {"live": after}).status_code == 303
    assert live_name(admin.folder) == before
    assert "What changed since the live one" in admin.text("/admin")
    assert admin.get("/admin/differences?older=..&newer=..").status_code == 404


def test_a_case_is_found_corrected_and_taken_back(admin: Admin) -> None:
    assert "/admin/cases/bridge" in admin.text("/admin/cases?q=circus")
    form = admin.send(
        "/admin/cases/bridge",
        "/admin/cases/bridge",
        {"title": "The bridge was never sold", "countries": "Ravna\r\nBrel\r\n"},
    )
    assert form.headers["Location"].endswith("done=saved")
    assert admin.wait().state == "done"
    case = Library(admin.folder).current().case("bridge")
    assert case is not None
    assert (case.title, case.countries) == ("The bridge was never sold", ("Ravna", "Brel"))
    html = admin.text("/admin/cases/bridge")
    assert "As imported: The bridge over the Danube" in html
    assert "<strong>anna</strong> edited" in html
    assert "bridge" in admin.text("/admin/cases?show=edited")
    assert admin.send("/admin/cases/bridge", "/admin/cases/bridge/restore").status_code == 303
    admin.wait()
    assert "bridge over the Danube" in admin.text("/admin/cases?q=circus")


def test_saving_a_form_as_it_was_is_no_edit(admin: Admin) -> None:
    import html as markup
    import re

    html = admin.text("/admin/cases/bridge")
    fields = {
        name: markup.unescape(a or b)
        for name, a, b in re.findall(
            r'name="(\w+)"(?: value="([^"]*)"[^>]*| rows[^>]*)>(?:\n?([^<]*)</textarea>)?', html
        )
        if name not in ("csrf", "seen")
    }
    assert len(fields) > 10
    response = admin.send("/admin/cases/bridge", "/admin/cases/bridge", fields)
    assert response.headers["Location"].endswith("done=unchanged")


def test_an_edit_that_is_not_valid_keeps_what_was_typed(admin: Admin) -> None:
    response = admin.send("/admin/cases/bridge", "/admin/cases/bridge", {"published": "soon", "title": "New"})
    html = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "published" in html
    assert 'value="soon"' in html
    assert 'value="New"' in html


def test_two_admins_do_not_overwrite_each_other(admin: Admin) -> None:
    data = {"seen": "0" * 16, "title": "Mine"}
    html = admin.text("/admin/cases/bridge")
    csrf = html.split('name="csrf" value="')[1][:64]
    response = admin.client.post("/admin/cases/bridge", data=data | {"csrf": csrf}, base_url=LOCAL)
    assert response.status_code == 400
    assert "Somebody changed this case" in response.get_data(as_text=True)


def test_a_deleted_case_can_be_brought_back(admin: Admin) -> None:
    assert admin.send("/admin/cases/bridge", "/admin/cases/bridge/delete").status_code == 303
    admin.wait()
    assert Library(admin.folder).current().case("bridge") is None
    assert "deleted" in admin.text("/admin/cases/bridge")
    admin.send("/admin/cases/bridge", "/admin/cases/bridge/restore")
    admin.wait()
    assert Library(admin.folder).current().case("bridge") is not None


def test_case_text_is_never_markup(admin: Admin) -> None:
    evil = {"id": "evil", "source": "ravna", "title": "<script>alert(1)</script>", "url": "javascript:alert(1)"}
    upload(admin, json.dumps(evil))
    admin.wait()
    for path in ("/admin/cases?q=alert", "/admin/cases/evil"):
        html = admin.text(path)
        assert "<script>alert" not in html
        assert 'href="javascript' not in html


def test_an_import_is_bound_to_the_publishers_that_are_named(admin: Admin) -> None:
    sent = {"files": (io.BytesIO(json.dumps(GOOD).encode()), "x.jsonl"), "kind": "update", "publishers": "oslo, bergen"}
    assert admin.send("/admin/import", "/admin/import", sent).status_code == 303
    job = admin.wait()
    assert "may not touch" in admin.text(f"/admin/jobs/{job.id}")
    sent = {"files": (io.BytesIO(json.dumps(GOOD).encode()), "x.jsonl"), "publishers": "../x"}
    assert admin.send("/admin/import", "/admin/import", sent).status_code == 400


def test_feedback_is_decided(admin: Admin) -> None:
    state = Library(admin.folder).state
    for n in range(2):
        FeedbackQueue(state).add(case_id="bridge", passage=f"{n:032x}", generation="g", comment=f"<b>wrong {n}</b>")
    html = admin.text("/admin/feedback")
    assert "&lt;b&gt;wrong 1" in html
    assert '2<span class="unseen"> waiting' in html
    assert admin.send("/admin/feedback", "/admin/feedback", {"number": "1", "decision": "accepted"}).status_code == 400
    accepted = {"number": "1", "decision": "accepted", "unseen": "yes"}
    assert admin.send("/admin/feedback", "/admin/feedback", accepted).status_code == 303
    assert admin.send("/admin/feedback", "/admin/feedback", {"number": "2", "decision": "dismissed"}).status_code == 303
    assert "Nothing is waiting" in admin.text("/admin/feedback")
    assert Library(admin.folder).silences() == {("bridge", "0" * 32)}
    assert admin.send("/admin/feedback", "/admin/feedback", {"number": "9", "decision": "accepted"}).status_code >= 400
    assert admin.send("/admin/feedback", "/admin/feedback", {"number": "1", "decision": "x"}).status_code == 400


def test_keys_are_made_and_revoked(admin: Admin) -> None:
    made = admin.send("/admin/keys", "/admin/keys", {"name": "newsroom <b>", "per_minute": "60"})
    html = made.get_data(as_text=True)
    secret = html.split('value="rj_')[1].split('"')[0]
    assert "newsroom &lt;b&gt;" in html
    assert secret not in admin.text("/admin/keys")
    headers = {"Authorization": f"Bearer rj_{secret}"}
    assert admin.client.get("/v1/status", headers=headers).status_code == 200
    revoked = admin.send("/admin/keys", "/admin/keys/revoke", {"id": secret.split("_")[0]})
    assert revoked.status_code == 303
    assert admin.client.get("/v1/status", headers=headers).status_code == 401
    assert admin.send("/admin/keys", "/admin/keys/revoke", {"id": "none"}).status_code == 400
    assert admin.send("/admin/keys", "/admin/keys", {"name": ""}).status_code == 400
    log = [(e.action, e.detail) for e in Audit(State(admin.folder)).entries()]
    assert log[:2] == [("key revoked", "newsroom <b>"), ("key made", "newsroom <b>")]


def test_figures_add_up(admin: Admin) -> None:
    assert "Nothing yet." in admin.text("/admin/figures")
    for _ in range(3):
        admin.client.post("/v1/match", json={"text": BRIDGE})
    admin.client.get("/v1/nothing")
    html = admin.text("/admin/figures")
    assert re.search(r"<dt>Matches: repeats</dt><dd>3</dd>", html)
    assert re.search(r"/v1/match</th>.*?<td class=\"figure\">3</td>", html, re.DOTALL)
    assert re.search(r">404</th>.*?<td class=\"figure\">1</td>", html, re.DOTALL)
    assert "99 of 100 in under" in html


def test_a_quantile_is_the_bound_of_its_bucket() -> None:
    buckets = [(0.005, 50), (0.01, 48), (0.025, 2), (float("inf"), 0)]
    assert quantile(buckets, 0.5) == "under 5 ms"
    assert quantile(buckets, 0.99) == "under 25 ms"
    assert quantile([(0.005, 0), (float("inf"), 1)], 0.5) == "over 10 s"
    assert quantile([], 0.5) == ""


def test_the_first_index_can_be_imported(tmp_path: Path) -> None:
    from server.app import create_app
    from server.config.settings import Settings

    folder = tmp_path / "index"
    folder.mkdir()
    admin = Admin(create_app(Settings(index=folder)), folder)
    assert "There is no index yet" in admin.text("/admin")
    upload(admin, json.dumps(GOOD))
    assert admin.wait().state == "done"
    assert "Cases live" in admin.text("/admin")


def test_status_for_programs(admin: Admin) -> None:
    status = admin.get("/v1/admin/status").get_json()
    assert status["live"] == live_name(admin.folder)
    assert status["edits"] == {"cases": 0, "deleted": 0, "pending": False}
    assert str(admin.folder) not in json.dumps(status)
