"""Tokens: signed and verified, and every way in which one is refused."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.access import Caller, Grant
from shared.errors import Unauthenticated
from shared.keyring import SERVICE, TOKEN, Keyring, MissingKey
from shared.servicetokens import service_signer, service_token, service_tokens
from shared.settings import Settings, load_settings
from shared.tokens import TokenSigner, TokenVerifier, service_caller, signer_of, verifier_of

NOW = datetime(2026, 3, 25, 8, tzinfo=UTC)
LAN = Caller(
    actor="user:lan", name="Nguyễn Thị Lan", grants=(Grant("office", "so-ct"), Grant("inspector", "*"))
)


@dataclass
class Realm:
    keyring: Keyring
    settings: Settings
    now: datetime = NOW
    issued: list[str] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now


@pytest.fixture
def realm(tmp_path):
    keyring = Keyring(tmp_path)
    keyring.make_missing()
    return Realm(keyring, load_settings(environment={}))


def claims(realm: Realm, **changes: object) -> dict[str, object]:
    said = {
        "iss": realm.settings.realm_origin,
        "aud": "sovang:demo",
        "sub": "user:lan",
        "name": "Lan",
        "grants": [{"role": "office", "scope": "*"}],
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 60,
    }
    return {name: value for name, value in {**said, **changes}.items() if value is not ...}


def signed(realm: Realm, **changes: object) -> str:
    return jwt.encode(claims(realm, **changes), realm.keyring.private(TOKEN), algorithm="EdDSA")


def refused(realm: Realm, token: str) -> str:
    with pytest.raises(Unauthenticated) as found:
        verifier_of(realm).verify(token)
    return found.value.code


def test_a_token_gives_back_the_caller(realm):
    assert verifier_of(realm).verify(signer_of(realm).sign(LAN)) == LAN


def test_a_token_ends_with_its_term_even_when_it_was_seen_before(realm):
    verifier, token = verifier_of(realm), signer_of(realm).sign(LAN)
    assert verifier.verify(token) == LAN
    realm.now = NOW + timedelta(minutes=15, seconds=4)
    assert verifier.verify(token) == LAN
    realm.now = NOW + timedelta(minutes=15, seconds=6)
    with pytest.raises(Unauthenticated) as found:
        verifier.verify(token)
    assert found.value.code == "token-expired"


def test_nobody_signs_for_longer_than_fifteen_minutes(realm):
    with pytest.raises(ValueError, match="15 minutes"):
        signer_of(realm).sign(LAN, timedelta(minutes=16))
    with pytest.raises(ValueError, match="15 minutes"):
        signer_of(realm).sign(LAN, timedelta(0))


def test_a_token_of_another_key_is_refused(realm):
    forged = jwt.encode(claims(realm), Ed25519PrivateKey.generate(), algorithm="EdDSA")
    assert refused(realm, forged) == "token-invalid"


def test_a_token_of_another_realm_is_refused(realm):
    elsewhere = Realm(realm.keyring, replace(realm.settings, realm="ha-tinh"))
    assert refused(realm, signer_of(elsewhere).sign(LAN)) == "token-invalid"


def test_a_token_without_signature_or_with_a_shared_secret_is_refused(realm):
    head = base64.urlsafe_b64encode(json.dumps({"alg": "none", "typ": "JWT"}).encode()).rstrip(b"=").decode()
    body = signed(realm).split(".")[1]
    assert refused(realm, f"{head}.{body}.") == "token-invalid"
    public = realm.keyring.folder.joinpath("token.pub").read_bytes()
    with_secret = jwt.encode(claims(realm), base64.b64encode(public), algorithm="HS256")
    assert refused(realm, with_secret) == "token-invalid"


@pytest.mark.parametrize("place", [5, 60, -5])
def test_a_changed_token_is_refused(realm, place):
    token = signed(realm)
    changed = (
        token[:place]
        + ("A" if token[place] != "A" else "B")
        + token[place + 1 if place != -1 else len(token) :]
    )
    assert refused(realm, changed) == "token-invalid"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "elsewhere"},
        {"iss": ...},
        {"aud": "sovang:other"},
        {"aud": ["sovang:demo", "x"]},
        {"aud": ...},
        {"sub": ...},
        {"sub": "lan"},
        {"sub": "system:policy"},
        {"sub": "user:"},
        {"name": ...},
        {"name": 7},
        {"grants": ...},
        {"grants": "office"},
        {"grants": [{"role": "office"}]},
        {"grants": [{"role": "office", "scope": 1}]},
        {"exp": ...},
        {"iat": ...},
        {"exp": int(NOW.timestamp()) + 16 * 60},
        {"exp": int(NOW.timestamp()) - 1, "iat": int(NOW.timestamp())},
        {"exp": NOW.timestamp() + 60.5},
        {"exp": True},
        {"iat": int(NOW.timestamp()) + 60, "exp": int(NOW.timestamp()) + 120},
    ],
)
def test_a_token_that_says_less_or_other_than_it_must_is_refused(realm, changes):
    assert refused(realm, signed(realm, **changes)) == "token-invalid"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "đ", "a" * 100_000])
def test_what_is_no_token_is_refused(realm, token):
    assert refused(realm, token) == "token-invalid"


def test_the_verifier_remembers_a_bounded_number_of_tokens(realm, monkeypatch):
    monkeypatch.setattr("shared.tokens.REMEMBERED", 3)
    verifier, signer = verifier_of(realm), signer_of(realm)
    for _ in range(8):
        assert verifier.verify(signer.sign(LAN)) == LAN
    assert len(verifier._known) <= 3


def test_a_service_holds_its_token_for_half_its_life(realm):
    current = service_tokens(realm, "awards")
    first = current()
    realm.now = NOW + timedelta(minutes=7)
    assert current() == first
    realm.now = NOW + timedelta(minutes=8)
    second = current()
    assert second != first
    caller = verifier_of(realm).verify(second)
    assert (caller.actor, caller.grants) == ("service:awards", (Grant("service", "*"),))


def test_a_service_makes_its_token_again_when_the_clock_was_put_back(realm):
    realm.now = NOW + timedelta(hours=1)
    current = service_tokens(realm, "awards")
    early = current()
    realm.now = NOW
    assert refused(realm, early) == "token-invalid"
    assert verifier_of(realm).verify(current()) == service_caller("awards")


def test_a_short_program_gets_one_token_of_a_service(realm):
    token = service_token(realm.settings, realm.keyring, "audit", realm.clock)
    assert verifier_of(realm).verify(token) == service_caller("audit")


def without(realm: Realm, *files: str) -> Realm:
    for file in files:
        (realm.keyring.folder / file).unlink()
    return realm


def test_a_process_without_the_token_key_speaks_by_the_service_key(realm):
    verifier = verifier_of(realm)
    token = service_tokens(without(realm, "token.key"), "awards")()
    assert jwt.get_unverified_header(token)["kid"] == SERVICE
    assert verifier.verify(token) == service_caller("awards")


def test_with_both_keys_the_token_key_signs_as_older_processes_know_no_other(realm):
    older = TokenVerifier(realm.keyring.public(TOKEN), realm.settings, realm.clock)
    assert older.verify(service_token(realm.settings, realm.keyring, "awards", realm.clock))
    separated = service_token(realm.settings, without(realm, "token.key").keyring, "awards", realm.clock)
    with pytest.raises(Unauthenticated):
        older.verify(separated)


@pytest.mark.parametrize(
    "caller",
    [
        LAN,
        replace(LAN, actor="service:awards"),
        replace(service_caller("awards"), actor="user:awards"),
        replace(service_caller("awards"), grants=(Grant("service", "*"), Grant("administrator", "*"))),
        replace(service_caller("awards"), grants=(Grant("service", "so-ct"),)),
    ],
)
def test_the_service_key_signs_for_no_person_and_for_no_other_role(realm, caller):
    signer = TokenSigner(realm.keyring.private(SERVICE), realm.settings, realm.clock, SERVICE)
    assert refused(realm, signer.sign(caller)) == "token-invalid"


def test_a_token_counts_under_the_key_it_names_alone(realm):
    named = TokenSigner(realm.keyring.private(TOKEN), realm.settings, realm.clock, SERVICE)
    unnamed = TokenSigner(realm.keyring.private(SERVICE), realm.settings, realm.clock)
    for signer in (named, unnamed):
        assert refused(realm, signer.sign(service_caller("awards"))) == "token-invalid"


def test_a_realm_from_before_the_service_key_goes_on(realm):
    old = without(realm, "service.key", "service.pub")
    assert verifier_of(old).verify(service_token(old.settings, old.keyring, "awards", old.clock))
    with pytest.raises(MissingKey, match=r"token\.key"):
        service_signer(without(old, "token.key").keyring, old.settings)


def test_signer_and_verifier_need_only_their_own_half_of_the_key(realm):
    signer = TokenSigner(realm.keyring.private(TOKEN), realm.settings, realm.clock)
    verifier = TokenVerifier(realm.keyring.public(TOKEN), realm.settings, realm.clock)
    assert verifier.verify(signer.sign(LAN)).name == "Nguyễn Thị Lan"


def test_the_term_of_each_grant_travels_and_is_judged_at_each_use_on_the_day_in_vietnam(realm):
    """16:55 UTC on the 25th is five to midnight in Vietnam: ten minutes later it is another day there."""
    realm.now = datetime(2026, 3, 25, 16, 55, tzinfo=UTC)
    last = Grant("office", "so-ct", None, date(2026, 3, 25))
    first = Grant("director", "so-ct", date(2026, 3, 26))
    token = signer_of(realm).sign(replace(LAN, grants=(last, first)))
    verifier = verifier_of(realm)
    assert verifier.verify(token).grants == (last,)
    realm.now += timedelta(minutes=10)
    assert verifier.verify(token).grants == (first,)


def test_what_is_over_or_has_begun_is_not_written_into_the_token(realm):
    begun = Grant("office", "so-ct", date(2026, 3, 25), date(2026, 4, 1))
    over = Grant("director", "so-ct", date(2026, 1, 1), date(2026, 3, 24))
    token = signer_of(realm).sign(replace(LAN, grants=(over, begun)))
    said = jwt.decode(token, options={"verify_signature": False})
    assert said["grants"] == [{"role": "office", "scope": "so-ct", "until": "2026-04-01"}]


@pytest.mark.parametrize("term", [{"from": "25/3/2026"}, {"until": 20260325}, {"from": None}])
def test_a_term_that_is_no_day_spoils_the_token(realm, term):
    assert refused(realm, signed(realm, grants=[{"role": "office", "scope": "*", **term}])) == "token-invalid"
