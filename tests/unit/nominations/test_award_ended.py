"""An award that was cancelled or refused stands on its holder's record no more: nobody is judged by it from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from structlog.testing import capture_logs

from services.nominations.adapters.foreign import AwardCancelled, AwardDeclined
from shared.acts import BrokenRule, RuleUse
from tests.unit.nominations import course
from tests.unit.nominations.context import MemoryContext

HOLDER = {"subject_kind": "individual", "subject_id": "s1"}
DAY = date(2022, 9, 5)


@pytest.fixture
def context():
    """`s1` was given an award, which stands on record."""
    context = course.whole(MemoryContext())
    context.policies.when_award_granted(course.granted())
    assert [one.fact_id for one in entries(context)] == ["award-n1"]
    return context


def entries(context):
    return context.known.records.load("record-individual-s1").state.entries


def cancelled(award_id="n1"):
    return course.foreign(
        AwardCancelled(
            occurred_on=DAY, basis="simulated", award_id=award_id, **HOLDER, number="90/QĐ-SCT", dated=DAY
        ),
        "e-cancelled",
    )


def declined():
    return course.foreign(
        AwardDeclined(occurred_on=DAY, basis="simulated", award_id="n1", **HOLDER, declined_on=DAY),
        "e-declined",
    )


def react(context, event):
    context.policies.table()[event.envelope.type](event)


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (cancelled(), "Quyết định khen thưởng bị hủy bỏ theo Quyết định 90/QĐ-SCT ngày 5/9/2022"),
        (declined(), "Người được khen từ chối nhận ngày 5/9/2022"),
    ],
)
def test_what_no_longer_stands_is_taken_off_the_record_with_the_reason(context, event, reason):
    for _ in range(2):  # told twice, it is taken off once
        react(context, event)
    assert entries(context) == ()
    (stored,) = [one for one in context.stored() if one.attributes["type"] == "FactWithdrawn"]
    gone = context.codec.decode_open(stored)
    assert (gone.event.fact_id, gone.event.reason) == ("award-n1", reason)
    assert gone.envelope.actor.startswith("system:when_award_")
    assert gone.envelope.causationid == event.envelope.id


def test_a_grant_that_is_told_again_afterwards_does_not_bring_it_back(context):
    react(context, cancelled())
    context.policies.when_award_granted(course.granted())
    assert entries(context) == ()


def test_what_never_came_on_record_holds_nothing_up(context):
    with capture_logs() as logs:
        react(context, cancelled("khac"))
    assert [(line["event"], line["reason"]) for line in logs] == [
        ("award not taken off record", "fact-unknown")
    ]
    assert len(entries(context)) == 1


@pytest.mark.parametrize("code", ["award-cancelled", "award-declined"])
def test_what_paper_says_was_granted_after_its_end_never_comes_on_record(code):
    context = course.whole(MemoryContext())
    rule = RuleUse(rule="order/1", citation="Trình tự", confirmed=False)
    flagged = replace(course.granted().event, broken=(BrokenRule(code=code, rule=rule, facts={}),))
    with capture_logs() as logs:
        context.policies.when_award_granted(course.foreign(flagged, "e-late"))
    assert entries(context) == ()
    assert [line["reason"] for line in logs] == ["granted-after-its-end"]
