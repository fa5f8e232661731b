"""Imports through the public API: all or nothing, once; and whoever is killed in the middle leaves nothing half done."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import requests
from openpyxl import load_workbook

from services.nominations.adapters.evidence_store import CHUNKS, FILES
from shared.vault import KEYS
from sovang.client import Client
from tests.builders import papers, sheets
from tests.builders.office import EVERYTHING
from tests.builders.sheets import PERSON, workbook
from tests.support.ports import free_port
from tests.support.records import commits, database, require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until

IMPORTS = "/api/nominations/imports"
ROWS = 1500
PATIENCE_SECONDS = 300.0


@dataclass(frozen=True)
class World:
    system: System
    person: Client
    inspector: Client

    def send(self, path: str, content: bytes, who: Client | None) -> requests.Response:
        bearer = {} if who is None else {"Authorization": f"Bearer {who._bearer()}"}
        return requests.post(
            self.system.url_of("nominations") + path, data=content, headers=bearer, timeout=60
        )

    def completed(self, import_id: str) -> Any:
        def told() -> Any:
            item = self.person.get(f"{IMPORTS}/{import_id}").body
            return item if item["state"] == "completed" else None

        return until(told, PATIENCE_SECONDS, "the import is completed")

    def kept(self) -> Counter[str]:
        """How much there is of everything that an import could leave behind."""
        found = database(self.system, "nominations")
        return Counter(
            commits=found.commits.count_documents({}),
            files=found[FILES].count_documents({}),
            chunks=found[CHUNKS].count_documents({}),
        )


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("import"), free_port())) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        inspector = system.open_account("kiem-tra", [("inspector", "*")])
        yield World(system, person, inspector)


def test_the_form_is_downloaded_filled_in_and_imported(world):
    answer = requests.get(
        world.system.url_of("nominations") + f"{IMPORTS}/template",
        headers={"Authorization": f"Bearer {world.person._bearer()}"},
        timeout=60,
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="mau-nhap.xlsx"'
    book = load_workbook(BytesIO(answer.content))
    department = ("so-mau", unicodedata.normalize("NFD", "Sở\u00a0Mẫu"), "Sở", None, "1/1/2020")
    for title, values in (("Tổ chức", department), ("Cá nhân", (*PERSON[:2], "so-mau", *PERSON[3:]))):
        for place, value in enumerate(values, start=1):
            book[title].cell(2, place).value = value
    filled = BytesIO()
    book.save(filled)
    checked = world.send(f"{IMPORTS}/check", filled.getvalue(), world.person).json()
    assert checked == {"sound": True, "organisations": 1, "people": 1, "rows": 2, "faults": []}
    taken = world.send(IMPORTS, filled.getvalue(), world.person)
    assert taken.status_code == 200
    done = world.completed(taken.json()["import_id"])
    assert (done["registered"], done["refused"]) == (2, [])
    assert world.person.get("/api/nominations/organisations/so-mau").body["name"] == "Sở Mẫu"

    def people() -> Any:
        return world.person.get("/api/nominations/people?organisation_id=so-mau").body["items"]

    assert [each["name"] for each in until(people)] == ["Nguyễn Thị An"]
    before = world.kept()
    again = world.send(IMPORTS, filled.getvalue(), world.person).json()
    assert again == done
    assert world.kept() == before


def test_once_it_is_completed_nobody_can_read_the_file_any_more(world):
    taken = world.send(IMPORTS, workbook([("so-kin", "Sở Kín", "Sở", None, "1/1/2020")], None), world.person)
    import_id = taken.json()["import_id"]
    world.completed(import_id)
    keys = database(world.system, "vault")[KEYS]
    until(
        lambda: "wrapped" not in (keys.find_one({"_id": f"case-import-{import_id}"}) or {"wrapped": 1}),
        PATIENCE_SECONDS,
        "the key of the file is destroyed",
    )


def test_a_bad_file_is_told_in_both_languages_place_by_place_and_stores_nothing(world):
    bad = workbook(people=[PERSON, (None, "A" * 200, "khong-co", "x", "30/2/2021")])
    before = world.kept()
    answer = world.send(IMPORTS, bad, world.person)
    assert (answer.status_code, answer.json()["code"]) == (400, "import-faulty")
    assert sorted(answer.json()["fields"]) == [f"Cá nhân!{letter}3" for letter in "ABDE"]
    checked = world.send(f"{IMPORTS}/check", bad, world.person).json()
    assert not checked["sound"]
    assert checked["faults"][0] == {
        "sheet": "Cá nhân",
        "row": 3,
        "column": "A",
        "code": "missing",
        "reason": "Thiếu “Mã cán bộ”.",
        "reason_en": "“Mã cán bộ” is missing.",
    }
    assert world.kept() == before


def test_a_file_with_twenty_kinds_of_bad_rows_names_each_and_stores_nothing(world):
    bad, places = sheets.everything_wrong()
    before = world.kept()
    answer = world.send(IMPORTS, bad, world.person)
    assert (answer.status_code, answer.json()["code"]) == (400, "import-faulty")
    assert set(answer.json()["fields"]) == set(places)
    faults = world.send(f"{IMPORTS}/check", bad, world.person).json()["faults"]
    assert sorted(one["code"] for one in faults) == sorted(places.values())
    assert all(one["reason"] and one["reason_en"] for one in faults)
    assert world.kept() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (papers.OLE + b"\0" * 600, "file-old-format"),
        (papers.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "file-encrypted"),
        (papers.pdf(), "import-not-xlsx"),
        (papers.xlsx(), "file-broken"),
        (b"", "file-empty"),
    ],
)
@pytest.mark.parametrize("path", [IMPORTS, f"{IMPORTS}/check"])
def test_what_is_no_workbook_of_the_form_is_refused(world, path, content, code):
    answer = world.send(path, content, world.person)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


@pytest.mark.parametrize("path", [IMPORTS, f"{IMPORTS}/check"])
def test_who_may_not_import_is_refused_before_the_file_is_looked_at(world, path):
    assert world.send(path, b"MZ", None).status_code == 401
    assert world.send(path, b"MZ", world.inspector).status_code == 403
    assert world.inspector.get(f"{IMPORTS}/khong-co").status == 403
    assert world.person.get(f"{IMPORTS}/khong-co").status == 404


def test_an_import_whose_work_and_database_are_killed_does_every_row_once(world):
    system = world.system
    taken = world.send(IMPORTS, sheets.many(ROWS, "giet"), world.person)
    assert taken.status_code == 200, taken.text
    import_id = taken.json()["import_id"]

    def done_by(count: int) -> bool:
        return (
            database(system, "nominations").commits.count_documents(
                {"command.key": {"$regex": "\\.(people|organisations)\\."}}
            )
            >= count
        )

    met = []
    for count, target in ((50, "work"), (300, "work"), (700, "database"), (1100, "all")):
        until(lambda count=count: done_by(count), PATIENCE_SECONDS, f"{count} rows are done")
        met.append(world.system.alive(target) if target != "all" else True)
        system.kill(target)
        if target == "all":
            system.start()
    assert all(met)
    done = world.completed(import_id)
    assert (done["registered"], done["refused"]) == (ROWS, [])
    settle(system)
    recorded = require_sound(system)
    streams = Counter(
        entry.event["subject"]
        for entry in recorded
        if entry.event["actor"] == "system:when_import_accepted_register_rows"
        and entry.event["data"].get("organisation_id", "").startswith("giet-")
    )
    assert (len(streams), set(streams.values())) == (ROWS, {1})
    kinds = Counter(
        entry.event["type"] for entry in recorded if entry.event["subject"] == f"import-{import_id}"
    )
    assert kinds == {"ImportAccepted": 1, "ImportCompleted": 1}
    assert len([each for each in commits(system) if each.stream.startswith("organisation-giet-")]) == 11
