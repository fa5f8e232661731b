"""A department with two units and a plan in force, behind the pages of data entry."""

from __future__ import annotations

from services.nominations.application.answers import OneList
from tests.unit.nominations.entry_site import Site

MOVEMENT = "Thi đua thực hiện văn hóa công sở"


def registered(demo=True, obligations=()):
    """A department with two units, a plan in force that asks for *obligations* too, and a clerk of the first unit."""
    site = Site(demo, root=[("administrator", "*"), ("director", "*"), ("office", "*")])
    ids = {}
    register = {"valid_from": "2020-01-01"}
    department = {"name": "Sở Công Thương Hà Tĩnh", "level": "department", **register}
    ids["so"] = site.do("register-organisation", department, by="root").identity
    for key, name in (("u1", "Phòng Thương mại"), ("u2", "Phòng Năng lượng")):
        unit = {"name": name, "level": "unit", "parent_id": ids["so"], **register}
        ids[key] = site.do("register-organisation", unit, by="root").identity
    for key, name, unit in (
        ("an", "Nguyễn Thị An", "u1"),
        ("binh", "Trần Văn Bình", "u1"),
        ("cuc", "Lê Thị Cúc", "u2"),
    ):
        person = {
            "name": name,
            "organisation_id": ids[unit],
            "position": "staff",
            "position_since": "2020-01-01",
        }
        ids[key] = site.do("register-person", person, by="root").identity
    movement = {
        "name": MOVEMENT,
        "issuer_id": ids["so"],
        "issuer_level": "department",
        "launched_on": "2021-01-05",
    }
    ids["movement"] = site.do("launch-movement", movement, by="root").identity
    duty = {
        "kind": "register_models",
        "citation": "mục IV.1",
        "minimum": 1,
        "maximum": 2,
        "due_before": "2021-03-25",
    }
    plan = {
        "title": "Kế hoạch xây dựng điển hình",
        "organisation_id": ids["so"],
        "period_from": 2021,
        "period_to": 2025,
        "obligations": [
            duty,
            {"kind": "select_models", "citation": "mục IV.1", "minimum": 1, "maximum": 2},
            *obligations,
        ],
        "recipients": [{"recipient_id": "r1", "name": "Lãnh đạo sở"}],
        "participants": [ids["u1"], ids["u2"]],
    }
    ids["plan"] = site.do("draft-plan", plan, by="root").identity
    issue = {
        "plan_id": ids["plan"],
        "number": "12/KH-SCT",
        "dated": "2021-01-20",
        "signatory_role": "director",
    }
    site.do("issue-plan", issue, by="root")
    site.ids = ids
    site.callers["lan"] = [("unit_clerk", ids["u1"])]
    site.callers["phong"] = [("office", ids["so"])]
    site.sign_in("lan")
    site.list = f"/entry/plans/{ids['plan']}/registrations/{ids['u1']}"
    return site


def rows(*subjects, field="toàn diện"):
    """The fields of so many models."""
    return {
        f"{name}__{number}": text
        for number, subject in enumerate(subjects, 1)
        for name, text in (("subject", subject), ("movement", MOVEMENT), ("field", field))
    }


def stored(site):
    asked = OneList(plan_id=site.ids["plan"], unit_id=site.ids["u1"])
    return site.app.ask("registration", asked, site.verify("lan")).item
