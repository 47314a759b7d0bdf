"""How this process is with the database that keeps the state, for readiness, figures and pages."""

from __future__ import annotations

from dataclasses import dataclass

from index.admin_state.database import State
from server.config.settings import Settings

RETRY_SECONDS = 5  # after which a client that was told that the state is unavailable may ask again


@dataclass(frozen=True, slots=True)
class StateHealth:
    """How a process is with the database of REJOINDER_STATE.

    problem: what is wrong, for an admin's eyes only; "" if nothing is    silent: seconds since it last answered
    fails: whether it has been silent for longer than it may, as keys may have been revoked meanwhile
    """

    problem: str = ""
    silent: float = 0.0
    fails: bool = False

    @property
    def told(self) -> str:
        """What is wrong, in words that anybody may read."""
        return "the database of the state cannot be used; what was read before goes on" if self.problem else "ok"


def state_health(settings: Settings, state: State) -> StateHealth | None:
    """How this process is with the state's database; None if the state is a file beside the index."""
    if not state.shared:
        return None
    contact = state.contact()
    return StateHealth(contact.problem, contact.silent, contact.silent > settings.state_silent_seconds)
