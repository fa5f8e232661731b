"""One award cycle as this context sees it: every command once, every event at least once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.adapters.foreign import AwardGranted, ModelsSelected
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.movement import LaunchMovement
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.organisation import RegisterOrganisation
from services.nominations.domain.person import RegisterPerson
from services.nominations.domain.plan_messages import IssuePlan, RecordDelivery, SendPlan
from services.nominations.domain.registration_messages import SubmitRegistrationList
from shared.errors import Rejected
from shared.messages import Envelope, RecordedEvent
from tests.unit.nominations.builders import done, draft, model, on_paper, open_nomination

UNITS = ("u1", "u2", "u3")


def foreign(event, event_id):
    """An event of the awards context, as read here."""
    envelope = Envelope(
        id=event_id,
        source="//sovang.localhost/demo/awards",
        type=type(event).__name__,
        schema_version=1,
        subject="selection-x",
        time=None,
        streamversion=1,
        previous="0" * 64,
        actor="user:chair",
        actorrole="council_chair",
        correlationid="c-9",
        causationid="command:9",
    )
    return RecordedEvent(envelope=envelope, event=event)


def selected(chosen=("m1", "m2"), basis="simulated"):
    event = ModelsSelected(occurred_on=date(2021, 3, 26), basis=basis, plan_id="p1", chosen=chosen)
    return foreign(event, "e-selected")


def granted():
    event = AwardGranted(occurred_on=date(2021, 5, 24), basis="simulated", nomination_id="n1", award_id="n1")
    return foreign(event, "e-granted")


def register(context):
    for name, level in (("so", "department"), ("ban", "board"), *((unit, "unit") for unit in UNITS)):
        context.do(
            RegisterOrganisation(
                organisation_id=name,
                name=f"Tổ chức {name}",
                level=level,
                valid_from=date(2021, 1, 1),
                occurrence=done(),
            ),
            role="administrator",
        )
    for number, unit in enumerate(UNITS, start=1):
        context.do(
            RegisterPerson(
                person_id=f"s{number}",
                name=f"Người thứ {number}",
                organisation_id=unit,
                position="staff",
                position_since=date(2020, 1, 1),
                occurrence=done(),
            ),
            role="administrator",
        )
    context.do(
        LaunchMovement(
            movement_id="mv",
            name="Văn hóa công sở",
            issuer_id="so",
            issuer_level="department",
            launched_on=date(2021, 1, 5),
            occurrence=done(),
        ),
        role="director",
    )


def issue(context):
    context.do(draft())
    command = IssuePlan(
        plan_id="p1", dated=date(2021, 1, 20), signatory_role="director", occurrence=done(date(2021, 1, 20))
    )
    refused(context, command)
    context.do(replace(command, number="12/KH-SCT"), role="director")
    context.do(SendPlan(plan_id="p1", recipient_id="r1", occurrence=done()))
    context.do(
        RecordDelivery(
            plan_id="p1", recipient_id="r1", delivered_on=date(2021, 1, 22), receipt="Sổ", occurrence=done()
        )
    )


def consolidate(context, basis="simulated"):
    for unit, numbers in (("u1", (1,)), ("u2", (2, 3))):
        occurrence = done() if unit == "u1" else on_paper(date(2021, 3, 26))
        models = tuple(model(number) for number in numbers)
        context.do(
            SubmitRegistrationList(plan_id="p1", unit_id=unit, models=models, occurrence=occurrence),
            role="unit_clerk",
        )
    context.do(ConsolidateList(plan_id="p1", occurrence=done(date(2021, 3, 25))))
    context.policies.when_models_selected_note_selection(selected(basis=basis))
    context.do(SendList(plan_id="p1", recipient="ban", occurrence=done(date(2021, 3, 29))))


def nominate(context):
    day = done(date(2021, 5, 10))
    context.do(open_nomination(), role="unit_clerk")
    attach = AttachDocument(
        nomination_id="n1", document_kind="submission", sha256="a" * 64, title="Tờ trình", occurrence=day
    )
    context.do(attach, role="unit_clerk")
    context.do(SubmitNomination(nomination_id="n1", occurrence=day), role="unit_clerk")
    context.do(ReturnNomination(nomination_id="n1", reason="Thiếu báo cáo", occurrence=day))
    context.do(replace(attach, document_kind="achievement_report", title="Báo cáo"), role="unit_clerk")
    context.do(SubmitNomination(nomination_id="n1", occurrence=day), role="unit_clerk")
    context.do(ReceiveForAppraisal(nomination_id="n1", occurrence=day))
    context.do(PutToCouncil(nomination_id="n1", council_id="c1", occurrence=day))
    context.policies.when_award_granted_conclude_nomination(granted())


def refused(context, command):
    """Do what a rule refuses; gives the answer."""
    try:
        context.do(command)
    except Rejected as answer:
        return answer
    raise AssertionError("it was not refused")


def whole(context):
    register(context)
    issue(context)
    consolidate(context)
    nominate(context)
    return context
