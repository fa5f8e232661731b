"""Sessions and failures to sign in, in MongoDB: one document each, shared by all processes that serve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.nominations.application.sessions import Session
from services.nominations.application.throttling import Failures
from shared.durable import database_calls, durable, ensure_index
from shared.errors import TransientError

SESSIONS = "sessions"
FAILURES = "sign_in_failures"
TRIES = 20
KEPT_SECONDS = 24 * 3600
"""How long what is over stays: longer than any wait after failures."""


def prepare(database: Database[dict[str, Any]]) -> None:
    """
    Have the server remove what is over, so that no process needs the right to remove anything here.

    Raises TransientError.
    """
    with database_calls():
        for name, moment in ((SESSIONS, "expires_at"), (FAILURES, "last_at")):
            ensure_index(durable(database[name]), [(moment, 1)], expire_seconds=KEPT_SECONDS)


class MongoSessionBook:
    """Sessions in the collection `sessions`."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._sessions = durable(database[SESSIONS])

    def add(self, session: Session) -> None:
        """See SessionBook."""
        document = {
            "_id": session.id,
            "account": session.account,
            "digest": session.digest,
            "expires_at": session.expires_at,
            "ended": session.ended,
        }
        with database_calls():
            self._sessions.insert_one(document)

    def find(self, session_id: str) -> Session | None:
        """See SessionBook."""
        with database_calls():
            found = self._sessions.find_one({"_id": session_id})
        if found is None:
            return None
        return Session(
            id=found["_id"],
            account=found["account"],
            digest=found["digest"],
            expires_at=found["expires_at"],
            ended=found["ended"],
            previous=found.get("previous"),  # sessions opened before there was one go on
            rotated_at=found.get("rotated_at"),
        )

    def rotate(self, session_id: str, old: str, new: str, now: datetime) -> bool:
        """See SessionBook."""
        where = {"_id": session_id, "digest": old, "ended": False}
        change = {"$set": {"digest": new, "previous": old, "rotated_at": now}}
        with database_calls():
            return self._sessions.update_one(where, change).matched_count == 1

    def end(self, session_id: str) -> None:
        """See SessionBook."""
        with database_calls():
            self._sessions.update_one({"_id": session_id}, {"$set": {"ended": True}})

    def end_all(self, account: str, but: str | None = None) -> None:
        """See SessionBook."""
        with database_calls():
            self._sessions.update_many({"account": account, "_id": {"$ne": but}}, {"$set": {"ended": True}})


class MongoFailureBook:
    """Failures in the collection `sign_in_failures`; changed by compare-and-swap on the count."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._failures = durable(database[FAILURES])

    def find(self, keys: Sequence[str]) -> Mapping[str, Failures]:
        """See FailureBook."""
        with database_calls():
            rows = list(self._failures.find({"_id": {"$in": list(keys)}}))
        return {row["_id"]: Failures(count=row["count"], last_at=row["last_at"]) for row in rows}

    def add(self, key: str, now: datetime, forget_before: datetime) -> None:
        """See FailureBook."""
        for _ in range(TRIES):
            known = self.find([key]).get(key)
            if known is None:
                if self._begun(key, now):
                    return
                continue
            count = known.count + 1 if known.last_at >= forget_before else 1
            where = {"_id": key, "count": known.count}
            change = {"$set": {"count": count, "last_at": now}}
            with database_calls():
                if self._failures.update_one(where, change).matched_count == 1:
                    return
        raise TransientError(f"many failures to sign in at once: {key}")

    def forget(self, key: str) -> None:
        """See FailureBook."""
        with database_calls():
            self._failures.update_one({"_id": key}, {"$set": {"count": 0}})

    def _begun(self, key: str, now: datetime) -> bool:
        try:
            with database_calls():
                self._failures.insert_one({"_id": key, "count": 1, "last_at": now})
        except DuplicateKeyError:
            return False
        return True
