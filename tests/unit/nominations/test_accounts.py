"""Accounts are opened once, and their passwords are kept so that nobody can read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.accounts import Argon2Passwords
from services.nominations.adapters.roles import roles_of_people
from services.nominations.application.account_names import AccountNames
from services.nominations.application.accounts import Accounts, GivenGrant, OpenAccount, SetPassword
from services.nominations.domain.account_messages import DecidingDocument
from shared.errors import Forbidden, InvalidInput, NotFound, Rejected
from tests.unit.nominations.context import Book, Keys
from tests.unit.nominations.office import PASSWORD, Counting

BODY = OpenAccount(
    username="lan.so",
    name="Lan",
    password=PASSWORD,
    grants=(
        GivenGrant(
            role="office",
            scope="so",
            begins_on=date(2021, 1, 5),
            decision=DecidingDocument(number="7/QĐ-SCT", dated=date(2021, 1, 4)),
        ),
    ),
)


@pytest.fixture
def accounts():
    return Accounts(book=Book(), names=AccountNames(Keys()), passwords=Counting(), roles=roles_of_people())


def test_an_account_is_opened_once_however_often_it_is_asked_for(accounts):
    assert accounts.open(BODY) == accounts.open(BODY)
    assert list(accounts.book.accounts) == ["lan.so"]


@pytest.mark.parametrize(
    "changes", [{"name": "Khác"}, {"password": "mật khẩu khác hẳn"}, {"grants": ()}, {"subject": "s-1"}]
)
def test_a_username_is_not_taken_over(accounts, changes):
    accounts.open(BODY)
    kept = accounts.book.find("lan.so")
    with pytest.raises(Rejected) as caught:
        accounts.open(replace(BODY, **changes))
    assert caught.value.code == "account-exists"
    assert accounts.book.find("lan.so") == kept


def test_who_signs_in_elsewhere_needs_no_password_here(accounts):
    body = replace(BODY, password=None, subject="s-1")
    assert accounts.open(body) == accounts.open(body)
    assert accounts.book.find_subject("s-1").password is None
    with pytest.raises(Rejected):
        accounts.open(replace(body, password=PASSWORD))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"username": "ab"}, "username"),
        ({"username": "Lan"}, "username"),
        ({"username": "a" * 65}, "username"),
        ({"password": "mười một ký"}, "password"),
        ({"password": "a" * 257}, "password"),
        ({"password": None}, "password"),
        ({"grants": (GivenGrant(role="king", scope="*"),)}, "grants[0].role"),
        ({"grants": (GivenGrant(role="service", scope="*"),)}, "grants[0].role"),
        ({"grants": (GivenGrant(role="system", scope="so"),)}, "grants[0].role"),
    ],
)
def test_a_malformed_account_names_the_field(accounts, changes, field):
    with pytest.raises(InvalidInput) as caught:
        accounts.require_sound(replace(BODY, **changes), None)
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize("scope", ["khac", "*"])
def test_nobody_opens_an_account_for_grants_beyond_their_own_reach(accounts, scope):
    grants = (*BODY.grants, GivenGrant(role="administrator", scope=scope))
    with pytest.raises(Forbidden):
        accounts.require_sound(replace(BODY, grants=grants), {"so"})
    accounts.require_sound(BODY, {"so"})


def test_the_first_account_is_opened_once(accounts):
    assert accounts.open_first("quantri", "Quản trị", PASSWORD)
    assert not accounts.open_first("quantri", "Quản trị", "mật khẩu khác hẳn")
    assert accounts.passwords.fits(PASSWORD, accounts.book.find("quantri").password)


def test_a_password_is_changed_within_reach_of_every_grant_of_the_account(accounts):
    accounts.open(BODY)
    new = SetPassword(username="lan.so", password="một mật khẩu mới")
    with pytest.raises(Forbidden):
        accounts.require_settable(new, ["so", "khac"], {"so"})
    assert accounts.passwords.fits(PASSWORD, accounts.book.find("lan.so").password)
    accounts.require_settable(new, ["so"], {"so"})
    accounts.keep_password("lan.so", "một mật khẩu mới")
    assert accounts.passwords.fits("một mật khẩu mới", accounts.book.find("lan.so").password)


def test_a_password_too_short_or_of_nobody_is_not_set(accounts):
    accounts.open(BODY)
    with pytest.raises(InvalidInput):
        accounts.require_settable(SetPassword(username="lan.so", password="ngắn"), [], None)
    with pytest.raises(NotFound):
        accounts.require_settable(SetPassword(username="ai.do", password=PASSWORD), [], None)
    with pytest.raises(NotFound):
        accounts.keep_password("ai.do", PASSWORD)


def test_passwords_are_kept_as_argon2id_and_never_alike():
    passwords = Argon2Passwords()
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert kept != passwords.hashed(PASSWORD)
    assert passwords.fits(PASSWORD, kept)
    assert not passwords.fits("sai mật khẩu rồi", kept)
    assert not passwords.fits("nobody has this password", None)
    assert not passwords.fits(PASSWORD, "not a hash")
