"""Leases and the runner of roles: one works, another stands by, and a failure stops only its own role."""

from __future__ import annotations

import re
import threading

import pytest
from pymongo import MongoClient
from pymongo.monitoring import CommandListener
from pymongo.uri_parser import parse_uri
from structlog.testing import capture_logs

from shared.errors import BrokenHistory, TransientError
from shared.leases import LEASES, Lease
from shared.roles import RoleRunner, StandBy
from tests.support.counting import rises
from tests.support.ports import free_port
from tests.support.proxy import Proxy
from tests.support.waiting import until

TERM = 60.0
"""Longer than any wait here: no lease runs out because the machine is busy."""
AT_ONCE = 10.0
"""A standby looks five times in it: soon enough to wait for, and still long."""
SOON_OVER = 3.0
"""For what a lease must run out or be let go for."""


class Updates(CommandListener):
    """Counts the updates that a client sends."""

    def __init__(self):
        self.count = 0

    def started(self, event):
        self.count += event.command_name == "update"

    def succeeded(self, event):
        pass

    def failed(self, event):
        pass


class Clock:
    """A monotonic clock that a test moves."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lease(database, clock):
    def made(holder, own_clock=clock):
        return Lease(database, "samples.numberer", holder, term=5.0, monotonic=own_clock)

    return made


def test_the_first_to_come_holds_the_lease_and_others_do_not(lease):
    first, second = lease("a"), lease("b")

    assert first.take()
    assert not second.take()
    assert first.renew()
    assert not second.renew()


def test_a_released_lease_is_taken_at_once(lease):
    first, second = lease("a"), lease("b")
    first.take()
    first.release()
    free = rises("sovang_leases_taken_total", role="samples.numberer", how="free")

    assert second.take()
    assert free() == 1
    assert not first.renew()


def test_a_beat_that_stood_still_for_a_term_is_taken_over(lease, clock):
    first, second = lease("a"), lease("b")
    first.take()
    assert not second.take()

    clock.now += 4.9
    assert not second.take()
    clock.now += 0.2
    over = rises("sovang_leases_taken_total", role="samples.numberer", how="over")
    assert second.take()
    assert not first.renew()
    assert over() == 1


def test_a_beat_that_changed_begins_a_new_term(lease, clock):
    first, second = lease("a"), lease("b")
    first.take()
    second.take()
    clock.now += 4.9
    first.renew()
    clock.now += 4.9
    assert not second.take()

    clock.now += 4.9
    assert not second.take()
    clock.now += 0.2
    assert second.take()


def test_a_standby_that_slept_does_not_count_its_sleep_against_a_living_holder(lease, clock):
    first, second = lease("a"), lease("b")
    first.take()
    second.take()
    first.renew()
    clock.now += 3600

    assert not second.take()


def test_of_two_who_take_over_at_the_same_time_one_has_it(lease, clock):
    first, second, third = lease("a"), lease("b"), lease("c")
    first.take()
    second.take()
    third.take()
    clock.now += 6

    assert [second.take(), third.take()] == [True, False]


def test_the_clocks_of_the_two_sides_may_differ_by_years(lease, clock):
    other = Clock()
    other.now = 9e8
    first, second = lease("a"), lease("b", other)
    first.take()

    assert not second.take()
    other.now += 5.1
    assert second.take()


def test_a_holder_who_cannot_reach_the_database_counts_as_lost_before_its_term_is_over(
    lease, clock, database
):
    held = Lease(database, "samples.numberer", "a", term=TERM, monotonic=clock)
    held.take()
    held._term = 0.3  # only now: what was to be answered is
    away = MongoClient(f"mongodb://127.0.0.1:{free_port()}", serverSelectionTimeoutMS=50)
    with away:
        held._leases = away[database.name][LEASES]

        assert held.renew()
        clock.now += 0.21
        assert not held.renew()
        with pytest.raises(TransientError):
            held.take()
        held.release()  # changes nothing, and says nothing


def test_of_leases_renewed_together_the_lost_one_is_named_and_the_others_are_held(database, clock):
    def lease(role, holder):
        return Lease(database, role, holder, term=5.0, monotonic=clock)

    held = [lease(f"samples.{role}", "a") for role in ("numberer", "publisher", "search")]
    other = lease("samples.publisher", "b")
    standby = lease("samples.search", "b")
    assert all(one.take() for one in held)
    assert not other.take()
    clock.now += 5.1
    assert other.take()
    assert not standby.take()

    assert [one.role for one in held[0].renew_with(held[1:])] == ["samples.publisher"]
    clock.now += 4.9
    assert not standby.take()  # it saw the beat change
    assert other.renew()


class Job:
    """A role that a test can watch and fail."""

    def __init__(self, database, name="samples.numberer"):
        self.name = name
        self.database = database
        self.runs = 0
        self.active = threading.Event()
        self.failures = []

    def run(self, stop):
        self.runs += 1
        if self.failures:
            raise self.failures.pop(0)
        self.active.set()
        stop.wait()
        self.active.clear()


@pytest.fixture
def runner():
    made = []

    def make(*jobs, term=TERM):
        made.append(RoleRunner(jobs, term=term))
        made[-1].start()
        return made[-1]

    yield make
    for one in made:
        assert one.stop(60)


def state(runner, job):
    return runner.status()[job.name]["state"]


def test_one_runs_and_the_other_takes_over_at_once_when_it_stops_in_order(database, runner):
    first, second = Job(database), Job(database)
    active = runner(first, term=AT_ONCE)
    until(first.active.is_set)
    standby = runner(second, term=AT_ONCE)
    until(lambda: state(standby, second) == "standby")
    assert state(active, first) == "active"

    free = rises("sovang_leases_taken_total", role=first.name, how="free")
    over = rises("sovang_leases_taken_total", role=first.name, how="over")

    assert active.stop(60)

    until(second.active.is_set, what="the standby works")
    assert (free(), over()) == (1, 0)  # it had not to wait until the lease was over
    assert not first.active.is_set()
    assert state(active, first) == "stopped"


def test_a_runner_is_up_once_each_of_its_roles_works_here_or_elsewhere(database, runner):
    elsewhere, same, new = Job(database), Job(database), Job(database, "samples.publisher")
    active = runner(elsewhere)
    until(active.up)
    standby = RoleRunner([same, new], term=TERM)
    assert not standby.up()
    standby.start()
    until(standby.up)
    assert new.active.is_set() or new.runs
    assert state(standby, same) == "standby"
    assert standby.stop(60)


def test_a_role_that_fails_is_run_again_and_others_go_on(database, runner):
    failing, healthy = Job(database, "samples.publisher"), Job(database)
    failing.failures = [TransientError("broker away"), ValueError("a defect")]
    both = runner(failing, healthy)

    until(failing.active.is_set, what="it was run again")
    assert failing.runs == 3
    assert healthy.runs == 1
    assert state(both, healthy) == "active"
    until(lambda: state(both, failing) == "active", what="it has lasted")


def test_the_last_failure_is_told_while_it_fails(database, runner):
    job = Job(database)
    job.failures = [TransientError("broker away")] * 100  # it fails for as long as anybody looks
    failing = runner(job)

    told = until(lambda: [one for one in [failing.status()[job.name]] if one["state"] == "failed"])
    assert told[0]["detail"] == "broker away"
    assert told[0]["since"].endswith("Z")


def test_a_role_that_ends_by_itself_is_run_again(database, runner):
    job = Job(database)
    job.run = lambda _: setattr(job, "runs", job.runs + 1)
    runner(job)

    until(lambda: job.runs >= 3)


def test_a_broken_history_ends_this_role_alone(database, runner):
    broken, healthy = Job(database, "samples.publisher"), Job(database)
    broken.failures = [BrokenHistory("a row names no commit")]
    both = runner(broken, healthy)

    until(lambda: state(both, broken) == "failed")
    until(healthy.active.is_set)
    assert both.status()[broken.name]["detail"] == "a row names no commit"
    until(
        lambda: database[LEASES].find_one({"_id": broken.name})["holder"] is None,
        what="its lease is released",
    )
    assert broken.runs == 1


def test_whoever_loses_the_lease_is_stopped_and_stands_by(database, runner):
    job = Job(database)
    one = runner(job, term=SOON_OVER)
    until(job.active.is_set)

    database[LEASES].update_one({"_id": job.name}, {"$set": {"holder": "somebody else"}})

    until(lambda: state(one, job) == "standby", what="it was told to stop, and stands by")
    assert not job.active.is_set()
    until(job.active.is_set, what="it takes over from a holder whose beat stands still")
    assert job.runs == 2


def test_only_the_role_whose_lease_is_lost_stops_when_one_write_renews_them_all(database, mongo_uri):
    written = Updates()
    with MongoClient(mongo_uri, directConnection=True, event_listeners=[written]) as client:
        jobs = [Job(client[database.name], f"samples.role{number}") for number in range(20)]
        one = RoleRunner(jobs, term=SOON_OVER)
        one.start()
        until(lambda: all(job.active.is_set() for job in jobs))
        began = written.count

        def beat():
            return database[LEASES].find_one({"_id": jobs[7].name})["beat"]

        seen = beat()
        until(lambda: beat() >= seen + 3)
        renewals = written.count - began
        assert 3 <= renewals <= beat() - seen + 1  # twenty leases, one write

        database[LEASES].update_one({"_id": jobs[3].name}, {"$set": {"holder": "somebody else"}})
        until(lambda: state(one, jobs[3]) == "standby")
        assert all(state(one, job) == "active" for job in jobs if job is not jobs[3])
        assert one.stop(60)


def test_whoever_meets_another_at_work_lets_go_of_the_lease_for_a_while(database, runner):
    job = Job(database)
    job.failures = [StandBy("another numberer is alive")]
    one = runner(job, term=SOON_OVER)

    until(lambda: one.status()[job.name]["detail"] == "another numberer is alive")
    until(job.active.is_set)
    assert job.runs == 2


def test_a_database_that_keeps_the_lease_away_is_told_of_once_and_so_is_its_return(mongo_uri, database):
    job = Job(database)
    (host, port) = parse_uri(mongo_uri)["nodelist"][0]
    with (
        capture_logs() as told,
        Proxy(host, port) as proxy,
        MongoClient(
            f"mongodb://127.0.0.1:{proxy.own_port}", directConnection=True, serverSelectionTimeoutMS=50
        ) as client,
    ):
        job.database = client[database.name]
        proxy.refuse()
        one = RoleRunner([job], term=3.0)
        tried = threading.Event()
        keeper = one._keepers[0]
        take, tries = keeper._lease.take, []

        def counted():
            tries.append(True)
            if len(tries) == 5:
                tried.set()
            return take()

        keeper._lease.take = counted
        one.start()
        assert tried.wait(60)
        assert one.status()[job.name]["detail"].startswith("database: ")
        away = [line for line in told if line["event"] == "lease cannot be asked for"]
        # Closed, reset, or too slow, as it happens: each once.
        reasons = [re.sub(r"[0-9.]", "", line["reason"]) for line in away]
        assert 1 <= len(reasons) == len(set(reasons)) < len(tries)
        assert all(line["role"] == "samples.numberer" and line["reason"] for line in away)
        assert not one.up()
        proxy.restore()
        until(job.active.is_set, 30, "it has its lease")
        assert one.up()
        assert one.stop(30)
    assert [line["role"] for line in told if line["event"] == "lease can be asked for again"] == [job.name]
