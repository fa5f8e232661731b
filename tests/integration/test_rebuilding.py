"""Views rebuilt beside the one in use, while writing goes on."""

from __future__ import annotations

import pytest
from pymongo import MongoClient, monitoring

from shared import rebuilding
from shared.errors import BrokenHistory, TransientError
from shared.feed import LocalFeed
from shared.pieces import AT_ONCE
from shared.projecting import Projector, View, ViewReader
from shared.rebuilding import rebuild
from shared.views import Generations, cursor_name
from tests.builders.numbered import NumberedHistory
from tests.builders.projected import (
    LETTERS,
    NOTES,
    decode,
    everything,
    running,
    write_some,
)
from tests.support.waiting import until

GRACE_SECONDS = 3.0  # within which a look at the old documents must come


@pytest.fixture
def history(database):
    return NumberedHistory(database)


@pytest.fixture
def feed(history, database):
    return LocalFeed("samples", database)


@pytest.fixture
def projector(database, feed):
    return Projector("samples", NOTES, feed, database, decode)


@pytest.fixture
def reader(database):
    return ViewReader(database, NOTES, "samples")


def test_a_rebuilt_view_equals_the_one_that_grew(history, projector, database):
    write_some(history)
    while projector.advance(1):
        pass
    told = []

    assert rebuild([projector], lambda done, total: told.append((done, total))) == 2

    assert Generations(database, "notes").current() == 2
    assert everything(database, generation=2) == everything(database, generation=1)
    assert told[-1] == (history.end, history.end)


def test_readers_and_the_running_projector_move_to_the_rebuilt_view_and_the_old_one_goes_later(
    history, feed, database, reader
):
    write_some(history)
    projector = Projector("samples", NOTES, feed, database, decode, grace_seconds=GRACE_SECONDS)
    with running(projector):
        until(lambda: projector.progress(1)[1] == history.end)
        documents = Generations(database, "notes").documents(1)
        documents.update_one({"_id": "sample-0"}, {"$set": {"last": "wrong"}})
        assert reader.get("sample-0")["last"] == "wrong"

        rebuild([Projector("samples", NOTES, feed, database, decode)])
        assert documents.find_one({"_id": "sample-0"}) is not None
        until(lambda: reader.get("sample-0")["last"] != "wrong")

        history.write("sample-0", "after")
        until(lambda: reader.get("sample-0")["last"] == "after")
        views = Generations(database, "notes").database
        assert "view_notes_2" in views.list_collection_names()
        until(lambda: "view_notes_1" not in views.list_collection_names())
        until(lambda: views["cursors"].find_one({"_id": cursor_name("notes", 1, "samples")}) is None)
    assert projector.progress(2) == ("e-1", history.end)


def test_what_arrives_between_the_last_page_and_the_swap_does_not_end_it(
    history, projector, database, monkeypatch
):
    write_some(history)
    while projector.advance(2):  # an interrupted rebuild had come this far
        pass
    advance = projector.advance

    def advanced(generation, page):
        taken = advance(generation, page)
        if not taken:
            history.write("sample-0", "just now")
        return taken

    monkeypatch.setattr(projector, "advance", advanced)
    assert rebuild([projector]) == 2
    monkeypatch.undo()
    while projector.advance(2):
        pass
    assert projector.progress(2) == ("e-1", history.end)


class Deleted(monitoring.CommandListener):
    """How many documents each command took out, 0 for a whole collection."""

    def __init__(self):
        self.counts = []

    def started(self, event):
        pass

    def succeeded(self, event):
        if event.command_name in ("delete", "drop"):
            self.counts.append(event.reply.get("n", 0) if event.command_name == "delete" else 0)

    def failed(self, event):
        pass


def test_a_large_generation_is_emptied_bit_by_bit_before_it_is_dropped(mongo_uri, database):
    heard = Deleted()
    with MongoClient(mongo_uri, event_listeners=[heard]) as client:
        generations = Generations(client[database.name], "notes")
        documents = generations.documents(1)
        documents.insert_many([{"_id": f"k{number}"} for number in range(2 * AT_ONCE + 1)])
        generations.drop_but(2)

        assert generations.database.list_collection_names() == []
    assert heard.counts == [AT_ONCE, AT_ONCE, 1, 0]


def test_writing_goes_on_during_a_rebuild_and_nothing_is_lost_or_double(history, feed, database):
    write_some(history)
    live = Projector("samples", NOTES, feed, database, decode)
    written = []

    class Slow(LocalFeed):
        def after(self, position, limit):
            return super().after(position, min(limit, 3))

    def meanwhile(done, total):
        if len(written) < 8:
            written.append(history.write("sample-live", f"live {len(written)}"))

    with running(live):
        rebuild([Projector("samples", NOTES, Slow("samples", database), database, decode)], meanwhile)
        history.write("sample-live", "last")
        until(lambda: live.progress(2)[1] == history.end)

    notes = everything(database, generation=2)["sample-live"]["notes"]
    assert notes == [*(f"live {number}" for number in range(8)), "last"]


def test_an_interrupted_rebuild_is_resumed(history, feed, projector, database):
    write_some(history)
    seen = []

    def counting(event):
        seen.append(event.position)
        return decode(event)

    other = Projector("samples", NOTES, feed, database, counting)
    other.advance(2, limit=5)  # then it was killed

    rebuild([other])

    assert seen == list(range(1, history.end + 1))
    assert sum(one["length"] for one in everything(database, generation=2).values()) == history.end


def test_a_rebuild_may_begin_anew(history, feed, projector, database):
    write_some(history)
    changed = View(name="notes", keys=NOTES.keys, project=lambda *_: {"changed": True})
    projector.advance(2, limit=5)

    rebuild([Projector("samples", changed, feed, database, decode)], anew=True)

    assert all(one["changed"] for one in everything(database, generation=2).values())
    assert len(everything(database, generation=2)) == 4


def test_of_two_rebuilds_at_once_one_view_comes_out(history, feed, projector, database):
    write_some(history)
    other = Projector("samples", NOTES, feed, database, decode)
    raced = []

    def overtake(done, total):
        if not raced:
            raced.append(rebuild([other]))

    with pytest.raises(TransientError):
        rebuild([projector], overtake)

    assert raced == [2]
    assert Generations(database, "notes").current() == 2
    assert sum(one["length"] for one in everything(database).values()) == history.end


class Busy(LocalFeed):
    """Does not answer now and then, or never again."""

    away = 3

    def after(self, position, limit):
        if self.away:
            self.away -= 1
            raise TransientError("busy")
        return super().after(position, limit)


def test_a_busy_owner_is_asked_again(history, database):
    write_some(history)
    projector = Projector("samples", NOTES, Busy("samples", database), database, decode)

    assert rebuild([projector]) == 2
    assert sum(one["length"] for one in everything(database).values()) == history.end


def test_an_owner_that_stays_away_ends_a_rebuild_and_the_view_in_use_stays(history, database, monkeypatch):
    write_some(history)
    monkeypatch.setattr(rebuilding, "PATIENT_SECONDS", 0.5)
    feed = Busy("samples", database)
    feed.away = 10_000

    with pytest.raises(TransientError, match="busy"):
        rebuild([Projector("samples", NOTES, feed, database, decode)])
    assert Generations(database, "notes").current() == 1


def test_views_of_two_kinds_are_not_rebuilt_together(feed, projector, database):
    with pytest.raises(ValueError, match="different views"):
        rebuild([projector, Projector("samples", LETTERS, feed, database, decode)])


def test_a_history_numbered_anew_asks_for_a_rebuild(mongo, database, history, feed, projector):
    write_some(history)
    projector.advance(1)
    for name in ("log", "log_state"):
        database[name].delete_many({})
    again = NumberedHistory(database, epoch="e-2")
    again.number((one["_id"], len(one["events"])) for one in database["commits"].find().sort("_id", 1))

    again.write("sample-0", "later")
    with pytest.raises(BrokenHistory, match="sovang rebuild samples notes"):
        projector.advance(1)

    rebuild([projector])
    assert projector.progress(2) == ("e-2", again.end)
