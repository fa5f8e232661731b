"""How a model becomes known and is honoured: publications, awards by bodies outside, dossiers for our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.honour_messages import (
    CommendationProposed,
    ExternalAwardRecorded,
    Honoured,
    Honouring,
    ModelPublicised,
    ProposeCommendation,
    PublicationWithdrawn,
    PubliciseModel,
    RecordExternalAward,
    WithdrawPublication,
)
from services.nominations.domain.model_refusals import MALFORMED_ADDRESS
from services.nominations.domain.model_states import Detected, ExternalAward, Publication
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.refusals import malformed, rejected


def honour(command: Honouring, state: Detected) -> Sequence[Honoured]:
    """What *command* brings about."""
    match command:
        case PubliciseModel():
            return _publicise(command, state)
        case WithdrawPublication():
            return _withdraw(command, state)
        case RecordExternalAward():
            return _record(command, state)
        case ProposeCommendation():
            return _propose(command, state)
        case unreachable:
            assert_never(unreachable)


def after(state: Detected, event: Honoured) -> Detected:
    """The model after *event*."""
    match event:
        case ModelPublicised():
            return replace(state, publications=(*state.publications, publication_of(event)))
        case PublicationWithdrawn(publication_id=gone):
            day = event.act.occurred_on
            kept = (
                replace(one, withdrawn_on=day) if one.publication_id == gone else one
                for one in state.publications
            )
            return replace(state, publications=tuple(kept))
        case ExternalAwardRecorded():
            return replace(state, external_awards=(*state.external_awards, award_of(event)))
        case CommendationProposed(nomination_id=nomination_id):
            return replace(state, nominations=(*state.nominations, nomination_id))
        case unreachable:
            assert_never(unreachable)


def publication_of(told: PubliciseModel | ModelPublicised) -> Publication:
    """What was made known, where, and from when until when."""
    return Publication(
        publication_id=told.publication_id,
        channel=told.channel,
        place=told.place,
        from_on=told.from_on,
        until=told.until,
    )


def award_of(told: ExternalAwardRecorded) -> ExternalAward:
    """The award as its document says."""
    return ExternalAward(
        award=told.award,
        issuer=told.issuer,
        issuer_id=told.issuer_id,
        number=told.number,
        dated=told.dated,
        field=told.field,
    )


def _publicise(command: PubliciseModel, state: Detected) -> Sequence[ModelPublicised]:
    asked = publication_of(command)
    if any(one.of(asked) for one in state.publications):
        return []  # already so
    if command.channel == "website" and not command.place.startswith(("https://", "http://")):
        raise malformed("place", MALFORMED_ADDRESS)
    if command.until is not None and command.until < command.from_on:
        raise rejected("publication-term-reversed")
    return [
        ModelPublicised(
            act=command.occurrence.act(f"model-{command.model_id}"),
            model_id=command.model_id,
            publication_id=command.publication_id,
            channel=command.channel,
            place=command.place,
            from_on=command.from_on,
            until=command.until,
        )
    ]


def _withdraw(command: WithdrawPublication, state: Detected) -> Sequence[PublicationWithdrawn]:
    found = next((one for one in state.publications if one.publication_id == command.publication_id), None)
    if found is None:
        raise rejected("publication-unknown")
    if found.withdrawn_on is not None:
        return []  # already so
    return [
        PublicationWithdrawn(
            act=command.occurrence.act(f"model-{command.model_id}"),
            model_id=command.model_id,
            publication_id=command.publication_id,
            reason=command.reason,
        )
    ]


def _record(command: RecordExternalAward, state: Detected) -> Sequence[ExternalAwardRecorded]:
    if command.occurrence.basis == "system":
        raise rejected("award-needs-paper")
    if command.issuer_id in (state.subject.unit_id, state.subject.organisation_id):
        raise rejected("issuer-not-outside", issuer_id=str(command.issuer_id))
    event = ExternalAwardRecorded(
        act=command.occurrence.act(f"model-{command.model_id}"),
        model_id=command.model_id,
        subject_kind=state.subject.subject_kind,
        unit_id=state.subject.unit_id,
        organisation_id=state.subject.organisation_id,
        award=command.award,
        issuer=command.issuer,
        issuer_id=command.issuer_id,
        number=command.number,
        dated=command.dated,
        field=command.field or state.subject.field,
        period_from=command.period_from,
        period_to=command.period_to,
    )
    return [] if award_of(event) in state.external_awards else [event]


def _propose(command: ProposeCommendation, state: Detected) -> Sequence[CommendationProposed]:
    if command.nomination_id in state.nominations:
        return []  # already so
    if not isinstance(command.dossier, Dossier):
        raise rejected("nomination-not-found")
    if command.dossier.opening.subject_id != state.subject.subject_id:
        raise rejected("nomination-of-another")
    return [
        CommendationProposed(
            act=command.occurrence.act(f"model-{command.model_id}"),
            model_id=command.model_id,
            subject_kind=state.subject.subject_kind,
            unit_id=state.subject.unit_id,
            organisation_id=state.subject.organisation_id,
            field=state.subject.field,
            nomination_id=command.nomination_id,
        )
    ]
