"""Movements, tasks and initiatives of a department, entered through the public API."""

from __future__ import annotations

from sovang.client import Client
from tests.builders import bodies
from tests.builders.nominated import done
from tests.builders.office import created

MOVEMENTS, TASKS = "/api/nominations/movements", "/api/nominations/tasks"
PLANS = "/api/nominations/plans"
INITIATIVES = "/api/nominations/initiatives"


def striving(client: Client, organisation_id: str, person_id: str, plan_id: str) -> dict[str, str]:
    """
    A movement and another spelling of it, one more that is merged; a task and one that is shown; a plan
    that asks for reports (`reporting`); initiatives.

    `initiative` is applied, `recognised` is recognised too.
    """
    ids = {
        name: created(client, MOVEMENTS, bodies.movement(organisation_id, name=f"Phong trào {name}"), name)
        for name in ("movement", "variant", "target", "apart")
    }
    merge = {"into_id": ids["target"], "reason": "Cùng tên"}
    done(client, f"{MOVEMENTS}/{ids['apart']}/merge", merge, "apart.merge")
    for name in ("task", "shown"):
        ids[name] = created(client, TASKS, task(plan_id, organisation_id), name)
    evidence = {"number": "1/BC", "dated": "2021-06-20", "sha256": "e" * 64, "title": "Báo cáo"}
    done(client, f"{TASKS}/{ids['shown']}/evidence", evidence, "shown.evidence")
    duty = {"kind": "report", "citation": "mục IV.4", "due_before": "2023-07-01"}
    asking = bodies.plan(organisation_id, [organisation_id], obligations=[duty])
    ids["reporting"] = created(client, PLANS, asking, "reporting")
    done(client, f"{PLANS}/{ids['reporting']}/issue", bodies.issue("13/KH-SCT"), "reporting.issue")
    for name in ("initiative", "recognised"):
        ids[name] = created(client, INITIATIVES, initiative(organisation_id, person_id, name), name)
        applied = {"since": "2021-03-01", "sha256": "b" * 64, "benefit": "Nhanh hơn"}
        done(client, f"{INITIATIVES}/{ids[name]}/application", applied, f"{name}.applied")
    paper = {"number": "88/QĐ", "dated": "2021-11-20", "sha256": "c" * 64}
    given = {"level": "department", "recognised_by": organisation_id, **paper}
    done(client, f"{INITIATIVES}/{ids['recognised']}/recognitions", given, "recognised.given")
    return ids


def bloc(organisation_id: str, other_id: str) -> bodies.Body:
    """A bloc that the first of two organisations establishes and leads."""
    return {
        "organisation_id": organisation_id,
        "name": "Khối thi đua Kinh tế – Kỹ thuật",
        "members": [organisation_id, other_id],
        "head_id": organisation_id,
        "from_year": 2021,
        "number": "15/QĐ-SCT",
        "dated": "2021-01-15",
    }


def task(plan_id: str, organisation_id: str, **other: object) -> bodies.Body:
    """A task that an organisation gives itself under its own plan."""
    return {
        "plan_id": plan_id,
        "assigner_id": organisation_id,
        "assignee_id": organisation_id,
        "content": "Tổng hợp báo cáo",
        "citation": "mục V.2",
        **other,
    }


def initiative(unit_id: str, person_id: str, name: str) -> bodies.Body:
    """An initiative of one author."""
    return {"title": f"Sáng kiến {name}", "authors": [person_id], "unit_id": unit_id, "year": 2021}
