"""What is asked of a unit's registration list and what happened to it: its command and event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.person_states import Serving
from services.nominations.domain.plan import Plan, Unplanned
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.rules import RuleBook
from shared.values import dataclass

SubjectKind = Literal["individual", "collective"]
"""Cá nhân hoặc tập thể."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredModel:
    """
    A model to be nurtured (gương điển hình).

    `model_id` is the unit's short name for it; `field` is a field of work or "toàn diện" (all-round). `head_id` is the head
    who answers for it (người đứng đầu chịu trách nhiệm), None where the list names none.
    """

    model_id: str
    kind: SubjectKind
    subject_id: str
    movement_id: str | None = None
    field: str
    head_id: str | None = None


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
    """
    Send the unit's list; filled in are the plan, and what is known of unit, movements, subjects and heads.

    `heads` are those named who are in the register, with where they serve; `unit_above` lies above the unit, the nearest first.
    """

    plan_id: str
    unit_id: str
    models: tuple[RegisteredModel, ...]
    occurrence: Occurrence
    plan: Plan = filled(default=Unplanned())
    launched_movements: tuple[str, ...] = filled(default=())
    unknown_subjects: tuple[str, ...] = filled(default=())
    heads: Mapping[str, Serving] = filled(default_factory=dict)
    unit_above: tuple[str, ...] = filled(default=())
    rules: RuleBook = filled(default=RuleBook(()))
    ground: Ground = filled(default=Ground())
