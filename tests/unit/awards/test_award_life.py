"""What becomes of an award after its decision: refused, corrected, cancelled, taken back; nothing recorded goes away."""

from __future__ import annotations

from datetime import date

import pytest

from services.awards.application import answers
from services.awards.domain.achievement import (
    AchievementFreed,
    AchievementRewarded,
    FreeAchievement,
    achievement,
)
from services.awards.domain.award import award
from services.awards.domain.award_messages import ON_PAPER
from services.awards.domain.life_messages import AwardCancelled, AwardCorrected, AwardDeclined, AwardRecovered
from services.awards.domain.rules import Authority, Cancellation
from shared.access import Caller, Grant
from shared.errors import InvalidInput, NotFound, Rejected
from shared.privacy import ERASED
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.awards import course
from tests.unit.awards.builders import (
    AUTUMN,
    RULES,
    cancel,
    correct,
    decline,
    done,
    grant,
    granted,
    issue,
    issued,
    on_paper,
    present,
    presented,
    recover,
)
from tests.unit.awards.context import MemoryContext

a = Spec(award)
DECIDED, GRANTED = (issued(),), (issued(), granted())
HANDED_OVER = (*GRANTED, presented())
INSPECTOR = Caller(actor="user:x", name="X", grants=(Grant("inspector", "*"),))
BEFORE_DECISION = date(2021, 5, 23)


def events(command, *before):
    return award.decide(command, award.fold(before))


def the(command, *before):
    (event,) = events(command, *before)
    return event


CANCELLED = (*HANDED_OVER, the(cancel(), *HANDED_OVER))
DECLINED = (*GRANTED, the(decline(), *GRANTED))


# refused by whoever it is for


@pytest.mark.parametrize("before", [DECIDED, GRANTED])
def test_an_award_is_refused_until_it_is_handed_over(before):
    event = the(decline(), *before)
    assert isinstance(event, AwardDeclined)
    assert (event.subject_id, event.declined_on, event.act.broken) == ("ng1", date(2021, 5, 30), ())
    a.given(*before, event).when(decline()).then_nothing()
    a.given(*before, event).when(decline(declined_on=date(2021, 5, 31))).then_rejected("already-declined")


def test_what_was_handed_over_is_not_refused_any_more_and_on_paper_flagged():
    a.given(*HANDED_OVER).when(decline()).then_rejected("declined-after-presentation")
    event = the(decline(occurrence=on_paper(date(2021, 6, 5))), *HANDED_OVER)
    assert [one.code for one in event.act.broken] == ["declined-after-presentation"]


def test_nothing_is_refused_before_it_was_decided():
    a.given(*GRANTED).when(decline(declined_on=BEFORE_DECISION)).then_rejected("before-decision")
    with pytest.raises(NotFound) as caught:
        events(decline())
    assert caught.value.code == "decision-not-found"


def test_what_was_refused_is_neither_granted_nor_handed_over():
    refused = (*DECIDED, the(decline(), *DECIDED))
    a.given(*refused).when(grant()).then_rejected("award-declined")
    a.given(*DECLINED).when(present(rules=RULES)).then_rejected("award-declined")
    event = the(present(rules=RULES, occurrence=on_paper(date(2021, 6, 5))), *DECLINED)
    assert [one.code for one in event.act.broken] == ["award-declined"]
    assert award.fold([*DECLINED, event]).state == "declined"


# corrected


def test_a_document_corrects_number_and_day_and_what_stood_before_stays():
    event = the(correct(dated=date(2021, 5, 25)), *HANDED_OVER)
    assert isinstance(event, AwardCorrected)
    assert [use.citation for use in event.act.rules] == [
        RULES.in_force(Authority, date(2021, 6, 3), form="giay_khen").citation
    ]
    state = award.fold([*HANDED_OVER, event])
    assert (state.number, state.dated) == ("67/QĐ-SCT", date(2021, 5, 25))
    (made,) = state.corrections
    assert (made.number_before, made.dated_before) == ("76/QĐ-SCT", date(2021, 5, 24))


def test_a_correction_of_something_else_leaves_number_and_day():
    event = the(correct(number=None, reason="Tên đơn vị viết sai"), *GRANTED)
    state = award.fold([*GRANTED, event])
    assert (state.number, state.dated) == ("76/QĐ-SCT", date(2021, 5, 24))
    assert len(state.corrections) == 1


def test_a_document_corrects_once():
    before = (*GRANTED, the(correct(), *GRANTED))
    a.given(*before).when(correct()).then_nothing()
    a.given(*before).when(correct(number="68/QĐ-SCT")).then_rejected("correction-exists")
    second = the(correct(document_number="13/CV-SCT", number="68/QĐ-SCT"), *before)
    assert [one.number_before for one in award.fold([*before, second]).corrections] == [
        "76/QĐ-SCT",
        "67/QĐ-SCT",
    ]


@pytest.mark.parametrize("changes", [{"number": "76/QĐ-SCT"}, {"number": None, "dated": date(2021, 5, 24)}])
def test_what_is_right_already_is_not_corrected(changes):
    with pytest.raises(InvalidInput) as caught:
        events(correct(**changes), *GRANTED)
    assert set(caught.value.fields) <= {"number", "dated"}


def test_a_correction_from_before_the_decision_is_none():
    a.given(*GRANTED).when(correct(document_dated=BEFORE_DECISION)).then_rejected("before-decision")


@pytest.mark.parametrize("make", [correct, cancel])
def test_whoever_may_not_decide_the_form_neither_corrects_nor_cancels(make):
    command = make(signatory_role="office", acting_role="office")
    refusal = a.given(*GRANTED).when(command).then_refused("no-authority")
    assert refusal.act.case == "nomination-n1"
    a.given(*GRANTED).when(make(acting_role="office")).then_refused("signatory-not-caller")
    silent = RuleBook(tuple(rule for rule in RULES.rules if not isinstance(rule.values, Authority)))
    a.given(*GRANTED).when(make(rules=silent)).then_refused("authority-unknown")


@pytest.mark.parametrize("make", [correct, cancel])
def test_on_paper_it_is_recorded_with_flags_and_nobody_here_signed_it(make):
    command = make(signatory_role="office", acting_role="office", occurrence=on_paper(AUTUMN))
    event = the(command, *GRANTED)
    assert [one.code for one in event.act.broken] == ["no-authority"]
    assert event.signatory == ON_PAPER


# cancelled


@pytest.mark.parametrize("cancelled_for", ["fraud", "false_information", "unlawful", "violation"])
@pytest.mark.parametrize(("day", "confirmed"), [(AUTUMN, False), (date(2025, 3, 3), True)])
def test_a_decision_of_its_own_cancels_on_a_ground_of_the_law_of_its_day(cancelled_for, day, confirmed):
    event = the(cancel(cancelled_for=cancelled_for, dated=day, occurrence=done(day)), *HANDED_OVER)
    ground = RULES.in_force(Cancellation, day, cancelled_for=cancelled_for)
    assert event.act.rules[0] == ground.use
    assert ground.confirmed is confirmed
    assert event.recover == ("insignia", "bonus")


def test_the_award_stays_on_record_as_cancelled():
    state = award.fold(CANCELLED)
    assert (state.state, state.number, state.presented_on) == ("cancelled", "76/QĐ-SCT", date(2021, 6, 1))
    assert (state.cancelled.number, state.cancelled.cancelled_for) == ("90/QĐ-SCT", "fraud")


def test_what_was_not_handed_over_need_not_come_back():
    event = the(cancel(), *GRANTED)
    assert (event.recover, award.fold([*GRANTED, event]).to_recover) == ((), ())


def test_it_is_cancelled_once():
    a.given(*CANCELLED).when(cancel()).then_nothing()
    told = a.given(*CANCELLED).when(cancel(number="91/QĐ-SCT")).then_rejected("award-cancelled")
    assert "90/QĐ-SCT" in told.text.vi


def test_nothing_follows_a_cancelled_award():
    cancelled = (*DECIDED, the(cancel(), *DECIDED))
    a.given(*cancelled).when(grant()).then_rejected("award-cancelled")
    a.given(*cancelled).when(present(rules=RULES)).then_rejected("award-cancelled")
    a.given(*cancelled).when(decline()).then_rejected("award-cancelled")
    a.given(*cancelled).when(correct()).then_rejected("award-cancelled")


def test_a_cancellation_from_before_the_decision_is_none():
    a.given(*GRANTED).when(cancel(dated=BEFORE_DECISION)).then_rejected("before-decision")


def test_on_a_day_without_a_rule_on_the_ground_nobody_cancels():
    silent = RuleBook(tuple(rule for rule in RULES.rules if not isinstance(rule.values, Cancellation)))
    a.given(*GRANTED).when(cancel(rules=silent)).then_rejected("rule-missing")


# taken back


def test_each_thing_comes_back_once_and_what_is_left_is_told():
    event = the(recover(), *CANCELLED)
    assert isinstance(event, AwardRecovered)
    state = award.fold([*CANCELLED, event])
    assert state.to_recover == ("bonus",)
    a.given(*CANCELLED, event).when(recover()).then_nothing()
    a.given(*CANCELLED, event).when(recover(document_number="5/BB-SCT")).then_rejected("already-recovered")
    assert award.fold([*CANCELLED, event, the(recover("bonus"), *CANCELLED, event)]).to_recover == ()


@pytest.mark.parametrize("before", [HANDED_OVER, DECLINED, (*GRANTED, the(cancel(), *GRANTED))])
def test_where_nothing_is_to_come_back_nothing_does(before):
    a.given(*before).when(recover()).then_rejected("nothing-to-recover")


def test_nothing_comes_back_before_it_was_cancelled():
    a.given(*CANCELLED).when(recover(recovered_on=date(2022, 9, 4))).then_rejected("before-decision")


# the achievement


def test_the_achievement_of_a_cancelled_or_refused_award_may_be_rewarded_again():
    act = done().act("nomination-n1")
    rewarded = AchievementRewarded(act=act, achievement_id="tt1", award_id="a1")
    free = FreeAchievement(act=act, achievement_id="tt1", award_id="a1")
    freed = AchievementFreed(act=act, achievement_id="tt1", award_id="a1")
    Spec(achievement).given(rewarded).when(free).then(freed)
    assert achievement.fold([rewarded, freed]).awards == ()
    Spec(achievement).given(rewarded, freed).when(free).then_nothing()
    Spec(achievement).given().when(free).then_nothing()


@pytest.fixture
def context():
    """An award that was granted; another dossier for the same achievement is decided."""
    context = MemoryContext()
    course.select(context)
    for nomination_id in ("n1", "n2"):
        course.vote(context, nomination_id)
        context.do(issue(nomination_id=nomination_id), role="director")
    context.do(grant(), role="director")
    return context


@pytest.mark.parametrize(("over", "role"), [(cancel(), "director"), (decline(), "office")])
def test_once_it_is_over_another_award_for_the_achievement_is_granted(context, over, role):
    with pytest.raises(Rejected) as caught:
        context.do(grant(nomination_id="n2"), role="director")
    assert caught.value.code == "achievement-already-rewarded"
    context.do(over, role=role)
    assert context.do(grant(nomination_id="n2", occurrence=done(AUTUMN)), role="director")


@pytest.mark.parametrize(
    ("over", "role"), [(cancel(nomination_id="n2"), "director"), (decline(nomination_id="n2"), "office")]
)
def test_what_paper_says_was_granted_after_its_end_takes_no_place(context, over, role):
    context.do(cancel(), role="director")
    context.do(over, role=role)
    late = grant(nomination_id="n2", occurrence=on_paper(AUTUMN))
    context.do(late, role="office")
    assert context.known.rewarded_by("tt1") == ()
    assert told(context, "n2").state in ("cancelled", "declined")


# as it is told


def told(context, nomination_id="n1"):
    return context.app.ask("award", answers.OneAward(nomination_id=nomination_id), INSPECTOR).item


def listed(context, **asked):
    found = context.app.ask("list-awards", answers.AwardsAsked(**asked), INSPECTOR)
    return [(one.nomination_id, one.state, one.number, one.to_recover) for one in found.items]


def test_the_answer_tells_all_that_became_of_it(context):
    context.do(present(occurrence=done(date(2021, 6, 1))), role="office")
    context.do(correct(), role="director")
    context.do(cancel(), role="director")
    context.do(recover(), role="office")
    found = told(context)
    assert (found.state, found.number, found.to_recover) == ("cancelled", "67/QĐ-SCT", ("bonus",))
    assert (found.cancel_reason, found.corrections[0].reason) == (cancel().reason, correct().reason)
    assert found.recovered[0].document_number == "4/BB-SCT"
    row = ("n1", "cancelled", "67/QĐ-SCT", ("bonus",))
    assert listed(context, state="cancelled") == listed(context, to_recover="bonus") == [row]
    assert listed(context, to_recover="insignia") == []
    context.do(recover("bonus"), role="office")
    assert listed(context, to_recover="bonus") == []


def test_a_refused_award_is_listed_as_such(context):
    context.do(decline(), role="office")
    assert (told(context).state, told(context).decline_reason) == ("declined", decline().reason)
    assert listed(context, state="declined") == [("n1", "declined", "76/QĐ-SCT", ())]
    assert listed(context, state="granted") == []


def test_what_is_recorded_on_paper_after_the_end_does_not_undo_it(context):
    context.do(decline(), role="office")
    context.do(present(occurrence=on_paper(date(2021, 6, 5))), role="office")
    assert told(context).state == "declined"
    assert listed(context, state="presented") == []
    assert [one[0] for one in listed(context, state="declined")] == ["n1"]


def test_reasons_are_erased_with_the_case(context):
    context.do(cancel(), role="director")
    context.keys.destroyed.add("case-nomination-n1")
    assert told(context).cancel_reason is None
    events = [one.event for one in context.recorded() if isinstance(one.event, AwardCancelled)]
    assert [one.reason for one in events] == [ERASED]
