"""An open vote: put on the agenda, opened with quorum, one vote each, counted against the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.awards.domain.item import item
from services.awards.domain.rules import OpenVote, SecretBallot, Share
from services.awards.domain.session import session
from shared.acts import BrokenRule
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.awards.builders import (
    FIVE,
    MAY,
    NOMINATION,
    RULES,
    VOTE_RULE,
    VOTE_USE,
    cast,
    close,
    done,
    item_opened,
    on_paper,
    open_item,
    open_voting,
    sitting,
    vote_closed,
    vote_opened,
    was_cast,
)

a = Spec(item)
NINE = tuple("abcdeghik")


def strict_rules():
    """The council's own rule, but with nine tenths of all members."""
    rule = RULES.version_of(OpenVote, VOTE_RULE, MAY)
    tenths = Share(numerator=90, denominator=100, reading="at_least")
    return RuleBook((replace(rule, values=replace(rule.values, threshold=tenths)),))


def test_a_nomination_comes_onto_the_agenda():
    a.given().when(open_item()).then(item_opened())


def test_the_same_nomination_again_changes_nothing_even_during_the_vote():
    a.given(item_opened()).when(open_item()).then_nothing()
    a.given(item_opened(), vote_opened()).when(open_item()).then_nothing()


def test_the_same_nomination_with_other_content_is_rejected():
    a.given(item_opened()).when(open_item(form="bang_khen")).then_rejected("item-exists")


HIGHER = {"council_id": "c2", "organisation_id": "ubnd"}


@pytest.mark.parametrize("before", [(), (vote_opened(), vote_closed())])
def test_a_nomination_that_went_upward_comes_before_the_council_of_the_next_level(before):
    a.given(item_opened(), *before).when(open_item(**HIGHER)).then(item_opened(**HIGHER))


def test_it_comes_before_no_other_council_while_one_votes_on_it_or_at_the_same_level():
    a.given(item_opened(), vote_opened()).when(open_item(**HIGHER)).then_rejected("item-exists")
    a.given(item_opened()).when(open_item(council_id="c2")).then_rejected("item-exists")
    a.given(item_opened()).when(open_item(**HIGHER, subject_id="s9")).then_rejected("item-exists")


def test_what_was_given_back_after_its_vote_comes_before_another_council_of_the_same_level():
    again = open_item(council_id="c2")
    a.given(item_opened(), vote_opened(), vote_closed()).when(again).then(item_opened(council_id="c2"))
    a.given(item_opened(), vote_opened()).when(again).then_rejected("item-exists")


def test_the_vote_opens_for_those_who_attend_and_says_how_many_must_agree():
    a.given(item_opened()).when(open_voting()).then(vote_opened())


def test_the_vote_opens_once():
    given = a.given(item_opened(), vote_opened())
    given.when(open_voting()).then_nothing()
    given.when(open_voting(session_id="s2")).then_rejected("vote-already-open")


def test_without_quorum_no_vote_opens():
    few = open_voting(session=sitting(present=FIVE[:3]))
    refusal = a.given(item_opened()).when(few).then_refused("no-quorum")
    assert refusal.act.case == NOMINATION


SECRET = RULES.in_force(SecretBallot, MAY)


def test_a_show_of_hands_on_what_is_voted_secretly_is_flagged_while_nobody_confirmed_the_rule():
    (opened,) = item.decide(open_voting(), item.fold([item_opened(form="cstd_tinh")]))
    (flag,) = opened.act.broken
    assert (flag.code, flag.rule, flag.facts["form_vi"]) == (
        "ballot-not-secret",
        SECRET.use,
        "danh hiệu Chiến sĩ thi đua Bộ, ban, ngành, tỉnh",
    )
    (plain,) = item.decide(open_voting(), item.fold([item_opened(form="cstd_co_so")]))
    assert plain.act.broken == ()


def test_under_a_confirmed_rule_a_show_of_hands_is_refused():
    firm = replace(SECRET, confirmed=True)
    rules = RuleBook(tuple(firm if rule is SECRET else rule for rule in RULES.rules))
    refusal = (
        a.given(item_opened(form="cstd_tinh"))
        .when(open_voting(rules=rules))
        .then_refused("ballot-not-secret")
    )
    assert refusal.act.broken[0].rule == firm.use


def test_when_nothing_can_pass_the_session_says_so_before_voting():
    """Nine tenths of nine are nine: with one absent not even a unanimous vote reaches it."""
    nine = open_voting(session=sitting(NINE, NINE[:8]), rules=strict_rules())
    refusal = a.given(item_opened()).when(nine).then_refused("threshold-unattainable")
    assert refusal.facts == {"needed": "9", "eligible": "8"}


def test_nine_of_ten_can_reach_nine_tenths():
    ten = ("l", *NINE)
    command = open_voting(session=sitting(ten, ten[:9]), rules=strict_rules())
    event = vote_opened(members=ten, eligible=ten[:9], needed=9)
    a.given(item_opened()).when(command).then(event)


def test_a_vote_opened_on_paper_before_its_session_is_recorded_and_flagged():
    early = open_voting(session=sitting(held_on=date(2021, 6, 1)), occurrence=on_paper(MAY))
    (event,) = item.decide(early, item.fold([item_opened()]))
    assert [flag.code for flag in event.act.broken] == ["session-not-held-yet"]


def test_a_vote_opened_on_paper_is_recorded_with_its_flag():
    paper = open_voting(session=sitting(present=FIVE[:3]), occurrence=on_paper(MAY))
    flag = BrokenRule(code="no-quorum", rule=VOTE_USE, facts={"present": "3", "members": "5", "needed": "4"})
    act = on_paper(MAY).act(NOMINATION, [VOTE_USE], [flag])
    a.given(item_opened()).when(paper).then(vote_opened(act=act, eligible=FIVE[:3]))


def test_the_vote_opens_in_an_attended_session_of_the_council_it_was_put_to():
    given = a.given(item_opened())
    given.when(open_voting(session=session.initial)).then_rejected("session-not-found")
    other = open_voting(session=sitting(council_id="c2"))
    given.when(other).then_rejected("session-of-another-council")


def test_a_council_of_another_organisation_does_not_vote_even_when_the_nomination_names_it():
    theirs = open_voting(session=sitting(organisation_id="khac"))
    a.given(item_opened()).when(theirs).then_rejected("session-of-another-council")
    paper = replace(theirs, occurrence=on_paper(MAY))
    a.given(item_opened()).when(paper).then_rejected("session-of-another-council")


@pytest.mark.parametrize("choice", ["for", "against", "abstain"])
def test_a_member_who_attends_votes(choice):
    a.given(item_opened(), vote_opened()).when(cast("an", choice)).then(was_cast("an", choice))


def test_a_member_votes_once():
    given = a.given(item_opened(), vote_opened(), was_cast("an"))
    given.when(cast("an")).then_nothing()
    given.when(cast("an", "against")).then_rejected("already-voted")


def test_others_have_no_vote():
    given = a.given(item_opened(), vote_opened())
    given.when(cast("hoa")).then_rejected("not-a-member")
    given.when(cast("giang")).then_rejected("not-present")


def test_nobody_votes_for_another():
    given = a.given(item_opened(), vote_opened())
    given.when(cast("an", member="binh")).then_rejected("vote-in-person")
    given.when(cast("an", member="an")).then(was_cast("an"))


def test_a_vote_on_paper_names_the_member():
    given = a.given(item_opened(), vote_opened())
    given.when(cast("thu-ky", occurrence=on_paper(MAY))).then_rejected("voter-not-named")
    recorded = replace(was_cast("an"), act=on_paper(MAY).act(NOMINATION))
    given.when(cast("thu-ky", member="an", occurrence=on_paper(MAY))).then(recorded)


def test_nobody_votes_before_the_vote_is_open_or_after_it_is_closed():
    a.given(item_opened()).when(cast("an")).then_rejected("vote-not-open")
    a.given(item_opened(), vote_opened(), vote_closed()).when(cast("an")).then_rejected("vote-closed")


@pytest.mark.parametrize(
    ("choices", "passed"),
    [
        (("for", "for", "for"), True),
        (("for", "for", "for", "against"), True),
        (("for", "for", "abstain", "against"), False),
        ((), False),
    ],
)
def test_the_count_says_whether_enough_agree_of_all_members(choices, passed):
    votes = [was_cast(member, choice) for member, choice in zip(FIVE, choices, strict=False)]
    event = replace(
        vote_closed(passed),
        in_favour=choices.count("for"),
        against=choices.count("against"),
        abstained=choices.count("abstain"),
    )
    a.given(item_opened(), vote_opened(), *votes).when(close()).then(event)


def test_a_vote_is_closed_once_and_not_before_it_is_open():
    a.given(item_opened(), vote_opened(), vote_closed()).when(close()).then_nothing()
    a.given(item_opened()).when(close()).then_rejected("vote-not-open")


@pytest.mark.parametrize("command", [open_voting(), cast("an"), close()])
def test_nothing_is_voted_on_that_is_not_on_the_agenda(command):
    a.given().when(command).then_rejected("item-not-found")


def test_events_out_of_order_change_nothing():
    assert item.fold([vote_opened(), was_cast("an"), vote_closed()]) == item.initial
    assert item.fold([item_opened(), vote_opened(act=done(MAY).act(NOMINATION))]) == item.fold(
        [item_opened(), vote_opened()]
    )
