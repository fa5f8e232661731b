"""Evidence through the public API: uploaded, compared, attached, taken out; and whoever may not is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from sovang.client import Client
from tests.builders import bodies, papers
from tests.builders.nominated import NOMINATIONS
from tests.builders.office import EVERYTHING, created, department
from tests.support.ports import free_port
from tests.support.system import System, running
from tests.support.waiting import until

PDF = papers.pdf("Tờ trình đề nghị khen thưởng", 300_000)


@dataclass(frozen=True)
class World:
    system: System
    person: Client
    clerk: Client
    inspector: Client
    stranger: Client
    dossier: str

    @property
    def files(self) -> str:
        return f"{NOMINATIONS}/{self.dossier}/files"

    def ask(self, method: str, path: str, who: Client | None, **given: Any) -> requests.Response:
        bearer = {} if who is None else {"Authorization": f"Bearer {who._bearer()}"}
        url = self.system.url_of("nominations") + path
        return requests.request(method, url, headers=bearer, timeout=60, **given)


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("evidence"), free_port())) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        ground = department(person, units=2)
        someone = created(person, "/api/nominations/people", bodies.person(ground.units[0]), "person")
        opened = bodies.nomination(ground.units[0], ground.id, someone)
        yield World(
            system,
            person,
            clerk=system.open_account("can-bo", [("unit_clerk", ground.units[0])]),
            inspector=system.open_account("kiem-tra", [("inspector", "*")]),
            stranger=system.open_account("nguoi-ngoai", [("unit_clerk", ground.units[1])]),
            dossier=created(person, NOMINATIONS, opened, "dossier"),
        )


def attached(world: World, sha256: str, key: str) -> Any:
    body = {"document_kind": "submission", "sha256": sha256, "title": "Tờ trình"}
    return world.clerk.post(f"{NOMINATIONS}/{world.dossier}/documents", body, key)


def test_a_file_is_uploaded_compared_attached_and_taken_out_under_its_name(world):
    told = world.ask("POST", f"{world.files}?name=../Tờ trình số 5.docx", world.clerk, data=PDF).json()
    assert told["plain_sha256"] == hashlib.sha256(PDF).hexdigest() != told["sha256"]
    assert (told["name"], told["media_type"], told["size"]) == (
        "Tờ trình số 5.pdf",
        "application/pdf",
        len(PDF),
    )
    assert world.ask("POST", f"{world.files}?name=khac.pdf", world.clerk, data=PDF).json() == told
    assert attached(world, told["sha256"], "attach").status == 200
    answer = world.ask("GET", f"{world.files}/{told['sha256']}", world.inspector)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=\"T_ tr_nh s_ 5.pdf\"; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20s%E1%BB%91%205.pdf"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]

    def readers() -> list[str]:
        told = world.inspector.get(f"/api/audit/cases/nomination-{world.dossier}/timeline").body
        return [line["actor"] for line in told.get("items", ()) if line["type"] == "FileRead"]

    assert until(readers, 60.0, "who took it out is on the timeline") == ["user:kiem-tra"]


def test_a_digest_that_nobody_uploaded_is_not_attached(world):
    refused = attached(world, "a" * 64, "invented")
    assert (refused.status, refused.body["code"]) == (409, "file-not-stored")
    assert refused.body["detail_en"]


def test_a_file_waits_for_those_who_may_add_to_the_dossier_until_it_is_attached(world):
    told = world.ask("POST", world.files, world.clerk, data=papers.PNG).json()
    assert told["name"] == "tai-lieu.png"
    assert world.ask("GET", f"{world.files}/{told['sha256']}", world.clerk).content == papers.PNG
    assert world.ask("GET", f"{world.files}/{told['sha256']}", world.inspector).status_code == 403


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"MZ" + b"\0" * 200_000, "file-type"),
        (papers.docx(**{"word/vbaProject.bin": b"x"}), "file-macros"),
        (papers.OLE + b"\0" * 600, "file-old-format"),
        (PDF[:-4000], "file-broken"),
    ],
)
def test_a_file_that_is_not_taken_is_told_why_in_both_languages(world, content, code):
    answer = world.ask("POST", world.files, world.clerk, data=content)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert set(answer.json()["fields"]["file"]) == {"vi", "en"}


def test_a_file_larger_than_the_setting_is_refused(world):
    answer = world.ask("POST", world.files, world.clerk, data=papers.pdf(size=20 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_who_may_not_is_refused(world):
    assert world.ask("POST", world.files, None, data=PDF).status_code == 401
    assert world.ask("POST", world.files, world.inspector, data=PDF).status_code == 403
    assert world.ask("POST", world.files, world.stranger, data=PDF).status_code == 403
    somewhere = f"{world.files}/{'a' * 64}"
    assert world.ask("GET", somewhere, None).status_code == 401
    assert world.ask("GET", somewhere, world.stranger).status_code == 404
    assert world.ask("GET", somewhere, world.clerk).status_code == 404
    nowhere = f"{NOMINATIONS}/khong-co/files"
    assert world.ask("POST", nowhere, world.clerk, data=PDF).json()["code"] == "nomination-not-found"
    assert world.ask("GET", f"{nowhere}/{'a' * 64}", world.clerk).status_code == 404
