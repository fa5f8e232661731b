"""The way of a dossier up and down, leg by leg, as its events (opened) tell it: pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from services.nominations.application.dossier_answers import LegItem
from services.nominations.domain.forwarding_messages import (
    ExternalAnswered,
    NominationForwarded,
    ReceivedAtLevel,
    ReturnedDown,
)
from shared.asking import shown


def legs_of(events: Sequence[Any]) -> Iterable[LegItem]:
    """Each leg with its submission letter and what became of it, in order."""
    legs: dict[int, LegItem] = {}
    for event in events:
        match event:
            case NominationForwarded():
                legs[event.leg] = _leg(event)
            case ReceivedAtLevel():
                legs[event.leg] = _answered(legs[event.leg], event, "received", rule_set=event.rule_set)
            case ExternalAnswered():
                legs[event.leg] = _answered(legs[event.leg], event, event.answer)
            case ReturnedDown(from_id=from_id) if from_id is not None:
                number = max(leg.leg for leg in legs.values() if leg.to_id == from_id)
                legs[number] = _answered(legs[number], event, "returned")
    return legs.values()


def _leg(event: NominationForwarded) -> LegItem:
    return LegItem(
        leg=event.leg,
        from_id=event.from_id,
        to_id=event.to_id,
        body=event.body,
        number=event.number,
        dated=event.dated,
        signatory_role=event.signatory_role,
        signatory=shown(event.signatory),
        forwarded_on=event.act.occurred_on,
        state="sent",
        answered_on=None,
        answer_number=None,
        rule_set=None,
    )


def _answered(
    leg: LegItem,
    event: ReceivedAtLevel | ExternalAnswered | ReturnedDown,
    state: str,
    rule_set: str | None = None,
) -> LegItem:
    paper = event.act.document
    return replace(
        leg,
        state=state,
        answered_on=event.act.occurred_on,
        answer_number=paper.number if paper else None,
        rule_set=rule_set or leg.rule_set,
    )
