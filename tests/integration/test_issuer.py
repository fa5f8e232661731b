"""Tokens of another issuer: a real one on this machine, with keys of its own; only what it signed for us counts."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, HMACAlgorithm, OKPAlgorithm, RSAAlgorithm

from services.nominations.adapters.issuer import OidcIssuer
from services.nominations.application.accounts import OpenAccount
from services.nominations.application.signing_in import SignInElsewhere
from services.nominations.wiring import build
from shared.access import Caller, Grant
from shared.clock import system_clock
from shared.errors import Forbidden, TransientError, Unauthenticated
from shared.keyring import Keyring
from shared.platform import open_platform
from shared.settings import load_settings

OURS = "so-vang"
KEYS = {
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
    "EdDSA": ed25519.Ed25519PrivateKey.generate(),
}
FORMS = {"RS256": RSAAlgorithm, "ES256": ECAlgorithm, "EdDSA": OKPAlgorithm}
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_jwk(kid: str) -> dict[str, Any]:
    shown: dict[str, Any] = FORMS[kid].to_jwk(KEYS[kid].public_key(), as_dict=True)
    return {**shown, "kid": kid, "alg": kid, "use": "sig"}


@dataclass
class Issuer:
    """Who it says it is, which keys it shows, how often it was asked for them."""

    url: str = ""
    says: str = ""
    shown: list[str] = field(default_factory=lambda: list(KEYS))
    asked: int = 0
    down: bool = False

    def answer(self, path: str) -> dict[str, Any] | None:
        if self.down:
            return None
        if path == "/keys":
            self.asked += 1
            return {"keys": [public_jwk(kid) for kid in self.shown]}
        return {"issuer": self.says or self.url, "jwks_uri": f"{self.url}/keys"}

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        whole = {"iss": self.url, "aud": OURS, "sub": "s-1", "iat": now, "exp": now + 300} | changes
        return {name: value for name, value in whole.items() if value is not None}

    def token(
        self, algorithm: str = "RS256", *, kid: str | None = None, key: Any = None, **changes: Any
    ) -> str:
        headers = {"kid": kid or algorithm}
        return jwt.encode(
            self.claims(**changes), key or KEYS[algorithm], algorithm=algorithm, headers=headers
        )


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    told = Issuer()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = told.answer(self.path)
            self.send_response(200 if content else 503)
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    told.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def judge(issuer):
    return OidcIssuer(issuer.url, OURS, system_clock).subject_of


@pytest.mark.parametrize("algorithm", sorted(KEYS))
def test_what_the_issuer_signed_for_us_says_whose_it_is(issuer, judge, algorithm):
    assert judge(issuer.token(algorithm)) == "s-1"
    assert judge(issuer.token(algorithm, sub="s-2", aud=["khac", OURS])) == "s-2"
    assert issuer.asked == 1, "its keys are remembered"


def unsigned(issuer: Issuer) -> str:
    return jwt.encode(issuer.claims(), None, algorithm="none", headers={"kid": "RS256"})


def confused(issuer: Issuer) -> str:
    """Signed with what everybody may know, as if it were a shared secret."""
    public = (
        KEYS["RS256"]
        .public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    head = jwt.utils.base64url_encode(b'{"alg":"HS256","typ":"JWT","kid":"RS256"}')
    text = head + b"." + jwt.utils.base64url_encode(json.dumps(issuer.claims()).encode())
    signature = HMACAlgorithm(HMACAlgorithm.SHA256).sign(text, public)
    return (text + b"." + jwt.utils.base64url_encode(signature)).decode()


WRONG = {
    "another audience": lambda issuer: issuer.token(aud="khac"),
    "no audience": lambda issuer: issuer.token(aud=None),
    "another issuer": lambda issuer: issuer.token(iss="http://127.0.0.1:1"),
    "over": lambda issuer: issuer.token(iat=int(time.time()) - 600, exp=int(time.time()) - 60),
    "without an end": lambda issuer: issuer.token(exp=None),
    "not yet": lambda issuer: issuer.token(nbf=int(time.time()) + 600),
    "without a subject": lambda issuer: issuer.token(sub=None),
    "an unknown key": lambda issuer: issuer.token(kid="khac"),
    "another's key under a known name": lambda issuer: issuer.token(key=STRANGER),
    "one key's signature under another's name": lambda issuer: issuer.token("ES256", kid="RS256"),
    "alg none": unsigned,
    "HS256 with the public key": confused,
    "altered": lambda issuer: issuer.token()[:-8] + "AAAAAAAA",
    "not a token": lambda _issuer: "day.khong-phai.token",
    "nothing": lambda _issuer: "",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_any_other_token_is_refused(issuer, judge, wrong):
    with pytest.raises(Unauthenticated) as caught:
        judge(wrong(issuer))
    assert caught.value.code == "issuer-token-invalid"


def test_unknown_keys_do_not_have_us_ask_the_issuer_each_time(issuer, judge):
    for number in range(5):
        with pytest.raises(Unauthenticated):
            judge(issuer.token(kid=f"khac-{number}"))
    assert issuer.asked == 1


def test_a_key_that_came_later_is_fetched(issuer):
    judge = OidcIssuer(issuer.url, OURS, system_clock, pause_seconds=0).subject_of
    issuer.shown = ["ES256"]
    with pytest.raises(Unauthenticated):
        judge(issuer.token("EdDSA"))
    issuer.shown.append("EdDSA")
    assert judge(issuer.token("EdDSA")) == "s-1"


def test_an_issuer_that_is_away_or_is_another_is_not_taken_for_a_refusal(issuer):
    judge = OidcIssuer(issuer.url, OURS, system_clock, pause_seconds=0).subject_of
    token = issuer.token()
    issuer.down = True
    with pytest.raises(TransientError):
        judge(token)
    issuer.down, issuer.says = False, "https://khac.example"
    with pytest.raises(TransientError):
        judge(token)
    issuer.says = ""
    assert judge(token) == "s-1"
    issuer.down = True
    with pytest.raises(TransientError):
        judge(issuer.token(kid="khac"))


def test_the_token_says_who_it_is_and_our_book_what_they_may_do(issuer, mongo_uri, realm, tmp_path):
    environment = {
        "SOVANG_HOME": str(tmp_path),
        "SOVANG_REALM": realm,
        "SOVANG_OIDC_ISSUER": issuer.url,
        "SOVANG_OIDC_AUDIENCE": OURS,
    }
    settings = load_settings(environment=environment)
    Keyring(settings.keys).make_missing()
    platform = open_platform(settings, mongo_uri)
    try:
        app = build(platform)
        administrator = Caller(actor="user:a", name="A", grants=(Grant("administrator", "*"),))
        app.act("open-account", OpenAccount(username="lan.so", name="Lan", subject="s-1"), administrator)
        foreign = issuer.token(grants=[{"role": "director", "scope": "*"}], roles=["director"])
        signed = app.act("sign-in-elsewhere", SignInElsewhere(token=foreign), None)
        assert (signed.name, signed.grants) == ("Lan", ())
        with pytest.raises(Forbidden):
            app.act("sign-in-elsewhere", SignInElsewhere(token=issuer.token(sub="s-2")), None)
    finally:
        platform.close()
