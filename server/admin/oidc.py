"""The client of an OpenID Connect provider: it sends people there to sign in, and learns who comes back.

It uses the authorization code flow with PKCE. It believes only the provider's signed ID token, and what the userinfo
endpoint says about the same subject.
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
_SECONDS_FOR_ANOTHER = 1.0  # how long to wait for another thread that is asking the provider
_SECONDS_DOWN = 10.0  # how long a provider that did not answer is left alone
_SECONDS_BETWEEN_KEYS = 30.0  # before its keys are fetched again because a token's key is unknown
_SECONDS_OF_LEEWAY = 60  # as clocks differ
_MOST_AT_ONCE = 2
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
_AUTHENTICATION = ("client_secret_basic", "client_secret_post")
_CHECKS = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class Provider:
    """The provider in the settings. Its description is fetched once, when somebody signs in for the first time."""

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
        """The address at which a person signs in, and which leads back to `back`. Raises ProviderDownError."""
        about = self._description()
        with self._session(about, back) as session:
            address, _ = session.create_authorization_url(
                about["authorization_endpoint"], state=flow.state, nonce=flow.nonce, code_verifier=flow.verifier
            )
        return str(address)

    def identity(self, code: str, flow: Flow, back: str) -> Identity:
        """The identity of the person who came back with this code. Raises ProviderDownError or IdentityError."""
        about = self._description()
        # a sign-in waits for the provider: more of them at once would occupy the threads that answer readers
        if not self._places.acquire(timeout=_SECONDS_FOR_ANOTHER):
            raise ProviderDownError("too many people are signing in at this moment")
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
            raise IdentityError("no-email", "The provider did not send your e-mail: it must release the scope `email`.")
        if claims.get("email_verified") not in (True, "true"):
            raise IdentityError(
                "email-not-verified", "The provider has not verified your e-mail, so it cannot be used here."
            )
        values = claims.get(self._claim, ()) if self._claim else ()
        several = values if isinstance(values, list) else [values] if isinstance(values, str) else []
        return Identity(email.lower(), tuple(value for value in several if isinstance(value, str)))

    def _claims(self, tokens: Mapping[str, Any], flow: Flow) -> dict[str, Any]:
        """The claims of the ID token, after its signature, issuer, audience, times, nonce and hash were checked."""
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
            raise IdentityError("expired", "The provider's token has expired. Is this machine's clock right?") from None
        except (InvalidClaimError, MissingClaimError) as e:
            claim = (
                e.claim if e.claim in ("iss", "aud", "exp", "iat", "nbf", "nonce", "azp", "at_hash", "sub") else "claim"
            )
            raise IdentityError(f"wrong-{claim}", f"The provider's token is not for this sign-in ({claim}).") from None
        except (JoseError, ValueError, TypeError, KeyError):
            raise IdentityError("wrong-signature", "The provider's token is not signed with one of its keys.") from None
        return dict(claims)

    def _decoded(self, signed: str) -> jwt.Token:
        """The decoded token. If no known key fits, the provider's keys are fetched again, but not too often."""
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
                    # a symmetric key could be anybody's
                    usable = [key for key in document["keys"] if key.get("kty") != "oct" and key.get("use") != "enc"]
                    self._keys = KeySet.import_key_set({"keys": usable})
                except (JoseError, ValueError, TypeError, KeyError, AttributeError):
                    raise ProviderDownError("the provider's keys cannot be read") from None
                self._keys_fetched = time.monotonic()
            return self._keys

    def _more(self, session: OAuth2Session, about: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
        """The claims from the userinfo endpoint, if there is one. Raises IdentityError if they are of somebody else."""
        address = about.get("userinfo_endpoint")
        if not address:
            return {}
        said = _get(session, _checked(address))
        if said.get("sub") != claims.get("sub"):
            raise IdentityError("wrong-sub", "The provider described somebody other than the person who signed in.")
        return said

    def _description(self) -> Mapping[str, Any]:
        """The provider's description of itself, fetched by one thread at a time.

        Raises ProviderDownError if it cannot be fetched, if another thread is waiting for it, and for some seconds
        after a failure.
        """
        if self._about is not None:
            return self._about
        self._raise_if_down()
        with self._asking_alone():
            if self._about is None:
                # the thread that had the lock before may have failed meanwhile
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
            raise self._down_as("the provider did not answer properly a moment ago")

    @contextlib.contextmanager
    def _asking_alone(self) -> Iterator[None]:
        """Let one thread at a time ask the provider. Others give up after a second, as they also answer readers."""
        if not self._asking.acquire(timeout=_SECONDS_FOR_ANOTHER):
            raise ProviderDownError("another request to the provider is still waiting for an answer")
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
            raise WrongIssuerError("the provider's name for itself differs from REJOINDER_OIDC_ISSUER")
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
    """A session that limits the size and the time of a reply, and follows no redirect."""

    def request(self, method: str, url: str, **more: Any) -> requests.Response:
        bounds = {"timeout": SECONDS, "stream": True, "allow_redirects": False}
        return _read(super().request(method, url, **(more | bounds)))


def _read(response: requests.Response) -> requests.Response:
    """The response with its body read. Raises ProviderDownError if the body is too long or too slow."""
    until, body = time.monotonic() + SECONDS, bytearray()
    for piece in response.iter_content(16 * 1024):
        body += piece
        if len(body) > _MOST_BYTES or time.monotonic() > until:
            response.close()
            raise ProviderDownError("the provider's reply is too long or too slow")
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
        raise ProviderDownError("the provider's answer cannot be used")
    return found


def _tokens(session: OAuth2Session, address: str, code: str, flow: Flow, back: str) -> Mapping[str, Any]:
    """The provider's tokens for a code. Raises IdentityError if it refuses the code, ProviderDownError if it fails."""
    try:
        found = session.fetch_token(
            address, grant_type="authorization_code", code=code, code_verifier=flow.verifier, redirect_uri=back
        )
    except requests.RequestException:
        raise ProviderDownError("the provider does not answer") from None
    except AuthlibBaseError as e:
        if e.error in ("invalid_client", "unauthorized_client"):
            raise IdentityError(
                "client-refused", "The provider does not know this service. Ask an admin to check the settings."
            ) from None
        raise IdentityError("code-refused", "The provider withdrew the sign-in. Begin again.") from None
    except (ValueError, TypeError):
        raise ProviderDownError("the provider's answer cannot be used") from None
    return dict(found)


def _checked(address: object) -> str:
    """The address, if it is one that may be asked. Raises ProviderDownError."""
    try:
        if isinstance(address, str) and address:
            return secure_address(address)
    except ValueError:
        pass
    raise ProviderDownError("the provider names an address that is not https")
