"""Ninh Thuận goes to Khánh Hòa on 1/7/2025, through the public API: old records stay, open cases go on, nothing new begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sovang.client import Client, Reply
from tests.builders import bodies
from tests.builders.nominated import NOMINATIONS, attached, done
from tests.builders.office import EVERYTHING, created
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until

ORGANISATIONS = "/api/nominations/organisations"
PATIENCE_SECONDS = 120.0
MERGED = "2025-07-01"
PAPER = {
    "number": "15/TTr",
    "dated": "2025-06-15",
    "received_on": "2025-07-10",
    "scan_sha256": "a" * 64,
    "signatory": "Chánh Văn phòng",
    "reason": "lập trên giấy trước khi sáp nhập",
}


@dataclass(frozen=True, slots=True)
class World:
    """Two provinces with a department each, and what Ninh Thuận had begun before it ended."""

    system: System
    everybody: Client
    successor: Client
    ids: dict[str, str]

    def opens(self, where: str, decider: str, day: str, key: str, who: Client | None = None) -> Reply:
        """What is told whoever opens a dossier."""
        body = bodies.nomination(self.ids[where], self.ids[decider], self.ids["person"])
        return (who or self.everybody).post(NOMINATIONS, bodies.simulated(body, day), key)


def entered(system: System) -> World:
    everybody, ids = system.open_account("moi-viec", EVERYTHING), {}
    for key, name, level, above in (
        ("ninh-thuan", "UBND tỉnh Ninh Thuận", "province", None),
        ("khanh-hoa", "UBND tỉnh Khánh Hòa", "province", None),
        ("so-nt", "Sở Nội vụ tỉnh Ninh Thuận", "department", "ninh-thuan"),
        ("so-kh", "Sở Nội vụ tỉnh Khánh Hòa", "department", "khanh-hoa"),
    ):
        body = bodies.organisation(name, ids.get(above or ""), level=level, valid_from="1992-04-01")
        ids[key] = created(everybody, ORGANISATIONS, body, key)
    ids["person"] = created(everybody, "/api/nominations/people", bodies.person(ids["so-nt"]), "person")
    draft = bodies.plan(ids["ninh-thuan"], [ids["so-nt"]], title="Xây dựng, nhân rộng điển hình tiên tiến")
    ids["plan"] = created(everybody, "/api/nominations/plans", bodies.simulated(draft, "2021-05-27"), "plan")
    issue = bodies.simulated(bodies.issue("2590/KH-UBND", "2021-05-27"), "2021-05-27")
    done(everybody, f"/api/nominations/plans/{ids['plan']}/issue", issue, "plan.issue")
    grants = [(role, ids["khanh-hoa"]) for role in ("office", "unit_clerk", "inspector", "director")]
    successor = system.open_account("khanh.hoa", grants)
    world = World(system, everybody, successor, ids)
    opened = world.opens("so-nt", "ninh-thuan", "2025-06-01", "old")
    assert opened.status == 201, opened.body
    ids["old"] = opened.body["id"]
    return world


def merged(world: World) -> None:
    for gone, heir in (("so-nt", "so-kh"), ("ninh-thuan", "khanh-hoa")):
        body = bodies.simulated(bodies.dissolution(world.ids[heir], since=MERGED), MERGED)
        done(world.everybody, f"{ORGANISATIONS}/{world.ids[gone]}/dissolve", body, f"{gone}.end")


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("bodies"), free_port())) as system:
        world = entered(system)
        assert world.successor.get(f"{NOMINATIONS}/{world.ids['old']}").status == 404
        merged(world)
        settle(system)
        yield world


def timeline(world: World, case: str, who: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = who.get(f"/api/audit/cases/{case}/timeline?limit=100").body["items"]
    return found


def test_the_old_plan_is_readable_under_the_old_name_by_the_successor(world):
    plan, old = world.ids["plan"], world.ids["ninh-thuan"]
    told = world.successor.get(f"/api/nominations/plans/{plan}").body
    assert (told["number"], told["organisation_id"]) == ("2590/KH-UBND", old)
    body = world.successor.get(f"{ORGANISATIONS}/{old}").body
    assert (body["name"], body["state"], body["dissolved_on"]) == (
        "UBND tỉnh Ninh Thuận",
        "dissolved",
        MERGED,
    )
    assert body["resolution"] == bodies.RESOLUTION
    assert [one["name"] for one in body["successors"]] == ["UBND tỉnh Khánh Hòa"]
    heir = world.successor.get(f"{ORGANISATIONS}/{world.ids['khanh-hoa']}").body
    assert [one["name"] for one in heir["predecessors"]] == ["UBND tỉnh Ninh Thuận"]
    # The reading itself is on record, and may stand in the answer already.
    lines = timeline(world, f"plan-{plan}", world.successor)
    (issued,) = [line for line in lines if line["type"] == "PlanIssued"]
    assert "2590/KH-UBND" in issued["sentence"]["vi"]


def test_the_inspection_finds_the_old_organisation_and_sees_who_follows_it(world):
    found = world.everybody.get("/api/audit/cases?text=ninh%20thuan&kind=organisation").body["items"]
    titles = {one["title"]["vi"] for one in found}
    assert "UBND tỉnh Ninh Thuận (nay là UBND tỉnh Khánh Hòa)" in titles
    lines = timeline(world, f"organisation-{world.ids['ninh-thuan']}", world.everybody)
    (ended,) = [line for line in lines if line["type"] == "OrganisationDissolved"]
    assert (
        "UBND tỉnh Ninh Thuận giải thể từ 1/7/2025; tổ chức kế thừa: UBND tỉnh Khánh Hòa, theo "
        in ended["sentence"]["vi"]
    )
    assert ended["sentence"]["vi"].endswith("(CHƯA được xác nhận)")
    assert ended["sentence"]["en"].endswith("(NOT confirmed)")


def test_a_new_nomination_there_is_refused_and_names_the_successor(world):
    told = world.opens("so-nt", "ninh-thuan", "2025-07-02", "new")
    assert (told.status, told.body["code"]) == (409, "organisation-dissolved")
    assert "Sở Nội vụ tỉnh Khánh Hòa" in told.body["detail"]
    assert "1/7/2025" in told.body["detail"]
    assert "chờ người có thẩm quyền xác nhận" in told.body["citation"]
    settle(world.system)
    cases = world.everybody.get("/api/audit/cases?kind=nomination&limit=100").body["items"]
    assert [case["refused"] for case in cases].count(1) == 1
    parked = world.system.administrator().get("/api/notifications/parked").body["items"]
    assert parked == []


def test_one_at_the_successor_is_accepted(world):
    assert world.opens("so-kh", "khanh-hoa", "2025-07-02", "heir", world.successor).status == 201


def test_the_open_case_goes_on_with_the_successors_people_under_the_old_name(world):
    path = f"{NOMINATIONS}/{world.ids['old']}"

    def reached() -> bool:
        return world.successor.get(path).status == 200

    until(reached, PATIENCE_SECONDS, "the successor reaches the case")
    attached(world.successor, world.ids["old"], "submission", "old")
    done(world.successor, f"{path}/submit", {}, "old.submit")
    item = world.successor.get(path).body
    assert (item["state"], item["organisation_id"]) == ("submitted", world.ids["ninh-thuan"])
    settle(world.system)
    first = timeline(world, f"nomination-{world.ids['old']}", world.successor)[0]
    assert "Sở Nội vụ tỉnh Ninh Thuận" in first["sentence"]["vi"]


def test_what_was_done_on_paper_before_that_day_is_still_entered(world):
    body = bodies.nomination(world.ids["so-nt"], world.ids["ninh-thuan"], world.ids["person"])
    paper = {**body, "basis": "document", "occurred_on": "2025-06-15", "document": PAPER}
    told = world.successor.post(NOMINATIONS, paper, "paper")
    assert told.status == 201, told.body


def test_the_tree_of_the_day_before_still_shows_the_province(world):
    old = world.ids["ninh-thuan"]
    before = world.everybody.get(f"{ORGANISATIONS}/{old}/tree?on=2025-06-30").body["branches"]
    assert [one["name"] for one in before] == ["UBND tỉnh Ninh Thuận", "Sở Nội vụ tỉnh Ninh Thuận"]
    assert world.everybody.get(f"{ORGANISATIONS}/{old}/tree?on={MERGED}").status == 404


def test_the_heads_are_told(world):
    notices = world.successor.get("/api/notifications/inbox?limit=100").body["items"]
    kinds = [one["kind"] for one in notices]
    assert "organisation-dissolved" in kinds


def test_all_of_it_stands_in_the_ledger(world):
    settle(world.system)
    require_sound(world.system)
