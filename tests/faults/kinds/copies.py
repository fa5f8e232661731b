"""Faults of whole databases: a source put back as it was some time ago, while everything else goes on."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from subprocess import TimeoutExpired
from typing import Any

from services.nominations.adapters.catalogue import SERVICE as NOMINATIONS
from shared.errors import SovangError
from tests.faults.ground import Ground
from tests.faults.writing import new_subject, shelved, write
from tests.support.ports import free_port
from tests.support.records import head_of
from tests.support.system import SUPERVISOR
from tests.support.waiting import until

PARTS = tuple(f"{kind}-{NOMINATIONS}" for kind in ("serve", "work"))
MORE = 20
MORE_SECONDS = 2.0
START_SECONDS = 60.0
END_SECONDS = 60.0
CATCH_UP_SECONDS = 120.0
TAKE_IN_SECONDS = 15.0  # by the doorbell alone, for the feed is served by what has ended
TRIES = 3
REFUSE_SECONDS = 60.0
REFUSAL = f"{NOMINATIONS}: the ledger knows"
RESTORE_SECONDS = 240.0


@dataclass(frozen=True, slots=True)
class Copy:
    """What the log and the commits of a service were at one moment; they only grow, so names are enough."""

    commits: frozenset[str]
    end: int
    state: tuple[Mapping[str, Any], ...]


class Restored:
    """
    Nominations is put back as it was a moment ago, is refused as it is, made whole from the ledger, and goes on.

    Only what was acknowledged and sequenced has to come back: so its `serve` is ended first, then the ledger takes in all
    there is, then its `work` is ended. Their operator stands still meanwhile, as nothing may start them again.
    """

    name, place = "source restored from an older copy", "processes"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        if not ground.system.alive(SUPERVISOR) or not all(map(ground.system.alive, PARTS)):
            return False
        copy = _copied(ground)
        return _grown(ground, copy) and any(_replaced(ground, copy) for _ in range(TRIES))

    def heal(self, ground: Ground) -> None:
        """See Fault; its operator starts the service again."""


def _replaced(ground: Ground, copy: Copy) -> bool:
    """Do it, if the ledger takes in all there is; else the service is left to go on for another while."""
    ground.system.pause(SUPERVISOR)
    try:
        if not _ended_whole(ground):
            return False
        _put_back(ground, copy)
        refused = _refused(ground)
        _restore(ground)
        assert refused, "an old copy was numbered on as if it were none"
    finally:
        ground.system.resume(SUPERVISOR)
    return True


def _copied(ground: Ground) -> Copy:
    one = ground.stored(NOMINATIONS)
    state = tuple(one.log_state.find())
    end = head_of(
        one
    )  # before the commits: what comes in meanwhile is stored in the copy, and has no number yet
    commits = frozenset(row["_id"] for row in one.commits.find({}, {"_id": 1}))
    return Copy(commits, end, state)


def _grown(ground: Ground, copy: Copy) -> bool:
    """Whether there is more than in the copy: at least our own, and what clients have written in a moment."""
    subject = new_subject()
    try:
        write(ground, subject, [shelved(subject)] * 2)
        commits = ground.stored(NOMINATIONS).commits
        until(lambda: commits.count_documents({}) >= len(copy.commits) + MORE, MORE_SECONDS)
    except SovangError:
        return False
    except AssertionError:  # nobody else writes just now
        return True
    return True


def _ended_whole(ground: Ground) -> bool:
    """End `serve`, have the ledger take in everything, end `work`; False when that does not come about."""
    serve, work = PARTS
    try:
        until(lambda: all(map(ground.system.alive, PARTS)), START_SECONDS)
        until(_caught_up(ground), CATCH_UP_SECONDS)  # gaps are filled from the feed, which ends with `serve`
        _end(ground, serve)
        until(lambda: _in_ledger(ground), TAKE_IN_SECONDS)
        _end(ground, work)
    except (AssertionError, ProcessLookupError):
        return False
    return _in_ledger(ground)


def _caught_up(ground: Ground) -> Callable[[], bool]:
    """Whether the ledger has come to where the service's log ends now."""
    end, entries = head_of(ground.stored(NOMINATIONS)), ground.stored("audit").entries
    return lambda: entries.count_documents({"source": NOMINATIONS}) >= end


def _end(ground: Ground, part: str) -> None:
    ground.system.end(part)
    until(lambda: not ground.system.alive(part), END_SECONDS, f"{part} has ended")


def _in_ledger(ground: Ground) -> bool:
    one, audit = ground.stored(NOMINATIONS), ground.stored("audit")
    committed = sum(row["last"] - row["first"] + 1 for row in one.commits.find({}, {"first": 1, "last": 1}))
    recorded = audit.entries.count_documents({"source": NOMINATIONS})
    published = audit.checkpoints.find_one(sort=[("_id", -1)])
    last = audit.entries.find_one({"source": NOMINATIONS}, {"_id": 1}, sort=[("_id", -1)])
    return bool(
        committed == head_of(one) == recorded and published and last and published["size"] > last["_id"]
    )


def _put_back(ground: Ground, copy: Copy) -> None:
    """What came after the copy goes; the keys of its commands are remembered, for nobody else has them."""
    one = ground.stored(NOMINATIONS)
    later = [row for row in one.commits.find() if row["_id"] not in copy.commits]
    for row in later:
        place = (NOMINATIONS, row["stream"], row["first"])
        ground.restored.setdefault(place, row["command"]["key"])
    one.log.delete_many({"_id": {"$gt": copy.end}})
    one.commits.delete_many({"_id": {"$in": [row["_id"] for row in later]}})
    one.log_state.delete_many({})
    one.log_state.insert_many([dict(state) for state in copy.state])


def _refused(ground: Ground) -> bool:
    """Whether its `work` does not number on, since the ledger knows more."""
    port = str(free_port())
    work = ground.system.beside("work", NOMINATIONS, settings={"SOVANG_PORT": port})
    log = ground.system.home / "logs" / f"beside-work-{NOMINATIONS}-{port}.log"
    try:
        until(lambda: REFUSAL in log.read_text(encoding="utf-8"), REFUSE_SECONDS)
    except AssertionError:
        return False
    finally:
        work.stop()
    return True


def _restore(ground: Ground) -> None:
    """`sovang restore`, again when another fault was in its way; what it says is done must be."""

    def done() -> bool:
        try:
            told = ground.program("restore", NOMINATIONS, "--from-ledger", "--json", seconds=RESTORE_SECONDS)
        except TimeoutExpired:
            return False
        if told.returncode:
            said.append(told.stdout[-500:] + told.stderr[-500:])
            return False
        return bool(json.loads(told.stdout)["verified"])

    said: list[str] = []
    try:
        until(done, RESTORE_SECONDS)
    except AssertionError:
        raise AssertionError(f"an old copy could not be restored: {said[-1:]}") from None
