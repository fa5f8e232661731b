"""Histories of two services, one reacting to the other, and a feed over them that a test lets grow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import count

from shared.errors import TransientError
from shared.messages import NumberedEvent

FIRST_EPOCH = "0192f000-0000-7000-8000-000000000001"
LATER_EPOCH = "0192f000-0000-7000-8000-000000000002"
NOTHING = "0" * 64


def event_id(source: str, position: int) -> str:
    """The id of the event at *position* of *source*."""
    return f"{sha256(f'{source}/{position}'.encode()).hexdigest()[:32]}"


def body(
    source: str,
    position: int,
    *,
    cause: str | None = None,
    previous: str = NOTHING,
    version: int = 1,
    stream: str | None = None,
    kind: str = "ThingHappened",
    data: dict[str, object] | None = None,
) -> bytes:
    """An event's bytes as its owner would write them."""
    attributes = {
        "actor": "user:hoa",
        "actorrole": "office",
        "causationid": cause or f"command:{position}",
        "correlationid": f"conversation-{position}",
        "data": data or {"basis": "simulated", "case": "plan-1", "occurred_on": "2021-03-22"},
        "datacontenttype": "application/json",
        "dataschema": f"/schemas/{source}/{kind}/1",
        "id": event_id(source, position),
        "previous": previous,
        "source": f"//sovang.localhost/demo/{source}",
        "specversion": "1.0",
        "streamversion": version,
        "subject": stream or f"thing-{source}-{position}",
        "time": "2026-11-21T08:00:00.000Z",
        "type": kind,
    }
    return json.dumps(attributes, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def history(
    source: str, length: int, epoch: str = FIRST_EPOCH, causes: str | None = None
) -> list[NumberedEvent]:
    """
    *length* events of *source*: three to a stream; each is caused by the same position of *causes*, if that is given.
    """
    return [
        NumberedEvent(source=source, epoch=epoch, position=position, body=event)
        for position, event in zip(range(1, length + 1), _bodies(source, causes), strict=False)
    ]


def _bodies(source: str, causes: str | None) -> Iterator[bytes]:
    before = b""
    for position in count(1):
        version = (position - 1) % 3 + 1
        before = body(
            source,
            position,
            cause=event_id(causes, position) if causes else None,
            previous=NOTHING if version == 1 else sha256(before).hexdigest(),
            version=version,
            stream=f"thing-{source}-{(position - 1) // 3}",
        )
        yield before


class GrowingFeed:
    """A feed over *events*; it tells the first `shown` of them, and nothing while it is `away`."""

    def __init__(self, source: str, events: list[NumberedEvent], shown: int | None = None) -> None:
        self.source = source
        self.events = events
        self.shown = len(events) if shown is None else shown
        self.away = False

    def head(self) -> tuple[str, int]:
        self._answer()
        return (self.events[0].epoch if self.events else FIRST_EPOCH), self.shown

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        self._answer()
        return self.events[position : min(position + limit, self.shown)]

    def _answer(self) -> None:
        if self.away:
            raise TransientError("away")
