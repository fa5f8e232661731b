"""Where a numberer goes on in its change stream: with the one it has, with a new one, or behind a token, in the same order."""

from __future__ import annotations

import pytest
from pymongo import MongoClient
from pymongo.monitoring import CommandListener

from shared.errors import TransientError
from shared.eventstore import commit_key
from shared.eventstore.mongo import ensure
from shared.numbering import COMMITS, Numberer
from shared.tailing import PATIENT_SECONDS, CommitTail, SlowToResume
from tests.builders.positions import numbered
from tests.builders.running import running
from tests.integration.test_numbering import has_numbered, listening, write
from tests.support.waiting import until


@pytest.fixture
def numberer(database):
    ensure(database)

    def made(**options):
        return Numberer("samples", database, lambda: "e-1", lambda: None, lambda: None, **options)

    return made


@pytest.fixture
def slow_to_resume(monkeypatch):
    """Every stream that is to go on after a token is cut off, unless there is much patience; tells which were asked for."""
    asked = []

    def opened(commits, token, *seconds):
        asked.append((token is not None, *seconds))
        if token is not None and not seconds:
            raise SlowToResume("cut off")
        return CommitTail(commits, token, *seconds)

    monkeypatch.setattr("shared.numbering.CommitTail", opened)
    monkeypatch.setattr("shared.numbering.FEW_ROWS", 1)
    return asked


@pytest.fixture
def opened_tails(monkeypatch):
    """The tokens after which streams were opened."""
    tokens = []

    def opened(commits, token, *seconds):
        tokens.append(token)
        return CommitTail(commits, token, *seconds)

    monkeypatch.setattr("shared.numbering.CommitTail", opened)
    return tokens


def idle_token(database):
    return (database.log_state.find_one({"_id": "idle"}) or {}).get("token")


def test_a_stream_that_is_slow_to_resume_is_begun_anew_where_nothing_is_missing(
    database, numberer, slow_to_resume
):
    with running(numberer()):
        until(listening(database))
        for number in (1, 2):
            write(database, "a", number)
        until(has_numbered(database, 2))
    before = idle_token(database)
    with running(numberer()):
        until(lambda: idle_token(database) != before)
        write(database, "a", 3)
        until(has_numbered(database, 3))

    assert slow_to_resume == [(False,), (True,), (False,)]
    assert numbered(database) == [commit_key("a", number) for number in (1, 2, 3)]
    assert not database.log.find_one({"repaired": True})


def test_and_is_waited_for_where_the_order_of_what_is_missing_is_not_known(
    database, numberer, slow_to_resume
):
    with running(numberer()):
        until(listening(database))
        for number in (1, 2):
            write(database, "a", number)
        until(has_numbered(database, 2))
    for stream in ("b", "a", "c"):
        write(database, stream, 3)
    with running(numberer()):
        until(has_numbered(database, 5))

    assert slow_to_resume[1:] == [(True,), (False,), (True, PATIENT_SECONDS)]
    assert numbered(database)[2:] == ["b@0000000003", "a@0000000003", "c@0000000003"]
    assert not database.log.find_one({"repaired": True})


def test_a_short_log_that_lacks_nothing_begins_anew_and_one_that_lacks_something_goes_on(
    database, numberer, opened_tails
):
    with running(numberer()):
        until(listening(database))
        write(database, "a", 1)
        until(has_numbered(database, 1))
    before = idle_token(database)
    with running(numberer()):
        until(lambda: idle_token(database) != before)
        write(database, "a", 2)
        until(has_numbered(database, 2))
    write(database, "a", 3)
    with running(numberer()):
        until(has_numbered(database, 3))

    assert opened_tails[:2] == [None, None]
    assert opened_tails[2] is not None
    assert not database.log.find_one({"repaired": True})


class Steps(CommandListener):
    """What is done on the way to a new stream, in order: opened, settled (by which write concern), read."""

    def __init__(self):
        self.taken = []

    def started(self, event):
        command = event.command
        if event.command_name == "aggregate" and "$changeStream" in command["pipeline"][0]:
            self.taken.append("opened")
        elif event.command_name == "update" and command["updates"][0]["q"] == {"_id": "settled"}:
            self.taken.append(("settled", command["writeConcern"]["w"]))
        elif event.command_name in ("aggregate", "find") and command[event.command_name] == COMMITS:
            self.taken.append("read")

    def succeeded(self, event):
        pass

    def failed(self, event):
        pass


@pytest.mark.parametrize("before", [0, 1], ids=["first-start", "with-a-token"])
def test_what_was_applied_before_a_new_stream_is_stored_by_a_majority_before_it_is_looked_for(
    database, numberer, mongo_uri, before
):
    """A stream does not tell of it, and reading by majority does not show it yet: it would never get a number."""
    for number in range(before):
        with running(numberer()):
            until(listening(database))
            write(database, "a", number + 1)
            until(has_numbered(database, number + 1))
    saved, steps = idle_token(database), Steps()
    with MongoClient(mongo_uri, tz_aware=True, event_listeners=[steps]) as client:
        watched = client[database.name]
        with running(Numberer("samples", watched, lambda: "e-1", lambda: None, lambda: None)):
            until(lambda: idle_token(database) != saved)

    opened = steps.taken.index("opened")
    assert steps.taken[opened:][:3] == ["opened", ("settled", "majority"), "read"]


def test_a_numberer_that_was_told_to_stop_goes_on_with_its_stream(database, numberer, opened_tails):
    role = numberer(keep=True)
    with running(role):
        until(listening(database))
        write(database, "a", 1)
        until(has_numbered(database, 1))
    for stream in ("b", "a"):
        write(database, stream, 2)
    with running(role):
        until(has_numbered(database, 3))
        write(database, "a", 3)
        until(has_numbered(database, 4))

    assert opened_tails == [None]
    assert numbered(database) == ["a@0000000001", "b@0000000002", "a@0000000002", "a@0000000003"]


def test_but_not_when_another_has_numbered_meanwhile(database, numberer, opened_tails):
    role = numberer(keep=True)
    with running(role):
        until(listening(database))
        write(database, "a", 1)
        until(has_numbered(database, 1))
    before = idle_token(database)
    with running(numberer()):
        until(
            lambda: idle_token(database) != before
        )  # else it may find that something is missing, and open another
        write(database, "a", 2)
        until(has_numbered(database, 2))
    write(database, "a", 3)
    with running(role):
        until(has_numbered(database, 3))

    assert len(opened_tails) == 3
    assert numbered(database) == [commit_key("a", number) for number in (1, 2, 3)]


def test_a_stream_nobody_asks_for_is_given_up(database, numberer, monkeypatch):
    role = numberer(keep=True)
    with running(role):
        until(listening(database))
        write(database, "a", 1)
        until(has_numbered(database, 1))
    monkeypatch.setattr("shared.tailing.FORSAKEN_SECONDS", 0.0)
    kept, _ = role._kept
    until(lambda: not kept.alive)
    monkeypatch.undo()
    write(database, "a", 2)
    with running(role):
        until(has_numbered(database, 2))

    assert numbered(database) == ["a@0000000001", "a@0000000002"]


def test_a_server_that_does_not_find_the_place_in_time_is_told_from_one_that_is_away(database, numberer):
    with running(numberer()):
        until(listening(database))
        write(database, "a", 1)
        until(has_numbered(database, 1))
    token = database.log.find_one({"_id": 1})["token"]

    with pytest.raises(SlowToResume):
        CommitTail(database.commits, token, 1e-6)
    with pytest.raises(TransientError) as away:
        CommitTail(database.commits, None, 1e-6)
    assert not isinstance(away.value, SlowToResume)
