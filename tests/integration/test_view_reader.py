"""Reading a view: stable pages, and what one has just written."""

from __future__ import annotations

import base64
import threading

import pytest

from shared.errors import InvalidInput
from shared.feed import LocalFeed
from shared.projecting import Projector, ViewReader
from shared.views import Generations
from shared.waking import Wake
from tests.builders.numbered import NumberedHistory
from tests.builders.projected import (
    NOTES,
    decode,
    running,
)


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


@pytest.fixture
def filled(database, reader):
    """Documents whose `rank` is in turn a number, the same number, or absent."""
    documents = Generations(database, "notes").documents(1)
    documents.insert_many(
        {
            "_id": f"k{number:02d}",
            "at": {},
            **({"rank": number // 3} if number % 4 else {}),
            "even": number % 2 == 0,
        }
        for number in range(25)
    )
    return {one["_id"]: one for one in documents.find({}, {"at": 0})}


@pytest.mark.parametrize("sort", ["rank", "-rank", "_id", "-_id"])
@pytest.mark.parametrize("limit", [1, 3, 24, 25, 26])
def test_pages_join_into_the_whole_in_a_stable_order(reader, filled, sort, limit):
    field, backwards = sort.removeprefix("-"), sort.startswith("-")
    found, after = [], None
    while True:
        page = reader.find({}, sort=sort, limit=limit, after=after)
        assert len(page.items) <= limit
        found += page.items
        after = page.next
        if after is None:
            break

    key = lambda one: (one.get(field) is not None, one.get(field) or 0, one["_id"])  # noqa: E731
    if field == "_id":
        key = lambda one: one["_id"]  # noqa: E731
    assert found == sorted(filled.values(), key=key, reverse=backwards)


def test_a_filter_holds_on_every_page(reader, filled):
    first = reader.find({"even": True}, sort="rank", limit=7)
    second = reader.find({"even": True}, sort="rank", limit=7, after=first.next)

    assert len(first.items) + len(second.items) == 13
    assert second.next is None
    assert all(one["even"] for one in [*first.items, *second.items])


@pytest.mark.parametrize("cursor", ["", "x", "!!!", "WzEsMl0", "bm90IGpzb24", "W1sicmFuayJdLDEsImsiXQ", "é"])
def test_a_malformed_page_cursor_is_refused(reader, filled, cursor):
    with pytest.raises(InvalidInput) as refused:
        reader.find({}, sort="rank", limit=3, after=cursor)
    assert refused.value.code == "malformed-cursor"


@pytest.mark.parametrize(
    "packed",
    [
        "[" * 3000,
        '["rank",1,"\\ud800"]',
        '["rank","\\ud800","k"]',
        '["rank",1,"a\\u0000"]',
        '["rank",9223372036854775808,"k"]',
        '["rank",-9223372036854775809,"k"]',
    ],
    ids=["deep", "half-a-character", "half-a-value", "nul", "too-large", "too-small"],
)
def test_a_page_cursor_that_no_database_takes_is_refused(reader, filled, packed):
    cursor = base64.urlsafe_b64encode(packed.encode()).rstrip(b"=").decode()
    with pytest.raises(InvalidInput) as refused:
        reader.find({}, sort="rank", limit=3, after=cursor)
    assert refused.value.code == "malformed-cursor"


def test_a_page_cursor_of_another_order_is_refused(reader, filled):
    first = reader.find({}, sort="rank", limit=3)

    with pytest.raises(InvalidInput):
        reader.find({}, sort="-rank", limit=3, after=first.next)


def test_waiting_ends_when_the_view_has_come_to_the_version(history, feed, database, reader):
    wake = Wake()
    projector = Projector("samples", NOTES, feed, database, decode, wake=wake)
    head = history.write("sample-a", "one", "two")
    answers = []
    waiting = threading.Thread(
        target=lambda: answers.append(reader.wait_for(f"{head.stream}@2", 60)), daemon=True
    )
    waiting.start()
    assert projector.progress(1) == ("", 0)
    with running(projector):
        waiting.join(60)

    assert answers == [True]
    assert reader.get("sample-a")["length"] == 2


def test_waiting_ends_in_time_when_the_view_stays_behind(history, projector, reader):
    history.write("sample-a", "one")
    projector.advance(1)
    history.write("sample-a", "two")
    history.write("sample-a", "three", numbered=False)

    assert reader.wait_for("sample-a@0", 0.2) is True
    assert reader.wait_for("sample-a@1", 0.2) is True
    assert reader.wait_for("sample-a@2", 0.2) is False
    assert reader.wait_for("sample-a@3", 0.2) is False
    assert reader.wait_for("sample-unknown@1", 0.2) is False


def test_a_view_holds_all_when_it_is_at_the_head_of_this_history(history, projector, reader):
    assert reader.holds_all(0) is True
    history.write("sample-a", "one")
    assert reader.holds_all(0.1) is False
    projector.advance(1)
    assert reader.holds_all(0) is True
    history.write("sample-b", "one")
    assert reader.holds_all(0.1) is False


@pytest.mark.parametrize(
    "token", ["", "@", "sample-a", "sample-a@", "sample-a@x", "sample-a@-1", "@3", "sample-a@²"]
)
def test_a_malformed_token_is_refused(reader, token):
    with pytest.raises(InvalidInput):
        reader.wait_for(token, 0.1)


def test_a_document_that_comes_a_moment_later_is_waited_for(history, projector, reader):
    assert not reader.holds("sample-late", 0.0)
    with running(projector):
        writing = threading.Timer(0.2, history.write, ("sample-late", "a"))
        writing.start()
        assert reader.holds("sample-late", 20.0)
        writing.join()
    assert reader.holds("sample-late", 0.0)
