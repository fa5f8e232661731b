"""A dossier's events, opened, as what is answered about it: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from services.nominations.application.dossier_answers import (
    AttentionItem,
    ConsultationItem,
    DossierHistoryItem,
    DraftItem,
    HoldItem,
    ObjectionItem,
    PublicationItem,
)
from services.nominations.application.leg_showing import legs_of
from services.nominations.domain.consulting_messages import (
    NominationPublished,
    OpinionAsked,
    OpinionGiven,
    PublicationClosed,
)
from services.nominations.domain.drafting_messages import DraftSaved, SupplementAsked
from services.nominations.domain.forwarding_messages import ReturnedDown
from services.nominations.domain.holding_messages import NominationHeld, NominationReleased, ObjectionReceived
from services.nominations.domain.nomination_messages import NominationOpened, NominationReturned
from services.nominations.domain.nomination_states import Dossier
from shared.asking import shown


def history_item(
    nomination_id: str, dossier: Dossier, events: Sequence[Any], today: date
) -> DossierHistoryItem:
    """The dossier beside its plain course, with its sealed text as *events* (opened) still tell it."""
    return DossierHistoryItem(
        attention=tuple(attention(dossier, events)),
        nomination_id=nomination_id,
        state=dossier.step,
        holder_id=dossier.holder,
        levels=dossier.path,
        legs=tuple(legs_of(events)),
        holds=tuple(_holds(events)),
        objections=tuple(_objections(dossier, events)),
        consultations=tuple(_consultations(events, today)),
        publications=tuple(_publications(events)),
        drafts=tuple(_drafts(events)),
    )


def attention(dossier: Dossier, events: Sequence[Any]) -> Iterator[AttentionItem]:
    """What is open and why, holds first: what whoever opens the dossier must read before all else."""
    for event in events:
        if isinstance(event, NominationHeld) and dossier.holds.is_open(event.hold_id):
            yield AttentionItem(kind="held", since=event.opened_on, reason=shown(event.cause))
    back = _last(events, NominationReturned if dossier.step == "returned" else ReturnedDown)
    if dossier.step == "returned" and back is not None:
        yield AttentionItem(kind="returned", since=back.act.occurred_on, reason=shown(back.reason))
    if dossier.step == "received" and dossier.way.back and back is not None:
        yield AttentionItem(kind="returned_down", since=back.act.occurred_on, reason=shown(back.reason))
    asked = _last(events, SupplementAsked)
    if dossier.asked and asked is not None:
        yield AttentionItem(
            kind="supplement",
            since=asked.act.occurred_on,
            reason=shown(asked.reason),
            due_on=asked.due_on,
            documents=dossier.asked,
        )


def _last(events: Sequence[Any], kind: type[Any]) -> Any:
    return next((event for event in reversed(events) if isinstance(event, kind)), None)


def _holds(events: Sequence[Any]) -> Iterator[HoldItem]:
    ended = {event.hold_id: event for event in events if isinstance(event, NominationReleased)}
    for event in events:
        if isinstance(event, NominationHeld):
            end = ended.get(event.hold_id)
            rule = event.act.rules[0]
            yield HoldItem(
                hold_id=event.hold_id,
                opened_on=event.opened_on,
                cause=shown(event.cause),
                body=shown(event.body),
                reference=shown(event.reference),
                citation=rule.citation,
                confirmed=rule.confirmed,
                released_on=end.released_on if end else None,
                ground=shown(end.ground) if end else None,
            )


def _objections(dossier: Dossier, events: Sequence[Any]) -> Iterator[ObjectionItem]:
    for event in events:
        if isinstance(event, ObjectionReceived):
            yield ObjectionItem(
                objection_id=event.objection_id,
                received_on=event.received_on,
                channel=event.channel,
                kind=shown(event.kind),
                state=dossier.holds.objections[event.objection_id],
            )


def _consultations(events: Sequence[Any], today: date) -> Iterator[ConsultationItem]:
    given = {event.consultation_id: event for event in events if isinstance(event, OpinionGiven)}
    for event in events:
        if isinstance(event, OpinionAsked):
            answer = given.get(event.consultation_id)
            late = answer.late if answer else event.due_on is not None and today > event.due_on
            yield ConsultationItem(
                consultation_id=event.consultation_id,
                body=event.body,
                organisation_id=event.organisation_id,
                asked_on=event.act.occurred_on,
                due_on=event.due_on,
                opinion=answer.opinion if answer else None,
                remarks=shown(answer.remarks) if answer else None,
                overdue=late,
            )


def _publications(events: Sequence[Any]) -> Iterator[PublicationItem]:
    closed = {event.publication_id: event for event in events if isinstance(event, PublicationClosed)}
    for event in events:
        if isinstance(event, NominationPublished):
            end = closed.get(event.publication_id)
            yield PublicationItem(
                publication_id=event.publication_id,
                place=event.place,
                from_on=event.from_on,
                to_on=event.to_on,
                closed=end is not None,
                settled=end is not None and end.settled,
            )


def _drafts(events: Sequence[Any]) -> Iterator[DraftItem]:
    """What it said when it was opened, and each time it was saved."""
    for event in events:
        if isinstance(event, NominationOpened | DraftSaved):
            yield DraftItem(
                saved_on=event.act.occurred_on,
                subject_kind=event.subject_kind,
                subject_id=event.subject_id,
                form=event.form,
                commendation_type=event.commendation_type,
                basis_citation=event.basis_citation,
                achievement=shown(event.achievement),
                year=event.year,
            )
