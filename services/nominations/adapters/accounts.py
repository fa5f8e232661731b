"""Accounts in MongoDB, passwords as argon2id."""

from __future__ import annotations

from typing import Any

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.nominations.application.accounts import Account, GivenGrant
from shared.durable import database_calls, durable

USERS = "users"


class MongoAccountBook:
    """Accounts in the collection `users`, one document each."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._users = durable(database[USERS])

    def find(self, username: str) -> Account | None:
        """See AccountBook."""
        with database_calls():
            found = self._users.find_one({"_id": username})
        if found is None:
            return None
        grants = tuple(GivenGrant(role=grant["role"], scope=grant["scope"]) for grant in found["grants"])
        return Account(
            username=found["_id"],
            name=found["name"],
            password=found["password"],
            grants=grants,
            disabled=found["disabled"],
        )

    def add(self, account: Account) -> bool:
        """See AccountBook."""
        document = {
            "_id": account.username,
            "name": account.name,
            "password": account.password,
            "grants": [{"role": grant.role, "scope": grant.scope} for grant in account.grants],
            "disabled": account.disabled,
        }
        try:
            with database_calls():
                self._users.insert_one(document)
        except DuplicateKeyError:
            return False
        return True


class Argon2Passwords:
    """Argon2id with 19 MiB, 2 passes, 1 lane: what OWASP asks for at least, and light enough for a small machine."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)
        self._nobody = self._hasher.hash("nobody has this password")

    def hashed(self, password: str) -> str:
        """See Passwords."""
        return self._hasher.hash(password)

    def fits(self, password: str, kept: str | None) -> bool:
        """See Passwords."""
        try:
            self._hasher.verify(kept or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None
