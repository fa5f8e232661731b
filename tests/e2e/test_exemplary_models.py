"""Exemplary models of one department over two years, through the public API: its path, its honours, its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sovang.client import Client, Reply
from tests.builders import bodies
from tests.builders.nominated import ITEMS, NOMINATIONS
from tests.builders.office import EVERYTHING, created
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import System, running
from tests.support.waiting import until

MODELS = "/api/nominations/models"
COUNCIL = ("chu-tich", "uy-vien-1", "uy-vien-2")
HCM = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
REFORM = "cải cách hành chính"
PARTY = "Đảng ủy các cơ quan tỉnh"
DIGEST = "a" * 64
HELD = {2021: "2021-12-20", 2022: "2022-12-20"}
GENERAL = ("ii2-achievement", "ii2-leads", "ii2-united", "ii2-conduct", "ii2-charity", "c1", "c2", "c3", "c4")
PATIENCE_SECONDS = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A department under its province, whose Office is a unit; its people by number, and who acts."""

    system: System
    everybody: Client
    members: Mapping[str, Client]
    ids: Mapping[str, str]

    def does(self, path: str, body: bodies.Body, day: str, key: str) -> Reply:
        """What is told of the act of *day*."""
        return self.everybody.post(path, bodies.simulated(body, day), key)

    def done(self, path: str, body: bodies.Body, day: str, key: str) -> str:
        """The id of what comes of it."""
        reply = self.does(path, body, day, key)
        assert reply.status in (200, 201), (path, reply.body)
        return str(reply.body.get("id", ""))

    def model(self, model_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.everybody.get(f"{MODELS}/{model_id}").body
        return found

    def detected(self, kind: str, subject: str, field: str, day: str, key: str) -> str:
        """A model of the Office that the unit detected."""
        body = {
            "subject_kind": kind,
            "subject_id": self.ids[subject],
            "unit_id": self.ids["office"],
            "organisation_id": self.ids["department"],
            "field": field,
            "source": "unit",
            "detected_by": "Chánh Văn phòng",
            "account": "Tiêu biểu trong học tập và làm theo Bác",
        }
        return self.done(MODELS, body, day, key)

    def nurtured(self, model_id: str, year: int, key: str) -> None:
        """A head named, a road-map set, something done by it, and summed up with the review of *year*."""
        place, day = f"{MODELS}/{model_id}", f"{year}-10-01"
        self.done(f"{place}/responsible-head", {"person_id": self.ids["head"]}, day, f"{key}.head")
        steps = [{"step": "b1", "due_on": f"{year}-11-30", "content": "Tập huấn, nêu gương"}]
        self.done(f"{place}/roadmap", {"steps": steps}, day, f"{key}.roadmap")
        evidence = [{"sha256": DIGEST, "title": "Biên bản"}]
        body = {"activity": "Tập huấn", "step": "b1", "evidence": evidence}
        self.done(f"{place}/nurturing", body, day, f"{key}.nurture")
        self.summed_up(model_id, year, key)

    def summed_up(self, model_id: str, year: int, key: str) -> None:
        body = {
            "movement_id": self.ids["movement"],
            "reviewed_by": self.ids["department"],
            "kind": "interim",
            "reviewed_on": HELD[year],
            "result": "Là tập thể tiêu biểu",
            "lessons": "Người đứng đầu gương mẫu",
        }
        self.done(f"{MODELS}/{model_id}/summing-up", body, HELD[year], f"{key}.sum-up.{year}")

    def judges(self, model_id: str, year: int, key: str) -> Reply:
        """What is told when the criteria for *year* are judged at its review; no facts are on record."""
        body = {
            "year": year,
            "movement_id": self.ids["movement"],
            "kind": "interim",
            "reviewed_on": HELD[year],
            "facts": [],
        }
        return self.does(f"{MODELS}/{model_id}/recognitions/judge", body, HELD[year], f"{key}.judge.{year}")

    def recognised(self, model_id: str, year: int, key: str) -> None:
        """Judged, and what the criteria left open settled by a person."""
        reply = self.judges(model_id, year, key)
        assert reply.status == 200, reply.body
        settled = [{"criterion": one, "verdict": "met", "reason": "Hội đồng thống nhất"} for one in GENERAL]
        body = {"year": year, "decision": "recognised", "settled": settled, "reason": "Đã đối chiếu hồ sơ"}
        self.done(f"{MODELS}/{model_id}/recognitions/decide", body, HELD[year], f"{key}.decide.{year}")

    def commended(self, model_id: str, person: str, year: int) -> None:
        """The person's giấy khen of *year*, from the dossier to the award; the model names the dossier."""
        key, day = f"gk.{person}.{year}", f"{year}-05-19"
        body = bodies.nomination(self.ids["office"], self.ids["department"], self.ids[person])
        nomination_id = self.done(NOMINATIONS, body, day, f"{key}.open")
        place, item = f"{NOMINATIONS}/{nomination_id}", f"{ITEMS}/{nomination_id}"
        commendation = {"nomination_id": nomination_id}
        self.done(f"{MODELS}/{model_id}/commendations", commendation, day, f"{key}.propose")
        for kind in ("submission", "achievement_report", "meeting_minutes"):
            document = {"document_kind": kind, "sha256": DIGEST, "title": "Tài liệu"}
            self.done(f"{place}/documents", document, day, f"{key}.{kind}")
        self.done(f"{place}/submit", {}, day, f"{key}.submit")
        self.done(f"{place}/receive", {}, day, f"{key}.receive")
        self.done(f"{place}/put-to-council", {"council_id": self.ids["council"]}, day, f"{key}.put")
        until(lambda: self.everybody.get(item).status == 200, PATIENCE_SECONDS, "it is on the agenda")
        self.done(f"{item}/open-vote", {"session_id": self.ids[f"session.{year}"]}, day, f"{key}.vote")
        for name, member in self.members.items():
            vote = member.post(f"{item}/votes", bodies.simulated({"choice": "for"}, day), f"{key}.{name}")
            assert vote.status in (200, 201), vote.body
        self.done(f"{item}/close", {}, day, f"{key}.close")
        decided = {"form": "giay_khen", "number": f"{person}/QĐ", "dated": day, "signatory_role": "director"}
        award = f"/api/awards/awards/{nomination_id}"
        self.done(f"{award}/decide", decided, day, f"{key}.decide")
        self.done(f"{award}/grant", {}, day, f"{key}.grant")
        until(
            lambda: self.everybody.get(place).body["outcome"] == "awarded",
            PATIENCE_SECONDS,
            "the dossier knows of its award",
        )

    def counts(self, **asked: Any) -> dict[tuple[int, str, str, str], int]:
        """How many, by year, field, what it is and by whom."""
        settle(self.system)
        address = "&".join(f"{name}={value}" for name, value in asked.items())
        rows = self.everybody.get(f"{MODELS}/counts?{address}").body["counts"]
        return {(one["year"], one["field"], one["what"], one["issuer"]): one["count"] for one in rows}


def entered(system: System) -> World:
    everybody = system.open_account("moi-viec", EVERYTHING)
    members = {name: system.open_account(name, [("council_member", "*")]) for name in COUNCIL}
    path = "/api/nominations/organisations"
    ids = {"province": created(everybody, path, bodies.organisation("UBND tỉnh", level="province"), "o.0")}
    department = {**bodies.organisation("Sở Công Thương Hà Tĩnh", ids["province"]), "level": "department"}
    ids["department"] = created(everybody, path, department, "o.1")
    board = {**bodies.organisation("Ban Thi đua, khen thưởng tỉnh", ids["province"]), "level": "board"}
    ids["board"] = created(everybody, path, board, "o.2")
    ids["office"] = created(everybody, path, bodies.organisation("Văn phòng Sở", ids["department"]), "o.3")
    head = bodies.person(ids["office"], "Trần Văn Trưởng", position="head")
    ids["head"] = created(everybody, "/api/nominations/people", head, "head")
    for number in range(1, 7):
        person = bodies.person(ids["office"], f"Nguyễn Văn {number}")
        ids[f"p{number}"] = created(everybody, "/api/nominations/people", person, f"p{number}")
    movement = bodies.movement(ids["department"])
    ids["movement"] = created(everybody, "/api/nominations/movements", movement, "movement")
    world = World(system=system, everybody=everybody, members=members, ids=ids)
    council = bodies.council(ids["department"], COUNCIL)
    ids["council"] = world.done("/api/awards/councils", council, "2021-01-25", "council")
    for year, held_on in HELD.items():
        day = f"{year}-05-19"
        sitting = {"council_id": ids["council"], "held_on": day}
        session = world.done("/api/awards/sessions", sitting, day, f"session.{year}")
        ids[f"session.{year}"] = session
        world.done(f"/api/awards/sessions/{session}/attendance", {"present": COUNCIL}, day, f"attend.{year}")
        review = {
            "organisation_id": ids["department"],
            "kind": "interim",
            "period_from": f"{year}-01-01",
            "period_to": f"{year}-12-15",
            "held_on": held_on,
            "lessons": "Nêu gương kịp thời",
        }
        place = f"/api/nominations/movements/{ids['movement']}/reviews"
        world.done(place, review, held_on, f"review.{year}")
    return world


def registered(world: World) -> str:
    """The Office as a collective, on its own list under the department's plan, taken up."""
    ids, plans = world.ids, "/api/nominations/plans"
    plan = bodies.plan(ids["department"], [ids["office"]], obligations=[])
    plan_id = world.done(plans, plan, "2021-08-05", "plan")
    issue = {"number": "333/KH-SCT", "dated": "2021-08-05", "signatory_role": "director"}
    world.done(f"{plans}/{plan_id}/issue", issue, "2021-08-05", "plan.issue")
    entry = {
        "model_id": "van-phong",
        "kind": "collective",
        "subject_id": ids["office"],
        "movement_id": ids["movement"],
        "field": HCM,
    }
    place = f"{plans}/{plan_id}/registrations/{ids['office']}"
    world.done(place, {"models": [entry]}, "2021-08-20", "register")
    settle(world.system)
    (listed,) = world.everybody.get(f"{MODELS}?stage=registered").body["items"]
    why = {"detected_by": "Chánh Văn phòng", "account": "Đoàn kết, gương mẫu"}
    for key in ("take-up.1", "take-up.2"):
        world.done(f"{place}/models/van-phong/take-up", why, "2021-09-01", key)
    assert world.model(listed["model_id"])["entry"] == "van-phong"
    return str(listed["model_id"])


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("exemplary"), free_port())) as system:
        yield entered(system)


def refused(reply: Reply, code: str) -> str:
    """The sentence of a refusal that cites its ground."""
    assert (reply.status, reply.body["code"]) == (409, code), reply.body
    assert reply.body["citation"]
    return str(reply.body["detail"])


@pytest.fixture(scope="module")
def office(world: World) -> str:
    """The Office's model through all stages, recognised in 2021 and 2022; the refusals on its way with it."""
    model_id = registered(world)
    place = f"{MODELS}/{model_id}"
    nothing = {"activity": "Tập huấn", "evidence": []}
    lacking = refused(world.does(f"{place}/nurturing", nothing, "2021-09-02", "too-soon.1"), "stage-needs")
    assert "người đứng đầu chịu trách nhiệm, lộ trình bồi dưỡng, minh chứng" in lacking
    assert world.model(model_id)["missing"] == ["responsible_head", "roadmap", "evidence"]
    spread = {"confirmations": [], "scope": "toàn Sở"}
    skipped = refused(world.does(f"{place}/replication", spread, "2021-09-02", "too-soon.2"), "stage-skipped")
    assert "bồi dưỡng, tổng kết" in skipped
    world.nurtured(model_id, 2021, "office")
    assert world.model(model_id)["missing"] == ["typical", "spreading", "impact"]
    world.recognised(model_id, 2021, "office")
    world.summed_up(model_id, 2022, "office")
    world.recognised(model_id, 2022, "office")
    confirmations = [
        {"criterion": one, "confirmed_by": world.ids["head"], "sha256": DIGEST, "note": "Đã kiểm tra"}
        for one in ("typical", "spreading", "impact")
    ]
    spread = {"confirmations": confirmations, "scope": "toàn Sở"}
    world.done(f"{place}/replication", spread, "2022-12-28", "replicate")
    return model_id


def test_the_office_comes_through_all_stages_and_is_recognised_for_two_years(world, office):
    item = world.model(office)
    assert (item["stage"], item["next_stage"], item["missing"]) == ("replicated", None, [])
    years = [(one["year"], one["outcome"], one["decision"]) for one in item["recognitions"]]
    assert years == [(2021, "needs_person", "recognised"), (2022, "needs_person", "recognised")]
    lines = item["recognitions"][0]["lines"]
    assert [line["criterion"] for line in lines] == list(GENERAL)
    assert {line["settled"] for line in lines} == {"met"}
    assert all(line["citation"] and line["because"] for line in lines)


def test_another_field_is_no_duplicate_and_the_same_one_spelled_otherwise_is(world, office):
    reform = world.detected("collective", "office", REFORM, "2022-02-01", "reform")
    world.nurtured(reform, 2022, "reform")
    world.recognised(reform, 2022, "reform")
    twin = world.detected("collective", "office", "Cải Cách Hành Chính", "2022-02-02", "twin")
    world.nurtured(twin, 2022, "twin")
    assert "2022" in refused(world.judges(twin, 2022, "twin"), "recognised-already")
    department = world.ids["department"]
    found = {key: count for key, count in world.counts().items() if key[2] == "recognition"}
    assert found == {
        (2021, HCM, "recognition", department): 1,
        (2022, HCM, "recognition", department): 1,
        (2022, REFORM, "recognition", department): 1,
    }


def test_awards_are_counted_by_year_and_issuer_and_the_list_of_the_year_keeps_them_apart(world, office):
    people = {
        f"p{number}": world.detected("individual", f"p{number}", HCM, "2021-03-01", f"model.p{number}")
        for number in range(1, 7)
    }
    for person in ("p1", "p2", "p3", "p4"):
        world.commended(people[person], person, 2021)
    for person in ("p1", "p2", "p3", "p4", "p5"):
        world.commended(people[person], person, 2022)
    for person in ("p5", "p6"):
        award = {
            "award": "Giấy khen",
            "issuer": PARTY,
            "number": f"{person}-QĐ/ĐU",
            "dated": "2021-05-19",
            "period_from": 2016,
            "period_to": 2021,
        }
        place = f"{MODELS}/{people[person]}/external-awards"
        world.done(place, award, "2021-05-19", f"outside.{person}")
        now = world.everybody.post(place, {**award, "number": "9-QĐ/ĐU"}, f"outside.now.{person}")
        assert (now.status, now.body["code"]) == (409, "award-needs-paper")
    department = world.ids["department"]
    counts = world.counts()
    assert counts[2021, HCM, "own", department] == 4
    assert counts[2021, HCM, "outside", PARTY] == 2
    assert counts[2022, HCM, "own", department] == 5
    assert sum(count for key, count in counts.items() if key[2] == "own") == 9
    lists = f"/api/nominations/organisations/{department}/model-lists"
    chosen = {"models": [office, *people.values()], "recipient": world.ids["board"]}
    for year in (2021, 2022):
        day = f"{year}-12-30"
        world.done(f"{lists}/prepare", {**chosen, "year": year}, day, f"list.{year}")
        world.done(f"{lists}/send", {"year": year}, day, f"list.{year}.send")
        receipt = {"year": year, "delivered_on": day, "receipt": "Sổ công văn đến"}
        world.done(f"{lists}/delivery", receipt, day, f"list.{year}.delivery")
    item = world.everybody.get(f"{lists}/2021").body
    assert item["state"] == "delivered"
    own = [award["organisation_id"] for line in item["models"] for award in line["own_awards"]]
    outside = [award["issuer"] for line in item["models"] for award in line["outside_awards"]]
    assert (own, outside) == ([department] * 4, [PARTY] * 2)
    assert [line["recognised"] for line in item["models"]] == [True, *[False] * 6]


def test_it_is_made_known_through_channels_and_taken_back(world, office):
    place = f"{MODELS}/{office}/publications"
    meeting = {"channel": "meeting", "place": "Hội nghị tổng kết năm", "from_on": "2022-01-05"}
    world.done(place, meeting, "2022-01-05", "publish.1")
    site = {"channel": "website", "place": "https://so.example/dien-hinh", "from_on": "2022-01-06"}
    publication_id = world.done(place, site, "2022-01-06", "publish.2")
    world.done(f"{place}/{publication_id}/withdraw", {"reason": "Hết đợt"}, "2022-06-30", "withdraw")
    wrong = world.does(place, {**site, "place": "trang của Sở"}, "2022-01-06", "publish.3")
    assert (wrong.status, wrong.body["code"]) == (400, "invalid-input")
    shown = [(one["channel"], one["withdrawn_on"]) for one in world.model(office)["publications"]]
    assert shown == [("meeting", None), ("website", "2022-06-30")]


def test_models_are_found_by_the_names_sources_use_and_the_board_is_told_of_the_lists(world, office):
    settle(world.system)
    found = world.everybody.get(f"{MODELS}?stage=nhân rộng&text=hoc tap&year=2022").body["items"]
    assert [one["model_id"] for one in found] == [office]
    kinds = [one["kind"] for one in world.everybody.get("/api/notifications/inbox?limit=200").body["items"]]
    assert {"responsible-head-named", "model-recognised", "model-replicated", "model-summed-up"} <= set(kinds)
    assert kinds.count("yearly-list-sent") == 2


def test_all_of_it_is_told_in_sentences_and_is_in_the_ledger(world, office):
    settle(world.system)
    path = f"/api/audit/cases/model-{office}/timeline?limit=200"
    lines = world.everybody.get(path).body["items"]
    sentences = [line["sentence"]["vi"] for line in lines]
    assert any(one.startswith("Văn phòng Sở được công nhận điển hình năm 2021") for one in sentences)
    assert [line["refusal"]["code"] for line in lines if line["refusal"]] == ["stage-needs", "stage-skipped"]
    kinds = {entry.event["type"] for entry in require_sound(world.system)}
    assert kinds >= {
        "ModelDetected",
        "RecognitionJudged",
        "RecognitionDecided",
        "ModelRecognised",
        "RecognitionEntered",
        "ExternalAwardRecorded",
        "YearlyListDelivered",
    }
