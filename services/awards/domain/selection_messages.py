"""What is asked of a council's selection (lựa chọn điển hình) and what happened to it: its commands and events."""

from __future__ import annotations

from typing import Literal

from services.awards.domain.session import NotConvened, Session
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

SubjectKind = Literal["individual", "collective"]
"""Cá nhân, tập thể."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A registered model put before the council."""

    model_id: str
    unit_id: str
    kind: SubjectKind
    subject_id: str
    movement_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChosen:
    """A candidate the council did not choose, with its reason."""

    model_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOpened:
    """A plan's consolidated list reached the council, with how many it may choose and where that stands."""

    act: Act
    plan_id: str
    organisation_id: str
    candidates: tuple[Candidate, ...]
    minimum: int
    maximum: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsSelected:
    """The council chose models of a plan and gave a reason for each one not chosen; `…_units` registered them."""

    act: Act
    plan_id: str
    session_id: str
    organisation_id: str
    chosen: tuple[str, ...]
    not_chosen: tuple[NotChosen, ...]
    chosen_units: tuple[str, ...]
    not_chosen_units: tuple[str, ...]


SelectionEvent = SelectionOpened | ModelsSelected | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSelection:
    """Put a plan's consolidated list before the council."""

    plan_id: str
    organisation_id: str
    candidates: tuple[Candidate, ...]
    minimum: int
    maximum: int
    citation: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseModels:
    """Choose models in a session, with a verdict on every candidate; filled in are the session and the rules."""

    plan_id: str
    session_id: str
    chosen: tuple[str, ...]
    not_chosen: tuple[NotChosen, ...]
    occurrence: Occurrence
    session: Session = filled(default=NotConvened())
    rules: RuleBook = filled(default=RuleBook(()))


SelectionCommand = OpenSelection | ChooseModels
