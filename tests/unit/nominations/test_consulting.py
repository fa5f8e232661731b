"""Bodies are asked and answer; a dossier is published long enough by a confirmed rule, or by what a person answers for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.dossier_rules import ConsultationTerm, PublicationTerm
from services.nominations.domain.nomination import nomination
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations import test_nomination as plain
from tests.unit.nominations.builders import done, on_paper
from tests.unit.nominations.test_holding import CASE, OPENED, after

a = Spec(nomination)
RULES = rule_book()
ASK = replace(they.ASK, **CASE, organisation_known=True, rules=RULES)
ANSWER = replace(they.ANSWER, **CASE)
PUBLISH = replace(they.PUBLISH, **CASE)
CLOSE = replace(they.CLOSE, **CASE, rules=RULES)
OVER = [*plain.COMPLETE, plain.RECEIVED, plain.AT_COUNCIL, plain.CONCLUDED]


def term(kind, *, days, confirmed=True):
    """A rule book in which that many days are the rule."""
    rules = [rule for rule in RULES.rules if isinstance(rule.values, kind)]
    return RuleBook(tuple(replace(rule, values=kind(days=days), confirmed=confirmed) for rule in rules))


def decided(command, history):
    (event,) = nomination.decide(command, nomination.fold(history))
    return event


def test_a_body_is_asked_once_until_the_day_whoever_asks_names():
    asked = decided(ASK, [OPENED])
    assert (asked.body, asked.organisation_id, asked.due_on) == ("Phòng Hai", "u2", date(2021, 5, 20))
    assert asked.act.rules[0].confirmed is False
    a.given(OPENED, asked).when(ASK).then_nothing()


def test_without_a_day_only_a_confirmed_rule_sets_one():
    unnamed = replace(ASK, due_on=None)
    a.given(OPENED).when(unnamed).then_refused("consultation-due-needs-person")
    unconfirmed = replace(unnamed, rules=term(ConsultationTerm, days=10, confirmed=False))
    a.given(OPENED).when(unconfirmed).then_refused("consultation-due-needs-person")
    ruled = replace(unnamed, rules=term(ConsultationTerm, days=10))
    assert decided(ruled, [OPENED]).due_on == date(2021, 5, 20)


def test_a_request_on_paper_that_names_no_day_is_recorded_with_a_flag_and_never_late():
    paper = replace(ASK, due_on=None, occurrence=on_paper())
    asked = decided(paper, [OPENED])
    assert (asked.due_on, [flag.code for flag in asked.act.broken]) == (
        None,
        ["consultation-due-needs-person"],
    )
    assert decided(replace(ANSWER, occurrence=done(date(2030, 1, 1))), [OPENED, asked]).late is False


def test_a_body_outside_is_asked_by_name_and_one_here_must_be_registered():
    assert decided(replace(ASK, organisation_id=None), [OPENED]).organisation_id is None
    a.given(OPENED).when(replace(ASK, organisation_known=False)).then_rejected("unknown-organisation")
    a.given(OPENED).when(replace(ASK, due_on=date(2021, 5, 1))).then_rejected("due-in-the-past")
    a.given(*OVER).when(ASK).then_rejected("nomination-over")


@pytest.mark.parametrize(("day", "late"), [(date(2021, 5, 20), False), (date(2021, 5, 21), True)])
def test_an_answer_after_its_day_says_so(day, late):
    answered = decided(replace(ANSWER, occurrence=done(day)), after(ASK))
    assert (answered.opinion, answered.late) == ("agree", late)


def test_a_body_answers_once():
    answered = after(ASK, replace(ASK, consultation_id="hy-2"), ANSWER)
    a.given(*answered).when(ANSWER).then_nothing()
    a.given(*answered).when(replace(ANSWER, opinion="disagree")).then_rejected(
        "consultation-answered-otherwise"
    )
    a.given(OPENED).when(ANSWER).then_rejected("consultation-unknown")
    assert decided(replace(ANSWER, consultation_id="hy-2"), answered).opinion == "agree"


def test_a_dossier_is_published_once_from_a_day_to_a_day():
    published = decided(PUBLISH, [OPENED])
    a.given(OPENED, published).when(PUBLISH).then_nothing()
    a.given(OPENED, published).when(replace(PUBLISH, place="Nơi khác")).then_rejected("publication-exists")
    backwards = replace(PUBLISH, to_on=date(2021, 4, 1))
    a.given(OPENED).when(backwards).then_rejected("publication-backwards")
    a.given(*OVER).when(PUBLISH).then_rejected("nomination-over")


def test_where_no_confirmed_rule_says_how_long_a_person_answers_for_it():
    published = after(PUBLISH, replace(PUBLISH, publication_id="cb-2"))
    a.given(*published).when(replace(CLOSE, ground=None)).then_refused("publication-needs-person")
    closed = decided(CLOSE, published)
    assert (closed.days, closed.settled) == (10, True)
    a.given(*published, closed).when(CLOSE).then_nothing()
    paper = decided(replace(CLOSE, ground=None, occurrence=on_paper(they.DAY)), published)
    assert (paper.settled, [flag.code for flag in paper.act.broken]) == (False, ["publication-needs-person"])


@pytest.mark.parametrize(("least", "code"), [(10, None), (11, "publication-short")])
def test_a_confirmed_rule_says_itself_whether_it_was_long_enough(least, code):
    command = replace(CLOSE, ground=None, rules=term(PublicationTerm, days=least))
    event = decided(command, after(PUBLISH))
    assert getattr(event, "code", None) == code
    assert code or event.settled is False


def test_a_publication_is_closed_when_it_has_ended():
    early = replace(CLOSE, occurrence=done(date(2021, 5, 9)))
    a.given(*after(PUBLISH)).when(early).then_rejected("publication-running")
    a.given(OPENED).when(CLOSE).then_rejected("publication-unknown")
