"""How far a role has come in a numbered history: one small document per cursor, moved by compare-and-swap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.durable import database_calls, durable
from shared.roles import StandBy

CURSORS = "cursors"


class LostCursor(StandBy):
    """Somebody else moved the cursor: another holder of the role is at work."""


class Cursors:
    """
    The cursors `{_id: name, epoch, position}` of one database.

    A cursor MUST only move forward within an epoch, and only from where its mover believes it to be. Whoever finds it
    elsewhere MUST drop what it remembers and read the cursor again.
    """

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self.database = database
        self._cursors = durable(database[CURSORS])

    def get(self, name: str) -> tuple[str, int] | None:
        """Epoch and position of *name*, None before its first move. Raises TransientError."""
        with database_calls():
            found = self._cursors.find_one({"_id": name})
        return (str(found["epoch"]), int(found["position"])) if found else None

    def move(self, name: str, epoch: str, from_position: int, to_position: int) -> None:
        """Move *name* within *epoch*. Raises LostCursor when it is not at *from_position*, TransientError when away."""
        _require_forward(name, from_position, to_position)
        there = {"_id": name, "epoch": epoch, "position": from_position}
        if not self._swap(there, {**there, "position": to_position}):
            raise LostCursor(f"the cursor {name} is not at {epoch}/{from_position} any more")

    def move_all(self, names: Sequence[str], epoch: str, from_position: int, to_position: int) -> None:
        """As `move`, for all of *names* by one write. Raises LostCursor when one of them is elsewhere: any may be moved then."""
        if len(names) == 1 or not from_position:  # position 0 needs no document
            for name in names:
                self.move(name, epoch, from_position, to_position)
            return
        _require_forward(", ".join(names), from_position, to_position)
        there = {"_id": {"$in": sorted(names)}, "epoch": epoch, "position": from_position}
        with database_calls():
            moved = self._cursors.update_many(there, {"$set": {"position": to_position}}).matched_count
        if moved != len(set(names)):
            raise LostCursor(f"a cursor of {len(names)} is not at {epoch}/{from_position} any more")

    def begin(self, name: str, was: tuple[str, int], epoch: str) -> None:
        """Set *name*, which is at *was*, before the first position of the later *epoch*. Raises as `move`."""
        if epoch <= was[0]:
            raise ValueError(f"{name}: {epoch} is not later than {was[0]}")
        there = {"_id": name, "epoch": was[0], "position": was[1]}
        if not self._swap(there, {"_id": name, "epoch": epoch, "position": 0}):
            raise LostCursor(f"the cursor {name} is not at {was[0]}/{was[1]} any more")

    def _swap(self, there: dict[str, Any], to: dict[str, Any]) -> bool:
        with database_calls():
            if self._cursors.replace_one(there, to).matched_count:
                return True
            if there["position"]:
                return False
            try:  # position 0 needs no document
                self._cursors.insert_one(to)
            except DuplicateKeyError:
                return False
            return True


def _require_forward(name: str, from_position: int, to_position: int) -> None:
    if to_position <= from_position:
        raise ValueError(f"{name}: a cursor never moves from {from_position} to {to_position}")
