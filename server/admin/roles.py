"""One table of the role that each route of the admin needs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index.admin_state.people import Role, reaches

# Routes for people who have not signed in yet.
OPEN = frozenset({"admin.sign_in", "admin.take_token", "admin.oidc_start", "admin.oidc_callback"})
_VIEWER = (
    "overview", "generation_differences", "cases", "case", "publishers", "publisher", "feedback", "figures", "audit",
    "import_page", "job", "rejected_jsonl", "rejected_csv", "sign_out",
)  # fmt: skip
_EDITOR = (
    "start_import", "columns", "name_columns", "confirm", "drop", "apply_edits", "new_case", "add_case", "change_case",
    "delete_case", "restore_case", "add_publisher", "change_publisher", "restore_publisher", "decide",
)  # fmt: skip
_ADMIN = (
    "rollback", "resume", "keys", "create_key", "revoke_key", "people", "add_person", "change_role", "remove_person",
    "link_person",
)  # fmt: skip
# What changes nothing but the state, so that it may be done on a follower too that shares the state with the builder.
IN_STATE = frozenset(f"admin.{name}" for name in (
    "decide", "create_key", "revoke_key", "add_publisher", "change_publisher", "restore_publisher", "add_case",
    "change_case", "delete_case", "restore_case",
))  # fmt: skip
# What concerns only the machine on which it is done; anything else is changed on the builder.
LOCAL = frozenset(f"admin.{name}" for name in (
    "sign_out", "add_person", "change_role", "remove_person", "link_person",
))  # fmt: skip
_NAMES: tuple[tuple[Role, tuple[str, ...]], ...] = (("viewer", _VIEWER), ("editor", _EDITOR), ("admin", _ADMIN))
NEEDS: Mapping[str, Role] = MappingProxyType(
    {f"admin.{name}": role for role, names in _NAMES for name in names}
    | {"admin_api.status": "viewer", "admin_api.job_status": "viewer"}
)


def needed(endpoint: str) -> Role:
    """The least role that may use a route. A route that the table lacks is for admins only."""
    return NEEDS.get(endpoint, "admin")


def may(role: Role, endpoint: str) -> bool:
    """Whether a person with this role may use a route."""
    return reaches(role, needed(endpoint))
