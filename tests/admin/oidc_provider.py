"""A small OpenID Connect provider, run as a process: real HTTP, signed tokens, and faults that a test asks for.

`python -m tests.admin.oidc_provider PORT` serves it. POST /control with a JSON object changes what it does: `email`,
`email_verified`, `groups`, `userinfo` (give them there instead of in the token), `fault` and `down`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT_ID, CLIENT_SECRET = "rejoinder", "a secret: of the test"
USUAL: dict[str, Any] = {"email": "Anna@Example.org", "email_verified": True, "groups": [], "userinfo": False,
                         "fault": "", "down": False}  # fmt: skip


def new_key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig"}, private=True)


class Provider(BaseHTTPRequestHandler):
    """The provider. Its state is on the class, as a process has only one provider."""

    issuer: ClassVar[str]
    keys: ClassVar[list[RSAKey]] = [new_key("first")]
    stranger: ClassVar[RSAKey] = new_key("stranger")
    does: ClassVar[dict[str, Any]] = dict(USUAL)
    asked: ClassVar[dict[str, int]] = {}
    codes: ClassVar[dict[str, dict[str, str]]] = {}
    access: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        path, query = self._begin()
        if path == "/control":
            self._json(200, self.asked)
        elif self.does["down"]:
            self._json(503, {})
        elif path == "/.well-known/openid-configuration":
            self._json(200, self._about())
        elif path == "/jwks":
            self._json(200, KeySet(list(self.keys)).as_dict(private=False))
        elif path == "/authorize":
            self._authorize(query)
        elif path == "/userinfo" and self.headers.get("Authorization", "").removeprefix("Bearer ") in self.access:
            sub = "somebody else" if self.does["fault"] == "userinfo" else "subject-1"
            self._json(200, {"sub": sub, **self._person()})
        else:
            self._json(404, {})

    def do_POST(self) -> None:
        path, _ = self._begin()
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        if path == "/control":
            said = json.loads(body)
            if said.pop("new_key", False):
                self.keys[:] = [new_key(f"key-{secrets.token_hex(4)}")]
            self.does.update(USUAL | said)
            self._json(200, {})
        elif path == "/token" and not self.does["down"]:
            self._token({key: values[0] for key, values in parse_qs(body).items()})
        else:
            self._json(503, {})

    def _begin(self) -> tuple[str, dict[str, str]]:
        parts = urlsplit(self.path)
        self.asked[parts.path] = self.asked.get(parts.path, 0) + 1
        return parts.path, {key: values[0] for key, values in parse_qs(parts.query).items()}

    def _about(self) -> dict[str, Any]:
        issuer = self.issuer + ("/other" if self.does["fault"] == "issuer" else "")
        token = "http://192.0.2.1/token" if self.does["fault"] == "plain" else f"{self.issuer}/token"
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": token,
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def _authorize(self, query: dict[str, str]) -> None:
        """Send the browser back at once, as the person that the test chose."""
        good = query["client_id"] == CLIENT_ID and query["code_challenge_method"] == "S256" and query["nonce"]
        if not good or query["response_type"] != "code" or "openid" not in query["scope"].split():
            self._json(400, {})
            return
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        back = {"error": "access_denied"} if self.does["fault"] == "denied" else {"code": code}
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode(back | {'state': query['state']})}")
        self.end_headers()

    def _token(self, form: dict[str, str]) -> None:
        given = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        if [unquote(part) for part in given.split(":", 1)] != [CLIENT_ID, CLIENT_SECRET] and given != (
            f"{CLIENT_ID}:{CLIENT_SECRET}"
        ):
            self._json(401, {"error": "invalid_client"})
            return
        query = self.codes.pop(form.get("code", ""), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if query is None or challenge != query["code_challenge"] or form["redirect_uri"] != query["redirect_uri"]:
            self._json(400, {"error": "invalid_grant"})
            return
        access = secrets.token_urlsafe(16)
        self.access.add(access)
        self._json(200, {"access_token": access, "token_type": "Bearer", "id_token": self._signed(query["nonce"])})

    def _person(self) -> dict[str, Any]:
        return {key: self.does[key] for key in ("email", "email_verified", "groups")}

    def _signed(self, nonce: str) -> str:
        fault, moment = self.does["fault"], int(time.time())
        claims = {"iss": self.issuer, "sub": "subject-1", "aud": CLIENT_ID, "iat": moment, "exp": moment + 300,
                  "nonce": nonce}  # fmt: skip
        claims |= {
            "nonce": {"nonce": "0" * 64},
            "no-nonce": {"nonce": ""},
            "aud": {"aud": "another-client"},
            "azp": {"aud": [CLIENT_ID, "another"], "azp": "another"},
            "exp": {"iat": moment - 900, "exp": moment - 600},
            "iss": {"iss": "https://elsewhere.example"},
            "at_hash": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
        }.get(fault, {})
        if not self.does["userinfo"]:
            claims |= self._person()
        key, header = self.keys[0], {"alg": "RS256", "kid": self.keys[0].kid}
        if fault == "key":
            key, header = self.stranger, {"alg": "RS256", "kid": self.stranger.kid}
        elif fault == "forged":
            key = self.stranger
        elif fault == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=").decode() for p in parts) + "."
        elif fault == "hmac":
            secret = OctKey.import_key(CLIENT_SECRET + "x" * 32)
            return jwt.encode({"alg": "HS256"}, claims, secret, algorithms=["HS256"])
        return jwt.encode(header, claims, key, algorithms=["RS256"])

    def _json(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def main() -> None:
    port = int(sys.argv[1])
    # another host name than the service's, so that a browser takes it for another site
    Provider.issuer = f"http://localhost:{port}"
    ThreadingHTTPServer(("127.0.0.1", port), Provider).serve_forever()


if __name__ == "__main__":
    main()
