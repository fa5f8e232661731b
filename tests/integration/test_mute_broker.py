"""A broker that keeps connections open and does not answer: nobody waits for it for ever, and dead queues are replaced."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from shared.broker import wire
from shared.broker.amqp import AmqpBell, AmqpDoorbell
from shared.broker.topology import declare
from shared.errors import TransientError
from shared.messages import NumberedEvent
from tests.support.rabbitmq import RabbitNode
from tests.support.waiting import until


def event(position: int) -> NumberedEvent:
    body = json.dumps({"type": "Noted", "id": f"i{position}"}).encode()
    return NumberedEvent(source="samples", epoch="e1", position=position, body=body)


@pytest.fixture
def node(server_folder):
    node = RabbitNode(server_folder("mute-rabbitmq"))
    yield node
    node.close()


def test_queues_lost_with_the_power_just_after_their_declaration_are_replaced(node):
    uri = node.uri_of("%2f")
    line = wire.connect(uri)
    declare(line, "samples", ["first", "second"])
    node.kill()
    wire.drop(line)
    node.start()
    with closing(AmqpBell(uri, "samples", ["first", "second"], confirm_seconds=1, apart_seconds=0)) as bell:

        def confirmed() -> bool:
            try:
                return bell.ring([event(1)], 1) == 1
            except TransientError:
                return False

        until(confirmed, 120, "the queues take messages again")
        with closing(AmqpDoorbell(uri).listen("first", "samples")) as intake:
            heard = until(lambda: intake.next(1), 120, "the message is heard")
    assert heard.event.position == 1


def test_a_broker_that_freezes_while_it_is_asked_is_given_up(node, monkeypatch):
    monkeypatch.setattr(wire, "ANSWER_SECONDS", 5.0)  # the connection itself needs some
    line = wire.connect(node.uri_of("%2f"))
    node.pause()
    with pytest.raises(wire.BROKEN):
        declare(line, "samples", ["first"])
    wire.drop(line)
