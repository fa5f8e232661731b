"""What other contexts did, as far as somebody is told of it: only the open fields that are used here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

SubjectKind = Literal["individual", "collective"]
Form = Literal["giay_khen", "bang_khen"]


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
class PlanIssued(OfPlan):
    """A plan was issued."""

    number: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationListSubmitted(OfPlan):
    """A unit sent its list of models."""

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
    """A dossier was put to a council."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOpened(OfNomination):
    """An open vote began."""

    eligible: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionIssued(OfNomination):
    """An award was decided."""

    form: Form
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGranted(OfNomination):
    """An award was granted."""

    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPresented(OfNomination):
    """An award was handed over."""

    presented_on: date
