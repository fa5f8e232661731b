"""Two of what there should be one of, started on purpose: no fork, no gap, no double, nothing lost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from sovang.client import Client
from tests.builders import bodies
from tests.builders.office import EVERYTHING, department, drafted_plan, issued_plan
from tests.support.beside import Beside, states_at
from tests.support.ports import free_port, free_ports
from tests.support.promised import promised
from tests.support.records import require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until
from tests.support.writers import Command, Writers

TAKE_OVER_SECONDS = 10.0
PATIENCE_SECONDS = 120.0
CASES = 20
CLIENTS = 8
ROLES = (("nominations", "nominations.numberer"), ("audit", "audit.sequencer"))
"""Of each service, the role that two processes are able to do."""


@pytest.fixture
def apart(amqp_uri: str, server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("two"), free_port(), amqp_uri=amqp_uri)) as started:
        yield started


@pytest.fixture
def together(server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("two"), free_port())) as started:
        yield started


class Standby:
    """A second `work` of one service."""

    def __init__(self, system: System, service: str, port: int) -> None:
        self._port = port
        self.process: Beside = system.beside("work", service, settings={"SOVANG_PORT": str(port)})
        until(lambda: self.states, PATIENCE_SECONDS, f"the second work of {service} runs")

    @property
    def states(self) -> Mapping[str, str]:
        return states_at(self._port)

    def is_in(self, role: str, state: str) -> bool:
        return self.states.get(role) == state


def registrations(parent_id: str, word: str, count: int) -> Sequence[Command]:
    """Cases in two services by turns, so that two sequencers would not come upon the same order by chance."""

    def command(number: int) -> Command:
        name, key = f"{word} {number}", f"{word}.{number}"
        if number % 2:
            body = bodies.council(parent_id, ["an", "binh"], name=name)
            return Command(key=key, service="awards", path="/api/awards/councils", body=body)
        path = "/api/nominations/organisations"
        return Command(key=key, service="nominations", path=path, body=bodies.organisation(name, parent_id))

    return [command(number) for number in range(count)]


def write(system: System, person: Client, commands: Sequence[Command]) -> Writers:
    writers = Writers(person, lambda _, service: system.url_of(service), commands, count=4)
    writers.start()
    return writers


def test_a_holder_that_is_stopped_beyond_its_lease_and_woken_does_no_harm(apart):
    person = apart.open_account("moi-viec", EVERYTHING)
    ground = department(person, units=1)
    settle(apart)
    with ExitStack() as held:
        second = {}
        for service, port in zip(("nominations", "audit"), free_ports(2), strict=True):
            second[service] = Standby(apart, service, port)
            held.callback(second[service].process.stop)
        for service, role in ROLES:
            until(
                lambda s=service, r=role: (
                    apart.roles_of(s).get(r) == "active" and second[s].is_in(r, "standby")
                ),
                PATIENCE_SECONDS,
                f"{role} is at work and another stands by",
            )

        before = write(apart, person, registrations(ground.id, "truoc", 40))
        before.until_sent(20, PATIENCE_SECONDS)
        for service in second:
            apart.pause(f"work-{service}")  # in the middle of their work
        stopped_at = time.monotonic()
        for service, role in ROLES:
            until(
                lambda s=service, r=role: second[s].is_in(r, "active"),
                PATIENCE_SECONDS,
                f"{role} is taken over",
            )
        assert time.monotonic() - stopped_at < promised(TAKE_OVER_SECONDS)
        during = write(apart, person, registrations(ground.id, "trong", 20))
        before.join(60)
        during.join(60)
        settle(apart)

        after = write(apart, person, registrations(ground.id, "sau", 40))
        after.until_sent(20, PATIENCE_SECONDS)
        for service in second:
            apart.resume(f"work-{service}")  # as if no time had passed
        after.join(60)
        settle(apart)
        for service, role in ROLES:
            until(
                lambda s=service, r=role: (
                    {apart.roles_of(s).get(r), second[s].states.get(r)} == {"active", "standby"}
                ),
                PATIENCE_SECONDS,
                f"{role} has one holder",
            )
        recorded = require_sound(apart)
    names = Counter(entry.event["data"].get("name") for entry in recorded)
    wanted = [command.body["name"] for one in (before, during, after) for command in commands_of(one)]
    assert {name: names[name] for name in wanted} == dict.fromkeys(wanted, 1)
    verified = apart.program("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def commands_of(writers: Writers) -> Sequence[Command]:
    return [record.command for record in writers.records]


def test_two_serve_processes_writing_the_same_cases_lose_nothing(together):
    port = free_port()
    person = together.open_account("moi-viec", EVERYTHING)
    ground = department(person, units=1)
    plans = [
        issued_plan(person, ground.id, f"plan.{number}", recipients=CLIENTS) for number in range(CASES // 2)
    ]
    drafts = [drafted_plan(person, ground.id, f"draft.{number}") for number in range(CASES // 2)]
    second = together.beside("serve", settings={"SOVANG_PORT": str(port)})
    try:
        second.ready(f"http://127.0.0.1:{port}/readyz")
        urls = [together.url_of("nominations"), f"http://127.0.0.1:{port}"]
        commands = [
            Command(key=f"{case}.{number}", service="nominations", path=path + action, body=body)
            for sent, draft in zip(plans, drafts, strict=True)
            for number in range(CLIENTS)
            for case, path, action, body in (
                (sent, f"/api/nominations/plans/{sent}", "/send", {"recipient_id": f"noi-nhan-{number}"}),
                (draft, f"/api/nominations/plans/{draft}", "/issue", bodies.issue(f"{number}/KH-SCT")),
            )
        ]
        writers = Writers(person, lambda client, _: urls[client % 2], commands, CLIENTS)
        writers.start()
        writers.join(90)
        settle(together)
        recorded = require_sound(together)
    finally:
        assert second.stop() == 0
    told = Counter(
        (record.command.path.split("/")[4], record.outcome, record.answer.get("code"))
        for record in writers.records
    )
    assert told == {
        **{(plan, "ok", None): CLIENTS for plan in plans},
        **{(plan, "ok", None): 1 for plan in drafts},
        **{(plan, "refused", "plan-already-issued"): CLIENTS - 1 for plan in drafts},
    }
    written = Counter((entry.event["subject"], entry.event["type"]) for entry in recorded)
    assert all(written[f"plan-{plan}", "PlanSent"] == CLIENTS for plan in plans)
    assert all(written[f"plan-{plan}", "PlanIssued"] == 1 for plan in drafts)
