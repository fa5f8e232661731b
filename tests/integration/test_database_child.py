"""The database child survives what happens to one machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pymongo import MongoClient

from sovang.database import DatabaseChild, DatabaseFailed, remembered_port, running_database_uri
from sovang.processes import arguments_of
from tests.support.waiting import until

ABANDON = """
import os, pathlib, signal, sys
from sovang.database import DatabaseChild
child = DatabaseChild(pathlib.Path(sys.argv[1]))
child.start()
print(child.pid, child.port, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def child(tmp_path: Path) -> Iterator[DatabaseChild]:
    started = DatabaseChild(tmp_path)
    started.start()
    yield started
    started.stop()


@pytest.fixture
def client(child: DatabaseChild) -> Iterator[MongoClient[dict[str, Any]]]:
    connected: MongoClient[dict[str, Any]] = MongoClient(
        child.uri, w="majority", journal=True, readConcernLevel="majority", serverSelectionTimeoutMS=30000
    )
    yield connected
    connected.close()


def kill(child: DatabaseChild) -> None:
    assert child.pid is not None
    os.kill(child.pid, signal.SIGKILL)
    until(lambda: not child.alive(), what="the killed child is dead")


def test_what_was_acknowledged_is_there_after_kill_9(child, client):
    for number in range(50):
        client.kept.rows.insert_one({"_id": number})
    kill(child)
    child.start()
    assert [row["_id"] for row in client.kept.rows.find().sort("_id")] == list(range(50))


def test_a_client_finds_the_restarted_child_at_the_same_port(child, client):
    port = child.port
    kill(child)
    child.start()
    assert child.port == port
    assert client.admin.command("ping")["ok"] == 1


def test_a_change_stream_goes_on_after_kill_9_from_its_token(child, client):
    with client.kept.rows.watch() as stream:
        client.kept.rows.insert_one({"_id": "seen"})
        assert stream.next()["documentKey"] == {"_id": "seen"}
        token = stream.resume_token
    client.kept.rows.insert_one({"_id": "missed"})
    kill(child)
    child.start()
    with client.kept.rows.watch(resume_after=token) as stream:
        assert stream.next()["documentKey"] == {"_id": "missed"}


def test_a_child_left_behind_is_adopted(tmp_path):
    left = subprocess.run(
        [sys.executable, "-c", ABANDON, tmp_path], capture_output=True, text=True, check=False
    )
    pid, port = (int(word) for word in left.stdout.split())
    child = DatabaseChild(tmp_path)
    child.start()
    assert (child.pid, child.port, child.alive()) == (pid, port, True)
    assert child.stop()
    assert arguments_of(pid) == ()


def test_a_child_left_behind_that_answers_nobody_is_replaced(tmp_path, monkeypatch):
    monkeypatch.setattr("sovang.database.ADOPT_SECONDS", 0.3)
    left = subprocess.run(
        [sys.executable, "-c", ABANDON, tmp_path], capture_output=True, text=True, check=False
    )
    pid = int(left.stdout.split()[0])
    os.kill(pid, signal.SIGSTOP)
    child = DatabaseChild(tmp_path)
    child.start()
    assert child.pid != pid
    assert arguments_of(pid) == ()
    assert child.stop()


def test_a_port_file_of_a_process_long_gone_is_only_a_hint(tmp_path):
    (tmp_path / "database.json").write_text(f'{{"pid": {os.getpid()}, "port": 23456, "started": ""}}')
    child = DatabaseChild(tmp_path)
    child.start()
    assert child.pid != os.getpid()
    assert remembered_port(tmp_path) == child.port
    child.stop()


def test_a_running_child_is_found_by_its_folder(child, tmp_path):
    assert running_database_uri(tmp_path) == child.uri
    child.stop()
    assert running_database_uri(tmp_path) is None


def test_a_second_supervisor_of_the_same_folder_is_refused(child, tmp_path):
    with pytest.raises(DatabaseFailed, match="Another sovang is using the folder"):
        DatabaseChild(tmp_path).start()
    assert child.alive()


def test_a_folder_that_cannot_be_opened_is_named_with_the_log(tmp_path):
    (tmp_path / "data").write_text("not a folder")
    child = DatabaseChild(tmp_path)
    with pytest.raises(DatabaseFailed, match=r"database\.log"):
        child.start()
    child.stop()


def test_a_users_own_configuration_is_not_read(tmp_path):
    (tmp_path / "secantusd.toml").write_text("[server]\nauth = true\n")
    child = DatabaseChild(tmp_path)
    child.start()
    with MongoClient[dict[str, Any]](child.uri) as client:
        assert client.kept.rows.find_one() is None
    child.stop()
