"""The page of the audit log: who did what, and when."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from server.admin.blueprint import pages
from server.admin.guard import page
from server.http.service import service

_PAGE_SIZE = 100


@pages.get("/audit")
def audit() -> Response:
    """The log, newest first."""
    before = request.args.get("before", type=int)
    if before is not None:
        before = min(max(before, 0), 2**62)
    entries = Audit(service().library.state).entries(before=before, limit=_PAGE_SIZE + 1)
    older = entries[_PAGE_SIZE - 1].id if len(entries) > _PAGE_SIZE else None
    return page("audit.html", entries=entries[:_PAGE_SIZE], older=older, first=before is None)
