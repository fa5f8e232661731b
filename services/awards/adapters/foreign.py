"""Events of other contexts in the shape they are used here: only the fields named, flat as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.awards.domain.item_messages import Form
from services.awards.domain.selection_messages import SubjectKind
from shared.acts import Basis

SOURCE = "nominations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A candidate of a consolidated list."""

    model_id: str
    unit_id: str
    kind: SubjectKind
    subject_id: str
    movement_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListConsolidated:
    """The office gathered a plan's lists for the council."""

    occurred_on: date
    basis: Basis
    plan_id: str
    organisation_id: str
    candidates: tuple[Listed, ...]
    minimum: int
    maximum: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPutToCouncil:
    """A nomination was put to a council."""

    occurred_on: date
    basis: Basis
    nomination_id: str
    council_id: str
    form: Form
    achievement_id: str
    subject_kind: SubjectKind
    subject_id: str
    subject_actor: str | None = None
    unit_id: str
    organisation_id: str


SHAPES: Mapping[str, type[Any]] = {
    shape.__name__: shape for shape in (ListConsolidated, NominationPutToCouncil)
}
