"""A grant reaches the cases of its own organisation and no others."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application.guarding import Guard
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.plan_messages import IssuePlan, RecordDelivery, SendPlan
from shared.errors import Forbidden
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, draft, open_nomination
from tests.unit.nominations.context import MemoryContext

OF_THE_PLAN = [
    IssuePlan(plan_id="p1", signatory_role="director", occurrence=done()),
    SendPlan(plan_id="p1", recipient_id="r1", occurrence=done()),
    RecordDelivery(
        plan_id="p1", recipient_id="r1", delivered_on=date(2021, 1, 22), receipt="Sổ", occurrence=done()
    ),
    ConsolidateList(plan_id="p1", occurrence=done()),
    SendList(plan_id="p1", recipient="ban", occurrence=done()),
]
OF_THE_UNIT = [
    AttachDocument(
        nomination_id="n1", document_kind="submission", sha256="a" * 64, title="T", occurrence=done()
    ),
    SubmitNomination(nomination_id="n1", occurrence=done()),
]
OF_THE_OFFICE = [
    ReturnNomination(nomination_id="n1", reason="Thiếu", occurrence=done()),
    ReceiveForAppraisal(nomination_id="n1", occurrence=done()),
    PutToCouncil(nomination_id="n1", council_id="c1", occurrence=done()),
]


def names(command):
    return type(command).__name__


@pytest.fixture(scope="module")
def played():
    return course.whole(MemoryContext())


@pytest.mark.parametrize("command", [*OF_THE_PLAN, *OF_THE_OFFICE], ids=names)
def test_a_departments_case_is_within_reach_of_its_own_people_only(played, command):
    guard = Guard(played.known)
    guard(command, {"so", "u2"})
    guard(command, None)
    with pytest.raises(Forbidden):
        guard(command, {"u1"})


@pytest.mark.parametrize("command", OF_THE_UNIT, ids=names)
def test_a_dossier_is_supplemented_by_its_own_unit_only(played, command):
    guard = Guard(played.known)
    guard(command, {"u1"})
    with pytest.raises(Forbidden):
        guard(command, {"u2", "so"})


@pytest.mark.parametrize("command", [*OF_THE_PLAN, *OF_THE_UNIT, *OF_THE_OFFICE], ids=names)
def test_what_is_not_there_is_left_to_the_decision(command):
    Guard(MemoryContext().known)(command, set())


def test_a_draft_belongs_to_its_organisation_too():
    context = MemoryContext()
    course.register(context)
    context.do(draft())
    with pytest.raises(Forbidden):
        Guard(context.known)(OF_THE_PLAN[0], {"u1"})


def test_what_a_request_names_is_checked_where_it_is_read(played):
    Guard(played.known)(open_nomination(), set())
