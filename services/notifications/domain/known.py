"""What must be known of a case to say who is told and in which words; open fields only, never a person's name."""

from __future__ import annotations

from typing import Protocol

from services.notifications.domain.happenings import Form, SubjectKind
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan: whose it is and which units carry it out."""

    title: str
    organisation_id: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationFacts:
    """A nomination: which unit made it, who decides, what for whom."""

    unit_id: str
    organisation_id: str
    form: Form
    subject_kind: SubjectKind
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """An exemplary model: whose it is, and whom it is about."""

    unit_id: str
    subject_kind: SubjectKind
    subject_id: str


class Known(Protocol):
    """Gives what is known; `plan`, `nomination` and `model` raise when it is not known yet."""

    def plan(self, plan_id: str) -> PlanFacts:
        """The plan."""

    def nomination(self, nomination_id: str) -> NominationFacts:
        """The nomination."""

    def model(self, model_id: str) -> ModelFacts:
        """The exemplary model."""

    def name(self, organisation_id: str) -> str:
        """What an organisation is called."""
