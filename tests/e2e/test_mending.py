"""What an operator mends by hand on a whole system: parked events, and a service whose old backup was put back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.messages import NumberedEvent
from shared.parking import Parking
from tests.builders import bodies
from tests.builders.office import created, department
from tests.support.older_copy import put_back, taken
from tests.support.ports import free_port
from tests.support.records import database, settle
from tests.support.system import System, running
from tests.support.waiting import until

HISTORY = ("commits", "log", "log_state")


@pytest.fixture(scope="module")
def system(server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("mending"), free_port())) as started:
        department(started.administrator(), 2)
        settle(started)
        yield started


def parked(system: System, position: int, body: bytes | None = None, subject: str = "plan-x") -> str:
    """An event of nominations that notifications has parked: a real one, unless *body* is given."""
    epoch = database(system, "nominations").log_state.find_one({"_id": "epoch"})
    commit = database(system, "nominations").commits.find_one({"stream": {"$regex": "^organisation-"}})
    assert epoch is not None and commit is not None  # noqa: PT018  # nothing to tell apart
    event = NumberedEvent(
        source="nominations", epoch=epoch["epoch"], position=position, body=body or bytes(commit["events"][0])
    )
    Parking(database(system, "notifications")).park("notifications", event, subject, "NotFound: secret-code")
    return f"notifications/nominations@{position}/{epoch['epoch']}"


def told(system: System, *arguments: str, code: int = 0) -> Any:
    ended = system.program("parked", *arguments, "--json")
    assert ended.returncode == code, ended.stdout + ended.stderr
    return json.loads(ended.stdout) if ended.stdout else None


def test_an_old_backup_of_one_service_is_made_whole_and_nobody_notices(system: System) -> None:
    client = system.administrator()
    backup = taken(system, ["nominations"])
    later = created(client, "/api/nominations/organisations", bodies.organisation("Phòng đến sau"), "later")
    settle(system)
    whole = database(system, "nominations").log.count_documents({})
    assert system.stop() == 0
    put_back(system, {one: {name: had[name] for name in HISTORY} for one, had in backup.items()})
    mended = system.program("restore", "nominations", "--from-ledger", "--json", settings={"MONGO_URI": ""})
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert json.loads(mended.stdout)["missing_events"] == 1

    system.start()
    system.ready()
    assert database(system, "nominations").log.count_documents({}) == whole
    again = system.administrator()
    assert again.get(f"/api/nominations/organisations/{later}").status == 200
    created(again, "/api/nominations/organisations", bodies.organisation("Phòng sau cùng"), "last")
    settle(system)
    until(lambda: system.program("ledger", "verify").returncode == 0, 60)


def test_parked_events_are_listed_replayed_and_dropped_by_who_may(system: System, tmp_path: Path) -> None:
    good, behind = parked(system, 1001), parked(system, 1002)
    torn = parked(system, 1003, b"\xff", "unreadable")
    system.kill("work")  # whoever takes over knows what waits
    system.ready()
    listed = told(system, "list", "notifications", "--source", "nominations")
    assert [(one["id"], one["behind"], one["type"]) for one in listed] == [
        (good, 1, "OrganisationRegistered"), (behind, 0, "OrganisationRegistered"), (torn, 0, ""),
    ]  # fmt: skip
    assert "secret" not in json.dumps(listed)

    replayed = told(system, "replay", good, "--wait", "--reason", "the cause is gone")
    assert (replayed["asked"], replayed["state"]) == (2, "replayed")
    assert [one["by"] for one in replayed["decisions"]] == ["user:quantri"]
    assert told(system, "replay", torn, "--wait", code=1)["state"] == "parked"
    dropped = told(system, "drop", torn, "--reason", "sent torn")
    assert (dropped["state"], dropped["decisions"][-1]["why"]) == ("dropped", "sent torn")
    told(system, "drop", torn, "--reason", "once more", code=1)

    system.open_account("lan", [("office", "*")])
    secret = tmp_path / "password"
    secret.write_text("mật khẩu của lan\n", encoding="utf-8")
    told(system, "list", "--user", "lan", "--password-file", str(secret), code=2)
