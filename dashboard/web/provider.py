"""The provider of single sign-on (统一身份认证): OpenID Connect, code flow with PKCE and nonce.

It is configured by the environment and asked for nothing before somebody signs in by it. What it answers
is believed only after its signature, issuer, audience, times and nonce were checked.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from metrics.access.accounts import Identity
from metrics.errors import UnknownChoice

SECONDS = 10
"""So long one answer of the provider is waited for."""
MOST_BYTES = 1 << 20
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Those of public keys: never `none`, and never one for which the public key would be the secret."""
LEEWAY = 60
LONGEST = 255
BACK = "/sso/back"
DESCRIPTION = "/.well-known/openid-configuration"
UNREACHED = "认证服务无法连接，或答复有误"
NO_CODE = "认证服务没有给出授权"
NOT_GIVEN = "认证服务没有发给身份凭证"
NOT_PROVEN = "身份凭证核验未通过"
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class NotBelieved(Exception):
    """The provider cannot be reached, or what it answers proves nothing.

    `why` is what officers read in the log (操作日志); the message itself is for the running log only.
    """

    def __init__(self, message: str, *, why: str) -> None:
        super().__init__(message)
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Provider:
    """The provider as an office configured it.

    `back` is our own address as it is registered there: never taken from what a request says. `secret` is
    empty for a client that has none.
    """

    issuer: str
    client: str
    secret: str
    back: str

    def way_there(self, *, state: str, nonce: str, verifier: str) -> str:
        """Return the address to send the browser to; NotBelieved where the provider cannot be asked."""
        told = self._description()
        address, _ = self._talk(told).create_authorization_url(
            _address(told, "authorization_endpoint"),
            state=state,
            nonce=nonce,
            code_verifier=verifier,
        )
        return str(address)

    def identity(self, *, code: str, nonce: str, verifier: str) -> Identity:
        """Trade a code for who it is.

        Raises:
            NotBelieved: where the provider cannot be asked, refuses, or proves nothing.
        """
        told = self._description()
        try:
            answer = self._talk(told).fetch_token(
                _address(told, "token_endpoint"), code=code, code_verifier=verifier,
                grant_type="authorization_code", timeout=SECONDS, allow_redirects=False,
            )  # fmt: skip
        except (requests.RequestException, AuthlibBaseError, ValueError) as error:
            raise NotBelieved(f"token: {type(error).__name__} {error}", why=NOT_GIVEN) from error
        keys = _fetched(_address(told, "jwks_uri"))
        return self.proven(str(answer.get("id_token") or ""), keys=keys, nonce=nonce)

    def proven(self, token: str, *, keys: Any, nonce: str) -> Identity:
        """Check a token against the provider's keys and return who it is.

        Raises:
            NotBelieved: if signature, issuer, audience, time, nonce or subject is not right.
        """
        rules = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.client},
            exp={"essential": True}, iat={"essential": True},
            sub={"essential": True}, nonce={"essential": True, "value": nonce}, leeway=LEEWAY,
        )  # fmt: skip
        try:
            claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
            rules.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotBelieved(
                f"id_token: {type(error).__name__} {error}", why=NOT_PROVEN
            ) from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else self.client) != self.client:
            raise NotBelieved("id_token: azp", why=NOT_PROVEN)
        if claims["nonce"] != nonce or len(claims["sub"]) > LONGEST:
            raise NotBelieved("id_token: nonce or sub", why=NOT_PROVEN)
        called = claims.get("name") or claims.get("preferred_username")
        return Identity(self.issuer, claims["sub"], str(called)[:LONGEST] if called else None)

    def _description(self) -> dict[str, Any]:
        """Fetch what the provider says of itself; the issuer in it must be the one configured."""
        told = _fetched(f"{self.issuer.rstrip('/')}{DESCRIPTION}")
        if told.get("issuer") != self.issuer:
            raise NotBelieved(f"issuer is {str(told.get('issuer'))[:LONGEST]!r}", why=UNREACHED)
        return told

    def _talk(self, told: dict[str, Any]) -> OAuth2Session:
        ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        way = "client_secret_basic" if "client_secret_basic" in ways else "client_secret_post"
        return OAuth2Session(
            self.client, self.secret or None, scope="openid profile", redirect_uri=self.back,
            code_challenge_method="S256",
            token_endpoint_auth_method=way if self.secret else "none",
        )  # fmt: skip


def configured() -> Provider | None:
    """Return the provider that the environment names; null where it names none.

    Raises:
        UnknownChoice: if something is missing, or an address is not safe.
    """
    issuer, client, back = (
        os.environ.get(name, "").strip()
        for name in ("DUDAO_SSO_ISSUER", "DUDAO_SSO_CLIENT", "DUDAO_SSO_BACK")
    )
    if not (issuer or client or back):
        return None
    if not (issuer and client and back):
        raise UnknownChoice(
            "统一身份认证的设置不全：环境变量 DUDAO_SSO_ISSUER、DUDAO_SSO_CLIENT、DUDAO_SSO_BACK 应同时设置。"
        )
    for name, address in (("DUDAO_SSO_ISSUER", issuer), ("DUDAO_SSO_BACK", back)):
        if not _is_safe(address):
            raise UnknownChoice(f"环境变量 {name} 应为 https 地址。")
    if urlsplit(back).path != BACK or urlsplit(back).query:
        raise UnknownChoice(f"环境变量 DUDAO_SSO_BACK 应为本系统的地址加“{BACK}”。")
    return Provider(issuer=issuer, client=client, secret=_secret(), back=back)


def _secret() -> str:
    """Return the client's secret: DUDAO_SSO_SECRET, or what stands in the file DUDAO_SSO_SECRET_FILE."""
    if file := os.environ.get("DUDAO_SSO_SECRET_FILE", "").strip():
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise UnknownChoice("环境变量 DUDAO_SSO_SECRET_FILE 所指的文件无法读取。") from None
    return os.environ.get("DUDAO_SSO_SECRET", "").strip()


def _is_safe(address: str) -> bool:
    """Say whether an address is of TLS, or of this machine itself."""
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        )
    except ValueError:
        return False


def _address(told: dict[str, Any], name: str) -> str:
    address = told.get(name)
    if not isinstance(address, str) or not _is_safe(address):
        raise NotBelieved(f"{name} is no safe address", why=UNREACHED)
    return address


def _fetched(address: str) -> dict[str, Any]:
    """Fetch a document of the provider: from there itself, in time, and not without end."""
    try:
        with requests.get(address, timeout=SECONDS, allow_redirects=False, stream=True) as answer:
            answer.raise_for_status()
            body = next(answer.iter_content(MOST_BYTES), b"")
        found = json.loads(body)
    except (requests.RequestException, ValueError) as error:
        raise NotBelieved(
            f"{urlsplit(address).path}: {type(error).__name__}", why=UNREACHED
        ) from error
    if not isinstance(found, dict):
        raise NotBelieved(f"{urlsplit(address).path}: no object", why=UNREACHED)
    return found
