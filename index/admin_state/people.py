"""The people who may use the admin pages, each with a role; stored in state.sqlite."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from index.admin_state.database import State, now
from index.admin_state.engine import Connection
from index.errors import RejoinderError

# Each role may do everything that the roles before it may do.
Role = Literal["viewer", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
_NAME = re.compile(r"[\w.@+-]{1,60}")
_EMAIL = re.compile(r"[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]{1,190}")
_COLUMNS = "name, role, email, added"


class PersonError(RejoinderError):
    """A person cannot be added or changed; the message says why."""


class UnknownPersonError(PersonError):
    """There is nobody with this name."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person with a role. OpenID Connect identifies them by `email`, in lower case; "" if they have none."""

    name: str
    role: Role
    email: str
    added: str


def role_of(text: str) -> Role:
    """The role with this name. Raises PersonError, which lists the roles."""
    for role in ROLES:
        if role == text:
            return role
    raise PersonError(f"the role must be one of {', '.join(ROLES)}")


def reaches(role: Role, needed: Role) -> bool:
    """Whether a person with `role` may do what `needed` may do."""
    return ROLES.index(role) >= ROLES.index(needed)


def is_name(text: str) -> bool:
    """Whether a text can be a person's name."""
    return _NAME.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address as we store it: in lower case, or ""."""
    return not text or (text == text.lower() and _EMAIL.fullmatch(text) is not None)


class People:
    """The people of an index. Threads and processes may share them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, name: str, role: Role, email: str = "") -> Person:
        """Add a person. Raises PersonError if the name or the e-mail is invalid or taken."""
        if not is_name(name):
            raise PersonError("a name must be 1 to 60 letters, digits or . _ @ + -")
        email = email.strip().lower()
        if email and not _EMAIL.fullmatch(email):
            raise PersonError("the e-mail must be an address such as anna@example.org")
        person = Person(name, role, email, now())
        with self._state.transaction() as db:
            _refuse_known(db, person)
            db.execute("INSERT INTO person VALUES (?, ?, ?, ?)", (name, role, email, person.added))
        return person

    def every(self) -> list[Person]:
        """Everybody, by name."""
        if not self._state.exists():
            return []
        with self._state.reading() as db:
            return [Person(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM person ORDER BY name")]  # noqa: S608

    def get(self, name: str) -> Person:
        """The person with this name. Raises UnknownPersonError."""
        with self._state.reading() as db:
            return _known(db, name)

    def by_email(self, email: str) -> Person | None:
        """The person with this e-mail, in upper or lower case, or None."""
        asked = f"SELECT {_COLUMNS} FROM person WHERE email = ?"  # noqa: S608
        with self._state.reading() as db:
            row = db.execute(asked, (email.strip().lower(),)).fetchone() if email.strip() else None
        return Person(*row) if row else None

    def set_role(self, name: str, role: Role) -> Person:
        """Change a person's role; it applies from their next request. Raises UnknownPersonError."""
        with self._state.transaction() as db:
            _known(db, name)
            db.execute("UPDATE person SET role = ? WHERE name = ?", (role, name))
            return _known(db, name)

    def remove(self, name: str) -> Person:
        """Remove a person, and end their open sessions and unused links. Raises UnknownPersonError."""
        with self._state.transaction() as db:
            person = _known(db, name)
            db.execute("DELETE FROM person WHERE name = ?", (name,))
            db.execute("DELETE FROM admin_session WHERE person = ?", (name,))
            db.execute("DELETE FROM admin_token WHERE person = ?", (name,))
        return person


def _refuse_known(db: Connection, person: Person) -> None:
    if db.execute("SELECT 1 FROM person WHERE name = ?", (person.name,)).fetchone():
        raise PersonError(f"{person.name} is already there: `rejoinder user role` changes their role")
    same = db.execute("SELECT name FROM person WHERE email = ?", (person.email,)).fetchone() if person.email else None
    if same:
        raise PersonError(f"{same[0]} already has that e-mail")


def _known(db: Connection, name: str) -> Person:
    row = db.execute(f"SELECT {_COLUMNS} FROM person WHERE name = ?", (name,)).fetchone()  # noqa: S608
    if row is None:
        raise UnknownPersonError(f"there is nobody called {name[:60]!r}: `rejoinder user list` lists everybody")
    return Person(*row)
