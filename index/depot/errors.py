"""What can go wrong with a depot."""

from __future__ import annotations

from index.errors import RejoinderError


class DepotError(RejoinderError):
    """The depot, or something in it, cannot be used; the message says what is wrong, where, and what to do."""


class DepotUnreachableError(DepotError):
    """The depot does not answer, or fails by itself. The same may work later."""


class DepotRefusedError(DepotError):
    """The depot answers but refuses: wrong credentials, no such bucket or folder, no permission."""


class DepotConflictError(DepotError):
    """Another builder has changed LIVE since it was read."""


class UntrustedError(DepotError):
    """Something in the depot is not what this installation's builder put there, so it is not used."""


class UnusableGenerationError(DepotError):
    """A generation is what its builder made, but this machine cannot use it, such as one of another version."""
