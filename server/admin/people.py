"""The page of people who may use the admin: to add and remove them, change roles, and make sign-in links."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from index.admin_state.audit import Audit
from index.admin_state.people import ROLES, People, Person, PersonError, role_of
from server.admin.accounts import TOKEN_SECONDS, Accounts
from server.admin.blueprint import pages
from server.admin.fields import normal
from server.admin.guard import FormError, page, who
from server.config.oidc_roles import highest
from server.http.service import service


@pages.get("/people")
def people() -> Response:
    """Every person with their role."""
    return _page()


@pages.post("/people")
def add_person() -> Response:
    """Add a person."""
    state = service().library.state
    given = {key: normal(request.form.get(key, "")) for key in ("name", "email", "role")}
    try:
        person = People(state).add(given["name"], role_of(given["role"]), given["email"])
    except PersonError as e:
        return _page(problem=str(e), given=given, status=422)
    Audit(state).add(who(), "person added", person.name, person.role)
    return redirect(url_for("admin.people", done="person-added"), 303)


@pages.post("/people/role")
def change_role() -> Response:
    """Give a person another role, which counts at once."""
    state, name = service().library.state, request.form.get("name", "")
    try:
        person = People(state).set_role(name, role_of(request.form.get("role", "")))
    except PersonError as e:
        raise FormError(f"{_sentence(e)} Nothing was changed.") from None
    Audit(state).add(who(), "role given", person.name, person.role)
    return redirect(url_for("admin.people", done="role-given"), 303)


@pages.post("/people/remove")
def remove_person() -> Response:
    """Remove a person, which also signs that person out."""
    state = service().library.state
    try:
        person = People(state).remove(request.form.get("name", ""))
    except PersonError as e:
        raise FormError(f"{_sentence(e)} Nothing was changed.") from None
    Audit(state).add(who(), "person removed", person.name)
    return redirect(url_for("admin.people", done="person-removed"), 303)


@pages.post("/people/link")
def link_person() -> Response:
    """Make a link with which a person signs in once, and show it this once."""
    state = service().library.state
    try:
        person = People(state).get(request.form.get("name", ""))
    except PersonError as e:
        raise FormError(f"{_sentence(e)} There is no link.") from None
    token = Accounts(state).new_token(person.name, person=True)
    Audit(state).add(who(), "token made", person.name, f"good for {TOKEN_SECONDS // 60} minutes")
    return _page(link=f"{url_for('admin.sign_in', _external=True)}#{token}", linked=person)


def _sentence(error: PersonError) -> str:
    text = str(error).partition(":")[0]
    return f"{text[:1].upper()}{text[1:]}."


def _page(
    problem: str = "", given: dict[str, str] | None = None, link: str = "", linked: Person | None = None,
    status: int = 200,
) -> Response:  # fmt: skip
    found, settings = People(service().library.state).every(), service().settings
    # from the e-mail alone, as the values of the claim are known only when the person signs in
    otherwise = {
        person.name: highest(settings.oidc_roles, person.email, ())
        for person in found
        if settings.oidc_issuer and person.email
    }
    return page(
        "people.html", status=status, people=found, roles=ROLES, problem=problem, given=given or {}, link=link,
        linked=linked, minutes=TOKEN_SECONDS // 60, otherwise=otherwise,
    )  # fmt: skip
