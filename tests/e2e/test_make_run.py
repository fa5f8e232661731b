"""What `make run` starts, from an empty folder: the scenario told, the ledger verified, stopped and started again."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bson import Binary
from pymongo.collection import Collection

from sovang.notes import DemoNotes
from tests.support.ports import free_port
from tests.support.promised import promised
from tests.support.records import LedgerEntry, commits, database, entries, require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until

PLAYED_SECONDS = 480.0
STOP_SECONDS = 10.0
SECOND_START_SECONDS = 10.0
AS_IN_THE_SOURCE = "Result: as in the source."
GREETED = "Ctrl-C"


@pytest.fixture(scope="module")
def system(server_folder: Callable[[str], Path]) -> Iterator[System]:
    """`sovang up` in an empty folder, the scenario played in."""
    with running(System(server_folder("run"), free_port()), "--scenario") as started:
        until(lambda: GREETED in started.output, PLAYED_SECONDS, "the demo is played in and explained")
        settle(started)
        yield started


@pytest.fixture
def notes(system: System) -> Any:
    return DemoNotes(system.settings).read()


def verdict(system: System) -> tuple[int, dict[str, Any]]:
    asked = system.program("ledger", "verify", "--json")
    assert asked.returncode in (0, 1), asked.stdout + asked.stderr
    return asked.returncode, json.loads(asked.stdout)


@contextmanager
def one_byte_flipped(
    rows: Collection[dict[str, Any]], key: Any, path: str, content: bytes, mask: int
) -> Iterator[None]:
    """In the middle of *content*, which stands at *path* of the row *key*; mended afterwards."""
    place = len(content) // 2
    bad = bytes([*content[:place], content[place] ^ mask, *content[place + 1 :]])
    assert rows.update_one({"_id": key}, {"$set": {path: Binary(bad)}}).modified_count == 1
    try:
        yield
    finally:
        rows.update_one({"_id": key}, {"$set": {path: Binary(content)}})


def some_entry(system: System, kind: str) -> LedgerEntry:
    return next(entry for entry in entries(system) if entry.event["type"] == kind)


def test_the_first_start_tells_the_case_and_ends_as_in_the_source(system):
    assert AS_IN_THE_SOURCE in system.output
    for sentence in ("Giám đốc Sở ban hành kế hoạch", "Hội đồng chọn 3 điển hình", "Tặng giấy khen"):
        assert sentence in system.output
    assert "trước ngày 25/3/2021" in system.output or "24/3/2021" in system.output  # a refusal cites its rule


def test_the_sign_ins_it_prints_are_good(system, notes):
    printed = [line.split() for line in system.output.splitlines()]
    assert len(notes["sign_ins"]) >= 10
    for one in notes["sign_ins"]:
        assert any(line[-2:] == [one["username"], one["password"]] for line in printed), one
        reply = system.person(one["username"], one["password"]).get("/api/notifications/inbox/count")
        assert reply.status == 200, reply.body


def test_every_step_stands_in_the_ledger_with_who_when_why_and_under_which_rule(system, notes):
    recorded = require_sound(system)
    told = [entry.event for entry in recorded]
    assert all(event["actor"] and event["actorrole"] and event["time"] for event in told)
    assert all(event["data"]["occurred_on"] and event["data"]["basis"] for event in told)
    assert all(event["correlationid"] and event["causationid"] for event in told)
    assert all(
        event["time"][:10] > event["data"]["occurred_on"]
        for event in told
        if event["data"]["basis"] == "simulated"
    )
    kinds = Counter(event["type"] for event in told)
    assert kinds["RegistrationListSubmitted"] == 7
    assert kinds["PlanDelivered"] == 5
    assert kinds["AwardPresented"] == 1
    refused = [event["data"]["code"] for event in told if event["type"] == "ActRefused"]
    assert Counter(refused) == {
        "plan-number-missing": 1,
        "plan-date-missing": 1,
        "registration-quota": 2,
        "registration-late": 1,
        "selection-quota": 2,
        "no-authority": 1,
    }
    assert all(event["data"]["rules"] for event in told if event["type"] == "ActRefused")


@pytest.mark.parametrize("language", [(), ("--en",)], ids=["vi", "en"])
def test_the_timeline_tells_a_case_in_sentences(system, notes, language):
    told = system.program("timeline", notes["cases"]["kế hoạch"], *language)
    assert told.returncode == 0, told.stderr
    lines = told.stdout.splitlines()
    sentence = "recorded" if language else "ghi nhận"
    assert sum(sentence in line for line in lines) >= 30
    assert "${" not in told.stdout
    assert "{" not in told.stdout
    assert system.program("timeline", "plan-khong-co").returncode == 1


def test_the_twin_ends_not_as_in_the_source(system):
    twin = system.program("scenario", "run", "s002-twin", seconds=PLAYED_SECONDS)
    assert twin.returncode == 1, twin.stdout + twin.stderr
    assert "Result: not as in the source." in twin.stdout
    settle(system)
    require_sound(system)


def test_the_verifier_says_yes(system):
    code, said = verdict(system)
    assert (code, said["ok"], said["findings"]) == (0, True, [])
    assert said["entries"] == len(entries(system)) > 50


@pytest.mark.parametrize(("field", "mask"), [("leaf", 0x01), ("leaf", 0x80), ("hash", 0x01)])
def test_after_one_byte_of_one_entry_is_flipped_it_says_no_and_names_the_entry(system, field, mask):
    entry = some_entry(system, "AwardGranted")
    rows = database(system, "audit").entries
    content = bytes(rows.find_one({"_id": entry.index})[field])
    with one_byte_flipped(rows, entry.index, field, content, mask):
        code, said = verdict(system)
        told = system.program("ledger", "verify").stdout
    assert (code, said["ok"]) == (1, False)
    assert entry.index in [finding["index"] for finding in said["findings"]]
    assert f"mục {entry.index} " in told.lower()
    assert f"entry {entry.index} " in told.lower()
    assert verdict(system)[0] == 0


@pytest.mark.parametrize("mask", [0x01, 0x80], ids=["lowest bit", "highest bit"])
def test_after_one_byte_of_one_commit_is_flipped_it_says_no_and_names_the_entry(system, mask):
    entry = some_entry(system, "PlanIssued")
    rows = database(system, "nominations").commits
    commit = next(one for one in commits(system) if entry.body in one.bodies)
    number = commit.bodies.index(entry.body)
    key = f"{commit.stream}@{commit.first:010d}"
    with one_byte_flipped(rows, key, f"events.{number}", entry.body, mask):
        code, said = verdict(system)
        told = system.program("ledger", "verify").stdout
    assert (code, said["ok"]) == (1, False)
    assert [finding["index"] for finding in said["findings"]] == [entry.index]
    assert f"mục {entry.index} " in told.lower()
    assert f"entry {entry.index} " in told.lower()
    assert f"nominations@{entry.position}" in told
    assert verdict(system)[0] == 0


def inbox(system: System, one: dict[str, str]) -> list[dict[str, Any]]:
    """All notices of one person, page by page."""
    client = system.person(one["username"], one["password"])
    found: list[dict[str, Any]] = []
    more: str | None = ""
    while more is not None:
        page = client.get(f"/api/notifications/inbox?limit=3{more}").body
        found += page["items"]
        more = None if page["next"] is None else f"&after={page['next']}"
    assert client.get("/api/notifications/inbox/count").body["total"] == len(found)
    return found


def test_each_party_has_its_notices_exactly_once(system, notes):
    ids = {entry.event["id"]: entry.event["type"] for entry in entries(system)}
    told = {
        one["username"].partition(".")[0]: Counter(
            (notice["kind"], ids[notice["event"]], notice["id"]) for notice in inbox(system, one)
        )
        for one in notes["sign_ins"]
    }
    assert max(max(notices.values(), default=1) for notices in told.values()) == 1
    assert Counter(kind for _, kind, _ in told["clerk-1"]) == {
        "PlanIssued": 1,
        "ActRefused": 1,
        "ModelsSelected": 1,
        "NominationReturned": 1,
        "ReceivedForAppraisal": 1,
        "NominationPutToCouncil": 1,
        "DecisionIssued": 1,
        "AwardGranted": 1,
        "AwardPresented": 1,
    }
    assert [kind for _, kind, _ in told["board"]] == ["ListSent"]
    assert [kind for _, kind, _ in told["clerk-3"]] == ["ModelsSelected", "PlanIssued"]


def test_ctrl_c_stops_everything_and_a_second_start_goes_on_without_playing_again(system):
    before = [entry.body for entry in entries(system)]
    told = len(system.output)
    asked_at = time.monotonic()
    system.interrupt()
    assert system.ended() == 0
    assert time.monotonic() - asked_at < promised(STOP_SECONDS)
    for part in (*system.parts, "database"):
        with pytest.raises(ProcessLookupError):
            system.pid(part)
    started_at = time.monotonic()
    system.start("--scenario")
    system.ready()
    assert time.monotonic() - started_at < promised(SECOND_START_SECONDS)
    until(lambda: GREETED in system.output[told:], 60, "it has greeted")
    assert AS_IN_THE_SOURCE not in system.output[told:]
    settle(system)
    assert [entry.body for entry in entries(system)] == before
