"""What somebody who may write to the databases could alter, and that each of it is found and named."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any

from bson import Binary
from pymongo.collection import Collection
from pymongo.database import Database

from services.audit.domain.merkle import leaf_hash
from sovang.verifying import verify_ledger
from tests.faults.found import Found
from tests.support.records import Stored, database

TAIL = 3
Document = Mapping[str, Any]
Verified = Callable[[Stored], set[int | None]]
"""The indexes that a verification names; empty when all is well."""


@dataclass(frozen=True, slots=True)
class Tampering:
    """
    The documents named by the ids of *documents*, in one collection, replaced by *by*; *index* MUST be named then.

    Where it is None, some entry or the whole MUST be: nothing says which it is.
    """

    name: str
    collection: Collection[dict[str, Any]]
    documents: Sequence[Document]
    by: Sequence[Document]
    index: int | None

    @contextmanager
    def done(self) -> Iterator[None]:
        """Altered within the block, as before behind it."""
        ids = {"_id": {"$in": [one["_id"] for one in self.documents]}}
        self._replace(ids, self.by)
        try:
            yield
        finally:
            self._replace(ids, self.documents)

    def _replace(self, ids: Mapping[str, Any], by: Sequence[Document]) -> None:
        self.collection.delete_many(ids)
        if by:
            self.collection.insert_many([dict(one) for one in by])


def require_tampering_detected(
    system: Stored, found: Found, chance: random.Random, verified: Verified
) -> None:
    """Each alteration is found, its place is named, and with everything put back all is well."""
    for one in tamperings(system, found, chance):
        with one.done():
            named = verified(system)
        assert one.index in named or (one.index is None and named), (
            f"{one.name}: entry {one.index} was not named; found: {sorted(map(str, named))[:5]}"
        )
    assert not verified(system), "the ledger does not verify although nothing is changed any more"


def tamperings(system: Stored, found: Found, chance: random.Random) -> Iterator[Tampering]:
    """Every kind of them, each somewhere else."""
    audit, last = database(system, "audit"), len(found.leaves) - 1
    yield from _of_entries(audit.entries, chance, last)
    yield from _of_commits(system, found, chance)
    tile = audit.tiles.find_one({"_id": "0/0"})
    if tile is not None:
        at = chance.randrange(len(tile["hashes"]) // 32)
        changed = bytearray(tile["hashes"])
        changed[32 * at] ^= 1
        yield Tampering(
            "a byte of a tile flipped", audit.tiles, [tile], [{**tile, "hashes": Binary(bytes(changed))}], at
        )


def _of_entries(entries: Collection[dict[str, Any]], chance: random.Random, last: int) -> Iterator[Tampering]:
    def some() -> dict[str, Any]:
        found = entries.find_one({"_id": chance.randrange(last)})
        assert found is not None
        return found

    one = some()
    flipped = {**one, "leaf": _flipped(one["leaf"])}
    yield Tampering("a byte of an entry flipped", entries, [one], [flipped], one["_id"])
    one = some()
    leaf = _rewritten(one["leaf"])
    hashed = {**one, "leaf": leaf, "hash": Binary(leaf_hash(leaf))}
    yield Tampering("an entry rewritten together with its hash", entries, [one], [hashed], one["_id"])
    one = some()
    yield Tampering("an entry deleted", entries, [one], [], one["_id"])
    tail = list(entries.find({"_id": {"$gt": last - TAIL}}).sort("_id", 1))
    yield Tampering("the tail cut off", entries, tail, [], last - TAIL + 1)
    # Of two sources that know nothing of each other only the root tells the order, and that some entry is wrong, not which.
    rows = entries.find({}, {"leaf": 1}).sort("_id", 1)
    sources = [bytes(row["leaf"]).partition(b"\n")[0].split(b" ")[1] for row in rows]
    for same, name in (
        (True, "two entries put in the other order"),
        (False, "entries of two sources put in the other order"),
    ):
        pairs = [at for at in range(last) if (sources[at] == sources[at + 1]) == same]
        if same or pairs:
            at = chance.choice(pairs)
            one, after = entries.find_one({"_id": at}), entries.find_one({"_id": at + 1})
            assert one is not None
            assert after is not None
            swapped = [{**after, "_id": at}, {**one, "_id": at + 1}]
            yield Tampering(name, entries, [one, after], swapped, at if same else None)


def _of_commits(system: Stored, found: Found, chance: random.Random) -> Iterator[Tampering]:
    places = {(entry.source, entry.body): entry.index for entry in found.entries}
    for service in ("nominations", "awards"):
        commits = database(system, service).commits
        for what, change in (("a byte of a commit flipped", _flipped), ("a commit rewritten", _rewritten)):
            one = _some(database(system, service), chance)
            body = bytes(one["events"][-1])
            changed = {**one, "events": [*one["events"][:-1], change(body)]}
            yield Tampering(f"{what} in {service}", commits, [one], [changed], places[service, body])


def verified_here(system: Stored) -> set[int | None]:
    """What `sovang ledger verify` finds, asked in this process."""
    told = StringIO()
    with redirect_stdout(told):
        verify_ledger(system.settings, as_json=True)
    return {finding["index"] for finding in json.loads(told.getvalue())["findings"]}


def _some(one: Database[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    ids = [row["_id"] for row in one.commits.find({}, {"_id": 1}).sort("_id", 1)]
    found = one.commits.find_one({"_id": chance.choice(ids)})
    assert found is not None
    return found


def _flipped(content: bytes) -> Binary:
    return Binary(bytes([*content[:-2], content[-2] ^ 1, content[-1]]))


def _rewritten(content: bytes) -> Binary:
    """As well-formed as before, but somebody else did it."""
    changed = re.sub(rb'("actor": ?")', rb"\1user:x", bytes(content), count=1)
    assert changed != content
    return Binary(changed)
