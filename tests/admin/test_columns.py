"""Importing an unknown table in the browser: the page asks for its columns, shows the rows, and remembers."""

from __future__ import annotations

import io
import re

from index.storage.library import Library
from tests.admin.conftest import Admin

HEADER = "Claim,Verdict,Review URL,Checked on\n"
ROWS = "".join(f"Bridges are gum {n},False,https://check.example/{n},10/{n + 10}/17\n" for n in range(1, 15))


def upload(admin: Admin, text: str) -> str:
    sent = {"files": (io.BytesIO(text.encode()), "claims.csv"), "kind": "update"}
    response = admin.send("/admin/import", "/admin/import", sent)
    assert response.status_code == 303
    return response.headers["Location"]


def test_the_columns_of_a_table_are_asked_for_once(admin: Admin) -> None:
    page = upload(admin, HEADER + ROWS)
    assert page.endswith("/columns")
    html = admin.text(page)
    assert "claims.csv" in html
    assert len(re.findall(r"<td>Bridges are gum \d+</td>", html)) == 10
    assert 'value="import"' in html
    shown = admin.send(page, page, {"title": "Claim", "published": "Checked on", "do": "preview"})
    assert "2017-10-12" in shown.get_data(as_text=True)
    chosen = {"title": "Claim", "rating": "Verdict", "url": "Review URL", "published": "Checked on", "do": "import"}
    job = admin.send(page, page, chosen)
    assert "/admin/jobs/" in job.headers["Location"]
    assert admin.wait().result["added"] == 14
    found = Library(admin.folder).current().search("bridges gum", source="check.example").hits
    assert found[0].case.verdict == "false"
    assert found[0].case.published.startswith("2017-10-")
    # the same columns again: the page does not ask
    assert "/admin/jobs/" in upload(admin, HEADER + "Rivers flow up,True,https://check.example/x,10/13/17\n")
    assert admin.wait().result["added"] == 1


def test_the_claim_s_column_is_required(admin: Admin) -> None:
    page = upload(admin, HEADER + ROWS)
    response = admin.send(page, page, {"url": "Review URL", "do": "import"})
    assert response.status_code == 400
    assert "the column that holds the claim" in response.get_data(as_text=True)


def test_what_is_not_waiting_is_not_found(admin: Admin) -> None:
    for name in ("20260101T000000Z-abcdef", "..", "x"):
        assert admin.get(f"/admin/imports/{name}/columns").status_code == 404
