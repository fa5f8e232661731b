"""A service's numbered history, read from any point: in its own database, or from its owner over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import pymongo
import requests
from pymongo.database import Database

from shared.durable import Documents, database_calls, durable
from shared.errors import BrokenHistory, TransientError
from shared.eventstore import MAX_COMMIT_EVENTS, commit_key
from shared.eventstore.documents import COMMITS
from shared.logrows import Row, end_of, pieces, rows_after
from shared.messages import NumberedEvent
from shared.recent import Recent

READ_SECONDS = 10.0

HTTP_SECONDS = (3.05, 20.0)
HTTP_PAGE = 1000
BEYOND_ALL = 10**15 - 1
"""A position no history reaches: what lies after it is empty, and its page says only where the head is."""


def text_of(body: bytes) -> str:
    """
    An event's bytes as the text that feeds tell.

    Bytes that somebody has altered so that they are no text any more are told all the same, as other text than the
    event had: whoever compares MUST get to see that they differ.
    """
    return body.decode("utf-8", "backslashreplace")


class Feed(Protocol):
    """
    The owner's numbered history.

    Positions start at 1, count events and have no gap. What was given for a position within an epoch MUST NOT change.
    """

    @property
    def source(self) -> str:
        """The service that owns the history."""

    def head(self) -> tuple[str, int]:
        """The epoch and the last position; 0 when there is none yet. Raises TransientError when it cannot be asked."""

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        """
        At most *limit* events, contiguous from *position* + 1; none only at the end, perhaps fewer before it.

        Raises TransientError when it cannot be asked, BrokenHistory when what is there contradicts itself.
        """


class LocalFeed:
    """
    The history in the service's own database: log rows name commits, commits hold the events. A page costs a page.

    What is asked is read anew, as somebody may want to know what is stored now; but give *recent* to the numberer of the same process as well, and what it has just numbered is not read again.
    """

    def __init__(self, source: str, database: Database[dict[str, Any]], recent: Recent | None = None) -> None:
        self.source = source
        self._recent = recent or Recent()
        self._log = durable(database["log"])
        self._state = durable(database["log_state"])
        self._commits = durable(database[COMMITS])
        self._end: Row | None = None  # the last row when somebody last asked: the next one is near

    def head(self) -> tuple[str, int]:
        """As the protocol says; the epoch is empty before the log is born."""
        with database_calls(), pymongo.timeout(READ_SECONDS):
            self._end = end = end_of(
                self._log, self._end
            )  # asked by several threads: each goes by its own answer
            if end is not None:
                return end.epoch, end.last
            born = self._state.find_one({"_id": "epoch"})
        return (str(born["epoch"]) if born else ""), 0

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        """As the protocol says."""
        if limit < 1:
            return []
        if at_hand := self._recent.after(position, limit):
            return at_hand
        with database_calls(), pymongo.timeout(READ_SECONDS):
            rows = rows_after(self._log, position, limit)
            bodies = _bodies(self._commits, [row.commit for row in rows])
        events: list[NumberedEvent] = []
        for row in rows:
            held = bodies.get(row.commit)
            if held is None or len(held) != row.last - row.first + 1:
                raise BrokenHistory(
                    f"{self.source}: position {row.first} names {row.commit}, which does not fit"
                )
            for place, body in enumerate(held, start=row.first):
                if position < place <= position + limit:
                    events.append(self._event(row.epoch, place, body))
        return events

    def position_of(self, stream: str, version: int) -> int | None:
        """The position of *version* of *stream*; None while it has none."""
        with database_calls(), pymongo.timeout(READ_SECONDS):
            first = self._first_of(stream, version)
            row = self._log.find_one({"commit": commit_key(stream, first)}) if first else None
        return int(row["_id"]) + version - first if row else None

    def _first_of(self, stream: str, version: int) -> int:
        """The first version of the commit that holds *version*; 0 when there is none."""
        earliest = max(1, version - MAX_COMMIT_EVENTS + 1)
        for firsts in pieces(range(version, earliest - 1, -1)):
            keys = [commit_key(stream, first) for first in firsts]
            found = list(self._commits.find({"_id": {"$in": keys}}, {"first": 1, "last": 1}))
            if found:
                latest = max(found, key=lambda commit: commit["first"])
                return int(latest["first"]) if latest["last"] >= version else 0
        return 0

    def _event(self, epoch: str, position: int, body: bytes) -> NumberedEvent:
        return NumberedEvent(source=self.source, epoch=epoch, position=position, body=body)


def _bodies(commits: Documents, keys: Sequence[str]) -> dict[str, list[bytes]]:
    held: dict[str, list[bytes]] = {}
    for some in pieces(keys):
        for found in commits.find({"_id": {"$in": some}}, {"events": 1}):
            held[found["_id"]] = [bytes(body) for body in found["events"]]
    return held


class HttpFeed:
    """
    The history as its owner serves it: `GET <url>/api/<source>/feed?after=N&limit=M` with the bearer *token*.

    *path* names another place than `/api/<source>/feed`. Threads take turns.
    """

    def __init__(self, source: str, url: str, token: Callable[[], str], path: str | None = None) -> None:
        self.source = source
        self._address = url.rstrip("/") + (path or f"/api/{source}/feed")
        self._token = token
        self._session = requests.Session()
        self._turn = threading.Lock()

    def head(self) -> tuple[str, int]:
        """As the protocol says."""
        page = self._page(BEYOND_ALL, 1)
        return str(page["epoch"]), int(page["head"])

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        """As the protocol says."""
        events: list[NumberedEvent] = []
        while len(events) < limit:
            asked = min(limit - len(events), HTTP_PAGE)
            found = self._numbered(self._page(position + len(events), asked), position + len(events))
            events.extend(found)
            if len(found) < asked:
                break
        return events

    def _numbered(self, page: Mapping[str, Any], position: int) -> list[NumberedEvent]:
        epoch = str(page["epoch"])
        events = [
            NumberedEvent(
                source=self.source, epoch=epoch, position=one["position"], body=one["body"].encode()
            )
            for one in page["events"]
        ]
        if [event.position for event in events] != list(range(position + 1, position + 1 + len(events))):
            raise BrokenHistory(f"{self.source}: the feed after {position} is not contiguous")
        return events

    def _page(self, after: int, limit: int) -> Mapping[str, Any]:
        try:
            with self._turn:
                answer = self._session.get(
                    self._address,
                    params={"after": after, "limit": limit},
                    headers={"Authorization": f"Bearer {self._token()}"},
                    timeout=HTTP_SECONDS,
                )
            answer.raise_for_status()
            page = answer.json()
        except requests.RequestException as error:
            raise TransientError(f"the feed of {self.source} does not answer: {error}") from error
        if not isinstance(page, dict) or page.get("source") != self.source:
            raise TransientError(f"what answers at {self._address} is not the feed of {self.source}")
        return page
