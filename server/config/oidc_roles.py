"""The setting that gives roles to people who sign in with OpenID Connect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.admin_state.people import ROLES, PersonError, Role, role_of


@dataclass(frozen=True, slots=True)
class OidcRole:
    """One entry of the setting. `whom` is an e-mail (anna@example.org), a domain (@example.org), or a claim's value."""

    whom: str
    role: Role

    def __str__(self) -> str:
        return f"{self.whom}={self.role}"

    def holds(self, email: str, values: Iterable[str]) -> bool:
        """Whether the entry applies to a person with this e-mail, in lower case, and these values of the claim."""
        if self.whom.startswith("@"):
            return email.endswith(self.whom.lower())
        if "@" in self.whom:
            return email == self.whom.lower()
        return self.whom in values


def read_oidc_roles(text: str) -> tuple[OidcRole, ...]:
    """Read entries such as anna@example.org=admin, separated by commas. Raises ValueError that says what is wrong."""
    found = []
    for item in filter(None, map(str.strip, text.split(","))):
        whom, equals, role = (part.strip() for part in item.rpartition("="))
        if not equals or not whom or whom == "@":
            raise ValueError("must be entries such as anna@example.org=admin, @example.org=viewer or a-group=editor")
        try:
            found.append(OidcRole(whom, role_of(role)))
        except PersonError as e:
            raise ValueError(f"has an entry whose {e}".replace("whose the", "whose")) from None
    return tuple(found)


def highest(entries: Iterable[OidcRole], email: str, values: Iterable[str]) -> Role | None:
    """The highest role among the entries that apply to a person, or None if none applies."""
    known = list(values)
    return max((entry.role for entry in entries if entry.holds(email, known)), key=ROLES.index, default=None)
