"""Events that a consumer could not handle, put aside with all later ones of their subject, until a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bson.binary import Binary
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.clock import Clock, system_clock
from shared.durable import database_calls, durable
from shared.errors import NotFound
from shared.messages import NumberedEvent
from shared.texts import Text

PARKED = "parked"
OPEN = ("parked", "replay")
BEHIND = "behind an earlier event of its subject"
NO_SUCH = Text("Không có sự kiện tạm giữ nào như vậy: {id}.", "There is no such parked event: {id}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEvent:
    """
    One parked event (sự kiện tạm giữ).

    `state` is `parked`, `replay` (asked for, not done yet), `replayed`, or `dropped`. `note` says who dropped it and why.
    """

    id: str
    consumer: str
    source: str
    epoch: str
    position: int
    subject: str
    body: bytes
    reason: str
    at: datetime
    state: str
    note: str

    @property
    def event(self) -> NumberedEvent:
        """As it was delivered."""
        return NumberedEvent(source=self.source, epoch=self.epoch, position=self.position, body=self.body)


class Parking:
    """
    The collection `parked` of one database: `{_id: <consumer>/<source>@<position>/<epoch>, body, reason, …}`.

    A parked event and all later ones of its subject are handled by nobody until they are replayed, in order of
    position, or dropped; nothing is ever deleted. Replaying and dropping only mark: the consumer, which alone handles
    events, does the rest, so that a replay can never be overtaken.
    """

    def __init__(self, database: Database[dict[str, Any]], clock: Clock = system_clock) -> None:
        self._parked = durable(database[PARKED])
        self._clock = clock

    def park(self, consumer: str, event: NumberedEvent, subject: str, reason: str) -> None:
        """Put *event* aside; harmless when it is there already. Raises TransientError."""
        document = {
            "_id": f"{consumer}/{event.source}@{event.position}/{event.epoch}",
            "consumer": consumer,
            "source": event.source,
            "epoch": event.epoch,
            "position": event.position,
            "subject": subject,
            "body": Binary(event.body),
            "reason": reason,
            "at": self._clock(),
            "state": "parked",
            "note": "",
        }
        with database_calls():
            try:
                self._parked.insert_one(document)
            except DuplicateKeyError:
                return  # parked before a crash, and delivered again

    def list(
        self,
        consumer: str | None = None,
        source: str | None = None,
        states: Iterable[str] = OPEN,
        subject: str | None = None,
    ) -> list[ParkedEvent]:
        """The parked events in order of position."""
        wanted = {"consumer": consumer, "source": source, "subject": subject}
        query: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
        with database_calls():
            found = [_parked(one) for one in self._parked.find({**query, "state": {"$in": [*states]}})]
        return sorted(found, key=lambda one: (one.consumer, one.source, one.epoch, one.position))

    def subjects(self, consumer: str, source: str) -> set[str]:
        """The subjects that wait."""
        return {one.subject for one in self.list(consumer, source)}

    def ask_replay(self, parked_id: str) -> int:
        """Have the event and all parked ones of its subject handled again; how many those are. Raises NotFound."""
        chosen = self._get(parked_id)
        waiting = self.list(chosen.consumer, chosen.source, subject=chosen.subject)
        for one in waiting:
            self._change(one.id, OPEN, {"state": "replay"})
        return len(waiting)

    def drop(self, parked_id: str, by: str, reason: str) -> None:
        """Decide that the event has no effect here, ever; what waits behind it still waits. Raises NotFound."""
        if not reason.strip():
            raise ValueError("dropping an event needs a reason")
        self._get(parked_id)
        note = {"state": "dropped", "note": f"{by}: {reason}", "changed_at": self._clock()}
        if not self._change(parked_id, OPEN, note):
            raise NotFound("parked-event-not-found", NO_SUCH, facts={"id": parked_id})

    def replayed(self, parked_id: str) -> None:
        """For the consumer: its effect is stored."""
        self._change(parked_id, OPEN, {"state": "replayed", "changed_at": self._clock()})

    def failed_again(self, parked_id: str, reason: str) -> None:
        """For the consumer: it could not be handled this time either."""
        self._change(parked_id, OPEN, {"state": "parked", "reason": reason})

    def _get(self, parked_id: str) -> ParkedEvent:
        with database_calls():
            found = self._parked.find_one({"_id": parked_id})
        if found is None:
            raise NotFound("parked-event-not-found", NO_SUCH, facts={"id": parked_id})
        return _parked(found)

    def _change(self, parked_id: str, states: Iterable[str], to: dict[str, Any]) -> bool:
        there = {"_id": parked_id, "state": {"$in": [*states]}}
        with database_calls():
            return self._parked.update_one(there, {"$set": to}).matched_count == 1


def _parked(document: dict[str, Any]) -> ParkedEvent:
    fields = {name: document[name] for name in ParkedEvent.__dataclass_fields__ if name not in ("id", "body")}
    return ParkedEvent(id=document["_id"], body=bytes(document["body"]), **fields)
