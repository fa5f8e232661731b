"""Events that a consumer could not handle, put aside with all later ones of their subject, until a person decides."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bson.binary import Binary
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.clock import Clock, system_clock
from shared.crashing import reached
from shared.durable import database_calls, durable
from shared.errors import NotFound, Rejected
from shared.messages import NumberedEvent
from shared.texts import Text
from shared.values import dataclass

PARKED = "parked"
OPEN = ("parked", "replay")
BEHIND = "behind an earlier event of its subject"
NO_SUCH = Text("Không có sự kiện tạm giữ nào như vậy: {id}.", "There is no such parked event: {id}.")


REPLAY_ASKED = Text(
    "Đã yêu cầu xử lý lại các sự kiện của hồ sơ này; hãy đợi xong rồi mới quyết định bỏ qua.",
    "The events of this subject are about to be replayed; wait for the end before one is dropped.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided about a parked event (`replay` or `drop`): who, when, why."""

    what: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEvent:
    """
    One parked event (sự kiện tạm giữ).

    `state` is `parked`, `replay` (asked for, not done yet), `replayed`, or `dropped`. `reason` is for operators: it may
    name internals. `note` says who dropped it and why; `decisions` is everything people decided about it, in order.
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
    decisions: tuple[Decision, ...] = ()

    @property
    def event(self) -> NumberedEvent:
        """As it was delivered."""
        return NumberedEvent(source=self.source, epoch=self.epoch, position=self.position, body=self.body)


class Parking:
    """
    The collection `parked` of one database: `{_id: <consumer>/<source>@<position>/<epoch>, body, reason, …}`.

    A parked event and all later ones of its subject are handled by nobody until they are replayed, in order of
    position, or dropped; nothing is ever deleted. Replaying and dropping only mark: the consumer, which alone handles
    events, does the rest, so that a replay can never be overtaken. The mark and the decision behind it are one write.
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
        reached("event parking")
        with database_calls():
            try:
                self._parked.insert_one(document)
            except DuplicateKeyError:
                return  # parked before a crash, and delivered again
        reached("event parked")

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

    def count(self, consumer: str, source: str) -> int:
        """How many events wait. Raises TransientError."""
        with database_calls():
            return self._parked.count_documents(
                {"consumer": consumer, "source": source, "state": {"$in": [*OPEN]}}
            )

    def subjects(self, consumer: str, source: str) -> set[str]:
        """The subjects that wait."""
        return {one.subject for one in self.list(consumer, source)}

    def get(self, parked_id: str) -> ParkedEvent:
        """The parked event, whatever became of it. Raises NotFound, TransientError."""
        with database_calls():
            found = self._parked.find_one({"_id": parked_id})
        if found is None:
            raise NotFound("parked-event-not-found", NO_SUCH, facts={"id": parked_id})
        return _parked(found)

    def ask_replay(self, parked_id: str, by: str = "", reason: str = "") -> int:
        """
        Have the event and all parked ones of its subject handled again; how many those are. Raises NotFound.

        None when they are handled or dropped already. Asking twice notes two decisions and replays once.
        """
        chosen = self.get(parked_id)
        waiting = self.list(chosen.consumer, chosen.source, subject=chosen.subject)
        for one in waiting:
            reached("replay marking")
            self._change(one.id, OPEN, {"state": "replay"}, self._decision("replay", by, reason))
            reached("replay marked")
        return len(waiting)

    def drop(self, parked_id: str, by: str, reason: str) -> None:
        """
        Decide that the event has no effect here, ever; what waits behind it still waits.

        Raises NotFound when it does not wait any more, Rejected while its subject is about to be replayed: the
        consumer may be giving it its effect this moment.
        """
        if not reason.strip():
            raise ValueError("dropping an event needs a reason")
        chosen = self.get(parked_id)
        if self.list(chosen.consumer, chosen.source, states=("replay",), subject=chosen.subject):
            raise Rejected("replay-asked", REPLAY_ASKED)
        reached("drop marking")
        note = {"state": "dropped", "note": f"{by}: {reason}", "changed_at": self._clock()}
        if not self._change(parked_id, ("parked",), note, self._decision("drop", by, reason)):
            if self.get(parked_id).state == "replay":  # asked for since we looked
                raise Rejected("replay-asked", REPLAY_ASKED)
            raise NotFound("parked-event-not-found", NO_SUCH, facts={"id": parked_id})
        reached("drop marked")

    def begin(self, parked_id: str) -> bool:
        """For the consumer, before it handles the event: whether it still waits; if so, it cannot be dropped any more."""
        return self._change(parked_id, OPEN, {"state": "replay"})

    def replayed(self, parked_id: str) -> None:
        """For the consumer: its effect is stored."""
        self._change(parked_id, OPEN, {"state": "replayed", "changed_at": self._clock()})

    def failed_again(self, parked_id: str, reason: str) -> None:
        """For the consumer: it could not be handled this time either."""
        self._change(parked_id, OPEN, {"state": "parked", "reason": reason})

    def _decision(self, what: str, by: str, why: str) -> dict[str, Any]:
        return {"what": what, "by": by, "at": self._clock(), "why": why.strip()}

    def _change(
        self,
        parked_id: str,
        states: Iterable[str],
        to: dict[str, Any],
        decision: dict[str, Any] | None = None,
    ) -> bool:
        there = {"_id": parked_id, "state": {"$in": [*states]}}
        noted = {"$push": {"decisions": decision}} if decision else {}
        with database_calls():
            return self._parked.update_one(there, {"$set": to, **noted}).matched_count == 1


def _parked(document: dict[str, Any]) -> ParkedEvent:
    apart = ("id", "body", "decisions")
    fields = {name: document[name] for name in ParkedEvent.__dataclass_fields__ if name not in apart}
    decisions = tuple(Decision(**one) for one in document.get("decisions", ()))
    return ParkedEvent(id=document["_id"], body=bytes(document["body"]), decisions=decisions, **fields)
