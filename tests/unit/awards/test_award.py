"""An award is decided by whoever may, granted once for one achievement, and handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.awards.domain.achievement import AchievementRewarded, RewardAchievement, achievement
from services.awards.domain.authority import UNKNOWN
from services.awards.domain.award import award
from services.awards.domain.award_messages import ON_PAPER
from services.awards.domain.council import Unconstituted
from services.awards.domain.item import item
from services.awards.domain.refusals import SENTENCES
from services.awards.domain.rules import Authority, CouncilFirst, OneAward
from services.awards.domain.separation import DutiesCombined
from services.awards.domain.upward import Superior
from shared.acts import BrokenRule
from shared.rules import RuleBook
from shared.separation import Separation
from shared.steporder import NO_ORDER
from shared.testing.spec import Spec
from tests.unit.awards.builders import (
    COUNCIL,
    FIVE,
    MAY,
    NOMINATION,
    RULES,
    done,
    grant,
    granted,
    issue,
    issued,
    item_opened,
    on_paper,
    present,
    presented,
    vote_closed,
    vote_opened,
    voted,
)

a = Spec(award)
LATER = date(2024, 5, 20)


def authority(form: str, day: date = MAY):
    return RULES.in_force(Authority, day, form=form).use


ONE = RULES.in_force(OneAward, MAY).use
FIRST = RULES.in_force(CouncilFirst, MAY).use


def test_a_director_decides_a_giay_khen_that_the_council_passed():
    act = done(MAY).act(NOMINATION, [authority("giay_khen")])
    a.given().when(issue()).then(issued(act=act))


def test_the_decision_says_whether_the_rule_it_rests_on_is_confirmed():
    for day, confirmed in ((MAY, False), (LATER, True)):
        (event,) = award.decide(issue(occurrence=done(day)), award.initial)
        assert [use.confirmed for use in event.act.rules] == [confirmed]


def test_a_director_may_not_sign_a_bang_khen():
    command = issue(form="bang_khen", item=voted(form="bang_khen"))
    refusal = a.given().when(command).then_refused("no-authority")
    assert refusal.act.case == NOMINATION
    assert refusal.facts["competent_vi"] == "Chủ tịch Ủy ban nhân dân tỉnh"
    assert refusal.act.broken[0].rule == authority("bang_khen")


def test_authority_is_judged_before_the_form_is_compared_with_the_vote():
    a.given().when(issue(form="bang_khen")).then_refused("no-authority")


def test_a_form_the_council_did_not_vote_on_is_refused():
    command = issue(item=voted(form="bang_khen"))
    refusal = a.given().when(command).then_refused("form-not-voted")
    assert (refusal.act.case, refusal.act.broken[0].rule) == (NOMINATION, FIRST)


@pytest.mark.parametrize("role", ["office", "province", ""])
def test_a_role_that_no_rule_names_has_no_authority(role):
    a.given().when(issue(signatory_role=role, acting_role=role)).then_refused("no-authority")


def test_without_a_rule_on_authority_nobody_has_any():
    principles = RuleBook(tuple(rule for rule in RULES.rules if not isinstance(rule.values, Authority)))
    refusal = a.given().when(issue(rules=principles)).then_refused("authority-unknown")
    assert refusal.act.broken[0].rule == UNKNOWN
    assert refusal.facts["day"] == "20/5/2021"


def test_two_rules_on_one_form_give_nobody_authority():
    twice = RuleBook((*RULES.rules, replace(RULES.in_force(Authority, MAY, form="giay_khen"), version=9)))
    a.given().when(issue(rules=twice)).then_refused("authority-unknown")


def test_nobody_signs_in_a_role_they_do_not_act_in():
    command = issue(signatory_role="province_chair", form="bang_khen", item=voted(form="bang_khen"))
    refusal = a.given().when(command).then_refused("signatory-not-caller")
    assert (refusal.act.case, refusal.act.broken[0].rule) == (NOMINATION, authority("bang_khen"))


def test_a_role_not_ones_own_is_refused_even_where_no_rule_says_who_decides():
    principles = RuleBook(tuple(rule for rule in RULES.rules if not isinstance(rule.values, Authority)))
    command = issue(signatory_role="province_chair", rules=principles)
    refusal = a.given().when(command).then_refused("signatory-not-caller")
    assert refusal.act.broken[0].rule == UNKNOWN


def test_whoever_enters_a_decision_on_paper_did_not_sign_it_and_breaks_no_rule():
    (event,) = award.decide(issue(acting_role="office", occurrence=on_paper(MAY)), award.initial)
    assert event.act.broken == ()
    assert event.signatory == ON_PAPER


def test_entering_ones_own_award_from_paper_is_not_deciding_it():
    own = issue(item=voted(subject_actor="user:quang"), occurrence=on_paper(MAY))
    (event,) = award.decide(own, award.initial)
    assert event.act.broken == ()


def test_nobody_decides_their_own_award():
    own = issue(item=voted(subject_actor="user:quang"))
    a.given().when(own).then_refused("own-award")
    of_another = issue(item=voted(subject_actor="user:an"))
    act = done(MAY).act(NOMINATION, [authority("giay_khen")])
    a.given().when(of_another).then(issued(act=act))


PROVINCE = Superior(organisation_id="tinh", name="UBND tỉnh Hà Tĩnh", level="province")
OWN = {"item": voted(subject_actor="user:quang")}


def test_ones_own_award_goes_upward_to_whom_the_rules_and_the_organisations_name():
    block = Superior(organisation_id="khoi", name="Khối thi đua", level="block")
    refusal = a.given().when(issue(**OWN, superiors=(block, PROVINCE))).then_refused("own-award")
    assert refusal.act.case == NOMINATION
    assert refusal.facts == {
        "higher_vi": "Chủ tịch Ủy ban nhân dân tỉnh (UBND tỉnh Hà Tĩnh)",
        "higher_en": "the chair of the provincial people's committee (UBND tỉnh Hà Tĩnh)",
        "higher_id": "tinh",
    }
    assert "Chủ tịch Ủy ban nhân dân tỉnh" in refusal.rejection(SENTENCES["own-award"]).text.vi


@pytest.mark.parametrize(
    "superiors", [(), (replace(PROVINCE, level=None),), (replace(PROVINCE, level="commune"),)]
)
def test_where_nobody_above_is_known_a_person_must_name_them(superiors):
    refusal = a.given().when(issue(**OWN, superiors=superiors)).then_refused("own-award")
    assert "cần người có thẩm quyền xác định" in refusal.facts["higher_vi"]
    assert "higher_id" not in refusal.facts


def test_an_organisation_whose_name_is_not_known_here_is_named_by_its_id():
    refusal = (
        a.given().when(issue(**OWN, superiors=(replace(PROVINCE, name=None),))).then_refused("own-award")
    )
    assert refusal.facts["higher_vi"] == "Chủ tịch Ủy ban nhân dân tỉnh (tinh)"


@pytest.mark.parametrize(
    ("form", "competent"),
    [("cstd_tinh", "Chủ tịch Ủy ban nhân dân tỉnh"), ("cstd_toan_quoc", "Thủ tướng Chính phủ")],
)
def test_a_director_decides_the_titles_of_the_department_and_none_above(form, competent):
    own = issue(form="cstd_co_so", item=voted(form="cstd_co_so"))
    (event,) = award.decide(own, award.initial)
    assert (event.form, event.act.broken) == ("cstd_co_so", ())
    refusal = a.given().when(issue(form=form, item=voted(form=form))).then_refused("no-authority")
    assert refusal.facts["competent_vi"] == competent


CHAIRED = {"by": "user:an", "council": COUNCIL}
SHOWN = RULES.in_force(Separation, MAY, duty="decide", apart_from="chair")


def told(then: str) -> RuleBook:
    """The rules, but with *then* for whoever chaired the council."""
    changed = replace(SHOWN, values=replace(SHOWN.values, then=then))
    return RuleBook(tuple(changed if rule is SHOWN else rule for rule in RULES.rules))


def test_whoever_chaired_the_council_may_decide_and_it_is_told():
    act = done(MAY).act(NOMINATION, [authority("giay_khen")])
    shown = DutiesCombined(
        act=done(MAY).act(NOMINATION, [SHOWN.use]),
        nomination_id="n1",
        member="an",
        duty="decide",
        apart_from="chair",
    )
    decided = issued(act=act, signatory="user:an")
    a.given().when(issue(**CHAIRED)).then(decided, shown)
    a.given(decided, shown).when(issue(**CHAIRED)).then_nothing()
    assert award.fold([decided, shown]) == award.fold([decided])


def test_other_members_and_a_chair_who_stayed_away_combine_nothing():
    for by, council in (("user:binh", COUNCIL), ("user:an", Unconstituted()), ("system:an", COUNCIL)):
        (event,) = award.decide(issue(by=by, council=council), award.initial)
        assert event.act.broken == ()
    away = item.fold([item_opened(), vote_opened(eligible=FIVE[1:]), vote_closed()])
    assert len(award.decide(issue(**CHAIRED, item=away), award.initial)) == 1


def test_a_chair_without_a_vote_is_refused_for_the_vote():
    before = item.fold([item_opened()])
    a.given().when(issue(**CHAIRED, item=before)).then_refused("vote-not-passed")


@pytest.mark.parametrize("then", ["refuse", "needs_person"])
def test_what_follows_from_chairing_and_deciding_is_the_rules_word(then):
    refusal = a.given().when(issue(**CHAIRED, rules=told(then))).then_refused("chair-decides")
    assert refusal.facts == {"member": "an"}


def test_a_rule_that_asks_for_a_flag_flags_the_decision():
    (event,) = award.decide(issue(**CHAIRED, rules=told("flag")), award.initial)
    assert [flag.code for flag in event.act.broken] == ["chair-decides"]


@pytest.mark.parametrize(
    "before", [item.fold([item_opened()]), item.fold([item_opened(), vote_opened()]), voted(passed=False)]
)
def test_what_the_council_has_not_passed_is_not_decided(before):
    refusal = a.given().when(issue(item=before)).then_refused("vote-not-passed")
    assert (refusal.act.case, refusal.act.broken[0].rule) == (NOMINATION, FIRST)


def test_the_vote_is_judged_before_the_signature_and_the_form():
    command = issue(item=voted(passed=False), form="bang_khen", signatory_role="province_chair")
    refusal = a.given().when(command).then_refused("vote-not-passed")
    assert len(refusal.act.broken) == 1


def test_what_is_not_before_a_council_is_not_decided():
    a.given().when(issue(item=item.initial)).then_rejected("item-not-found")


def test_a_decision_on_paper_is_recorded_with_every_rule_it_breaks():
    command = issue(
        form="bang_khen",
        item=voted(subject_actor="user:quang"),
        occurrence=on_paper(MAY),
        acting_role="office",
    )
    (event,) = award.decide(command, award.initial)
    assert [flag.code for flag in event.act.broken] == ["no-authority", "form-not-voted"]
    assert event.act.broken[1] == BrokenRule(code="form-not-voted", rule=FIRST, facts={})


@pytest.mark.parametrize("before", [item.fold([item_opened()]), voted(passed=False)])
def test_a_decision_on_paper_without_a_vote_carries_the_flag(before):
    (event,) = award.decide(issue(item=before, occurrence=on_paper(MAY)), award.initial)
    assert [flag.code for flag in event.act.broken] == ["vote-not-passed"]
    assert event.subject_id == "ng1"


def test_a_decision_on_paper_without_a_rule_on_authority_carries_the_flag():
    principles = RuleBook(tuple(rule for rule in RULES.rules if not isinstance(rule.values, Authority)))
    (event,) = award.decide(issue(rules=principles, occurrence=on_paper(MAY)), award.initial)
    assert [flag.code for flag in event.act.broken] == ["authority-unknown"]


def test_the_same_decision_again_changes_nothing_and_another_is_rejected():
    a.given(issued()).when(issue()).then_nothing()
    a.given(issued()).when(issue(number="77/QĐ-SCT")).then_rejected("already-decided")


def test_a_refused_decision_leaves_the_way_open():
    (refusal,) = award.decide(issue(form="bang_khen"), award.initial)
    act = done(MAY).act(NOMINATION, [authority("giay_khen")])
    a.given(refusal).when(issue()).then(issued(act=act))


def test_what_was_decided_is_granted():
    a.given(issued()).when(grant()).then(granted(act=done(MAY).act(NOMINATION, [ONE])))


def test_granting_again_changes_nothing():
    a.given(issued(), granted()).when(grant()).then_nothing()


def test_a_second_award_for_one_achievement_is_refused():
    refusal = a.given(issued()).when(grant(rewarded_by=("a0",))).then_refused("achievement-already-rewarded")
    assert refusal.facts == {"award_id": "a0"}
    assert refusal.act.case == NOMINATION


def test_a_second_award_granted_on_paper_carries_the_flag():
    flag = BrokenRule(code="achievement-already-rewarded", rule=ONE, facts={"award_id": "a0"})
    event = granted(act=on_paper(MAY).act(NOMINATION, [ONE], [flag]))
    a.given(issued()).when(grant(rewarded_by=("a0",), occurrence=on_paper(MAY))).then(event)


def test_an_award_does_not_stand_in_its_own_way():
    event = granted(act=done(MAY).act(NOMINATION, [ONE]))
    a.given(issued()).when(grant(rewarded_by=("a1",))).then(event)


def test_an_award_is_handed_over_after_it_is_granted():
    a.given(issued(), granted()).when(present()).then(presented())
    a.given(issued()).when(present()).then_rejected("not-granted")


def test_an_award_is_handed_over_once():
    given = a.given(issued(), granted(), presented())
    given.when(present()).then_nothing()
    given.when(present(presented_on=date(2021, 6, 2))).then_rejected("already-presented")
    given.when(present(presenter_id="n-10")).then_rejected("already-presented")


def test_who_hands_an_award_over_is_in_the_register_where_they_are_told():
    given = a.given(issued(), granted())
    given.when(present(presenter_known=False)).then_rejected("person-unknown")
    given.when(present(presenter_id=None, presenter_known=False)).then(presented(presenter_id=None))


@pytest.mark.parametrize("command", [grant(), present()])
def test_without_a_decision_there_is_nothing_to_grant_or_hand_over(command):
    a.given().when(command).then_rejected("decision-not-found")


def test_events_before_the_decision_change_nothing():
    assert award.fold([granted(), presented()]) == award.initial


def test_the_fence_takes_each_award_once_and_keeps_their_order():
    act = done(MAY).act(NOMINATION)
    fence = Spec(achievement)
    first, second = (
        AchievementRewarded(act=act, achievement_id="tt1", award_id=award_id) for award_id in ("a1", "a2")
    )
    alone = RewardAchievement(act=act, achievement_id="tt1", award_id="a1", alone=True)
    fence.given().when(alone).then(first)
    fence.given(first).when(alone).then_nothing()
    fence.given(first).when(replace(alone, award_id="a2", alone=False)).then(second)
    assert achievement.fold([first, second]).awards == ("a1", "a2")


def test_an_award_judged_to_be_the_only_one_is_judged_again_when_another_came_first():
    act = done(MAY).act(NOMINATION)
    first = AchievementRewarded(act=act, achievement_id="tt1", award_id="a1")
    late = RewardAchievement(act=act, achievement_id="tt1", award_id="a2", alone=True)
    Spec(achievement).given(first).when(late).then_rejected("lost-race")


def test_an_award_handed_over_on_paper_before_it_was_granted_is_recorded_and_flagged():
    paper = on_paper(MAY)
    flag = BrokenRule(code="not-granted", rule=NO_ORDER, facts={})
    recorded = presented(act=paper.act(NOMINATION, broken=[flag]))
    a.given(issued()).when(present(occurrence=paper)).then(recorded)
