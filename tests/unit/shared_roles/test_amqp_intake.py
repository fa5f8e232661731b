"""The thread that hears of events outlives whatever goes wrong in it."""

from __future__ import annotations

from shared.broker import amqp_intake
from shared.broker.amqp import AmqpDoorbell
from tests.support.waiting import until


def test_a_failure_nobody_foresaw_is_told_and_tried_again(monkeypatch, capsys):
    tries = []

    def torn(uri):
        tries.append(uri)
        raise ValueError("a frame that cannot be read")

    monkeypatch.setattr(amqp_intake, "connect", torn)
    intake = AmqpDoorbell("amqp://nobody").listen("keeper", "books")
    try:
        until(lambda: len(tries) >= 2, 60)
    finally:
        intake.close()

    assert "a frame that cannot be read" in capsys.readouterr().out
