"""Two parts in one case, through the public API: what is refused, what goes upward, what is flagged and what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shared.clock import local_date, system_clock
from sovang.client import Client, Reply
from tests.builders import bodies
from tests.builders.nominated import ITEMS, NOMINATIONS, before_council, done, submitted
from tests.builders.office import EVERYTHING, created
from tests.support.ports import free_port
from tests.support.records import require_sound, settle
from tests.support.system import System, running

CHAIR, SECRETARY, PROPOSER, MEMBER = COUNCIL = ("chu-tich", "thu-ky", "doan-kiem-tra", "uy-vien")
DECIDED = {"form": "giay_khen", "signatory_role": "director"}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A department under its province, its people by account, and the ids of all that was entered."""

    system: System
    people: Mapping[str, Client]
    ids: Mapping[str, str]

    def tells(self, nomination_id: str) -> list[dict[str, Any]]:
        """The timeline of a nomination, once nothing lags."""
        settle(self.system)
        path = f"/api/audit/cases/nomination-{nomination_id}/timeline?limit=100"
        found: list[dict[str, Any]] = self.people["moi-viec"].get(path).body["items"]
        return found

    def nominated(self, subject: str, key: str) -> str:
        """A dossier that the inspector opened and submitted, on the council's agenda."""
        here, proposer = self.ids, self.people[PROPOSER]
        nomination_id = submitted(proposer, here["u1"], here["department"], here[subject], key)
        return before_council(self.people["van-phong"], nomination_id, here["council"], key)

    def votes(self, nomination_id: str, *members: str) -> None:
        """Each of *members* votes for it, and the vote is closed."""
        for member in members:
            path = f"{ITEMS}/{nomination_id}/votes"
            done(self.people[member], path, {"choice": "for"}, f"{nomination_id}.{member}")
        done(self.people[SECRETARY], f"{ITEMS}/{nomination_id}/close", {}, f"{nomination_id}.close")

    def opens(self, nomination_id: str, key: str) -> Reply:
        """What the secretary is told when opening the vote."""
        body = {"session_id": self.ids["session"]}
        return self.people[SECRETARY].post(
            f"{ITEMS}/{nomination_id}/open-vote", body, f"{nomination_id}.{key}"
        )

    def decides(self, who: str, nomination_id: str, number: str) -> Reply:
        """What *who* is told when deciding."""
        body = {**DECIDED, "number": number, "dated": today()}
        path = f"/api/awards/awards/{nomination_id}/decide"
        return self.people[who].post(path, body, f"{nomination_id}.decide")


def today() -> str:
    return local_date(system_clock()).isoformat()


def entered(system: System) -> World:
    everybody = system.open_account("moi-viec", EVERYTHING)
    path = "/api/nominations/organisations"
    ids = {"province": created(everybody, path, bodies.organisation("UBND tỉnh", level="province"), "o.0")}
    ids["department"] = created(
        everybody, path, {**bodies.organisation("Sở", ids["province"]), "level": "department"}, "o.1"
    )
    for unit in ("u1", "u2"):
        ids[unit] = created(everybody, path, bodies.organisation(f"Phòng {unit}", ids["department"]), unit)
    for person, unit in (("staff", "u1"), ("member", "u1")):
        ids[person] = created(everybody, "/api/nominations/people", bodies.person(ids[unit]), person)
    seats = bodies.council(ids["department"], COUNCIL)
    seats["members"][1]["position"] = "secretary"
    ids["council"] = created(everybody, "/api/awards/councils", seats, "council")
    sitting = {"council_id": ids["council"], "held_on": today()}
    ids["session"] = created(everybody, "/api/awards/sessions", sitting, "session")
    done(everybody, f"/api/awards/sessions/{ids['session']}/attendance", {"present": COUNCIL}, "attend")
    people = {name: opened(system, name, grants) for name, grants in rights(ids).items()}
    settle(system)
    return World(system=system, people={"moi-viec": everybody, **people}, ids=ids)


def rights(ids: Mapping[str, str]) -> Mapping[str, list[dict[str, str]]]:
    def at(place: str, *roles: str, **named: str) -> list[dict[str, str]]:
        return [{"role": role, "scope": ids[place], **named} for role in roles]

    return {
        "van-phong": at("department", "office"),
        "can-bo": [*at("u1", "unit_clerk"), *at("department", "office")],
        "tham-dinh": at("u2", "office"),
        "giam-doc": at("department", "director"),
        CHAIR: at("department", "council_chair", "council_member", "director"),
        SECRETARY: at("department", "council_secretary", "council_member"),
        PROPOSER: [*at("u1", "unit_clerk"), *at("department", "council_member", "inspector")],
        MEMBER: at("department", "council_member", "director", person_id=ids["member"]),
    }


def opened(system: System, name: str, grants: list[dict[str, str]]) -> Client:
    password = f"mật khẩu của {name}"
    content = {"username": name, "password": password, "name": name, "grants": grants}
    reply = system.administrator().post("/api/nominations/accounts", content, f"account.{name}")
    assert reply.status == 200, reply.body
    return system.person(name, password)


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("duties"), free_port())) as system:
        yield entered(system)


def refused(reply: Reply, code: str) -> str:
    """The sentence of a refusal that cites its ground."""
    assert (reply.status, reply.body["code"]) == (409, code), reply.body
    assert reply.body["citation"]
    return str(reply.body["detail"])


def told(lines: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["type"] == kind]


def flags(lines: list[dict[str, Any]]) -> list[str]:
    return [flag["code"] for line in lines for flag in line["flags"]]


def test_the_unit_that_proposes_does_not_appraise_until_the_director_names_another(world):
    here = world.ids
    clerk, other, office = (world.people[name] for name in ("can-bo", "tham-dinh", "van-phong"))
    nomination_id = submitted(clerk, here["u1"], here["department"], here["staff"], "own")
    place = f"{NOMINATIONS}/{nomination_id}"
    for key in ("own.1", "own.2"):
        assert "Giám đốc giao đơn vị khác" in refused(
            clerk.post(f"{place}/receive", {}, key), "own-case-needs-person"
        )
    assert other.post(f"{place}/receive", {}, "own.early").status == 403
    named = {"unit_id": here["u2"], "reason": "Phòng đề nghị không tự thẩm định"}
    assert office.post(f"{place}/appraising-unit", named, "own.not-the-director").status == 403
    done(world.people["giam-doc"], f"{place}/appraising-unit", named, "own.name")
    refused(office.post(f"{place}/receive", {}, "own.office"), "other-unit-appraises")
    done(other, f"{place}/receive", {}, "own.receive")
    assert other.get(place).body["appraising_unit_id"] == here["u2"]
    lines = world.tells(nomination_id)
    (found,) = told(lines, "OwnCaseFound")
    assert flags(lines) == ["own-case-needs-person"]
    assert found["sentence"]["vi"] == "Hồ sơ là việc của chính đơn vị thẩm định: do Phòng u1 đề nghị"
    (line,) = told(lines, "AppraisingUnitNamed")
    assert line["sentence"]["vi"].endswith("giao Phòng u2 thẩm định hồ sơ: Phòng đề nghị không tự thẩm định")
    assert [one["refusal"]["code"] for one in told(lines, "ActRefused")] == [
        "own-case-needs-person",
        "other-unit-appraises",
    ]


def test_who_proposed_votes_with_a_flag_who_is_recused_does_not_and_a_chair_who_decides_is_shown(world):
    nomination_id = world.nominated("staff", "chair")
    member = world.people[MEMBER]
    why = {"reason": "Là vợ của người được đề nghị"}
    done(member, f"{ITEMS}/{nomination_id}/recusal", why, "chair.recusal")
    assert world.opens(nomination_id, "open").status == 200
    late = world.people[SECRETARY].post(f"{ITEMS}/{nomination_id}/recusals/{CHAIR}", why, "chair.late")
    assert (late.status, late.body["code"]) == (409, "recusal-after-opening")
    ballot = member.post(f"{ITEMS}/{nomination_id}/votes", {"choice": "for"}, "chair.recused")
    assert MEMBER in refused(ballot, "recused-votes")
    world.votes(nomination_id, CHAIR, SECRETARY, PROPOSER)
    item = member.get(f"{ITEMS}/{nomination_id}").body
    assert (item["state"], item["recused"], item["eligible"]) == ("passed", [MEMBER], list(COUNCIL[:3]))
    assert world.decides(CHAIR, nomination_id, "76/QĐ-SCT").status == 201
    lines = world.tells(nomination_id)
    assert flags(lines) == ["proposer-votes"]
    (flagged,) = [line for line in lines if line["flags"]]
    assert flagged["flags"][0]["sentence"]["vi"].startswith(f"{PROPOSER} đã đề nghị hồ sơ này")
    (declared,) = told(lines, "RecusalDeclared")
    assert declared["sentence"]["vi"] == f"{MEMBER} tự rút khỏi việc này: Là vợ của người được đề nghị"
    (shown,) = told(lines, "DutiesCombined")
    assert shown["sentence"] == {
        "vi": f"{CHAIR} vừa chủ trì Hội đồng vừa quyết định khen thưởng trong cùng hồ sơ; được phép và phải nêu rõ",
        "en": f"{CHAIR} both chaired the council and decides the award in one case; it is allowed and must be told",
    }


def test_nobody_votes_on_their_own_award_or_decides_it_and_it_goes_to_the_authority_above(world):
    nomination_id = world.nominated("member", "self")
    assert MEMBER in refused(world.opens(nomination_id, "too-soon"), "subject-not-recused")
    why = {"reason": "Là người được đề nghị"}
    path = f"{ITEMS}/{nomination_id}/recusals/{MEMBER}"
    assert world.people[PROPOSER].post(path, why, "self.member").status == 403
    done(world.people[SECRETARY], path, why, "self.demand")
    assert world.opens(nomination_id, "open").status == 200
    ballot = world.people[MEMBER].post(f"{ITEMS}/{nomination_id}/votes", {"choice": "for"}, "self.vote")
    refused(ballot, "recused-votes")
    world.votes(nomination_id, CHAIR, SECRETARY, PROPOSER)
    told_so = refused(world.decides(MEMBER, nomination_id, "77/QĐ-SCT"), "own-award")
    assert "Chủ tịch Ủy ban nhân dân tỉnh (UBND tỉnh)" in told_so
    lines = world.tells(nomination_id)
    refusals = {line["refusal"]["code"]: line["sentence"]["vi"] for line in told(lines, "ActRefused")}
    assert refusals.keys() == {"subject-not-recused", "recused-votes", "own-award"}
    assert "trình cấp trên: Chủ tịch Ủy ban nhân dân tỉnh (UBND tỉnh)" in refusals["own-award"]
    (line,) = told(lines, "RecusalDemanded")
    assert line["sentence"]["vi"].endswith(f"yêu cầu {MEMBER} rút khỏi việc này: Là người được đề nghị")


def test_all_of_it_is_in_the_ledger(world):
    settle(world.system)
    kinds = {entry.event["type"] for entry in require_sound(world.system)}
    assert kinds >= {
        "OwnCaseFound",
        "AppraisingUnitNamed",
        "RecusalDeclared",
        "RecusalDemanded",
        "DutiesCombined",
    }
