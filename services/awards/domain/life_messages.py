"""What is asked of an award after its decision and what happened to it: refused, corrected, cancelled, taken back."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.awards.domain.item_messages import Form
from services.awards.domain.rules import Recoverable
from services.awards.domain.selection_messages import SubjectKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

CancelledFor = Literal["fraud", "false_information", "unlawful", "violation"]
"""
Why a decision is cancelled (Luật Thi đua, khen thưởng 06/2022/QH15, Điều 93): fraud in declaring achievements, false
information or forged papers, appraised or proposed against the law, a violation within the time the achievement was counted.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardDeclined:
    """Whoever the award is for refused it (từ chối nhận) before it was handed over."""

    act: Act
    award_id: str
    nomination_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    achievement_id: str
    declined_on: date
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCorrected:
    """
    A document of its own corrected the decision (đính chính): its number or date, or what `reason` tells.

    `number` and `dated` are what the decision's are from now on; None where they were right.
    """

    act: Act
    award_id: str
    nomination_id: str
    unit_id: str
    organisation_id: str
    document_number: str
    document_dated: date
    signatory_role: str
    signatory: str
    number: str | None = None
    dated: date | None = None
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardCancelled:
    """
    A decision of its own cancelled the award (hủy bỏ quyết định khen thưởng); nothing of the award is deleted.

    `recover` is what is to come back.
    """

    act: Act
    award_id: str
    nomination_id: str
    form: Form
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    achievement_id: str
    number: str
    dated: date
    signatory_role: str
    signatory: str
    cancelled_for: CancelledFor
    recover: tuple[Recoverable, ...]
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRecovered:
    """What a cancelled award had brought came back (thu hồi), as the document named shows."""

    act: Act
    award_id: str
    nomination_id: str
    unit_id: str
    organisation_id: str
    what: Recoverable
    recovered_on: date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAward:
    """Note that whoever the award is for refuses it."""

    nomination_id: str
    declined_on: date
    reason: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAward:
    """Correct the decision by a document; filled in is the role the caller acts in."""

    nomination_id: str
    document_number: str
    document_dated: date
    signatory_role: str
    reason: str
    by: str
    number: str | None = None
    dated: date | None = None
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
    acting_role: str = filled(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAward:
    """Cancel the award by a decision; filled in is the role the caller acts in."""

    nomination_id: str
    number: str
    dated: date
    signatory_role: str
    cancelled_for: CancelledFor
    reason: str
    by: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
    acting_role: str = filled(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverFromAward:
    """Note that something came back of a cancelled award."""

    nomination_id: str
    what: Recoverable
    recovered_on: date
    document_number: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


LifeEvent = AwardDeclined | AwardCorrected | AwardCancelled | AwardRecovered
LifeCommand = DeclineAward | CorrectAward | CancelAward | RecoverFromAward
