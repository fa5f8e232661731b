"""Forwarding a dossier upward (trình cấp trên) with its submission letter, level by level; each pins its own rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from services.nominations.domain.answering import decide_answer
from services.nominations.domain.dossier_messages import UpwardCommand
from services.nominations.domain.eligibility import criteria_to_pin
from services.nominations.domain.forwarding_messages import (
    DeclineNomination,
    ForwardUpward,
    Leg,
    NominationForwarded,
    NoteCouncilResult,
    ReceivedAtLevel,
    ReceiveForwarded,
    RecordExternalAnswer,
    ReturnDown,
    ReturnedDown,
)
from services.nominations.domain.nomination_states import OVER, Dossier
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import rejected
from services.nominations.domain.required import required_documents
from services.nominations.domain.way_messages import UpwardEvents
from shared.acts import Act, ActRefused, BrokenRule


def decide_upward(command: UpwardCommand, state: Dossier) -> UpwardEvents:
    """What *command* brings about."""
    match command:
        case ForwardUpward():
            return _forward(command, state)
        case ReceiveForwarded():
            return _receive(command, state)
        case ReturnDown():
            return _return(command, state)
        case RecordExternalAnswer() | NoteCouncilResult() | DeclineNomination():
            return decide_answer(command, state)
        case unreachable:
            assert_never(unreachable)


def _forward(command: ForwardUpward, state: Dossier) -> UpwardEvents:
    underway = state.way.underway
    if underway is None and command.from_id in state.path[:-1]:
        return []  # already so: a higher level has it
    if command.from_id != state.holder:
        raise rejected("not-the-holder", organisation_id=state.holder)
    to_id = _target(command)
    if underway is not None:
        if (underway.to_id, underway.body) == (to_id, command.body):
            return []  # already so
        raise rejected("nomination-underway")
    if to_id is not None and to_id in (state.opening.unit_id, *state.path):
        raise rejected("level-passed-already", organisation_id=to_id)
    return [
        NominationForwarded(
            act=_act(command, _not_ready(command, state)),
            nomination_id=command.nomination_id,
            leg=state.way.legs + 1,
            from_id=command.from_id,
            to_id=to_id,
            body=command.body,
            recipient=to_id or str(command.body),
            number=command.number,
            dated=command.dated,
            signatory_role=command.signatory_role,
            signatory=command.signatory,
        )
    ]


def _target(command: ForwardUpward) -> str | None:
    """The organisation it goes to; None when it leaves the realm."""
    if command.body is not None:
        if command.to_id is not None:
            raise rejected("forward-to-one")
        return None
    if command.to_id is None:
        if command.parent_id is None:
            raise rejected("nobody-above")
        return command.parent_id
    if not command.to_known:
        raise rejected("unknown-organisation", organisation_id=command.to_id)
    return command.to_id


def _not_ready(command: ForwardUpward, state: Dossier) -> list[BrokenRule]:
    """What is out of order: it must be received, and once a council has it, that council must have passed it."""
    if state.step == "at_council":
        if state.way.passed is None:
            return [out_of_order(command, "council-not-concluded")]
        if not state.way.passed:
            return [out_of_order(command, "council-not-passed")]
        return []
    if state.step in OVER:
        raise rejected("nomination-over")
    if state.step != "received":
        return [out_of_order(command, "nomination-not-received")]
    return []


def _receive(command: ReceiveForwarded, state: Dossier) -> UpwardEvents:
    leg = state.way.underway
    if command.organisation_id in state.way.levels:
        return []  # already so
    if state.step in OVER:
        raise rejected("nomination-over")
    if leg is None or leg.to_id != command.organisation_id:
        raise rejected("nothing-underway")
    kinds = {kind for kind, _ in state.documents}
    check = required_documents(command.rules, command.occurrence.occurred_on, state.opening, kinds)
    if check.broken and not command.occurrence.recorded:
        case = f"nomination-{command.nomination_id}"
        return [ActRefused.because(command.occurrence, case, "ReceiveForwarded", check.broken)]
    broken = [check.broken] if check.broken else []
    criteria = criteria_to_pin(command.rules, command.occurrence.occurred_on, state.opening)
    rules = [check.rule, *(rule.use for rule in criteria)]
    return [
        ReceivedAtLevel(
            act=command.occurrence.act(f"nomination-{command.nomination_id}", rules, broken),
            nomination_id=command.nomination_id,
            leg=leg.number,
            organisation_id=command.organisation_id,
            rule_set=check.rule.rule,
        )
    ]


def _return(command: ReturnDown, state: Dossier) -> UpwardEvents:
    """From the level it is on its way to, or from the one that holds it."""
    if state.step in OVER:
        raise rejected("nomination-over")
    leg = state.way.underway
    if leg is not None and leg.to_id == command.from_id:
        return [_returned(command, leg.from_id)]
    if command.from_id not in state.path and command.from_id in state.way.seen:
        return []  # already so
    if leg is not None or not state.way.levels or command.from_id != state.holder:
        raise rejected("not-the-holder", organisation_id=state.holder)
    broken = []
    if state.step == "at_council" and state.way.passed is None:
        broken = [out_of_order(command, "council-not-concluded")]
    return [_returned(command, state.path[-2], broken)]


def _returned(command: ReturnDown, to_id: str, broken: Sequence[BrokenRule] = ()) -> ReturnedDown:
    return ReturnedDown(
        act=_act(command, broken),
        nomination_id=command.nomination_id,
        from_id=command.from_id,
        to_id=to_id,
        reason=command.reason,
    )


def leg_of(event: NominationForwarded) -> Leg:
    """The leg that *event* began."""
    return Leg(number=event.leg, from_id=event.from_id, to_id=event.to_id, body=event.body)


def _act(command: ForwardUpward | ReturnDown, broken: Sequence[BrokenRule] = ()) -> Act:
    return command.occurrence.act(f"nomination-{command.nomination_id}", broken=broken)
