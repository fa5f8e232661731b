"""What this context's dated rules say; which one is in force on a day is `shared.rules`' look-up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from services.nominations.domain import model_rules
from services.nominations.domain.dissolution_rules import Dissolution
from services.nominations.domain.dossier_rules import DOSSIER_KINDS
from services.nominations.domain.rule_kinds import RULE_KINDS
from services.nominations.domain.subject_rules import SUBJECT_KINDS
from services.nominations.domain.title_rules import TITLE_KINDS
from shared.separation import Separation
from shared.steporder import StepOrder
from shared.values import dataclass

DocumentKind = Literal["submission", "achievement_report", "meeting_minutes", "evidence", "opinion"]
"""Tờ trình, báo cáo thành tích, biên bản họp bình xét, minh chứng, ý kiến."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDocuments:
    """Thành phần hồ sơ: the kinds of documents a dossier must hold."""

    documents: tuple[DocumentKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """Thể thức văn bản: what an administrative document must bear before it is issued."""

    marks: tuple[Literal["number", "date"], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHierarchy:
    """Hệ thống kế hoạch: whether a plan must have its parent's period or may lie within it."""

    period: Literal["same", "within"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeLevels:
    """
    Cấp công nhận sáng kiến.

    `recognisers` and `certifiers` say organisations of which levels recognise an initiative at a level and certify its
    reach; `counts` recognition at which levels counts where one of a level is asked for.
    """

    recognisers: Mapping[str, tuple[str, ...]]
    certifiers: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleBasis:
    """Căn cứ xét danh hiệu: whether a title is judged only for those who registered for it."""

    registered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleDeadline:
    """Hạn đăng ký danh hiệu thi đua: before which day of the year, and how “trước ngày” is read."""

    month: int
    day: int
    reading: Literal["strict", "inclusive"]

    def __post_init__(self) -> None:
        """Raises ValueError for a day that not every year has."""
        date(2001, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Người của đơn vị: roles that, held at a unit, make an account one of its own people."""

    roles: tuple[str, ...]


KINDS: Mapping[str, type[Any]] = {
    "required_documents": RequiredDocuments,
    "document_form": DocumentForm,
    "separation": Separation,
    "plan_hierarchy": PlanHierarchy,
    "initiative_levels": InitiativeLevels,
    "title_deadline": TitleDeadline,
    "title_basis": TitleBasis,
    "belonging": Belonging,
    **RULE_KINDS,
    **model_rules.KINDS,
    **DOSSIER_KINDS,
    "dissolution": Dissolution,
    "step_order": StepOrder,
    **SUBJECT_KINDS,
    **TITLE_KINDS,
}
"""Each kind of rule and the form of its values."""
