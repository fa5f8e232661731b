"""Plans carried out, through the public API: S000 step 1, S004 steps 1 and 2, with the sentences of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sovang.client import Client, Reply
from tests.builders import bodies
from tests.builders.nominated import done
from tests.builders.office import EVERYTHING, created
from tests.support.ports import free_port
from tests.support.records import settle
from tests.support.system import System, running

ORGANISATIONS, PLANS, TASKS = (f"/api/nominations/{name}" for name in ("organisations", "plans", "tasks"))
DUTIES = (  # 004 L25, (a) to (d)
    "Hướng dẫn, kiểm tra, đôn đốc các cấp, các ngành, đơn vị triển khai, tổ chức thực hiện",
    "Tham mưu, đề xuất UBND tỉnh các biện pháp tổ chức học tập kinh nghiệm, giao lưu nhân rộng",
    "Tham mưu, đề xuất Hội đồng có kế hoạch kiểm tra, khảo sát việc xây dựng, nhân rộng",
    "Báo cáo kết quả, đề xuất các hình thức khen thưởng",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    system: System
    person: Client
    ids: Mapping[str, str]

    def drafts(self, key: str, owner: str, day: str, **content: Any) -> Reply:
        """What *owner* is told when drafting a plan for 2021-2025 on *day*."""
        body = bodies.plan(self.ids[owner], (), 0, obligations=[], **content)
        return self.person.post(PLANS, bodies.simulated(body, day), key)

    def issues(self, plan_id: str, number: str, dated: str, key: str, day: str | None = None) -> Reply:
        """What is told to whoever issues it."""
        body = bodies.simulated(bodies.issue(number, dated), day or dated)
        return self.person.post(f"{PLANS}/{plan_id}/issue", body, key)

    def issued(self, key: str, owner: str, number: str, dated: str, **content: Any) -> str:
        """The id of a plan that *owner* drafted and issued on one day."""
        reply = self.drafts(key, owner, dated, **content)
        assert reply.status == 201, reply.body
        told = self.issues(str(reply.body["id"]), number, dated, f"{key}.issue")
        assert told.status == 200, told.body
        return str(reply.body["id"])

    def tells(self, case: str) -> list[dict[str, Any]]:
        """The timeline of a case, once nothing lags."""
        settle(self.system)
        found = self.person.get(f"/api/audit/cases/{case}/timeline?limit=100")
        assert found.status == 200, found.body
        return [line for line in found.body["items"] if line["type"] != "CaseRead"]


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("plans"), free_port())) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        ids = {}
        for name, level, above in (
            ("bac-kan", "province", None),
            ("sct", "department", "bac-kan"),
            ("ninh-thuan", "province", None),
            ("noi-vu", "department", "ninh-thuan"),
            ("cong-thuong", "department", "ninh-thuan"),
        ):
            body = {**bodies.organisation(name, ids.get(above or "")), "level": level}
            ids[name] = created(person, ORGANISATIONS, body, name)
        yield World(system=system, person=person, ids=ids)


def refused(reply: Reply, code: str) -> None:
    assert (reply.status, reply.body["code"]) == (409, code), reply.body
    assert reply.body["citation"]


def test_s000_a_child_is_neither_older_than_its_parent_nor_of_another_period(world):
    province = world.issued("458", "bac-kan", "458/KH-UBND", "2021-07-19")
    other = {"parent_plan_id": province, "period_to": 2024}
    refused(world.drafts("333.period", "sct", "2021-08-05", **other), "plan-period-differs")
    reply = world.drafts("333", "sct", "2021-08-05", parent_plan_id=province)
    child = str(reply.body["id"])
    refused(world.issues(child, "333/KH-SCT", "2021-07-18", "333.early", "2021-08-05"), "plan-before-parent")
    assert world.issues(child, "333/KH-SCT", "2021-08-05", "333.issue").status == 200
    lines = world.tells(f"plan-{child}")
    assert [line["type"] for line in lines] == ["PlanDrafted", "ActRefused", "PlanIssued"]
    assert "trước kế hoạch cấp trên" in lines[1]["sentence"]["vi"]
    graph = world.person.get(f"{PLANS}/{child}/graph").body
    assert [(one["number"], one["dated"]) for one in graph["ancestors"]] == [("458/KH-UBND", "2021-07-19")]
    below = world.person.get(f"{PLANS}/{province}/graph").body["children"]
    assert [(one["number"], one["state"]) for one in below] == [("333/KH-SCT", "issued")]


def test_s000_on_paper_an_older_child_is_recorded_with_a_flag(world):
    province = world.issued("paper.parent", "bac-kan", "459/KH-UBND", "2021-07-19")
    child = world.drafts("paper", "sct", "2021-08-05", parent_plan_id=province).body["id"]
    paper = {
        "number": "334/KH-SCT",
        "dated": "2021-07-01",
        "received_on": "2021-08-06",
        "scan_sha256": "f" * 64,
        "signatory": "Giám đốc Sở",
        "reason": "kế hoạch giấy",
    }
    body = {**bodies.issue("334/KH-SCT", "2021-07-01"), "basis": "document", "occurred_on": "2021-07-01"}
    done(world.person, f"{PLANS}/{child}/issue", {**body, "document": paper}, "paper.issue")
    (line,) = [one for one in world.tells(f"plan-{child}") if one["type"] == "PlanIssued"]
    assert [flag["code"] for flag in line["flags"]] == ["plan-before-parent"]


def test_s004_the_four_duties_are_tasks_with_evidence_and_who_has_no_plan_of_their_own_is_listed(world):
    ids, person = world.ids, world.person
    agencies = (ids["noi-vu"], ids["cong-thuong"])
    plan = world.issued(
        "2590", "ninh-thuan", "2590/KH-UBND", "2021-05-27", participants=list(agencies), title="Kế hoạch 2590"
    )
    given = [
        created(
            person,
            TASKS,
            bodies.simulated(
                {
                    "plan_id": plan,
                    "assigner_id": ids["ninh-thuan"],
                    "assignee_id": ids["noi-vu"],
                    "content": content,
                    "citation": "phần tổ chức thực hiện",
                },
                "2021-05-27",
            ),
            f"duty.{number}",
        )
        for number, content in enumerate(DUTIES)
    ]
    evidence = {
        "number": "120/BC-SNV",
        "dated": "2021-12-20",
        "sha256": "e" * 64,
        "title": "Báo cáo năm 2021",
    }
    done(person, f"{TASKS}/{given[3]}/evidence", bodies.simulated(evidence, "2021-12-20"), "evidence")
    done_on = bodies.simulated({"completed_on": "2021-12-21"}, "2021-12-21")
    done(person, f"{TASKS}/{given[3]}/complete", done_on, "complete")
    settle(world.system)
    path = f"{TASKS}?assignee_id={ids['noi-vu']}&on=2021-12-31"
    rows = person.get(path).body["items"]
    assert {(row["content"], row["standing"]) for row in rows} == {
        *((content, "open") for content in DUTIES[:3]),
        (DUTIES[3], "done"),
    }
    for standing, count in (("open", 3), ("done", 1), ("overdue", 0)):
        assert len(person.get(f"{path}&standing={standing}").body["items"]) == count
    first = world.tells(f"task-{given[0]}")[0]["sentence"]["vi"]
    assert DUTIES[0] in first
    assert "noi-vu" in first
    inbox = person.get("/api/notifications/inbox?limit=100").body["items"]
    assert {one["kind"] for one in inbox} >= {"task-assigned", "task-to-follow"}

    world.issued("own", "noi-vu", "10/KH-SNV", "2021-06-10", parent_plan_id=plan, criteria=["Tiêu biểu"])
    settle(world.system)
    found = person.get(f"{PLANS}/{plan}/carrying-out").body
    lacking = {one["organisation_id"]: one["lacking"] for one in found["participants"]}
    assert lacking == {ids["noi-vu"]: ["process"], ids["cong-thuong"]: ["plan", "criterion", "process"]}
    whole = {"parent_plan_id": plan, "criteria": ["Tiêu biểu"], "process": ["Phát hiện", "Nhân rộng"]}
    world.issued("better", "noi-vu", "11/KH-SNV", "2021-07-10", **whole)
    settle(world.system)
    assert person.get(f"{PLANS}/{plan}/carrying-out").body["complete"] == 1
