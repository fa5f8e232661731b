"""What an account may do is given and taken back by events, each once, each with its term and its deciding document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.account import account, stream_identity
from services.nominations.domain.account_messages import (
    AccountDisabled,
    AccountEnabled,
    Bounds,
    DecidingDocument,
    DisableAccount,
    EnableAccount,
    GiveGrant,
    GiveGrants,
    GrantGiven,
    GrantRevoked,
    NotePassword,
    PasswordChanged,
    PasswordReset,
    RevokeGrant,
)
from shared.acts import Occurrence
from shared.errors import Rejected
from shared.ids import is_stream

TODAY = date(2026, 3, 25)
BOUNDS = Bounds(today=TODAY, decision_needed=True)
DECISION = DecidingDocument(number="7/QĐ-SCT", dated=date(2026, 3, 20))
CASE = f"account-{stream_identity('lan.so')}"
ACT = Occurrence(occurred_on=TODAY, basis="system").act(CASE)
GIVE = GiveGrant(
    account="lan.so",
    grant_id="g1",
    role="office",
    scope="so",
    ends_on=date(2026, 12, 31),
    person_id="s1",
    decision=DECISION,
    bounds=BOUNDS,
)
GIVEN = GrantGiven(
    act=ACT,
    account="lan.so",
    grant_id="g1",
    role="office",
    scope="so",
    begins_on=TODAY,
    ends_on=date(2026, 12, 31),
    person_id="s1",
    decision=DECISION,
)
REVOKE = RevokeGrant(account="lan.so", grant_id="g1", decision=DECISION, bounds=BOUNDS)
REVOKED = GrantRevoked(act=ACT, account="lan.so", grant_id="g1", role="office", decision=DECISION)
DISABLE = DisableAccount(account="lan.so", decision=DECISION, bounds=BOUNDS)
DISABLED = AccountDisabled(act=ACT, account="lan.so", decision=DECISION)
ENABLE = EnableAccount(account="lan.so", decision=DECISION, bounds=BOUNDS)
ENABLED = AccountEnabled(act=ACT, account="lan.so", decision=DECISION)


def state(*events):
    folded = account.initial
    for event in events:
        folded = account.evolve(folded, event)
    return folded


def decided(command, *events):
    return list(account.decide(command, state(*events)))


def refused(command, *events):
    with pytest.raises(Rejected) as caught:
        account.decide(command, state(*events))
    return caught.value.code


def test_a_grant_begins_today_unless_a_day_is_named():
    assert decided(GIVE) == [GIVEN]
    first = date(2026, 4, 1)
    assert decided(replace(GIVE, begins_on=first)) == [replace(GIVEN, begins_on=first)]


def test_a_grant_is_given_once():
    assert decided(GIVE, GIVEN) == []
    assert decided(GIVE, GIVEN, REVOKED) == []


def test_a_grant_is_taken_back_once_and_is_then_not_held():
    assert decided(REVOKE, GIVEN) == [REVOKED]
    assert decided(REVOKE, GIVEN, REVOKED) == []
    other = replace(GIVEN, grant_id="g2", scope="*")
    after = state(GIVEN, other, REVOKED)
    assert [held.grant_id for held in after.held] == ["g2"]
    assert after.scopes == ("*",)


def test_what_was_not_given_cannot_be_taken_back():
    assert refused(REVOKE) == "grant-unknown"
    assert refused(replace(REVOKE, grant_id="g9"), GIVEN) == "grant-unknown"


def test_an_account_is_disabled_and_enabled_once_each():
    assert decided(DISABLE) == [DISABLED]
    assert decided(DISABLE, DISABLED) == []
    assert decided(ENABLE) == []
    assert decided(ENABLE, DISABLED) == [ENABLED]
    assert state(DISABLED).disabled
    assert not state(DISABLED, ENABLED).disabled


def test_several_grants_are_given_at_once_or_none_of_them():
    second = replace(GIVE, grant_id="g2", role="director")
    both = GiveGrants(account="lan.so", grants=(GIVE, second), bounds=BOUNDS)
    assert decided(both) == [GIVEN, replace(GIVEN, grant_id="g2", role="director")]
    assert decided(both, GIVEN) == [replace(GIVEN, grant_id="g2", role="director")]
    backwards = replace(second, ends_on=date(2026, 3, 24))
    assert refused(replace(both, grants=(GIVE, backwards))) == "term-backwards"


@pytest.mark.parametrize("command", [GIVE, REVOKE, DISABLE, ENABLE])
def test_every_right_is_given_and_taken_on_a_document_where_the_realm_asks_for_one(command):
    without = replace(command, decision=None)
    assert refused(without, GIVEN, DISABLED) == "decision-needed"
    loose = replace(without, bounds=replace(BOUNDS, decision_needed=False))
    account.decide(loose, state(GIVEN, DISABLED))


@pytest.mark.parametrize(
    ("bounds", "code"),
    [
        ({"account_known": False}, "account-unknown"),
        ({"unknown_roles": ("king",)}, "role-unknown"),
        ({"unknown_scopes": ("khong-co",)}, "unknown-organisation"),
        ({"unknown_people": ("ai",)}, "person-unknown"),
    ],
)
def test_what_is_not_registered_gets_no_right(bounds, code):
    assert refused(replace(GIVE, bounds=replace(BOUNDS, **bounds))) == code


def test_a_term_of_one_day_is_a_term_and_one_that_ends_before_it_begins_is_none():
    assert decided(replace(GIVE, ends_on=TODAY)) == [replace(GIVEN, ends_on=TODAY)]
    assert refused(replace(GIVE, ends_on=date(2026, 3, 24))) == "term-backwards"


@pytest.mark.parametrize(("own", "kind"), [(False, PasswordReset), (True, PasswordChanged)])
def test_another_password_is_noted_each_time_without_a_document_and_changes_no_right(own, kind):
    noted = kind(act=ACT, account="lan.so")
    note = NotePassword(account="lan.so", own=own, bounds=BOUNDS)
    assert decided(note, GIVEN) == [noted]
    assert decided(note, GIVEN, noted) == [noted]
    assert state(GIVEN, noted) == state(GIVEN)
    assert refused(replace(note, bounds=replace(BOUNDS, account_known=False))) == "account-unknown"


def test_any_username_names_a_stream_of_its_own():
    names = {stream_identity(name) for name in ("lan.so", "lan-so", "lanso")}
    assert len(names) == 3
    assert all(is_stream(f"account-{name}") for name in names)
