"""
The code broken on purpose, by name, in the programs of one run: what finds nothing wrong then would find nothing ever.

Each is what a mistake at that place would amount to, with the faults that bring it to light.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.kinds import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakage:
    """
    `apply` breaks this process, in which nothing runs yet. `faults` are those of the run, *commands* its length.

    `kinds` are the commands given, all when empty, by *clients* at most *rate* a second, or as fast as they can. At least one of `caught_by` MUST be named by the run.
    """

    apply: Callable[[], None]
    faults: Callable[[], list[Fault]]
    commands: int
    kinds: Sequence[str] = ()
    clients: int = 8
    rate: float = 60.0
    caught_by: frozenset[str]


def ignore_confirms() -> None:
    """What was written to the socket counts as announced."""
    from shared.broker.amqp_bell import _Line

    ring = _Line.ring

    def hasty(self, events, _timeout):
        ring(self, events, 0.0)
        return len(events)

    _Line.ring = hasty


def insert_unordered() -> None:
    """The rows of a log do not keep the order in which the commits came."""
    from shared.numberlog import NumberLog

    append = NumberLog.append

    def unordered(self, commits, *, repaired=False):
        return append(self, list(reversed(commits)), repaired=repaired)

    NumberLog.append = unordered


def move_cursor_first() -> None:
    """The cursor says that an event is handled before it is."""
    from shared.consuming import _Following

    def eager(self, events):
        self._progress.advance(len(events))
        self._progress.save()
        return self._handover.many(events, self._stop, lambda _: None)

    _Following._deal = eager


def take_refused_for_stored() -> None:
    """Whoever comes second in a stream is told that its commit is stored."""
    from shared.eventstore import head_after
    from shared.eventstore.mongo import MongoEventStore

    def credulous(_self, appends, _end, _cause):
        return [head_after(head, proposal.events) for head, proposal in appends]

    MongoEventStore._found_out = credulous


def adopt_nothing() -> None:
    """After a crash the sequencer goes on behind the last checkpoint, and not behind the last entry."""
    from services.audit.application.growing import EMPTY, at_checkpoint
    from services.audit.application.sequencing import Sequencing

    def forgetful(self):
        self._published = self._store.last_checkpoint()
        self._growth = at_checkpoint(self._store, self._published) if self._published else EMPTY
        return 0

    Sequencing.load = forgetful


def _torn_to_broker() -> list[Fault]:
    from tests.faults.kinds.networks import Torn

    return [Torn("broker") for _ in range(4)]


def _killed_at(step: str, times: int, service: str = "") -> Callable[[], list[Fault]]:
    def faults() -> list[Fault]:
        from tests.faults.kinds.processes import KilledAtStep

        return [KilledAtStep([step], service) for _ in range(times)]

    return faults


BREAKAGES = {
    "confirm-ignored": Breakage(
        apply=ignore_confirms,
        faults=_torn_to_broker,
        commands=400,
        caught_by=frozenset({"announced = numbered"}),
    ),
    "unordered-log-insert": Breakage(
        apply=insert_unordered,
        faults=_killed_at("rows inserting", 2),
        commands=150,
        kinds=("send",),
        caught_by=frozenset({"log order = stream order", "ledger order = stream order"}),
    ),
    "cursor-moved-before-effect": Breakage(
        apply=move_cursor_first,
        faults=_killed_at("event handling", 3, "notifications"),
        commands=120,
        kinds=("refused",),
        caught_by=frozenset({"inbox exactly once"}),
    ),
    "refused-taken-for-stored": Breakage(
        apply=take_refused_for_stored,
        faults=list,
        commands=300,
        kinds=("send", "deliver"),
        clients=24,  # all at once, at five cases
        rate=float("inf"),
        caught_by=frozenset({"lost 0"}),
    ),
    "entries-not-adopted": Breakage(
        apply=adopt_nothing,
        faults=_killed_at("entries inserted", 1),
        commands=100,
        caught_by=frozenset({"nothing is stuck"}),
    ),
}
