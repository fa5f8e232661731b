"""Contents of requests, each whole and acceptable; a test names only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Body = dict[str, Any]


def organisation(name: str = "Phòng Quản lý Thương mại", parent_id: str | None = None, **other: Any) -> Body:
    """An organisation: a unit under *parent_id*, a department without one."""
    level = "department" if parent_id is None else "unit"
    return {"name": name, "level": level, "parent_id": parent_id, "valid_from": "2020-01-01", **other}


RESOLUTION: Body = {"number": "202/2025/QH15", "dated": "2025-06-12", "confirmed": False}
"""The document that changed an organisation; nobody compared it with its official text."""


def renaming(name: str = "Phòng Thương mại và Dịch vụ", since: str = "2021-01-01") -> Body:
    """Another name from a day on."""
    return {"name": name, "since": since, "resolution": RESOLUTION}


def moving(parent_id: str, since: str = "2021-01-01") -> Body:
    """Another place from a day on."""
    return {"parent_id": parent_id, "since": since, "resolution": RESOLUTION}


def dissolution(*successors: str, since: str = "2021-01-01") -> Body:
    """The end as of a day, and who takes over."""
    return {"successors": list(successors), "since": since, "resolution": RESOLUTION}


def succession(successor_id: str) -> Body:
    """One more who takes over."""
    return {"successor_id": successor_id, "resolution": RESOLUTION}


def position(organisation_id: str, position: str = "head", since: str = "2021-01-01") -> Body:
    """Another main position from a day on."""
    return {"organisation_id": organisation_id, "position": position, "since": since}


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


def nomination(unit_id: str, organisation_id: str, subject_id: str, **other: Any) -> Body:
    """A dossier of *unit_id* for a person, to be decided by *organisation_id*."""
    return {
        "unit_id": unit_id,
        "organisation_id": organisation_id,
        "form": "giay_khen",
        "commendation_type": "timely",
        "subject_kind": "individual",
        "subject_id": subject_id,
        "achievement": "Đạt kết quả xuất sắc",
        "basis_citation": "mục 1",
        **other,
    }


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


def model(unit_id: str, organisation_id: str, subject_id: str, **other: Any) -> Body:
    """A person of *unit_id* who was detected as an exemplary model."""
    return {
        "subject_kind": "individual",
        "subject_id": subject_id,
        "unit_id": unit_id,
        "organisation_id": organisation_id,
        "field": "toàn diện",
        "source": "unit",
        "detected_by": "Trưởng phòng",
        "account": "Nhiều năm tận tụy",
        **other,
    }


def simulated(body: Body, day: str) -> Body:
    """*body* as of *day*, which only the demo takes."""
    return {**body, "occurred_on": day, "basis": "simulated"}
