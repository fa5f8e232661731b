"""
The answers to a dossier that went upward: of a council, of a level outside the realm, of the level that holds it.

A level outside answers by acts recorded from its documents. What ends the dossier is told to every level it has passed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from services.nominations.domain.forwarding_messages import (
    CouncilResultNoted,
    DeclineNomination,
    ExternalAnswered,
    NominationDeclined,
    NoteCouncilResult,
    RecordExternalAnswer,
    ResultSentDown,
    ReturnedDown,
)
from services.nominations.domain.nomination_messages import NominationConcluded, Outcome
from services.nominations.domain.nomination_states import OVER, Dossier
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import rejected
from services.nominations.domain.way_messages import UpwardEvents
from shared.acts import Act, BrokenRule, Occurrence

Answering = RecordExternalAnswer | NoteCouncilResult | DeclineNomination


def decide_answer(command: Answering, state: Dossier) -> UpwardEvents:
    """What *command* brings about."""
    match command:
        case RecordExternalAnswer():
            return _answer(command, state)
        case NoteCouncilResult():
            return _note(command, state)
        case DeclineNomination():
            return _decline(command, state)
        case unreachable:
            assert_never(unreachable)


def sent_down(
    occurrence: Occurrence, nomination_id: str, outcome: Outcome, state: Dossier
) -> Sequence[ResultSentDown]:
    """The result on its way down, where the dossier went upward at all; a dossier that never did has nobody to tell."""
    if state.way.legs == 0:
        return []
    return [
        ResultSentDown(
            act=occurrence.act(f"nomination-{nomination_id}"),
            nomination_id=nomination_id,
            outcome=outcome,
            levels=tuple(reversed(state.path)),
        )
    ]


def _answer(command: RecordExternalAnswer, state: Dossier) -> UpwardEvents:
    paper = command.occurrence.document
    if paper is None:
        raise rejected("external-answers-on-paper")
    if state.way.answered == (state.way.legs, command.answer):
        return []  # already so
    if state.step in OVER:
        raise rejected("nomination-over")
    leg = state.way.underway
    if leg is None or leg.body is None:
        raise rejected("nothing-underway")
    answered = ExternalAnswered(
        act=_act(command),
        nomination_id=command.nomination_id,
        leg=leg.number,
        body=leg.body,
        answer=command.answer,
    )
    match command.answer:
        case "received":
            return [answered]
        case "returned":
            back = ReturnedDown(
                act=_act(command),
                nomination_id=command.nomination_id,
                body=leg.body,
                to_id=leg.from_id,
                reason=paper.reason,
            )
            return [answered, back]
        case "granted" | "declined":
            outcome: Outcome = "awarded" if command.answer == "granted" else "not_awarded"
            return [answered, *_ended(command, outcome, state)]
        case unreachable:
            assert_never(unreachable)


def _note(command: NoteCouncilResult, state: Dossier) -> UpwardEvents:
    if state.council_id is None or state.council_id in state.way.voted:
        return []  # already so, or the dossier has left that council
    return [
        CouncilResultNoted(
            act=_act(command),
            nomination_id=command.nomination_id,
            council_id=state.council_id,
            passed=command.passed,
        )
    ]


def _decline(command: DeclineNomination, state: Dossier) -> UpwardEvents:
    if state.step == "concluded" and state.outcome == "not_awarded":
        return []  # already so
    if state.step in OVER:
        raise rejected("nomination-over")
    broken = []
    if state.step not in ("received", "at_council"):
        broken = [out_of_order(command, "nomination-not-received")]
    elif state.step == "at_council" and state.way.passed is None:
        broken = [out_of_order(command, "council-not-concluded")]
    declined = NominationDeclined(
        act=_act(command, broken),
        nomination_id=command.nomination_id,
        organisation_id=state.holder,
        reason=command.reason,
    )
    return [declined, *_ended(command, "not_awarded", state)]


def _ended(
    command: RecordExternalAnswer | DeclineNomination, outcome: Outcome, state: Dossier
) -> UpwardEvents:
    ended = NominationConcluded(act=_act(command), nomination_id=command.nomination_id, outcome=outcome)
    return [ended, *sent_down(command.occurrence, command.nomination_id, outcome, state)]


def _act(command: Answering, broken: Sequence[BrokenRule] = ()) -> Act:
    return command.occurrence.act(f"nomination-{command.nomination_id}", broken=broken)
