"""What passes between the pages and an OpenID Connect provider: a sign-in under way, and who came back."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import RejoinderError


class ProviderDownError(RejoinderError):
    """The provider does not answer, or not as one does. `reason` is a word for the log."""

    reason = "provider-down"


class WrongIssuerError(ProviderDownError):
    """The provider calls itself by another name than the setting has: waiting changes nothing."""

    reason = "wrong-issuer"


class IdentityError(RejoinderError):
    """What came back cannot be believed. `reason` is a word for the log."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Flow:
    """What one sign-in is known by: `state` comes back in the address, `nonce` in the token, `verifier` proves it."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the provider vouches for: a verified e-mail in lower case, and the values of the claim that gives roles."""

    email: str
    values: tuple[str, ...]
