"""Plans (kế hoạch): drafted, issued under number and date, sent to recipients, delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.nominations.domain.digests import require_digest
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.obligation import Obligation, require_sound
from services.nominations.domain.order import out_of_order
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    DraftPlan,
    IssuePlan,
    ParentPlan,
    PlanCommand,
    PlanDelivered,
    PlanDrafted,
    PlanEvent,
    PlanFileAttached,
    PlanFileWithdrawn,
    PlanIssued,
    PlanSent,
    Recipient,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from services.nominations.domain.plan_parent import broken_order, broken_period, require_one_parent
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.rules import DocumentForm
from shared.acts import ActRefused, BrokenRule
from shared.decider import Decider
from shared.values import dataclass

MISSING_MARKS = {"number": "plan-number-missing", "date": "plan-date-missing"}


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The plan's content, binding nobody yet."""

    title: str
    organisation_id: str
    period_from: int
    period_to: int
    parent: ParentPlan | None
    parent_plan_id: str | None
    criteria: tuple[str, ...]
    process: tuple[str, ...]
    obligations: tuple[Obligation, ...]
    recipients: tuple[Recipient, ...]
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """How far the plan has come to one recipient; without `sent_on` only its delivery is on record."""

    recipient_id: str
    sent_on: date | None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with the plan, by what it is called and the digest of its bytes."""

    title: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """The plan binds its participants."""

    draft: Drafted
    number: str | None
    dated: date | None
    signatory_role: str
    sendings: tuple[Sending, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    detached: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """How other documents cite the plan."""
        number = f"Kế hoạch số {self.number}" if self.number else "Kế hoạch không số"
        return f"{number} ngày {day_text(self.dated)}" if self.dated else number

    def sending_to(self, recipient_id: str) -> Sending | None:
        """The sending to that recipient, if there was one."""
        return next((sending for sending in self.sendings if sending.recipient_id == recipient_id), None)


Plan = Unplanned | Drafted | Issued


def evolve(state: Plan, event: PlanEvent) -> Plan:
    """The plan after *event*."""
    match state, event:
        case _, PlanDrafted():
            return _drafted(event)
        case Drafted(), PlanIssued():
            return Issued(
                draft=state, number=event.number, dated=event.dated, signatory_role=event.signatory_role
            )
        case Issued(), PlanFileAttached():
            attached = Attachment(title=event.title, sha256=event.sha256)
            return replace(state, attachments=(*state.attachments, attached))
        case Issued(), PlanFileWithdrawn():
            left = tuple(one for one in state.attachments if one.sha256 != event.sha256)
            return replace(state, attachments=left, detached=state.detached | {event.sha256})
        case Issued(), PlanSent():
            sending = Sending(recipient_id=event.recipient_id, sent_on=event.act.occurred_on)
            return replace(state, sendings=(*state.sendings, sending))
        case Issued(), PlanDelivered():
            return replace(state, sendings=_delivered(state, event))
        case _:  # a refusal changes nothing
            return state


def decide(command: PlanCommand, state: Plan) -> Sequence[PlanEvent]:
    """What *command* brings about."""
    match command, state:
        case DraftPlan(), _:
            return _draft(command, state)
        case _, Unplanned():
            raise rejected("plan-not-found")
        case IssuePlan(), Drafted() | Issued():
            return _issue(command, state)
        case _, Drafted():
            raise rejected("plan-not-issued")
        case SendPlan(), Issued():
            return _send(command, state)
        case RecordDelivery(), Issued():
            return _deliver(command, state)
        case AttachToPlan(), Issued():
            return _attach(command, state)
        case WithdrawPlanFile(), Issued():
            return _detach(command, state)
        case unreachable:
            assert_never(unreachable)


def _draft(command: DraftPlan, state: Plan) -> Sequence[PlanEvent]:
    asked = _drafted(command)
    if state == asked or (isinstance(state, Issued) and state.draft == asked):
        return []  # already so
    if not isinstance(state, Unplanned):
        raise rejected("plan-exists")
    _require_sound(command)
    case = f"plan-{command.plan_id}"
    against = hindrance(command.occurrence, case, "DraftPlan", command.ground)
    if against.refusal:
        return against.refusal
    broken = broken_period(command)
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "DraftPlan", broken[0])]
    return [
        PlanDrafted(
            act=command.occurrence.act(case, broken=[*broken, *against.flags]),
            plan_id=command.plan_id,
            title=command.title,
            organisation_id=command.organisation_id,
            period_from=command.period_from,
            period_to=command.period_to,
            parent=command.parent,
            parent_plan_id=command.parent_plan_id,
            criteria=command.criteria,
            process=command.process,
            obligations=command.obligations,
            recipients=command.recipients,
            participants=command.participants,
        )
    ]


def _require_sound(command: DraftPlan) -> None:
    if command.unknown_units:
        raise rejected("unknown-organisation", organisation_id=command.unknown_units[0])
    require_one_parent(command)
    if command.period_to < command.period_from:
        raise rejected("plan-period-reversed")
    require_sound(command.obligations)
    recipients = [recipient.recipient_id for recipient in command.recipients]
    if twice := _first_twice(recipients):
        raise rejected("recipient-twice", recipient_id=twice)
    if twice := _first_twice(command.participants):
        raise rejected("participant-twice", unit_id=twice)


def _issue(command: IssuePlan, state: Drafted | Issued) -> Sequence[PlanEvent]:
    if isinstance(state, Issued):
        if (state.number, state.dated) == (command.number, command.dated):
            return []  # already so
        raise rejected("plan-already-issued")
    case = f"plan-{command.plan_id}"
    against = hindrance(command.occurrence, case, "IssuePlan", command.ground)
    if against.refusal:
        return against.refusal
    broken = [*_missing_marks(command), *broken_order(command, state.parent)]
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "IssuePlan", broken[0])]
    return [
        PlanIssued(
            act=command.occurrence.act(case, broken=[*broken, *against.flags]),
            plan_id=command.plan_id,
            number=command.number,
            dated=command.dated,
            signatory_role=command.signatory_role,
        )
    ]


def _missing_marks(command: IssuePlan) -> list[BrokenRule]:
    given = {"number": command.number, "date": command.dated}
    if all(given.values()):
        return []
    rule = command.rules.in_force(DocumentForm, command.occurrence.occurred_on)
    missing = [mark for mark in rule.values.marks if not given[mark]]
    return [BrokenRule(code=MISSING_MARKS[mark], rule=rule.use, facts={}) for mark in missing]


def _send(command: SendPlan, state: Issued) -> Sequence[PlanEvent]:
    if state.sending_to(command.recipient_id):
        return []  # already so
    if all(recipient.recipient_id != command.recipient_id for recipient in state.draft.recipients):
        raise rejected("unknown-recipient", recipient_id=command.recipient_id)
    act = command.occurrence.act(f"plan-{command.plan_id}")
    return [PlanSent(act=act, plan_id=command.plan_id, recipient_id=command.recipient_id)]


def _deliver(command: RecordDelivery, state: Issued) -> Sequence[PlanEvent]:
    sending = state.sending_to(command.recipient_id)
    if sending and sending.delivered_on is not None:
        return []  # already so: the first receipt stands
    if all(recipient.recipient_id != command.recipient_id for recipient in state.draft.recipients):
        raise rejected("unknown-recipient", recipient_id=command.recipient_id)
    broken = []
    if sending is None:
        broken = [out_of_order(command, "plan-not-sent", recipient_id=command.recipient_id)]
    return [
        PlanDelivered(
            act=command.occurrence.act(f"plan-{command.plan_id}", broken=broken),
            plan_id=command.plan_id,
            recipient_id=command.recipient_id,
            delivered_on=command.delivered_on,
            receipt=command.receipt,
        )
    ]


def _attach(command: AttachToPlan, state: Issued) -> Sequence[PlanEvent]:
    require_digest(command.sha256)
    if any(one.sha256 == command.sha256 for one in state.attachments):
        return []  # already so: the first name stands
    return [
        PlanFileAttached(
            act=command.occurrence.act(f"plan-{command.plan_id}"),
            plan_id=command.plan_id,
            title=command.title,
            sha256=command.sha256,
        )
    ]


def _detach(command: WithdrawPlanFile, state: Issued) -> Sequence[PlanEvent]:
    if all(one.sha256 != command.sha256 for one in state.attachments):
        if command.sha256 in state.detached:
            return []  # already so: the first reason stands
        raise rejected("plan-file-unknown")
    act = command.occurrence.act(f"plan-{command.plan_id}")
    return [PlanFileWithdrawn(act=act, plan_id=command.plan_id, sha256=command.sha256, reason=command.reason)]


def _drafted(told: PlanDrafted | DraftPlan) -> Drafted:
    return Drafted(
        title=told.title,
        organisation_id=told.organisation_id,
        period_from=told.period_from,
        period_to=told.period_to,
        parent=told.parent,
        parent_plan_id=told.parent_plan_id,
        criteria=told.criteria,
        process=told.process,
        obligations=told.obligations,
        recipients=told.recipients,
        participants=told.participants,
    )


def _delivered(plan: Issued, event: PlanDelivered) -> tuple[Sending, ...]:
    to, day = event.recipient_id, event.delivered_on
    if plan.sending_to(to) is None:
        return (*plan.sendings, Sending(recipient_id=to, sent_on=None, delivered_on=day))
    return tuple(replace(one, delivered_on=day) if one.recipient_id == to else one for one in plan.sendings)


def _first_twice(items: Sequence[str]) -> str | None:
    return next((item for number, item in enumerate(items) if item in items[:number]), None)


plan: Decider[PlanCommand, Plan, PlanEvent] = Decider(initial=Unplanned(), evolve=evolve, decide=decide)
