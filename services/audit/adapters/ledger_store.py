"""The ledger in MongoDB: collections `entries`, `tiles`, `checkpoints`, insert only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bson import Binary
from pymongo.database import Database

from services.audit.adapters.dense import Dense, Document, found_in
from services.audit.adapters.reaching import reachable
from services.audit.application.ledger import Collision, Cursor, StoredCheckpoint, StoredEntry
from services.audit.domain.merkle import HASH_SIZE
from services.audit.domain.tiles import TILE_WIDTH
from services.audit.domain.tiling import Tile
from shared.durable import durable
from shared.errors import BrokenHistory, TransientError


class MongoLedgerStore:
    """
    The ledger of one realm in audit's own database.

    Written with `w=majority, j=true` and read with majority concern from the primary: what was once seen stays.
    """

    def __init__(self, database: Database[Document]) -> None:
        self._entries = durable(database["entries"])
        self._tiles = durable(database["tiles"])
        self._checkpoints = durable(database["checkpoints"])
        self._list = Dense(self._entries)
        self._chain = Dense(self._checkpoints)

    def prepare(self) -> None:
        """Make the one index."""
        with reachable():
            if (
                "event_id" not in self._entries.index_information()
            ):  # asking needs less permission than making
                self._entries.create_index("event_id", name="event_id")

    def last_checkpoint(self) -> StoredCheckpoint | None:
        """The checkpoint with the highest number."""
        count = self._chain.length()
        return self.checkpoint(count - 1) if count else None

    def checkpoint(self, number: int) -> StoredCheckpoint:
        """The checkpoint *number*; raises BrokenHistory when it is missing."""
        document = self._chain.get(number)
        if document is None:
            raise BrokenHistory(f"checkpoint {number} is missing")
        return _checkpoint(document)

    def first_checkpoint_of(self, size: int) -> StoredCheckpoint | None:
        """The first checkpoint that covers at least *size* entries; sizes rise with numbers."""
        last = self.last_checkpoint()
        if last is None or last.size < size:
            return None
        low, found = 0, last
        while low < found.number:
            middle = self.checkpoint((low + found.number) // 2)
            if middle.size >= size:
                found = middle
            else:
                low = middle.number + 1
        return found

    def size(self) -> int:
        """How many entries there are."""
        return self._list.length()

    def entries(self, first: int, limit: int) -> list[StoredEntry]:
        """The entries from index *first* on, ending before the first index that is missing."""
        return [_entry(document) for document in self._list.run(first, first + limit)]

    def hashes(self, first: int, end: int) -> list[bytes]:
        """Leaf hashes of the entries from *first* up to but not at *end*."""
        found = [bytes(document["hash"]) for document in self._list.run(first, end, ["hash"])]
        if len(found) != end - first:
            raise BrokenHistory(f"entry {first + len(found)} is missing")
        return found

    def tiles(self, level: int, first: int, end: int) -> list[bytes]:
        """The contents of the full tiles from *first* up to but not at *end*."""
        names = [f"{level}/{index}" for index in range(first, end)]
        found = {row["_id"]: bytes(row["hashes"]) for row in found_in(self._tiles, "_id", names)}
        for name in names:
            if len(found.get(name, b"")) != TILE_WIDTH * HASH_SIZE:
                raise BrokenHistory(f"tile {name} is missing or torn")
        return [found[name] for name in names]

    def by_events(self, event_ids: Collection[str]) -> list[StoredEntry]:
        """Every entry of one of these events."""
        return [_entry(document) for document in found_in(self._entries, "event_id", event_ids)]

    def known(self, event_ids: Collection[str]) -> set[str]:
        """Which of these events have an entry."""
        return {row["event_id"] for row in found_in(self._entries, "event_id", event_ids, ["event_id"])}

    def insert_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Add in order, none after one that fails."""
        with reachable():
            self._entries.insert_many([_entry_document(entry) for entry in entries], ordered=True)

    def insert_tiles(self, tiles: Sequence[Tile]) -> None:
        """Add full tiles; one that is there already must be equal."""
        documents = [
            {"_id": f"{tile.address.level}/{tile.address.index}", "hashes": Binary(tile.content)}
            for tile in tiles
        ]
        try:
            with reachable():
                self._tiles.insert_many(documents, ordered=False)
        except Collision:
            self._require_equal(documents)

    def insert_checkpoint(self, checkpoint: StoredCheckpoint) -> None:
        """Add the next checkpoint."""
        with reachable():
            self._checkpoints.insert_one(_checkpoint_document(checkpoint))

    def _require_equal(self, documents: Sequence[Document]) -> None:
        for document in documents:
            with reachable():
                found = self._tiles.find_one({"_id": document["_id"]})
            if found is None:
                raise TransientError(f"tile {document['_id']} was neither inserted nor found")
            if bytes(found["hashes"]) != bytes(document["hashes"]):
                raise BrokenHistory(f"tile {document['_id']} is stored with other hashes")


def _entry_document(entry: StoredEntry) -> Document:
    return {
        "_id": entry.index,
        "source": entry.source,
        "epoch": entry.epoch,
        "position": entry.position,
        "leaf": Binary(entry.leaf),
        "hash": Binary(entry.hash),
        "event_id": entry.event_id,
    }


def _entry(document: Mapping[str, Any]) -> StoredEntry:
    return StoredEntry(
        index=int(document["_id"]),
        source=document["source"],
        epoch=document["epoch"],
        position=int(document["position"]),
        leaf=bytes(document["leaf"]),
        hash=bytes(document["hash"]),
        event_id=document["event_id"],
    )


def _checkpoint_document(checkpoint: StoredCheckpoint) -> Document:
    return {
        "_id": checkpoint.number,
        "size": checkpoint.size,
        "root": Binary(checkpoint.root),
        "note": Binary(checkpoint.note),
        "cursors": {
            source: {"epoch": cursor.epoch, "position": cursor.position}
            for source, cursor in checkpoint.cursors.items()
        },
        "published_at": checkpoint.published_at,
    }


def _checkpoint(document: Mapping[str, Any]) -> StoredCheckpoint:
    return StoredCheckpoint(
        number=int(document["_id"]),
        size=int(document["size"]),
        root=bytes(document["root"]),
        note=bytes(document["note"]),
        cursors={
            source: Cursor(stored["epoch"], int(stored["position"]))
            for source, stored in document["cursors"].items()
        },
        published_at=document.get("published_at"),
    )
