"""The department of Hà Tĩnh's plan with its people and accounts, entered through the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sovang.client import Client
from tests.builders import bodies
from tests.builders.nominated import done
from tests.builders.office import created
from tests.support.system import System
from tests.support.waiting import until

SOON = 60.0
ORGANISATIONS, PEOPLE = "/api/nominations/organisations", "/api/nominations/people"
MOVEMENT = "Cán bộ công chức, viên chức thi đua thực hiện văn hóa công sở giai đoạn 2021 - 2025"
INDUSTRY, TRADE, ENERGY, SAFETY, PLANNING, INSPECTION, PROMOTION = UNITS = (
    "Phòng Quản lý Công nghiệp",
    "Phòng Quản lý Thương mại",
    "Phòng Quản lý Năng lượng",
    "Phòng Kỹ thuật an toàn - Môi trường",
    "Phòng Kế hoạch - Tài chính",
    "Thanh tra Sở",
    "Trung tâm Khuyến công và Xúc tiến thương mại",
)
STAFF = {
    "an": ("Nguyễn Thị An", INDUSTRY),
    "binh": ("Trần Văn Bình", TRADE),
    "cuc": ("Lê Thị Cúc", ENERGY),
    "dung": ("Phạm Văn Dũng", SAFETY),
    "giang": ("Hoàng Thị Giang", PLANNING),
    "hai": ("Võ Văn Hải", INSPECTION),
    "lan": ("Đặng Thị Lan", PROMOTION),
    "minh": ("Bùi Văn Minh", PROMOTION),
}
PLAIN = {
    "can-bo-3": ("Lê Thị Cúc", ENERGY, "2021-03-18"),
    "can-bo-4": ("Phạm Văn Dũng", SAFETY, "2021-03-19"),
    "can-bo-5": ("Hoàng Thị Giang", PLANNING, "2021-03-22"),
    "can-bo-6": ("Võ Văn Hải", INSPECTION, "2021-03-24"),
}
"""Clerks whose list is of one person and on time: whom, of which unit, on which day."""

RECIPIENTS = (
    "Hội đồng TĐKT tỉnh",
    "Lãnh đạo sở",
    "Hội đồng TĐKT ngành",
    "Các phòng, đơn vị",
    "Lưu: VT, VP",
)
BOARD = "Ban Thi đua, khen thưởng tỉnh Hà Tĩnh"
BODY = "Hội đồng Thi đua, khen thưởng Sở"
COUNCIL = ("chu-tich", "thu-ky", "uy-vien")
GRANTS = {
    "can-bo-1": [("unit_clerk", INDUSTRY)],
    "can-bo-2": [("unit_clerk", TRADE)],
    **{name: [("unit_clerk", unit)] for name, (_, unit, _) in PLAIN.items()},
    "can-bo-7": [("unit_clerk", PROMOTION)],
    "van-phong": [("office", "department")],
    "giam-doc": [("director", "department")],
    "chu-tich": [("council_chair", "department"), ("council_member", "department")],
    "thu-ky": [("council_secretary", "department"), ("council_member", "department")],
    "uy-vien": [("council_member", "department")],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The department, its units and people, its council, and its plan in force."""

    system: System
    ids: Mapping[str, str]
    people: Mapping[str, Client]

    @property
    def plan(self) -> str:
        return f"/entry/plans/{self.ids['plan']}"

    def list_of(self, unit: str) -> str:
        return f"{self.plan}/registrations/{self.ids[unit]}"

    def then(self, who: str, path: str, body: Any, day: str, key: str) -> Any:
        """What somebody else does meanwhile, through the API."""
        reply = self.people[who].post(path, bodies.simulated(body, day), key)
        assert reply.status in (200, 201), (path, reply.body)
        return reply.body


def entered(system: System) -> World:
    everybody, day = system.administrator(), bodies.simulated
    ids: dict[str, str] = {}

    def organisation(key: str, name: str, level: str, parent: str | None) -> None:
        body = {**bodies.organisation(name, parent and ids[parent]), "level": level}
        ids[key] = created(everybody, ORGANISATIONS, day(body, "2021-01-04"), f"o{len(ids)}")

    organisation("province", "UBND tỉnh Hà Tĩnh", "province", None)
    organisation("department", "Sở Công Thương Hà Tĩnh", "department", "province")
    organisation("board", BOARD, "board", "province")
    for name in UNITS:
        organisation(name, name, "unit", "department")
    for key, (name, unit) in STAFF.items():
        body = day(bodies.person(ids[unit], name), "2021-01-05")
        ids[key] = created(everybody, PEOPLE, body, f"person.{key}")
    people = {
        name: system.open_account(name, [(role, ids[place]) for role, place in grants])
        for name, grants in GRANTS.items()
    }
    own = [{"role": "nominee", "scope": ids[INDUSTRY], "person_id": ids["an"]}]
    account = {
        "username": "nguyen-an",
        "password": secret("nguyen-an"),
        "name": "Nguyễn Thị An",
        "grants": own,
    }
    assert everybody.post("/api/nominations/accounts", account, "account.an").status == 200
    director = people["giam-doc"]
    movement = day(bodies.movement(ids["department"], name=MOVEMENT), "2021-01-05")
    ids["movement"] = created(director, "/api/nominations/movements", movement, "movement")
    council = bodies.council(ids["department"], COUNCIL, name=BODY)
    former = {**council, "decision_number": "9/QĐ-SCT", "decided_on": "2020-02-15"}
    created(director, "/api/awards/councils", day(former, "2021-01-25"), "council.former")
    ids["council"] = created(director, "/api/awards/councils", day(council, "2021-01-25"), "council")
    ids["plan"] = created(director, "/api/nominations/plans", day(plan_of(ids), "2021-01-14"), "plan")
    issue = day(bodies.issue(), "2021-01-20")
    done(director, f"/api/nominations/plans/{ids['plan']}/issue", issue, "issue")
    return World(system=system, ids=ids, people=people)


def plan_of(ids: Mapping[str, str]) -> dict[str, Any]:
    plan = bodies.plan(ids["department"], [ids[name] for name in UNITS])
    select = {"kind": "select_models", "citation": "mục IV.1", "minimum": 4, "maximum": 5}
    plan["obligations"] += [
        {**select, "due_before": "2021-03-30"},
        {"kind": "model_from_movement", "citation": "mục I.3"},
    ]
    plan["recipients"] = [
        {"recipient_id": f"noi-nhan-{number}", "name": name} for number, name in enumerate(RECIPIENTS)
    ]
    return plan


def secret(username: str) -> str:
    return f"mật khẩu của {username}"


def the_council_selects(world: World) -> None:
    """Five of nine, with a reason for each of the others; three and six are refused before."""
    plan = world.ids["plan"]
    place = f"/api/awards/selections/{plan}"
    until(lambda: world.people["thu-ky"].get(place).body.get("state") == "open", SOON, "the list is there")
    meeting = {"council_id": world.ids["council"], "held_on": "2021-03-26", "about": f"plan-{plan}"}
    session = world.then("thu-ky", "/api/awards/sessions", meeting, "2021-03-26", "meet")["id"]
    attended = {"present": list(COUNCIL)}
    world.then("thu-ky", f"/api/awards/sessions/{session}/attendance", attended, "2021-03-26", "attend")
    found = world.people["van-phong"].get(f"/api/nominations/plans/{plan}/consolidation").body
    candidates = [one["model_id"] for one in found["candidates"]]
    assert len(candidates) == 9

    def choice(number: int) -> Any:
        reasons = [{"model_id": one, "reason": "Cần bồi dưỡng thêm"} for one in candidates[number:]]
        return {"session_id": session, "chosen": candidates[:number], "not_chosen": reasons}

    for number in (3, 6):
        body = bodies.simulated(choice(number), "2021-03-26")
        refused = world.people["chu-tich"].post(f"{place}/choose", body, f"choose.{number}")
        assert refused.body["code"] == "selection-quota"
    world.then("chu-tich", f"{place}/choose", choice(5), "2021-03-26", "choose")
    until(
        lambda: (
            world.people["van-phong"].get(f"/api/nominations/plans/{plan}/consolidation").body["state"]
            == "selected"
        ),
        SOON,
        "the selection came back",
    )


def the_council_votes_and_the_director_decides(world: World, nomination_id: str) -> None:
    item, award = f"/api/awards/items/{nomination_id}", f"/api/awards/awards/{nomination_id}"
    until(lambda: world.people["thu-ky"].get(item).body.get("state") == "on_agenda", SOON, "on the agenda")
    day, council = "2021-05-20", world.ids["council"]
    about = {"council_id": council, "held_on": day, "about": f"nomination-{nomination_id}"}
    session = world.then("thu-ky", "/api/awards/sessions", about, day, "vote.meet")["id"]
    place = f"/api/awards/sessions/{session}/attendance"
    world.then("thu-ky", place, {"present": list(COUNCIL)}, day, "vote.attend")
    world.then("thu-ky", f"{item}/open-vote", {"session_id": session}, day, "vote.open")
    for name in COUNCIL:
        world.then(name, f"{item}/votes", {"choice": "for"}, day, f"vote.{name}")
    world.then("thu-ky", f"{item}/close", {}, day, "vote.close")
    signed = {"form": "giay_khen", "number": "76/QĐ-SCT", "dated": "2021-05-24", "signatory_role": "director"}
    world.then("giam-doc", f"{award}/decide", signed, "2021-05-24", "decide")
    world.then("giam-doc", f"{award}/grant", {}, "2021-05-24", "grant")
