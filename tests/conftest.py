"""Fixtures for every test: real servers on private ports and folders, started once and only when asked for."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import PyMongoError

from sovang.database import DatabaseChild
from tests.support.foreign_rabbitmq import ForeignRabbit
from tests.support.rabbitmq import Broker, NoRabbitMQ, RabbitNode

hypothesis.settings.register_profile("house", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("house")


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
        mongo_uri, tz_aware=True, w="majority", journal=True, serverSelectionTimeoutMS=5000
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
