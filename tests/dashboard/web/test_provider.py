"""What the provider of single sign-on answers is believed only where all of it is right."""

import base64
import hmac
import time
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from dashboard.web import provider as module
from dashboard.web.provider import ALGORITHMS, NotBelieved, Provider, configured
from metrics.access.accounts import Identity
from metrics.errors import UnknownChoice

PROVIDER = Provider(
    issuer="https://id.example", client="dudao", secret="", back="https://dudao.example/sso/back"
)
KEY, OTHER = (RSAKey.generate_key(2048, {"kid": "k"}, private=True) for _ in range(2))
KEYS: Any = KeySet([KEY]).as_dict(private=False)
GOOD = {"iss": "https://id.example", "aud": "dudao", "sub": "u1", "nonce": "n", "name": "某经办"}
WRONG = {
    "issuer": {"iss": "https://evil.example"},
    "issuer with a slash": {"iss": "https://id.example/"},
    "no issuer": {"iss": None},
    "audience": {"aud": "another"},
    "no audience": {"aud": None},
    "several audiences without azp": {"aud": ["dudao", "another"]},
    "azp of another": {"azp": "another"},
    "nonce": {"nonce": "old"},
    "list of nonces": {"nonce": ["n", "old"]},
    "no nonce": {"nonce": None},
    "expired": {"exp": 1},
    "no end": {"exp": None},
    "endless": {"exp": float("nan")},
    "of tomorrow": {"iat": 4_000_000_000},
    "not yet": {"nbf": 4_000_000_000},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "number as subject": {"sub": 7},
    "subject without end": {"sub": "x" * 256},
}


def token(key: Any = KEY, algorithm: str = "RS256", **changed: object) -> str:
    now = int(time.time())
    claims = {**GOOD, "exp": now + 300, "iat": now, **changed}
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": algorithm, "kid": "k"}, claims, key, algorithms=[algorithm])


def proven(text: str, keys: Any = KEYS) -> Identity:
    return PROVIDER.proven(text, keys=keys, nonce="n")


def test_a_good_token_names_who_it_is():
    assert proven(token()) == Identity("https://id.example", "u1", "某经办")
    assert proven(token(aud=["dudao"], name=None)).called is None
    assert proven(token(aud=["dudao", "another"], azp="dudao")).subject == "u1"


@pytest.mark.parametrize("changed", WRONG.values(), ids=WRONG)
def test_a_token_with_one_wrong_claim_is_not_believed(changed: dict[str, object]):
    with pytest.raises(NotBelieved):
        proven(token(**changed))


def unsigned() -> str:
    _, body, _ = token().split(".")
    return f"eyJhbGciOiJub25lIn0.{body}."


def signed_with_the_public_key() -> str:
    _, body, _ = token().split(".")
    signed = f"eyJhbGciOiJIUzI1NiIsImtpZCI6ImsifQ.{body}"
    mac = hmac.digest(KEY.as_pem(private=False), signed.encode(), "sha256")
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


FORGED = {
    "other key": lambda: token(OTHER),
    "none": unsigned,
    "public key as secret": signed_with_the_public_key,
    "changed": lambda: f"{token()[:-6]}AAAAAA",
    "empty": str,
    "junk": lambda: "a.b.c",
    "one part": lambda: "abc",
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_not_believed(forged: Any):
    with pytest.raises(NotBelieved):
        proven(forged())


def test_a_secret_among_the_keys_signs_nothing():
    secret = OctKey.import_key("secret-of-the-client-32-bytes-long", {"kid": "k"})
    keys: Any = {"keys": [secret.as_dict(private=True)]}
    with pytest.raises(NotBelieved):
        proven(token(secret, "HS256"), keys)
    assert not {"none", "HS256", "HS384", "HS512"} & set(ALGORITHMS)


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": [{"kty": "?"}]}, {"keys": 7}])
def test_without_a_key_nothing_is_believed(keys: Any):
    with pytest.raises(NotBelieved):
        proven(token(), keys)


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://evil.example", "authorization_endpoint": "https://id.example/a"},
        {"issuer": "https://id.example", "authorization_endpoint": "http://id.example/a"},
        {"issuer": "https://id.example", "authorization_endpoint": "javascript:alert(1)"},
        {"issuer": "https://id.example", "authorization_endpoint": 7},
        {"issuer": "https://id.example"},
    ],
)
def test_nobody_is_sent_where_the_description_is_not_safe(
    told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_fetched", lambda _: told)
    with pytest.raises(NotBelieved):
        PROVIDER.way_there(state="s", nonce="n", verifier="v" * 64)


SET = {
    "ISSUER": "https://id.example", "CLIENT": "dudao", "SECRET": "s",
    "BACK": "https://dudao.example/sso/back",
}  # fmt: skip


def environment(monkeypatch: pytest.MonkeyPatch, **changed: str) -> None:
    for name in ("ISSUER", "CLIENT", "SECRET", "SECRET_FILE", "BACK"):
        monkeypatch.delenv(f"DUDAO_SSO_{name}", raising=False)
    for name, value in changed.items():
        monkeypatch.setenv(f"DUDAO_SSO_{name}", value)


def test_without_settings_there_is_no_provider(monkeypatch: pytest.MonkeyPatch):
    environment(monkeypatch)
    assert configured() is None


def test_the_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    environment(monkeypatch, **SET)
    one = configured()
    assert one is not None and one.secret == SET["SECRET"]
    other = "of the file"
    (tmp_path / "secret").write_text(f"{other}\n")
    monkeypatch.setenv("DUDAO_SSO_SECRET_FILE", str(tmp_path / "secret"))
    one = configured()
    assert one is not None and one.secret == other


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"CLIENT": ""}, "设置不全"),
        ({"ISSUER": "http://id.example"}, "DUDAO_SSO_ISSUER 应为 https"),
        ({"BACK": "http://dudao.example/sso/back"}, "DUDAO_SSO_BACK 应为 https"),
        ({"BACK": "https://dudao.example/"}, "/sso/back"),
        ({"SECRET_FILE": "/nowhere"}, "无法读取"),
    ],
)
def test_settings_that_are_not_safe_are_refused(
    changed: dict[str, str], words: str, monkeypatch: pytest.MonkeyPatch
):
    environment(monkeypatch, **{**SET, **changed})
    with pytest.raises(UnknownChoice, match=words):
        configured()
