"""A person's requests about their own data through the public API; erased stays erased, whatever is put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pymongo.collection import Collection

from shared.keyring import Keyring
from shared.settings import SERVICES
from sovang.client import Client, Reply
from tests.builders import bodies
from tests.builders.office import EVERYTHING, created
from tests.support.older_copy import put_back, taken
from tests.support.ports import free_port
from tests.support.records import entries, require_sound, settle
from tests.support.system import System, running
from tests.support.traces import forms_of, in_databases, in_files
from tests.support.waiting import until

PEOPLE = "/api/nominations/people"
PATIENCE_SECONDS = 120.0
OLDER = [*SERVICES[:-1], *(f"{service}_views" for service in SERVICES), "vault"]
"""All databases but audit's own, which holds the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    system: System
    person: Client
    unit: str

    def enters(self, name: str, key: str) -> str:
        return created(self.person, PEOPLE, bodies.person(self.unit, name), key)

    def asks(self, person_id: str, kind: str, key: str) -> str:
        """The id of a request received today."""
        path = f"{PEOPLE}/{person_id}/requests"
        reply = self.person.post(path, {"kind": kind, "received_on": "2026-11-20"}, key)
        assert reply.status == 200, reply.body
        return str(reply.body["id"])

    def answers(self, person_id: str, request_id: str, key: str, **body: str) -> Reply:
        content = {"outcome": "granted", "reason": "Đúng quy định", **body}
        return self.person.post(f"{PEOPLE}/{person_id}/requests/{request_id}/answer", content, key)

    def shown(self, person_id: str) -> str | None:
        name: str | None = self.person.get(f"{PEOPLE}/{person_id}").body["name"]
        return name

    @property
    def vault(self) -> Collection[dict[str, Any]]:
        """The keys as they are stored."""
        return self.system.mongo[self.system.settings.database_name("vault")]["keys"]

    def readable(self, person_id: str) -> bool:
        """Whether the vault holds a key that opens what is sealed of the person."""
        return "wrapped" in (self.vault.find_one({"_id": f"person-{person_id}"}) or {})

    def found(self, name: str) -> int:
        """How many cases audit finds by a name."""
        settle(self.system)
        return len(self.person.get(f"/api/audit/cases?kind=person&text={name}").body["items"])


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("subjects"), free_port())) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        unit = created(person, "/api/nominations/organisations", bodies.organisation(), "unit")
        yield World(system=system, person=person, unit=unit)


def test_a_correction_is_shown_and_found_by_the_right_name(world):
    someone = world.enters("Đặng Thị Huệ", "hue")
    request = world.asks(someone, "correct", "hue.ask")
    assert world.answers(someone, request, "hue.answer", name="Đặng Thị Huế").status == 200
    assert world.shown(someone) == "Đặng Thị Huế"
    assert [one["name"] for one in world.person.get(f"{PEOPLE}/{someone}/file").body["names"]] == [
        "Đặng Thị Huệ",
        "Đặng Thị Huế",
    ]
    assert world.found("Huế") == 1


def test_whoever_is_restricted_is_found_and_told_in_audit_by_those_alone_who_inspect(world):
    office = world.system.open_account("van-phong", [("office", "*")])
    someone = world.enters("Bế Văn Khoan", "khoan")
    case = f"/api/audit/cases/person-{someone}"
    assert world.found("Bế Khoan") == 1
    request = world.asks(someone, "restrict", "khoan.ask")
    assert world.answers(someone, request, "khoan.answer").status == 200
    assert world.found("Bế Khoan") == 1
    assert office.get("/api/audit/cases?kind=person&text=Bế Khoan").body["items"] == []
    assert office.get(case).body["title"]["vi"] == "[hạn chế xử lý]"
    lines = office.get(f"{case}/timeline?limit=100").body["items"]
    assert "Khoan" not in str(lines)
    assert "Bế Văn Khoan" in str(world.person.get(f"{case}/timeline?limit=100").body["items"])


def refused(world, model, person_id, key, of="Trung tâm Khuyến công"):
    """What is said to whoever names *person_id* as the head that answers for *model*, and what programs are told."""
    path = f"/api/nominations/models/{model}/responsible-head"
    told = world.person.post(path, {"person_id": person_id}, key)
    assert (told.status, told.body["code"]) == (409, "responsible-not-head"), told.body
    vi, _, rest = told.body["detail"].partition(" không phải người đứng đầu của ")
    en, _, rest_en = told.body["detail_en"].partition(" is not a head of ")
    assert (rest.startswith(of), rest_en.startswith(of), vi) == (True, True, en)
    return vi, told.body["references"]


def test_a_refusal_names_whom_it_is_about_until_they_are_restricted_and_nothing_keeps_the_name(world):
    name = "Khuất Nghiễnh Khuyềnh"  # of words that no other text has
    body = bodies.organisation("Trung tâm Khuyến công", world.unit)
    unit = created(world.person, "/api/nominations/organisations", body, "head.unit")
    someone = world.enters(name, "head")
    detected = bodies.model(unit, world.unit, unit, subject_kind="collective")
    model = created(world.person, "/api/nominations/models", detected, "head.model")
    ids = {
        "person_id": {"kind": "person", "ids": [someone]},
        "unit_id": {"kind": "organisation", "ids": [unit]},
    }
    assert refused(world, model, someone, "head.1") == (name, ids)
    assert refused(world, model, someone, "head.1") == (name, ids)

    settle(world.system)
    (event,) = [entry.event for entry in entries(world.system) if entry.event["subject"] == f"model-{model}"][
        1:
    ]
    assert event["data"]["facts"] == {"person_id": someone, "unit_id": unit}
    forms, home = forms_of(name), world.system.home
    assert list(in_databases(forms, world.system.mongo)) == []
    assert list(in_files(forms, home, [home / "data"])) == []  # its collections were asked for

    for number, kind in enumerate(("restrict", "erase")):
        request = world.asks(someone, kind, f"head.{kind}")
        assert world.answers(someone, request, f"head.{kind}.answer").status == 200
        for key in ("head.1", f"head.again.{number}"):
            assert refused(world, model, someone, key) == (someone, ids)


@pytest.fixture(scope="module")
def erased(world):
    """Somebody who was found by name and then erased."""
    someone = world.enters("Quách Thị Vân Tiên", "tien")
    request = world.asks(someone, "erase", "tien.ask")
    assert world.answers(someone, request, "tien.answer").status == 200
    keys = world.vault
    until(
        lambda: "wrapped" not in keys.find_one({"_id": f"person-{someone}"}),
        PATIENCE_SECONDS,
        "the key is gone",
    )
    return someone


def test_whoever_is_erased_is_shown_and_found_nowhere_and_the_ledger_still_verifies(world, erased):
    assert world.shown(erased) is None
    assert world.found("Quách Vân Tiên") == 0
    require_sound(world.system)
    again = world.person.post(
        f"{PEOPLE}/{erased}/requests", {"kind": "view", "received_on": "2026-11-20"}, "again"
    )
    assert (again.status, again.body["code"]) == (409, "person-erased")


def test_a_whole_older_copy_of_the_vault_brings_nobody_back(world, erased):
    someone = world.enters("Viên Đình Sao Lưu", "sao-luu")
    settle(world.system)
    backup = list(world.vault.find())
    request = world.asks(someone, "erase", "sao-luu.ask")
    assert world.answers(someone, request, "sao-luu.answer").status == 200
    until(lambda: not world.readable(someone), PATIENCE_SECONDS, "the key is gone")
    for document in backup:  # what was made since stays, as cases from then on must be readable
        world.vault.replace_one({"_id": document["_id"]}, document, upsert=True)
    assert world.readable(someone)
    assert not world.readable(erased)  # whoever was erased before the copy was made is not in it
    world.system.kill("serve")  # the next one remembers no key as destroyed, and the vault has it
    world.system.ready()
    assert world.shown(someone) is None
    assert [one["name"] for one in world.person.get(f"{PEOPLE}/{someone}/file").body["names"]] == [None]
    lines = world.person.get(f"/api/audit/cases/person-{someone}/timeline?limit=100").body["items"]
    assert "Viên Đình" not in str(lines)
    assert any("[đã xóa]" in line["sentence"]["vi"] for line in lines)
    assert world.readable(someone)  # nobody has destroyed it yet
    told = world.system.program("vault", "replay")
    assert (told.returncode, "1 keys were destroyed again" in told.stdout) == (0, True), (
        told.stdout + told.stderr
    )
    assert not world.readable(someone)
    assert world.shown(someone) is None


def test_a_vault_put_back_with_its_own_place_in_history_is_emptied_again_by_work_itself(world):
    someone = world.enters("Ứng Thị Tự Xóa", "tu-xoa")
    settle(world.system)
    vault = world.vault.database
    backup = {name: list(vault[name].find()) for name in ("keys", "cursors")}
    assert backup["cursors"]
    request = world.asks(someone, "erase", "tu-xoa.ask")
    assert world.answers(someone, request, "tu-xoa.answer").status == 200
    until(lambda: not world.readable(someone), PATIENCE_SECONDS, "the key is gone")
    settle(world.system)
    for name, documents in backup.items():
        for document in documents:
            vault[name].replace_one({"_id": document["_id"]}, document, upsert=True)
    assert world.readable(someone)

    world.system.kill("work")  # the next one starts where the vault says

    until(lambda: not world.readable(someone), PATIENCE_SECONDS, "the key is gone again")
    settle(world.system)
    told = world.system.program("vault", "replay")
    assert (told.returncode, "0 keys were destroyed again" in told.stdout) == (0, True), told.stderr


def test_an_older_copy_of_everything_but_the_ledger_brings_nobody_back(world):
    """The vault, the histories and the read models of one night, the ledger of the next day."""
    someone = world.enters("Nghiêm Bá Khôi Phục", "khoi-phuc")
    settle(world.system)
    assert world.found("Khôi Phục") == 1
    copy = taken(world.system, OLDER)
    request = world.asks(someone, "erase", "khoi-phuc.ask")
    assert world.answers(someone, request, "khoi-phuc.answer").status == 200
    until(lambda: not world.readable(someone), PATIENCE_SECONDS, "the key is gone")
    settle(world.system)
    assert world.system.stop() == 0
    put_back(world.system, copy)

    mended = world.system.program("restore", "nominations", "--from-ledger", settings={"MONGO_URI": ""})
    assert mended.returncode == 0, mended.stdout + mended.stderr
    world.system.start()
    world.system.ready()

    assert world.shown(someone) is None
    until(lambda: not world.readable(someone), PATIENCE_SECONDS, "the key is gone again")
    assert world.found("Khôi Phục") == 0
    require_sound(world.system)


def test_an_erasure_that_retention_forbids_is_answered_with_reason_and_end_date(world):
    someone = world.enters("Lục Văn Giữ", "giu")
    award = {
        "kind": "title",
        "code": "lao_dong_tien_tien",
        "year": 2020,
        "document_number": "12/QĐ",
        "dated": "2020-12-20",
    }
    recorded = world.person.post(f"/api/nominations/records/individual/{someone}/facts", award, "giu.award")
    assert recorded.status == 201, recorded.body
    request = world.asks(someone, "erase", "giu.ask")
    refused = world.answers(someone, request, "giu.answer")
    assert (refused.status, refused.body["code"]) == (409, "retention-running")
    assert "31/12/2030" in refused.body["detail"]
    assert "31/12/2030" in refused.body["detail_en"]
    assert refused.body["citation"]
    assert world.shown(someone) == "Lục Văn Giữ"
    assert world.readable(someone)
    settle(world.system)
    lines = world.person.get(f"/api/audit/cases/person-{someone}/timeline?limit=100").body["items"]
    assert any("31/12/2030" in line["sentence"]["vi"] for line in lines)
    told = world.answers(someone, request, "giu.refuse", outcome="refused", reason="Còn thời hạn lưu")
    assert told.status == 200, told.body
    (kept,) = world.person.get(f"{PEOPLE}/{someone}/file").body["requests"][0]["kept"]
    assert (kept["award"], kept["until"]) == ("lao_dong_tien_tien", "2030-12-31")
    assert kept["rule"]["citation"]

    def open_now() -> list[str]:
        rows = world.person.get("/api/nominations/subject-requests?state=open&limit=100").body["items"]
        return [row["request_id"] for row in rows]

    until(lambda: request not in open_now(), PATIENCE_SECONDS, "it is answered")


def test_another_master_key_while_everything_runs(world):
    someone = world.enters("Lò Thị Mai", "mai")
    ring = Keyring(world.system.settings.keys)
    before = ring.secret("master")
    told = world.system.program("vault", "rotate", "--wait", "1")
    assert told.returncode == 0, told.stderr
    assert len(ring.masters()) == 1
    assert ring.secret("master") != before
    assert world.shown(someone) == "Lò Thị Mai"
    marks = {row["master"] for row in world.vault.find({"master": {"$exists": True}})}
    assert len(marks) == 1


def test_within_a_minute_no_timeline_shows_whoever_was_erased(world, erased):
    """What a vault remembers it forgets within 60 s: until then a process that had the key may still show the name."""
    path = f"/api/audit/cases/person-{erased}/timeline?limit=100"

    def forgotten() -> bool:
        lines = world.person.get(path).body["items"]
        registered = next(line for line in lines if line["type"] == "PersonRegistered")
        return "[đã xóa]" in registered["sentence"]["vi"] and "Vân Tiên" not in str(lines)

    until(forgotten, PATIENCE_SECONDS + 30, "the name is forgotten")
