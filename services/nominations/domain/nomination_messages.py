"""What is asked of a nomination dossier (hồ sơ đề nghị khen thưởng) and what happened to it: its commands and events."""

from __future__ import annotations

from typing import Literal

from services.nominations.domain.appraisal_messages import (
    AppraisingUnitNamed,
    NameAppraisingUnit,
    OwnCaseFound,
    Tie,
)
from services.nominations.domain.dissolved import Ground
from services.nominations.domain.eligibility_messages import AssessEligibility, EligibilityAssessed
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.rules import DocumentKind
from services.nominations.domain.title_codes import Title
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

Form = Literal["giay_khen", "bang_khen", Title]
"""What a dossier proposes: a form of commendation (hình thức khen thưởng) or an emulation title (danh hiệu thi đua)."""

CommendationType = Literal["timely", "merit", "sudden", "movement", "career", "external"]
"""Loại hình: kịp thời, công trạng, đột xuất, phong trào thi đua, quá trình cống hiến, đối ngoại."""

Outcome = Literal["awarded", "not_awarded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationOpened:
    """
    A unit opened a dossier for one achievement of one subject, to be decided by `organisation_id`.

    A title is proposed for a `year` (năm xét), a form of commendation for none.
    """

    act: Act
    nomination_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    form: Form
    commendation_type: CommendationType
    achievement_id: str
    achievement: str = restricted()
    basis_citation: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAttached:
    """A document was put into the dossier; the file is named by its digest."""

    act: Act
    nomination_id: str
    document_kind: DocumentKind
    sha256: str
    title: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationSubmitted:
    """The unit submitted the dossier (trình); `round` counts submissions."""

    act: Act
    nomination_id: str
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationReturned:
    """The office gave the dossier back to the unit, with the reason."""

    act: Act
    nomination_id: str
    round: int
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedForAppraisal:
    """The office received the complete dossier (tiếp nhận thẩm định); this pins the rules it is judged under."""

    act: Act
    nomination_id: str
    rule_set: str
    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPutToCouncil:
    """
    The dossier was put to a council, with all the council needs to open its agenda item.

    `subject_actor` is the account of whoever is proposed, where a grant names them; `proposers` are the accounts that
    opened or submitted the dossier.
    """

    act: Act
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
class NominationConcluded:
    """The dossier came to its end."""

    act: Act
    nomination_id: str
    outcome: Outcome
    award_id: str | None = None


NominationEvent = (
    NominationOpened
    | DocumentAttached
    | NominationSubmitted
    | NominationReturned
    | ReceivedForAppraisal
    | NominationPutToCouncil
    | NominationConcluded
    | OwnCaseFound
    | AppraisingUnitNamed
    | EligibilityAssessed
    | ActRefused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNomination:
    """
    Open a dossier.

    Without `achievement_id` the achievement is this nomination's own; another nomination of the same one must name it.
    `year` is that of a title. Filled in are whether subject and organisations are registered, were dissolved, or
    decide nothing here, and the rules.
    """

    nomination_id: str
    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    form: Form
    commendation_type: CommendationType
    achievement_id: str | None = None
    achievement: str
    basis_citation: str
    year: int | None = None
    occurrence: Occurrence
    subject_known: bool = filled(default=False)
    unknown_units: tuple[str, ...] = filled(default=())
    achievement_of_others: bool = filled(default=False)
    decider_outside: bool = filled(default=False)
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachDocument:
    """Put a document into the dossier; filled in are whether a file of that digest was uploaded for it, and the rules."""

    nomination_id: str
    document_kind: DocumentKind
    sha256: str
    title: str
    occurrence: Occurrence
    uploaded: bool = filled(default=False)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitNomination:
    """
    Submit the dossier, first or again after it was returned.

    Filled in are another dossier that holds its achievement, that dossier's form, whether the achievement is by now described
    as that of others, and the rules.
    """

    nomination_id: str
    occurrence: Occurrence
    claimed_by: str | None = filled(default=None)
    achievement_of_others: bool = filled(default=False)
    claimed_form: Form | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnNomination:
    """Give the dossier back to the unit; filled in are the rules and what ties the caller `by` to units."""

    nomination_id: str
    reason: str
    by: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
    ties: tuple[Tie, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveForAppraisal:
    """
    Receive the dossier; among `rules` stands what it must hold.

    Filled in are what ties the caller `by` to units, and whether a title proposed was registered for its year.
    """

    nomination_id: str
    by: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))
    ties: tuple[Tie, ...] = filled(default=())
    registered: bool = filled(default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class PutToCouncil:
    """
    Put the dossier to a council.

    Filled in are the account of whoever is proposed, where one is known, those who proposed them, another dossier that
    holds the achievement, the rules, and what ties the caller `by` to units.
    """

    nomination_id: str
    council_id: str
    by: str
    occurrence: Occurrence
    subject_actor: str | None = filled(default=None)
    proposers: tuple[str, ...] = filled(default=())
    claimed_by: str | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))
    ties: tuple[Tie, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeNomination:
    """Close the dossier with what `organisation_id` decided in the awards context."""

    nomination_id: str
    outcome: Outcome
    organisation_id: str
    award_id: str | None = None
    occurrence: Occurrence


NominationCommand = (
    OpenNomination
    | AttachDocument
    | SubmitNomination
    | ReturnNomination
    | NameAppraisingUnit
    | ReceiveForAppraisal
    | AssessEligibility
    | PutToCouncil
    | ConcludeNomination
)
