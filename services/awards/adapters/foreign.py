"""Events of other contexts in the shape they are used here: only the fields named, flat as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from services.awards.application import organisations, people
from services.awards.domain.item_messages import Form
from services.awards.domain.selection_messages import SubjectKind
from shared.acts import Basis, RuleUse
from shared.values import dataclass

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
    """
    A nomination was put to a council.

    Version 2 added the subject's account, version 3 those who proposed it, version 4 titles.
    """

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2, 3, 4)

    occurred_on: date
    basis: Basis
    nomination_id: str
    council_id: str
    form: Form
    achievement_id: str
    subject_kind: SubjectKind
    subject_id: str
    subject_actor: str | None = None
    proposers: tuple[str, ...] = ()
    unit_id: str
    organisation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationHeld:
    """A dossier was put on hold, under a rule; why and by whom it is handled is sealed, and not needed here."""

    occurred_on: date
    basis: Basis
    nomination_id: str
    hold_id: str
    opened_on: date
    rules: tuple[RuleUse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationReleased:
    """A hold ended."""

    occurred_on: date
    basis: Basis
    nomination_id: str
    hold_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A dossier went elsewhere: what its council voted on it is no ground any more."""

    occurred_on: date
    basis: Basis
    nomination_id: str


SHAPES: Mapping[str, type[Any]] = {
    **{
        shape.__name__: shape
        for shape in (ListConsolidated, NominationPutToCouncil, NominationHeld, NominationReleased)
    },
    **dict.fromkeys(
        ("NominationForwarded", "ReturnedDown", "NominationWithdrawn", "NominationDeclined"), Gone
    ),
}
"""What this context reacts to."""

KNOWN: Mapping[str, Mapping[str, type[Any]]] = {
    view.name: {shape.__name__: shape for shape in shapes}
    for view, shapes in (
        (organisations.ORGANISATIONS, organisations.KNOWN),
        (people.PEOPLE, people.KNOWN),
    )
}
"""What it keeps of the other's registers, by the name of the view that does."""
