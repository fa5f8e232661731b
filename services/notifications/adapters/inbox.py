"""The inbox in the database: entries and reading marks are inserted, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pymongo.database import Database
from pymongo.errors import BulkWriteError

from services.notifications.application.answers import NoticeItem
from services.notifications.application.inbox import Entry, Reader
from services.notifications.domain.parties import role_of
from shared.clock import timestamp
from shared.durable import Documents, database_calls, durable, ensure_index
from shared.endpoints import Page
from shared.errors import TransientError
from shared.messages import Json
from shared.pieces import AT_ONCE, DUPLICATE
from shared.schemas import schema_for

NOTICES = "inbox"
READS = "reads"
LOOKS = 20
"""How many pages of notices already read are passed over before an answer is given."""


class MongoInbox:
    """
    Collections `inbox` and `reads` (`<actor>/<notice id>`), told apart by key alone: a second insert changes nothing.

    A notice's key begins with its event's id, which sorts by time: the order of keys is the order of events.
    """

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._notices = durable(database[NOTICES])
        self._reads = durable(database[READS])
        self._indexed = False

    def put(self, entries: Sequence[Entry]) -> None:
        """See Inbox."""
        self.prepare()
        insert_new(self._notices, [_document(entry) for entry in entries])

    def page(self, reader: Reader, *, unread: bool, limit: int, after: str | None) -> Page:
        """See Inbox; a page of unread ones may be short, and still name the next."""
        items: list[NoticeItem] = []
        for _ in range(LOOKS):
            found, more = self._find(reader, limit, after)
            after = found[-1]["_id"] if more else None
            read = self._read_of(reader, [one["_id"] for one in found])
            for one in found:
                if not (unread and one["_id"] in read):
                    items.append(_item(one, one["_id"] in read))
                if len(items) == limit:
                    last = one is found[-1]
                    return Page(items, after if last else one["_id"])
            if after is None or not unread:
                break
        return Page(items, after)

    def count(self, reader: Reader) -> tuple[int, int]:
        """See Inbox."""
        with database_calls():
            total = self._notices.count_documents(_theirs(reader))
            read = self._reads.count_documents({"actor": reader.actor, **_theirs(reader)})
        return total, max(0, total - read)

    def mark_read(self, reader: Reader, ids: Iterable[str]) -> int:
        """See Inbox."""
        self.prepare()
        with database_calls():
            found = list(
                self._notices.find({"_id": {"$in": list(ids)}, **_theirs(reader)}, {"party": 1, "role": 1})
            )
        marks = [
            {
                "_id": f"{reader.actor}/{one['_id']}",
                "actor": reader.actor,
                "party": one["party"],
                "role": one["role"],
            }
            for one in found
        ]
        insert_new(self._reads, marks)
        return len(marks)

    def _find(self, reader: Reader, limit: int, after: str | None) -> tuple[list[Json], bool]:
        where: dict[str, Any] = dict(_theirs(reader))
        if after is not None:
            where["_id"] = {"$lt": after}
        with database_calls():
            found = list(self._notices.find(where, sort=[("_id", -1)], limit=limit + 1))
        return found[:limit], len(found) > limit

    def _read_of(self, reader: Reader, ids: Sequence[str]) -> frozenset[str]:
        prefix = f"{reader.actor}/"
        with database_calls():
            marks = list(self._reads.find({"_id": {"$in": [prefix + one for one in ids]}}, {"_id": 1}))
        return frozenset(mark["_id"].removeprefix(prefix) for mark in marks)

    def prepare(self) -> None:
        """Make what indexes are missing. Raises TransientError."""
        if not self._indexed:
            with database_calls():
                for field in ("party", "role"):
                    ensure_index(self._notices, [(field, 1), ("_id", -1)])
                ensure_index(self._reads, [("actor", 1), ("party", 1)])
            self._indexed = True


def insert_new(collection: Documents, documents: Sequence[Json]) -> None:
    """Insert those of *documents* whose key is not there yet. Raises TransientError."""
    for start in range(0, len(documents), AT_ONCE):
        _insert_new(collection, documents[start : start + AT_ONCE])


def _insert_new(collection: Documents, documents: Sequence[Json]) -> None:
    try:
        with database_calls():
            collection.insert_many(documents, ordered=False)
    except BulkWriteError as error:
        faults = [one for one in error.details["writeErrors"] if one["code"] != DUPLICATE]
        if faults or error.details["writeConcernErrors"]:
            raise TransientError(f"database: {error.details}") from error


def _theirs(reader: Reader) -> Mapping[str, Any]:
    own: Mapping[str, Any] = {"party": {"$in": list(reader.parties)}}
    return {"$or": [own, {"role": {"$in": list(reader.roles)}}]} if reader.roles else own


def _document(entry: Entry) -> Json:
    return {
        "_id": entry.id,
        "party": entry.party,
        "role": role_of(entry.party),
        "kind": entry.kind,
        "event": entry.event,
        "case": entry.case,
        "occurred_on": entry.occurred_on.isoformat(),
        "told_at": timestamp(entry.told_at),
        "text": {"vi": entry.text.vi, "en": entry.text.en},
        "why": {"vi": entry.why.vi, "en": entry.why.en},
    }


def _item(document: Json, read: bool) -> NoticeItem:
    item: NoticeItem = schema_for(NoticeItem, lenient=True).load(
        {**document, "id": document["_id"], "read": read}
    )
    return item
