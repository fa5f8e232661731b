"""A service's desk for its parked events: shows them, has them replayed, drops one for a reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

import structlog

from shared.access import Caller
from shared.endpoints import Page
from shared.errors import BrokenHistory, InvalidInput, Unauthenticated
from shared.eventstore import stored
from shared.parked_endpoints import (
    DecisionItem,
    DropParked,
    OneParked,
    ParkedAsked,
    ParkedDecided,
    ParkedItem,
    ReplayParked,
)
from shared.parked_words import why_parked
from shared.parking import ParkedEvent, Parking
from shared.texts import Text
from shared.values import dataclass

LONGEST_REASON: Final = 1000
REASON_NEEDED = Text("Phải nêu lý do, tối đa 1000 ký tự.", "A reason is needed, of at most 1000 characters.")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ParkedDesk:
    """Answers those endpoints over *parking*; the edge has judged the caller's permission."""

    parking: Parking

    def queries(self) -> Mapping[str, Callable[[Any, Caller], Any]]:
        """Each query by name."""
        return {"parked": self.waiting, "parked-event": self.one}

    def actions(self) -> Mapping[str, Callable[[Any, Caller | None], ParkedDecided]]:
        """Each action by name."""
        return {"replay-parked": self.replay, "drop-parked": self.drop}

    def waiting(self, asked: ParkedAsked, _caller: Caller) -> Page:
        """All that wait, in the order of their positions: a person decides about each, so there are few."""
        found = self.parking.list(source=asked.source)
        left = Counter(_line(one) for one in found)
        items = []
        for one in found:
            left[_line(one)] -= 1
            items.append(_item(one, left[_line(one)]))
        return Page(items, None)

    def one(self, asked: OneParked, _caller: Caller) -> ParkedItem:
        """One, whatever became of it."""
        found = self.parking.get(asked.id)
        beside = self.parking.list(found.consumer, found.source, subject=found.subject)
        return _item(found, sum(one.position > found.position for one in beside))

    def replay(self, body: ReplayParked, caller: Caller | None) -> ParkedDecided:
        """Mark for the consumer."""
        by, reason = _decider(caller), _reason(body.reason or "", needed=False)
        count = self.parking.ask_replay(body.id, by, reason)
        log.info("replay of parked events asked", parked=body.id, count=count, by=by)
        return ParkedDecided(count=count)

    def drop(self, body: DropParked, caller: Caller | None) -> ParkedDecided:
        """Mark for the consumer."""
        by, reason = _decider(caller), _reason(body.reason, needed=True)
        self.parking.drop(body.id, by, reason)
        log.warning("parked event dropped", parked=body.id, by=by)
        return ParkedDecided(count=1)


def _line(parked: ParkedEvent) -> tuple[str, str, str]:
    return parked.consumer, parked.source, parked.subject


def _item(parked: ParkedEvent, behind: int) -> ParkedItem:
    return ParkedItem(
        id=parked.id,
        consumer=parked.consumer,
        source=parked.source,
        epoch=parked.epoch,
        position=parked.position,
        type=_type(parked),
        subject=parked.subject,
        state=parked.state,
        reason=why_parked(parked),
        since=parked.at,
        behind=behind,
        decisions=tuple(
            DecisionItem(what=one.what, by=one.by, at=one.at, why=one.why) for one in parked.decisions
        ),
    )


def _type(parked: ParkedEvent) -> str:
    try:
        return str(stored(parked.body).attributes.get("type", ""))
    except BrokenHistory:
        return ""


def _decider(caller: Caller | None) -> str:
    if caller is None:
        raise Unauthenticated
    return caller.actor


def _reason(given: str, *, needed: bool) -> str:
    reason = given.strip()
    if len(reason) > LONGEST_REASON or (needed and not reason):
        raise InvalidInput(fields={"reason": REASON_NEEDED})
    return reason
