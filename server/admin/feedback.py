"""The queue of notices that readers say are wrong."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from index.audit import Audit
from index.feedback import ACCEPTED, DISMISSED, FeedbackQueue
from server.admin.blueprint import pages
from server.admin.guard import FormError, page, who
from server.service import service

_DECIDED_SHOWN = 50


@pages.get("/feedback")
def feedback() -> Response:
    """What waits for a decision, oldest first, and what was decided last."""
    library = service().library
    every = library.state.feedback()
    generation = library.current()
    cases = {entry.case_id: generation.case(entry.case_id) for entry in every}
    waiting = [entry for entry in every if not entry.decision]
    decided = [entry for entry in reversed(every) if entry.decision][:_DECIDED_SHOWN]
    return page("feedback.html", entries=waiting, decided=decided, cases=cases)


@pages.post("/feedback")
def decide() -> Response:
    """Accept or dismiss one."""
    decision = request.form.get("decision", "")
    number = request.form.get("number", type=int)
    if decision not in (ACCEPTED, DISMISSED) or number is None:
        raise FormError("Either accept or dismiss.")
    state = service().library.state
    entry = FeedbackQueue(state).decide(number, decision, who())
    Audit(state).add(who(), f"feedback {decision}", entry.case_id, f"feedback {number}")
    return redirect(url_for("admin.feedback", done=decision), 303)
