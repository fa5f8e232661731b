"""How a model comes to be known (phát hiện) and who answers for it: what is asked and what happened."""

from __future__ import annotations

from typing import Literal

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.person_states import Serving
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

Source = Literal["unit", "superior", "inspection", "press", "public"]
"""Nguồn phát hiện: đơn vị, cấp trên, đoàn kiểm tra, báo chí, nhân dân."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredAs:
    """Where a unit registered the model: the plan, the unit, and the unit's short name for it."""

    plan_id: str
    unit_id: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDetected:
    """A model was detected (phát hiện), in one field of work or all-round ("toàn diện"), by somebody."""

    act: Act
    model_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    field: str
    movement_id: str | None = None
    registered_as: RegisteredAs | None = None
    source: Source
    detected_by: str = restricted()
    account: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleHeadNamed:
    """The head answerable for the model (người đứng đầu chịu trách nhiệm) was named; the last one named counts."""

    act: Act
    model_id: str
    person_id: str
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectModel:
    """Note a model that no list holds; filled in is what is known of whom it names, and whether they stand."""

    model_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    field: str
    movement_id: str | None = None
    source: Source
    detected_by: str
    account: str
    occurrence: Occurrence
    subject_known: bool = filled(default=False)
    unknown_units: tuple[str, ...] = filled(default=())
    movement_known: bool = filled(default=True)
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameResponsibleHead:
    """Name the responsible head; filled in is where they serve on the day, what lies above the unit, their account."""

    model_id: str
    person_id: str
    occurrence: Occurrence
    serving: Serving | None = filled(default=None)
    unit_above: tuple[str, ...] = filled(default=())
    responsible: str | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpModel:
    """
    Take up a model that a unit registered (lựa chọn từ danh sách đăng ký): from then on it has a history of its own.

    `found` is what the unit's list says of it, under the organisation whose plan it is; None when no list holds it. `head` names
    who answers for it, where the list does.
    """

    plan_id: str
    unit_id: str
    entry: str
    detected_by: str
    account: str
    occurrence: Occurrence
    model_id: str = filled(default="")
    found: DetectModel | None = filled(default=None)
    head: NameResponsibleHead | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


Detecting = DetectModel | TakeUpModel | NameResponsibleHead
Detection = ModelDetected | ResponsibleHeadNamed
