"""The sequencer on a real database: killed at every step, doubled, paused, lied to, held back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.adapters.source_states import MongoStateBoard
from services.audit.application.ledger import Collision, StoredCheckpoint
from services.audit.application.sequencer import Sequencer
from services.audit.application.sequencing import Sequencing
from services.audit.application.stored_log import StoredLog
from services.audit.domain.checkpoint import parse_checkpoint
from services.audit.domain.merkle import hash_leaves, root_of
from services.audit.domain.note import parse_note
from services.audit.domain.signing import open_note
from services.audit.domain.tiling import TileEdge
from services.audit.domain.verification import verify
from shared.broker.doorbell import LocalHub
from shared.errors import BrokenHistory
from shared.messages import NumberedEvent
from tests.integration.sequencing_program import SIGNER, feeds_of, sequencer
from tests.support.waiting import until
from tests.unit.audit_app.histories import LATER_EPOCH, GrowingFeed, body, event_id, history

LENGTH = 400
STEPS = [
    ("entries inserting", 1),
    ("entries inserted", 1),
    ("tiles inserting", 1),
    ("tiles inserted", 1),
    ("sequenced told", 1),
    ("checkpoint inserting", 1),
    ("checkpoint inserted", 1),
    ("checkpoint anchored", 1),
]

Db = Database[dict[str, Any]]


class Ledger:
    """What a test sees of the ledger in *database*."""

    def __init__(self, database: Db) -> None:
        self.store = MongoLedgerStore(database)
        self.board = MongoStateBoard(database)

    def size(self) -> int:
        return self.store.size()

    def published(self) -> int:
        last = self.store.last_checkpoint()
        return last.size if last else 0

    def sequence(self) -> list[tuple[str, int]]:
        return [(entry.source, entry.position) for entry in self.store.entries(0, self.size())]

    def checkpoints(self) -> list[StoredCheckpoint]:
        last = self.store.last_checkpoint()
        return [self.store.checkpoint(number) for number in range(last.number + 1)] if last else []

    def condition(self, source: str) -> str:
        return next((state.condition for state in self.board.shown() if state.source == source), "")

    def waits_for(self, source: str) -> str:
        return next((state.waits_for for state in self.board.shown() if state.source == source), "")


@pytest.fixture
def ledger(database: Db) -> Ledger:
    return Ledger(database)


@contextmanager
def running(role: Sequencer) -> Iterator[list[BaseException]]:
    """*role* at work in a thread; what it raised is in the list."""
    stop, raised = threading.Event(), []

    def run() -> None:
        try:
            role.run(stop)
        except BaseException as error:  # noqa: BLE001  # the test looks at it
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield raised
    finally:
        stop.set()
        thread.join()


class Process:
    """A sequencer in a process of its own."""

    def __init__(self, uri: str, database: Db, folder: Path, kill: str = "null") -> None:
        arguments = [uri, database.name, str(folder), str(LENGTH), kill]
        self._log = (folder / f"{os.urandom(4).hex()}.log").open("wb")
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.integration.sequencing_program", *arguments],
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def signal(self, number: int) -> None:
        self._child.send_signal(number)

    def code(self, seconds: float = 120.0) -> int:
        return self._child.wait(seconds)

    def end(self) -> None:
        if self._child.poll() is None:
            self._child.send_signal(signal.SIGCONT)
            self._child.terminate()
            self._child.wait(60)
        self._log.close()


@pytest.fixture
def start(mongo_uri: str, database: Db, tmp_path: Path) -> Iterator[Callable[..., Process]]:
    started: list[Process] = []

    def make(kill: str = "null") -> Process:
        started.append(Process(mongo_uri, database, tmp_path, kill))
        return started[-1]

    yield make
    for process in started:
        process.end()


def assert_sound(ledger: Ledger, expected: set[tuple[str, int]]) -> None:
    """Everything once, causes first, every tile and root recomputed, every checkpoint one of the same tree."""
    entries = ledger.store.entries(0, ledger.size())
    told = [(entry.source, entry.position) for entry in entries]
    assert len(told) == len(set(told))
    assert set(told) == expected
    report = verify(StoredLog(ledger.store), SIGNER.verifier)
    assert report.ok, report.findings
    assert report.entries == len(entries)
    hashes = hash_leaves([entry.leaf for entry in entries])
    _, full = TileEdge().append(hashes)
    for tile in full:
        stored = ledger.store.tiles(tile.address.level or 0, tile.address.index, tile.address.index + 1)
        assert stored == [tile.content]
    sizes = [checkpoint.size for checkpoint in ledger.checkpoints()]
    assert sizes == sorted(set(sizes))
    for checkpoint in ledger.checkpoints():
        assert checkpoint.root == root_of(hashes[: checkpoint.size])
        text = parse_checkpoint(open_note(parse_note(checkpoint.note), [SIGNER.verifier]))
        assert (text.size, text.root) == (checkpoint.size, checkpoint.root)


def everything(length: int = LENGTH) -> set[tuple[str, int]]:
    return {(source, position) for source in ("awards", "nominations") for position in range(1, length + 1)}


def test_everything_is_sequenced_once_and_causes_come_first(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    with running(sequencer(database, tmp_path, feeds_of(LENGTH))):
        until(lambda: ledger.published() == 2 * LENGTH, 120)

    assert_sound(ledger, everything())
    place = {told: index for index, told in enumerate(ledger.sequence())}
    assert all(place["nominations", number] < place["awards", number] for number in range(1, LENGTH + 1))


@pytest.mark.parametrize(("step", "times"), STEPS)
def test_killed_at_any_step_it_goes_on_without_loss_or_double(
    step: str, times: int, ledger: Ledger, database: Db, tmp_path: Path, start: Callable[..., Process]
) -> None:
    first = start(f'["{step}", {times}]')

    assert first.code() == -signal.SIGKILL
    with running(sequencer(database, tmp_path, feeds_of(LENGTH))):
        until(lambda: ledger.published() == 2 * LENGTH, 120)
    assert_sound(ledger, everything())


def test_two_sequencers_one_paused_beyond_its_lease_make_one_ledger(
    ledger: Ledger, start: Callable[..., Process]
) -> None:
    first = start()
    until(lambda: ledger.size() > 0, 60)
    first.signal(signal.SIGSTOP)
    second = start()
    until(lambda: ledger.published() == 2 * LENGTH, 120)
    first.signal(signal.SIGCONT)
    first.end()
    second.end()

    assert_sound(ledger, everything())


def test_a_second_writer_collides_and_the_ledger_keeps_one_order(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    together = threading.Barrier(2)

    def make() -> Sequencer:
        """One that begins to write only when the other does."""
        met: list[str] = []

        def reached(step: str) -> None:
            if step == "entries inserting" and not met:
                met.append(step)
                together.wait(60)

        return sequencer(database, tmp_path, feeds_of(LENGTH), reached=reached, interval=0.001)

    with running(make()) as one, running(make()) as other:
        until(lambda: one or other)

    assert all(isinstance(error, Collision) for error in one + other)
    with running(sequencer(database, tmp_path, feeds_of(LENGTH))):
        until(lambda: ledger.published() == 2 * LENGTH, 120)
    assert_sound(ledger, everything())


def test_a_restart_with_nothing_new_writes_nothing(ledger: Ledger, database: Db, tmp_path: Path) -> None:
    with running(sequencer(database, tmp_path, feeds_of(10))):
        until(lambda: ledger.published() == 20)
    before = ledger.checkpoints()

    database["source_states"].drop()
    with running(sequencer(database, tmp_path, feeds_of(10))):
        until(lambda: ledger.condition("awards") == "following")

    assert ledger.checkpoints() == before


def test_a_known_position_with_other_bytes_stops_that_source_alone(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    hub = LocalHub()
    nominations = GrowingFeed("nominations", history("nominations", 20), shown=10)
    awards = GrowingFeed("awards", history("awards", 20, causes="nominations"), shown=10)
    role = sequencer(
        database, tmp_path, {"awards": awards, "nominations": nominations}, doorbell=hub.doorbell()
    )
    with running(role):
        until(lambda: ledger.size() == 20)
        original = awards.events[4]
        altered = NumberedEvent(
            source="awards", epoch=original.epoch, position=5, body=original.body.replace(b"hoa", b"lan")
        )
        hub.bell("awards").ring([altered], 1.0)
        until(lambda: ledger.condition("awards") == "rewound")
        nominations.shown = 20
        hub.bell("nominations").ring(nominations.events[10:], 1.0)
        until(lambda: ledger.published() == 30)

    assert ledger.condition("nominations") == "following"
    assert_sound(ledger, {("awards", n) for n in range(1, 11)} | {("nominations", n) for n in range(1, 21)})


def test_after_a_restart_the_last_known_position_is_compared_with_its_source(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    with running(sequencer(database, tmp_path, feeds_of(5))):
        until(lambda: ledger.published() == 10)
    feeds = feeds_of(5)
    rewritten = GrowingFeed("nominations", history("nominations", 4))
    last = NumberedEvent(
        source="nominations", epoch=rewritten.events[0].epoch, position=5, body=body("nominations", 5)
    )
    rewritten.events.append(last)
    rewritten.shown = 5
    feeds["nominations"] = rewritten

    with running(sequencer(database, tmp_path, feeds)):
        until(lambda: ledger.condition("nominations") == "rewound")

    assert ledger.condition("awards") == "following"
    assert ledger.size() == 10


def test_a_source_that_knows_less_than_the_ledger_is_rewound(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    with running(sequencer(database, tmp_path, feeds_of(5))):
        until(lambda: ledger.published() == 10)

    with running(sequencer(database, tmp_path, feeds_of(3))):
        until(lambda: ledger.condition("nominations") == ledger.condition("awards") == "rewound")

    assert ledger.size() == 10


def test_a_later_epoch_is_numbered_again_from_the_start(ledger: Ledger, database: Db, tmp_path: Path) -> None:
    with running(sequencer(database, tmp_path, feeds_of(5))):
        until(lambda: ledger.published() == 10)
    feeds = feeds_of(5)
    feeds["nominations"] = GrowingFeed("nominations", history("nominations", 6, LATER_EPOCH))

    with running(sequencer(database, tmp_path, feeds)):
        until(lambda: ledger.published() == 16)

    assert [entry.position for entry in ledger.store.entries(10, 10)] == [1, 2, 3, 4, 5, 6]
    assert {entry.epoch for entry in ledger.store.entries(10, 10)} == {LATER_EPOCH}
    assert verify(StoredLog(ledger.store), SIGNER.verifier).ok


def test_no_event_is_sequenced_before_its_cause_and_other_sources_go_on(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    hub = LocalHub()
    nominations = GrowingFeed("nominations", history("nominations", 20), shown=3)
    feeds = {
        "awards": GrowingFeed("awards", history("awards", 8, causes="nominations")),
        "nominations": nominations,
        "notifications": GrowingFeed("notifications", history("notifications", 7)),
    }
    with running(sequencer(database, tmp_path, feeds, doorbell=hub.doorbell())):
        until(lambda: ledger.size() == 3 + 3 + 7)
        until(lambda: ledger.waits_for("awards") == event_id("nominations", 4))
        nominations.shown = 4
        hub.bell("nominations").ring(nominations.events[3:4], 1.0)
        until(lambda: ledger.size() == 4 + 4 + 7)
        nominations.shown = 20
        hub.bell("nominations").ring(nominations.events[15:16], 1.0)  # the rest was missed: the feed has it
        until(lambda: ledger.published() == 20 + 8 + 7)

    place = {told: index for index, told in enumerate(ledger.sequence())}
    assert all(place["nominations", number] < place["awards", number] for number in range(1, 9))


def test_an_event_no_ledger_can_hold_stops_its_source_alone(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    feeds = feeds_of(5)
    broken = GrowingFeed("nominations", history("nominations", 5))
    broken.events[2] = NumberedEvent(
        source="nominations", epoch=broken.events[2].epoch, position=3, body=b"[not an event]"
    )
    feeds["nominations"] = broken
    with running(sequencer(database, tmp_path, feeds)):
        until(lambda: ledger.condition("nominations") == "broken")
        until(lambda: ledger.published() == 4)
        until(lambda: ledger.waits_for("awards") == event_id("nominations", 3))

    assert ledger.published() == 4


def test_a_source_that_is_away_is_followed_again_when_it_is_back(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    feeds = feeds_of(5)
    nominations = GrowingFeed("nominations", history("nominations", 5))
    nominations.away = True
    feeds["nominations"] = nominations
    with running(sequencer(database, tmp_path, feeds)):
        until(lambda: ledger.condition("nominations") == "away")
        nominations.away = False
        until(lambda: ledger.published() == 10)

    assert ledger.condition("nominations") == "following"


def test_a_source_without_events_is_followed_too_once_it_answers(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    feeds = feeds_of(5)
    silent = GrowingFeed("awards", [], shown=0)
    silent.away = True
    feeds["awards"] = silent
    with running(sequencer(database, tmp_path, feeds)):
        until(lambda: ledger.condition("awards") == "away")
        silent.away = False
        until(lambda: ledger.condition("awards") == "following")


def test_a_ledger_behind_what_was_published_is_not_continued(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    with running(sequencer(database, tmp_path, feeds_of(5))):
        until(lambda: ledger.published() == 10)
    for name in ("entries", "tiles", "checkpoints"):
        database.drop_collection(name)  # an old backup came back

    with running(sequencer(database, tmp_path, feeds_of(5))) as raised:
        until(lambda: raised)

    assert isinstance(raised[0], BrokenHistory)
    assert ledger.size() == 0


def test_another_history_of_the_same_length_is_not_continued(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    with running(sequencer(database, tmp_path, feeds_of(5))):
        until(lambda: ledger.published() == 10)
    for name in ("entries", "tiles", "checkpoints"):
        database.drop_collection(name)
    other = tmp_path / "elsewhere"
    with running(sequencer(database, other, {"audit": GrowingFeed("audit", history("audit", 12))})):
        until(lambda: ledger.published() == 12)

    with running(sequencer(database, tmp_path, feeds_of(5))) as raised:
        until(lambda: raised)

    assert isinstance(raised[0], BrokenHistory)


def test_an_altered_hash_is_found_at_the_next_start(ledger: Ledger, database: Db, tmp_path: Path) -> None:
    with running(sequencer(database, tmp_path, feeds_of(LENGTH))):
        until(lambda: ledger.published() == 2 * LENGTH, 120)
    database["tiles"].update_one({"_id": "0/1"}, {"$set": {"hashes": b"\x00" * 8192}})

    with running(sequencer(database, tmp_path, feeds_of(LENGTH))) as raised:
        until(lambda: raised)

    assert isinstance(raised[0], BrokenHistory)


def test_a_tile_that_is_there_with_other_hashes_stops_the_ledger(
    database: Db, ledger: Ledger, tmp_path: Path
) -> None:
    database["tiles"].insert_one({"_id": "0/0", "hashes": b"\x00" * 8192})

    with running(sequencer(database, tmp_path, feeds_of(LENGTH))) as raised:
        until(lambda: raised)

    assert isinstance(raised[0], BrokenHistory)
    assert ledger.published() < 256


def test_checkpoints_are_published_at_most_once_an_interval(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    hub = LocalHub()
    feed = GrowingFeed("audit", history("audit", 60), shown=0)
    began = time.monotonic()
    with running(sequencer(database, tmp_path, {"audit": feed}, doorbell=hub.doorbell(), interval=0.5)):
        for number in range(1, 61):
            feed.shown = number
            hub.bell("audit").ring(feed.events[number - 1 : number], 1.0)
            until(lambda known=number: ledger.size() == known)
        until(lambda: ledger.published() == 60)

    assert len(ledger.checkpoints()) <= (time.monotonic() - began) / 0.5 + 1


def test_the_anchor_is_what_was_published_last(ledger: Ledger, database: Db, tmp_path: Path) -> None:
    with running(sequencer(database, tmp_path, feeds_of(5))):
        until(lambda: ledger.published() == 10)
        anchor = tmp_path / "demo.checkpoint"  # written after what it anchors
        until(lambda: anchor.exists() and anchor.read_bytes() == ledger.checkpoints()[-1].note)


def test_deliveries_are_acknowledged_after_their_entries_are_stored(
    ledger: Ledger, database: Db, tmp_path: Path
) -> None:
    acknowledged: list[tuple[int, int]] = []
    listening = threading.Event()
    feed = GrowingFeed("audit", history("audit", 5), shown=0)

    class Watched(LocalHub):
        def listen(self, consumer: str, source: str) -> Any:
            intake = super().listen(consumer, source)
            following = intake.next

            def watched(timeout: float) -> Any:
                delivery = following(timeout)
                if delivery is None:
                    return None
                position = delivery.event.position
                return type(delivery)(delivery.event, lambda: acknowledged.append((position, ledger.size())))

            intake.next = watched  # type: ignore[method-assign]
            listening.set()
            return intake

    hub = Watched()
    with running(sequencer(database, tmp_path, {"audit": feed}, doorbell=hub.doorbell())):
        until(listening.is_set)  # whoever rings before is not heard
        feed.shown = 5
        hub.bell("audit").ring(feed.events, 1.0)
        until(lambda: len(acknowledged) == 5)

    assert [position for position, _ in acknowledged] == [1, 2, 3, 4, 5]
    assert all(stored >= position for position, stored in acknowledged)


def test_loading_needs_no_more_than_the_right_border(ledger: Ledger, database: Db, tmp_path: Path) -> None:
    with running(sequencer(database, tmp_path, feeds_of(LENGTH))):
        until(lambda: ledger.published() == 2 * LENGTH, 120)
    database["entries"].delete_many({"_id": {"$lt": 512}})  # below the right border of 800 entries

    class Keeper:
        def kept(self) -> bytes | None:
            return None

        def keep(self, note: bytes) -> None: ...

    sequencing = Sequencing(ledger.store, Keeper(), SIGNER)
    assert sequencing.load() == 0
    assert sequencing.size == 2 * LENGTH
