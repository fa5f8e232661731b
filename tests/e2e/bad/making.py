"""What bad requests are made from: sound contents, and one way to spoil each."""

from __future__ import annotations

from typing import Any

from tests.support.badly import Bad

ORGANISATION = {
    "name": "Phòng Một",
    "level": "unit",
    "parent_id": "${department}",
    "valid_from": "2020-01-01",
}
PLAN = {
    "title": "Kế hoạch",
    "organisation_id": "${department}",
    "period_from": 2021,
    "period_to": 2025,
    "obligations": [],
    "recipients": [],
    "participants": ["${unit}"],
}
PAPER = {
    "number": "15/DS",
    "dated": "2021-03-23",
    "received_on": "2021-03-24",
    "scan_sha256": "0" * 64,
    "signatory": "Trưởng phòng",
    "reason": "danh sách giấy",
}
ISSUE = {"number": "1/KH", "dated": "2021-01-20", "signatory_role": "director"}
FACT = {
    "kind": "rating",
    "code": "good",
    "year": 2020,
    "document_number": "12/QĐ",
    "dated": "2020-12-20",
}
RECORDING = "/api/nominations/records/collective/${unit}/facts"
PLANS, ISSUING = "/api/nominations/plans", "/api/nominations/plans/${plan}/issue"
REGISTERING = "/api/nominations/plans/${plan}/registrations/${unit}"
SIGN_IN, ACCOUNTS = "/api/nominations/sign-in", "/api/nominations/accounts"
MY_PASSWORD = "/api/nominations/my/password"
SECRET = "mật khẩu đủ dài để được nhận"
COUNCIL = {
    "organisation_id": "${department}",
    "name": "Hội đồng",
    "members": [{"member": "an", "position": "chair"}, {"member": "binh", "position": "member"}],
    "decision_number": "21/QĐ",
    "decided_on": "2021-01-25",
    "vote_rule": "open-vote-department",
}
COUNCILS = "/api/awards/councils"


def organisation(**changes: Any) -> dict[str, Any]:
    return {**ORGANISATION, **changes}


def plan(**changes: Any) -> dict[str, Any]:
    return {**PLAN, **changes}


def shape(name: str, body: Any, field: str, path: str = "/api/nominations/organisations") -> Bad:
    """A body whose shape is wrong at *field*."""
    return Bad(name=name, status=400, code="invalid-input", path=path, body=body, field=field)


def asked(name: str, path: str, code: str = "invalid-input", status: int = 400, **other: Any) -> Bad:
    """A question that cannot be asked."""
    return Bad(name=name, status=status, code=code, method="GET", path=path, **other)


def untrusted(name: str, who: str | None, code: str = "token-invalid", **other: Any) -> Bad:
    """A sound command by somebody who cannot be trusted to be anybody."""
    return Bad(name=name, status=401, code=code, who=who, body=ORGANISATION, **other)


def forbidden(name: str, who: str, path: str, body: Any, code: str = "forbidden") -> Bad:
    """A sound command by somebody who may not."""
    return Bad(name=name, status=403, code=code, who=who, path=path, body=body)


def malformed(name: str, body: bytes) -> Bad:
    """A body that is no JSON object."""
    return Bad(name=name, status=400, code="malformed-json", body=body)
