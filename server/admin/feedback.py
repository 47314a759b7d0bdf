"""The page with the notices that readers reported as wrong, and the decisions on them."""

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
_MS_TO_SCORE = 1_500.0  # of processor time for all passages of one page
_MS_FOR_ONE = 500.0
_CASES_OF_ONE = 50


@dataclass(frozen=True, slots=True)
class Reported:
    """An entry as the admin sees it: with its case, and with the passage if a reader sent it.

    `forged`: the quote in the feedback is not the passage that accepting it would silence. `looked`: the matcher was
    given the passage alone; `match` is then its match with this case, or None if it would show no notice.
    """

    entry: Feedback
    case: Case | None
    passage: str
    forged: bool
    looked: bool = False
    match: Match | None = None

    @property
    def can_be_accepted_with_others(self) -> bool:
        """Whether the admin sees the passage that accepting this would silence."""
        return bool(self.passage) and not self.forged


@pages.get("/feedback")
def feedback() -> Response:
    """One page of the feedback that waits for a decision, oldest first, and the latest decisions."""
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
    """Accept or dismiss one entry, or all that were ticked. If one of them cannot be accepted, none is."""
    decision = request.form.get("decision", "")
    numbers = list(dict.fromkeys(request.form.getlist("number", type=int)))
    if decision not in (ACCEPTED, DISMISSED):
        raise FormError("Choose whether to accept or to dismiss.")
    if not numbers:
        raise FormError("Tick the feedback that you want to decide on.")
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
    """Raise FormError if the admin has not seen the passage: a correct notice would vanish for every reader."""
    if not alone and not reported.can_be_accepted_with_others:
        raise FormError(
            f"The page does not show the passage that feedback {reported.entry.id} would silence. Accept it by itself, "
            "or dismiss it. Nothing was decided."
        )
    if reported.forged:
        raise FormError(
            "This feedback came with a passage that is not the one it would silence. You can only dismiss it."
        )
    if not reported.passage and request.form.get("unseen") != "yes":
        raise FormError(
            "The reader did not send the passage. Tick the box to silence it unseen, or dismiss the feedback."
        )


def _reported(library: Library, entry: Feedback) -> Reported:
    """An entry with its passage: the one its reader sent, else one that another reader sent or the case quotes."""
    secret, case = library.secret(), library.current().case(entry.case_id)
    own = bool(entry.quote) and belong_together(secret, entry.case_id, entry.quote, entry.passage)
    if own or entry.quote:
        return Reported(entry, case, entry.quote if own else "", forged=not own)
    others = (other.quote for other in FeedbackQueue(library.state).of_notice(entry.case_id, entry.passage))
    known = (quote for quote in (*others, *_wordings(case)) if quote)
    found = (quote for quote in known if belong_together(secret, entry.case_id, quote, entry.passage))
    return Reported(entry, case, next(found, ""), forged=False)


def _scored(generation: Generation, reported: Sequence[Reported]) -> list[Reported]:
    """The entries with what the matcher finds in each passage alone, until the time for one page is used up."""
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
    """The wordings of the claim in the case. A passage that repeats one word for word need not be sent to be known."""
    return (case.title, case.summary) if case is not None else ()
