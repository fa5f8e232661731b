"""What a nomination is about, as fixed when its dossier is opened."""

from __future__ import annotations

from services.nominations.domain.nomination_messages import (
    CommendationType,
    Form,
    NominationOpened,
    OpenNomination,
)
from services.nominations.domain.refusals import MALFORMED_ID, malformed, rejected
from services.nominations.domain.registration_messages import SubjectKind
from shared.ids import derived_id, is_stream
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The open facts of a dossier; the achievement's wording is sealed and never part of a state."""

    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    form: Form
    commendation_type: CommendationType
    achievement_id: str
    basis_citation: str
    year: int | None = None


def opening_of(event: NominationOpened) -> Opening:
    """What *event* fixed."""
    return Opening(
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        unit_id=event.unit_id,
        organisation_id=event.organisation_id,
        form=event.form,
        commendation_type=event.commendation_type,
        achievement_id=event.achievement_id,
        basis_citation=event.basis_citation,
        year=event.year,
    )


def opened(command: OpenNomination) -> NominationOpened:
    """The event that opens what *command* asks for."""
    return NominationOpened(
        act=command.occurrence.act(f"nomination-{command.nomination_id}"),
        nomination_id=command.nomination_id,
        subject_kind=command.subject_kind,
        subject_id=command.subject_id,
        unit_id=command.unit_id,
        organisation_id=command.organisation_id,
        form=command.form,
        commendation_type=command.commendation_type,
        achievement_id=_achievement_id(command),
        achievement=command.achievement,
        basis_citation=command.basis_citation,
        year=command.year,
    )


def require_known(command: OpenNomination) -> None:
    """Raises Rejected when subject or organisation is not registered, the achievement another's, or the decider outside."""
    if command.unknown_units:
        raise rejected("unknown-organisation", organisation_id=command.unknown_units[0])
    if not command.subject_known:
        raise rejected("unknown-subject", subject_id=command.subject_id)
    if command.achievement_of_others:
        raise rejected("achievement-of-another")
    if command.decider_outside:
        raise rejected("body-outside", organisation_id=command.organisation_id)


def _achievement_id(command: OpenNomination) -> str:
    if command.achievement_id is None:
        # Open to every reader of the event: nothing of the sealed wording may go into it, not even as a digest.
        return derived_id("achievement", command.nomination_id)
    if not is_stream(f"achievement-{command.achievement_id}"):
        raise malformed("achievement_id", MALFORMED_ID)
    return command.achievement_id
