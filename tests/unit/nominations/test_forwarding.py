"""A dossier goes upward level by level, each pinning its own rules; outside levels answer on paper; the result comes down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.eligibility import pinned_criteria
from services.nominations.domain.forwarding_messages import CouncilResultNoted, NoteCouncilResult
from services.nominations.domain.nomination import nomination
from services.nominations.domain.rules import RequiredDocuments
from shared.errors import Rejected
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations import test_nomination as plain
from tests.unit.nominations.builders import DOCUMENTS, RULES, done, on_paper
from tests.unit.nominations.test_holding import CASE, after, names

a = Spec(nomination)
FORWARD = replace(they.FORWARD, **CASE, to_known=True, rules=RULES)
RECEIVE = replace(they.RECEIVE_ABOVE, **CASE, rules=RULES)
RETURN = replace(they.RETURN_DOWN, **CASE)
OUTSIDE = replace(they.OUTSIDE, **CASE, rules=RULES)
GRANTED = replace(they.GRANTED, **CASE)
DECLINE = replace(they.DECLINE, **CASE)
NOTE = NoteCouncilResult(nomination_id="n1", passed=True, occurrence=plain.DAY)
PUT = replace(plain.PUT, rules=RULES)
RECEIVED = [*plain.COMPLETE, plain.RECEIVED]
AT_COUNCIL = [*RECEIVED, plain.AT_COUNCIL]
PASSED = after(NOTE, before=AT_COUNCIL)
SENT = after(FORWARD, before=RECEIVED)
ABOVE = after(RECEIVE, before=SENT)
AWAY = after(replace(OUTSIDE, from_id="ban"), before=ABOVE)


def state(history):
    return nomination.fold(history)


def flags(command, history):
    (event, *_) = nomination.decide(replace(command, occurrence=on_paper()), state(history))
    return [flag.code for flag in event.act.broken]


def test_a_dossier_is_forwarded_with_its_letter_to_the_organisation_named():
    (event,) = nomination.decide(FORWARD, state(RECEIVED))
    assert (event.leg, event.from_id, event.to_id, event.recipient) == (1, "so", "ban", "ban")
    assert (event.number, event.dated, event.signatory_role) == ("31/TTr-SCT", they.DAY, "director")
    a.given(*SENT).when(FORWARD).then_nothing()
    assert state(SENT).step == "forwarded"


def test_without_a_name_it_goes_to_the_parent():
    unnamed = replace(FORWARD, to_id=None, parent_id="ubnd")
    (event,) = nomination.decide(unnamed, state(RECEIVED))
    assert event.to_id == "ubnd"
    a.given(*RECEIVED).when(replace(unnamed, parent_id=None)).then_rejected("nobody-above")


def test_it_goes_to_one_body_that_is_known_and_has_not_had_it():
    a.given(*RECEIVED).when(replace(FORWARD, body="Bộ Nội vụ")).then_rejected("forward-to-one")
    a.given(*RECEIVED).when(replace(FORWARD, to_known=False)).then_rejected("unknown-organisation")
    for passed in ("u1", "so"):
        a.given(*RECEIVED).when(replace(FORWARD, to_id=passed)).then_rejected("level-passed-already")
    a.given(*SENT).when(replace(FORWARD, to_id="khac")).then_rejected("nomination-underway")


def test_only_the_level_that_holds_it_forwards_it_and_asking_again_from_below_changes_nothing():
    a.given(*RECEIVED).when(replace(FORWARD, from_id="ban")).then_rejected("not-the-holder")
    a.given(*ABOVE).when(FORWARD).then_nothing()


def test_it_goes_up_only_when_received_and_passed_by_the_council_that_has_it():
    a.given(*plain.COMPLETE).when(FORWARD).then_rejected("nomination-not-received")
    a.given(*AT_COUNCIL).when(FORWARD).then_rejected("council-not-concluded")
    failed = after(replace(NOTE, passed=False), before=AT_COUNCIL)
    a.given(*failed).when(FORWARD).then_rejected("council-not-passed")
    assert names(after(FORWARD, before=PASSED))[-1] == "NominationForwarded"
    assert flags(FORWARD, failed) == ["council-not-passed"]
    assert flags(FORWARD, AT_COUNCIL) == ["council-not-concluded"]
    a.given(*AT_COUNCIL, plain.CONCLUDED).when(FORWARD).then_rejected("nomination-over")


def test_the_councils_result_is_noted_once():
    (event,) = nomination.decide(NOTE, state(AT_COUNCIL))
    assert event == CouncilResultNoted(
        act=plain.DAY.act(plain.CASE), nomination_id="n1", council_id="c1", passed=True
    )
    a.given(*PASSED).when(NOTE).then_nothing()
    a.given(*RECEIVED).when(NOTE).then_nothing()


def test_each_level_that_receives_it_pins_the_rules_of_its_own_day():
    later = replace(DOCUMENTS, version=2, valid_from=date(2022, 1, 1))
    rules = RuleBook((replace(DOCUMENTS, valid_until=date(2022, 1, 1)), later))
    (event,) = nomination.decide(
        replace(RECEIVE, rules=rules, occurrence=done(date(2022, 3, 1))), state(SENT)
    )
    assert (event.organisation_id, event.leg, event.rule_set) == ("ban", 1, "documents/2")
    assert state(SENT).rule_set == "documents/1"
    a.given(*SENT, event).when(RECEIVE).then_nothing()


def test_a_level_receives_only_what_was_sent_to_it():
    a.given(*RECEIVED).when(RECEIVE).then_rejected("nothing-underway")
    a.given(*SENT).when(replace(RECEIVE, organisation_id="khac")).then_rejected("nothing-underway")


def test_a_level_refuses_what_lacks_the_documents_it_asks_for():
    more = replace(DOCUMENTS, values=RequiredDocuments(documents=("submission", "meeting_minutes")))
    strict = replace(RECEIVE, rules=RuleBook((more,)))
    a.given(*SENT).when(strict).then_refused("documents-missing")
    assert flags(strict, SENT) == ["documents-missing"]


def test_the_level_that_holds_it_puts_it_to_its_own_council():
    above = after(PUT, NOTE, FORWARD, RECEIVE, before=RECEIVED)
    a.given(*above).when(PUT).then_rejected("council-voted-already")
    (event,) = nomination.decide(replace(PUT, council_id="c2"), state(above))
    assert (event.organisation_id, event.council_id) == ("ban", "c2")
    two = [*above, event]
    a.given(*two).when(replace(FORWARD, from_id="ban", to_id="bo")).then_rejected("council-not-concluded")
    assert names(after(NOTE, before=two))[-1] == "CouncilResultNoted"


def test_it_is_not_returned_to_the_unit_over_the_heads_of_the_levels_between():
    a.given(*ABOVE).when(plain.RETURN).then_rejected("level-below-first")
    a.given(*SENT).when(plain.RETURN).then_rejected("nomination-not-submitted")
    a.given(*SENT).when(plain.RECEIVE).then_nothing()


def test_a_level_gives_it_back_to_the_one_below_once():
    for before in (SENT, ABOVE):
        (event,) = nomination.decide(RETURN, state(before))
        assert (event.from_id, event.to_id, event.reason) == ("ban", "so", "Danh sách chưa ký")
        back = [*before, event]
        assert (state(back).holder, state(back).step) == ("so", "received")
        a.given(*back).when(RETURN).then_nothing()
        assert names(after(FORWARD, before=back))[-1] == "NominationForwarded"


def test_only_who_has_it_gives_it_back():
    a.given(*RECEIVED).when(replace(RETURN, from_id="so")).then_rejected("not-the-holder")
    a.given(*ABOVE).when(replace(RETURN, from_id="so")).then_rejected("not-the-holder")
    a.given(*AWAY).when(RETURN).then_rejected("not-the-holder")


def test_a_level_whose_council_has_it_gives_it_back_on_paper_only():
    voting = after(replace(PUT, council_id="c2"), before=ABOVE)
    a.given(*voting).when(RETURN).then_rejected("council-not-concluded")
    assert flags(RETURN, voting) == ["council-not-concluded"]


def test_a_level_outside_answers_by_its_documents():
    a.given(*AWAY).when(replace(GRANTED, occurrence=plain.DAY)).then_rejected("external-answers-on-paper")
    a.given(*ABOVE).when(GRANTED).then_rejected("nothing-underway")
    (event,) = nomination.decide(replace(GRANTED, answer="received"), state(AWAY))
    assert (event.body, event.answer, event.act.document.number) == ("Bộ Nội vụ", "received", "15/DS")
    heard = [*AWAY, event]
    assert (state(heard).step, state(heard).way.underway) == ("forwarded", state(AWAY).way.underway)
    a.given(*heard).when(replace(GRANTED, answer="received")).then_nothing()


def test_a_level_outside_gives_it_back_with_the_reason_of_its_document():
    back = after(replace(GRANTED, answer="returned"), before=AWAY)
    assert names(back)[-2:] == ["ExternalAnswered", "ReturnedDown"]
    assert (back[-1].body, back[-1].to_id, back[-1].reason) == ("Bộ Nội vụ", "ban", "giấy")
    assert (state(back).holder, state(back).step) == ("ban", "received")
    a.given(*back).when(replace(GRANTED, answer="returned")).then_nothing()
    a.given(*back).when(GRANTED).then_rejected("nothing-underway")


@pytest.mark.parametrize(("answer", "outcome"), [("granted", "awarded"), ("declined", "not_awarded")])
def test_what_it_decided_ends_the_dossier_and_comes_down_to_every_level(answer, outcome):
    ended = after(replace(GRANTED, answer=answer), before=AWAY)
    assert names(ended)[-3:] == ["ExternalAnswered", "NominationConcluded", "ResultSentDown"]
    assert (ended[-1].outcome, ended[-1].levels) == (outcome, ("ban", "so"))
    assert state(ended).outcome == outcome
    a.given(*ended).when(replace(GRANTED, answer=answer)).then_nothing()
    a.given(*ended).when(replace(GRANTED, answer="returned")).then_rejected("nomination-over")
    a.given(*ended).when(RETURN).then_rejected("nomination-over")


def test_what_was_withdrawn_on_its_way_is_not_received_above():
    gone = after(replace(they.WITHDRAW, **CASE), before=SENT)
    a.given(*gone).when(RECEIVE).then_rejected("nomination-over")
    a.given(*gone).when(RETURN).then_rejected("nomination-over")


def test_an_award_granted_above_comes_down_too():
    above = after(replace(PUT, council_id="c2"), before=ABOVE)
    ended = after(replace(plain.CONCLUDE, organisation_id="ban"), before=above)
    assert names(ended)[-2:] == ["NominationConcluded", "ResultSentDown"]


def test_an_award_of_a_level_the_dossier_has_left_waits_until_it_is_given_back():
    sent = after(FORWARD, before=PASSED)
    for elsewhere, holder in ((sent, "ban"), (after(RECEIVE, before=sent), "ban")):
        with pytest.raises(Rejected) as caught:
            nomination.decide(plain.CONCLUDE, state(elsewhere))
        assert caught.value.code == "awarded-and-elsewhere"
        assert caught.value.facts == {"organisation_id": "so", "holder": holder}
        back = after(RETURN, before=elsewhere)
        assert names(after(plain.CONCLUDE, before=back))[-2:] == ["NominationConcluded", "ResultSentDown"]


def test_an_award_in_the_moment_in_which_it_left_the_realm_or_was_withdrawn_says_so():
    with pytest.raises(Rejected) as caught:
        nomination.decide(replace(plain.CONCLUDE, organisation_id="ban"), state(AWAY))
    assert caught.value.facts["holder"] == they.OUTSIDE.body
    withdrawn = after(replace(they.WITHDRAW, **CASE), before=RECEIVED)
    a.given(*withdrawn).when(plain.CONCLUDE).then_rejected("awarded-and-withdrawn")
    a.given(*RECEIVED).when(plain.CONCLUDE).then_rejected("nomination-not-at-council")


def test_the_level_that_holds_it_declines_it_once_with_a_reason():
    declined = after(DECLINE, before=ABOVE)
    assert names(declined)[-3:] == ["NominationDeclined", "NominationConcluded", "ResultSentDown"]
    assert (declined[-3].organisation_id, declined[-3].reason) == ("ban", "Chưa đủ tiêu chuẩn")
    a.given(*declined).when(DECLINE).then_nothing()
    assert names(after(DECLINE, before=RECEIVED))[-2:] == ["NominationDeclined", "NominationConcluded"]


def test_it_is_declined_when_received_or_when_its_council_has_decided():
    a.given(*plain.COMPLETE).when(DECLINE).then_rejected("nomination-not-received")
    assert flags(DECLINE, plain.COMPLETE) == ["nomination-not-received"]
    a.given(*AT_COUNCIL).when(DECLINE).then_rejected("council-not-concluded")
    assert names(after(DECLINE, before=PASSED))[-1] == "NominationConcluded"
    a.given(*AT_COUNCIL, plain.CONCLUDED).when(DECLINE).then_rejected("nomination-over")


def test_what_one_council_said_does_not_let_it_past_another():
    back = after(FORWARD, RETURN, before=PASSED)
    again = after(replace(PUT, council_id="c2"), before=back)
    a.given(*again).when(FORWARD).then_rejected("council-not-concluded")
    assert flags(FORWARD, again) == ["council-not-concluded"]


def test_a_level_judges_by_the_criteria_of_its_own_receipt_and_the_one_below_again_by_its_own():
    rules = rule_book()
    at = {"rules": rules, "occurrence": on_paper(date(2024, 3, 1))}
    (event,) = nomination.decide(replace(RECEIVE, **at), state(SENT))
    above = state([*SENT, event])
    assert (above.received_on, pinned_criteria(rules, above).valid_from.year) == (date(2024, 3, 1), 2024)
    below = state([*SENT, event, *nomination.decide(RETURN, above)])
    first = state(SENT)
    assert first.received_on is not None
    assert (below.received_on, below.received_under, below.rule_set, below.below) == (
        first.received_on,
        first.received_under,
        first.rule_set,
        (),
    )
