"""The ledger: entries sequenced from a feed beside a plain consumer, and verified beside a plain scan."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bson import Binary
from pymongo import MongoClient, WriteConcern
from pymongo.database import Database

from bench.figures import Figure, against, rates_beside
from bench.history import numbered
from services.audit.adapters.anchor import FileAnchor
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.adapters.source_states import MongoStateBoard
from services.audit.application.sequencer import Sequencer
from services.audit.application.stored_log import StoredLog
from services.audit.domain.signing import Signer
from services.audit.domain.verification import verify
from shared.broker.doorbell import LocalHub
from shared.feed import LocalFeed
from shared.ids import new_id
from shared.waking import Wake

EVENTS = 10_000
PAGE = 500
LOOK_SECONDS = 1.0
SIGNER = Signer("sovang.localhost/bench", bytes(range(32)))

Mongo = MongoClient[dict[str, Any]]


def measure(mongo: Mongo, name: str, folder: Path) -> Iterator[Figure]:
    """Sequence a history of EVENTS events several times, then verify the last ledger that came of it."""
    feed = numbered(mongo[f"{name}_source"], EVENTS)
    ledgers: list[Database[dict[str, Any]]] = []

    def sequenced() -> tuple[int, float]:
        ledgers.append(mongo[f"{name}_{new_id()[-12:]}"])
        return EVENTS, _sequenced(feed, ledgers[-1], folder / ledgers[-1].name)

    def inserted() -> tuple[int, float]:
        return EVENTS, _inserted(feed, mongo[f"{name}_{new_id()[-12:]}"])

    reference, own = rates_beside(inserted, sequenced)
    plainly = "the same feed, insert_many, one index"
    yield against("feed → sequenced entry", own, "entries/s", plainly, reference, 0.4)
    last = ledgers[-1]
    reference, own = rates_beside(partial(_scanned, last), partial(_verified, last))
    yield against("ledger fsck", own, "entries/s", "plain scan of the collection", reference, 0.4)


def _sequenced(feed: LocalFeed, database: Database[dict[str, Any]], folder: Path) -> float:
    store, told, stop = MongoLedgerStore(database), Wake(), threading.Event()
    folder.mkdir()
    role = Sequencer(
        database=database,
        store=store,
        anchor=FileAnchor(folder / "bench.checkpoint"),
        signer=SIGNER,
        feeds={feed.source: feed},
        doorbell=LocalHub().doorbell(),
        board=MongoStateBoard(database),
        on_sequenced=told.ring,
        on_published=told.ring,
    )
    thread = threading.Thread(target=role.run, args=(stop,))
    started = time.perf_counter()
    thread.start()
    seen = 0
    while store.size() < EVENTS and thread.is_alive():
        told.wait(seen, LOOK_SECONDS)
        seen = told.count
    seconds = time.perf_counter() - started
    _published(store, told, thread)
    stop.set()
    thread.join()
    return seconds


def _published(store: MongoLedgerStore, told: Wake, thread: threading.Thread) -> None:
    """Wait for the checkpoint over everything: what it is verified against."""
    while thread.is_alive():
        seen, last = told.count, store.last_checkpoint()
        if last is not None and last.size == EVENTS:
            return
        told.wait(seen, LOOK_SECONDS)


def _inserted(feed: LocalFeed, database: Database[dict[str, Any]]) -> float:
    entries = database.get_collection("entries", write_concern=WriteConcern(w="majority", j=True))
    started = time.perf_counter()
    entries.create_index("position")
    position = 0
    while events := feed.after(position, PAGE):
        position = events[-1].position
        entries.insert_many(
            [
                {"_id": event.position - 1, "position": event.position, "body": Binary(event.body)}
                for event in events
            ]
        )
    return time.perf_counter() - started


def _verified(database: Database[dict[str, Any]]) -> tuple[int, float]:
    started = time.perf_counter()
    report = verify(StoredLog(MongoLedgerStore(database)), SIGNER.verifier)
    seconds = time.perf_counter() - started
    if not report.ok or report.entries != EVENTS:
        raise AssertionError(f"the ledger that was measured is not sound: {report.findings[:3]}")
    return report.entries, seconds


def _scanned(database: Database[dict[str, Any]]) -> tuple[int, float]:
    started = time.perf_counter()
    count = sum(1 for _ in database["entries"].find().sort("_id", 1))
    return count, time.perf_counter() - started
