"""Trying out rights at the database without changing anything, whether they turn out to be there or not."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.errors import OperationFailure

from shared.settings import SERVICES, Settings
from shared.values import dataclass
from shared.views import VIEWS, database_of_views
from sovang.privilege.roles import EVERY_COLLECTION, PROCESSES, Privilege, Process, forbidden, privileges

UNAUTHORIZED = 13
NOBODY = f"sovang-doctor-{uuid.uuid4()}"
"""The `_id` of a document that there is not."""

Client = MongoClient[dict[str, Any]]
Documents = Collection[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Probe:
    """One action on one collection, and whether it must be allowed."""

    database: str
    collection: str
    action: str
    wanted: bool

    def allowed(self, client: Client) -> bool:
        """Whether *client*'s user may do it now. Raises the database's errors, except that it may not."""
        try:
            HARMLESS[self.action](client[self.database][self.collection])
        except OperationFailure as error:
            return error.code != UNAUTHORIZED
        return True


def probes(settings: Settings, process: Process) -> Iterator[Probe]:
    """
    Each right of *process* on its collections, each action on them that it must not have, and those on all others'.

    Of another service's read models, which come and go, the collection that is always there stands for all.
    """
    histories, never = forbidden()
    own = list(_collections(settings, process))
    for one in own:
        for action in HARMLESS:
            if action in one.actions:
                yield Probe(one.database, one.collection, action, wanted=True)
            elif action in CHANGING or (one.collection in histories and action in never):
                yield Probe(one.database, one.collection, action, wanted=False)
    everybodys = {
        (one.database, one.collection) for other in PROCESSES for one in _collections(settings, other)
    }
    of_views = {(database_of_views(settings.database_name(service)), VIEWS) for service in SERVICES}
    mine = {(one.database, one.collection) for one in own}
    mine.add((database_of_views(settings.database_name(process.service)), VIEWS))
    for database, collection in sorted((everybodys | of_views) - mine):
        for action in FOREIGN:
            yield Probe(database, collection, action, wanted=False)


def _collections(settings: Settings, process: Process) -> Iterator[Privilege]:
    """Its rights but those on read models: whole collections come and go there."""
    return (one for one in privileges(settings, process) if one.collection != EVERY_COLLECTION)


def _insert(documents: Documents) -> None:
    """In a transaction that is given up: nobody ever sees it."""
    with documents.database.client.start_session() as session:
        session.start_transaction()
        try:
            documents.insert_one({"_id": NOBODY}, session=session)
        finally:
            session.abort_transaction()


HARMLESS: dict[str, Callable[[Documents], Any]] = {
    "find": lambda documents: documents.find_one({"_id": NOBODY}),
    "insert": _insert,
    "update": lambda documents: documents.update_one({"_id": NOBODY}, {"$set": {"a": 1}}),
    "remove": lambda documents: documents.delete_one({"_id": NOBODY}),
    "changeStream": lambda documents: documents.watch(max_await_time_ms=1).close(),
    "createIndex": lambda documents: documents.create_index([("_id", 1)]),  # which is there always
    "dropIndex": lambda documents: documents.drop_index(NOBODY),
    "collMod": lambda documents: documents.database.command("collMod", documents.name),
}
"""Ways to do each action that leave everything as it was. Dropping and renaming have none: `init` and tests hold those."""

CHANGING = frozenset({"insert", "update", "remove", "changeStream"})
FOREIGN = ("find", "insert", "update", "remove")
"""What nobody may do to a collection that the table does not give it."""
