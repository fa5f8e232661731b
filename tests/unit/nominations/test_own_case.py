"""A dossier that the appraising unit itself proposed: another unit, named by the director, appraises it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from services.nominations.application import answers
from services.nominations.application.account_book import Account
from services.nominations.application.looking_up import Ties
from services.nominations.application.owning import Owners
from services.nominations.domain.account_messages import GiveGrant, RevokeGrant
from services.nominations.domain.appraisal_messages import (
    AppraisingUnitNamed,
    NameAppraisingUnit,
    OwnCaseFound,
    Tie,
)
from services.nominations.domain.nomination import nomination
from services.nominations.domain.nomination_messages import (
    NominationPutToCouncil,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from shared.access import Caller, Grant
from shared.acts import ActRefused, BrokenRule
from shared.rules import RuleBook
from shared.separation import Separation
from shared.steporder import NO_ORDER
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations import test_forwarding as above
from tests.unit.nominations.builders import RULES, done, nomination_opened, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_holding import after
from tests.unit.nominations.test_nomination import (
    AT_COUNCIL,
    CASE,
    COMPLETE,
    DAY,
    PUT,
    RECEIVE,
    RECEIVED,
    RETURN,
    RETURNED,
)

a = Spec(nomination)
RULE = RULES.in_force(Separation, DAY.occurred_on, duty="appraise", apart_from="nominate")
FACTS = {"unit_id": "u1"}
FLAG = BrokenRule(code="own-case-needs-person", rule=RULE.use, facts=FACTS)
CLERK = Tie(unit_id="u1", role="unit_clerk")
SERVES = Tie(unit_id="u1", role=None)
WITHIN = Tie(unit_id="to-1", role=None, above=("u1", "so"))
OFFICE = Tie(unit_id="so", role="office")
REACHES = Tie(unit_id="u1", role="office")
OTHER = Tie(unit_id="u2", role="office", above=("so",))
NAME = NameAppraisingUnit(
    nomination_id="n1",
    unit_id="u2",
    reason="Văn phòng là đơn vị đề nghị",
    occurrence=DAY,
    unit_known=True,
    rules=RULES,
)
NAMED = AppraisingUnitNamed(
    act=DAY.act(CASE, [RULE.use]), nomination_id="n1", unit_id="u2", reason="Văn phòng là đơn vị đề nghị"
)
PAPER = on_paper(date(2021, 5, 10))
SENT, ABOVE = above.ABOVE[-2:]


def tied(command, *ties, **changes):
    return replace(command, rules=RULES, ties=ties, **changes)


def refused_of(command, *history):
    """What is recorded when it is found to be an own case for the first time."""
    found, refusal = nomination.decide(command, nomination.fold(history))
    assert isinstance(refusal, ActRefused)
    return found, refusal


def then(word: str) -> RuleBook:
    """The rules, but with *word* for what follows."""
    changed = replace(RULE, values=replace(RULE.values, then=word))
    return RuleBook(tuple(changed if rule == RULE else rule for rule in RULES.rules))


@pytest.mark.parametrize("tie", [CLERK, SERVES, WITHIN], ids=["clerk", "serves", "serves within"])
@pytest.mark.parametrize("command", [RECEIVE, RETURN], ids=["receive", "return"])
def test_who_belongs_to_the_unit_that_proposes_does_not_appraise(command, tie):
    found, refusal = refused_of(tied(command, OFFICE, tie), *COMPLETE)
    asked = type(command).__name__
    act = DAY.act(CASE, [RULE.use], [FLAG])
    assert found == OwnCaseFound(act=act, nomination_id="n1", unit_id="u1", asked=asked)
    assert (refusal.code, refusal.asked, refusal.facts) == ("own-case-needs-person", asked, FACTS)
    assert refusal.act.broken[0].rule == RULE.use


def test_nor_do_they_put_it_to_a_council():
    _, refusal = refused_of(tied(PUT, SERVES), *COMPLETE, RECEIVED)
    assert refusal.asked == "PutToCouncil"


def test_the_flag_stands_with_the_case_once_and_every_refusal_is_recorded():
    found, _ = refused_of(tied(RECEIVE, CLERK), *COMPLETE)
    a.given(*COMPLETE, found).when(tied(RETURN, CLERK)).then_refused("own-case-needs-person")


@pytest.mark.parametrize("ties", [(), (OFFICE,), (REACHES,), (OFFICE, OTHER)])
def test_who_has_no_part_in_the_unit_appraises_however_far_they_reach(ties):
    a.given(*COMPLETE).when(tied(RECEIVE, *ties)).then(RECEIVED)
    a.given(*COMPLETE).when(tied(RETURN, *ties)).then(RETURNED)


def test_an_organisation_that_proposes_to_itself_is_an_own_case_whoever_appraises():
    own = (nomination_opened(unit_id="so"), *COMPLETE[1:])
    found, refusal = refused_of(tied(RECEIVE, OFFICE), *own)
    assert (found.unit_id, refusal.code) == ("so", "own-case-needs-person")
    a.given(*own, found, NAMED).when(tied(RECEIVE, OTHER)).then(RECEIVED)


def test_the_director_names_another_unit_with_a_reason_once():
    a.given(*COMPLETE).when(NAME).then(NAMED)
    a.given(*COMPLETE, NAMED).when(NAME).then_nothing()
    a.given(*COMPLETE, NAMED).when(replace(NAME, unit_id="u3")).then(replace(NAMED, unit_id="u3"))
    a.given().when(NAME).then_rejected("nomination-not-found")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"unit_id": "u1"}, "appraiser-proposes"),
        ({"unit_id": "to-1", "unit_above": ("u1", "so")}, "appraiser-proposes"),
        ({"unit_known": False}, "unknown-organisation"),
    ],
)
def test_the_unit_named_is_registered_and_no_part_of_the_one_that_proposes(changes, code):
    a.given(*COMPLETE).when(replace(NAME, **changes)).then_rejected(code)


def test_after_the_appraisal_no_unit_is_named_except_on_paper_with_a_flag():
    history = (*COMPLETE, RECEIVED, AT_COUNCIL)
    a.given(*history).when(NAME).then_rejected("appraisal-over")
    late = BrokenRule(code="appraisal-over", rule=NO_ORDER, facts={})
    a.given(*history).when(replace(NAME, occurrence=PAPER)).then(
        replace(NAMED, act=PAPER.act(CASE, [RULE.use], [late]))
    )


def test_the_unit_named_appraises_and_no_other():
    given = a.given(*COMPLETE, NAMED)
    given.when(tied(RECEIVE, OTHER)).then(RECEIVED)
    refusal = given.when(tied(RECEIVE, OFFICE)).then_refused("other-unit-appraises")
    assert (refusal.facts, refusal.act.broken[0].rule) == ({"unit_id": "u2"}, RULE.use)
    given.given(RECEIVED).when(tied(PUT, OFFICE)).then_refused("other-unit-appraises")


def test_who_belongs_to_both_units_still_does_not_appraise():
    _, refusal = refused_of(tied(RECEIVE, OTHER, SERVES), *COMPLETE, NAMED)
    assert refusal.code == "own-case-needs-person"


@pytest.mark.parametrize("command", [RECEIVE, RETURN])
def test_whoever_enters_an_appraisal_on_paper_did_not_do_it(command):
    (event,) = nomination.decide(tied(command, CLERK, occurrence=PAPER), nomination.fold(COMPLETE))
    assert event.act.broken == ()


def test_what_follows_is_the_rules_word():
    refused = replace(tied(RECEIVE, CLERK), rules=then("refuse"))
    assert refused_of(refused, *COMPLETE)[1].code == "own-case-needs-person"
    (flagged,) = nomination.decide(replace(refused, rules=then("flag")), nomination.fold(COMPLETE))
    assert flagged.act.broken == (FLAG,)
    received, told = nomination.decide(replace(refused, rules=then("show")), nomination.fold(COMPLETE))
    assert received == RECEIVED
    assert (told.asked, told.act.broken) == ("ReceiveForAppraisal", ())


def test_without_a_rule_on_who_belongs_to_a_unit_nobody_guesses():
    silent = RuleBook(tuple(rule for rule in RULES.rules if rule.kind != "belonging"))
    a.given(*COMPLETE).when(replace(tied(RECEIVE, CLERK), rules=silent)).then_rejected("rule-missing")
    a.given(*COMPLETE).when(replace(tied(RECEIVE, OFFICE), rules=silent)).then(RECEIVED)


def test_a_whole_course_shows_who_appraises_and_lets_them_read_it():
    context = course.everything(MemoryContext())
    clerk_of_u1 = Caller(actor="user:x", name="X", grants=(Grant("office", "u1"),))
    asked = answers.OneNomination(nomination_id="n2")
    item = context.queries.nomination(asked, clerk_of_u1).item
    assert (item.state, item.appraising_unit_id) == ("at_council", "u1")
    cases = context.queries.cases(answers.CasesAsked(), clerk_of_u1).items
    assert "nomination-n2" in [case.case for case in cases]
    asks = context.queries.nomination(answers.OneNomination(nomination_id="n1"), clerk_of_u1).item
    assert asks.appraising_unit_id is None


def test_those_who_opened_or_submitted_a_dossier_are_its_proposers_and_who_typed_in_paper_is_none():
    context = course.everything(MemoryContext())
    put = {
        one.event.nomination_id: one.event.proposers
        for one in context.recorded()
        if isinstance(one.event, NominationPutToCouncil)
    }
    assert put == {"n1": ("user:lan",), "n2": ("user:cuc",), "n3": ("user:lan",)}
    case = {"nomination_id": "n9"}
    context.do(open_nomination(**case, achievement_id="giay", occurrence=PAPER), actor="user:hoa")
    assert context.people.proposers_of("n9") == ()
    context.do(SubmitNomination(**case, occurrence=done()), actor="user:binh")
    assert context.people.proposers_of("n9") == ("user:binh",)
    assert context.people.proposers_of("Không có") == ()


def test_ties_come_from_grants_in_force_and_from_whom_they_name():
    context = MemoryContext()
    course.register(context)
    context.book.add(Account(username="lan.so", name="Lan", password=None))
    give = GiveGrant(account="lan.so", grant_id="g1", role="office", scope="so")
    later, over = date(2021, 3, 16), date(2021, 3, 14)
    for command in (
        give,
        replace(give, grant_id="g2", scope="u2", begins_on=later),
        replace(give, grant_id="g3", scope="*", begins_on=date(2020, 1, 1), ends_on=over, person_id="s3"),
        replace(give, grant_id="g4", scope="u1"),
        RevokeGrant(account="lan.so", grant_id="g4"),
    ):
        context.do(command, role="administrator")
    ties_of = Ties(context.known, lambda unit: ("tinh",) if unit == "so" else (), context.rights.today)
    assert ties_of("user:lan.so") == (
        Tie(unit_id="so", role="office", above=("tinh",)),
        Tie(unit_id="u3", role=None),
    )
    assert ties_of("service:nominations") == ties_of("user:nobody") == ()


def test_a_named_unit_is_the_one_whose_case_it_is_to_appraise():
    context = course.everything(MemoryContext())
    case = {"nomination_id": "n2", "by": "user:an", "occurrence": DAY}
    owners = Owners(context.known, lambda _username: False)
    for command in (
        ReceiveForAppraisal(**case),
        ReturnNomination(**case, reason="Thiếu"),
        PutToCouncil(**case, council_id="c1"),
    ):
        assert list(owners(command)) == ["u1"]
    assert list(owners(replace(NAME, nomination_id="n2"))) == ["so", "u2"]
    assert list(owners(replace(NAME, nomination_id="n9"))) == []


def test_only_the_level_that_holds_it_has_another_unit_appraise():
    known = SimpleNamespace(nomination=lambda _name: nomination.fold(above.ABOVE))
    assert list(Owners(known, lambda _username: False)(NAME)) == ["ban", "u2"]


def test_while_it_is_on_its_way_or_over_nobody_is_named():
    withdrawn = after(replace(they.WITHDRAW, nomination_id="n1"), before=above.RECEIVED)[-1]
    for last in (SENT, withdrawn):
        a.given(*COMPLETE, RECEIVED, last).when(NAME).then_rejected("appraisal-over")


def test_what_an_organisation_proposed_is_not_the_own_case_of_the_level_above():
    own = (nomination_opened(unit_id="so"), *COMPLETE[1:], RECEIVED, SENT, ABOVE)
    put = tied(PUT, Tie(unit_id="ban", role="office"), council_id="c2")
    (event,) = nomination.decide(put, nomination.fold(own))
    assert (event.organisation_id, event.council_id) == ("ban", "c2")


def test_whom_a_level_named_appraises_again_when_it_comes_back():
    there = [*COMPLETE, RECEIVED, NAMED, SENT, ABOVE]
    assert nomination.fold(there).appraiser is None
    (back,) = nomination.decide(above.RETURN, nomination.fold(there))
    assert nomination.fold([*there, back]).appraiser == "u2"
