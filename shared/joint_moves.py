"""Cursors of one database that are moved at one moment by many: one write moves all that go the same way."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.cursors import Cursors
from shared.errors import TransientError


@dataclass(slots=True, eq=False)
class _Move:
    """One cursor's move; `way` is epoch, from, to. Whoever carries it out sets `error`, then `settled`."""

    name: str
    way: tuple[str, int, int]
    error: Exception | None = None
    over: bool = False
    settled: threading.Event = field(default_factory=threading.Event)

    def settle(self, error: Exception | None) -> None:
        self.error, self.over = error, True
        self.settled.set()


class JointMoves:
    """
    Moves of *cursors* on behalf of many threads.

    A move alone is written at once; those that come while it is under way are written together, by one of the threads
    that wait. What a move promises is what `Cursors.move` promises; but when one of several that go the same way cannot
    be moved, all of them are lost, for nobody can tell which were: each of them reads its cursor again.
    """

    def __init__(self, cursors: Cursors) -> None:
        self.cursors = cursors
        self._lock = threading.Lock()
        self._waiting: list[_Move] = []
        self._writing = False

    def move(self, name: str, epoch: str, from_position: int, to_position: int) -> None:
        """As `Cursors.move`; raises the same."""
        own = _Move(name, (epoch, from_position, to_position))
        with self._lock:
            self._waiting.append(own)
            mine = not self._writing
            self._writing = True
        if not mine:
            own.settled.wait()
        if not own.over:  # nobody writes: it is this thread's turn, for all who wait
            self._write()
        if own.error is not None:
            raise own.error

    def _write(self) -> None:
        with self._lock:
            moves, self._waiting = self._waiting, []
        try:
            self._carry_out(moves)
        finally:
            for move in moves:
                if not move.over:
                    move.settle(TransientError("the thread that moved the cursors has ended"))
            with self._lock:
                self._writing = bool(self._waiting)
                if self._writing:
                    self._waiting[0].settled.set()  # not over: it goes on

    def _carry_out(self, moves: Sequence[_Move]) -> None:
        ways: defaultdict[tuple[str, int, int], list[_Move]] = defaultdict(list)
        for move in moves:
            ways[move.way].append(move)
        for way, together in ways.items():
            error: Exception | None = None
            try:
                self.cursors.move_all([move.name for move in together], *way)
            except Exception as raised:  # noqa: BLE001  # it belongs to those who asked, whatever it is
                error = raised
            for move in together:
                move.settle(error)
