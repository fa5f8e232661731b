"""After an erasure no collection, queue, log, cache or folder holds the name, in whatever form, wherever it had been typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from shared.broker.amqp_bell import LEDGER
from shared.broker.topology import exchange_name
from shared.broker.wire import connect, drop
from shared.settings import SERVICES
from shared.views import database_of_views
from sovang.client import Client
from tests.builders import bodies, papers, sheets
from tests.builders.nominated import NOMINATIONS, done
from tests.builders.office import EVERYTHING, created
from tests.support.ports import free_port
from tests.support.rabbitmq import RabbitNode
from tests.support.records import require_sound, settle
from tests.support.system import System, running
from tests.support.traces import forms_of, in_bytes, in_databases, in_files
from tests.support.waiting import until

PEOPLE, IMPORTS = "/api/nominations/people", "/api/nominations/imports"
ORGANISATIONS, DOSSIERS = "/api/nominations/organisations", "/api/nominations/dossiers"
NAMES = FIRST, CORRECTED, IMPORTED = "Khuất Nghiễnh Khuyềnh", "Khuất Nghiễnh Thuyềnh", "Mạc Nguyễng Khuyếng"
"""Of words that no other text has, long enough to be looked for one by one."""
OPEN = "Phòng Nghiềng Thuyểng"
MODELS = "/api/nominations/models"
ACCOUNTS, SIGN_IN = "/api/nominations/accounts", "/api/nominations/sign-in"
USERNAME, PASSWORD = "cv-07", "mật khẩu của cv-07"
OUTSIDE = "outside"
PATIENCE_SECONDS = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    system: System
    person: Client
    root: str
    unit: str
    broker: Path
    node: RabbitNode
    heard: list[bytes] = field(default_factory=list)
    dossiers: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=list)

    def asks(self, person_id: str, kind: str, **answer: str) -> None:
        """A request of that kind, granted."""
        path = f"{PEOPLE}/{person_id}/requests"
        key = f"{person_id}.{kind}"
        request = self.person.post(path, {"kind": kind, "received_on": "2026-11-20"}, key)
        assert request.status == 200, request.body
        content = {"outcome": "granted", "reason": f"Theo đơn của {FIRST}", **answer}
        done(self.person, f"{path}/{request.body['id']}/answer", content, f"{key}.answer")

    def opens_dossier(self, someone: str) -> None:
        """A dossier that names its person in its texts, in a file, and in that file's name; withdrawn."""
        body = bodies.nomination(self.unit, self.root, someone, achievement=f"Bà {FIRST} có sáng kiến")
        dossier = created(self.person, NOMINATIONS, body, "open")
        self.dossiers.append(dossier)
        where = f"{NOMINATIONS}/{dossier}"
        kept = self.person.upload(f"{where}/files?name=Thành tích {FIRST}.pdf", papers.pdf(f"Bà {FIRST}"))
        assert kept.status == 200, kept.body
        document = {
            "document_kind": "achievement_report",
            "sha256": kept.body["sha256"],
            "title": f"Bà {FIRST}",
        }
        done(self.person, f"{where}/documents", document, "document")
        done(self.person, f"{where}/withdraw", {"reason": f"{FIRST} xin rút"}, "withdraw")

    def detects_model(self, someone: str) -> None:
        """A model that names its person in all its texts."""
        texts = {"detected_by": f"Chồng bà {FIRST}", "account": f"Bà {FIRST} làm tốt"}
        body = bodies.model(self.unit, self.root, someone, **texts)
        self.models.append(created(self.person, MODELS, body, "detect"))

    def opens_account(self, someone: str, name: str) -> Client:
        """The account of *someone*, under that *name*, signed in; its username tells nothing of it."""
        grants = [{"role": "office", "scope": self.unit, "person_id": someone}]
        content = {"username": USERNAME, "password": PASSWORD, "name": name, "grants": grants}
        opened = self.system.administrator().post(ACCOUNTS, content, "account")
        assert opened.status == 200, opened.body
        holder = self.system.person(USERNAME, PASSWORD)
        assert holder.get(f"{PEOPLE}/{someone}").status == 200
        return holder

    def account(self) -> dict[str, Any]:
        """That account as whoever looks after accounts sees it."""
        items = self.person.get(ACCOUNTS).body["items"]
        return next(one for one in items if one["account"] == USERNAME)

    def imports(self, name: str) -> str:
        """The id of somebody of that *name* who came in by an Excel file."""
        sent = self.person.upload(
            IMPORTS, sheets.workbook(None, [("cb-9", name, self.unit, sheets.PERSON[3], "1/1/2021")])
        )
        assert sent.status == 200, sent.body
        until(
            lambda: self.person.get(f"{IMPORTS}/{sent.body['import_id']}").body["state"] == "completed",
            PATIENCE_SECONDS,
            "the import is completed",
        )
        settle(self.system)
        items = self.person.get(f"{PEOPLE}?organisation_id={self.unit}").body["items"]
        return next(one["person_id"] for one in items if one["name"] == name)

    def searched(self, name: str) -> list[list[str]]:
        """Who is found by *name*: the cases and the people that are theirs, and the dossiers that put them forward."""
        asked = (
            (f"/api/audit/cases?kind=person&text={name}", "case"),
            (f"{PEOPLE}?text={name}", "person_id"),
            (f"{DOSSIERS}?text={name}", "nomination_id"),
        )
        return [[one[key] for one in self.person.get(path).body["items"]] for path, key in asked]

    def traces(self, name: str) -> list[str]:
        """Where any form of *name* is found: databases, the system's files and logs, the broker's, what was told."""
        self.heard.extend(told(self.node))
        forms = forms_of(name)
        return [
            *in_databases(forms, self.system.mongo),
            *in_files(forms, self.system.home, [self.system.home / "data"]),  # its collections were asked for
            *in_files(forms, self.broker),
            *(f"message: {how}" for message in self.heard for how in in_bytes(forms, message)),
        ]


def told(node: RabbitNode) -> Iterator[bytes]:
    """What waits in the queue outside, taken from it; each time over a connection of its own: one left idle is cut."""
    line = connect(node.uri_of("%2f"))
    try:
        channel = line.channel()
        while (message := channel.basic_get(OUTSIDE, no_ack=True)) is not None:
            body = message.body if isinstance(message.body, bytes) else message.body.encode()
            yield f"{message.properties}{message.delivery_info}".encode() + body
    finally:
        drop(line)


def opened(node: RabbitNode) -> None:
    """A queue as any other program would have it, for everything that is told."""
    line = connect(node.uri_of("%2f"))
    try:
        channel = line.channel()
        channel.queue_declare(OUTSIDE, durable=True, auto_delete=False)
        for source in (*SERVICES, LEDGER):
            channel.exchange_declare(exchange_name(source), "topic", durable=True, auto_delete=False)
            channel.queue_bind(OUTSIDE, exchange_name(source), routing_key="#")
    finally:
        drop(line)


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    folder = server_folder("erased-rabbitmq")
    node = RabbitNode(folder)
    opened(node)
    system = System(server_folder("erased"), free_port(), amqp_uri=node.uri_of("%2f"))
    try:
        with running(system):
            person = system.open_account("moi-viec", EVERYTHING)
            root = created(person, ORGANISATIONS, bodies.organisation("Sở Công Thương"), "root")
            unit = created(person, ORGANISATIONS, bodies.organisation(OPEN, root), "unit")
            yield World(system=system, person=person, root=root, unit=unit, broker=folder, node=node)
    finally:
        node.close()


@pytest.fixture(scope="module")
def erased(world: World) -> World:
    """Two were typed wherever a name can be typed, were found by it, and were erased."""
    someone = created(world.person, PEOPLE, bodies.person(world.unit, FIRST), "enter")
    world.asks(someone, "correct", name=CORRECTED)
    world.opens_account(someone, FIRST)
    assert world.account()["name"] == FIRST
    decomposed = unicodedata.normalize("NFD", FIRST)
    assert world.person.post(PEOPLE, bodies.person(world.unit, decomposed), "decomposed").status == 400
    assert world.person.post(PEOPLE, bodies.person("khong-co", FIRST), "refused").status == 409
    assert world.person.get(f"{PEOPLE}?ten={FIRST}").status == 400
    world.opens_dossier(someone)
    world.detects_model(someone)
    imported = world.imports(IMPORTED)
    for name in NAMES:
        assert [len(found) for found in world.searched(name)] == [1, 1, int(name != IMPORTED)], name
        assert world.searched(name[:-3]) == world.searched(name)
    for person_id in (someone, imported):
        world.asks(person_id, "erase")
    keys = world.system.mongo[world.system.settings.database_name("vault")]["keys"]
    until(
        lambda: not any("wrapped" in keys.find_one({"_id": f"person-{one}"}) for one in (someone, imported)),
        PATIENCE_SECONDS,
        "the keys are gone",
    )
    until(lambda: world.account()["disabled"], PATIENCE_SECONDS, "the account is disabled")
    settle(world.system)
    return world


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_is_kept_anywhere_holds_the_name_in_any_form(erased, name):
    assert sorted(set(erased.traces(name))) == []


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_found_by_the_name_any_more(erased, name):
    assert erased.searched(name) == [[], [], []]


def test_of_whoever_is_erased_no_mark_is_left(erased):
    views = erased.system.mongo[database_of_views(erased.system.settings.database_name("nominations"))]
    rows = list(views["view_people_1"].find())
    assert [row["marks"] for row in rows] == [[]] * 2


def test_the_account_of_whoever_is_erased_has_no_name_and_signs_nobody_in(erased):
    shown = erased.account()
    assert (shown["name"], shown["disabled"]) == (None, True)
    tried = erased.person.post(SIGN_IN, {"username": USERNAME, "password": PASSWORD}, "sign-in")
    assert tried.status == 401, tried.body


def test_of_their_dossier_neither_texts_nor_files_can_be_read_by_anybody(erased):
    where = f"{NOMINATIONS}/{erased.dossiers[0]}"
    gone = until(
        lambda: _unreadable(erased.person, where), PATIENCE_SECONDS, "its key is gone from every process"
    )
    assert gone is not None
    assert (gone["subject_name"], gone["documents"][0]["title"]) == (None, None)
    files = erased.person.get(f"{where}/files/{gone['documents'][0]['sha256']}")
    assert files.status in (404, 409, 410), files.body


def test_of_the_model_they_were_no_text_can_be_read_by_anybody(erased):
    where = f"{MODELS}/{erased.models[0]}"

    def gone() -> bool:
        body = erased.person.get(where).body
        return (body["detected_by"], body["account"]) == (None, None)

    until(gone, PATIENCE_SECONDS, "its key is gone from every process")


def _unreadable(person: Client, where: str) -> dict[str, Any] | None:
    body: dict[str, Any] = person.get(where).body
    return body if body["achievement"] is None else None


def test_the_ledger_still_verifies(erased):
    settle(erased.system)
    require_sound(erased.system)
    verified = erased.system.program("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_the_same_search_finds_what_is_open_in_every_kind_of_place(erased):
    found = set(erased.traces(OPEN))
    for place in ("commits: as written", "entries: as written", "oplog", "folded", "rabbitmq", "message"):
        assert any(place in one for one in found), (place, sorted(found))


def test_the_same_search_finds_what_is_logged(erased):
    logged = list(in_files(forms_of("serve ready"), erased.system.home, [erased.system.home / "data"]))
    assert any("/logs/serve-nominations" in one for one in logged), logged
