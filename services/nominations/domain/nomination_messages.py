"""What is asked of a nomination dossier (hồ sơ đề nghị khen thưởng) and what happened to it: its commands and events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.rules import DocumentKind
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook

Form = Literal["giay_khen", "bang_khen"]
"""Hình thức khen thưởng."""

CommendationType = Literal["timely", "merit", "sudden", "movement", "career", "external"]
"""Loại hình: kịp thời, công trạng, đột xuất, phong trào thi đua, quá trình cống hiến, đối ngoại."""

Outcome = Literal["awarded", "not_awarded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationOpened:
    """A unit opened a dossier for one achievement of one subject, to be decided by `organisation_id`."""

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
    """The dossier was put to a council, with all the council needs to open its agenda item."""

    act: Act
    nomination_id: str
    council_id: str
    form: Form
    achievement_id: str
    subject_kind: SubjectKind
    subject_id: str
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
    | ActRefused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNomination:
    """
    Open a dossier.

    Without `achievement_id` the achievement is this nomination's own; another nomination of the same one must name it.
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
    occurrence: Occurrence
    subject_known: bool = filled(default=False)
    unknown_units: tuple[str, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachDocument:
    """Put a document into the dossier."""

    nomination_id: str
    document_kind: DocumentKind
    sha256: str
    title: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitNomination:
    """Submit the dossier, first or again after it was returned."""

    nomination_id: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnNomination:
    """Give the dossier back to the unit."""

    nomination_id: str
    reason: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveForAppraisal:
    """Receive the dossier; among `rules` stands what it must hold."""

    nomination_id: str
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class PutToCouncil:
    """Put the dossier to a council."""

    nomination_id: str
    council_id: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeNomination:
    """Close the dossier with what the awards context decided."""

    nomination_id: str
    outcome: Outcome
    award_id: str | None = None
    occurrence: Occurrence


NominationCommand = (
    OpenNomination
    | AttachDocument
    | SubmitNomination
    | ReturnNomination
    | ReceiveForAppraisal
    | PutToCouncil
    | ConcludeNomination
)
