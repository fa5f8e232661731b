"""A dossier's way through the public API: three levels up and back with one outside, a hold in the middle; two that race."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shared.clock import local_date, system_clock
from sovang.client import Client, Reply
from tests.builders import bodies
from tests.builders.nominated import DOCUMENTS, ITEMS, NOMINATIONS, attached, before_council, done, submitted
from tests.builders.office import EVERYTHING, created
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until

SOON = 20.0
ORGANISATIONS = "/api/nominations/organisations"


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Departments under a province, a ministry, their people by account, and the ids of all that was entered."""

    system: System
    people: Mapping[str, Client]
    ids: Mapping[str, str]


def today() -> str:
    return local_date(system_clock()).isoformat()


def entered(system: System) -> World:
    everybody = system.open_account("moi-viec", EVERYTHING)
    ids = {
        "province": created(
            everybody, ORGANISATIONS, bodies.organisation("UBND tỉnh", level="province"), "o.0"
        ),
        "ministry": created(
            everybody, ORGANISATIONS, bodies.organisation("Bộ Nội vụ", level="ministry"), "o.1"
        ),
    }
    for name in ("one", "two"):
        body = {**bodies.organisation(f"Sở {name}", ids["province"]), "level": "department"}
        ids[name] = created(everybody, ORGANISATIONS, body, name)
        unit = created(everybody, ORGANISATIONS, bodies.organisation(f"Phòng {name}", ids[name]), f"{name}.u")
        ids[f"{name}.unit"] = unit
        ids[f"{name}.staff"] = created(everybody, "/api/nominations/people", bodies.person(unit), f"{name}.s")
    seats = bodies.council(ids["one"], ["moi-viec"])
    ids["council"] = created(everybody, "/api/awards/councils", seats, "council")
    sitting = {"council_id": ids["council"], "held_on": today()}
    ids["session"] = created(everybody, "/api/awards/sessions", sitting, "session")
    done(everybody, f"/api/awards/sessions/{ids['session']}/attendance", {"present": ["moi-viec"]}, "attend")
    grants = {
        "can-bo": [("unit_clerk", "one.unit")],
        "can-bo-hai": [("unit_clerk", "two.unit")],
        "van-phong": [("office", "one")],
        "ban-tinh": [("board", "province")],
        "bo-noi-vu": [("board", "ministry"), ("office", "ministry")],
    }
    people = {
        name: opened(system, name, [{"role": role, "scope": ids[place]} for role, place in held])
        for name, held in grants.items()
    }
    settle(system)
    return World(system=system, people={"moi-viec": everybody, **people}, ids=ids)


def opened(system: System, name: str, grants: list[dict[str, str]]) -> Client:
    password = f"mật khẩu của {name}"
    content = {"username": name, "password": password, "name": name, "grants": grants}
    reply = system.administrator().post("/api/nominations/accounts", content, f"account.{name}")
    assert reply.status == 200, reply.body
    return system.person(name, password)


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("wayup"), free_port())) as system:
        yield entered(system)


def refused(reply: Reply, code: str) -> None:
    assert (reply.status, reply.body["code"]) == (409, code), reply.body


def letter(from_id: str, number: str, **to: str) -> dict[str, Any]:
    """A submission letter (tờ trình) from one level to the next."""
    signed = {"number": number, "dated": today(), "signatory_role": "director", "signatory": "Người đứng đầu"}
    return {"from_id": from_id, **signed, **to}


def paper(number: str) -> dict[str, Any]:
    """An act recorded from a document of the day."""
    day = today()
    document = {
        "number": number,
        "dated": day,
        "received_on": day,
        "scan_sha256": "e" * 64,
        "signatory": "Thủ tướng Chính phủ",
        "reason": "văn bản của cơ quan ngoài hệ thống",
    }
    return {"basis": "document", "occurred_on": day, "document": document}


def test_three_levels_up_and_back_with_a_hold_in_the_middle(world: World) -> None:
    here, office, everybody = world.ids, world.people["van-phong"], world.people["moi-viec"]
    clerk = world.people["can-bo"]
    nomination_id = submitted(clerk, here["one.unit"], here["one"], here["one.staff"], "up")
    before_council(office, nomination_id, here["council"], "up")
    place, item = f"{NOMINATIONS}/{nomination_id}", f"{ITEMS}/{nomination_id}"

    hold = {"opened_on": today(), "cause": "inspection", "body": "Thanh tra tỉnh", "reference": "15/QĐ-TTr"}
    done(office, f"{place}/holds/tam-dung-1", hold, "up.hold")
    vote = {"session_id": here["session"]}
    settle(world.system)  # awards hears of holds from events: before it does, a vote would open
    refused(everybody.post(f"{item}/open-vote", vote, "up.early"), "nomination-held")
    assert clerk.get(place).body["attention"][0]["reason"] == "inspection"
    first = letter(here["one"], "31/TTr-S")
    release = {"released_on": today(), "ground": "Kết luận 20/KL-TTr: không vi phạm"}
    done(office, f"{place}/holds/tam-dung-1/release", release, "up.release")
    until(
        lambda: everybody.post(f"{item}/open-vote", vote, "up.open").status == 200, SOON, "the vote is open"
    )
    refused(office.post(f"{place}/forward", first, "up.too-soon"), "council-not-concluded")
    done(everybody, f"{item}/votes", {"choice": "for"}, "up.vote")
    done(everybody, f"{item}/close", {}, "up.close")
    until(lambda: office.post(f"{place}/forward", first, "up.1").status == 200, SOON, "the result came back")
    nothing_is_decided_on_the_old_vote(everybody, nomination_id)

    goes_up(world, place)
    ban, bo = world.people["ban-tinh"], world.people["bo-noi-vu"]
    found = office.get(f"{place}/dossier").body
    assert (found["state"], found["holder_id"]) == ("concluded", here["ministry"])
    assert found["levels"] == [here["one"], here["province"], here["ministry"]]
    assert [leg["state"] for leg in found["legs"]] == ["returned", "received", "received", "granted"]
    assert all(leg["rule_set"] for leg in found["legs"][:3])
    assert found["legs"][3]["answer_number"] == "770/QĐ-TTg"
    for reader in (clerk, ban, bo):
        assert reader.get(f"{place}/dossier").body == found
    settle(world.system)
    assert "result-at-level" in kinds(office)
    assert "result-of-nomination" in kinds(clerk)
    lines = everybody.get(f"/api/audit/cases/nomination-{nomination_id}/timeline?limit=100").body["items"]
    told = [line["type"] for line in lines]
    assert told.count("NominationForwarded") == 4
    assert told.count("ResultSentDown") == 1
    refusals = {line["refusal"]["code"] for line in lines if line["type"] == "ActRefused"}
    assert refusals == {"nomination-held", "off-agenda"}
    (off, *_) = [line for line in lines if line["type"] == "ItemTakenOffAgenda"]
    assert "hồ sơ đã trình lên cấp trên" in off["sentence"]["vi"]
    (on_hold,) = [line for line in lines if line["type"] == "NominationHeld"]
    assert "đang thanh tra, kiểm tra" in on_hold["sentence"]["vi"]
    settle(world.system)  # what was read is on record as well
    require_sound(world.system)


def nothing_is_decided_on_the_old_vote(everybody: Client, nomination_id: str) -> None:
    """The dossier has left its council, and no other one has it: a decision is refused, on paper it is flagged."""
    item = f"{ITEMS}/{nomination_id}"
    until(lambda: everybody.get(item).body["state"] == "off_agenda", SOON, "the item is off the agenda")
    decision = {
        "form": "giay_khen",
        "number": "76/QĐ-S",
        "dated": today(),
        "signatory_role": "director",
    }
    refused(everybody.post(f"/api/awards/awards/{nomination_id}/decide", decision, "up.decide"), "off-agenda")
    (row,) = until(
        lambda: everybody.get("/api/awards/items?state=off_agenda").body["items"], SOON, "the list shows it"
    )
    assert row["nomination_id"] == nomination_id


def goes_up(world: World, place: str) -> None:
    """From the province back to the department and up again, to the ministry, out of the realm, and granted there."""
    here, office = world.ids, world.people["van-phong"]
    ban, bo = world.people["ban-tinh"], world.people["bo-noi-vu"]
    assert bo.get(place).status == 404
    done(ban, f"{place}/levels/{here['province']}/receive", {}, "up.province")
    assert office.post(f"{place}/return", {"reason": "Đã lên cấp trên"}, "up.over").status == 403
    done(ban, f"{place}/levels/{here['province']}/return", {"reason": "Thiếu chữ ký"}, "up.down")
    assert office.get(place).body["attention"][0]["kind"] == "returned_down"
    done(office, f"{place}/forward", letter(here["one"], "32/TTr-S"), "up.2")
    done(ban, f"{place}/levels/{here['province']}/receive", {}, "up.province.2")
    second = letter(here["province"], "88/TTr-UBND", to_id=here["ministry"])
    assert office.post(f"{place}/forward", second, "up.not-mine").status == 403
    done(ban, f"{place}/forward", second, "up.3")
    done(bo, f"{place}/levels/{here['ministry']}/receive", {}, "up.ministry")
    outside = letter(here["ministry"], "12/TTr-BNV", body="Văn phòng Chính phủ")
    done(bo, f"{place}/forward", outside, "up.4")
    refused(
        bo.post(f"{place}/external-answer", {"answer": "granted"}, "up.word"), "external-answers-on-paper"
    )
    done(bo, f"{place}/external-answer", {"answer": "granted", **paper("770/QĐ-TTg")}, "up.granted")


def test_a_title_goes_from_registration_to_a_fact_that_the_next_title_counts(world: World) -> None:
    here, clerk, office = world.ids, world.people["can-bo"], world.people["van-phong"]
    everybody, year = world.people["moi-viec"], int(today()[:4])
    staff, title = here["one.staff"], "cstd_co_so"
    entry = {"kind": "individual", "subject_id": staff, "title": title}
    striving = {"year": year, "entries": [entry]}
    path = f"/api/nominations/organisations/{here['one.unit']}/titles"
    registered = clerk.post(path, striving, "title.register")
    assert registered.status in (200, 201), registered.body
    asked = {"form": title, "commendation_type": "merit", "achievement": "Kết quả năm"}
    body = bodies.nomination(here["one.unit"], here["one"], staff, **asked)
    faulty = clerk.post(NOMINATIONS, body, "title.no-year")
    assert (faulty.status, list(faulty.body["fields"])) == (400, ["year"])
    as_collective = {**body, "year": year, "subject_kind": "collective", "subject_id": here["one.unit"]}
    refused(clerk.post(NOMINATIONS, as_collective, "title.kind"), "title-of-other-kind")
    nomination_id = created(clerk, NOMINATIONS, {**body, "year": year}, "title.open")
    for kind in (*DOCUMENTS, "evidence"):
        attached(clerk, nomination_id, kind, "title")
    done(clerk, f"{NOMINATIONS}/{nomination_id}/submit", {}, "title.submit")
    before_council(office, nomination_id, here["council"], "title")
    received = office.get(f"{NOMINATIONS}/{nomination_id}").body
    assert (received["rule_set"].partition("/")[0], received["year"]) == ("cstdcs-merit-documents", year)

    item = f"{ITEMS}/{nomination_id}"
    done(everybody, f"{item}/open-vote", {"session_id": here["session"]}, "title.vote")
    done(everybody, f"{item}/votes", {"choice": "for"}, "title.for")
    done(everybody, f"{item}/close", {}, "title.close")
    decision = {"form": title, "number": "120/QĐ-S", "dated": today(), "signatory_role": "director"}
    done(everybody, f"/api/awards/awards/{nomination_id}/decide", decision, "title.decide")
    done(everybody, f"/api/awards/awards/{nomination_id}/grant", {}, "title.grant")

    def on_record() -> Any:
        return everybody.get(f"/api/nominations/records/individual/{staff}").body["facts"]

    (fact,) = until(on_record, SOON, "the title is on record")
    told = (fact["kind"], fact["code"], fact["year"], fact["document_number"])
    assert told == ("title", title, year, "120/QĐ-S")
    rating = {"kind": "rating", "code": "good", "year": year, "document_number": "9/QĐ", "dated": today()}
    rated = everybody.post(f"/api/nominations/records/individual/{staff}/facts", rating, "title.rating")
    assert rated.status == 200, rated.body  # from now on the office keeps this record
    progress = everybody.get(f"/api/nominations/people/{staff}/progress?year={year}").body
    (above,) = [one for one in progress["titles"] if one["rule_set"].startswith("title-cstd-tinh/")]
    chain = [used for line in above["criteria"] for used in line["facts"] if used["name"] == f"{title}_chain"]
    assert [(used["value"], used["origin"].partition(",")[0]) for used in chain] == [("1", "120/QĐ-S")]
    settle(world.system)
    lines = everybody.get(f"/api/audit/cases/nomination-{nomination_id}/timeline?limit=100").body["items"]
    (granted,) = [line for line in lines if line["type"] == "AwardGranted"]
    assert "danh hiệu Chiến sĩ thi đua cơ sở" in granted["sentence"]["vi"]
    settle(world.system)  # what was read is on record as well
    require_sound(world.system)


def kinds(client: Client) -> list[str]:
    return [notice["kind"] for notice in client.get("/api/notifications/inbox?limit=100").body["items"]]


def test_of_two_departments_that_submit_one_achievement_at_once_one_goes_on(world: World) -> None:
    here, places = world.ids, {}
    for name, clerk in (("one", "can-bo"), ("two", "can-bo-hai")):
        client = world.people[clerk]
        body = bodies.nomination(
            here[f"{name}.unit"], here[name], here[f"{name}.staff"], achievement_id="thanh-tich-chung"
        )
        nomination_id = created(client, NOMINATIONS, body, f"race.{name}")
        for kind in DOCUMENTS:
            attached(client, nomination_id, kind, f"race.{name}")
        places[name] = (client, f"{NOMINATIONS}/{nomination_id}")
    together, replies = threading.Barrier(2), {}

    def submit(name: str) -> None:
        client, place = places[name]
        together.wait(60)
        replies[name] = client.post(f"{place}/submit", {}, f"race.{name}.submit")

    threads = [threading.Thread(target=submit, args=(name,)) for name in places]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(reply.status for reply in replies.values()) == [200, 409]
    ((loser, reply),) = [(name, one) for name, one in replies.items() if one.status == 409]
    refused(reply, "achievement-claimed")
    assert reply.body["citation"]
    client, place = places[loser]
    again = client.post(f"{place}/submit", {}, f"race.{loser}.again")
    refused(again, "achievement-claimed")
    settle(world.system)
    case = f"nomination-{place.rpartition('/')[2]}"
    lines = world.people["moi-viec"].get(f"/api/audit/cases/{case}/timeline?limit=100").body["items"]
    assert [line["refusal"]["code"] for line in lines if line["type"] == "ActRefused"] == [
        "achievement-claimed"
    ]
    found = world.people["moi-viec"].get("/api/nominations/achievements/thanh-tich-chung").body
    assert len(found["proposed_by"]) == 1
    settle(world.system)  # what was read is on record as well
    require_sound(world.system)
