"""What is asked of a unit's registration list and what happened to it: its command and event."""

from __future__ import annotations

from typing import Literal

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.plan import Plan, Unplanned
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.values import dataclass

SubjectKind = Literal["individual", "collective"]
"""Cá nhân hoặc tập thể."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredModel:
    """
    A model to be nurtured (gương điển hình).

    `model_id` is the unit's short name for it; `field` is a field of work or "toàn diện" (all-round).
    """

    model_id: str
    kind: SubjectKind
    subject_id: str
    movement_id: str | None = None
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationListSubmitted:
    """A unit sent its list of models to the office."""

    act: Act
    plan_id: str
    unit_id: str
    models: tuple[RegisteredModel, ...]


RegistrationEvent = RegistrationListSubmitted | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitRegistrationList:
    """Send the unit's list; filled in are the plan, and what is known of unit, movements and subjects."""

    plan_id: str
    unit_id: str
    models: tuple[RegisteredModel, ...]
    occurrence: Occurrence
    plan: Plan = filled(default=Unplanned())
    launched_movements: tuple[str, ...] = filled(default=())
    unknown_subjects: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())
