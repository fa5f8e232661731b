"""A view by its last changes: each document once, in pieces that do not grow with the view, and counts that follow."""

from __future__ import annotations

from collections import Counter

import pytest
from pymongo import MongoClient, monitoring

from shared.errors import InvalidInput
from shared.feed import LocalFeed
from shared.kept import Kept
from shared.projecting import Projector, View, ViewReader
from shared.rebuilding import rebuild
from shared.spread import Noted
from tests.builders.numbered import NumberedHistory
from tests.builders.projected import collect, decode
from tests.support.waiting import until

SORTED = View(
    name="sorted",
    keys=lambda recorded: [recorded.event["subject"]],
    project=lambda row, recorded: (
        None if (found := collect(row, recorded)) is None else {**found, "sort": found["last"][0]}
    ),
    indexes=(("at.samples",), ("sort", "at.samples")),
)


@pytest.fixture
def history(database):
    return NumberedHistory(database)


@pytest.fixture
def projector(history, database):
    return Projector("samples", SORTED, LocalFeed("samples", database), database, decode)


@pytest.fixture
def reader(database):
    return ViewReader(database, SORTED, "samples")


def write(history, projector, changes):
    for stream, note in changes:
        history.write(f"sample-{stream}", note)
    while projector.advance(1):
        pass


def pages(reader, among=(), fits=lambda _row: True, limit=3):
    found, after = [], None
    while True:
        page = reader.newest(among, fits, limit=limit, after=after)
        assert len(page.items) <= limit
        found.append([row["_id"].removeprefix("sample-") for row in page.items])
        after = page.next
        if after is None:
            return [name for some in found for name in some]


@pytest.mark.parametrize("limit", [1, 2, 7, 100])
def test_what_changed_last_comes_first_and_each_once(history, projector, reader, limit):
    write(history, projector, [(f"{number % 23:02}", f"a{number}") for number in range(100)])

    expected = [f"{number % 23:02}" for number in reversed(range(77, 100))]
    assert pages(reader, limit=limit) == expected


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_documents_of_one_event_are_told_apart_by_their_keys(history, database, limit):
    letters = View(
        name="letters",
        keys=lambda recorded: list(recorded.event["data"]["note"]),
        project_for=lambda key, _row, _recorded: {"letter": key},
        indexes=(("at.samples",),),
    )
    projector = Projector("samples", letters, LocalFeed("samples", database), database, decode)
    write(history, projector, [("a", "xyz"), ("a", "bca")])
    reader = ViewReader(database, letters, "samples")

    assert pages(reader, limit=limit) == ["c", "b", "a", "z", "y", "x"]


def test_only_what_is_led_to_and_fits_is_given(history, projector, reader):
    write(history, projector, [(f"{number:02}", f"{'ab'[number % 2]}{number}") for number in range(40)])

    ends_in_3 = lambda row: row["last"].endswith("3")  # noqa: E731
    assert pages(reader, [{"sort": "b"}], ends_in_3) == ["33", "23", "13", "03"]
    assert pages(reader, [{"sort": "a"}, {"sort": "b"}], ends_in_3) == ["33", "23", "13", "03"]
    assert pages(reader, [{"sort": "c"}]) == []


def test_what_was_taken_away_is_not_given(history, projector, reader):
    write(history, projector, [("a", "one"), ("b", "two"), ("a", "gone")])
    assert pages(reader) == ["b"]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_few_values_are_met_in_the_same_order_page_by_page(history, projector, reader, limit):
    write(history, projector, [(f"{number:03}", f"{number % 10}") for number in range(220)])
    write(history, projector, [("013", "3"), ("023", "gone")])

    found, after = [], None
    while True:
        page = reader.newest_of(
            "last", ["3", "7", "x"], lambda row: row["_id"] < "sample-05", limit=limit, after=after
        )
        found += [row["_id"].removeprefix("sample-") for row in page.items]
        after = page.next
        if after is None:
            break
    assert found == ["013", "047", "043", "037", "033", "027", "017", "007", "003"]
    assert reader.newest_of("last", [], lambda _row: True, limit=limit).items == []
    some = [f"sample-{number:03}" for number in range(220)]
    assert len(reader.newest_of("_id", some, lambda _row: True, limit=1000).items) == 219


def test_documents_are_given_by_their_keys_as_far_as_they_are_there(history, projector, reader):
    write(history, projector, [("a", "one"), ("b", "one"), ("b", "gone"), ("c", "x")])
    found = reader.these(["sample-a", "sample-b", "sample-d"])
    assert {key: row["last"] for key, row in found.items()} == {"sample-a": "one"}
    assert "at" not in found["sample-a"]


def test_what_changes_between_two_pages_does_not_come_twice(history, projector, reader):
    write(history, projector, [(name, "one") for name in "abcd"])
    first = reader.newest([], lambda _row: True, limit=2)
    write(history, projector, [("a", "two"), ("d", "two"), ("e", "one")])
    second = reader.newest([], lambda _row: True, limit=2, after=first.next)

    assert [row["_id"] for row in first.items] == ["sample-d", "sample-c"]
    assert [row["_id"] for row in second.items] == ["sample-b"]
    assert second.next is None


@pytest.mark.parametrize(
    "cursor", ["x", "WyJyYW5rIiwxLCJrIl0", "WyJuZXdlc3QiLCJhIiwiayJd", "WyJuZXdlc3QiLG51bGwsImsiXQ"]
)
def test_a_cursor_of_another_order_is_refused(reader, cursor):
    with pytest.raises(InvalidInput):
        reader.newest([], lambda _row: True, limit=2, after=cursor)


class Found(monitoring.CommandListener):
    """How many documents of views the server gave."""

    def __init__(self):
        self.documents = self.asked = 0

    def started(self, event):
        self.asked += event.command_name == "find"

    def succeeded(self, event):
        cursor = event.reply.get("cursor", {})
        if ".view_" in cursor.get("ns", ""):
            self.documents += len(cursor.get("firstBatch", cursor.get("nextBatch", ())))

    def failed(self, event):
        pass


def test_a_page_reads_no_more_in_a_view_that_is_many_times_as_long(history, projector, mongo_uri, database):
    def cost():
        heard = Found()
        with MongoClient(mongo_uri, tz_aware=True, event_listeners=[heard]) as client:
            reader = ViewReader(client[database.name], SORTED, "samples")
            assert len(reader.newest([{"sort": "a"}], lambda _row: True, limit=10).items) == 10
        return heard.documents

    write(history, projector, [(f"{number:04}", f"{'ab'[number % 2]}") for number in range(60)])
    few = cost()
    write(history, projector, [(f"{number:04}", f"{'ab'[number % 2]}") for number in range(60, 600)])
    assert cost() <= few + 10


def test_a_page_far_behind_many_events_that_changed_nothing_reads_no_more(
    history, projector, mongo_uri, database, monkeypatch
):
    """A window as wide as what it had to pass by would take in all that lies behind."""
    monkeypatch.setattr("shared.spread.BLOCK", 32)
    monkeypatch.setattr("shared.spread.LONGEST", 16 * 32)

    def cost():
        heard = Found()
        with MongoClient(mongo_uri, tz_aware=True, event_listeners=[heard]) as client:
            reader = ViewReader(client[database.name], SORTED, "samples")
            found = reader.newest([], lambda _row: True, limit=10).items
        assert [row["_id"] for row in found] == [f"sample-{number:04}" for number in range(599, 589, -1)]
        return heard.documents

    write(history, projector, [(f"{number:04}", "a") for number in range(600)])
    for _ in range(16):
        history.write("sample-9999", *["gone"] * 100)
    while projector.advance(1):
        pass
    assert len(list(database.client[f"{database.name}_views"]["spread"].find())) < 50
    assert cost() < 150


def test_a_question_asked_before_is_met_at_once_and_the_same(history, projector, mongo_uri, database):
    """Far behind what is led to otherwise, page by page; what changed since is there as well."""
    write(history, projector, [(f"{number:04}", "b" if number < 40 else "a") for number in range(600)])
    heard = Found()
    with MongoClient(mongo_uri, tz_aware=True, event_listeners=[heard]) as client:
        reader = ViewReader(client[database.name], SORTED, "samples")

        def asked(like="b"):
            before, pages, after = heard.asked, [], None
            while not pages or after is not None:
                page = reader.newest([{"sort": "b"}], lambda _row: True, limit=15, after=after, like=like)
                pages.append([row["_id"] for row in page.items])
                after = page.next
            return pages, heard.asked - before

        first, calls = asked()
        assert [len(page) for page in first] == [15, 15, 10]
        again, fewer = asked()
        assert again == first
        assert fewer < calls
        assert asked(None)[0] == asked("other")[0] == first
        write(history, projector, [("0700", "b"), ("0003", "b"), ("0004", "a")])
        moved = [one for page in asked()[0] for one in page]
    told = [one for page in first for one in page]
    gone = {"sample-0003", "sample-0004"}
    assert moved == ["sample-0003", "sample-0700", *(one for one in told if one not in gone)]


def test_what_was_looked_at_too_widely_is_remembered_where_the_page_was_met(
    history, projector, database, monkeypatch
):
    """The last window is as wide as all before it: how much it held says nothing about where the page ended."""
    monkeypatch.setattr("shared.newest.TOO_MANY", 30)
    write(history, projector, [(f"{number:04}", "b" if number < 100 else "a") for number in range(400)])
    reader = ViewReader(database, SORTED, "samples")
    for _ in range(2):
        found = reader.newest([{"sort": "b"}], lambda _row: True, limit=10, like="b").items
        assert [row["_id"] for row in found] == [f"sample-{number:04}" for number in range(99, 89, -1)]
    assert reader._depths.first("b", 400) == 90


def test_a_question_that_looked_at_too_much_is_not_remembered(history, projector, database, monkeypatch):
    monkeypatch.setattr("shared.newest.TOO_MANY", 50)
    write(history, projector, [(f"{number:04}", "a") for number in range(120)])
    reader = ViewReader(database, SORTED, "samples")
    rare = lambda row: row["_id"] == "sample-0000"  # noqa: E731
    for _ in range(2):
        assert len(reader.newest([], rare, limit=5, like="rare").items) == 1
    assert reader._depths.first("rare", 120) is None  # what is not remembered shows nowhere else


def test_what_a_projector_reads_again_after_an_error_is_counted_once(database):
    """Whoever lost a cursor goes on where it is stored; what is counted by then is no less true for that."""
    straight, again = Noted(database, "straight"), Noted(database, "again")
    for first, last in ((1, 300), (301, 600), (601, 6000)):
        straight.took(first, last, range(first, min(last, 600) + 1))
    for first, last in ((1, 300), (201, 300), (201, 450), (101, 200), (301, 600), (601, 3000), (2001, 6000)):
        again.took(first, last, range(first, min(last, 600) + 1))
    once, twice = (
        sorted((one["first"], one["last"], one["documents"]) for one in database["spread"].find({"of": name}))
        for name in ("straight", "again")
    )
    assert once == twice == [(1, 256, 256), (257, 512, 256), (513, 768, 88), (769, 4864, 0)]

    again.took(7000, 7600, range(7000, 7601))  # another wrote in between: only blocks seen whole count
    assert {one["first"] for one in database["spread"].find({"of": "again", "last": {"$gt": 6000}})} == {7169}


def test_where_documents_were_written_goes_with_their_generation(history, projector, database, monkeypatch):
    monkeypatch.setattr("shared.spread.BLOCK", 4)
    monkeypatch.setattr("shared.spread.HEAVY", 2)
    spread = database.client[f"{database.name}_views"]["spread"]
    write(history, projector, [(f"{number % 7}", "a") for number in range(41)])
    first = sorted((one["first"], one["last"], one["documents"]) for one in spread.find())
    assert first == [(1, 32, 0), (33, 36, 2), (37, 40, 4)]

    rebuild([projector])
    projector.generations.drop_but(2)
    assert {one["of"] for one in spread.find()} == {"view:sorted:2:samples"}


def test_counts_follow_each_change_and_each_rebuild(history, projector, reader, database):
    kept = Kept(reader, lambda row: None if row["sort"] == "n" else row["sort"])

    def counted():
        with kept.counts() as counts:
            return Counter(counts)

    assert counted() == {}
    write(history, projector, [("a", "x"), ("b", "x"), ("c", "y"), ("d", "n")])
    assert counted() == {"x": 2, "y": 1}
    write(history, projector, [("a", "y"), ("c", "gone"), ("d", "x"), ("b", "n")])
    assert counted() == {"y": 1, "x": 1}
    history.write("sample-e", "y")
    rebuild([projector])
    until(lambda: counted() == {"y": 2, "x": 1})
