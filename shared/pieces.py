"""Many documents read, written and taken out some at a time: so no call is long, and others come in between."""

from __future__ import annotations

from collections.abc import Sequence

import pymongo
from pymongo import InsertOne, ReplaceOne
from pymongo.errors import BulkWriteError

from shared.durable import Documents, database_calls
from shared.errors import TransientError
from shared.messages import Json

CALL_SECONDS = 15.0
DUPLICATE = 11000
AT_ONCE = 200
"""So many documents are read or written by one call: it costs the embedded server more for each, the more there are."""

Change = InsertOne[Json] | ReplaceOne[Json]


def found_in(documents: Documents, keys: Sequence[str]) -> dict[str, Json]:
    """Those of *keys* that are there."""
    found: dict[str, Json] = {}
    for start in range(0, len(keys), AT_ONCE):
        wanted = list(keys[start : start + AT_ONCE])
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            one_batch = len(wanted) + 1  # of just as many the server would be asked whether there are more
            rows = documents.find({"_id": {"$in": wanted}}, batch_size=one_batch)
            found |= {one["_id"]: one for one in rows}
    return found


def written(documents: Documents, changes: Sequence[Change]) -> bool:
    """Whether all *changes* met the documents they were made for."""
    met = True
    for start in range(0, len(changes), AT_ONCE):
        met = _written_at_once(documents, changes[start : start + AT_ONCE]) and met
    return met


def empty(documents: Documents) -> None:
    """Take all out; the embedded server stands still while it drops what is not empty."""
    keys = [one["_id"] for one in documents.find({}, {"_id": 1})]
    for start in range(0, len(keys), AT_ONCE):
        documents.delete_many({"_id": {"$in": keys[start : start + AT_ONCE]}})


def _written_at_once(documents: Documents, changes: Sequence[Change]) -> bool:
    try:
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            done = documents.bulk_write(list(changes), ordered=False)
    except BulkWriteError as error:
        if (
            any(one["code"] != DUPLICATE for one in error.details["writeErrors"])
            or error.details["writeConcernErrors"]
        ):
            raise TransientError(f"database: {error.details}") from error
        return False
    return done.matched_count + done.inserted_count == len(changes)
