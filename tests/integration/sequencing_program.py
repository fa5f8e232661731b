"""A sequencer as a process of its own, for tests that kill or pause it: `python -m tests.integration.sequencing_program`."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from services.audit.adapters.anchor import FileAnchor
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.adapters.source_states import MongoStateBoard
from services.audit.application.sequencer import Sequencer
from services.audit.domain.signing import Signer
from shared.broker.doorbell import Doorbell, LocalHub
from shared.crashing import Reached, go_on
from shared.feed import Feed
from shared.roles import RoleRunner
from tests.unit.audit_app.histories import GrowingFeed, history

SIGNER = Signer("sovang.localhost/demo", bytes(range(32)))
TERM = 1.0


def sequencer(
    database: Database[dict[str, Any]],
    folder: Path,
    feeds: dict[str, Feed],
    *,
    doorbell: Doorbell | None = None,
    reached: Reached = go_on,
    interval: float = 0.05,
) -> Sequencer:
    """A sequencer over *database*, its anchor in *folder*."""
    return Sequencer(
        database=database,
        store=MongoLedgerStore(database),
        anchor=FileAnchor(folder / "demo.checkpoint"),
        signer=SIGNER,
        feeds=feeds,
        doorbell=doorbell or LocalHub().doorbell(),
        board=MongoStateBoard(database),
        on_sequenced=lambda: None,
        on_published=lambda: None,
        interval=interval,
        reached=reached,
    )


def feeds_of(length: int) -> dict[str, Feed]:
    """Awards reacts to nominations, event by event."""
    nominations = history("nominations", length)
    return {
        "awards": GrowingFeed("awards", history("awards", length, causes="nominations")),
        "nominations": GrowingFeed("nominations", nominations),
    }


def killed_at(step: str, times: int) -> Reached:
    """Kills this very process when *step* is reached for the given time."""
    seen: Counter[str] = Counter()

    def reached(now: str) -> None:
        seen[now] += 1
        if now == step and seen[step] == times:
            os.kill(os.getpid(), signal.SIGKILL)

    return reached


def main(uri: str, name: str, folder: str, length: str, kill: str) -> None:
    """Sequence until told to stop, or until the step `kill` (JSON `[step, times]` or null) is reached."""
    client: MongoClient[dict[str, Any]] = MongoClient(uri, tz_aware=True, w="majority", journal=True)
    fault = json.loads(kill)
    reached: Reached = killed_at(*fault) if fault else go_on
    role = sequencer(client[name], Path(folder), feeds_of(int(length)), reached=reached)
    runner = RoleRunner([role], term=TERM)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    runner.start()
    while not stop.wait(0.2):
        pass
    runner.stop()
    client.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
