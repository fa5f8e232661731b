"""Reading a view: one document, a page of documents, and waiting for what one has just written."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

import pymongo
from pymongo.database import Database

from shared.depths import Depths
from shared.durable import Documents, database_calls
from shared.endpoints import Page
from shared.errors import InvalidInput
from shared.feed import LocalFeed
from shared.kept import Mark
from shared.messages import Json
from shared.newest import Fits, Newest, changed_between, page_of, place_of
from shared.pagecursors import opened, sealed
from shared.pieces import CALL_SECONDS, found_in
from shared.spread import Spread
from shared.texts import Text
from shared.views import POINTERS_SECONDS, Generations, View, content_of, cursor_name

FIRST_LOOK_SECONDS = 0.01
LONGEST_LOOK_SECONDS = 0.1


class ViewReader:
    """Reads the generation of *view* that is in use, or was a moment ago, in the database of *service*, which keeps it."""

    def __init__(self, database: Database[dict[str, Any]], view: View, service: str) -> None:
        self._service = service
        self._view = view.name
        self._generations = Generations(database, view.name)
        self._cursors = self._generations.cursors
        self._feed = LocalFeed(service, database)
        self._spread: Spread | None = None
        self._depths = Depths()
        self._known, self._looked_at = 0, float("-inf")  # the generation in use, and when it was asked for

    def get(self, key: str) -> Json | None:
        """The document *key* with its `_id`; None when there is none."""
        documents = self._documents()
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            return documents.find_one({"_id": key, "gone": None}, {"at": 0})

    def holds(self, key: str, seconds: float) -> bool:
        """Whether there is a document *key* within *seconds*: what comes from another context may be a moment late."""
        return _within(seconds, lambda: self.get(key) is not None)

    def find(self, where: Mapping[str, Any], *, sort: str, limit: int, after: str | None = None) -> Page:
        """
        The documents that match *where*, ordered by the field *sort* (`-` before it: backwards) and then by `_id`.

        *after* is a page's `next`; a document that changes meanwhile may be met twice or not at all, all others once.
        Raises InvalidInput when *after* is not a cursor of this order.
        """
        field, direction = sort.removeprefix("-"), -1 if sort.startswith("-") else 1
        order = [(field, direction)] if field == "_id" else [(field, direction), ("_id", direction)]
        parts = [{}] if after is None else _beyond(field, direction, *opened(after, sort))
        documents = self._documents()
        found: list[Json] = []
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            for part in parts:
                left = limit + 1 - len(found)
                if left > 0:
                    found += documents.find(_both(where, part), {"at": 0}, sort=order, limit=left)
        items = found[:limit]
        more = len(found) > limit
        return Page(items, sealed(sort, items[-1].get(field), items[-1]["_id"]) if more else None)

    def these(self, keys: Sequence[str]) -> Mapping[str, Json]:
        """The documents *keys*, as far as they are there, by their keys."""
        documents = self._documents()
        found = found_in(documents, keys)
        return {key: content for key, row in found.items() if (content := content_of(row)) is not None}

    def keys(self, where: Mapping[str, Any]) -> list[str]:
        """The keys of all documents that match *where*, in no order."""
        documents = self._documents()
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            return [one["_id"] for one in documents.find({**where, "gone": None}, {"_id": 1})]

    def every(self, where: Mapping[str, Any]) -> list[Json]:
        """All documents that match *where*, in no order; for what is never many."""
        documents = self._documents()
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            return list(documents.find({**where, "gone": None}, {"at": 0}))

    def newest(
        self,
        among: Sequence[Mapping[str, Any]],
        fits: Fits,
        *,
        limit: int,
        after: str | None = None,
        like: Hashable | None = None,
    ) -> Page:
        """
        Of the documents that one of *among* leads to (all when there is none) those that *fits*, by their last change, the newest first.

        Each of *among* is the equality of one field, and the view MUST have an index on that field and the change; see
        Newest. *after* is a page's `next`; a document that changes meanwhile may not be met, all others are met once.
        What is *like* a question before it, the same one of the same caller, is met where that was.
        Raises InvalidInput when *after* is not a cursor of this order.
        """
        found = self._newest(among, fits, like).before(place_of(after), self._place()[1], limit + 1)
        return page_of(found, limit)

    def newest_of(
        self, field: str, values: Sequence[str], fits: Fits, *, limit: int, after: str | None = None
    ) -> Page:
        """The same of the documents that have one of *values* in *field*, which MUST be few: all of them are read."""
        found = self._newest([], fits).before_of(place_of(after), limit + 1, field, values)
        return page_of(found, limit)

    def mark(self) -> Mark:
        """Where the view is now: all that changed up to there is written."""
        generation = self._generation()
        return Mark(generation, self._place_in(generation)[1])

    def changes(self, after: Mark, to: Mark) -> Iterator[tuple[str, Json | None]]:
        """
        The documents that changed behind *after*, a mark of the same generation, by their keys; None for one that is gone.

        Those that changed up to *to* are all among them, some that changed later may be.
        """
        documents = self._generations.documents(to.generation)
        yield from changed_between(documents, self._service, after.position, to.position)

    def wait_for(self, token: str, seconds: float) -> bool:
        """
        Whether the view contains `<stream>@<version>` of its own service within *seconds*; False: it may be stale.

        Raises InvalidInput when *token* has another form.
        """
        stream, version = _named(token)
        if version == 0:
            return True  # every view contains an empty stream
        position: int | None = None

        def contained() -> bool:
            nonlocal position
            position = position or self._feed.position_of(stream, version)
            return position is not None and self._place()[1] >= position

        return _within(seconds, contained)

    def holds_all(self, seconds: float) -> bool:
        """Whether the view contains within *seconds* all that its own service's numbered history holds by now."""
        epoch, head = self._feed.head()

        def contained() -> bool:
            at, position = self._place()
            return head == 0 or (at == epoch and position >= head)

        return _within(seconds, contained)

    def _documents(self) -> Documents:
        return self._generations.documents(self._generation())

    def _generation(self) -> int:
        """The generation in use, POINTERS_SECONDS ago at the earliest: one that was replaced is kept for longer."""
        if time.monotonic() - self._looked_at >= POINTERS_SECONDS:
            self._known = self._generations.current()
            self._looked_at = time.monotonic()
        return self._known

    def _newest(self, among: Sequence[Mapping[str, Any]], fits: Fits, like: Hashable | None = None) -> Newest:
        generation = self._generation()
        name = cursor_name(self._view, generation, self._service)
        if self._spread is None or self._spread.name != name:
            self._spread = Spread(self._generations.database, name)
        return Newest(
            self._generations.documents(generation),
            self._service,
            among,
            fits,
            self._spread.before,
            self._depths,
            like,
        )

    def _place(self) -> tuple[str, int]:
        """Epoch and position of what is read now."""
        return self._place_in(self._generation())

    def _place_in(self, generation: int) -> tuple[str, int]:
        return self._cursors.get(cursor_name(self._view, generation, self._service)) or ("", 0)


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    pause = FIRST_LOOK_SECONDS
    while not holds():
        if time.monotonic() + pause > end:
            return False
        time.sleep(pause)
        pause = min(pause * 1.5, LONGEST_LOOK_SECONDS)
    return True


def _named(token: str) -> tuple[str, int]:
    stream, _, version = token.rpartition("@")
    if not stream or not version.isascii() or not version.isdigit():
        text = Text(
            "Sovang-After phải có dạng <luồng>@<phiên bản>.", "Sovang-After must be <stream>@<version>."
        )
        raise InvalidInput("malformed-token", text)
    return stream, int(version)


def _both(where: Mapping[str, Any], part: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    What meets both, and is not gone.

    Side by side where no field is in both: the embedded server has no index for what stands in `$and` and `$or`, and
    takes the first of these fields that has one.
    """
    if where.keys() & part.keys():
        return {"$and": [where, part], "gone": None}
    return {**where, **part, "gone": None}


def _beyond(field: str, direction: int, value: Any, key: str) -> Sequence[Mapping[str, Any]]:
    """What comes after (*value*, *key*), in this order of parts; an absent value stands before all others."""
    further = "$gt" if direction == 1 else "$lt"
    if field == "_id":
        return [{"_id": {further: key}}]
    same = {field: value, "_id": {further: key}}
    if value is None:
        return [same, {field: {"$ne": None}}] if direction == 1 else [same]
    beyond: list[Mapping[str, Any]] = [same, {field: {further: value}}]
    if direction == -1:
        beyond.append({field: None})
    return beyond
