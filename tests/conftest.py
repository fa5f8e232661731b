"""Fixtures for every test: real servers on private ports and folders, started once and only when asked for."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import PyMongoError
from xdist import is_xdist_controller

from shared.startup import ready
from shared.views import database_of_views
from sovang.database import DatabaseChild
from tests.support.foreign_rabbitmq import ForeignRabbit
from tests.support.rabbitmq import Broker, NoRabbitMQ, RabbitNode

# How fast a machine makes examples says nothing about the code: neither a deadline nor `too_slow` may judge it.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("house", UNHURRIED, derandomize=True, max_examples=60)
settings.register_profile("soak", UNHURRIED, max_examples=2000)
settings.load_profile("house")


LONGEST = (
    "faults/test_mixture", "e2e/test_kills", "e2e/test_least_privilege", "e2e/test_two_of_everything", "e2e/test_scenarios",
    "e2e/test_mending", "e2e/test_separate_processes", "e2e/test_rolling_restart", "e2e/test_make_run", "e2e/test_fuzz",
    "e2e/", "faults/", "browser/", "integration/",
)  # fmt: skip
"""What takes long is begun first, so that at the end nobody waits for one file; what is not named takes seconds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; each file stays whole and in its own order."""

    def place(item: pytest.Item) -> int:
        path = item.path.as_posix()
        return next((place for place, name in enumerate(LONGEST) if f"/tests/{name}" in path), len(LONGEST))

    items.sort(key=place)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Whoever has others collect is ready at once."""
    if is_xdist_controller(session):
        ready()


def pytest_collection_finish() -> None:
    """What all the tests' modules are made of stays: the collector looks at what comes from now on alone."""
    ready()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name bytes that nobody can read by their argument: a worker that packs them a second later knows the test, too."""
    readable = not isinstance(val, bytes) or (val.isascii() and b"\x00" not in val)
    return None if readable else argname


@pytest.fixture(scope="session")
def server_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Path]]:
    """Makes a folder for a server's files; all are removed at the end, for they are large."""
    made: list[Path] = []

    def make(name: str) -> Path:
        made.append(tmp_path_factory.mktemp(name))
        return made[-1]

    yield make
    for folder in made:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def mongo_uri(server_folder: Callable[[str], Path]) -> Iterator[str]:
    """MONGO_URI, or a database child of the tests' own."""
    if given := os.environ.get("MONGO_URI"):
        yield given
        return
    child = DatabaseChild(server_folder("database"))
    child.start()
    yield child.uri
    child.stop()


@pytest.fixture(scope="session")
def mongo(mongo_uri: str) -> Iterator[MongoClient[dict[str, Any]]]:
    """A client as the services use it."""
    client: MongoClient[dict[str, Any]] = MongoClient(
        mongo_uri, tz_aware=True, w="majority", journal=True, serverSelectionTimeoutMS=30000
    )
    try:
        client.admin.command("ping")
    except PyMongoError as problem:
        pytest.fail(f"The database at {mongo_uri} does not answer; is MONGO_URI right? ({problem})")
    yield client
    client.close()


@pytest.fixture
def database(mongo: MongoClient[dict[str, Any]]) -> Iterator[Database[dict[str, Any]]]:
    """An empty database for one test."""
    fresh = mongo[f"test_{uuid.uuid4().hex[:12]}"]
    yield fresh
    if os.environ.get("MONGO_URI"):  # our own child goes with all it holds, and drops slowly
        mongo.drop_database(fresh)
        mongo.drop_database(database_of_views(fresh.name))


@pytest.fixture
def realm(mongo: MongoClient[dict[str, Any]]) -> Iterator[str]:
    """The name of an empty realm for one test; nothing of it stays on a server that is not our own."""
    name = f"t{uuid.uuid4().hex[:12]}"
    yield name
    if os.environ.get("MONGO_URI"):
        for found in mongo.list_database_names():
            if found.startswith(f"sovang_{name}_"):
                mongo.drop_database(found)


@pytest.fixture(scope="session")
def shared_broker(server_folder: Callable[[str], Path]) -> Iterator[Broker]:
    """AMQP_URI's RabbitMQ, or a private node; tests ask for `broker`."""
    given = os.environ.get("AMQP_URI")
    try:
        node: Broker = ForeignRabbit(given) if given else RabbitNode(server_folder("rabbitmq"))
    except NoRabbitMQ as missing:
        pytest.fail(str(missing))
    yield node
    node.close()


@pytest.fixture
def broker(shared_broker: Broker) -> Iterator[Broker]:
    """A RabbitMQ that one test may stop, kill, pause or reset; it runs again for the next one."""
    yield shared_broker
    shared_broker.start()


@pytest.fixture
def vhost(broker: Broker) -> Iterator[str]:
    """The name of an empty vhost for one test."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    broker.add_vhost(name)
    yield name
    broker.start()
    broker.drop_vhost(name)


@pytest.fixture
def amqp_uri(broker: Broker, vhost: str) -> str:
    """The URI of an empty vhost for one test."""
    return broker.uri_of(vhost)
