"""
A process killed at every step of parking an event, deciding about it and replaying it, once each, and started again.

Nothing overtakes what waits, a decision is taken in full when it is repeated, and each event has its effect once, or, dropped,
never.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from shared.crashing import STEPS
from shared.parking import OPEN
from sovang.client import Client, Reply
from tests.builders import bodies
from tests.builders.office import EVERYTHING, department, drafted_plan
from tests.faults.history import History
from tests.faults.onework import OneWork, one_work
from tests.support.beside import Beside
from tests.support.records import commits, database, settle
from tests.support.waiting import until

CONSUMER, SOURCE = "notifications", "nominations"
OTHERS = ("nominations", "awards", "audit")
REFUSALS = 3
EVENTS = 1 + REFUSALS
"""Of a plan: its draft, of which nobody is told, and the refusals, of each of which one person is."""
PATIENCE_SECONDS = 180.0
DROPS = ("drop marking", "drop marked")


class Office:
    """Plans whose events notifications cannot handle, and what a person decides about them."""

    def __init__(self, stage: OneWork) -> None:
        self._stage = stage
        self.person: Client = stage.system.open_account("moi-viec", EVERYTHING)
        self.person._tries_seconds = PATIENCE_SECONDS  # as long as a new `serve` may need
        self._ground = department(self.person, units=1)
        self.spoiled: list[str] = []
        self._decisions = 0
        self._pool = ThreadPoolExecutor(1)

    def spoil(self) -> str:
        """A new plan; from now on its events are such."""
        plan = drafted_plan(self.person, self._ground.id, f"draft.{len(self.spoiled)}")
        self.spoiled.append(f"plan-{plan}")
        self._stage.spoil(CONSUMER, *self.spoiled)
        return plan

    def be_refused(self, plan: str) -> None:
        """Refusals, each an event, of which the person is to be told."""
        for day in range(1, REFUSALS + 1):
            body = bodies.issue(number=None, dated=f"2021-02-{day:02d}")
            reply = self.person.post(f"/api/nominations/plans/{plan}/issue", body, f"{plan}.{day}")
            assert reply.status == 409, reply.body

    def decide(self, what: str, parked_id: str) -> Callable[[], Reply]:
        """Ask for it; what comes back waits for the answer, however often it has to be asked for."""
        body = {"id": parked_id, "reason": "the fault is over"}
        path = f"/api/{CONSUMER}/parked/{what}"
        self._decisions += 1
        return self._pool.submit(self.person.post, path, body, f"decision.{self._decisions}").result


@pytest.fixture(scope="module")
def stage(shared_broker, server_folder: Callable[[str], Path]) -> Iterator[OneWork]:
    with one_work(shared_broker, "crash-parking", server_folder) as system:
        yield system


@pytest.fixture(scope="module")
def office(stage: OneWork) -> Office:
    return Office(stage)


@pytest.fixture
def elsewhere(stage: OneWork) -> Iterator[Beside]:
    """The roles of all others, which go on."""
    work = stage.work(*OTHERS)
    yield work
    assert work.code is None, work.tail
    work.kill()


def parked(stage: OneWork, plan: str) -> list[dict[str, Any]]:
    """What notifications put aside of *plan*, in order."""
    return list(database(stage.system, CONSUMER).parked.find({"subject": f"plan-{plan}"}).sort("position", 1))


def until_all_wait(stage: OneWork, plan: str) -> list[dict[str, Any]]:
    """What waits once every refusal of *plan* does."""
    until(lambda: len(parked(stage, plan)) == EVENTS, PATIENCE_SECONDS, "all of them are parked")
    return parked(stage, plan)


def handle_again(stage: OneWork, office: Office, plan: str) -> None:
    """The cause is gone, and what still waits of *plan* is replayed."""
    stage.spoil(CONSUMER)
    waiting = [one for one in parked(stage, plan) if one["state"] in OPEN]
    if waiting:
        assert office.decide("replay", waiting[0]["_id"])().status == 200
    until_none_waits(stage, plan)


def until_none_waits(stage: OneWork, plan: str) -> None:
    """Wait until each parked event of *plan* is replayed or dropped."""
    until(
        lambda: not any(one["state"] in OPEN for one in parked(stage, plan)), PATIENCE_SECONDS, "none waits"
    )


def told_of(stage: OneWork, plan: str) -> list[int]:
    """How many notices there are of each refusal of *plan*, in order."""
    refusals = [
        event["id"]
        for commit in commits(stage.system)
        for event in commit.events
        if event["subject"] == f"plan-{plan}" and event["type"] == "ActRefused"
    ]
    notices = Counter(notice["event"] for notice in database(stage.system, CONSUMER).inbox.find())
    return [notices[one] for one in refusals]


def states(stage: OneWork, plan: str) -> list[str]:
    """What became of each parked event of *plan*, in order."""
    return [one["state"] for one in parked(stage, plan)]


@pytest.mark.parametrize("step", STEPS["parking"])
def test_a_consumer_killed_while_it_puts_an_event_aside_has_it_aside_once(step, stage, office, elsewhere):
    plan = office.spoil()
    stage.die_at(step)
    office.be_refused(plan)
    stage.until_died(stage.work(CONSUMER), step)
    assert len(parked(stage, plan)) == STEPS["parking"].index(step)

    work = stage.work(CONSUMER)
    until_all_wait(stage, plan)
    assert told_of(stage, plan) == [0] * REFUSALS
    handle_again(stage, office, plan)
    assert states(stage, plan) == ["replayed"] * EVENTS
    assert told_of(stage, plan) == [1] * REFUSALS
    work.kill()


def test_a_consumer_killed_when_its_cursor_has_passed_what_is_put_aside_knows_what_waits(
    stage, office, elsewhere
):
    plan = office.spoil()
    office.be_refused(plan)
    numbered = database(stage.system, SOURCE).log
    until(
        lambda: numbered.count_documents({"commit": {"$regex": f"^plan-{plan}@"}}) > REFUSALS,
        PATIENCE_SECONDS,
    )
    stage.die_at("cursor moved", CONSUMER)
    stage.until_died(stage.work(CONSUMER), "cursor moved")
    waiting = parked(stage, plan)
    cursor = database(stage.system, CONSUMER).cursors.find_one({"_id": f"{CONSUMER}/{SOURCE}"})
    assert waiting
    assert cursor["position"] >= waiting[0]["position"]

    work = stage.work(CONSUMER)
    stage.spoil(CONSUMER)  # what comes now could be handled, and must wait nevertheless
    body = bodies.issue(number=None, dated="2021-02-20")
    reply = office.person.post(f"/api/nominations/plans/{plan}/issue", body, f"{plan}.later")
    assert reply.status == 409, reply.body
    until(lambda: len(parked(stage, plan)) == EVENTS + 1, PATIENCE_SECONDS, "it waits behind the others")
    handle_again(stage, office, plan)
    assert told_of(stage, plan) == [1] * (REFUSALS + 1)
    work.kill()


@pytest.mark.parametrize("step", STEPS["deciding"])
def test_a_decision_whose_serve_is_killed_is_taken_in_full_when_it_is_repeated(
    step, stage, office, elsewhere
):
    plan = office.spoil()
    office.be_refused(plan)
    work = stage.work(CONSUMER)
    first = until_all_wait(stage, plan)[0]["_id"]
    work.kill()  # what is decided meanwhile is seen as it was left
    what = "drop" if step in DROPS else "replay"
    stage.die_at(step)
    answer = office.decide(what, first)
    stage.until_died(stage.serving, step)
    marked = [len(one.get("decisions", ())) for one in parked(stage, plan)]
    assert marked == [int(step.endswith("marked")), *[0] * REFUSALS]

    stage.serve()
    told = answer()
    if step == "drop marked":  # it was done, and the repeat is told that nothing waits there any more
        assert told.status == 404, told.body
    else:
        assert told.status == 200, told.body
    if what == "drop":
        work = stage.work(CONSUMER)
        handle_again(stage, office, plan)
    else:
        stage.spoil(CONSUMER)
        work = stage.work(CONSUMER)
        until_none_waits(stage, plan)
    assert states(stage, plan) == [{"drop": "dropped", "replay": "replayed"}[what], *["replayed"] * REFUSALS]
    assert told_of(stage, plan) == [1] * REFUSALS
    decided = parked(stage, plan)[0]["decisions"]
    assert {one["what"] for one in decided} == {what}
    assert len(decided) == (2 if step == "replay marked" else 1)
    work.kill()


@pytest.mark.parametrize("step", STEPS["replaying"])
def test_a_consumer_killed_while_it_handles_what_was_put_aside_gives_it_its_effect_once(
    step, stage, office, elsewhere
):
    plan = office.spoil()
    office.be_refused(plan)
    work = stage.work(CONSUMER)
    drafted, refused = (one["_id"] for one in until_all_wait(stage, plan)[:2])
    assert office.decide("drop", drafted)().status == 200
    stage.spoil(CONSUMER)
    stage.die_at(step)
    assert office.decide("replay", refused)().status == 200
    stage.until_died(work, step)
    handled = STEPS["replaying"].index(step)
    now = "replayed" if step == "parked event replayed" else "replay"
    assert states(stage, plan) == ["dropped", now, "replay", "replay"]
    assert told_of(stage, plan) == [min(handled, 1), 0, 0]

    work = stage.work(CONSUMER)
    handle_again(stage, office, plan)
    assert states(stage, plan) == ["dropped", *["replayed"] * REFUSALS]
    assert told_of(stage, plan) == [1] * REFUSALS
    work.kill()


def test_after_all_of_them_every_invariant_holds(stage, office):
    stage.work()
    settle(stage.system)
    history = History(attempts=[], earlier=frozenset(one.key for one in commits(stage.system)))
    assert stage.wrong(history, office.spoiled) == {}
