"""The dossier at its unit (soạn, rút, bổ sung hồ sơ): drafts saved, withdrawal, documents asked for; asked and happened."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.nomination_messages import CommendationType, Form
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.rules import DocumentKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaved:
    """The unit saved the dossier as it stands (lưu bản thảo); what was saved before stays in its history."""

    act: Act
    nomination_id: str
    subject_kind: SubjectKind
    subject_id: str
    form: Form
    commendation_type: CommendationType
    basis_citation: str
    achievement: str = restricted()
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationWithdrawn:
    """The unit took its dossier back for good (rút hồ sơ), with the reason."""

    act: Act
    nomination_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked:
    """Whoever appraises asked for documents without giving the dossier back (yêu cầu bổ sung), until a day if one is set."""

    act: Act
    nomination_id: str
    documents: tuple[DocumentKind, ...]
    due_on: date | None = None
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft:
    """
    Save the dossier before it is submitted.

    Filled in are whether the subject is registered, whether the achievement is described as that of others, what the
    register says of a collective, and the rules.
    """

    nomination_id: str
    subject_kind: SubjectKind
    subject_id: str
    form: Form
    commendation_type: CommendationType
    basis_citation: str
    achievement: str
    year: int | None = None
    occurrence: Occurrence
    subject_known: bool = filled(default=False)
    achievement_of_others: bool = filled(default=False)
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawNomination:
    """Take the dossier back for good; filled in are the rules."""

    nomination_id: str
    reason: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSupplement:
    """Ask the unit for documents while the dossier is being appraised; filled in are the rules."""

    nomination_id: str
    documents: tuple[DocumentKind, ...]
    due_on: date | None = None
    reason: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
