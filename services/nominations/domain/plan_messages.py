"""What is asked of a plan (kế hoạch) and what happened to it: its commands and events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.nominations.domain.obligation import Obligation
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentPlan:
    """The plan of a higher level that this one carries out."""

    number: str
    dated: date
    issuer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One line of the plan's distribution list (nơi nhận)."""

    recipient_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted:
    """A plan was drafted; nobody is bound by it yet."""

    act: Act
    plan_id: str
    title: str
    organisation_id: str
    period_from: int
    period_to: int
    parent: ParentPlan | None = None
    obligations: tuple[Obligation, ...]
    recipients: tuple[Recipient, ...]
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIssued:
    """The plan was issued (ban hành); number or date is missing only where paper lacked it."""

    act: Act
    plan_id: str
    number: str | None = None
    dated: date | None = None
    signatory_role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSent:
    """The plan was sent to one of its recipients."""

    act: Act
    plan_id: str
    recipient_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDelivered:
    """A recipient got the plan, as a receipt shows."""

    act: Act
    plan_id: str
    recipient_id: str
    delivered_on: date
    receipt: str = restricted()


PlanEvent = PlanDrafted | PlanIssued | PlanSent | PlanDelivered | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlan:
    """Draft a plan; `unknown_units` are the organisations it names that are not registered."""

    plan_id: str
    title: str
    organisation_id: str
    period_from: int
    period_to: int
    parent: ParentPlan | None = None
    obligations: tuple[Obligation, ...]
    recipients: tuple[Recipient, ...]
    participants: tuple[str, ...]
    occurrence: Occurrence
    unknown_units: tuple[str, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePlan:
    """Issue the plan; among `rules` stands what an administrative document must bear."""

    plan_id: str
    number: str | None = None
    dated: date | None = None
    signatory_role: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPlan:
    """Send the plan to one of its recipients."""

    plan_id: str
    recipient_id: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDelivery:
    """Note that a recipient got the plan."""

    plan_id: str
    recipient_id: str
    delivered_on: date
    receipt: str
    occurrence: Occurrence


PlanCommand = DraftPlan | IssuePlan | SendPlan | RecordDelivery
