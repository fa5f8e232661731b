"""Accounts are opened once, and signing in tells nobody which half was wrong."""

from __future__ import annotations

import pytest

from services.nominations.adapters.accounts import Argon2Passwords
from services.nominations.adapters.roles import roles_of_people
from services.nominations.application.accounts import Account, Accounts, GivenGrant, OpenAccount, SignIn
from shared.access import Caller, Grant
from shared.errors import Forbidden, InvalidInput, Rejected, Unauthenticated

PASSWORD = "mật khẩu đủ dài"
BODY = OpenAccount(
    username="lan.so", name="Lan", password=PASSWORD, grants=(GivenGrant(role="office", scope="so"),)
)


class Book:
    def __init__(self):
        self.accounts = {}

    def find(self, username):
        return self.accounts.get(username)

    def add(self, account):
        return self.accounts.setdefault(account.username, account) is account


class Counting:
    """Counts comparisons, so that a shortcut for unknown names shows."""

    def __init__(self):
        self.compared = []

    def hashed(self, password):
        return f"hash of {password}"

    def fits(self, password, kept):
        self.compared.append(kept)
        return kept == self.hashed(password)


@pytest.fixture
def signed():
    return []


@pytest.fixture
def accounts(signed):
    def sign(caller):
        signed.append(caller)
        return "token"

    return Accounts(
        book=Book(), passwords=Counting(), sign=sign, lifetime_seconds=900, roles=roles_of_people()
    )


def test_an_opened_account_signs_in_with_its_grants(accounts, signed):
    opened = accounts.open(BODY, None)
    assert (opened.username, opened.grants) == ("lan.so", BODY.grants)
    answer = accounts.sign_in(SignIn(username="lan.so", password=PASSWORD))
    assert (answer.token, answer.expires_in, answer.name, answer.grants) == ("token", 900, "Lan", BODY.grants)
    assert signed == [Caller(actor="user:lan.so", name="Lan", grants=(Grant("office", "so"),))]


@pytest.mark.parametrize(
    ("username", "password"),
    [("lan.so", "sai mật khẩu rồi"), ("ai.do", PASSWORD), ("KHÔNG HỢP LỆ", PASSWORD)],
)
def test_a_failed_sign_in_answers_alike_and_compares_in_every_case(accounts, username, password):
    accounts.open(BODY, None)
    with pytest.raises(Unauthenticated) as caught:
        accounts.sign_in(SignIn(username=username, password=password))
    assert caught.value.code == "sign-in-failed"
    assert len(accounts.passwords.compared) == 1


def test_a_disabled_account_cannot_sign_in(accounts):
    kept = accounts.passwords.hashed(PASSWORD)
    accounts.book.add(Account(username="cu", name="Cũ", password=kept, grants=(), disabled=True))
    with pytest.raises(Unauthenticated):
        accounts.sign_in(SignIn(username="cu", password=PASSWORD))


def test_opening_the_same_account_again_changes_nothing(accounts):
    assert accounts.open(BODY, None) == accounts.open(BODY, None)


@pytest.mark.parametrize("changes", [{"name": "Khác"}, {"password": "mật khẩu khác hẳn"}, {"grants": ()}])
def test_a_username_is_not_taken_over(accounts, changes):
    accounts.open(BODY, None)
    other = {"username": BODY.username, "name": BODY.name, "password": PASSWORD, "grants": BODY.grants}
    with pytest.raises(Rejected) as caught:
        accounts.open(OpenAccount(**other | changes), None)
    assert caught.value.code == "account-exists"
    assert accounts.sign_in(SignIn(username="lan.so", password=PASSWORD)).name == "Lan"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "ab"}, "username"),
        ({"username": "Lan"}, "username"),
        ({"username": "a" * 65}, "username"),
        ({"password": "mười một ký"}, "password"),
        ({"password": "a" * 257}, "password"),
        ({"grants": (GivenGrant(role="king", scope="*"),)}, "grants[0].role"),
        ({"grants": (GivenGrant(role="service", scope="*"),)}, "grants[0].role"),
        ({"grants": (GivenGrant(role="system", scope="so"),)}, "grants[0].role"),
    ],
)
def test_a_malformed_account_names_the_field(accounts, changes, field):
    whole = {"username": BODY.username, "name": BODY.name, "password": PASSWORD, "grants": BODY.grants}
    with pytest.raises(InvalidInput) as caught:
        accounts.open(OpenAccount(**whole | changes), None)
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize("scope", ["khac", "*"])
def test_nobody_gives_a_grant_beyond_their_own_reach(accounts, scope):
    grants = (*BODY.grants, GivenGrant(role="administrator", scope=scope))
    body = OpenAccount(username="lan.so", name="Lan", password=PASSWORD, grants=grants)
    with pytest.raises(Forbidden):
        accounts.open(body, {"so"})
    assert accounts.book.find("lan.so") is None
    assert accounts.open(BODY, {"so"}).grants == BODY.grants


def test_the_first_account_is_the_administrators_and_is_opened_once(accounts):
    assert accounts.open_first("quantri", PASSWORD)
    assert not accounts.open_first("quantri", "mật khẩu khác hẳn")
    assert accounts.sign_in(SignIn(username="quantri", password=PASSWORD)).grants == (
        GivenGrant(role="administrator", scope="*"),
    )


def test_passwords_are_kept_as_argon2id_and_never_alike():
    passwords = Argon2Passwords()
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert kept != passwords.hashed(PASSWORD)
    assert passwords.fits(PASSWORD, kept)
    assert not passwords.fits("sai mật khẩu rồi", kept)
    assert not passwords.fits("nobody has this password", None)
    assert not passwords.fits(PASSWORD, "not a hash")
