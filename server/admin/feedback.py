"""The queue of notices that readers say are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from index.admin_state.feedback import ACCEPTED, DISMISSED, Feedback, FeedbackQueue
from index.case import Case
from index.matcher.budget import Budget
from index.matcher.matcher import Block, Match
from index.storage.generation import Generation
from index.storage.library import Library
from server.admin.blueprint import pages
from server.admin.guard import FormError, page, who
from server.api.passage_hash import belong_together
from server.http.service import service

PAGE_SIZE = 50
_DECIDED_SHOWN = 50
_LARGEST_NUMBER = 2**63 - 1
_MS_TO_SCORE = 1_500.0  # of processor time for a page of the queue
_MS_FOR_ONE = 500.0
_CASES_OF_ONE = 50


@dataclass(frozen=True, slots=True)
class Reported:
    """An entry as the admin sees it: with its case, and the passage where some reader sent it.

    `forged`: the quote that came with it is not the passage that would be silenced. `looked`: the matcher has read the
    passage by itself; `match` is then what it found of this case, None where there would be no notice.
    """

    entry: Feedback
    case: Case | None
    passage: str
    forged: bool
    looked: bool = False
    match: Match | None = None

    @property
    def can_be_accepted_with_others(self) -> bool:
        """Whether the admin sees what would be silenced."""
        return bool(self.passage) and not self.forged


@pages.get("/feedback")
def feedback() -> Response:
    """What waits for a decision, oldest first, a page at a time, and what was decided last."""
    library = service().library
    queue = FeedbackQueue(library.state)
    after = min(max(request.args.get("after", 0, type=int), 0), _LARGEST_NUMBER)
    waiting = queue.waiting(after=after, limit=PAGE_SIZE + 1)
    shown, decided = waiting[:PAGE_SIZE], queue.decided(limit=_DECIDED_SHOWN)
    return page(
        "feedback.html",
        reported=_scored(library.current(), [_reported(library, entry) for entry in shown]),
        first=after == 0,
        following=shown[-1].id if len(waiting) > PAGE_SIZE else None,
        decided=[_reported(library, entry) for entry in decided],
    )


@pages.post("/feedback")
def decide() -> Response:
    """Accept or dismiss one, or all that were ticked: either all of these or none."""
    decision = request.form.get("decision", "")
    numbers = list(dict.fromkeys(request.form.getlist("number", type=int)))
    if decision not in (ACCEPTED, DISMISSED):
        raise FormError("Either accept or dismiss.")
    if not numbers:
        raise FormError("Tick those that you want to decide on.")
    library = service().library
    queue = FeedbackQueue(library.state)
    entries = [queue.get(number) for number in numbers]
    if decision == ACCEPTED:
        for entry in entries:
            _must_be_seen(_reported(library, entry), alone=len(entries) == 1)
    for entry in entries:
        queue.decide(entry.id, decision, who())
        Audit(library.state).add(who(), f"feedback {decision}", entry.case_id, f"feedback {entry.id}")
    return redirect(url_for("admin.feedback", done=decision if len(entries) == 1 else f"several-{decision}"), 303)


def _must_be_seen(reported: Reported, alone: bool) -> None:
    """Nobody silences by mistake what they did not read: a true notice would be gone for every reader."""
    if not alone and not reported.can_be_accepted_with_others:
        raise FormError(
            f"Of feedback {reported.entry.id} you do not see the passage that would be silenced: accept it by itself, "
            "or dismiss it. Nothing was decided."
        )
    if reported.forged:
        raise FormError(
            "The passage that came with this feedback is not the one that would be silenced: it can only be dismissed."
        )
    if not reported.passage and request.form.get("unseen") != "yes":
        raise FormError("The reader did not send the passage. Tick that you want to silence it unseen, or dismiss it.")


def _reported(library: Library, entry: Feedback) -> Reported:
    """With the passage that another reader sent of the same notice, where this one did not."""
    secret, case = library.secret(), library.current().case(entry.case_id)
    own = bool(entry.quote) and belong_together(secret, entry.case_id, entry.quote, entry.passage)
    if own or entry.quote:
        return Reported(entry, case, entry.quote if own else "", forged=not own)
    others = (other.quote for other in FeedbackQueue(library.state).of_notice(entry.case_id, entry.passage))
    known = (quote for quote in (*others, *_wordings(case)) if quote)
    found = (quote for quote in known if belong_together(secret, entry.case_id, quote, entry.passage))
    return Reported(entry, case, next(found, ""), forged=False)


def _scored(generation: Generation, reported: Sequence[Reported]) -> list[Reported]:
    """With what the matcher says of each passage by itself, as far as it gets in the time for a page."""
    budget = Budget(_MS_TO_SCORE)
    found = []
    for item in reported:
        if item.case is None or not item.passage or budget.over():
            found.append(item)
            continue
        matches = generation.matcher.match(
            [Block("passage", item.passage)],
            per_block=_CASES_OF_ONE,
            max_matches=_CASES_OF_ONE,
            budget=Budget(_MS_FOR_ONE),
        )
        case_id = item.entry.case_id
        match = next((one for one in matches if case_id == one.case or case_id in one.also), None)
        found.append(replace(item, looked=True, match=match))
    return found


def _wordings(case: Case | None) -> tuple[str, ...]:
    """What the case says the claim is: a passage that repeats it word for word is known without being sent."""
    return (case.title, case.summary) if case is not None else ()
