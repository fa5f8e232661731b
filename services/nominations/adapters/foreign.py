"""Events of other contexts in the shape they are used here: only the fields named, flat as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from services.nominations.domain.nomination_messages import Form
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Basis, BrokenRule
from shared.values import dataclass

SOURCE = "awards"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsSelected:
    """The council selected models of a plan."""

    occurred_on: date
    basis: Basis
    plan_id: str
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGranted:
    """An award was granted for a nomination; version 2 added the decision's number and day, and allows titles."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    occurred_on: date
    basis: Basis
    nomination_id: str
    award_id: str
    organisation_id: str
    form: Form
    subject_kind: SubjectKind
    subject_id: str
    number: str | None = None
    dated: date | None = None
    broken: tuple[BrokenRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCancelled:
    """A decision cancelled an award."""

    occurred_on: date
    basis: Basis
    award_id: str
    subject_kind: SubjectKind
    subject_id: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDeclined:
    """Whoever an award is for refused it."""

    occurred_on: date
    basis: Basis
    award_id: str
    subject_kind: SubjectKind
    subject_id: str
    declined_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed:
    """A council's vote on a nomination was counted."""

    occurred_on: date
    basis: Basis
    nomination_id: str
    passed: bool


SHAPES: Mapping[str, type[Any]] = {
    shape.__name__: shape
    for shape in (ModelsSelected, AwardGranted, AwardCancelled, AwardDeclined, VoteClosed)
}
