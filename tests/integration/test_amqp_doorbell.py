"""The doorbell over a real RabbitMQ: confirms, returns, outages, and that nothing is lost or doubled through them."""

from __future__ import annotations

import contextlib
import threading
import time

import pytest
from amqp import Message
from amqp.exceptions import AccessRefused, InternalError
from pymongo.errors import DuplicateKeyError

from shared.broker import amqp_bell, amqp_intake
from shared.broker.amqp import AmqpBell, AmqpDoorbell
from shared.broker.amqp_bell import MUTE_LINES
from shared.broker.amqp_intake import PREFETCH
from shared.broker.topology import exchange_name, queue_name
from shared.broker.wire import connect, drop
from shared.consuming import Consumer
from shared.cursors import Cursors
from shared.errors import TransientError
from shared.eventstore import stored
from shared.feed import LocalFeed
from shared.messages import NumberedEvent
from shared.publishing import CURSOR, Publisher
from shared.roles import RoleRunner
from shared.testing.history import event_body
from tests.builders.numbered import NumberedHistory
from tests.support.counting import rises, shown
from tests.support.waiting import until

SOURCE = "samples"
QUEUE = queue_name("awards", SOURCE)
PATIENT = 30.0


def event(position, epoch="e-1"):
    body = event_body("sample-1", position, "0" * 64, f"Giấy khen số {position}")
    return NumberedEvent(source=SOURCE, epoch=epoch, position=position, body=body)


def events(first, last, epoch="e-1"):
    return [event(position, epoch) for position in range(first, last + 1)]


@pytest.fixture
def bell(amqp_uri):
    made = []

    def make(*consumers, **options):
        made.append(AmqpBell(amqp_uri, SOURCE, consumers, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def listen(amqp_uri):
    ears = []

    def make(consumer="awards"):
        ears.append(AmqpDoorbell(amqp_uri).listen(consumer, SOURCE))
        return ears[-1]

    yield make
    for one in ears:
        one.close()


@pytest.fixture
def channel(amqp_uri):
    """A channel of the test's own, to look and to do harm."""
    connection = connect(amqp_uri)
    yield connection.channel()
    drop(connection)


def heard(ear, count, seconds=30.0):
    """The next *count* deliveries, unacknowledged."""
    return [until(lambda: ear.next(0.5), seconds, f"{count} deliveries") for _ in range(count)]


def places(deliveries):
    return [(delivery.event.epoch, delivery.event.position) for delivery in deliveries]


def ring_all(bell, waiting):
    while waiting:
        waiting = waiting[bell.ring(waiting, 5.0) :]


def failing(function, times, error):
    """*function*, whose first *times* calls raise *error*."""
    left = [error] * times

    def call(*arguments):
        if left:
            raise left.pop()
        return function(*arguments)

    return call


def outside(channel, routing_key):
    """A queue as any other program would have it."""
    channel.queue_declare("outside", durable=True, auto_delete=False)
    channel.queue_bind("outside", exchange_name(SOURCE), routing_key)


class TestBell:
    def test_what_is_announced_is_heard_byte_for_byte_and_in_order(self, bell, listen):
        told = events(1, 700)
        ring_all(bell("awards", "audit"), told)

        for name in ("awards", "audit"):
            ear = listen(name)
            for one in told:
                delivery = heard(ear, 1)[0]
                assert delivery.event == one
                delivery.ack()

    def test_a_message_carries_what_an_outside_subscriber_needs(self, bell, channel):
        one = bell("awards")
        one.ring([], 5.0)
        outside(channel, "NoteTaken")
        ring_all(one, events(1, 1))
        message = channel.basic_get("outside", no_ack=True)

        assert message.delivery_info["exchange"] == "samples.events"
        assert message.delivery_info["routing_key"] == "NoteTaken"
        properties = message.properties
        assert properties["content_type"] == "application/json"
        assert properties["delivery_mode"] == 2
        assert properties["message_id"] == stored(message.body.encode()).attributes["id"]
        assert properties["application_headers"] == {"position": 1, "epoch": "e-1"}

    def test_the_trace_of_an_event_travels_in_a_header(self, bell, channel):
        traced = NumberedEvent(
            source=SOURCE, epoch="e-1", position=1, body=b'{"id":"1","type":"A","traceparent":"00-ab-cd-01"}'
        )
        one = bell("awards")
        one.ring([], 5.0)
        outside(channel, "#")
        ring_all(one, [traced])

        headers = channel.basic_get("outside", no_ack=True).properties["application_headers"]
        assert headers["traceparent"] == "00-ab-cd-01"

    def test_events_wait_for_a_consumer_that_has_never_been_there(self, bell, listen):
        ring_all(bell("awards"), events(1, 3))

        assert places(heard(listen(), 3)) == [("e-1", 1), ("e-1", 2), ("e-1", 3)]

    def test_without_consumers_nobody_has_to_hear(self, bell):
        assert bell(confirm_seconds=PATIENT).ring(events(1, 3), PATIENT) >= 2

    def test_events_under_way_are_not_announced_again(self, bell, channel):
        one = bell("awards")
        waiting = events(1, 400)
        while waiting:
            confirmed = one.ring(waiting, 5.0)
            assert confirmed >= 1
            waiting = waiting[confirmed:]

        assert channel.queue_declare(QUEUE, passive=True).message_count == 400

    def test_a_ring_without_events_keeps_the_connection(self, bell):
        one = bell("awards")
        assert one.ring([], 5.0) == 0
        line = one._line
        assert one.ring([], 5.0) == 0
        assert one._line is line

    def test_a_returned_event_is_not_confirmed_and_its_queue_is_made_again(self, bell, channel, listen):
        one = bell("awards")
        returns = rises("sovang_publish_refusals_total", source=SOURCE, how="return")
        connections = rises("sovang_doorbell_connections_total", side="bell", queue=SOURCE)
        ring_all(one, events(1, 5))
        channel.queue_delete(QUEUE)

        with pytest.raises(TransientError, match="position 6 was returned"):
            one.ring(events(6, 8), 5.0)
        ring_all(one, events(6, 8))

        assert places(heard(listen(), 3)) == [("e-1", 6), ("e-1", 7), ("e-1", 8)]
        assert (returns(), connections()) == (1, 2)

    def test_an_exchange_that_vanished_is_made_again(self, bell, channel, listen):
        one = bell("awards")
        ring_all(one, events(1, 1))
        channel.exchange_delete(exchange_name(SOURCE))

        with pytest.raises(TransientError):
            ring_all(one, events(2, 3))
        ring_all(one, events(2, 3))

        assert places(heard(listen(), 3)) == [("e-1", 1), ("e-1", 2), ("e-1", 3)]

    def test_a_queue_that_stands_with_other_arguments_is_used_as_it_is(self, bell, channel, listen):
        channel.queue_declare(QUEUE, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})

        ring_all(bell("awards"), events(1, 2))

        assert places(heard(listen(), 2)) == [("e-1", 1), ("e-1", 2)]

    def test_a_later_epoch_begins_on_a_connection_of_its_own(self, bell, listen):
        one = bell("awards")
        ring_all(one, events(8, 9))
        ring_all(one, events(1, 2, "e-2"))

        assert places(heard(listen(), 4)) == [("e-1", 8), ("e-1", 9), ("e-2", 1), ("e-2", 2)]

    def test_queues_whose_declaration_is_not_answered_are_made_anew(self, bell, channel, monkeypatch):
        one = bell("awards", apart_seconds=0)
        self.fails_to_declare(one, InternalError("cluster_not_formed"), channel, monkeypatch)

        ring_all(one, events(6, 6))

        assert channel.queue_declare(QUEUE, passive=True).message_count == 1

    def test_queues_are_not_made_anew_again_and_again(self, bell, channel, monkeypatch):
        one = bell("awards", apart_seconds=600)
        self.fails_to_declare(one, InternalError("cluster_not_formed"), channel, monkeypatch)

        ring_all(one, events(6, 6))

        assert channel.queue_declare(QUEUE, passive=True).message_count == 6

    def test_who_may_not_declare_or_finds_the_broker_stopping_removes_nothing(
        self, bell, channel, monkeypatch
    ):
        one = bell("awards", apart_seconds=0)
        self.fails_to_declare(one, AccessRefused("no"), channel, monkeypatch)
        one.close()
        self.fails_to_declare(one, ConnectionResetError("stopping"), channel, monkeypatch, first=6)

        ring_all(one, events(11, 11))

        assert channel.queue_declare(QUEUE, passive=True).message_count == 11

    def fails_to_declare(self, one, error, channel, monkeypatch, first=1):
        """Five events told, and then MUTE_LINES connections on which *error* answers the declarations."""
        ring_all(one, events(first, first + 4))
        one.close()
        with monkeypatch.context() as patched:
            patched.setattr(amqp_bell, "declare", failing(amqp_bell.declare, MUTE_LINES, error))
            for _ in range(MUTE_LINES):
                with pytest.raises(TransientError):
                    one.ring(events(first + 5, first + 5), 5.0)
        assert channel.queue_declare(QUEUE, passive=True).message_count == first + 4

    def test_a_broker_that_is_away_is_said_and_found_again(self, bell, broker, listen):
        one = bell("awards")
        ring_all(one, events(1, 3))
        broker.stop()
        with pytest.raises(TransientError):
            ring_all(one, events(4, 5))
        with pytest.raises(TransientError):
            one.ring(events(4, 5), 5.0)

        broker.start()
        ring_all(one, events(4, 5))

        assert places(heard(listen(), 5, 30))[-2:] == [("e-1", 4), ("e-1", 5)]

    def test_a_broker_that_hangs_is_given_up_after_a_while_without_confirm(self, bell, broker):
        one = bell("awards", confirm_seconds=PATIENT)
        ring_all(one, events(1, 3))
        one._line._patience = 0.5  # only now: what was to be confirmed is
        broker.pause()
        began = time.monotonic()
        silences = rises("sovang_publish_refusals_total", source=SOURCE, how="silence")
        with pytest.raises(TransientError, match=r"no confirm for 0.5 s"):
            one.ring(events(4, 5), PATIENT)
        assert time.monotonic() - began < PATIENT
        assert one._line is None
        assert silences() == 1

    def test_a_broker_that_blocks_its_publishers_is_waited_for(self, bell, broker):
        one = bell("awards", confirm_seconds=PATIENT)
        ring_all(one, events(1, 3))
        line = one._line
        line._patience = 0.3
        broker.pause()
        line._block("low on memory")  # as the broker's own word would
        for _ in range(3):
            assert one.ring(events(4, 5), 0.3) == 0
        assert one._line is line
        assert shown("sovang_broker_blocked", source=SOURCE) == 1

        broker.start()
        line._patience = PATIENT
        line._unblock()
        assert shown("sovang_broker_blocked", source=SOURCE) == 0
        ring_all(one, events(4, 5))
        assert one._line is line


class TestIntake:
    def test_what_is_not_acknowledged_comes_again(self, bell, listen):
        ring_all(bell("awards"), events(1, 4))
        first = listen()
        deliveries = heard(first, 4)
        for delivery in (deliveries[0], deliveries[1], deliveries[3]):
            delivery.ack()
        deliveries[0].ack()  # harmless
        first.close()

        assert places(heard(listen(), 2)) == [("e-1", 3), ("e-1", 4)]

    def test_far_more_than_are_fetched_at_once_come_through(self, bell, listen):
        count = 3 * PREFETCH
        ring_all(bell("awards"), events(1, count))
        ear = listen()
        for position in range(1, count + 1):
            delivery = heard(ear, 1)[0]
            assert delivery.event.position == position
            delivery.ack()

    def test_only_one_listener_of_a_queue_is_served(self, bell, listen):
        first, second = listen(), listen()
        until(lambda: first.connections and second.connections)
        ring_all(bell("awards"), events(1, 2))
        serving = until(lambda: next((one for one in (first, second) if one.next(0.1)), None))
        idle = second if serving is first else first

        assert idle.next(0.2) is None
        serving.close()
        assert places(heard(idle, 2))[-1] == ("e-1", 2)

    def test_a_connection_lost_and_made_again_is_counted(self, broker, listen):
        ear = listen()
        until(lambda: ear.connections == 1)
        broker.stop()
        broker.start()

        until(lambda: ear.connections == 2, 60)

    def test_a_queue_that_was_deleted_is_made_again(self, bell, channel, listen):
        ear = listen()
        until(lambda: ear.connections == 1)
        channel.queue_delete(QUEUE)
        until(lambda: ear.connections == 2)
        ring_all(bell("awards"), events(1, 1))

        assert places(heard(ear, 1)) == [("e-1", 1)]

    def test_who_cannot_listen_leaves_the_queue_as_it_is(self, bell, listen, monkeypatch):
        """Removing it is the bell's alone: two who remove and declare at once leave a name that nobody can use."""
        ring_all(bell("awards"), events(1, 3))
        monkeypatch.setattr(amqp_intake, "declare", failing(amqp_intake.declare, 4, OSError("no answer")))

        assert places(heard(listen(), 3)) == [("e-1", 1), ("e-1", 2), ("e-1", 3)]

    def test_a_message_without_a_place_is_thrown_away(self, bell, channel, listen):
        one = bell("awards")
        one.ring([], 5.0)
        channel.basic_publish(Message(b"{}"), exchange_name(SOURCE), "NoteTaken")
        ring_all(one, events(1, 1))

        assert places(heard(listen(), 1)) == [("e-1", 1)]

    def test_listening_while_the_broker_is_away_neither_blocks_nor_fails(self, broker, listen, bell):
        broker.stop()
        ear = listen()
        assert ear.next(0.05) is None
        broker.start()
        until(lambda: ear.connections == 1, 60)
        ring_all(bell("awards"), events(1, 1))

        assert places(heard(ear, 1)) == [("e-1", 1)]


class Kept:
    """Effects in the database, keyed by event id."""

    def __init__(self, database):
        self._effects = database.effects

    def __call__(self, one):
        attributes = stored(one.body).attributes
        with contextlib.suppress(DuplicateKeyError):
            self._effects.insert_one({"_id": attributes["id"], "position": one.position})

    def positions(self):
        return sorted(effect["position"] for effect in self._effects.find())


@pytest.mark.parametrize("outage", ["stop", "kill", "reset", "pause"])
def test_an_outage_under_load_loses_and_doubles_nothing(outage, broker, amqp_uri, database):
    """Publisher and consumer under their runner, a writer beside them, and the broker maltreated."""
    history, kept, cursors = NumberedHistory(database), Kept(database), Cursors(database)
    feed = LocalFeed(SOURCE, database)
    bell = AmqpBell(amqp_uri, SOURCE, ("awards",), confirm_seconds=1.0)
    doorbell = AmqpDoorbell(amqp_uri)
    consumer = Consumer(
        "awards",
        SOURCE,
        lambda: doorbell.listen("awards", SOURCE),
        feed,
        database,
        kept,
        lambda one: stored(one.body).attributes["subject"],
        head_seconds=1.0,
    )
    runner = RoleRunner([Publisher(SOURCE, feed, bell, cursors, idle_seconds=0.02), consumer])
    runner.start()
    over = threading.Event()
    writer = threading.Thread(target=_write, args=(history, over))
    writer.start()
    try:
        until(lambda: (cursors.get(CURSOR) or ("", 0))[1] > 50, 120, "announcing goes on")
        getattr(broker, outage)()
        so_far = history.end
        until(lambda: history.end > so_far + 20, 120, "writing goes on")
        broker.start()
        over.set()
        writer.join()
        end = ("e-1", history.end)
        until(lambda: cursors.get("awards/samples") == end, 120, "everything is consumed")
        until(lambda: cursors.get(CURSOR) == end, 120, "everything is announced")
    finally:
        over.set()
        writer.join()
        assert runner.stop(60)

    assert kept.positions() == list(range(1, history.end + 1))


def _write(history, over):
    number = 0
    while not over.wait(0.01):
        history.write(f"sample-{number % 5}", "note", "note")
        number += 1
