"""The supervisor of one machine outlives what happens to its database, also while it is starting."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from pymongo import MongoClient

from shared.settings import Settings, load_settings
from sovang.notes import DemoNotes
from sovang.processes import arguments_of
from sovang.supervisor import Supervisor
from sovang.up import open_realm_with
from tests.support.system import System
from tests.support.waiting import until


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(environment={"SOVANG_HOME": str(tmp_path)})


@pytest.fixture
def supervisor(settings: Settings) -> Iterator[Supervisor]:
    made = Supervisor(settings, lambda _: None)
    yield made
    made.stop()


def test_a_database_killed_while_the_realm_is_opened_is_started_again(supervisor, settings, tmp_path):
    supervisor.start_database()
    killed = System(tmp_path, settings.port).pid("database")
    os.kill(killed, signal.SIGKILL)
    until(lambda: not arguments_of(killed), what="the database is dead")
    open_realm_with(supervisor, settings)
    assert DemoNotes(settings).read()["administrator"]
    assert System(tmp_path, settings.port).pid("database") != killed


def test_a_database_that_is_stuck_is_ended_and_started_again(settings, tmp_path):
    heard: list[str] = []
    supervisor = Supervisor(settings, lambda text: heard.append(text.en), silent_seconds=10)
    try:
        supervisor.start_database()
        open_realm_with(supervisor, settings)
        supervisor.look()
        assert heard == []
        stuck = System(tmp_path, settings.port).pid("database")
        os.kill(stuck, signal.SIGSTOP)

        def restarted() -> bool:
            supervisor.look()
            return not arguments_of(stuck)

        until(restarted, 120, "the stuck process is ended")
        assert heard[:1] == ["The database has not answered for long; ending its process."]
        with MongoClient(supervisor.mongo_uri) as client:
            assert client[settings.database_name("nominations")].users.count_documents({}) == 1
    finally:
        supervisor.stop()
