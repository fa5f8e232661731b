"""What is sealed of a model or a record goes with the person it is of; an award given outside keeps both, and that is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.model_answers import OneModel
from services.nominations.application.subject_answers import OneSubject, SubjectRequestsAsked
from services.nominations.application.subject_policies import key_of_case
from services.nominations.domain.record_messages import WithdrawFact
from services.nominations.domain.subject_request_messages import AnswerSubjectRequest
from shared.access import Caller, Grant
from shared.errors import Rejected, TransientError
from tests.unit.nominations import course
from tests.unit.nominations.builders import done
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.exemplary import detect, outside_award
from tests.unit.nominations.recorded import record_fact
from tests.unit.nominations.test_account_erasing import DAY, asks, erase, grants, react

INSPECTOR = Caller(actor="user:thanh.tra", name="Thanh tra", grants=(Grant("inspector", "*"),))
SOME_DAY = date(2023, 5, 19)


@pytest.fixture
def context():
    """Two people are in the register, `s1` and `s2`; a model of `s2`."""
    context = MemoryContext()
    course.register(context)
    context.do(detect(subject_id="s2"))
    return context


def told(context, model_id="x1"):
    found = context.queries.table()["model"](OneModel(model_id=model_id), INSPECTOR).item
    return found.detected_by, found.account


def refuses(context, reason="Còn thời hạn lưu hồ sơ"):
    answer = AnswerSubjectRequest(
        person_id="s2", request_id="y1", outcome="refused", reason=reason, occurrence=done(DAY)
    )
    context.do(answer, role="director")


def request_of(context):
    file = context.subjects.table()["subject-file"](OneSubject(person_id="s2"), INSPECTOR).item
    return file.requests[0]


def test_texts_of_a_model_are_erased_with_the_person_it_is(context):
    assert all(told(context))
    erase(context)
    react(context)
    assert told(context) == (None, None)


def test_models_of_others_and_of_collectives_stay(context):
    context.do(detect(model_id="x2", subject_id="s1"))
    context.do(detect(model_id="x3", subject_kind="collective", subject_id="u1"))
    erase(context)
    react(context)
    assert all((*told(context, "x2"), *told(context, "x3")))


def test_reasons_in_the_record_of_whoever_is_erased_go_too_and_those_of_others_stay(context):
    for subject in ("s1", "s2"):
        context.do(record_fact(f"f-{subject}", subject_id=subject, subject_known=False))
        wrong = {"subject_kind": "individual", "subject_id": subject, "fact_id": f"f-{subject}"}
        context.do(WithdrawFact(**wrong, reason=f"Ghi nhầm cho bà {subject}", occurrence=done(DAY)))
    erase(context)
    react(context)
    assert key_of_case("record-individual-s2") in context.keys.destroyed
    assert key_of_case("record-individual-s1") not in context.keys.destroyed


def test_a_list_of_models_that_is_behind_is_waited_for(context):
    asks(context)
    context.views["models"].behind = True
    with pytest.raises(TransientError):
        grants(context)
    context.views["models"].behind = False
    grants(context)
    context.views["models"].behind = True
    with pytest.raises(TransientError):
        react(context)
    context.views["models"].behind = False
    react(context)
    assert key_of_case("model-x1") in context.keys.destroyed


def test_an_award_given_by_a_body_outside_must_be_kept_too(context):
    context.do(outside_award())
    asks(context)
    with pytest.raises(Rejected) as caught:
        grants(context)
    assert caught.value.code == "retention-running"
    assert "vĩnh viễn" in caught.value.text.vi
    assert "retention-any" not in caught.value.text.vi
    assert caught.value.citation


def test_an_award_given_outside_to_somebody_else_keeps_nothing(context):
    context.do(detect(model_id="x2", subject_id="s1"))
    context.do(outside_award(model_id="x2"))
    erase(context)
    react(context)
    assert told(context) == (None, None)


def test_a_refused_erasure_is_answered_with_rule_and_end_and_is_open_no_more(context):
    for number, dated in enumerate((date(2015, 5, 20), date(2021, 5, 20))):
        given = {"kind": "commendation", "code": "giay_khen", "commendation_type": "merit", "dated": dated}
        command = record_fact(f"f{number}", subject_id="s2", year=dated.year, **given)
        context.do(replace(command, occurrence=done(dated)))
    context.do(outside_award())
    asks(context)
    refuses(context)
    found = request_of(context)
    assert found.outcome == "refused"
    assert [(one.award, one.until) for one in found.kept] == [
        ("Giấy khen", None),
        ("giay_khen", date(2031, 12, 31)),
    ]
    assert all(one.rule.citation for one in found.kept)
    rows = context.subjects.table()["list-subject-requests"]
    assert rows(SubjectRequestsAsked(state="open"), INSPECTOR).items == []
    assert rows(SubjectRequestsAsked(overdue_on=date(2027, 1, 1)), INSPECTOR).items == []


def test_a_refusal_that_no_retention_stands_behind_names_none(context):
    asks(context)
    refuses(context)
    assert request_of(context).kept == ()


def test_a_granted_erasure_names_none(context):
    erase(context)
    assert (request_of(context).outcome, request_of(context).kept) == ("granted", ())
