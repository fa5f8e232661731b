"""One dossier through the public API under the laws of 2003, 2022 and 2026, and what its receipt pinned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sovang.client import Client
from tests.builders import bodies
from tests.builders.nominated import DOCUMENTS, NOMINATIONS
from tests.builders.office import EVERYTHING, Department, created, department
from tests.support.ports import free_port
from tests.support.system import System, running
from tests.support.waiting import until

LAWS = ("form-giay-khen-merit/1", "form-giay-khen-merit/2", "form-giay-khen-merit/3")
FACT = {"kind": "rating", "code": "good", "year": 2026, "document_number": "1/QĐ", "dated": "2026-05-31"}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    person: Client
    place: Department
    someone: str
    dossier: str

    def asked(self, day: str, *under: str) -> Any:
        others = "".join(f"&under={one}" for one in under)
        reply = self.person.get(f"{NOMINATIONS}/{self.dossier}/eligibility?on={day}{others}")
        assert reply.status == 200, reply.body
        return reply.body


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    """A dossier for a giấy khen that was received the day before the law of 2026 came into force."""
    with running(System(server_folder("laws"), free_port())) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        place = department(person, 1)
        someone = created(person, "/api/nominations/people", bodies.person(place.units[0]), "person")
        recorded = person.post(f"/api/nominations/records/individual/{someone}/facts", FACT, "fact")
        assert recorded.status == 201, recorded.body
        opened = bodies.nomination(place.units[0], place.id, someone, commendation_type="merit")
        dossier = created(person, NOMINATIONS, bodies.simulated(opened, "2026-09-28"), "open")
        for kind in DOCUMENTS:
            document = {"document_kind": kind, "sha256": "a" * 64, "title": "Tài liệu"}
            done(person, f"{NOMINATIONS}/{dossier}/documents", document, "2026-09-28", kind)
        done(person, f"{NOMINATIONS}/{dossier}/submit", {}, "2026-09-29", "submit")
        done(person, f"{NOMINATIONS}/{dossier}/receive", {}, "2026-09-30", "receive")
        yield World(person=person, place=place, someone=someone, dossier=dossier)


def done(person: Client, path: str, body: dict[str, Any], day: str, key: str) -> None:
    reply = person.post(path, bodies.simulated(body, day), key)
    assert reply.status in (200, 201), reply.body


def test_one_dossier_shows_three_explanations(world):
    item = world.asked("2026-10-01", *LAWS)
    judgements = [item["own"], *item["beside"]]
    assert sorted(one["rule_set"] for one in judgements) == sorted(LAWS)
    assert len({one["citation"] for one in judgements}) == 3
    for one in judgements:
        assert one["criteria"]
        for line in one["criteria"]:
            assert line["citation"]
            assert line["because"]["vi"]
            assert line["because"]["en"]
        assert one["verdict"] == "needs_person"  # nobody confirmed any of them
    facts = [fact for one in judgements for line in one["criteria"] for fact in line["facts"]]
    assert any(fact["origin"].startswith("1/QĐ, 31/5/2026 (record-individual-") for fact in facts)


def test_a_change_of_law_leaves_what_the_receipt_pinned_and_offers_the_second_beside_it(world):
    before, after = world.asked("2026-09-30"), world.asked("2026-10-01")
    assert (before["pinned"], before["own"]["rule_set"], before["beside"]) == (True, LAWS[1], [])
    assert (after["pinned"], after["own"]) == (True, before["own"])
    assert [one["rule_set"] for one in after["beside"]] == [LAWS[2]]


def test_what_is_still_missing_for_the_next_title_is_told_with_its_reasons(world):
    reply = world.person.get(f"/api/nominations/people/{world.someone}/progress?on=2026-10-01")
    assert reply.status == 200, reply.body
    assert reply.body["next"] == "lao_dong_tien_tien"
    assert [one["rule_set"] for one in reply.body["titles"]]
    assert reply.body["missing"]
    for line in reply.body["missing"]:
        assert line["verdict"] != "met"
        assert line["because"]["vi"]
        assert line["citation"]


def test_a_quota_is_told_beside_the_dossier_of_a_title_and_refuses_nothing(world):
    """Nobody confirmed it and its rounding is not stated: 15 % of ten is one and a half."""
    person, place = world.person, world.place
    figure = {
        **FACT,
        "kind": "count",
        "code": "members_lao_dong_tien_tien",
        "number": 10,
    }
    recorded = person.post(f"/api/nominations/records/collective/{place.id}/facts", figure, "figure")
    assert recorded.status == 201, recorded.body
    dossiers = []
    for number in range(3):
        someone = created(
            person, "/api/nominations/people", bodies.person(place.units[0]), f"person.{number}"
        )
        title = {"form": "cstd_co_so", "commendation_type": "merit", "year": 2026}
        body = bodies.nomination(place.units[0], place.id, someone, **title)
        dossiers.append(created(person, NOMINATIONS, bodies.simulated(body, "2026-10-02"), f"title.{number}"))
    beside = f"{NOMINATIONS}/{dossiers[0]}/quotas"
    assert until(lambda: quota(person, beside)["proposed"] == 3)
    found = quota(person, beside)
    assert (found["quota"], found["confirmed"], found["verdict"]) == ("quota-cstd-co-so/2", False, "exceeded")
    assert (found["limit"], found["granted"]["number"]) == (None, 0)
    assert (found["denominator"]["number"], found["denominator"]["source"]) == (10, "document")
    assert found["because"]["vi"].startswith("Vượt tỷ lệ. Tỷ lệ chưa được xác nhận")
    of_body = person.get(f"/api/nominations/organisations/{place.id}/quotas?year=2026").body
    assert next(one for one in of_body["quotas"] if one["granted"]["code"] == "cstd_co_so") == found


def quota(person: Client, path: str) -> Any:
    reply = person.get(path)
    assert reply.status == 200, reply.body
    (found,) = reply.body["quotas"]
    return found
