"""Reading a view: one document, a page of documents, and waiting for what one has just written."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from typing import Any

import pymongo
from pymongo.database import Database

from shared.canonical import fault_of_text
from shared.cursors import Cursors
from shared.durable import database_calls
from shared.endpoints import Page
from shared.errors import InvalidInput
from shared.feed import LocalFeed
from shared.messages import Json
from shared.texts import Text
from shared.views import CALL_SECONDS, Generations, View, cursor_name

FIRST_LOOK_SECONDS = 0.01
LONGEST_LOOK_SECONDS = 0.1
LARGEST = 2**53 - 1

MALFORMED_CURSOR = Text(
    "Con trỏ trang không hợp lệ; hãy bắt đầu lại từ trang đầu.",
    "The page cursor is not valid; begin again with the first page.",
)


class ViewReader:
    """Reads the generation of *view* that is in use, in the database of *service*, which keeps it."""

    def __init__(self, database: Database[dict[str, Any]], view: View, service: str) -> None:
        self._service = service
        self._view = view.name
        self._generations = Generations(database, view.name)
        self._cursors = Cursors(database)
        self._feed = LocalFeed(service, database)

    def get(self, key: str) -> Json | None:
        """The document *key* with its `_id`; None when there is none."""
        documents = self._generations.documents(self._generations.current())
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            return documents.find_one({"_id": key, "gone": None}, {"at": 0})

    def find(self, where: Mapping[str, Any], *, sort: str, limit: int, after: str | None = None) -> Page:
        """
        The documents that match *where*, ordered by the field *sort* (`-` before it: backwards) and then by `_id`.

        *after* is a page's `next`; a document that changes meanwhile may be met twice or not at all, all others once.
        Raises InvalidInput when *after* is not a cursor of this order.
        """
        field, direction = sort.removeprefix("-"), -1 if sort.startswith("-") else 1
        order = [(field, direction)] if field == "_id" else [(field, direction), ("_id", direction)]
        conditions: list[Mapping[str, Any]] = [{"gone": None}, where]
        if after is not None:
            conditions.append(_beyond(field, direction, *_opened(after, sort)))
        documents = self._generations.documents(self._generations.current())
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            query = {"$and": [condition for condition in conditions if condition]}
            found = list(documents.find(query, {"at": 0}, sort=order, limit=limit + 1))
        items = found[:limit]
        more = len(found) > limit
        return Page(items, _sealed(sort, items[-1].get(field), items[-1]["_id"]) if more else None)

    def wait_for(self, token: str, seconds: float) -> bool:
        """
        Whether the view contains `<stream>@<version>` of its own service within *seconds*; False: it may be stale.

        Raises InvalidInput when *token* has another form.
        """
        stream, version = _named(token)
        if version == 0:
            return True  # every view contains an empty stream
        end = time.monotonic() + seconds
        pause = FIRST_LOOK_SECONDS
        position: int | None = None
        while True:
            position = position or self._feed.position_of(stream, version)
            if position is not None and self._position() >= position:
                return True
            if time.monotonic() + pause > end:
                return False
            time.sleep(pause)
            pause = min(pause * 1.5, LONGEST_LOOK_SECONDS)

    def _position(self) -> int:
        name = cursor_name(self._view, self._generations.current(), self._service)
        found = self._cursors.get(name)
        return found[1] if found else 0


def _named(token: str) -> tuple[str, int]:
    stream, _, version = token.rpartition("@")
    if not stream or not version.isascii() or not version.isdigit():
        text = Text(
            "Sovang-After phải có dạng <luồng>@<phiên bản>.", "Sovang-After must be <stream>@<version>."
        )
        raise InvalidInput("malformed-token", text)
    return stream, int(version)


def _beyond(field: str, direction: int, value: Any, key: str) -> Mapping[str, Any]:
    """What comes after (*value*, *key*); an absent value stands before all others."""
    further = "$gt" if direction == 1 else "$lt"
    if field == "_id":
        return {"_id": {further: key}}
    same = {field: value, "_id": {further: key}}
    if value is None:
        return {"$or": [{field: {"$ne": None}}, same]} if direction == 1 else same
    beyond: list[Mapping[str, Any]] = [{field: {further: value}}, same]
    if direction == -1:
        beyond.append({field: None})
    return {"$or": beyond}


def _sealed(sort: str, value: Any, key: str) -> str:
    packed = json.dumps([sort, value, key], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def _opened(cursor: str, sort: str) -> tuple[Any, str]:
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        made_for, value, key = json.loads(packed)
    except (ValueError, TypeError, RecursionError):
        raise InvalidInput("malformed-cursor", MALFORMED_CURSOR) from None
    if made_for != sort or not isinstance(key, str) or not (_storable(key) and _storable(value)):
        raise InvalidInput("malformed-cursor", MALFORMED_CURSOR)
    return value, key


def _storable(value: Any) -> bool:
    """Whether a view can hold *value* in a field it is sorted by: a cursor may be of anybody's making."""
    match value:
        case None:
            return True
        case int():
            return abs(value) <= LARGEST
        case str():
            return fault_of_text(value) is None
    return False
