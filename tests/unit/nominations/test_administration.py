"""Somebody always administers the whole realm: the last one, or the one whose grant lasts longest, is not taken away."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application.account_book import Account
from services.nominations.domain.account_messages import (
    Administrator,
    DisableAccount,
    EnableAccount,
    GiveGrant,
    RevokeGrant,
)
from services.nominations.domain.administration import (
    AdministratorWithdrawn,
    WithdrawAdministrator,
    administration,
)
from shared.acts import Occurrence
from shared.errors import LostRace, Rejected
from shared.testing.spec import Spec
from tests.unit.nominations.context import MemoryContext

TODAY = date(2021, 3, 15)


@pytest.fixture
def context():
    return MemoryContext()


def given(context, name, ends_on=None, begins_on=None, role="administrator", scope="*", number=1):
    if context.book.find(name) is None:
        context.book.add(Account(username=name, name=name, password=None))
    grant = GiveGrant(
        account=name,
        grant_id=f"{name}-{number}",
        role=role,
        scope=scope,
        begins_on=begins_on or date(2021, 1, 1),
        ends_on=ends_on,
    )
    context.do(grant, role="administrator")


def revoke(name, number=1):
    return RevokeGrant(account=name, grant_id=f"{name}-{number}")


def refused(context, command):
    with pytest.raises(Rejected) as caught:
        context.do(command, role="administrator")
    return caught.value.code == "last-administrator"


@pytest.mark.parametrize("command", [revoke("mot"), DisableAccount(account="mot")])
def test_the_last_administrator_is_not_taken_away(context, command):
    given(context, "mot")
    given(context, "khac", role="office")
    assert refused(context, command)
    assert refused(context, command)
    given(context, "hai")
    context.do(command, role="administrator")
    assert refused(context, revoke("hai"))
    assert refused(context, DisableAccount(account="hai"))


@pytest.mark.parametrize(
    ("other", "taken"),
    [
        ({}, True),
        ({"ends_on": date(2021, 12, 31)}, False),
        ({"ends_on": date(2021, 3, 14)}, False),
        ({"begins_on": date(2021, 3, 16)}, False),
    ],
)
def test_whoever_remains_must_count_today_and_last_as_long(context, other, taken):
    given(context, "mot")
    given(context, "hai", **other)
    if taken:
        context.do(revoke("mot"))
    else:
        assert refused(context, revoke("mot"))


def test_of_grants_that_end_the_one_that_ends_latest_stays(context):
    given(context, "mot", ends_on=date(2021, 12, 31))
    given(context, "hai", ends_on=date(2021, 6, 30))
    assert refused(context, revoke("mot"))
    context.do(revoke("hai"))


def test_a_grant_that_does_not_count_is_taken_back_freely(context):
    given(context, "mot", ends_on=date(2021, 3, 14))
    context.do(revoke("mot"))
    given(context, "hai")
    given(context, "hai", number=2)
    context.do(revoke("hai"))
    assert refused(context, revoke("hai", 2))


def test_a_disabled_administrator_counts_for_nothing_until_enabled(context):
    given(context, "mot")
    given(context, "hai")
    context.do(DisableAccount(account="hai"))
    context.do(DisableAccount(account="hai"))
    assert refused(context, revoke("mot"))
    context.do(EnableAccount(account="hai"))
    context.do(revoke("mot"))


def test_each_that_goes_is_noted_with_how_many_remain(context):
    for name in ("mot", "hai", "ba"):
        given(context, name)
    given(context, "khac", role="office")
    context.do(revoke("khac"))
    context.do(revoke("mot"))
    context.do(DisableAccount(account="hai"))
    noted = [one.event for one in context.recorded() if isinstance(one.event, AdministratorWithdrawn)]
    assert [(one.account, one.remaining) for one in noted] == [("mot", 2), ("hai", 1)]


@pytest.mark.parametrize("moment", ["judged", "fenced"])
@pytest.mark.parametrize("of_mot", [revoke("mot"), DisableAccount(account="mot")])
def test_of_two_who_take_each_other_away_at_one_moment_one_is_refused(context, of_mot, moment):
    """`hai` takes `mot` away; just when it is known who remains, `mot` takes `hai` away."""
    given(context, "mot")
    given(context, "hai")
    names, moments = context.named, ["judged", "fenced"]

    def named(roles):
        found = list(names(roles))
        if moments and moments.pop(0) == moment:
            moments.clear()
            context.do(revoke("hai"), actor="user:mot", role="administrator")
        return found

    context.named = named
    assert refused(context, of_mot)
    assert not moments
    assert [name for name in ("mot", "hai") if context.known.account(name).held] == ["mot"]
    assert not context.known.account("mot").disabled


def test_the_fence_is_written_only_while_somebody_remains():
    act = Occurrence(occurred_on=TODAY, basis="system").act("account-x")
    fence = Spec(administration)
    left = (
        Administrator(account="hai", until=date.max),
        Administrator(account="hai", until=date(2021, 12, 31)),
    )
    gone = WithdrawAdministrator(act=act, account="mot", until=date.max, left=left)
    noted = AdministratorWithdrawn(act=act, account="mot", remaining=1)
    fence.given().when(gone).then(noted)
    fence.given(noted).when(gone).then(noted)
    assert administration.fold([noted, noted]).withdrawn == 2
    with pytest.raises(LostRace):
        administration.decide(
            WithdrawAdministrator(act=act, account="mot", until=date.max, left=left[1:]),
            administration.initial,
        )
