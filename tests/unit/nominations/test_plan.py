"""A plan is drafted, issued under number and date, sent and delivered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.obligation import Obligation
from services.nominations.domain.plan import Issued, plan
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    IssuePlan,
    PlanDelivered,
    PlanFileAttached,
    PlanFileWithdrawn,
    PlanSent,
    Recipient,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from shared.acts import ActRefused, BrokenRule
from shared.errors import InvalidInput, Rejected
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations.builders import (
    CASE,
    FORM,
    RULES,
    done,
    draft,
    drafted,
    issued,
    on_paper,
)

a = Spec(plan)
ISSUE = IssuePlan(
    plan_id="p1",
    number="12/KH-SCT",
    dated=date(2021, 1, 20),
    signatory_role="director",
    occurrence=done(date(2021, 1, 20)),
    rules=RULES,
)
SEND = SendPlan(plan_id="p1", recipient_id="r1", occurrence=done())
SENT = PlanSent(act=done().act(CASE), plan_id="p1", recipient_id="r1")
DELIVER = RecordDelivery(
    plan_id="p1", recipient_id="r1", delivered_on=date(2021, 1, 22), receipt="Sổ công văn", occurrence=done()
)
DELIVERED = PlanDelivered(
    act=done().act(CASE),
    plan_id="p1",
    recipient_id="r1",
    delivered_on=date(2021, 1, 22),
    receipt="Sổ công văn",
)


ATTACH = AttachToPlan(plan_id="p1", title="KHUB-2590.pdf", sha256="a" * 64, occurrence=done())
ATTACHED = PlanFileAttached(act=done().act(CASE), plan_id="p1", title="KHUB-2590.pdf", sha256="a" * 64)


def test_a_file_goes_with_a_plan_in_force_once_under_its_first_name():
    a.given(drafted(), issued()).when(ATTACH).then(ATTACHED)
    a.given(drafted(), issued(), ATTACHED).when(replace(ATTACH, title="Khác")).then_nothing()
    other = replace(ATTACHED, sha256="b" * 64)
    a.given(drafted(), issued(), ATTACHED).when(replace(ATTACH, sha256="b" * 64)).then(other)


def test_a_file_noted_wrongly_is_taken_back_once_and_may_be_noted_again():
    withdraw = WithdrawPlanFile(plan_id="p1", sha256="a" * 64, reason="Nhầm tệp", occurrence=done())
    withdrawn = PlanFileWithdrawn(act=done().act(CASE), plan_id="p1", sha256="a" * 64, reason="Nhầm tệp")
    a.given(drafted(), issued(), ATTACHED).when(withdraw).then(withdrawn)
    a.given(drafted(), issued(), ATTACHED, withdrawn).when(replace(withdraw, reason="Khác")).then_nothing()
    a.given(drafted(), issued(), ATTACHED, withdrawn).when(ATTACH).then(ATTACHED)
    a.given(drafted(), issued()).when(withdraw).then_rejected("plan-file-unknown")


def test_a_file_is_told_by_its_digest_and_goes_with_no_draft():
    a.given(drafted()).when(ATTACH).then_rejected("plan-not-issued")
    a.given().when(ATTACH).then_rejected("plan-not-found")
    in_draft = plan.evolve(plan.initial, drafted())
    with pytest.raises(InvalidInput) as refused:
        plan.decide(replace(ATTACH, sha256="A" * 64), plan.evolve(in_draft, issued()))
    assert [*refused.value.fields] == ["sha256"]


def test_a_plan_is_drafted():
    a.given().when(draft()).then(drafted())


def test_drafting_the_same_plan_again_changes_nothing():
    a.given(drafted()).when(draft()).then_nothing()
    a.given(drafted(), issued()).when(draft()).then_nothing()


def test_a_plan_cannot_be_drafted_anew_with_other_content():
    a.given(drafted()).when(draft(title="Khác")).then_rejected("plan-exists")
    a.given(drafted(), issued()).when(draft(title="Khác")).then_rejected("plan-exists")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unknown_units": ("u9",)}, "unknown-organisation"),
        ({"period_to": 2020}, "plan-period-reversed"),
        ({"obligations": (Obligation(kind="report", citation="V.2"),) * 2}, "obligation-twice"),
        (
            {"obligations": (Obligation(kind="report", citation="V.2", minimum=3, maximum=2),)},
            "obligation-range",
        ),
        ({"obligations": (Obligation(kind="report", citation="V.2", minimum=-1),)}, "obligation-range"),
        ({"recipients": (Recipient(recipient_id="r1", name="HĐ"),) * 2}, "recipient-twice"),
        ({"participants": ("u1", "u2", "u1")}, "participant-twice"),
    ],
)
def test_a_plan_that_contradicts_itself_cannot_be_drafted(changes, code):
    a.given().when(draft(**changes)).then_rejected(code)


def test_a_plan_with_number_and_date_is_issued():
    a.given(drafted()).when(ISSUE).then(issued())


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"number": None}, "plan-number-missing"),
        ({"dated": None}, "plan-date-missing"),
        ({"number": None, "dated": None}, "plan-number-missing"),
    ],
)
def test_a_plan_without_number_or_date_is_refused_with_the_rule_it_breaks(missing, code):
    refusal = a.given(drafted()).when(replace(ISSUE, **missing)).then_refused(code)
    assert refusal.act.case == CASE
    assert refusal.asked == "IssuePlan"
    assert refusal.act.rules == (FORM.use,)


def test_a_refused_plan_is_issued_once_it_has_number_and_date():
    (refusal,) = plan.decide(replace(ISSUE, number=None), plan.fold([drafted()]))
    assert isinstance(refusal, ActRefused)
    a.given(drafted(), refusal).when(ISSUE).then(issued())


def test_a_plan_issued_on_paper_without_a_number_is_recorded_and_flagged():
    flag = BrokenRule(code="plan-number-missing", rule=FORM.use, facts={})
    paper = on_paper(date(2021, 1, 20))
    a.given(drafted()).when(replace(ISSUE, number=None, occurrence=paper)).then(
        issued(number=None, act=paper.act(CASE, broken=[flag]))
    )


def test_nobody_guesses_what_a_plan_must_bear_when_no_rule_is_on_file():
    with pytest.raises(Rejected) as caught:
        plan.decide(replace(ISSUE, number=None, rules=RuleBook(())), plan.fold([drafted()]))
    assert caught.value.code == "rule-missing"


def test_issuing_again_under_the_same_number_changes_nothing():
    a.given(drafted(), issued()).when(ISSUE).then_nothing()


def test_an_issued_plan_keeps_its_number():
    a.given(drafted(), issued()).when(replace(ISSUE, number="13/KH-SCT")).then_rejected("plan-already-issued")


def test_a_plan_nobody_drafted_cannot_be_issued_or_sent():
    a.given().when(ISSUE).then_rejected("plan-not-found")
    a.given().when(SEND).then_rejected("plan-not-found")


def test_a_draft_cannot_be_sent():
    a.given(drafted()).when(SEND).then_rejected("plan-not-issued")
    a.given(drafted()).when(DELIVER).then_rejected("plan-not-issued")


def test_an_issued_plan_is_sent_to_its_recipients_once_each():
    a.given(drafted(), issued()).when(SEND).then(SENT)
    a.given(drafted(), issued(), SENT).when(SEND).then_nothing()
    a.given(drafted(), issued(), SENT).when(replace(SEND, recipient_id="r2")).then(
        replace(SENT, recipient_id="r2")
    )


def test_a_plan_is_sent_only_to_recipients_it_names():
    a.given(drafted(), issued()).when(replace(SEND, recipient_id="r9")).then_rejected("unknown-recipient")


def test_only_a_recipient_of_the_plan_gets_it():
    a.given(drafted(), issued()).when(replace(DELIVER, recipient_id="r9")).then_rejected("unknown-recipient")


def test_a_delivery_follows_a_sending_and_stands_once():
    a.given(drafted(), issued()).when(DELIVER).then_rejected("plan-not-sent")
    a.given(drafted(), issued(), SENT).when(DELIVER).then(DELIVERED)
    a.given(drafted(), issued(), SENT, DELIVERED).when(DELIVER).then_nothing()


def test_each_recipient_has_its_own_delivery_status():
    state = plan.fold([drafted(), issued(), SENT, replace(SENT, recipient_id="r2"), DELIVERED])
    assert isinstance(state, Issued)
    assert [(one.recipient_id, one.delivered_on) for one in state.sendings] == [
        ("r1", date(2021, 1, 22)),
        ("r2", None),
    ]


@pytest.mark.parametrize(
    ("number", "dated", "title"),
    [
        ("12/KH-SCT", date(2021, 1, 20), "Kế hoạch số 12/KH-SCT ngày 20/1/2021"),
        ("12/KH-SCT", None, "Kế hoạch số 12/KH-SCT"),
        (None, date(2021, 1, 20), "Kế hoạch không số ngày 20/1/2021"),
    ],
)
def test_a_plan_is_cited_by_what_it_bears(number, dated, title):
    state = plan.fold([drafted(), issued(number=number, dated=dated)])
    assert isinstance(state, Issued)
    assert state.title == title


def test_events_of_an_unknown_plan_change_nothing():
    assert plan.fold([SENT]) == plan.initial
