"""Feeds: any page of a numbered history, in its own database and over HTTP."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

from shared.common_feed import CommonFeed
from shared.errors import BrokenHistory, TransientError
from shared.eventstore import stored
from shared.feed import HttpFeed, LocalFeed
from tests.builders.numbered import NumberedHistory

SIZES = [1, 3, 1, 5, 2, 1, 4]


@pytest.fixture
def history(database):
    return NumberedHistory(database)


@pytest.fixture
def feed(database, history):
    return LocalFeed("samples", database)


@pytest.fixture
def long_feed(history, feed):
    for number, size in enumerate(SIZES):
        history.write(f"sample-{number % 3}", *(f"{number}.{place}" for place in range(size)))
    return feed


def notes(events):
    return [stored(event.body).attributes["data"]["note"] for event in events]


def test_a_history_without_events_ends_at_0(feed):
    assert feed.head() == ("e-1", 0)
    assert feed.after(0, 10) == []


def test_before_the_log_is_born_there_is_no_epoch(database):
    assert LocalFeed("samples", database).head() == ("", 0)


def test_events_come_in_the_order_of_their_positions_with_their_exact_bytes(history, long_feed):
    events = long_feed.after(0, 100)

    assert long_feed.head() == ("e-1", sum(SIZES))
    assert [event.position for event in events] == list(range(1, sum(SIZES) + 1))
    assert {(event.source, event.epoch) for event in events} == {("samples", "e-1")}
    assert notes(events) == [
        f"{number}.{place}" for number, size in enumerate(SIZES) for place in range(size)
    ]
    kept = [
        event.body
        for number in range(3)
        for one in history.store.read(f"sample-{number}").commits
        for event in one.events
    ]
    assert sorted(event.body for event in events) == sorted(kept)


@given(after=st.integers(0, 20), limit=st.integers(0, 20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
def test_a_page_begins_and_ends_anywhere_also_within_a_commit(long_feed, after, limit):
    whole = long_feed.after(0, 100)

    assert long_feed.after(after, limit) == whole[after : after + limit]


def test_a_page_reads_no_more_than_it_needs(database, long_feed, mongo_uri):
    class Replies(CommandListener):
        documents = 0

        def started(self, event):
            pass

        def succeeded(self, event):
            self.documents += len(event.reply.get("cursor", {}).get("firstBatch", []))

        def failed(self, event):
            pass

    replies = Replies()
    with MongoClient(mongo_uri, event_listeners=[replies]) as client:
        LocalFeed("samples", client[database.name]).after(2, 2)

    assert 0 < replies.documents <= 5


def test_readers_side_by_side_read_a_whole_page_once_and_one_that_is_not_whole_again(
    history, database, mongo_uri
):
    history.write("sample-1", *(f"{number}" for number in range(100)))
    history.write("sample-2", "101")
    asked = []

    class Asked(CommandListener):
        def started(self, event):
            asked.append(event.command_name)

        def succeeded(self, event):
            pass

        def failed(self, event):
            pass

    client = MongoClient(mongo_uri, event_listeners=[Asked()])
    feed = CommonFeed("samples", client[database.name])
    first = feed.after(0, 100)
    once = len(asked)
    assert [len(first), once > 0] == [100, True]
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda _: feed.after(0, 100), range(8)))
    assert pages == [first] * 8
    assert len(asked) == once
    assert notes(feed.after(100, 100)) == ["101"]
    history.write("sample-2", "102")
    assert notes(feed.after(100, 100)) == ["101", "102"]
    pages[0].clear()
    assert feed.after(0, 100) == first
    client.close()


def test_whoever_compares_is_told_what_is_stored_now(history, database):
    history.write("sample-1", *(f"{number}" for number in range(100)))
    feed = LocalFeed("samples", database)
    before = feed.after(0, 100)
    commit = database["commits"].find_one({"_id": "sample-1@0000000001"})
    altered = [bytes([*body[:-2], body[-2] ^ 1, body[-1]]) for body in commit["events"]]
    database["commits"].replace_one({"_id": commit["_id"]}, {**commit, "events": altered})
    assert feed.after(0, 100)[0] != before[0]


def test_those_who_look_in_turn_ask_once_in_a_while(history, database):
    feed = CommonFeed("samples", database)
    assert feed.recent_head() == ("e-1", 0)
    history.write("sample-1", "1")
    assert feed.recent_head()[1] in (0, 1)
    assert feed.head() == ("e-1", 1)
    assert feed.recent_head() == ("e-1", 1)


def test_a_missing_position_is_broken_history(database, long_feed):
    database["log"].delete_one({"_id": 5})

    assert [event.position for event in long_feed.after(0, 4)] == [1, 2, 3, 4]
    for after in (0, 4):
        with pytest.raises(BrokenHistory, match="position"):
            long_feed.after(after, 10)


def test_a_number_without_its_commit_is_broken_history(database, long_feed):
    database["commits"].delete_one({"_id": "sample-1@0000000001"})

    with pytest.raises(BrokenHistory, match="sample-1@0000000001"):
        long_feed.after(0, 10)


def test_the_position_of_a_version_is_known_once_it_is_numbered(history, feed):
    history.write("sample-a", "1", "2", "3")
    history.write("sample-b", "1")
    history.write("sample-a", "4", "5")
    history.write("sample-a", "6", numbered=False)

    assert [feed.position_of("sample-a", version) for version in range(1, 8)] == [1, 2, 3, 5, 6, None, None]
    assert feed.position_of("sample-b", 1) == 4
    assert feed.position_of("sample", 1) is None
    assert feed.position_of("sample-unknown", 1) is None


class Owner:
    """A service that answers its feed page over HTTP as the edge does, or as it is told to."""

    def __init__(self, feed):
        self.feed = feed
        self.requests = []
        self.answer = None
        owner = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):  # http.server names it
                owner.requests.append((self.path, self.headers["Authorization"]))
                status, body = owner.answer or owner.page(self.path)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def page(self, path):
        asked = {name: int(values[0]) for name, values in parse_qs(urlsplit(path).query).items()}
        epoch, head = self.feed.head()
        events = self.feed.after(asked["after"], asked["limit"])
        told = [{"position": event.position, "body": event.body.decode()} for event in events]
        page = {"source": self.feed.source, "epoch": epoch, "head": head, "events": told}
        return 200, json.dumps(page).encode()


@pytest.fixture
def owner(long_feed):
    owner = Owner(long_feed)
    yield owner
    owner.server.shutdown()
    owner.server.server_close()


@pytest.fixture
def far(owner):
    return HttpFeed("samples", owner.url, lambda: "secret")


def test_a_feed_over_http_tells_the_same_as_the_local_one(owner, far, long_feed):
    assert far.head() == long_feed.head()
    for after, limit in [(0, 100), (0, 3), (2, 3), (16, 5), (17, 5), (99, 1)]:
        assert far.after(after, limit) == long_feed.after(after, limit)


def test_a_feed_over_http_shows_its_token_at_the_agreed_address(owner, far):
    far.after(3, 4)

    assert owner.requests == [("/api/samples/feed?after=3&limit=4", "Bearer secret")]


def test_asking_for_the_head_over_http_moves_no_event(owner, far):
    far.head()

    _, body = owner.page(owner.requests[0][0])
    assert json.loads(body)["events"] == []


@pytest.mark.parametrize(
    "answer", [(503, b"{}"), (401, b"{}"), (200, b"not json"), (200, b"[]"), (200, b'{"source": "others"}')]
)
def test_an_owner_that_answers_otherwise_is_away_for_now(owner, far, answer):
    owner.answer = answer
    for ask in (far.head, lambda: far.after(0, 1)):
        with pytest.raises(TransientError):
            ask()


def test_an_owner_that_is_down_is_away_for_now(owner, far):
    owner.server.shutdown()
    owner.server.server_close()

    with pytest.raises(TransientError):
        far.head()


def test_a_page_over_http_with_a_gap_is_broken_history(owner, far):
    page = {"source": "samples", "epoch": "e-1", "head": 9, "events": [{"position": 2, "body": "{}"}]}
    owner.answer = 200, json.dumps(page).encode()

    with pytest.raises(BrokenHistory, match="not contiguous"):
        far.after(0, 5)
