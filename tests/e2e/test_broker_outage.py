"""The broker away for a while under load: commands, positions and read models go on, and all is caught up soon after."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from sovang.client import Client
from tests.builders import bodies
from tests.builders.commands import RECIPIENTS, some_commands
from tests.builders.office import EVERYTHING, created, department, drafted_plan, issued_plan
from tests.e2e.test_kills import (
    require_done_once,
    require_effects,
    require_told_once,
)
from tests.support.ports import free_port
from tests.support.promised import promised
from tests.support.records import behind_of, committed, database, head_of, require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until
from tests.support.writers import Writers

OUTAGE_SECONDS = float(os.environ.get("OUTAGE_SECONDS", "6"))
CAUGHT_UP_SECONDS = 30.0
PATIENCE_SECONDS = 120.0
CLIENTS = 4
REST_SECONDS = 0.1
OWNERS = ("nominations", "awards")


@pytest.fixture
def system(amqp_uri: str, server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("outage"), free_port(), amqp_uri=amqp_uri)) as started:
        yield started


def own_lags(system: System, due: Mapping[str, int]) -> dict[str, int]:
    """What a service does of itself and has not done of the events *due*: number its commits, keep its read models."""
    return {
        name: lag
        for name, lag in behind_of(system, due).items()
        if name in [f"{owner} not numbered" for owner in OWNERS]
        or (name.startswith("view:") and name.endswith(tuple(f" in {owner}" for owner in OWNERS)))
    }


def shown_below(person: Client, parent_id: str) -> list[str]:
    """The ids in the list of organisations below *parent_id*."""
    reply = person.get(f"/api/nominations/organisations?parent_id={parent_id}")
    assert reply.status == 200, reply.body
    return [item["organisation_id"] for item in reply.body["items"]]


def test_commands_positions_and_read_models_go_on_without_a_broker(system, broker, record_property):
    person = system.open_account("moi-viec", EVERYTHING)
    ground = department(person, units=1)
    drafts = [drafted_plan(person, ground.id, f"draft.{number}") for number in range(5)]
    plans = [issued_plan(person, ground.id, f"plan.{number}", recipients=RECIPIENTS) for number in range(5)]
    commands = some_commands(random.Random(1), ground, drafts, plans, count=20_000)
    writers = Writers(person, lambda _, service: system.url_of(service), commands, CLIENTS, REST_SECONDS)
    writers.start()
    writers.until_sent(50, PATIENCE_SECONDS)

    broker.kill()
    gone_at, sent_before = time.monotonic(), writers.sent
    heads_before = {owner: head_of(database(system, owner)) for owner in OWNERS}
    until(lambda: time.monotonic() > gone_at + OUTAGE_SECONDS, OUTAGE_SECONDS + 5, "the outage is over")
    writers.until_sent(sent_before + round(5 * OUTAGE_SECONDS), PATIENCE_SECONDS)
    assert time.monotonic() - gone_at < promised(OUTAGE_SECONDS + 1)
    sent_meanwhile = writers.sent - sent_before
    new = created(
        person,
        "/api/nominations/organisations",
        bodies.organisation("Tổ lúc mất trạm", ground.units[0]),
        "while.gone",
    )
    until(lambda: new in shown_below(person, ground.units[0]), PATIENCE_SECONDS, "a list shows what is new")
    own = committed(system)
    until(
        lambda: not own_lags(system, own),
        PATIENCE_SECONDS,
        "positions and read models go on without a broker",
    )
    for owner, before in heads_before.items():
        assert own[owner] > before, f"{owner} had nothing to show meanwhile"
    assert behind_of(system, own), "the others hear of it only through the broker"

    broker.start()
    back_at, sent_away = time.monotonic(), writers.sent
    due = committed(system)
    until(lambda: not behind_of(system, due), PATIENCE_SECONDS, "what was acknowledged before is handled")
    caught_up, sent_since = time.monotonic() - back_at, writers.sent - sent_away
    assert sent_since, "nobody wrote while it caught up"
    writers.begin_no_more()
    writers.join(PATIENCE_SECONDS)
    assert {outcome for record in writers.records for outcome in record.outcomes} <= {"ok", "refused"}
    settle(system)
    record_property("seconds away", round(back_at - gone_at, 1))
    record_property("seconds to catch up under load", round(caught_up, 1))
    record_property("seconds until nothing was left", round(time.monotonic() - back_at, 1))
    record_property("commands meanwhile", sent_meanwhile)
    record_property("commands while catching up", sent_since)
    assert caught_up < promised(CAUGHT_UP_SECONDS)
    recorded = require_sound(system)
    require_done_once(writers.records, system)
    require_told_once(system, require_effects(writers.records, recorded))
