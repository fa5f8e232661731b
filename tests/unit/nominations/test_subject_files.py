"""The file of a person tells all that is kept of them here: what was asked, held, proposed, granted and registered."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application.subject_answers import OneSubject
from services.nominations.application.subject_files import restrictions_in
from services.nominations.domain.account_messages import DecidingDocument, GiveGrant
from services.nominations.domain.person_messages import RegisterPerson
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    LiftRestriction,
    PersonErased,
    PersonRestricted,
    ReceiveSubjectRequest,
    RestrictionLifted,
)
from services.nominations.domain.title_messages import RegisteredTitle, RegisterTitles
from tests.unit.nominations import course
from tests.unit.nominations.builders import done
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_model_course import caller

OFFICE = caller("office", "*")
DECIDED = DecidingDocument(number="76/QĐ-SCT", dated=date(2021, 5, 24))


@pytest.fixture(scope="module")
def everything():
    return course.everything(MemoryContext())


@pytest.fixture
def played():
    return course.whole(MemoryContext())


def file_of(context, person_id="s1"):
    return context.subjects.table()["subject-file"](OneSubject(person_id=person_id), OFFICE).item


def granted(context, kind, number, person_id="s2"):
    day = done(date(2026, 11, number))
    asked = {"person_id": person_id, "request_id": f"y{number}", "occurrence": day}
    context.do(ReceiveSubjectRequest(kind=kind, received_on=date(2026, 11, number), **asked))
    context.do(AnswerSubjectRequest(outcome="granted", reason="Theo đơn", **asked), role="director")


def test_an_account_with_its_grants_and_whether_it_is_stopped(played):
    give = GiveGrant(account="lan.so", grant_id="g9", role="office", scope="so", person_id="s2")
    played.do(give, role="administrator")
    (held,) = file_of(played, "s2").accounts
    assert (held.account, held.name, held.disabled) == ("lan.so", "Lan", False)
    assert [(one.role, one.scope) for one in held.grants] == [("office", "so")]
    assert file_of(played, "s3").accounts == ()
    played.keys.destroy(played.names.sealed("lan.so", "Lan")["key"])
    played.names.seal_in_clear(played.book)
    assert file_of(played, "s2").accounts[0].name is None


def test_an_account_whose_grant_was_taken_back_is_told_as_well_and_one_that_is_gone_has_no_name(played):
    (held,) = file_of(played, "s1").accounts
    assert (held.account, held.grants) == ("lan.so", ())
    del played.book.accounts["lan.so"]
    assert file_of(played, "s1").accounts[0].name is None


def test_from_when_until_when_the_name_was_restricted(played):
    assert file_of(played, "s2").restrictions == ()
    granted(played, "restrict", 3)
    granted(played, "restrict", 4)
    (running,) = file_of(played, "s2").restrictions
    assert (running.since, running.until) == (date(2026, 11, 3), None)
    lift = LiftRestriction(person_id="s2", occurrence=done(date(2026, 11, 5)))
    played.do(lift, role="director")
    granted(played, "restrict", 6)
    told = [(one.since.day, one.until and one.until.day) for one in file_of(played, "s2").restrictions]
    assert told == [(3, 5), (6, None)]


def test_dossiers_with_the_award_they_came_to_and_its_decision(played):
    (case,) = file_of(played).cases
    assert (case.nomination_id, case.form, case.state, case.outcome) == (
        "n1",
        "giay_khen",
        "concluded",
        "awarded",
    )
    assert case.opened_on == date(2021, 5, 10)
    assert case.award_id
    assert case.decision is None  # the fact that tells it is not on record yet
    played.policies.when_award_granted_record_fact(course.granted())
    found = file_of(played)
    assert found.cases[0].decision == DECIDED
    assert [(one.code, one.document_number) for one in found.record] == [("giay_khen", DECIDED.number)]


def test_a_dossier_without_an_end_has_neither_outcome_nor_award(everything):
    cases = {one.nomination_id: one for one in file_of(everything).cases}
    assert (cases["n4"].state, cases["n4"].outcome, cases["n4"].award_id) == ("withdrawn", None, None)
    assert list(cases) == list(file_of(everything).dossiers)


def test_facts_on_record_also_those_withdrawn(everything):
    found = file_of(everything)
    assert [(one.fact_id, one.withdrawn) for one in found.record] == [("f1", False), ("f2", True)]
    assert found.facts == 1


def test_titles_registered_where_and_while_the_person_served(played):
    played.do(
        RegisterPerson(
            person_id="s8",
            name="Người thứ tám",
            organisation_id="u1",
            position="staff",
            position_since=date(2020, 1, 1),
            occurrence=done(),
        )
    )
    collective = RegisteredTitle(kind="collective", subject_id="u1", title="tap_the_lao_dong_tien_tien")
    for year, subject_id in ((2020, "s1"), (2021, "s8"), (2022, "s1"), (2023, "s1")):
        own = RegisteredTitle(kind="individual", subject_id=subject_id, title="cstd_co_so")
        register = RegisterTitles(
            unit_id="u1", year=year, entries=(own, collective), occurrence=done(date(2021, 3, 1))
        )
        played.do(register, role="unit_clerk")
    told = [(one.unit_id, one.year, one.title) for one in file_of(played).titles]
    assert told == [
        ("u1", 2020, "cstd_co_so"),
        ("u1", 2022, "cstd_co_so"),
    ]  # it is 2021: the next year's, no further


def test_models_that_the_person_is_or_answers_for_and_their_initiatives(everything):
    found = file_of(everything)
    assert ("x1", "subject", "replicated") in [(one.model_id, one.role, one.stage) for one in found.models]
    assert [(one.initiative_id, one.year, one.recognised) for one in found.initiatives] == [
        ("i1", 2020, ("department",))
    ]
    register = RegisterPerson(
        person_id="t1",
        name="Trưởng phòng",
        organisation_id="u1",
        position="head",
        position_since=date(2020, 1, 1),
        occurrence=done(),
    )
    everything.do(register)
    assert [(one.model_id, one.role) for one in file_of(everything, "t1").models] == [("x1", "head")]


def test_of_whoever_is_erased_the_file_still_tells_what_stays(played):
    granted(played, "erase", 3)
    assert (
        "person-s2" not in played.keys.destroyed
    )  # as in an older vault that was put back: no name is told all the same
    found = file_of(played, "s2")
    assert found.erased
    assert [one.name for one in found.names] == [None]
    assert found.posts
    assert [(one.kind, one.outcome) for one in found.requests] == [("erase", "granted")]


def test_restrictions_are_read_from_whatever_else_happened():
    act = done(date(2026, 11, 3)).act("person-an")
    lifted = RestrictionLifted(act=act, person_id="an")
    restricted, erased = PersonRestricted(act=act, person_id="an"), PersonErased(act=act, person_id="an")
    assert restrictions_in([lifted, erased]) == ()
    assert len(restrictions_in([restricted, erased, lifted, restricted])) == 2
