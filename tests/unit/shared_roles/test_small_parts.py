"""The small mechanisms that roles and doorbells are made of."""

from __future__ import annotations

import threading

import pytest

from shared.backoff import Backoff
from shared.broker.confirms import Confirms
from shared.broker.doorbell import LocalHub
from shared.broker.topology import exchange_name, queue_arguments, queue_name
from shared.messages import NumberedEvent
from shared.waking import Wake


def event(position):
    return NumberedEvent(source="samples", epoch="e-1", position=position, body=b"{}")


def test_waits_double_up_to_the_longest_and_begin_again_after_a_success():
    backoff = Backoff(0.1, 0.5)

    assert [backoff.next() for _ in range(5)] == [0.1, 0.2, 0.4, 0.5, 0.5]
    backoff.reset()
    assert backoff.next() == 0.1


def test_a_ring_between_looking_and_waiting_is_not_missed():
    wake = Wake()
    seen = wake.count
    wake.ring()

    wake.wait(seen, 60)  # returns at once, or the test runs into its limit

    assert wake.count == seen + 1


def test_a_wait_without_a_ring_ends_with_its_time():
    wake = Wake()

    wake.wait(wake.count, 0.01)

    assert wake.count == 0


def test_a_ring_wakes_one_who_waits():
    wake = Wake()
    woken = threading.Event()
    thread = threading.Thread(target=lambda: (wake.wait(0, 60), woken.set()))
    thread.start()
    wake.ring()

    assert woken.wait(50)  # well before it would end by itself
    thread.join()


class TestConfirms:
    @pytest.fixture
    def confirms(self):
        counting = Confirms()
        for _ in range(10):
            counting.publish()
        return counting

    def test_only_the_prefix_without_gap_counts(self, confirms):
        confirms.ack(3, multiple=False)
        assert confirms.confirmed == 0

        confirms.ack(1, multiple=False)
        assert confirms.confirmed == 1

        confirms.ack(2, multiple=False)
        assert confirms.confirmed == 3
        assert confirms.open == 7

    def test_one_multiple_ack_confirms_all_before_it(self, confirms):
        confirms.ack(2, multiple=False)
        confirms.ack(7, multiple=True)

        assert confirms.confirmed == 7

    def test_the_ack_that_follows_a_return_does_not_count(self, confirms):
        confirms.ack(2, multiple=True)
        confirms.refuse(4, "returned")
        confirms.ack(10, multiple=True)

        assert confirms.confirmed == 3
        assert confirms.refused == "returned"

    def test_the_earliest_refusal_is_the_limit(self, confirms):
        confirms.refuse(5, "returned")
        confirms.refuse(2, "not taken")
        confirms.ack(10, multiple=True)

        assert confirms.confirmed == 1
        assert confirms.refused == "returned"


def test_names_are_those_that_nameko_and_people_know():
    assert exchange_name("nominations") == "nominations.events"
    assert queue_name("audit", "nominations") == "audit.from.nominations"


@pytest.mark.parametrize(
    ("version", "limited"), [("3.10.8", False), ("3.13.7", False), ("4.0.1", True), ("", False)]
)
def test_a_delivery_limit_is_switched_off_where_there_is_one_by_default(version, limited):
    arguments = queue_arguments(version)

    assert ("x-delivery-limit" in arguments) is limited
    assert arguments.get("x-delivery-limit", -1) == -1
    assert "x-dead-letter-exchange" not in arguments


class TestLocalDoorbell:
    def test_each_consumer_hears_every_event_of_its_source_in_order(self):
        hub = LocalHub()
        ears = [hub.doorbell().listen(name, "samples") for name in ("audit", "awards")]
        elsewhere = hub.doorbell().listen("audit", "others")

        assert hub.bell("samples").ring([event(1), event(2)], 1) == 2

        for ear in ears:
            assert [ear.next(1).event.position for _ in range(2)] == [1, 2]
            assert ear.next(0) is None
        assert elsewhere.next(0) is None

    def test_a_full_queue_drops_its_oldest(self):
        hub = LocalHub(kept=3)
        ear = hub.doorbell().listen("audit", "samples")

        hub.bell("samples").ring([event(position) for position in range(1, 6)], 1)

        assert [ear.next(0).event.position for _ in range(3)] == [3, 4, 5]

    def test_a_new_listener_takes_the_place_of_the_old_one(self):
        hub = LocalHub()
        old = hub.doorbell().listen("audit", "samples")
        new = hub.doorbell().listen("audit", "samples")
        old.close()  # late, and harmless

        hub.bell("samples").ring([event(1)], 1)

        assert old.next(0) is None
        assert new.next(0).event.position == 1
        new.close()
        new.close()

    def test_nobody_listens_and_the_bell_is_confirmed_all_the_same(self):
        assert LocalHub().bell("samples").ring([event(1)], 1) == 1

    def test_a_listener_is_woken_by_the_bell(self):
        hub = LocalHub()
        ear = hub.doorbell().listen("audit", "samples")
        heard = []
        thread = threading.Thread(target=lambda: heard.append(ear.next(60)))
        thread.start()
        hub.bell("samples").ring([event(1)], 1)
        thread.join(50)  # well before it would end by itself

        assert heard[0].event.position == 1
        heard[0].ack()
        heard[0].ack()
