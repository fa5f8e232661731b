"""What every consuming service offers over HTTP and RPC about its parked events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from shared.endpoints import ActionEndpoint, QueryEndpoint
from shared.texts import Text
from shared.values import dataclass

READ: Final = "parked.read"
DECIDE: Final = "parked.decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedAsked:
    """The parked events that wait, or those of one source."""

    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneParked:
    """One parked event by its id."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionItem:
    """What a person decided about a parked event."""

    what: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedItem:
    """A parked event: whose it is, why it waits, since when, and how many of its subject wait behind it."""

    id: str
    consumer: str
    source: str
    epoch: str
    position: int
    type: str
    subject: str
    state: str
    reason: Text
    since: datetime
    behind: int
    decisions: tuple[DecisionItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayParked:
    """Handle this event and all parked ones of its subject again."""

    id: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DropParked:
    """Have this event have no effect here, ever."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedDecided:
    """How many events the decision is about; none when they are dealt with already."""

    count: int


PARKED_QUERIES: Final[Sequence[QueryEndpoint]] = (
    QueryEndpoint(
        name="parked",
        path="/parked",
        params=ParkedAsked,
        result=ParkedItem,
        permission=READ,
        summary=Text("Các sự kiện tạm giữ đang đợi quyết định", "The parked events that wait for a decision"),
        paged=True,
    ),
    QueryEndpoint(
        name="parked-event",
        path="/parked/event",
        params=OneParked,
        result=ParkedItem,
        permission=READ,
        summary=Text("Một sự kiện tạm giữ và các quyết định về nó", "A parked event and what was decided"),
    ),
)

PARKED_ACTIONS: Final[Sequence[ActionEndpoint]] = (
    ActionEndpoint(
        name="replay-parked",
        path="/parked/replay",
        body=ReplayParked,
        result=ParkedDecided,
        permission=DECIDE,
        summary=Text("Xử lý lại sự kiện tạm giữ", "Replay a parked event and its subject's later ones"),
    ),
    ActionEndpoint(
        name="drop-parked",
        path="/parked/drop",
        body=DropParked,
        result=ParkedDecided,
        permission=DECIDE,
        summary=Text("Bỏ qua một sự kiện tạm giữ, có lý do", "Drop a parked event, for a reason"),
    ),
)
