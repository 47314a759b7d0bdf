"""Who gets which role by signing in with OpenID Connect, as the setting says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.admin_state.people import ROLES, PersonError, Role, role_of


@dataclass(frozen=True, slots=True)
class OidcRole:
    """One entry: an e-mail (anna@example.org), every e-mail of a domain (@example.org), or a value of a claim."""

    whom: str
    role: Role

    def __str__(self) -> str:
        return f"{self.whom}={self.role}"

    def holds(self, email: str, values: Iterable[str]) -> bool:
        """Whether it is about somebody with this e-mail, in lower case, and these values of the claim."""
        if self.whom.startswith("@"):
            return email.endswith(self.whom.lower())
        if "@" in self.whom:
            return email == self.whom.lower()
        return self.whom in values


def read_oidc_roles(text: str) -> tuple[OidcRole, ...]:
    """Entries such as anna@example.org=admin, separated by commas. Raises ValueError that says what is wrong."""
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
    """The highest role of those entries that are about somebody, None where none is."""
    known = list(values)
    return max((entry.role for entry in entries if entry.holds(email, known)), key=ROLES.index, default=None)
