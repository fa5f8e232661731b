"""Projectors on a real server: each event folded once, replayed without effect, never torn by a second one."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.errors import BrokenHistory, TransientError
from shared.feed import LocalFeed
from shared.messages import NumberedEvent
from shared.projecting import Projector, View, ViewReader
from shared.roles import RoleRunner, StandBy
from shared.turns import Turns
from shared.views import Generations, apply_events, cursor_name
from shared.waking import Wake
from tests.builders.numbered import NumberedHistory
from tests.builders.projected import (
    LETTERS,
    NOTES,
    collect,
    count_letter,
    decode,
    everything,
    note_of,
    running,
    write_some,
)
from tests.support.waiting import until


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


def test_a_document_is_the_fold_of_its_events(history, projector, reader):
    history.write("sample-a", "one", "two")
    history.write("sample-b", "other")
    history.write("sample-a", "three")
    while projector.advance(1):
        pass

    assert reader.get("sample-a") == {
        "_id": "sample-a",
        "notes": ["one", "two", "three"],
        "last": "three",
        "length": 3,
    }
    assert reader.get("sample-b")["notes"] == ["other"]
    assert reader.get("sample-c") is None
    assert projector.progress(1) == ("e-1", 4)


def test_an_event_may_change_several_documents_and_one_only_once(history, feed, database):
    letters = Projector("samples", LETTERS, feed, database, decode)
    history.write("sample-a", "noon", "on")
    letters.advance(1)

    found = everything(database, LETTERS)
    assert {key: (one["letter"], one["count"], one["at"]) for key, one in found.items()} == {
        "n": ("n", 2, {"samples": 2}),
        "o": ("o", 2, {"samples": 2}),
    }


def test_a_view_has_its_indexes_from_the_first_event_on(history, projector, database):
    history.write("sample-a", "one")
    projector.advance(1)

    indexes = Generations(database, "notes").documents(1).index_information()
    assert [("last", 1), ("_id", 1)] in [index["key"] for index in indexes.values()]


def test_a_view_projects_in_exactly_one_way():
    for ways in ({}, {"project": collect, "project_for": count_letter}):
        with pytest.raises(ValueError, match="either"):
            View(name="two", keys=lambda _: [], **ways)


def test_a_document_may_not_use_reserved_names(history, feed, database):
    view = View(name="wrong", keys=lambda _: ["k"], project=lambda *_: {"at": 1})
    history.write("sample-a", "one")

    with pytest.raises(BrokenHistory, match="reserved"):
        Projector("samples", view, feed, database, decode).advance(1)


def test_replaying_changes_nothing(history, projector, feed, database):
    write_some(history)
    while projector.advance(1):
        pass
    before = everything(database)
    Generations(database, "notes").database["cursors"].delete_many({})

    again = Projector("samples", NOTES, feed, database, decode)
    while again.advance(1, limit=5):
        pass

    assert everything(database) == before
    assert again.progress(1) == ("e-1", history.end)


def test_a_projector_whose_cursor_was_moved_by_another_stands_by_and_reads_it_again(
    history, projector, feed, database
):
    history.write("sample-a", "one")
    projector.advance(1)
    history.write("sample-a", "two")
    Projector("samples", NOTES, feed, database, decode).advance(1)
    history.write("sample-a", "three")

    with pytest.raises(StandBy):
        projector.advance(1)

    assert projector.advance(1) == 1
    assert everything(database)["sample-a"]["notes"] == ["one", "two", "three"]


@given(
    notes=st.lists(
        st.tuples(
            st.sampled_from("abc"), st.lists(st.sampled_from(["x", "y", "gone"]), min_size=1, max_size=4)
        ),
        min_size=1,
        max_size=8,
    ),
    pages=st.lists(st.integers(1, 7), min_size=1, max_size=6),
    again=st.integers(0, 20),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_pages_and_the_replays_the_view_is_the_fold_of_the_history(mongo, notes, pages, again):
    database = mongo[f"test_fold_{threading.get_ident()}"]
    mongo.drop_database(database)
    mongo.drop_database(Generations(database, "notes").database)
    history = NumberedHistory(database)
    for name, some in notes:
        history.write(f"sample-{name}", *some)
    feed = LocalFeed("samples", database)
    projector = Projector("samples", NOTES, feed, database, decode)
    for page in pages:
        projector.advance(1, page)
    _, position = projector.progress(1)
    if back := min(again, position):  # the cursor was lost after the documents were written
        where = {"_id": cursor_name("notes", 1, "samples")}
        projector.generations.database["cursors"].update_one(where, {"$set": {"position": position - back}})
        projector = Projector("samples", NOTES, feed, database, decode)
    while projector.advance(1):
        pass

    folded: dict[str, object] = {}
    for event in map(decode, feed.after(0, 1000)):
        folded[event.event["subject"]] = collect(folded.get(event.event["subject"]), event)
    reader = ViewReader(database, NOTES, "samples")
    found = {key: reader.get(key) for key in folded}
    assert found == {key: {"_id": key, **one} if one else None for key, one in folded.items()}
    mongo.drop_database(database)


def test_what_was_taken_away_is_not_found_and_may_come_back(history, projector, reader):
    history.write("sample-a", "one", "gone")
    projector.advance(1)
    assert reader.get("sample-a") is None
    assert reader.find({}, sort="last", limit=10).items == []

    history.write("sample-a", "again")
    projector.advance(1)
    assert reader.get("sample-a")["notes"] == ["again"]


def test_a_running_projector_follows_and_is_woken_at_once(history, feed, database, reader):
    wake = Wake()
    slow = Projector("samples", NOTES, feed, database, decode, wake=wake, poll_seconds=30)
    with running(slow):
        history.write("sample-a", "one")
        wake.ring()
        until(lambda: reader.get("sample-a"))
        history.write("sample-a", "two")
        wake.ring()
        until(lambda: reader.get("sample-a")["length"] == 2)


def test_a_projector_that_looks_seldom_ends_soon_when_told_to(history, feed, database, reader):
    history.write("sample-a", "one")
    with running(Projector("samples", NOTES, feed, database, decode, poll_seconds=120)):
        until(lambda: reader.get("sample-a"), what="it has looked, and waits")
        begun = time.monotonic()
    assert time.monotonic() - begun < 60


class Watched(Turns):
    """Turns for one, and how many had theirs, one after the other or at once."""

    def __init__(self):
        super().__init__(1)
        self.had, self.now, self.most = 0, 0, 0

    @contextmanager
    def taken(self, stop):
        with super().taken(stop) as mine:
            self.had, self.now = self.had + mine, self.now + 1
            self.most = max(self.most, self.now)
            yield mine
            self.now -= 1


def test_projectors_that_are_far_behind_take_turns_and_all_come_to_the_end(
    history, feed, database, monkeypatch
):
    write_some(history)
    turns = Watched()
    monkeypatch.setattr("shared.projecting.PAGE", 3)
    monkeypatch.setattr("shared.projecting.CATCHING_UP", turns)
    views = [replace(NOTES, name=f"notes_{number}") for number in range(5)]
    projectors = [Projector("samples", view, feed, database, decode) for view in views]
    with running(*projectors):
        until(lambda: all(one.progress(1) == ("e-1", history.end) for one in projectors))
        history.write("sample-a", "after")
        until(lambda: all(one.progress(1) == ("e-1", history.end) for one in projectors))
    assert turns.most == 1
    assert turns.had >= 5 * (history.end // 3 - 1)


class Asked(LocalFeed):
    """A feed, and what it was asked for."""

    def __init__(self, source, database):
        super().__init__(source, database)
        self.pages = []

    def after(self, position, limit):
        self.pages.append((position, limit))
        return super().after(position, limit)


def test_projectors_that_begin_at_different_places_read_the_same_pages(history, database, monkeypatch):
    write_some(history)
    monkeypatch.setattr("shared.projecting.PAGE", 4)
    pages = []
    for ahead in (0, 1, 3):
        asked = Asked("samples", database)
        one = Projector("samples", replace(NOTES, name=f"notes_{ahead}"), asked, database, decode)
        if ahead:
            one.advance(1, ahead)
        asked.pages.clear()
        with running(one):
            until(lambda one=one: one.progress(1) == ("e-1", history.end))
        pages.append([page for page in asked.pages if 4 <= page[0] < history.end - 4])
    assert len(pages[0]) > 2
    assert pages[0] == pages[1] == pages[2]


def test_a_running_projector_sees_what_nobody_woke_it_for(history, projector, reader):
    with running(projector):
        history.write("sample-a", "one")
        until(lambda: reader.get("sample-a"))


def test_a_projector_that_was_paused_meets_the_work_of_its_successor_and_stands_by(history, feed, database):
    write_some(history)
    paused = Projector("samples", NOTES, feed, database, decode)
    other = Projector("samples", NOTES, feed, database, decode)

    class Paused:
        source = "samples"

        def after(self, position, limit):
            events = feed.after(position, limit)
            while other.advance(1, limit=4):
                pass
            return events

    paused.feed = Paused()
    with pytest.raises(StandBy):
        paused.advance(1, limit=7)

    found = everything(database)
    assert sum(one["length"] for one in found.values()) == history.end
    assert {one["at"]["samples"] for one in found.values()} <= set(range(1, history.end + 1))


def test_two_projectors_at_once_fold_each_event_once(history, feed, database):
    write_some(history, 60)
    together = threading.Barrier(3)

    class Together(LocalFeed):
        """Its first page is had once all have theirs: none is done before another begins."""

        met = False

        def after(self, position, limit):
            events = super().after(position, limit)
            if not self.met:
                self.met = True
                together.wait(60)
            return events

    def run(stop_at, faults):
        projector = Projector("samples", NOTES, Together("samples", database), database, decode)
        while projector.progress(1)[1] < stop_at:
            try:
                projector.advance(1, limit=3)
            except TransientError as fault:
                faults.append(fault)

    faults: list[Exception] = []
    threads = [threading.Thread(target=run, args=(history.end, faults), daemon=True) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)

    notes = [note for one in everything(database).values() for note in one["notes"]]
    assert len(notes) == len(set(notes)) == history.end
    assert len(faults) >= 2  # of those who had the first page, one could take it


def test_an_event_that_cannot_be_projected_stops_the_role_and_those_before_it_count(
    history, projector, reader, database
):
    history.write("sample-a", "one", "two", "bad", "four")

    with pytest.raises(BrokenHistory, match="samples@3"):
        projector.advance(1)

    assert reader.get("sample-a")["notes"] == ["one", "two"]
    assert projector.progress(1) == ("e-1", 2)


def test_the_failed_view_shows_in_the_status_and_the_others_go_on(history, feed, projector, database):
    history.write("sample-a", "bad")
    letters = Projector("samples", LETTERS, feed, database, decode)
    runner = RoleRunner([projector, letters])
    runner.start()
    try:
        until(lambda: runner.status()["samples.notes"]["state"] == "failed")
        until(lambda: "a" in everything(database, LETTERS))
        assert "samples@1" in runner.status()["samples.notes"]["detail"]
        assert runner.status()["samples.letters"]["state"] == "active"
    finally:
        assert runner.stop(60)


def test_a_vault_that_is_away_stops_nothing_for_good(history, feed, database, reader):
    away = [True]

    def sealed(event):
        if away[0]:
            raise TransientError("the vault is away")
        return decode(event)

    projector = Projector("samples", NOTES, feed, database, sealed)
    history.write("sample-a", "one", "two")
    with pytest.raises(TransientError):
        projector.advance(1)
    away[0] = False
    projector.advance(1)

    assert reader.get("sample-a")["length"] == 2


def test_events_the_view_does_not_read_only_move_the_cursor(history, feed, database):
    projector = Projector("samples", NOTES, feed, database, lambda _: None)
    write_some(history)
    projector.advance(1)

    assert everything(database) == {}
    assert projector.progress(1) == ("e-1", history.end)


def test_a_consumer_hands_events_over_in_any_pace_and_gaps_are_read_from_the_feed(
    history, feed, projector, database
):
    write_some(history)
    events = feed.after(0, 100)
    for number in (0, 1, 1, 5, 3, 9):
        projector.handle(events[number])
        assert projector.progress(1)[1] >= events[number].position

    assert sum(one["length"] for one in everything(database).values()) == projector.progress(1)[1] >= 10


def test_a_consumer_ahead_of_the_feed_tries_again_later(history, feed, projector):
    write_some(history, 2)
    event = feed.after(0, 1)[0]
    later = NumberedEvent(source=event.source, epoch=event.epoch, position=50, body=event.body)

    with pytest.raises(TransientError, match="does not reach 50"):
        projector.handle(later)


def test_two_sources_share_a_document_and_neither_overtakes_the_other(mongo, database, history, projector):
    others = mongo[f"{database.name}_others"]
    far = NumberedHistory(others)
    far.write("sample-a", "far 1", "far 2")
    history.write("sample-a", "near 1")
    distant = Projector("samples", NOTES, LocalFeed("others", others), database, decode)
    distant.advance(1, 1)
    projector.advance(1)
    distant.advance(1)
    projector.advance(1)

    assert (projector.name, distant.name) == ("samples.notes", "samples.notes.others")
    document = everything(database)["sample-a"]
    assert document["notes"] == ["far 1", "near 1", "far 2"]
    assert document["at"] == {"samples": 1, "others": 2}
    mongo.drop_database(others)


def test_a_document_another_source_changed_meanwhile_is_folded_anew(history, feed, database):
    history.write("sample-a", "one")
    documents = Generations(database, "notes").documents(1)
    documents.insert_one({"_id": "sample-a", "at": {"others": 1}, "notes": ["far"]})
    came = []

    def meanwhile(document, recorded):
        if not came:
            came.append(True)
            documents.update_one({"_id": "sample-a"}, {"$set": {"at.others": 2, "notes": ["far", "far 2"]}})
        return {"notes": [*document["notes"], note_of(recorded)]}

    view = View(name="notes", keys=NOTES.keys, project=meanwhile)
    apply_events(view, documents, "samples", [decode(event) for event in feed.after(0, 10)])

    assert everything(database)["sample-a"] == {
        "_id": "sample-a",
        "at": {"others": 2, "samples": 1},
        "notes": ["far", "far 2", "one"],
    }
