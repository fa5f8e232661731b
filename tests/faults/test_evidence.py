"""A fault counts as injected when it is seen to have taken effect, and not because somebody tried."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest

from shared.clock import system_clock, timestamp
from tests.faults.evidence import silent
from tests.faults.kinds.brokers import BrokerBlocked, BrokerFrozen, BrokerRestarted, BrokerWiped
from tests.faults.kinds.databases import DatabaseFrozen, DatabaseKilled
from tests.faults.kinds.networks import Slowed
from tests.faults.kinds.processes import HOUR, ClockJumped, Killed
from tests.support.proxy import Proxy
from tests.support.waiting import until

BRIEF, LONG = 0.3, 60.0
CHANCE = random.Random(1)


class Idle:
    """A broker that does nothing of what it is asked for, and is itself in order."""

    def __init__(self, broker):
        self.alarmed = broker.alarmed
        self.kill = self.reset = self.pause = self.block = lambda: None


KINDS = [BrokerRestarted, BrokerWiped, BrokerFrozen, BrokerBlocked]


@pytest.mark.parametrize("kind", KINDS)
def test_a_broker_that_goes_on_as_before_is_no_fault(kind, broker, amqp_uri):
    ground = SimpleNamespace(broker=Idle(broker), amqp_uri=amqp_uri)
    assert kind(BRIEF).inject(ground, CHANCE) is False


@pytest.mark.parametrize("kind", KINDS)
def test_a_broker_to_which_it_happens_shows_it(kind, broker, amqp_uri):
    fault, ground = kind(LONG), SimpleNamespace(broker=broker, amqp_uri=amqp_uri)
    try:
        assert fault.inject(ground, CHANCE) is True
    finally:
        fault.heal(ground)
    until(lambda: not broker.alarmed() and not silent(amqp_uri), what="it is over")


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with the matter."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


def test_a_database_that_goes_on_was_not_killed_whoever_was(bystander):
    database = SimpleNamespace(pid=bystander.pid, alive=lambda: True)
    assert DatabaseKilled(BRIEF).inject(SimpleNamespace(database=database), CHANCE) is False
    assert bystander.wait(LONG) < 0


def test_a_database_that_answers_does_not_stand_still(bystander, mongo):
    database = SimpleNamespace(pid=bystander.pid, answers=lambda: bool(mongo.admin.command("ping")))
    assert DatabaseFrozen(BRIEF).inject(SimpleNamespace(database=database), CHANCE) is False


@pytest.mark.parametrize("really", [True, False])
def test_a_process_was_killed_when_it_is_gone(really, bystander):
    def kill(_name):
        if really:
            bystander.kill()

    system = SimpleNamespace(parts=["serve-awards"], pid=lambda _name: bystander.pid, kill=kill)
    assert Killed(LONG if really else BRIEF).inject(SimpleNamespace(system=system), CHANCE) is really


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that sends back whatever comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            with suppress(OSError):
                while True:
                    line, _ = listener.accept()
                    threading.Thread(target=answer, args=(line,), daemon=True).start()

        def answer(line):
            with suppress(OSError), line:
                while part := line.recv(1024):
                    line.sendall(part)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


@pytest.mark.parametrize("passes", [True, False])
def test_a_network_is_slow_when_something_arrived_late(passes, echo):
    with Proxy("127.0.0.1", echo) as proxy, socket.create_connection(("127.0.0.1", proxy.own_port)) as line:
        line.sendall(b"before")
        assert line.recv(100) == b"before"
        over = threading.Event()

        def talk():
            while passes and not over.wait(0.05):
                line.sendall(b"while")
                line.recv(100)

        talking = threading.Thread(target=talk)
        talking.start()
        ground = SimpleNamespace(to_broker=proxy)
        assert Slowed("broker", LONG if passes else BRIEF).inject(ground, CHANCE) is passes
        over.set()
        talking.join()


def written_by(service: str, database, at) -> None:
    """Have *service* write *at* down, as it does of itself."""
    number = database.log.count_documents({}) + 1
    if service == "audit":
        database.checkpoints.insert_one({"_id": database.checkpoints.count_documents({}), "published_at": at})
    elif service == "notifications":
        notice = f"notice-{database.inbox.count_documents({})}"
        database.inbox.insert_one({"_id": notice, "told_at": timestamp(at)})
    else:
        database.commits.insert_one({"_id": f"s@{number}", "recorded_at": at})
        database.log.insert_one({"_id": number, "count": 1, "commit": f"s@{number}"})


class Chosen:
    """A chance that chooses as a test wants."""

    def __init__(self, service: str, jump: int) -> None:
        self._choices = iter([service, jump])

    def choice(self, _among):
        """The next of them."""
        return next(self._choices)


@pytest.mark.parametrize("service", ["nominations", "awards", "notifications", "audit"])
@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_a_clock_has_jumped_when_something_is_written_down_by_it(service, jump, mongo, realm, tmp_path):
    def stored(name):
        return mongo.get_database(f"sovang_{realm}_{name}").with_options(
            codec_options=mongo.codec_options.with_options(tz_aware=True)
        )

    ground = SimpleNamespace(stored=stored, orders=tmp_path)
    wrong = timedelta(seconds=jump)
    written_by(service, stored(service), system_clock() + wrong)  # of before: no evidence of now

    def inject(seconds):
        return ClockJumped(seconds).inject(ground, Chosen(service, jump))

    assert inject(BRIEF) is False
    other = "awards" if service != "awards" else "audit"

    def later(name, at):
        order = tmp_path / "clock"
        until(order.exists, LONG)
        written_by(name, stored(name), at())

    for name, at, shown in (
        (service, system_clock, False),
        (other, lambda: system_clock() + wrong, False),
        (service, lambda: system_clock() - wrong, False),
        (service, lambda: system_clock() + wrong, True),
    ):
        (tmp_path / "clock").unlink()
        writing = threading.Thread(target=later, args=(name, at))
        writing.start()
        assert inject(LONG if shown else BRIEF * 3) is shown
        writing.join()
    assert (tmp_path / "clock").read_text() == f"{jump} {service}"
