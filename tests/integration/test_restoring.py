"""An older backup put in a service's place: refused as it is, made whole from the ledger, and then gone on with."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from services.audit.domain.merkle import leaf_hash
from shared.broker.doorbell import LocalHub
from shared.consuming import Consumer
from shared.cursors import Cursors
from shared.duties import subject_of
from shared.feed import LocalFeed
from shared.history import OwnerBehind
from shared.leases import Lease
from shared.messages import NumberedEvent
from shared.numbering import LogBehindLedger
from shared.numberlog import NumberLog
from sovang.at_rest import StillAtWork
from sovang.restoring import restore_from_ledger
from tests.builders.positions import numbered
from tests.builders.recorded import KEPT, SERVICE, Copy, RecordedHistory
from tests.builders.running import running
from tests.integration.restoring_program import TERM
from tests.support.ports import free_port
from tests.support.waiting import until


@dataclass(frozen=True)
class Old:
    """A history of 32 events of which the backup has 8, and a commit that had no number then; the ledger has all."""

    history: RecordedHistory
    whole: Copy
    events: list[NumberedEvent]
    backup: Copy
    ledger: Copy
    port: int


class Taker(Consumer):
    """Another service that takes this one's events; each effect is counted."""

    def __init__(self, history: RecordedHistory) -> None:
        super().__init__(
            "awards", SERVICE, lambda: LocalHub().listen("awards", SERVICE), LocalFeed(SERVICE, history.database),
            history.platform.database("awards"), self._take, subject_of, head_seconds=0.1,
        )  # fmt: skip

    def at(self) -> int:
        return (Cursors(self.database).get(f"awards/{SERVICE}") or ("", 0))[1]

    def effects(self) -> list[int]:
        return [one["position"] for one in self.database.effects.find().sort("position", 1)]

    def _take(self, event: NumberedEvent) -> None:
        self.database.effects.insert_one({"position": event.position})


@pytest.fixture(scope="module")
def made(mongo: Any, mongo_uri: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Old]:
    port, name = free_port(), f"t{uuid.uuid4().hex[:12]}"
    history = RecordedHistory(mongo_uri, name, tmp_path_factory.mktemp("home"), port)
    for number in range(8):
        history.write(f"sample-{number % 4}", "early")
    history.number(8)
    history.write("sample-1", "stored", "and not numbered yet")
    backup = history.copy()
    for number in range(11):
        history.write(f"sample-{number % 6}", "late", "two at once")
    history.number(32)
    history.sequence()
    with running(taker := Taker(history)):
        until(lambda: taker.at() == 32)
    whole = history.copy()
    yield Old(history, whole, history.feed.after(0, 1000), backup, history.copy_ledger(), port)
    history.close()
    if os.environ.get("MONGO_URI"):
        for found in mongo.list_database_names():
            if found.startswith(f"sovang_{name}_"):
                mongo.drop_database(found)


@pytest.fixture
def old(made: Old) -> Old:
    """The backup is in place, the ledger as it was."""
    made.history.put_back(made.backup)
    made.history.put_back_ledger(made.ledger)
    taker = made.history.platform.database("awards")
    taker.cursors.update_one({}, {"$set": {"position": 32}})
    taker.effects.delete_many({"position": {"$gt": 32}})
    return made


@pytest.fixture
def history(old: Old) -> RecordedHistory:
    return old.history


def restore(history: RecordedHistory, *, check: bool = False) -> int:
    return restore_from_ledger(history.platform, SERVICE, check=check, as_json=True, term=TERM)


def require_whole(history: RecordedHistory, old: Old) -> None:
    require_same_events(history, old)
    assert len(numbered(history.database)) == len(old.whole["commits"])
    assert bounds(history.copy()["commits"]) == bounds(old.whole["commits"])


def require_same_events(history: RecordedHistory, old: Old) -> None:
    assert LocalFeed(SERVICE, history.database).after(0, 1000) == old.events
    for number in range(6):
        history.store.read(f"sample-{number}")  # checks the chain


def bounds(commits: list[dict[str, Any]]) -> dict[str, list[bytes]]:
    return {one["_id"]: [bytes(body) for body in one["events"]] for one in commits}


def test_an_old_copy_is_not_numbered_on_but_restored_and_then_gone_on_with(
    history: RecordedHistory, old: Old, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(LogBehindLedger):
        history.numberer().run(threading.Event())
    with pytest.raises(OwnerBehind):
        Taker(history).run(threading.Event())
    assert restore(history, check=True) == 0
    looked = json.loads(capsys.readouterr().out)
    assert (looked["compared"], looked["missing_events"]) == (8, 24)
    assert (looked["commits_inserted"], looked["commits_adopted"], looked["verified"]) == (11, 1, 0)
    assert history.database.log.count_documents({}) == 8
    assert restore(history) == 0
    assert json.loads(capsys.readouterr().out)["verified"] == 32

    require_whole(history, old)
    restored = history.store.read("sample-5").commits[0]
    assert restored.command.key == f"restored:{restored.events[0].attributes['id']}"  # a person's own is lost
    assert NumberLog(history.database).load() is None  # no token of the history that is gone
    history.write("sample-9", "life goes on")
    with running(history.numberer()):
        until(lambda: history.feed.head()[1] == 33)
        history.write("sample-9", "by the change stream too")
        until(lambda: history.feed.head()[1] == 34)
    with running(taker := Taker(history)):
        until(lambda: taker.at() == 34)
    assert taker.effects() == list(range(1, 35))
    history.sequence()
    assert history.known() == (history.feed.head()[0], 34)


def test_a_database_of_which_nothing_is_left_comes_back_in_its_epoch(
    history: RecordedHistory, old: Old
) -> None:
    history.put_back({name: [] for name in KEPT})
    assert restore(history) == 0
    require_same_events(history, old)  # made-up events share one cause and moment: their commits may be fewer
    assert restore(history) == 0
    require_same_events(history, old)


@pytest.mark.parametrize(("step", "count"), [("commits", 1), ("rows", 2)])
def test_killed_in_the_middle_and_run_again_it_ends_the_same(
    history: RecordedHistory,
    old: Old,
    mongo_uri: str,
    step: str,
    count: int,
) -> None:
    program = "tests.integration.restoring_program"
    arguments = [
        mongo_uri,
        history.settings.realm,
        str(history.settings.home),
        str(old.port),
        step,
        str(count),
    ]
    ended = subprocess.run([sys.executable, "-m", program, *arguments], check=False, timeout=180)
    assert ended.returncode == -signal.SIGKILL
    assert history.database.commits.count_documents({}) > 9

    assert restore(history) == 0
    require_whole(history, old)


def test_it_refuses_while_the_service_is_at_work(history: RecordedHistory, old: Old) -> None:
    lease = Lease(history.database, f"{SERVICE}.numberer", "somebody", term=TERM)
    assert lease.take()
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(TERM / 5):
            lease.renew()

    beating = threading.Thread(target=beat)
    beating.start()
    try:
        with pytest.raises(StillAtWork):
            restore(history)
    finally:
        stop.set()
        beating.join()
    assert history.database.log.count_documents({}) == 8
    assert restore(history) == 0  # whose holder is dead is free after a term


def test_other_bytes_at_a_recorded_position_are_refused_and_nothing_is_written(
    history: RecordedHistory, old: Old, capsys: pytest.CaptureFixture[str]
) -> None:
    history.write("sample-2", "accepted by the old copy")
    assert restore(history, check=True) == 1
    assert json.loads(capsys.readouterr().out)["contradicted"] == ["sample-2@0000000003"]
    assert restore(history) == 1
    assert "sample-2@0000000003" in capsys.readouterr().err
    assert history.database.log.count_documents({}) == 8

    torn = history.database.commits.find_one({"_id": "sample-1@0000000001"})
    assert torn is not None
    history.database.commits.update_one({"_id": torn["_id"]}, {"$set": {"events": [b"{}"]}})
    assert restore(history) == 1
    assert f"{SERVICE}@3 is not what the ledger recorded" in capsys.readouterr().err


@pytest.mark.parametrize("hashed_anew", [False, True])
def test_a_ledger_that_was_altered_restores_nothing(
    history: RecordedHistory, old: Old, capsys: pytest.CaptureFixture[str], *, hashed_anew: bool
) -> None:
    entries = history.platform.database("audit")["entries"]
    entry = entries.find_one({"_id": 20})
    assert entry is not None
    leaf = bytes(entry["leaf"]).replace(b"user:lan", b"user:lam")
    changed = {"leaf": leaf, "hash": leaf_hash(leaf)} if hashed_anew else {"leaf": leaf}
    entries.update_one({"_id": 20}, {"$set": changed})
    assert restore(history) == 1
    assert (
        "not those that were signed" if hashed_anew else "not what its leaf says"
    ) in capsys.readouterr().err
    assert history.database.log.count_documents({}) == 8


def test_a_copy_that_lacks_nothing_loses_its_token_alone(history: RecordedHistory, old: Old) -> None:
    history.put_back(old.whole)
    assert NumberLog(history.database).load() is not None  # which another server might accept without a word
    assert restore(history) == 0
    assert NumberLog(history.database).load() is None
    require_whole(history, old)


def test_who_took_more_than_the_ledger_ever_got_is_named(
    history: RecordedHistory, old: Old, capsys: pytest.CaptureFixture[str]
) -> None:
    epoch = old.events[0].epoch
    cursors = history.platform.database("notifications")["cursors"]
    cursors.delete_many({})
    cursors.insert_one({"_id": "notifications/nominations", "epoch": epoch, "position": 35})
    assert restore(history) == 1
    assert json.loads(capsys.readouterr().out)["ahead"] == ["notifications: notifications/nominations 35"]
    require_whole(history, old)
    cursors.delete_many({})
