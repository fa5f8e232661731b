"""How fast `work` clears a backlog of many events, and what each process has taken of memory when it is done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pymongo.database import Database

from bench.figures import Figure, at_most, shown
from bench.house import loaded, steps
from bench.load import Order
from bench.processes import PROC, mebibytes
from services.audit.application.ledger_feed import SOURCE
from services.audit.application.views import LINES
from shared.cursors import Cursors
from shared.feed import LocalFeed
from shared.ids import new_id
from shared.views import Generations, cursor_name
from tests.builders import bodies
from tests.builders.office import EVERYTHING, created
from tests.support.ports import free_port
from tests.support.system import DATABASE, WORK, System, running

EVENTS = 100_000
ROUND_SECONDS = 20.0
LOOK_SECONDS = 1.0
MOST_SECONDS = 5400.0  # at 100,000 events an embedded database on two cores needs most of an hour
BLOCK_BYTES = 512


def measure(folder: Path, events: int = EVENTS) -> Iterator[Figure]:
    """Events per second while nothing new comes in, from the first position to the last line of a timeline."""
    unlimited = {"SOVANG_LIMIT_CALLER": "off"}  # one caller writes it all
    with running(System(folder, free_port(), variables=unlimited)) as system:
        system.pause(WORK)
        stored = _commanded(system, events)
        started = time.monotonic()
        system.resume(WORK)
        _until_told(system, stored)
        seconds = time.monotonic() - started
        yield shown(f"work's ceiling, over {stored} events", stored / seconds, "events/s")
        size = _taken(folder / "data") / stored
        yield shown(f"disk after {stored} events, an event with its position, entry and lines", size, "bytes")
        if PROC.is_dir():
            for name in (*system.parts, DATABASE):
                size = mebibytes(system.pid(name))
                told = f"memory after {stored} events, {name}"
                yield at_most(told, size, "MiB", 300) if name != DATABASE else shown(told, size, "MiB")


def _commanded(system: System, events: int) -> int:
    """Have at least *events* commands accepted, one event each, while `work` stands still; how many there are."""
    person = system.open_account("bench", EVERYTHING)
    organisation = created(person, "/api/nominations/organisations", bodies.organisation("Sở"), "bench")
    count = 0
    while count < events:
        outcome = loaded(
            Order(
                port=system.settings.port,
                token=person._bearer(),  # noqa: SLF001  # the load speaks HTTP by itself
                name=new_id(),
                steps=steps(organisation),
                seconds=ROUND_SECONDS,
            )
        )
        count += outcome.count
    return sum(len(one["events"]) for one in _of(system, "nominations").commits.find({}, {"events": 1}))


def _until_told(system: System, events: int) -> None:
    """Wait until the last of *events* has its line."""
    audit = _of(system, "audit")
    generations, feed = Generations(audit, LINES.name), LocalFeed("nominations", _of(system, "nominations"))
    cursors, name = Cursors(generations.database), cursor_name(LINES.name, generations.current(), SOURCE)
    deadline = time.monotonic() + MOST_SECONDS
    while (cursors.get(name) or ("", 0))[1] < events:
        if time.monotonic() > deadline:
            raise AssertionError(f"not told within {MOST_SECONDS} s; the log ends at {feed.head()}")
        time.sleep(LOOK_SECONDS)


def _taken(folder: Path) -> int:
    """Bytes of disk that the files of *folder* take, those of the database's own log included."""
    return sum(path.stat().st_blocks * BLOCK_BYTES for path in folder.rglob("*") if path.is_file())


def _of(system: System, service: str) -> Database[dict[str, Any]]:
    return system.mongo[system.settings.database_name(service)]
