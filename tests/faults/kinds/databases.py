"""Faults of the database: killed, frozen, without room on its disk, and with a history of changes that is lost."""

from __future__ import annotations

import os
import random
import resource
import signal
from contextlib import suppress
from typing import Any

import pymongo
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import PyMongoError

from tests.faults.evidence import SHOWS_SECONDS, shows
from tests.faults.ground import Ground
from tests.support.records import database
from tests.support.waiting import until

UNUSABLE = {"_data": "00"}
NUMBERED = ("nominations", "awards", "audit")
ROOM = b"x" * 100_000
WRITE_SECONDS = 3.0


class DatabaseKilled:
    """The database ends at once and is started again."""

    name, place = "database killed", "database"

    def __init__(self, seconds: float = SHOWS_SECONDS) -> None:
        self._seconds = seconds

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        killed = _signalled(ground, signal.SIGKILL)
        return killed and shows(lambda: not ground.database.alive(), self._seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        ground.database.start()


class DatabaseFrozen:
    """The database stands still and its connections stay open."""

    name, place = "database frozen", "database"

    def __init__(self, seconds: float = SHOWS_SECONDS) -> None:
        self._seconds = seconds

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        stopped = _signalled(ground, signal.SIGSTOP)
        return stopped and shows(lambda: not ground.database.answers(), self._seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        _signalled(ground, signal.SIGCONT)


class DiskFull:
    """
    No file of the database may grow: as for a full disk, each write that needs room fails.

    A limit of the one process, since a file system of a chosen size needs root. Afterwards it is restarted, as a
    database without room is.
    """

    name, place = "disk full", "database"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        if ground.database.pid is None:
            return False
        resource.prlimit(ground.database.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        return not self._takes_a_write(ground)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        _signalled(ground, signal.SIGKILL)
        until(
            lambda: not ground.database.alive(), what="the database is gone"
        )  # else there is nothing to start
        ground.database.start()

    def _takes_a_write(self, ground: Ground) -> bool:
        client: MongoClient[dict[str, Any]] = MongoClient(ground.database.uri, serverSelectionTimeoutMS=2000)
        try:
            with pymongo.timeout(WRITE_SECONDS):
                client["faults"]["room"].insert_one({"room": ROOM})
        except PyMongoError:
            return False
        finally:
            client.close()
        return True


class HistoryLost:
    """The database does not know a numberer's token any more."""

    name, place = "change-stream history lost", "processes"

    def __init__(self) -> None:
        self._paused = ""

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        service = chance.choice(NUMBERED)
        self._paused = f"work-{service}"
        with suppress(ProcessLookupError):
            ground.system.pause(self._paused)
            try:
                changed = _tokens_spoiled(database(ground.system, service))
                ground.system.kill(self._paused)
            finally:
                self.heal(ground)  # whatever failed: it must not stand still for good
            return changed > 0
        return False

    def heal(self, ground: Ground) -> None:
        """See Fault; the numberer repairs by itself."""
        if self._paused:
            with suppress(ProcessLookupError):
                ground.system.resume(self._paused)
        self._paused = ""


def _tokens_spoiled(one: Database[dict[str, Any]]) -> int:
    """How many tokens were made useless: that of the last row and that of an idle log."""
    with pymongo.timeout(WRITE_SECONDS):
        idle = one.log_state.update_many({"_id": "idle"}, {"$set": {"token": UNUSABLE}})
        last = one.log.find_one(sort=[("_id", -1)])
        if last is None:
            return idle.modified_count
        row = one.log.update_one({"_id": last["_id"]}, {"$set": {"token": UNUSABLE}})
        return idle.modified_count + row.modified_count


def _signalled(ground: Ground, sign: signal.Signals) -> bool:
    with suppress(ProcessLookupError):
        if ground.database.pid is not None:
            os.kill(ground.database.pid, sign)
            return True
    return False
