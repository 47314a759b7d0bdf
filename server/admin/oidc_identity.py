"""Types and errors of a sign-in with OpenID Connect: the secrets of a sign-in under way, and who came back."""

from __future__ import annotations

from dataclasses import dataclass

from index.errors import RejoinderError


class ProviderDownError(RejoinderError):
    """The provider does not answer, or its answer cannot be used. `reason` is a word for the log."""

    reason = "provider-down"


class WrongIssuerError(ProviderDownError):
    """The provider's name for itself differs from the setting, so trying again will not help."""

    reason = "wrong-issuer"


class IdentityError(RejoinderError):
    """The provider's answer does not identify the person. `reason` is a word for the log."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Flow:
    """The secrets of one sign-in: `state` comes back in the address, `nonce` in the token; `verifier` is PKCE's."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Identity:
    """A person whom the provider vouches for: a verified e-mail in lower case, and values of the claim for roles."""

    email: str
    values: tuple[str, ...]
