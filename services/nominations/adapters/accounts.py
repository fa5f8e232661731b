"""Accounts in MongoDB, passwords as argon2id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.nominations.application.account_book import Account
from services.nominations.application.accounts import SUBJECT_TAKEN
from shared.durable import database_calls, durable
from shared.errors import Rejected
from shared.messages import Json

USERS = "users"
SUBJECTS = "subjects"


class MongoAccountBook:
    """Accounts in the collection `users`, one document each; whom the other issuer's subjects are, in `subjects`."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._users = durable(database[USERS])
        self._subjects = durable(database[SUBJECTS])

    def find(self, username: str) -> Account | None:
        """See AccountBook."""
        with database_calls():
            found = self._users.find_one({"_id": username})
        return None if found is None else _account(found)

    def find_subject(self, subject: str) -> Account | None:
        """See AccountBook."""
        with database_calls():
            linked = self._subjects.find_one({"_id": subject})
        return None if linked is None else self.find(linked["account"])

    def add(self, account: Account) -> bool:
        """See AccountBook; an account that is cut off between its two documents is opened by asking again."""
        if account.subject is not None:
            self._link(account.subject, account.username)
        document = {
            "_id": account.username,
            **_name(account.username, account.name),
            "password": account.password,
            "subject": account.subject,
            "opened_with": list(account.opened_with),
        }
        try:
            with database_calls():
                self._users.insert_one(document)
        except DuplicateKeyError:
            return False
        return True

    def page(self, after: str | None, limit: int) -> Sequence[Account]:
        """See AccountBook."""
        where = {} if after is None else {"_id": {"$gt": after}}
        with database_calls():
            return [_account(found) for found in self._users.find(where, sort=[("_id", 1)], limit=limit)]

    def set_password(self, username: str, kept: str) -> bool:
        """See AccountBook."""
        with database_calls():
            done = self._users.update_one({"_id": username}, {"$set": {"password": kept}})
        return done.matched_count == 1

    def in_clear(self) -> Sequence[Account]:
        """See AccountBook."""
        with database_calls():
            return [_account(found) for found in self._users.find({"sealed_name": {"$exists": False}})]

    def keep_name(self, username: str, sealed: Json | None) -> None:
        """See AccountBook."""
        with database_calls():
            self._users.update_one({"_id": username}, {"$set": _name(username, sealed)})

    def _link(self, subject: str, username: str) -> None:
        try:
            with database_calls():
                self._subjects.insert_one({"_id": subject, "account": username})
        except DuplicateKeyError:
            with database_calls():
                linked = self._subjects.find_one({"_id": subject})
            if linked is None or linked["account"] != username:
                raise Rejected("subject-taken", SUBJECT_TAKEN) from None


def _name(username: str, sealed: Any) -> dict[str, Any]:
    """The sealed name; under `name` an older process that runs beside this one looks for a text."""
    return {"name": username, "sealed_name": sealed}


def _account(found: dict[str, Any]) -> Account:
    return Account(
        username=found["_id"],
        name=found["sealed_name"] if "sealed_name" in found else found["name"],
        password=found["password"],
        subject=found.get("subject"),
        opened_with=found.get("opened_with", []),
    )


NOBODY: Final = (
    "$argon2id$v=19$m=19456,t=2,p=1$dZB55M2YKU7xAiYgbaiDqw$A7T+BkvUfZ93c5SFu5TYLp3MQgLOrRIt+nuleWUy9CQ"
)
"""What a password is compared with where there is no account, so that it takes as long: hashed once, as the others are."""


class Argon2Passwords:
    """Argon2id with 19 MiB, 2 passes, 1 lane: what OWASP asks for at least, and light enough for a small machine."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

    def hashed(self, password: str) -> str:
        """See Passwords."""
        return self._hasher.hash(password)

    def fits(self, password: str, kept: str | None) -> bool:
        """See Passwords."""
        try:
            self._hasher.verify(kept or NOBODY, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None
