"""The tests' own RabbitMQ does to a client what outages do."""

from __future__ import annotations

import kombu
import pytest

from tests.support.rabbitmq import NoRabbitMQ, RabbitNode, greets
from tests.support.waiting import until


def put(uri: str, text: str) -> None:
    with (
        kombu.Connection(uri, transport_options={"confirm_publish": True}) as connection,
        connection.channel() as channel,
    ):
        kept_in(channel).declare()
        kombu.Producer(channel).publish(text, routing_key="kept", delivery_mode="persistent")


def kept_in(channel) -> kombu.Queue:
    return kombu.Queue("kept", durable=True, queue_arguments={"x-queue-type": "quorum"}, channel=channel)


def get(uri: str) -> str | None:
    with kombu.Connection(uri, connect_timeout=5) as connection, connection.channel() as channel:
        queue = kept_in(channel)
        queue.declare()
        message = queue.get()
        if message is None:
            return None
        message.ack()
        return str(message.payload)


def place_of(uri: str) -> tuple[str, int]:
    at = kombu.Connection(uri).info()
    return at["hostname"], at["port"]


def test_a_message_put_is_got(amqp_uri):
    put(amqp_uri, "one")
    assert until(lambda: get(amqp_uri)) == "one"


def test_each_test_has_a_vhost_of_its_own(amqp_uri):
    assert get(amqp_uri) is None


@pytest.mark.parametrize("outage", ["stop", "kill"])
def test_a_durable_message_outlives_an_outage(broker, amqp_uri, outage):
    put(amqp_uri, "kept")
    broker.settle()
    getattr(broker, outage)()
    assert not greets(*place_of(amqp_uri))
    broker.start()
    assert until(lambda: get(amqp_uri)) == "kept"


def test_a_reset_loses_everything(broker, amqp_uri):
    put(amqp_uri, "lost")
    broker.reset()
    assert get(amqp_uri) is None


def test_a_paused_broker_answers_nobody(broker, amqp_uri):
    broker.pause()
    assert not greets(*place_of(amqp_uri))
    broker.start()
    assert greets(*place_of(amqp_uri))


def test_a_machine_without_rabbitmq_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.support.rabbitmq.PLACES", (tmp_path,))
    with pytest.raises(NoRabbitMQ, match="apt install rabbitmq-server"):
        RabbitNode(tmp_path)
