"""What other contexts did, as far as somebody is told of it: only the open fields that are used here."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from shared.values import dataclass

SubjectKind = Literal["individual", "collective"]
Form = Literal[
    "giay_khen",
    "bang_khen",
    "lao_dong_tien_tien",
    "cstd_co_so",
    "cstd_tinh",
    "cstd_toan_quoc",
    "tap_the_lao_dong_tien_tien",
    "tap_the_lao_dong_xuat_sac",
    "co_thi_dua_tinh",
    "co_thi_dua_chinh_phu",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Any of them: the case it belongs to and the day it happened."""

    case: str
    occurred_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OfPlan(Happening):
    """Something happened to a plan (kế hoạch)."""

    plan_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfNomination(Happening):
    """Something happened to a nomination (hồ sơ đề nghị khen thưởng)."""

    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRefused(Happening):
    """A rule refused what somebody asked."""

    asked: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDissolved(Happening):
    """An organisation no longer stands from the day `since` on, and `successors` take over."""

    organisation_id: str
    successors: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanIssued(OfPlan):
    """A plan was issued."""

    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationListSubmitted(OfPlan):
    """A unit sent its list of models; a later version added what is not used here."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    unit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListConsolidated(OfPlan):
    """The office gathered the units' lists for the council."""

    organisation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSent(OfPlan):
    """The selected models were sent upward."""

    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsSelected(OfPlan):
    """The council selected models; these units had registered them, and those not selected."""

    chosen_units: tuple[str, ...]
    not_chosen_units: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationSubmitted(OfNomination):
    """A unit submitted a dossier, for the first time or again."""

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationReturned(OfNomination):
    """The office gave a dossier back; the reason stays in the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedForAppraisal(OfNomination):
    """The office received a dossier for appraisal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPutToCouncil(OfNomination):
    """A dossier was put to a council; later versions added what is not used here."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned(Happening):
    """An organisation was given a task of a plan, due before a day, or when a text says, or at no said time."""

    assigner_id: str
    assignee_id: str
    content: str
    due_before: date | None = None
    due_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRecognised(Happening):
    """An initiative of a unit was recognised."""

    unit_id: str
    recognised_by: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOpened(OfNomination):
    """An open vote began."""

    eligible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionIssued(OfNomination):
    """An award was decided; version 2 allows titles."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    form: Form
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGranted(OfNomination):
    """An award was granted; version 2 allows titles and adds what is not used here."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPresented(OfNomination):
    """An award was handed over; version 2 adds what is not used here."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    presented_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDeclined(OfNomination):
    """Whoever an award is for refused it."""

    declined_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCorrected(OfNomination):
    """A document corrected the decision behind an award."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCancelled(OfNomination):
    """A decision cancelled an award."""

    form: Form
    number: str
