"""What is asked of a subject's record of facts (dữ kiện về cá nhân, tập thể) and what happened to it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.nomination_messages import CommendationType
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.values import dataclass

FactKind = Literal["rating", "title", "commendation", "initiative", "attestation", "count"]
"""Xếp loại năm, danh hiệu thi đua, hình thức khen thưởng, sáng kiến hoặc đề tài, nội dung được xác nhận, số liệu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecorded:
    """A fact of a subject was recorded from the document it stands in; `year` is the year it is about."""

    act: Act
    subject_kind: SubjectKind
    subject_id: str
    fact_id: str
    kind: FactKind
    code: str
    year: int
    number: int
    holds: bool
    commendation_type: CommendationType | None = None
    document_number: str
    dated: date
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactWithdrawn:
    """A fact was recorded wrongly and no longer counts (hủy ghi nhận); it stays readable."""

    act: Act
    subject_kind: SubjectKind
    subject_id: str
    fact_id: str
    reason: str = restricted()


RecordEvent = FactRecorded | FactWithdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFact:
    """
    Record a fact from the document it stands in.

    `number` is that of a count; `holds` says of an initiative whether it is recognised *and* applied, of an attestation
    whether the document attests or denies it. `item` tells the several of one document apart. A person's discipline is
    no fact to record, only that there is none (`no_discipline`): what nobody attests needs a person.
    """

    fact_id: str
    subject_kind: SubjectKind
    subject_id: str
    kind: FactKind
    code: str
    year: int
    number: int = 1
    holds: bool = True
    commendation_type: CommendationType | None = None
    document_number: str
    dated: date
    item: int = 1
    occurrence: Occurrence
    subject_known: bool = filled(default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFact:
    """Take back a fact that was recorded wrongly, with the reason."""

    subject_kind: SubjectKind
    subject_id: str
    fact_id: str
    reason: str
    occurrence: Occurrence


RecordCommand = RecordFact | WithdrawFact
