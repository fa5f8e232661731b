"""What is asked of a plan (kế hoạch) and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.obligation import Obligation
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentPlan:
    """The document of a higher level that the plan carries out, when it is not a plan of this register."""

    number: str
    dated: date
    issuer: str
    period_from: int | None = None
    period_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownParent:
    """What is known of a plan's parent at the moment the plan is judged; on paper a plan may be issued without a date."""

    title: str
    issued: bool
    dated: date | None
    period_from: int | None
    period_to: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One line of the plan's distribution list (nơi nhận)."""

    recipient_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted:
    """
    A plan was drafted; nobody is bound by it yet.

    Its parent is a plan of this register (`parent_plan_id`) or a document outside it (`parent`). `criteria` are the
    concrete criteria it sets (tiêu chí cụ thể), `process` the steps it lays down (quy trình).
    """

    act: Act
    plan_id: str
    title: str
    organisation_id: str
    period_from: int
    period_to: int
    parent: ParentPlan | None = None
    parent_plan_id: str | None = None
    criteria: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
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
class PlanFileAttached:
    """A file goes with the plan; only its digest is kept here, the file stays where the plan was published."""

    act: Act
    plan_id: str
    title: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFileWithdrawn:
    """A file was noted wrongly (hủy ghi nhận tệp); it may be noted again."""

    act: Act
    plan_id: str
    sha256: str
    reason: str = restricted()


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


PlanEvent = (
    PlanDrafted | PlanIssued | PlanFileAttached | PlanFileWithdrawn | PlanSent | PlanDelivered | ActRefused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlan:
    """
    Draft a plan.

    Filled in are the organisations it names that are not registered or were dissolved, its parent, and the rules.
    """

    plan_id: str
    title: str
    organisation_id: str
    period_from: int
    period_to: int
    parent: ParentPlan | None = None
    parent_plan_id: str | None = None
    criteria: tuple[str, ...] = ()
    process: tuple[str, ...] = ()
    obligations: tuple[Obligation, ...]
    recipients: tuple[Recipient, ...]
    participants: tuple[str, ...]
    occurrence: Occurrence
    unknown_units: tuple[str, ...] = filled(default=())
    known_parent: KnownParent | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePlan:
    """
    Issue the plan.

    Filled in are its parent in the register, the rules, among them what a document must bear, and whether its issuer stands.
    """

    plan_id: str
    number: str | None = None
    dated: date | None = None
    signatory_role: str
    occurrence: Occurrence
    known_parent: KnownParent | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class SendPlan:
    """Send the plan to one of its recipients."""

    plan_id: str
    recipient_id: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDelivery:
    """Note that a recipient got the plan; filled in are the rules."""

    plan_id: str
    recipient_id: str
    delivered_on: date
    receipt: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachToPlan:
    """Note a file that goes with the plan (tệp đính kèm): what it is called, and the digest of its bytes."""

    plan_id: str
    title: str
    sha256: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawPlanFile:
    """Take back that a file goes with the plan, with the reason."""

    plan_id: str
    sha256: str
    reason: str
    occurrence: Occurrence


PlanCommand = DraftPlan | IssuePlan | SendPlan | RecordDelivery | AttachToPlan | WithdrawPlanFile
