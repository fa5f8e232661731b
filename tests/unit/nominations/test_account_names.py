"""The name of an account is sealed, shown from the vault, and asked for by nobody who only wants to sign in."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest

from services.nominations.application.account_book import Account
from services.nominations.application.account_names import AccountNames, name_key, tells_name
from services.nominations.application.accounts import OpenAccount
from services.nominations.application.signing_in import Refresh, SignIn
from shared.access import Caller, Grant
from shared.asking import Paging
from shared.errors import Rejected, TransientError
from tests.unit.nominations.office import PASSWORD, Office

LAN = OpenAccount(username="cv-07", name="Nguyễn Thị Lan", password=PASSWORD)
SIGN_IN = SignIn(username="lan.so", password=PASSWORD)
ADMINISTRATOR = Caller(actor="user:a", name="a", grants=(Grant("administrator", "*"),))
KEY = name_key("lan.so")


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def context(office):
    return office.context


def listed(context):
    return {one.account: one.name for one in context.account_queries.accounts(Paging(), ADMINISTRATOR).items}


def test_what_is_kept_of_a_name_is_sealed_and_shown_to_who_looks_after_accounts(office, context):
    office.accounts.open(LAN)
    assert set(context.book.find("cv-07").name) == {"sealed", "key"}
    assert listed(context) == {"cv-07": "Nguyễn Thị Lan", "lan.so": "Lan"}


def test_two_accounts_never_share_a_key_and_no_name_fits_another_account(office, context):
    office.accounts.open(LAN)
    assert name_key("cv-07") != KEY
    assert context.book.find("cv-07").name["key"] == name_key("cv-07")


def test_once_the_key_is_destroyed_there_is_no_name(context):
    context.keys.destroy(KEY)
    assert listed(context) == {"lan.so": None}


def test_signing_in_and_renewing_it_do_not_wait_for_a_vault_that_is_away(office, context):
    context.keys.away = True
    given = office.sign_ins.sign_in(SIGN_IN)
    assert given.name == "lan.so"
    assert office.sign_ins.refresh(Refresh(refresh_token=given.refresh_token)).name == "lan.so"
    with pytest.raises(TransientError):
        listed(context)
    context.keys.away = False
    assert office.sign_ins.sign_in(SIGN_IN).name == "Lan"


def test_the_vault_is_asked_within_the_patience_of_who_signs_in(context):
    entered = []

    @contextmanager
    def patience():
        entered.append("in")
        yield
        entered.append("out")

    names = AccountNames(context.keys, patience)
    assert names.greeting(context.book.find("lan.so")) == "Lan"
    assert entered == ["in", "out"]


def test_no_token_holds_a_name(office):
    office.sign_ins.sign_in(SIGN_IN)
    assert [one.name for one in office.signed] == ["lan.so"]


def test_a_name_in_clear_from_before_goes_on_and_is_sealed_once(office, context):
    before = replace(context.book.find("lan.so"), name="Lan")
    context.book.accounts["lan.so"] = before
    assert office.sign_ins.sign_in(SIGN_IN).name == "Lan"
    assert listed(context) == {"lan.so": "Lan"}
    assert context.names.seal_in_clear(context.book) == 1
    assert context.book.find("lan.so").name["key"] == KEY
    assert listed(context) == {"lan.so": "Lan"}
    assert context.names.seal_in_clear(context.book) == 0


def test_a_name_in_clear_whose_key_was_destroyed_is_gone_and_not_sealed_again(context):
    context.book.accounts["lan.so"] = Account(username="lan.so", name="Lan", password=None)
    context.keys.destroy(KEY)
    context.names.seal_in_clear(context.book)
    assert context.book.find("lan.so").name is None
    assert listed(context) == {"lan.so": None}


def test_nobody_opens_the_account_of_somebody_erased_again(office, context):
    office.accounts.open(LAN)
    context.keys.destroy(name_key("cv-07"))
    with pytest.raises(Rejected) as caught:
        office.accounts.open(LAN)
    assert caught.value.code == "account-exists"
    assert not office.accounts.open_first("cv-07", "Quản trị", PASSWORD)


@pytest.mark.parametrize(
    ("username", "name", "tells"),
    [
        ("lan.so", "Nguyễn Thị Lan", True),
        ("nguyenlan", "Nguyễn Thị Lan", True),
        ("an.so", "Lê An", True),
        ("trang.so", "Lê An", False),
        ("vy-07", "Lê Vỹ", True),
        ("dinh", "Đinh Văn Đô", True),
        ("cv-07", "Nguyễn Thị Lan", False),
        ("van-phong-1", "Trần Ngọc Bích", False),
    ],
)
def test_a_username_that_holds_a_word_of_the_name_is_told(office, username, name, tells):
    assert tells_name(username, name) is tells
    opened = office.accounts.open(replace(LAN, username=f"{username}.x", name=name))
    assert opened.username_tells_name is tells
