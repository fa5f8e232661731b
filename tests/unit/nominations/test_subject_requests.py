"""What people may ask about their own data: answered once and in time, erased only when nothing has to be kept."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.application.register_answers import PeopleAsked
from services.nominations.application.subject_answers import OneSubject, SubjectRequestsAsked
from services.nominations.domain.person import person
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    LiftRestriction,
    PersonCorrected,
    PersonErased,
    PersonRestricted,
    ReceiveSubjectRequest,
    RestrictionLifted,
    SubjectRequestAnswered,
    SubjectRequestReceived,
)
from services.nominations.domain.subject_requests import kept_of
from shared.errors import NotFound, Rejected, TransientError
from shared.eventstore import stored
from shared.privacy import ERASED
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.nominations import course
from tests.unit.nominations.bodies import serving
from tests.unit.nominations.builders import done
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_model_course import caller

SAMPLES = Path(__file__).parents[2] / "contracts" / "samples" / "nominations"
RULES = rule_book()
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
an = Spec(person).given(serving())


def receive(kind="view", **changes):
    command = ReceiveSubjectRequest(
        person_id="an", request_id="y1", kind=kind, received_on=FRIDAY, occurrence=done(FRIDAY), rules=RULES
    )
    return replace(command, **changes)


def answer(outcome="granted", **changes):
    command = AnswerSubjectRequest(
        person_id="an",
        request_id="y1",
        outcome=outcome,
        reason="Đúng quy định",
        occurrence=done(MONDAY),
        rules=RULES,
    )
    return replace(command, **changes)


def asked(kind="view", **changes):
    (event,) = person.decide(receive(kind, **changes), person.fold([serving()]))
    return event


def kept(*awards):
    return kept_of(RULES, awards)


def test_it_is_to_be_answered_within_two_working_days():
    assert asked().due_on == TUESDAY  # Friday is the day of receipt, Saturday and Sunday are free
    assert asked(received_on=date(2025, 12, 31)).due_on is None  # no rule was in force


@pytest.mark.parametrize(
    ("kind", "changes", "then"),
    [
        ("view", {}, []),
        ("correct", {"name": "Nguyễn Thị An Bình"}, [PersonCorrected]),
        ("restrict", {}, [PersonRestricted]),
        ("erase", {}, [PersonErased]),
    ],
)
def test_what_is_granted_is_done(kind, changes, then):
    command = answer(**changes)
    events = person.decide(command, person.fold([serving(), asked(kind)]))
    assert [type(event) for event in events] == [SubjectRequestAnswered, *then]
    assert events[0].act.broken == ()
    an.given(asked(kind), *events).when(command).then_nothing()


def test_what_is_refused_changes_nothing_else():
    (event,) = person.decide(answer("refused"), person.fold([serving(), asked("erase")]))
    assert (event.kind, event.outcome) == ("erase", "refused")
    an.given(asked("erase"), event).when(answer()).then_rejected("request-answered")


def test_a_late_answer_is_flagged_with_its_day():
    wednesday = answer(occurrence=done(date(2026, 11, 25)))
    (event,) = person.decide(wednesday, person.fold([serving(), asked()]))
    assert [(one.code, one.facts["due_on"]) for one in event.act.broken] == [("answer-late", "24/11/2026")]


@pytest.mark.parametrize(
    ("awards", "until"),
    [
        ([("giay_khen", date(2021, 5, 20))], "đến hết ngày 31/12/2031"),
        (
            [("bang_khen_tinh", date(2010, 5, 20)), ("giay_khen", date(2021, 5, 20))],
            "đến hết ngày 31/12/2031",
        ),
        ([("cstd_toan_quoc", date(2008, 1, 1)), ("giay_khen", date(2021, 5, 20))], "vĩnh viễn"),
        ([("huan_chuong", date(2008, 1, 1))], "vĩnh viễn"),
        (
            [("giay_khen", date(2004, 6, 30)), ("giay_khen", date(2021, 5, 20))],
            "vĩnh viễn",
        ),  # before any rule
    ],
)
def test_nothing_is_erased_while_an_award_must_be_kept(awards, until):
    refusal = an.given(asked("erase")).when(answer(kept=kept(*awards))).then_refused("retention-running")
    assert refusal.facts["until"] == until


def test_an_award_from_before_any_rule_holds_back_no_other_answer():
    (old,) = kept(("giay_khen", date(1998, 1, 1)))
    assert (old.until, old.rule.confirmed) == (None, False)
    events = person.decide(answer(kept=(old,)), person.fold([serving(), asked("restrict")]))
    assert isinstance(events[-1], PersonRestricted)


def test_a_late_answer_is_flagged_though_the_rule_went_since():
    late = answer(occurrence=done(date(2026, 11, 25)), rules=RuleBook(()))
    (event,) = person.decide(late, person.fold([serving(), asked()]))
    assert [(one.code, one.rule.confirmed) for one in event.act.broken] == [("answer-late", False)]


def test_once_the_last_year_is_over_it_may_go():
    over = kept(("giay_khen", date(2015, 5, 20)))
    assert [one.until for one in over] == [date(2025, 12, 31)]
    events = person.decide(answer(kept=over), person.fold([serving(), asked("erase")]))
    assert isinstance(events[-1], PersonErased)


def test_nothing_is_erased_while_a_dossier_is_open():
    an.given(asked("erase")).when(answer(open_cases=("n1",))).then_rejected("erasure-case-open")


@pytest.mark.parametrize(
    ("given", "command", "code"),
    [
        ([], answer(), "request-not-found"),
        ([asked()], receive("erase"), "request-exists"),
        ([], receive(received_on=MONDAY), "request-ahead"),
        ([asked("correct")], answer(), "correction-needs-name"),
        ([asked("view")], answer(name="Ai đó"), "correction-needs-name"),
        ([PersonErased(act=done().act("person-an"), person_id="an")], receive(), "person-erased"),
    ],
)
def test_what_does_not_fit_is_rejected(given, command, code):
    an.given(*given).when(command).then_rejected(code)


def test_given_again_it_changes_nothing():
    an.given(asked()).when(receive()).then_nothing()
    act = done(MONDAY).act("person-an")
    lift = LiftRestriction(person_id="an", occurrence=done(MONDAY))
    an.when(lift).then_nothing()
    an.given(PersonRestricted(act=act, person_id="an")).when(lift).then(
        RestrictionLifted(act=act, person_id="an")
    )


def test_without_rules_nothing_says_by_when():
    (event,) = person.decide(receive(rules=RuleBook(())), person.fold([serving()]))
    assert isinstance(event, SubjectRequestReceived)
    assert event.due_on is None


@pytest.fixture
def played():
    return course.whole(MemoryContext())


OFFICE = caller("office", "*")


def file_of(context, person_id="s1"):
    return context.subjects.table()["subject-file"](OneSubject(person_id=person_id), OFFICE).item


def test_the_file_of_a_person_holds_all_that_is_kept_of_them_here(played):
    found = file_of(played)
    assert found.dossiers == ("n1",)
    assert [one.award for one in found.kept] == ["giay_khen"]
    assert not any(one.confirmed for one in found.kept)
    assert found.names[0].name
    with pytest.raises(NotFound):
        file_of(played, "ai-do")


def test_a_correction_shows_in_lists_and_both_names_in_the_file(played):
    played.do(receive("correct", person_id="s2"))
    played.do(answer(person_id="s2", name="Tên Đúng"), role="director")
    assert file_of(played, "s2").names[-1].name == "Tên Đúng"
    assert len(file_of(played, "s2").names) == 2
    assert one_person(played, "s2").name == "Tên Đúng"


def test_a_restricted_name_is_in_no_list_until_it_is_lifted(played):
    played.do(receive("restrict", person_id="s2"))
    played.do(answer(person_id="s2"), role="director")
    assert (one_person(played, "s2").name, one_person(played, "s2").restricted) == (None, True)
    played.do(LiftRestriction(person_id="s2", occurrence=done(MONDAY)), role="director")
    assert one_person(played, "s2").name


def one_person(context, person_id):
    rows = context.queries.table()["list-people"](PeopleAsked(limit=100), OFFICE).items
    return next(row for row in rows if row.person_id == person_id)


def test_whoever_is_erased_is_nominated_no_more_and_their_award_holds_the_rest_back(played):
    played.do(receive("erase", person_id="s1", request_id="y2"))
    with pytest.raises(Rejected) as caught:
        played.do(answer(person_id="s1", request_id="y2"), role="director")
    assert caught.value.code == "retention-running"
    played.do(receive("erase", person_id="s2", request_id="y3"))
    played.do(answer(person_id="s2", request_id="y3"), role="director")
    assert file_of(played, "s2").erased
    requests = played.subjects.table()["list-subject-requests"]
    assert {row.state for row in requests(SubjectRequestsAsked(), OFFICE).items} == {"open", "granted"}
    overdue = requests(SubjectRequestsAsked(overdue_on=date(2026, 12, 1)), OFFICE).items
    assert [row.request_id for row in overdue] == ["y2"]


def test_nothing_is_erased_by_a_list_of_dossiers_that_is_behind_and_all_else_is_answered(played):
    for number, kind in enumerate(("erase", "restrict", "erase")):
        played.do(receive(kind, person_id="s2", request_id=f"y{number}"))
    played.views["dossiers"].behind = True
    with pytest.raises(TransientError):
        played.do(answer(person_id="s2", request_id="y0"), role="director")
    assert not file_of(played, "s2").erased
    played.do(answer(person_id="s2", request_id="y1"), role="director")
    played.do(answer("refused", person_id="s2", request_id="y2"), role="director")
    played.views["dossiers"].behind = False
    played.do(answer(person_id="s2", request_id="y0"), role="director")
    assert file_of(played, "s2").erased


def test_the_reason_of_an_answer_is_erased_with_the_person(played):
    played.do(receive("erase", person_id="s2", request_id="y3"))
    played.do(receive("view", person_id="s2", request_id="y4"))
    played.do(answer("refused", person_id="s2", request_id="y4", reason="Chị Hai đã nhận bản sao"))
    (told,) = _answers(played)
    assert told.attributes["data"]["reason"]["key"] == "person-s2"
    assert played.codec.decode_open(told).event.reason == "Chị Hai đã nhận bản sao"
    played.do(answer(person_id="s2", request_id="y3"), role="director")
    played.keys.destroyed.add("person-s2")
    assert [played.codec.decode_open(one).event.reason for one in _answers(played)] == [ERASED, ERASED]


def _answers(context):
    return [one for one in context.stored() if one.attributes["type"] == "SubjectRequestAnswered"]


def test_of_whoever_is_erased_no_reason_is_kept_and_no_name_corrected():
    erased = PersonErased(act=done().act("person-an"), person_id="an")
    (event,) = person.decide(answer("refused"), person.fold([serving(), asked(), erased]))
    assert (event.outcome, event.reason) == ("refused", None)
    an.given(asked("correct"), erased).when(answer(name="Ai đó")).then_rejected("person-erased")


def test_an_answer_from_before_is_read_with_the_key_it_was_sealed_under():
    sample = json.loads((SAMPLES / "SubjectRequestAnswered" / "1.json").read_bytes())
    assert sample["data"]["reason"]["key"] == "case-person-s9"
    assert MemoryContext().codec.decode_open(stored(json.dumps(sample).encode())).event.reason
