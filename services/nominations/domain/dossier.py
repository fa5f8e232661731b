"""What happens to a dossier beside its plain course, in one place: how each event changes it, who decides each command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never, get_args

from services.nominations.domain.consulting import decide_consultation
from services.nominations.domain.consulting_messages import (
    NominationPublished,
    OpinionAsked,
    OpinionGiven,
    PublicationClosed,
)
from services.nominations.domain.dossier_messages import (
    AtUnitCommand,
    ConsultCommand,
    DossierCommand,
    DossierEvent,
    HoldCommand,
)
from services.nominations.domain.dossier_states import Consultation, Holds, Publication, Receipt
from services.nominations.domain.drafting import decide_at_unit
from services.nominations.domain.drafting_messages import DraftSaved, NominationWithdrawn, SupplementAsked
from services.nominations.domain.forwarding import decide_upward, leg_of
from services.nominations.domain.forwarding_messages import (
    CouncilResultNoted,
    ExternalAnswered,
    NominationDeclined,
    NominationForwarded,
    ReceivedAtLevel,
    ResultSentDown,
    ReturnedDown,
)
from services.nominations.domain.holding import decide_hold
from services.nominations.domain.holding_messages import (
    Hold,
    NominationHeld,
    NominationReleased,
    ObjectionConcluded,
    ObjectionReceived,
    ObjectionVerificationOpened,
)
from services.nominations.domain.nomination_messages import NominationConcluded, NominationEvent
from services.nominations.domain.nomination_states import Dossier

BESIDE = get_args(DossierCommand)
"""The classes of command that are decided here."""


def decide_beside(
    command: DossierCommand, state: Dossier
) -> Sequence[DossierEvent | NominationConcluded | NominationEvent]:
    """What *command* brings about."""
    if isinstance(command, AtUnitCommand):
        return decide_at_unit(command, state)
    if isinstance(command, HoldCommand):
        return decide_hold(command, state)
    if isinstance(command, ConsultCommand):
        return decide_consultation(command, state)
    return decide_upward(command, state)


def evolve_beside(state: Dossier, event: DossierEvent) -> Dossier:
    """The dossier after *event*."""
    match event:
        case DraftSaved():
            return _saved(state, event)
        case NominationWithdrawn():
            return replace(state, step="withdrawn")
        case SupplementAsked(documents=documents):
            return replace(state, asked=tuple(dict.fromkeys((*state.asked, *documents))))
        case (
            NominationHeld()
            | NominationReleased()
            | ObjectionReceived()
            | ObjectionVerificationOpened()
            | ObjectionConcluded()
        ):
            return replace(state, holds=_held(state.holds, event))
        case OpinionAsked() | OpinionGiven() | NominationPublished() | PublicationClosed():
            return _heard(state, event)
        case (
            NominationForwarded()
            | ReceivedAtLevel()
            | ReturnedDown()
            | ExternalAnswered()
            | CouncilResultNoted()
            | NominationDeclined()
            | ResultSentDown()
        ):
            return _on_its_way(state, event)
        case unreachable:
            assert_never(unreachable)


def _held(
    holds: Holds,
    event: NominationHeld
    | NominationReleased
    | ObjectionReceived
    | ObjectionVerificationOpened
    | ObjectionConcluded,
) -> Holds:
    match event:
        case NominationHeld():
            (rule, *_) = event.act.rules
            return holds.held(Hold(event.hold_id, event.opened_on, rule))
        case NominationReleased(hold_id=hold_id):
            return holds.released(hold_id)
        case ObjectionReceived(objection_id=objection_id):
            return holds.objection(objection_id, "received")
        case ObjectionVerificationOpened(objection_id=objection_id):
            return holds.objection(objection_id, "verifying")
        case ObjectionConcluded(objection_id=objection_id, founded=founded):
            return holds.objection(objection_id, "founded" if founded else "unfounded")
        case unreachable:
            assert_never(unreachable)


def _saved(state: Dossier, event: DraftSaved) -> Dossier:
    opening = replace(
        state.opening,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        form=event.form,
        commendation_type=event.commendation_type,
        basis_citation=event.basis_citation,
        year=event.year,
    )
    return replace(state, opening=opening, drafts=state.drafts + 1)


def _heard(
    state: Dossier, event: OpinionAsked | OpinionGiven | NominationPublished | PublicationClosed
) -> Dossier:
    match event:
        case OpinionAsked():
            asked = Consultation(
                consultation_id=event.consultation_id,
                body=event.body,
                organisation_id=event.organisation_id,
                due_on=event.due_on,
            )
            return replace(state, consultations=(*state.consultations, asked))
        case OpinionGiven(consultation_id=name, opinion=opinion):
            answered = tuple(
                replace(one, opinion=opinion) if one.consultation_id == name else one
                for one in state.consultations
            )
            return replace(state, consultations=answered)
        case NominationPublished():
            publication = Publication(
                publication_id=event.publication_id,
                place=event.place,
                from_on=event.from_on,
                to_on=event.to_on,
            )
            return replace(state, publications=(*state.publications, publication))
        case PublicationClosed(publication_id=name):
            closed = tuple(
                replace(one, closed=True) if one.publication_id == name else one for one in state.publications
            )
            return replace(state, publications=closed)
        case unreachable:
            assert_never(unreachable)


def _on_its_way(
    state: Dossier,
    event: NominationForwarded
    | ReceivedAtLevel
    | ReturnedDown
    | ExternalAnswered
    | CouncilResultNoted
    | NominationDeclined
    | ResultSentDown,
) -> Dossier:
    match event:
        case NominationForwarded():
            return replace(state, step="forwarded", way=state.way.sent(leg_of(event)))
        case ReceivedAtLevel():
            return _received(state, event)
        case ReturnedDown():
            return _given_back(state)
        case CouncilResultNoted():
            way = replace(state.way, voted=(*state.way.voted, event.council_id), passed=event.passed)
            return replace(state, way=way)
        case ExternalAnswered(leg=leg, answer=answer):
            return replace(state, way=replace(state.way, answered=(leg, answer)))
        case _:  # what is told beside another event, which changes the state
            return state


def _received(state: Dossier, event: ReceivedAtLevel) -> Dossier:
    """At the next level, under the rules of its own receipt, with nobody named to appraise it there yet."""
    before = Receipt(
        rule_set=state.rule_set,
        received_on=state.received_on,
        received_under=state.received_under,
        appraiser=state.appraiser,
    )
    return replace(
        state,
        step="received",
        rule_set=event.rule_set,
        received_on=event.act.occurred_on,
        received_under=tuple(use.rule for use in event.act.rules),
        appraiser=None,
        below=(*state.below, before),
        council_id=None,
        way=state.way.received(event.organisation_id),
    )


def _given_back(state: Dossier) -> Dossier:
    """Back at the level below, as that level had received it; from a leg nobody received, nothing else had changed."""
    back = replace(state, step="received", council_id=None, way=state.way.given_back())
    if state.way.underway is not None or not state.below:
        return back
    *below, last = state.below
    return replace(
        back,
        rule_set=last.rule_set,
        received_on=last.received_on,
        received_under=last.received_under,
        appraiser=last.appraiser,
        below=tuple(below),
    )
