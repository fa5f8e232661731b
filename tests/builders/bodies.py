"""Contents of requests, each whole and acceptable; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Body = dict[str, Any]


def organisation(name: str = "Phòng Quản lý Thương mại", parent_id: str | None = None, **other: Any) -> Body:
    """An organisation: a unit under *parent_id*, a department without one."""
    level = "department" if parent_id is None else "unit"
    return {"name": name, "level": level, "parent_id": parent_id, "valid_from": "2020-01-01", **other}


def person(organisation_id: str, name: str = "Nguyễn Thị An", **other: Any) -> Body:
    """A member of the staff."""
    return {
        "name": name,
        "organisation_id": organisation_id,
        "position": "staff",
        "position_since": "2020-01-01",
        **other,
    }


def movement(issuer_id: str, **other: Any) -> Body:
    """A movement of a department."""
    return {
        "name": "Thi đua thực hiện văn hóa công sở",
        "issuer_id": issuer_id,
        "issuer_level": "department",
        "launched_on": "2021-01-05",
        **other,
    }


def plan(organisation_id: str, units: Sequence[str] = (), recipients: int = 1, **other: Any) -> Body:
    """A plan that asks *units* for 1 or 2 models each before 25 March 2021."""
    return {
        "title": "Kế hoạch xây dựng điển hình tiên tiến",
        "organisation_id": organisation_id,
        "period_from": 2021,
        "period_to": 2025,
        "obligations": [
            {
                "kind": "register_models",
                "citation": "mục IV.1",
                "minimum": 1,
                "maximum": 2,
                "due_before": "2021-03-25",
            }
        ],
        "recipients": [
            {"recipient_id": f"noi-nhan-{number}", "name": f"Nơi nhận {number}"}
            for number in range(recipients)
        ],
        "participants": list(units),
        **other,
    }


def issue(number: str | None = "12/KH-SCT", dated: str | None = "2021-01-20", **other: Any) -> Body:
    """The issuing of a plan."""
    return {"number": number, "dated": dated, "signatory_role": "director", **other}


def council(organisation_id: str, members: Sequence[str], **other: Any) -> Body:
    """A council whose first member is in the chair."""
    positions = ["chair", *["member"] * (len(members) - 1)]
    return {
        "organisation_id": organisation_id,
        "name": "Hội đồng Thi đua, khen thưởng Sở",
        "members": [
            {"member": name, "position": position} for name, position in zip(members, positions, strict=True)
        ],
        "decision_number": "21/QĐ-SCT",
        "decided_on": "2021-01-25",
        "vote_rule": "open-vote-department",
        **other,
    }


def models(*entries: tuple[str, str], movement_id: str | None = None) -> Body:
    """A unit's list: pairs of the model's name and the person it is."""
    return {
        "models": [
            {
                "model_id": name,
                "kind": "individual",
                "subject_id": subject_id,
                "movement_id": movement_id,
                "field": "toàn diện",
            }
            for name, subject_id in entries
        ]
    }


def simulated(body: Body, day: str) -> Body:
    """*body* as of *day*, which only the demo takes."""
    return {**body, "occurred_on": day, "basis": "simulated"}
