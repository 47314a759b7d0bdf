"""An OpenID Connect provider: where it is, sending somebody there, and who it says has come back.

Authorization code flow with PKCE. Of whom it tells of, only what its signed token says is believed, and what its
userinfo endpoint says of the same subject.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError, MissingClaimError
from joserfc.jwk import KeySet

from server.admin.oidc_identity import Flow, Identity, IdentityError, ProviderDownError, WrongIssuerError
from server.config.settings import Settings
from server.config.webhook_address import secure_address

SECONDS = 5.0  # for one request to the provider
_MOST_BYTES = 512 * 1024
_SECONDS_FOR_ANOTHER = 1.0  # to wait for another thread that asks it
_SECONDS_DOWN = 10.0  # before one that did not answer is asked again
_SECONDS_BETWEEN_KEYS = 30.0  # before its keys are asked for again, for one that is not known
_SECONDS_OF_LEEWAY = 60  # clocks differ
_MOST_AT_ONCE = 2
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_AUTHENTICATION = ("client_secret_basic", "client_secret_post")
_CHECKS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """The provider that the settings name. Its description is fetched once, when somebody first signs in."""

    def __init__(self, settings: Settings) -> None:
        self._issuer, self._claim = settings.oidc_issuer, settings.oidc_claim
        self._client_id, self._secret = settings.oidc_client_id, settings.oidc_client_secret
        self._about: Mapping[str, Any] | None = None
        self._keys: KeySet | None = None
        self._keys_fetched = self._down_until = 0.0
        self._down_as = ProviderDownError
        self._asking = threading.Lock()
        self._places = threading.BoundedSemaphore(_MOST_AT_ONCE)

    def address(self, flow: Flow, back: str) -> str:
        """Where somebody signs in; they come back to `back`. Raises ProviderDownError."""
        about = self._description()
        with self._session(about, back) as session:
            address, _ = session.create_authorization_url(
                about["authorization_endpoint"], state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier
            )
        return str(address)

    def identity(self, code: str, flow: Flow, back: str) -> Identity:
        """Who came back with this code. Raises ProviderDownError or IdentityError."""
        about = self._description()
        # each waits for another service: more of them would take the threads that answer readers
        if not self._places.acquire(timeout=_SECONDS_FOR_ANOTHER):
            raise ProviderDownError("too many sign in at this moment")
        try:
            with self._session(about, back) as session:
                tokens = _tokens(session, about["token_endpoint"], code, flow, back)
                claims = self._claims(tokens, flow)
                if "email" not in claims or (self._claim and self._claim not in claims):
                    claims = {**self._more(session, about, claims), **claims}
        finally:
            self._places.release()
        return self._believed(claims)

    def _believed(self, claims: Mapping[str, Any]) -> Identity:
        email = claims.get("email")
        if not isinstance(email, str) or "@" not in email or not email.isprintable() or len(email) > 254:
            raise IdentityError("no-email", "The provider tells no e-mail of you: it has to release the scope `email`.")
        if claims.get("email_verified") not in (True, "true"):
            raise IdentityError(
                "email-not-verified", "The provider has not verified your e-mail, so it counts for nothing."
            )
        values = claims.get(self._claim, ()) if self._claim else ()
        several = values if isinstance(values, list) else [values] if isinstance(values, str) else []
        return Identity(email.lower(), tuple(value for value in several if isinstance(value, str)))

    def _claims(self, tokens: Mapping[str, Any], flow: Flow) -> dict[str, Any]:
        """What the signed token says: its signature, issuer, audience, times, nonce and hash are as they must be."""
        signed = tokens.get("id_token")
        if not isinstance(signed, str):
            raise IdentityError("no-token", "The provider sent no ID token.")
        try:
            token = self._decoded(signed)
            claims = CodeIDToken(
                token.claims,
                token.header,
                options={
                    "iss": {"essential": True, "value": self._issuer},
                    "aud": {"essential": True, "value": self._client_id},
                },
                params={"nonce": flow.nonce, "client_id": self._client_id, "access_token": tokens.get("access_token")},
            )
            claims.validate(now=int(time.time()), leeway=_SECONDS_OF_LEEWAY)
        except ExpiredTokenError:
            raise IdentityError(
                "expired", "What the provider sent has expired: is this machine's clock right?"
            ) from None
        except (InvalidClaimError, MissingClaimError) as e:
            claim = (
                e.claim if e.claim in ("iss", "aud", "exp", "iat", "nbf", "nonce", "azp", "at_hash", "sub") else "claim"
            )
            raise IdentityError(
                f"wrong-{claim}", f"What the provider sent is not for this sign-in ({claim})."
            ) from None
        except (JoseError, ValueError, TypeError, KeyError):
            raise IdentityError("wrong-signature", "What the provider sent is not signed by it.") from None
        return dict(claims)

    def _decoded(self, signed: str) -> jwt.Token:
        """The token, by the keys that are known, or those that the provider has now."""
        known, fresh = self._key_set(), False
        try:
            return jwt.decode(signed, known, algorithms=_ALGORITHMS)
        except (JoseError, ValueError):
            fresh = time.monotonic() - self._keys_fetched > _SECONDS_BETWEEN_KEYS
            if not fresh:
                raise
        self._keys = None
        return jwt.decode(signed, self._key_set(), algorithms=_ALGORITHMS)

    def _key_set(self) -> KeySet:
        with self._asking_alone():
            if self._keys is None:
                with requests.Session() as plain:
                    document = _get(plain, self._about["jwks_uri"] if self._about else "")
                try:
                    # symmetric ones could be anybody's
                    usable = [key for key in document["keys"] if key.get("kty") != "oct" and key.get("use") != "enc"]
                    self._keys = KeySet.import_key_set({"keys": usable})
                except (JoseError, ValueError, TypeError, KeyError, AttributeError):
                    raise ProviderDownError("the provider's keys cannot be read") from None
                self._keys_fetched = time.monotonic()
            return self._keys

    def _more(self, session: OAuth2Session, about: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
        """What the userinfo endpoint says, where there is one and it tells of the same subject."""
        address = about.get("userinfo_endpoint")
        if not address:
            return {}
        said = _get(session, _checked(address))
        if said.get("sub") != claims.get("sub"):
            raise IdentityError("wrong-sub", "The provider tells of somebody else than who signed in.")
        return said

    def _description(self) -> Mapping[str, Any]:
        """What the provider says of itself. One thread asks; meanwhile, and for a while after a failure, it is down."""
        if self._about is not None:
            return self._about
        self._raise_if_down()
        with self._asking_alone():
            if self._about is None:
                # whoever had the lock before may have found out
                self._raise_if_down()
                try:
                    self._about = self._fetched()
                except ProviderDownError as e:
                    self._down_as = type(e)
                    self._down_until = time.monotonic() + _SECONDS_DOWN
                    raise
            return self._about

    def _raise_if_down(self) -> None:
        if time.monotonic() < self._down_until:
            raise self._down_as("the provider did not answer a moment ago, or not as it should")

    @contextlib.contextmanager
    def _asking_alone(self) -> Iterator[None]:
        """One thread waits for the provider, others hardly for it: they are those that answer readers."""
        if not self._asking.acquire(timeout=_SECONDS_FOR_ANOTHER):
            raise ProviderDownError("the provider is being asked and does not answer")
        try:
            yield
        finally:
            self._asking.release()

    def _fetched(self) -> Mapping[str, Any]:
        with requests.Session() as plain:
            about = _get(plain, f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        for name in _CHECKS:
            about[name] = about[name] if name == "issuer" and name in about else _checked(about.get(name))
        if about["issuer"] != self._issuer:
            raise WrongIssuerError("the provider calls itself by another name than REJOINDER_OIDC_ISSUER")
        return about

    @contextlib.contextmanager
    def _session(self, about: Mapping[str, Any], back: str) -> Iterator[OAuth2Session]:
        offered: Sequence[str] = about.get("token_endpoint_auth_methods_supported") or _AUTHENTICATION[:1]
        method = next((known for known in _AUTHENTICATION if known in offered), _AUTHENTICATION[0])
        session = _Bounded(
            self._client_id,
            self._secret or None,
            token_endpoint_auth_method=method if self._secret else "none",
            scope="openid email profile",
            redirect_uri=back,
            code_challenge_method="S256",
        )
        with contextlib.closing(session):
            yield session


class _Bounded(OAuth2Session):  # type: ignore[misc]
    """Reads a bounded reply within a bounded time, and follows no redirect."""

    def request(self, method: str, url: str, **more: Any) -> requests.Response:
        bounds = {"timeout": SECONDS, "stream": True, "allow_redirects": False}
        return _read(super().request(method, url, **(more | bounds)))


def _read(response: requests.Response) -> requests.Response:
    """The response with its body read. Raises ProviderDownError for one that is too long or too slow."""
    until, body = time.monotonic() + SECONDS, bytearray()
    for piece in response.iter_content(16 * 1024):
        body += piece
        if len(body) > _MOST_BYTES or time.monotonic() > until:
            response.close()
            raise ProviderDownError("the provider's reply is too long, or comes too slowly")
    response._content = bytes(body)
    return response


def _get(session: requests.Session, address: str) -> dict[str, Any]:
    """A JSON object from an address of the provider. Raises ProviderDownError."""
    bounds: dict[str, Any] = {"timeout": SECONDS, "stream": True, "allow_redirects": False}
    try:
        response = session.get(address, headers={"Accept": "application/json"}, **bounds)
        body = response.content if isinstance(session, _Bounded) else _read(response).content
        found = json.loads(body) if response.status_code == requests.codes.ok else None
    except (requests.RequestException, AuthlibBaseError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ProviderDownError("the provider does not answer as it should")
    return found


def _tokens(session: OAuth2Session, address: str, code: str, flow: Flow, back: str) -> Mapping[str, Any]:
    """What the provider gives for a code. Raises IdentityError where it refuses the code."""
    try:
        found = session.fetch_token(
            address, grant_type="authorization_code", code=code, code_verifier=flow.verifier, redirect_uri=back
        )
    except requests.RequestException:
        raise ProviderDownError("the provider does not answer") from None
    except AuthlibBaseError as e:
        if e.error in ("invalid_client", "unauthorized_client"):
            raise IdentityError(
                "client-refused", "The provider does not know this service: an admin has to look."
            ) from None
        raise IdentityError("code-refused", "The provider took the sign-in back: begin again.") from None
    except (ValueError, TypeError):
        raise ProviderDownError("the provider does not answer as it should") from None
    return dict(found)


def _checked(address: object) -> str:
    """An address of the provider that may be asked. Raises ProviderDownError."""
    try:
        if isinstance(address, str) and address:
            return secure_address(address)
    except ValueError:
        pass
    raise ProviderDownError("the provider names an address that is not https")
