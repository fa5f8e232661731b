"""Whose case a command touches where it does not say so."""

from __future__ import annotations

from datetime import date

import pytest

from services.nominations.application.account_book import Account
from services.nominations.application.owning import Owners
from services.nominations.domain.account_messages import DisableAccount, EnableAccount, GiveGrant, RevokeGrant
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.movement_messages import (
    MergeMovement,
    NoteMovementAlias,
    TieMovement,
    UndoMerge,
)
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    NameSuccessor,
)
from services.nominations.domain.person_messages import EndPosition
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    IssuePlan,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from tests.unit.nominations import course, emulation
from tests.unit.nominations.bodies import RESOLUTION, change
from tests.unit.nominations.builders import done, draft, on_paper, open_nomination
from tests.unit.nominations.context import MemoryContext

OF_THE_PLAN = [
    IssuePlan(plan_id="p1", signatory_role="director", occurrence=done()),
    SendPlan(plan_id="p1", recipient_id="r1", occurrence=done()),
    AttachToPlan(plan_id="p1", title="T", sha256="a" * 64, occurrence=done()),
    WithdrawPlanFile(plan_id="p1", sha256="a" * 64, reason="R", occurrence=done()),
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
    ReturnNomination(nomination_id="n1", by="user:lan", reason="Thiếu", occurrence=done()),
    ReceiveForAppraisal(nomination_id="n1", by="user:lan", occurrence=done()),
    PutToCouncil(nomination_id="n1", by="user:lan", council_id="c1", occurrence=done()),
]
CHANGE = {"since": date(2021, 3, 1), "resolution": RESOLUTION, "occurrence": done()}
OF_THE_ACCOUNT = [
    RevokeGrant(account="lan.so", grant_id="g1"),
    DisableAccount(account="lan.so"),
    EnableAccount(account="lan.so"),
]


OF_OTHERS = [
    (MoveOrganisation(**CHANGE, organisation_id="u1", parent_id="ban"), ["ban"]),
    (DissolveOrganisation(**CHANGE, organisation_id="u1", successors=("u2", "u3")), ["u2", "u3"]),
    (
        NameSuccessor(organisation_id="u1", successor_id="u2", resolution=RESOLUTION, occurrence=done()),
        ["u2"],
    ),
    (change(person_id="s1", organisation_id="u2"), ["u1"]),
    (change(person_id="khong-co"), []),
]


def names(command):
    return type(command).__name__


@pytest.fixture(scope="module")
def played():
    return course.whole(MemoryContext())


def owners(context):
    return Owners(context.known, lambda username: context.book.find(username) is not None)


@pytest.mark.parametrize("command", [*OF_THE_PLAN, *OF_THE_OFFICE], ids=names)
def test_a_departments_case_is_its_own(played, command):
    assert list(owners(played)(command)) == ["so"]


@pytest.mark.parametrize("command", OF_THE_UNIT, ids=names)
def test_a_dossier_that_is_supplemented_is_its_units_own(played, command):
    assert list(owners(played)(command)) == ["u1"]


@pytest.mark.parametrize("command", [*OF_THE_PLAN, *OF_THE_UNIT, *OF_THE_OFFICE, *OF_THE_ACCOUNT], ids=names)
def test_what_is_not_there_is_left_to_the_decision(command):
    assert list(owners(MemoryContext())(command)) == []


def test_a_draft_belongs_to_its_organisation_too():
    context = MemoryContext()
    course.register(context)
    context.do(draft())
    assert list(owners(context)(OF_THE_PLAN[0])) == ["so"]


def test_what_a_request_names_is_checked_where_it_is_read(played):
    assert list(owners(played)(open_nomination())) == []


@pytest.mark.parametrize("command", OF_THE_ACCOUNT, ids=names)
def test_an_account_belongs_to_every_organisation_it_has_a_grant_in(command):
    context = MemoryContext()
    course.register(context)
    context.book.add(Account(username="lan.so", name="Lan", password=None))
    for number, scope in enumerate(("so", "*", "so"), start=1):
        given = GiveGrant(account="lan.so", grant_id=f"g{number}", role="office", scope=scope)
        context.do(given, role="administrator")
    owned = ["so"] if isinstance(command, RevokeGrant) else ["so", "*"]
    assert list(owners(context)(command)) == owned


@pytest.mark.parametrize("command", OF_THE_ACCOUNT[1:], ids=names)
def test_an_account_without_grants_is_for_those_alone_who_administer_everywhere(command):
    context = MemoryContext()
    course.register(context)
    context.book.add(Account(username="lan.so", name="Lan", password=None))
    assert list(owners(context)(command)) == ["*"]
    course.entitle(context)  # the grant is taken back at its end
    assert list(owners(context)(command)) == ["*"]


OF_EMULATION = [
    (NoteMovementAlias(movement_id="mv", alias="X", occurrence=done()), "so"),
    (TieMovement(movement_id="mv", occurrence=done()), "so"),
    (MergeMovement(movement_id="mv", into_id="x", reason="X", occurrence=done()), "so"),
    (UndoMerge(movement_id="mv", reason="X", occurrence=done()), "so"),
    (emulation.evidence(), "u1"),
    (emulation.complete(), "u1"),
    (emulation.apply(), "u1"),
    (emulation.recognise(), "so"),
    (emulation.recognise(occurrence=on_paper()), "u1"),
    (emulation.certify(), "tinh"),
    (emulation.certify(occurrence=on_paper()), "u1"),
]


@pytest.mark.parametrize(
    ("command", "owner"), OF_EMULATION, ids=[names(command) for command, _ in OF_EMULATION]
)
def test_what_is_done_around_emulation_belongs_to_somebody(command, owner):
    context = course.everything(MemoryContext())
    assert list(owners(context)(command)) == [owner]
    assert list(owners(MemoryContext())(command)) == []


@pytest.mark.parametrize(("command", "others"), OF_OTHERS, ids=names)
def test_whoever_changes_an_organisation_or_a_person_reaches_the_others_it_concerns(played, command, others):
    assert list(owners(played)(command)) == others


def test_whoever_left_is_still_their_last_organisations_own():
    context = MemoryContext()
    course.register(context)
    context.do(EndPosition(person_id="s1", organisation_id="u1", since=date(2021, 3, 1), occurrence=done()))
    moving = change(person_id="s1", organisation_id="u2")
    assert list(owners(context)(moving)) == ["u1"]
