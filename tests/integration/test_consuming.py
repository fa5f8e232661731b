"""The consumer: every event once in effect and in order, whatever the doorbell, the handler and the power do."""

from __future__ import annotations

import contextlib
import random
import threading
from dataclasses import replace

import pytest
from pymongo.errors import DuplicateKeyError
from structlog.contextvars import get_contextvars, merge_contextvars
from structlog.testing import capture_logs

from shared.broker.doorbell import Delivery, LocalHub
from shared.consuming import Consumer
from shared.cursors import Cursors, LostCursor
from shared.errors import BrokenHistory, NotFound, Rejected, TransientError
from shared.eventstore import stored
from shared.feed import LocalFeed
from shared.handover import UNREADABLE
from shared.history import OwnerBehind
from shared.messages import NumberedEvent
from shared.parking import BEHIND, Parking
from shared.publishing import Publisher
from tests.builders.numbered import NumberedHistory
from tests.builders.programs import Program
from tests.builders.running import running
from tests.support.counting import rises, shown
from tests.support.waiting import until

KEY = "awards/samples"
HEAD_SECONDS = 0.3


@pytest.fixture
def history(database):
    return NumberedHistory(database)


@pytest.fixture
def cursors(database):
    return Cursors(database)


@pytest.fixture
def parking(database):
    return Parking(database)


class Effects:
    """What a handler brought about, keyed by event id, and how often it was called."""

    def __init__(self, database):
        self._effects = database.effects
        self.calls = []
        self.failures = {}
        self.pages = []

    def __call__(self, event):
        self.calls.append(event.position)
        waiting = self.failures.get(event.position, [])
        if waiting:
            raise waiting.pop(0)
        with contextlib.suppress(DuplicateKeyError):
            self._effects.insert_one({"_id": stored(event.body).attributes["id"], "position": event.position})

    def together(self, events):
        """As many as can be, by one call of each; the pages that came are noted."""
        self.pages.append([event.position for event in events])
        for place, event in enumerate(events):
            if self.failures.get(event.position):
                return place
            self(event)
        return len(events)

    def positions(self):
        return sorted(effect["position"] for effect in self._effects.find())


@pytest.fixture
def effects(database):
    return Effects(database)


class Script:
    """A doorbell that delivers exactly what a test tells it to, and notes what is acknowledged."""

    def __init__(self):
        self.waiting = []
        self.repeated = None  # told again and again while nothing else waits
        self.acked = []
        self.connections = 1
        self.closed = False

    def next(self, timeout):
        if not self.waiting:
            threading.Event().wait(0.01 if self.repeated else min(timeout, 0.01))
            return self.repeated and Delivery(self.repeated, lambda: None)
        event = self.waiting.pop(0)
        return Delivery(event, lambda: self.acked.append(event.position))

    def close(self):
        self.closed = True


@pytest.fixture
def script():
    return Script()


@pytest.fixture
def consumer(database, effects, script):
    def made(intake=script, feed=None, head_seconds=60.0, handle=effects, together=None):
        feed = feed or LocalFeed("samples", database)
        return Consumer(
            "awards",
            "samples",
            lambda: intake,
            feed,
            database,
            handle,
            subject_of,
            head_seconds=head_seconds,
            together=together,
        )

    return made


def subject_of(event):
    return stored(event.body).attributes["subject"]


def taken(cursors, position):
    return lambda: cursors.get(KEY) == ("e-1", position)


def test_what_was_there_before_the_consumer_is_read_from_the_feed(history, cursors, consumer, effects):
    for number in range(30):
        history.write(f"sample-{number % 3}", "note", "note")
    with running(consumer()):
        until(taken(cursors, 60))

    assert effects.calls == list(range(1, 61))


def test_deliveries_are_handled_in_order_and_acknowledged_once_their_cursor_is_stored(
    history, cursors, consumer, effects, script, database
):
    with running(consumer()):
        history.write("sample-1", *["note"] * 5)
        script.waiting.extend(LocalFeed("samples", database).after(0, 5))
        until(lambda: script.acked == [1, 2, 3, 4, 5])

    assert cursors.get(KEY) == ("e-1", 5)
    assert effects.calls == [1, 2, 3, 4, 5]
    assert script.closed


def test_repeated_and_reordered_deliveries_take_effect_once_and_in_order(
    history, cursors, consumer, effects, script, database
):
    dice = random.Random(4)
    with running(consumer()):
        history.write("sample-1", *["note"] * 60)
        events = LocalFeed("samples", database).after(0, 60)
        shuffled = events * 2
        dice.shuffle(shuffled)
        script.waiting.extend(shuffled)
        until(lambda: len(script.acked) == 120)

    assert effects.calls == list(range(1, 61))
    assert cursors.get(KEY) == ("e-1", 60)


def test_a_gap_is_read_from_the_owners_feed(history, cursors, consumer, effects, script, database):
    with running(consumer()):
        history.write("sample-1", *["note"] * 9)
        script.waiting.append(LocalFeed("samples", database).after(8, 1)[0])
        until(lambda: script.acked == [9])

    assert effects.calls == list(range(1, 10))
    assert cursors.get(KEY) == ("e-1", 9)


def test_gaps_and_what_was_read_to_fill_them_are_counted(history, cursors, consumer, script, database):
    pair = {"consumer": "awards", "source": "samples"}
    history.write("sample-1", "note")
    with running(consumer()):
        until(taken(cursors, 1))  # its first look at the head is over
        gaps = rises("sovang_feed_gap_reads_total", **pair)
        read = rises("sovang_feed_events_read_total", **pair)
        handled = rises("sovang_events_handled_total", **pair)
        history.write("sample-1", *["note"] * 8)
        script.waiting.append(LocalFeed("samples", database).after(8, 1)[0])
        until(lambda: script.acked == [9])

    assert (gaps(), read(), handled()) == (1, 7, 8)


def test_a_gap_waits_for_the_owners_feed(history, cursors, consumer, effects, script, database):
    feed = LocalFeed("samples", database)
    away = Away(feed)
    away.away = True  # from the start: a consumer quicker than this thread must not find it answering
    with running(consumer(feed=away)):
        history.write("sample-1", *["note"] * 3)
        script.waiting.extend(feed.after(2, 1))
        until(lambda: away.asked > 3)
        assert effects.calls == []
        away.away = False
        until(lambda: script.acked == [3])

    assert effects.calls == [1, 2, 3]


class Away:
    """A feed that can be away."""

    source = "samples"

    def __init__(self, feed):
        self._feed = feed
        self.away = False
        self.asked = 0

    def head(self):
        self._answer()
        return self._feed.head()

    def after(self, position, limit):
        self._answer()
        return self._feed.after(position, limit)

    def _answer(self):
        self.asked += 1
        if self.away:
            raise TransientError("the owner is away")


def test_deliveries_go_on_while_the_owners_feed_is_away(history, cursors, consumer, script, database):
    feed = LocalFeed("samples", database)
    history.write("sample-1", "first")
    with running(consumer(feed=(away := Away(feed)), head_seconds=HEAD_SECONDS)):
        until(taken(cursors, 1))
        away.away = True
        history.write("sample-1", "second")
        script.waiting.extend(feed.after(1, 1))
        until(taken(cursors, 2))


def test_the_last_message_lost_is_noticed_by_looking_at_the_owners_head(history, cursors, consumer, effects):
    with running(consumer(head_seconds=HEAD_SECONDS)):
        history.write("sample-1", "first")
        until(taken(cursors, 1))
        history.write("sample-1", "the doorbell never tells of this one")
        until(taken(cursors, 2))

    assert effects.calls == [1, 2]


def test_a_doorbell_that_tells_only_what_is_known_hides_nothing_new(
    history, cursors, consumer, script, database
):
    history.write("sample-1", "first")
    with running(consumer(head_seconds=HEAD_SECONDS)):
        until(taken(cursors, 1))
        [known] = LocalFeed("samples", database).after(0, 1)
        script.repeated = known
        history.write("sample-1", "the doorbell is not that far yet")
        until(taken(cursors, 2))


def test_a_new_connection_of_the_doorbell_compares_with_the_head_at_once(history, cursors, consumer, script):
    history.write("sample-1", "first")
    with running(consumer()):
        until(taken(cursors, 1))  # its first look at the head is over
        history.write("sample-1", "second")
        script.connections += 1
        until(taken(cursors, 2))


class TestFailures:
    def test_a_failure_that_passes_holds_back_everything_and_overtakes_nothing(
        self, history, cursors, consumer, effects
    ):
        effects.failures = {2: [TransientError("database away"), TransientError("database away")]}
        history.write("sample-1", "one")
        history.write("sample-2", "two")
        history.write("sample-1", "three")
        with running(consumer()):
            until(taken(cursors, 3))

        assert effects.calls == [1, 2, 2, 2, 3]

    def test_a_poisonous_event_is_parked_with_its_subject_and_the_others_go_on(
        self, history, cursors, consumer, effects, parking
    ):
        effects.failures = {2: [ValueError("no such unit")]}
        for stream in ("sample-1", "sample-2", "sample-1", "sample-2", "sample-1"):
            history.write(stream, "note")
        with running(consumer()):
            until(taken(cursors, 5))

        assert effects.positions() == [1, 3, 5]
        assert [(one.position, one.subject, one.reason) for one in parking.list("awards")] == [
            (2, "sample-2", "ValueError: no such unit"),
            (4, "sample-2", BEHIND),
        ]

    def test_lag_and_parked_events_are_measured_whether_it_works_or_not(
        self, history, cursors, consumer, effects, parking
    ):
        one, labels = consumer(), {"role": "awards.from.samples", "source": "samples"}
        effects.failures = {2: [ValueError("no such unit")]}
        history.write("sample-1", *["note"] * 4)
        one.measure()
        assert shown("sovang_lag_events", **labels) == 4
        with running(one):
            until(taken(cursors, 4))
        one.measure()
        assert shown("sovang_lag_events", **labels) == 0
        assert shown("sovang_parked_events", consumer="awards", source="samples") == 3
        parking.drop("awards/samples@2/e-1", "lan", "known")
        one.measure()
        assert shown("sovang_parked_events", consumer="awards", source="samples") == 2

    def test_what_was_parked_is_replayed_in_order_and_the_subject_goes_on(
        self, history, cursors, consumer, effects, parking
    ):
        effects.failures = {1: [ValueError("no such unit")]}
        for _ in range(3):
            history.write("sample-1", "note")
        with running(consumer(head_seconds=HEAD_SECONDS)):
            until(taken(cursors, 3))
            effects.calls.clear()
            assert parking.ask_replay(parking.list()[-1].id) == 3
            until(lambda: effects.calls == [1, 2, 3])
            history.write("sample-1", "note")
            until(taken(cursors, 4))

        assert effects.positions() == [1, 2, 3, 4]
        assert parking.list() == []
        assert {one.state for one in parking.list(states=("replayed",))} == {"replayed"}

    def test_dropping_is_an_act_with_a_reason_that_deletes_nothing(
        self, history, cursors, consumer, effects, parking, database, script
    ):
        effects.failures = {1: [ValueError("no such unit")]}
        history.write("sample-1", "note")
        with running(consumer()):
            until(taken(cursors, 1))
            name = parking.list()[0].id
            with pytest.raises(ValueError, match="reason"):
                parking.drop(name, "user:lan", " ")
            parking.drop(name, "user:lan", "sent by mistake")
            history.write("sample-1", "note")
            script.connections += 1
            until(taken(cursors, 2))

        assert parking.list() == []
        assert effects.positions() == [2]
        dropped = database.parked.find_one({"_id": name})
        assert (dropped["state"], dropped["note"]) == ("dropped", "user:lan: sent by mistake")
        with pytest.raises(NotFound):
            parking.drop(name, "user:lan", "again")
        with pytest.raises(NotFound):
            parking.ask_replay("awards/samples@99/e-1")

    def test_every_log_line_about_an_event_carries_its_conversation(
        self, history, cursors, consumer, effects, parking, database
    ):
        seen = []

        def handle(event):
            seen.append((event.position, get_contextvars().get("correlation_id")))
            effects(event)

        history.write("sample-1", "note", "note")
        said = [
            stored(event.body).attributes["correlationid"]
            for event in LocalFeed("samples", database).after(0, 2)
        ]
        effects.failures = {1: [TransientError("away"), ValueError("no such unit")]}
        with (
            capture_logs([merge_contextvars]) as logs,
            running(consumer(handle=handle, head_seconds=HEAD_SECONDS)),
        ):
            until(taken(cursors, 2))
            parking.ask_replay(parking.list()[0].id)
            until(lambda: not parking.list())

        assert seen == [(1, said[0])] * 3 + [(2, said[1])]
        told = [(line["event"], line.get("correlation_id")) for line in logs]
        about = ("event waits", "event parked", "event replayed")
        assert [one for one in told if one[0] in about] == [
            ("event waits", said[0]),
            ("event parked", said[0]),
            ("event replayed", said[0]),
            ("event replayed", said[1]),
        ]

    def test_what_is_dropped_while_what_lies_before_it_is_replayed_has_no_effect(
        self, history, cursors, consumer, effects, parking, monkeypatch
    ):
        """Whoever drops has looked before the replay was asked for, and marks after the consumer has listed what waits."""
        looked, listed, dropping = threading.Event(), threading.Event(), []

        def reached(place):
            if place == "drop marking":
                looked.set()
                assert listed.wait(60)
            if place == "replay marked":
                raise InterruptedError("killed before the second was marked")

        def handle(event):
            if event.position == 1 and looked.is_set():
                listed.set()
                dropping[0].join(60)
            effects(event)

        effects.failures = {1: [ValueError("no such unit")]}
        history.write("sample-1", "note", "note")
        with running(consumer(handle=handle, head_seconds=HEAD_SECONDS)):
            until(taken(cursors, 2))
            one, other = parking.list()
            monkeypatch.setattr("shared.parking.reached", reached)
            dropping.append(threading.Thread(target=parking.drop, args=(other.id, "lan", "sent twice")))
            dropping[0].start()
            assert looked.wait(60)
            with pytest.raises(InterruptedError):
                parking.ask_replay(one.id)
            until(lambda: not parking.list())

        assert effects.positions() == [1]
        assert parking.get(other.id).state == "dropped"

    def test_one_whose_replay_was_asked_for_meanwhile_is_not_dropped_and_that_is_said(
        self, history, cursors, consumer, effects, parking, monkeypatch
    ):
        effects.failures = {1: [ValueError("no such unit")]}
        history.write("sample-1", "note")
        with running(consumer()):
            until(taken(cursors, 1))
        (one,) = parking.list()
        monkeypatch.setattr(
            "shared.parking.reached", lambda place: place == "drop marking" and parking.begin(one.id)
        )
        with pytest.raises(Rejected) as caught:
            parking.drop(one.id, "lan", "sent twice")
        assert caught.value.code == "replay-asked"
        assert parking.get(one.id).state == "replay"

    def test_an_event_too_deep_to_be_read_is_parked_as_any_other_that_cannot_be(
        self, cursors, consumer, effects, parking, history, database
    ):
        class Deep:
            """The history with its first event made of nothing but opening brackets."""

            def __init__(self, feed):
                self._feed = feed

            def __getattr__(self, name):
                return getattr(self._feed, name)

            def after(self, position, limit):
                return [replace(one, body=b"[" * 40_000) for one in self._feed.after(position, limit)]

        history.write("sample-1", "note")
        with running(
            consumer(feed=Deep(LocalFeed("samples", database)), handle=lambda one: stored(one.body))
        ):
            until(taken(cursors, 1))
        (one,) = parking.list()
        assert one.subject == UNREADABLE

    def test_a_broken_history_ends_the_role_with_its_cursor_before_the_event(
        self, history, cursors, consumer, effects
    ):
        effects.failures = {3: [BrokenHistory("torn")]}
        history.write("sample-1", *["note"] * 5)

        with pytest.raises(BrokenHistory):
            consumer().run(threading.Event())

        assert cursors.get(KEY) == ("e-1", 2)
        assert effects.positions() == [1, 2]

    def test_a_second_consumer_at_work_is_noticed_and_no_effect_is_doubled(
        self, history, cursors, consumer, effects
    ):
        history.write("sample-1", *["note"] * 10)

        def stolen(event):
            effects(event)
            if event.position == 4:
                cursors.move(KEY, *(cursors.get(KEY) or ("e-1", 0)), 10)  # a slow consumer has stored some

        with pytest.raises(LostCursor):
            consumer(handle=stolen).run(threading.Event())

        assert cursors.get(KEY) == ("e-1", 10)
        assert len(effects.positions()) == len(set(effects.positions()))


class TestTogether:
    def test_what_is_read_from_the_feed_is_handled_page_by_page(self, history, cursors, consumer, effects):
        for number in range(50):
            history.write(f"sample-{number % 3}", *["note"] * 5)
        handled = rises("sovang_events_handled_total", consumer="awards", source="samples")
        with running(consumer(together=effects.together)):
            until(taken(cursors, 250))

        assert handled() == 250
        assert effects.pages == [list(range(1, 201)), list(range(201, 251))]
        assert effects.positions() == list(range(1, 251))

    def test_deliveries_at_hand_are_handled_together_and_acknowledged_after_their_cursor(
        self, history, cursors, consumer, effects, script, database
    ):
        history.write("sample-1", *["note"] * 3)
        with running(consumer(together=effects.together)):
            until(taken(cursors, 3))
            history.write("sample-1", *["note"] * 9)
            events = LocalFeed("samples", database).after(3, 9)
            script.waiting = [*events[:4], events[1], *events[2:5], events[8]]  # repeated, and with a gap
            until(lambda: script.acked == [4, 5, 6, 7, 5, 6, 7, 8, 12])

        assert cursors.get(KEY) == ("e-1", 12)
        assert effects.calls == list(range(1, 13))
        assert effects.pages[1:] == [[4, 5, 6, 7, 8], [9, 10, 11]]  # position 12 had nothing beside it

    def test_a_bad_event_parks_its_subject_and_not_its_page(
        self, history, cursors, consumer, effects, parking
    ):
        effects.failures = {2: [ValueError("no such unit")]}
        for stream in ("sample-1", "sample-2", "sample-1", "sample-2", "sample-1", "sample-3"):
            history.write(stream, "note")
        with running(consumer(together=effects.together)):
            until(taken(cursors, 6))

        assert effects.positions() == [1, 3, 5, 6]
        assert [(one.position, one.reason) for one in parking.list("awards")] == [
            (2, "ValueError: no such unit"),
            (4, BEHIND),
        ]

    def test_repeated_and_reordered_deliveries_take_effect_once_and_in_order(
        self, history, cursors, consumer, effects, script, database
    ):
        dice = random.Random(4)
        with running(consumer(together=effects.together)):
            history.write("sample-1", *["note"] * 60)
            shuffled = LocalFeed("samples", database).after(0, 60) * 2
            dice.shuffle(shuffled)
            script.waiting = shuffled
            until(lambda: len(script.acked) == 120)

        assert effects.calls == list(range(1, 61))
        assert cursors.get(KEY) == ("e-1", 60)

    @pytest.mark.parametrize("fatal", [1, 7, 30])
    def test_a_power_cut_in_the_middle_of_a_page_doubles_and_loses_nothing(
        self, fatal, history, cursors, consumer, effects, database, mongo_uri, tmp_path
    ):
        history.write("sample-1", *["note"] * 30)
        arguments = (mongo_uri, database.name, str(fatal), "together")
        program = Program(tmp_path / "consumer.log", "tests.integration.consuming_program", *arguments)
        until(lambda: not program.running(), 60, "it killed itself")
        assert effects.positions() == list(range(1, fatal + 1))
        assert cursors.get(KEY) is None

        with running(consumer(together=effects.together)):
            until(taken(cursors, 30))

        assert effects.positions() == list(range(1, 31))
        assert effects.pages == [list(range(1, 31))]


class TestEpochs:
    def test_an_owner_that_is_an_old_copy_is_refused(self, history, cursors, consumer, effects):
        history.write("sample-1", *["note"] * 3)
        cursors.move(KEY, "e-1", 0, 7)

        with pytest.raises(OwnerBehind, match="A restored backup"):
            consumer().run(threading.Event())

        assert effects.calls == []

    def test_a_log_begun_anew_is_read_again_and_changes_nothing(self, history, cursors, consumer, effects):
        cursors.move(KEY, "e-0", 0, 7)
        history.write("sample-1", *["note"] * 3)
        with running(consumer()):
            until(taken(cursors, 3))

        assert effects.calls == [1, 2, 3]

    def test_a_message_of_an_older_epoch_is_thrown_away(
        self, history, cursors, consumer, effects, script, database
    ):
        history.write("sample-1", *["note"] * 3)
        old = NumberedEvent(source="samples", epoch="e-0", position=50, body=b"{}")
        with running(consumer()):
            until(taken(cursors, 3))
            script.waiting.append(old)
            until(lambda: script.acked == [50])

        assert effects.calls == [1, 2, 3]
        assert cursors.get(KEY) == ("e-1", 3)


@pytest.mark.parametrize("fatal", [1, 7, 30])
def test_a_power_cut_between_effect_and_cursor_doubles_no_effect(
    fatal, history, cursors, consumer, effects, database, mongo_uri, tmp_path
):
    history.write("sample-1", *["note"] * 30)
    program = Program(
        tmp_path / "consumer.log", "tests.integration.consuming_program", mongo_uri, database.name, str(fatal)
    )
    until(lambda: not program.running(), 60, "it killed itself")
    assert effects.positions() == list(range(1, fatal + 1))
    assert (cursors.get(KEY) or ("e-1", 0))[1] < fatal

    with running(consumer()):
        until(taken(cursors, 30))

    assert effects.positions() == list(range(1, 31))
    assert fatal in effects.calls


def test_publisher_and_consumer_agree_over_the_in_process_doorbell_that_drops(
    history, cursors, consumer, effects, database
):
    hub = LocalHub(kept=5)
    publisher = Publisher(
        "samples", LocalFeed("samples", database), hub.bell("samples"), cursors, idle_seconds=0.01
    )
    ear = hub.doorbell().listen("awards", "samples")
    with running(publisher, consumer(intake=ear, head_seconds=HEAD_SECONDS)):
        for number in range(60):
            history.write(f"sample-{number % 3}", "note", "note")
        until(taken(cursors, 120))

    assert effects.calls == list(range(1, 121))
