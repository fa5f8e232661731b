"""
What stands in a dossier's way whatever its step: an open hold, an achievement that another dossier already holds.

What is only now to be done is refused, as an event of the case; an act on paper is recorded with a flag for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from services.nominations.domain.achievement import FORM_RANK
from services.nominations.domain.dossier_rules import OneAward
from services.nominations.domain.forwarding_messages import ForwardUpward, ReceiveForwarded
from services.nominations.domain.holding import open_holds
from services.nominations.domain.nomination_messages import (
    PutToCouncil,
    ReceiveForAppraisal,
    SubmitNomination,
)
from services.nominations.domain.nomination_states import Dossier
from shared.acts import ActRefused, BrokenRule

E = TypeVar("E")

HALTED = (SubmitNomination, ReceiveForAppraisal, PutToCouncil, ForwardUpward, ReceiveForwarded)
"""What brings a dossier forward."""


def obstructed(command: Any, state: Dossier, events: Sequence[E]) -> Sequence[E | ActRefused]:
    """*events*, or the refusal, or the events with a flag for each obstacle, where there is one."""
    if not events or any(isinstance(event, ActRefused) for event in events):
        return events
    against = [*_held(command, state), *_claimed(command, state)]
    if not against:
        return events
    if not command.occurrence.recorded:
        case = f"nomination-{command.nomination_id}"
        return [ActRefused.because(command.occurrence, case, type(command).__name__, against[0])]
    first, *others = events
    return [_flagged(first, against), *others]


def _held(command: Any, state: Dossier) -> list[BrokenRule]:
    return open_holds(state) if isinstance(command, HALTED) else []


def _claimed(command: Any, state: Dossier) -> list[BrokenRule]:
    """One achievement, one award: a higher form for it needs a person, anything else is refused."""
    if not isinstance(command, SubmitNomination | PutToCouncil | ForwardUpward) or command.claimed_by is None:
        return []
    rule = command.rules.in_force(OneAward, command.occurrence.occurred_on)
    if rule.values.most > 1:
        return []
    code = "achievement-claimed"
    if isinstance(command, SubmitNomination) and command.claimed_form is not None:
        higher = FORM_RANK[state.opening.form] > FORM_RANK[command.claimed_form]
        code = "achievement-higher-form" if higher else code
    return [BrokenRule(code=code, rule=rule.use, facts={"nomination_id": command.claimed_by})]


def _flagged(event: Any, against: Sequence[BrokenRule]) -> Any:
    act = event.act
    rules = tuple(dict.fromkeys([*act.rules, *(flag.rule for flag in against)]))
    return replace(event, act=replace(act, rules=rules, broken=(*act.broken, *against)))
