"""
Holding a dossier (tạm dừng hồ sơ): while a hold is open nothing that brings it forward is done; its release needs a ground.

An objection puts it on hold once it is being verified. Unfounded, the hold ends with it; founded, a person releases.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from services.nominations.domain.dossier_messages import HoldCommand
from services.nominations.domain.dossier_rules import HoldRule
from services.nominations.domain.holding_messages import (
    ConcludeObjection,
    HoldNomination,
    NominationHeld,
    NominationReleased,
    ObjectionConcluded,
    ObjectionReceived,
    ObjectionVerificationOpened,
    OpenVerification,
    ReceiveObjection,
    ReleaseNomination,
)
from services.nominations.domain.nomination_states import OVER, Dossier
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import Act, BrokenRule

HoldEvents = Sequence[
    NominationHeld | NominationReleased | ObjectionReceived | ObjectionVerificationOpened | ObjectionConcluded
]


def open_holds(state: Dossier) -> list[BrokenRule]:
    """A flag for each hold that is open: what stands against bringing the dossier forward."""
    return [
        BrokenRule(
            code="nomination-held",
            rule=hold.rule,
            facts={"hold": hold.hold_id, "since": day_text(hold.opened_on)},
        )
        for hold in state.holds.open
    ]


def decide_hold(command: HoldCommand, state: Dossier) -> HoldEvents:
    """What *command* brings about."""
    match command:
        case HoldNomination():
            return _hold(command, state)
        case ReleaseNomination():
            return _release(command, state)
        case ReceiveObjection():
            return _receive(command, state)
        case OpenVerification():
            return _verify(command, state)
        case ConcludeObjection():
            return _conclude(command, state)
        case unreachable:
            assert_never(unreachable)


def _hold(command: HoldNomination, state: Dossier) -> HoldEvents:
    if state.holds.is_open(command.hold_id):
        return []  # already so
    if command.hold_id in state.holds.ended:
        raise rejected("hold-ended")
    _require_running(state)
    return [_held(command, command.hold_id)]


def _held(command: HoldNomination | OpenVerification, hold_id: str) -> NominationHeld:
    rule = command.rules.in_force(HoldRule, command.occurrence.occurred_on)
    if command.cause not in rule.values.causes:
        raise rejected("hold-cause-unknown", rule.citation)
    opened = command.opened_on if isinstance(command, HoldNomination) else command.occurrence.occurred_on
    return NominationHeld(
        act=command.occurrence.act(_case(command), [rule.use]),
        nomination_id=command.nomination_id,
        hold_id=hold_id,
        opened_on=opened,
        cause=command.cause,
        body=command.body,
        reference=command.reference,
    )


def _release(command: ReleaseNomination, state: Dossier) -> HoldEvents:
    if command.hold_id in state.holds.ended:
        return []  # already so: the first ground stands
    hold = next((one for one in state.holds.open if one.hold_id == command.hold_id), None)
    if hold is None:
        raise rejected("hold-unknown")
    if command.released_on < hold.opened_on:
        raise rejected("hold-backwards")
    return [
        NominationReleased(
            act=command.occurrence.act(_case(command), [hold.rule]),
            nomination_id=command.nomination_id,
            hold_id=command.hold_id,
            released_on=command.released_on,
            ground=command.ground,
        )
    ]


def _receive(command: ReceiveObjection, state: Dossier) -> HoldEvents:
    if command.objection_id in state.holds.objections:
        return []  # already so
    _require_running(state)
    return [
        ObjectionReceived(
            act=_act(command),
            nomination_id=command.nomination_id,
            objection_id=command.objection_id,
            received_on=command.received_on,
            channel=command.channel,
            kind=command.kind,
        )
    ]


def _verify(command: OpenVerification, state: Dossier) -> HoldEvents:
    now = state.holds.objections.get(command.objection_id)
    if now == "verifying":
        return []  # already so
    if now != "received":
        raise rejected("objection-not-open")
    _require_running(state)
    opened = ObjectionVerificationOpened(
        act=_act(command), nomination_id=command.nomination_id, objection_id=command.objection_id
    )
    return [opened, _held(command, command.objection_id)]


def _conclude(command: ConcludeObjection, state: Dossier) -> HoldEvents:
    now = state.holds.objections.get(command.objection_id)
    if now in ("founded", "unfounded"):
        if (now == "founded") == command.founded:
            return []  # already so
        raise rejected("objection-concluded-otherwise")
    if now is None:
        raise rejected("objection-not-open")
    broken = []
    if now == "received":
        broken = [out_of_order(command, "objection-not-verified")]
    concluded = ObjectionConcluded(
        act=command.occurrence.act(_case(command), broken=broken),
        nomination_id=command.nomination_id,
        objection_id=command.objection_id,
        founded=command.founded,
        ground=command.ground,
    )
    if command.founded or not state.holds.is_open(command.objection_id):
        return [concluded]
    released = NominationReleased(
        act=_act(command),
        nomination_id=command.nomination_id,
        hold_id=command.objection_id,
        released_on=command.occurrence.occurred_on,
        ground=command.ground,
    )
    return [concluded, released]


def _require_running(state: Dossier) -> None:
    if state.step in OVER:
        raise rejected("nomination-over")


def _case(command: HoldCommand) -> str:
    return f"nomination-{command.nomination_id}"


def _act(command: HoldCommand) -> Act:
    return command.occurrence.act(_case(command))
