"""Whatever is killed at whatever moment: what was acknowledged is in the ledger exactly once, and nothing is stuck."""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.builders.commands import RECIPIENTS, some_commands
from tests.builders.office import EVERYTHING, department, drafted_plan, issued_plan
from tests.support.ports import free_port
from tests.support.rabbitmq import Broker
from tests.support.records import LedgerEntry, commits, database, require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until
from tests.support.writers import Record, Writers

COMMANDS = int(os.environ.get("KILLS_COMMANDS", "500"))
SEEDS = [int(seed) for seed in os.environ.get("KILLS_SEEDS", "20210325").split()]
CLIENTS = 8
RUN_SECONDS = 300.0
TARGETS = ("serve", "work", "database", "supervisor", "all")


@pytest.fixture(params=["embedded", "rabbitmq"])
def system(request: pytest.FixtureRequest, server_folder: Callable[[str], Path]) -> Iterator[System]:
    amqp_uri = request.getfixturevalue("amqp_uri") if request.param == "rabbitmq" else None
    with running(System(server_folder("kills"), free_port(), amqp_uri=amqp_uri)) as started:
        yield started


def one_to_kill(chance: random.Random, target: str, system: System) -> str:
    if not system.apart or target not in ("serve", "work"):
        return target
    services = {"serve": ["nominations", "awards", "audit"], "work": ["nominations", "awards", "audit"]}
    return f"{target}-{chance.choice(services[target])}"


def kill_ten_times(chance: random.Random, system: System, writers: Writers, broker: Broker | None) -> None:
    targets = [*TARGETS, *TARGETS, *(["broker"] if broker else [])]
    chance.shuffle(targets)
    moments = sorted(chance.sample(range(COMMANDS // 20, COMMANDS - COMMANDS // 20), len(targets)))
    for moment, target in zip(moments, targets, strict=True):
        writers.until_sent(moment, RUN_SECONDS)
        if broker and target == "broker":
            broker.kill()
            broker.start()
            continue
        name = one_to_kill(chance, target, system)
        until(
            lambda name=name: name == "all" or system.alive(name),
            RUN_SECONDS,
            f"{name} lives and can be killed",
        )
        system.kill(name)
        if target in ("supervisor", "all"):
            system.start()


def require_done_once(records: list[Record], system: System) -> None:
    """What each client was told is what stands in the streams."""
    done: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for commit in commits(system):
        done[commit.key].append((commit.stream, commit.last, commit.events[-1]["type"]))
    for record in records:
        its = done[record.command.key]
        if record.status == 201:
            assert [(stream, version) for stream, version, _ in its] == [
                (record.answer["stream"], record.answer["version"])
            ], record
        elif record.answer.get("code") == "plan-number-missing":
            # a refusal is one event for each identical request
            assert [kind for _, _, kind in its] in ([], ["ActRefused"]), record
        else:
            assert len(its) <= record.outcome.count("ok"), record


def require_effects(records: list[Record], recorded: list[LedgerEntry]) -> list[str]:
    """Each thing that was acknowledged happened once, also where many clients wanted it; the ids of refusals."""
    wanted = {
        (record.command.path.split("/")[4], record.command.body["recipient_id"])
        for record in records
        if record.command.path.endswith("/send") and record.outcome == "ok"
    }
    sent = Counter(
        (entry.event["data"]["plan_id"], entry.event["data"]["recipient_id"])
        for entry in recorded
        if entry.event["type"] == "PlanSent"
    )
    assert sent == dict.fromkeys(wanted, 1)
    refused = {
        (record.command.path.split("/")[4], record.command.body["dated"])
        for record in records
        if record.answer.get("code") == "plan-number-missing"
    }
    refusals = [entry.event["id"] for entry in recorded if entry.event["type"] == "ActRefused"]
    assert len(refusals) == len(refused)
    return refusals


def require_told_once(system: System, refusals: list[str]) -> None:
    """Whoever was refused has one notice of it, however often its maker was killed."""
    notices = database(system, "notifications").inbox.find({"party": "user:moi-viec"})
    assert Counter(notice["event"] for notice in notices) == dict.fromkeys(refusals, 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_acknowledged_command_is_in_the_ledger_once_after_ten_kills(system, request, seed):
    broker = request.getfixturevalue("broker") if system.apart else None
    chance = random.Random(seed)
    person = system.open_account("moi-viec", EVERYTHING)
    ground = department(person, units=1)
    drafts = [drafted_plan(person, ground.id, f"draft.{number}") for number in range(5)]
    plans = [issued_plan(person, ground.id, f"plan.{number}", recipients=RECIPIENTS) for number in range(5)]
    writers = Writers(
        person,
        lambda _, service: system.url_of(service),
        some_commands(chance, ground, drafts, plans, COMMANDS),
        CLIENTS,
    )
    writers.start()
    kill_ten_times(chance, system, writers, broker)
    writers.join(RUN_SECONDS)
    system.ready()
    settle(system)
    recorded = require_sound(system)
    require_done_once(writers.records, system)
    require_told_once(system, require_effects(writers.records, recorded))
    outcomes = Counter(outcome for record in writers.records for outcome in record.outcomes)
    # Whether a kill meets a request under way is chance; that each met a living process is not (see kill_ten_times).
    assert min(outcomes["ok"], outcomes["refused"]) > 0, outcomes
    verified = system.program("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
