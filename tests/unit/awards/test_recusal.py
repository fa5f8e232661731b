"""Members who have a part in an item: recused by their own word or because it is demanded, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.awards.application import answers
from services.awards.domain.council import Unconstituted
from services.awards.domain.item import item
from services.awards.domain.rules import OpenVote, Recusal, Share
from shared.acts import BrokenRule
from shared.rules import RuleBook
from shared.separation import Separation
from shared.steporder import NO_ORDER
from shared.testing.spec import Spec
from tests.unit.awards import course
from tests.unit.awards.builders import (
    COUNCIL,
    FIVE,
    MAY,
    NOMINATION,
    RULES,
    VOTE_RULE,
    VOTE_USE,
    cast,
    close,
    constituted,
    declare,
    declared,
    demand,
    demanded,
    done,
    item_opened,
    on_paper,
    open_item,
    open_voting,
    seats,
    sitting,
    vote_closed,
    vote_opened,
    was_cast,
)
from tests.unit.awards.context import MemoryContext
from tests.unit.awards.test_course import INSPECTOR

a = Spec(item)
COUNTING = RULES.in_force(Recusal, MAY, vote_rule=VOTE_RULE)
NINE = tuple("abcdeghik")


def use(part: str):
    return RULES.in_force(Separation, MAY, duty="vote", apart_from=part).use


def counting(**values) -> RuleBook:
    """The rules, but with what they say of the recused as *values* have it."""
    others = [rule for rule in RULES.rules if not isinstance(rule.values, Recusal)]
    return RuleBook((*others, replace(COUNTING, values=replace(COUNTING.values, **values))))


def opened(**changes):
    act = done(MAY).act(NOMINATION, [VOTE_USE, COUNTING.use])
    return vote_opened(**{"act": act, "eligible": FIVE[:3], "recused": ("dung",), **changes})


def test_a_member_declares_that_they_take_no_part_once():
    a.given(item_opened()).when(declare("dung")).then(declared("dung"))
    a.given(item_opened(), declared("dung")).when(declare("dung")).then_nothing()


def test_the_chair_or_the_secretary_demands_it_once_and_not_after_the_members_own_word():
    a.given(item_opened()).when(demand("dung")).then(demanded("dung"))
    for before in (declared("dung"), demanded("dung")):
        a.given(item_opened(), before).when(demand("dung")).then_nothing()
        a.given(item_opened(), before).when(declare("dung")).then_nothing()


def test_only_who_sits_on_the_council_can_be_recused():
    given = a.given(item_opened())
    given.when(declare("hoa")).then_rejected("not-on-council")
    given.when(demand("hoa")).then_rejected("not-on-council")


@pytest.mark.parametrize("command", [declare("an"), demand("an")])
def test_nobody_is_recused_from_what_is_before_no_council(command):
    a.given().when(command).then_rejected("item-not-found")
    a.given(item_opened()).when(replace(command, council=Unconstituted())).then_rejected("council-not-found")


def test_everybody_declares_for_themselves():
    given = a.given(item_opened())
    given.when(declare("dung", member="an")).then_rejected("recusal-in-person")
    given.when(declare("dung", member="dung")).then(declared("dung"))


def test_a_declaration_on_paper_names_the_member():
    given = a.given(item_opened())
    paper = on_paper(MAY)
    given.when(declare("thu-ky", occurrence=paper)).then_rejected("recused-not-named")
    recorded = declared("dung", act=paper.act(NOMINATION))
    given.when(declare("thu-ky", member="dung", occurrence=paper)).then(recorded)


def test_after_the_vote_opened_nobody_is_recused_any_more():
    given = a.given(item_opened(), vote_opened())
    given.when(declare("dung")).then_rejected("recusal-after-opening")
    given.when(demand("dung")).then_rejected("recusal-after-opening")


def test_a_recusal_on_paper_that_comes_in_after_the_opening_is_flagged_and_keeps_from_voting():
    paper = on_paper(MAY)
    late = BrokenRule(code="recusal-after-opening", rule=NO_ORDER, facts={})
    event = declared("dung", act=paper.act(NOMINATION, broken=[late]))
    a.given(item_opened(), vote_opened()).when(declare("thu-ky", member="dung", occurrence=paper)).then(event)
    a.given(item_opened(), vote_opened(), event).when(cast("dung")).then_refused("recused-votes")


def test_the_vote_opens_without_the_recused_and_says_by_which_rule_they_count():
    a.given(item_opened(), declared("dung"), demanded("giang")).when(open_voting()).then(
        opened(recused=("dung", "giang"))
    )


def test_the_same_nomination_again_changes_nothing_after_a_recusal():
    a.given(item_opened(), declared("dung")).when(open_item()).then_nothing()


def test_the_vote_of_a_recused_member_is_refused_with_the_rule_and_the_refusal_is_an_event():
    given = a.given(item_opened(), declared("dung"), opened())
    refusal = given.when(cast("dung")).then_refused("recused-votes")
    assert (refusal.act.case, refusal.asked, refusal.facts) == (
        NOMINATION,
        "CastOpenVote",
        {"member": "dung"},
    )
    assert refusal.act.broken[0].rule == use("recused")
    a.given(item_opened(), declared("dung"), opened(), refusal).when(cast("an")).then(was_cast("an"))


def test_a_vote_on_paper_of_somebody_recused_is_on_record_with_a_flag_and_counts_for_nothing():
    paper = on_paper(MAY)
    flag = BrokenRule(code="recused-votes", rule=use("recused"), facts={"member": "dung"})
    recorded = replace(was_cast("dung"), act=paper.act(NOMINATION, broken=[flag]))
    given = a.given(item_opened(), declared("dung"), opened(), was_cast("an"), was_cast("binh"))
    given.when(cast("thu-ky", member="dung", occurrence=paper)).then(recorded)
    counted = replace(vote_closed(passed=False), in_favour=2, eligible=3)
    given.given(recorded).when(close()).then(counted)


@pytest.mark.parametrize(
    ("values", "present", "code"),
    [
        ({"in_quorum": True}, FIVE[:4], None),
        ({"in_quorum": False}, FIVE[:4], None),  # three of the four others attend
        ({"in_quorum": True}, FIVE[:3], "no-quorum"),
        ({"in_quorum": False}, ("an", "binh", "dung"), "no-quorum"),
        ({"in_quorum": False}, ("an", "binh", "cuc"), None),  # the one recused stayed away
    ],
)
def test_whether_the_recused_count_in_the_quorum_is_what_the_rule_says(values, present, code):
    command = open_voting(session=sitting(present=present), rules=counting(**values, in_threshold=False))
    outcome = a.given(item_opened(), declared("dung")).when(command)
    if code is None:
        eligible = tuple(name for name in present if name != "dung")
        outcome.then(opened(eligible=eligible, needed=3))
    else:
        outcome.then_refused(code)


@pytest.mark.parametrize(("in_threshold", "needed"), [(True, 3), (False, 2)])
def test_whether_the_recused_count_where_a_share_must_agree_is_what_the_rule_says(in_threshold, needed):
    three = ("an", "binh", "cuc", "dung")
    command = open_voting(
        session=sitting(three, three), rules=counting(in_threshold=in_threshold, in_quorum=True)
    )
    a.given(item_opened(), declared("dung")).when(command).then(
        opened(members=three, eligible=three[:3], needed=needed)
    )


@pytest.mark.parametrize(("in_threshold", "needed"), [(True, 3), (False, 2)])
def test_the_same_holds_where_a_share_of_those_present_must_agree(in_threshold, needed):
    rules = counting(in_threshold=in_threshold, in_quorum=True)
    of_present = tuple(
        replace(rule, values=replace(rule.values, counted_of="present"))
        if isinstance(rule.values, OpenVote)
        else rule
        for rule in rules.rules
    )
    command = open_voting(rules=RuleBook(of_present))
    a.given(item_opened(), declared("dung")).when(command).then(opened(needed=needed))


def test_nine_members_with_one_recused_cannot_reach_nine_tenths_of_all_and_are_told_before_voting():
    tenths = Share(numerator=90, denominator=100, reading="at_least")
    strict = tuple(
        replace(rule, values=replace(rule.values, threshold=tenths))
        if isinstance(rule.values, OpenVote)
        else rule
        for rule in RULES.rules
    )
    command = open_voting(session=sitting(NINE, NINE), rules=RuleBook(strict))
    refusal = a.given(item_opened(), declared("k")).when(command).then_refused("threshold-unattainable")
    assert refusal.facts == {"needed": "9", "eligible": "8"}


def test_where_no_rule_says_whether_the_recused_count_nobody_guesses():
    silent = RuleBook(tuple(rule for rule in RULES.rules if not isinstance(rule.values, Recusal)))
    a.given(item_opened()).when(open_voting(rules=silent)).then(vote_opened())
    a.given(item_opened(), declared("dung")).when(open_voting(rules=silent)).then_rejected("rule-missing")


def test_a_member_whose_own_award_it_is_must_be_recused_before_anybody_votes():
    own = item_opened(subject_actor="user:dung")
    refusal = a.given(own).when(open_voting()).then_refused("subject-not-recused")
    assert (refusal.facts, refusal.act.broken[0].rule) == ({"member": "dung"}, use("subject"))
    a.given(own, demanded("dung")).when(open_voting()).then(opened())
    (event,) = item.decide(open_voting(occurrence=on_paper(MAY)), item.fold([own]))
    assert [flag.code for flag in event.act.broken] == ["subject-not-recused"]


def test_an_own_award_of_somebody_who_sits_on_no_council_needs_no_recusal():
    for subject in ("user:hoa", "system:policy", None):
        a.given(item_opened(subject_actor=subject)).when(open_voting()).then(vote_opened())


def test_nobody_votes_on_their_own_award_even_where_the_vote_was_opened_without_recusing_them():
    given = a.given(item_opened(subject_actor="user:dung"), vote_opened())
    refusal = given.when(cast("dung")).then_refused("own-vote")
    assert refusal.act.broken[0].rule == use("subject")
    given.when(cast("an")).then(was_cast("an"))


def test_whoever_proposed_the_case_and_votes_on_it_does_so_with_a_flag():
    given = a.given(item_opened(proposers=("user:an", "user:hoa")), vote_opened())
    flag = BrokenRule(code="proposer-votes", rule=use("propose"), facts={"member": "an"})
    given.when(cast("an")).then(replace(was_cast("an"), act=done(MAY).act(NOMINATION, broken=[flag])))
    given.when(cast("binh")).then(was_cast("binh"))
    paper = on_paper(MAY)
    recorded = replace(was_cast("an"), act=paper.act(NOMINATION, broken=[flag]))
    given.when(cast("thu-ky", member="an", occurrence=paper)).then(recorded)


@pytest.mark.parametrize("then", ["refuse", "needs_person", "show"])
def test_what_follows_for_whoever_proposed_is_the_rules_word(then):
    changed = tuple(
        replace(rule, values=replace(rule.values, then=then)) if rule.id == "proposer-votes" else rule
        for rule in RULES.rules
    )
    given = a.given(item_opened(proposers=("user:an",)), vote_opened())
    outcome = given.when(cast("an", rules=RuleBook(changed)))
    if then != "show":
        outcome.then_refused("proposer-votes")
        return
    vote, shown = item.decide(outcome.command, item.fold(outcome.history))
    assert vote == was_cast("an")
    assert (shown.member, shown.duty, shown.apart_from) == ("an", "vote", "propose")
    assert item.fold([*outcome.history, vote, shown]).votes == {"an": "for"}


def test_the_item_shows_who_takes_no_part():
    context = course.everything(MemoryContext())
    asked = answers.OneItem(nomination_id="n3")
    found = context.app.ask("item", asked, INSPECTOR).item
    assert (found.recused, found.eligible, found.in_favour) == (("dung", "giang"), FIVE[:3], 3)
    context.react(course.put_to_council(nomination_id="n4", achievement_id="tt4"))
    context.do(declare("dung", nomination_id="n4"), actor="user:dung", role="council_member")
    before = context.app.ask("item", answers.OneItem(nomination_id="n4"), INSPECTOR).item
    assert (before.state, before.recused) == ("on_agenda", ("dung",))


def test_recusal_is_judged_by_the_council_the_item_was_put_to():
    context = MemoryContext()
    course.select(context)
    context.react(course.put_to_council(nomination_id="n1"))
    assert course.refused(context, declare("hoa", council=COUNCIL)).code == "not-on-council"
    assert seats("hoa") != constituted().members
    assert context.do(declare("an"), actor="user:an", role="council_member").version == 2


def test_days_before_any_rule_leave_it_to_a_person():
    early = done(date(2001, 1, 1))
    given = a.given(item_opened(proposers=("user:an",)), vote_opened())
    given.when(cast("an", occurrence=early)).then_rejected("rule-missing")
