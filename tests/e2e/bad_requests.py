"""The table of bad requests: what is wrong, and the problem that is owed for it."""

from __future__ import annotations

import unicodedata
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
PLANS, ISSUING = "/api/nominations/plans", "/api/nominations/plans/${plan}/issue"
REGISTERING = "/api/nominations/plans/${plan}/registrations/${unit}"
SIGN_IN, ACCOUNTS = "/api/nominations/sign-in", "/api/nominations/accounts"
SECRET = "mật khẩu đủ dài để được nhận"


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


IDENTITY = [
    untrusted("no token", None, "unauthenticated"),
    untrusted("garbage for a token", "garbage"),
    untrusted("an expired token", "expired", "token-expired"),
    untrusted("a token with alg none", "unsigned"),
    untrusted("a token signed with the public key as a secret", "confused"),
    untrusted("a token for another audience", "other audience"),
    untrusted("a token of another issuer", "other issuer"),
    untrusted("a token signed by another key", "other key"),
    untrusted("a token that lives a week", "week long"),
    untrusted("another scheme than Bearer", None, headers={"Authorization": "Basic cXVhbnRyaTpxdWFudHJp"}),
    Bad(
        name="a wrong password",
        status=401,
        code="sign-in-failed",
        path=SIGN_IN,
        who=None,
        body={"username": "quantri", "password": "không phải mật khẩu"},
    ),
    Bad(
        name="an operator of the database for a username",
        status=400,
        code="invalid-input",
        path=SIGN_IN,
        who=None,
        body={"username": {"$ne": None}, "password": SECRET},
        field="username",
    ),
    forbidden("a role that may not", "clerk", "/api/nominations/organisations", ORGANISATION),
    forbidden(
        "the right role in another unit",
        "clerk",
        "/api/nominations/plans/${plan}/registrations/${other_unit}",
        {"models": []},
    ),
    forbidden(
        "a paper act recorded by a role that may not",
        "clerk",
        REGISTERING,
        {"models": [], "basis": "document", "occurred_on": "2021-03-24", "document": PAPER},
    ),
    forbidden(
        "an account opened by a clerk",
        "clerk",
        ACCOUNTS,
        {"username": "ke-gian", "password": SECRET, "name": "Kẻ gian", "grants": []},
    ),
    asked("a person asking for the feed of services", "/api/nominations/feed", "forbidden", 403, who="clerk"),
]

KEYS_AND_VERSIONS = [
    Bad(name="no key", status=428, code="idempotency-key-required", key=None, body=ORGANISATION),
    Bad(
        name="a key with a space",
        status=400,
        code="idempotency-key-malformed",
        key="hai tu",
        body=ORGANISATION,
    ),
    Bad(
        name="a key of 129 characters",
        status=400,
        code="idempotency-key-malformed",
        key="k" * 129,
        body=ORGANISATION,
    ),
    Bad(
        name="a used key with other content",
        status=422,
        code="key-reused",
        key="a-used-key",
        body=ORGANISATION,
    ),
    Bad(
        name="a stale version",
        status=412,
        code="version-mismatch",
        path=ISSUING,
        headers={"If-Match": '"0"'},
        body=ISSUE,
    ),
    Bad(
        name="a version of the future",
        status=412,
        code="version-mismatch",
        path=ISSUING,
        headers={"If-Match": '"99"'},
        body=ISSUE,
    ),
    Bad(
        name="a version without quotes",
        status=400,
        code="if-match-malformed",
        path=ISSUING,
        headers={"If-Match": "1"},
        body=ISSUE,
    ),
    Bad(
        name="any version",
        status=400,
        code="if-match-malformed",
        path=ISSUING,
        headers={"If-Match": "*"},
        body=ISSUE,
    ),
]

SHAPES = [
    shape("a number for a name", organisation(name=7), "name"),
    shape("an unknown field", organisation(color="đỏ"), "color"),
    shape("a missing field", {"name": "Phòng Một", "level": "unit"}, "valid_from"),
    shape("null for a name", organisation(name=None), "name"),
    shape("an object for a name", organisation(name={"$gt": ""}), "name"),
    shape("a name in NFD", organisation(name=unicodedata.normalize("NFD", "Phòng Một")), "name"),
    shape("a no-break space", organisation(name="Phòng\u00a0Một"), "name"),
    shape("a control character", organisation(name="Phòng\u0007Một"), "name"),
    shape("a lone surrogate", organisation(name="Phòng \ud800"), "name"),
    shape("a blank name", organisation(name="   "), "name"),
    shape("a name that begins with a space", organisation(name=" Phòng"), "name"),
    shape("a name of 4001 characters", organisation(name="a" * 4001), "name"),
    shape("a level that does not exist", organisation(level="village"), "level"),
    shape("a day written the local way", organisation(valid_from="25/3/2021"), "valid_from"),
    shape("a day that does not exist", organisation(valid_from="2021-02-30"), "valid_from"),
    shape("an instant for a day", organisation(valid_from="2021-03-25T00:00:00Z"), "valid_from"),
    shape("a float for a year", plan(period_from=2021.5), "period_from", PLANS),
    shape("text for a year", plan(period_from="2021"), "period_from", PLANS),
    shape("true for a year", plan(period_from=True), "period_from", PLANS),
    shape("a year of thirty digits", plan(period_from=10**30), "period_from", PLANS),
    shape("text for a list", plan(participants="${unit}"), "participants", PLANS),
    shape("a wrong item in a list", plan(participants=["${unit}", 7]), "participants[1]", PLANS),
    shape("an id of its own choice", organisation(organisation_id="cua-toi"), "organisation_id"),
    shape("a fact that the service fills in", organisation(parent_known=True), "parent_known"),
    shape("an actor of its own choice", plan(by="user:giam-doc"), "by", PLANS),
    shape("what the address says, again", {**ISSUE, "plan_id": "${plan}"}, "plan_id", ISSUING),
    shape(
        "a short password",
        {"username": "nguoi-moi", "password": "ngắn", "name": "Người mới", "grants": []},
        "password",
        ACCOUNTS,
    ),
    shape(
        "a role that does not exist",
        {
            "username": "nguoi-moi",
            "password": SECRET,
            "name": "Người mới",
            "grants": [{"role": "king", "scope": "*"}],
        },
        "grants[0].role",
        ACCOUNTS,
    ),
]

BODIES = [
    malformed("broken JSON", b'{"name": "Ph'),
    malformed("a name said twice", b'{"name": "A", "name": "B"}'),
    malformed("not a number", b'{"name": NaN}'),
    malformed("bytes that are not UTF-8", b'{"name": "\xff\xfe"}'),
    malformed("UTF-16", '{"name": "A"}'.encode("utf-16")),
    malformed("a list", b"[1, 2, 3]"),
    malformed("ten thousand brackets", b"[" * 10_000),
    malformed("ten thousand objects in each other", b'{"a":' * 10_000 + b"1" + b"}" * 10_000),
    Bad(name="70 KiB", status=413, code="body-too-large", body=b'{"name": "' + b"a" * 70 * 1024 + b'"}'),
    Bad(
        name="70 KiB in chunks",
        status=413,
        code="body-too-large",
        body=b'{"name": "' + b"a" * 70 * 1024 + b'"}',
        chunked=True,
    ),
    Bad(
        name="a length beyond the body", status=400, code="malformed-request", body=ORGANISATION, length="999"
    ),
    Bad(name="a negative length", status=400, code="malformed-request", body=ORGANISATION, length="-5"),
    Bad(
        name="another content type",
        status=415,
        code="wrong-content-type",
        headers={"Content-Type": "text/plain"},
        body=ORGANISATION,
    ),
    Bad(
        name="a compressed body",
        status=415,
        code="wrong-content-type",
        headers={"Content-Encoding": "gzip"},
        body=ORGANISATION,
    ),
]

TIMES = [
    shape("a day of the past for what is done now", organisation(occurred_on="2021-03-24"), "occurred_on"),
    shape(
        "a paper act without its document",
        {"models": [], "basis": "document", "occurred_on": "2021-03-24"},
        "document",
        REGISTERING,
    ),
    shape(
        "a paper act of the future",
        {"models": [], "basis": "document", "occurred_on": "2999-01-01", "document": PAPER},
        "occurred_on",
        REGISTERING,
    ),
    shape(
        "a scan whose digest is none",
        {
            "models": [],
            "basis": "document",
            "occurred_on": "2021-03-24",
            "document": {**PAPER, "scan_sha256": "abc"},
        },
        "document.scan_sha256",
        REGISTERING,
    ),
    shape("a document for what is done now", {"models": [], "document": PAPER}, "document", REGISTERING),
    shape("a simulated act without a day", {"models": [], "basis": "simulated"}, "occurred_on", REGISTERING),
    shape("a basis that does not exist", organisation(basis="hearsay"), "basis"),
]

PLACES = [
    Bad(name="an unknown route", status=404, code="no-such-address", path="/api/nominations/medals", body={}),
    Bad(name="an unknown service", status=404, code="no-such-address", path="/api/medals/plans", body={}),
    Bad(
        name="a wrong method",
        status=405,
        code="method-not-allowed",
        method="DELETE",
        path="/api/nominations/plans/${plan}",
    ),
    Bad(
        name="an id in capitals",
        status=400,
        code="malformed-id",
        path="/api/nominations/plans/PLAN-1/issue",
        body=ISSUE,
    ),
    Bad(
        name="an id with a slash",
        status=404,
        code="no-such-address",
        path="/api/nominations/plans/a%2Fb/issue",
        body=ISSUE,
    ),
    Bad(
        name="a plan that does not exist",
        status=409,
        code="plan-not-found",
        path="/api/nominations/plans/khong-co/issue",
        body=ISSUE,
    ),
    Bad(
        name="a parent that does not exist",
        status=409,
        code="unknown-organisation",
        body=organisation(parent_id="khong-co"),
    ),
    Bad(
        name="a negative quota",
        status=409,
        code="obligation-range",
        path=PLANS,
        body=plan(obligations=[{"kind": "register_models", "citation": "mục 1", "minimum": -1}]),
    ),
    asked("a question about nothing", "/api/nominations/plans/khong-co", "not-found", 404),
    asked("the timeline of nothing", "/api/audit/cases/plan-khong-co/timeline", "not-found", 404),
    asked("an unknown parameter", "/api/nominations/organisations?color=red", field="color"),
    asked("a parameter twice", "/api/nominations/organisations?limit=1&limit=2", field="limit"),
    asked("a limit of nothing", "/api/nominations/organisations?limit=0", field="limit"),
    asked("a limit below nothing", "/api/nominations/organisations?limit=-5", field="limit"),
    asked("a limit beyond all pages", "/api/nominations/organisations?limit=1000000", field="limit"),
    asked(
        "a cursor of somebody's own making", "/api/nominations/organisations?after=@@@", "malformed-cursor"
    ),
    asked(
        "a token to wait for that is none",
        "/api/nominations/organisations",
        "after-malformed",
        headers={"Sovang-After": "PLAN@x"},
    ),
    asked("a feed before its beginning", "/api/nominations/feed?after=-1", field="after", who="service"),
    asked(
        "a way out of the ledger's tiles", "/ledger/tile/../../../keys/demo/ledger.key", "no-such-tile", 404
    ),
    asked("an encoded way out", "/ledger/tile/%2e%2e%2f%2e%2e%2fkeys/demo/ledger.key", "no-such-tile", 404),
    asked("a tile beyond the ledger", "/ledger/tile/0/x999/999", "no-such-tile", 404),
    asked("a tile of no level", "/ledger/tile/99/000", "no-such-tile", 404),
    asked("a wider tile than there is", "/ledger/tile/0/000.p/255", "no-such-tile", 404),
]

COUNCIL = {
    "organisation_id": "${department}",
    "name": "Hội đồng",
    "members": [{"member": "an", "position": "chair"}, {"member": "binh", "position": "member"}],
    "decision_number": "21/QĐ",
    "decided_on": "2021-01-25",
    "vote_rule": "open-vote-department",
}
COUNCILS = "/api/awards/councils"

OTHER_SERVICES = [
    shape("a choice that does not exist", {"choice": "maybe"}, "choice", "/api/awards/items/khong-co/votes"),
    Bad(
        name="a vote on nothing",
        status=404,
        code="item-not-found",
        path="/api/awards/items/khong-co/votes",
        body={"choice": "for"},
    ),
    Bad(
        name="a council without a chair",
        status=409,
        code="council-needs-one-chair",
        path=COUNCILS,
        body={**COUNCIL, "members": []},
    ),
    Bad(
        name="a member twice",
        status=409,
        code="member-twice",
        path=COUNCILS,
        body={**COUNCIL, "members": [*COUNCIL["members"], COUNCIL["members"][1]]},
    ),
    Bad(
        name="a vote rule that does not exist",
        status=409,
        code="rule-missing",
        path=COUNCILS,
        body={**COUNCIL, "vote_rule": "khong-co"},
    ),
    shape("a member who is no object", {**COUNCIL, "members": ["an"]}, "members[0]", COUNCILS),
    forbidden("a clerk who constitutes a council", "clerk", COUNCILS, COUNCIL),
    asked("an inbox without a token", "/api/notifications/inbox", "unauthenticated", 401, who=None),
    asked("an inbox page of nothing", "/api/notifications/inbox?limit=0", field="limit"),
    Bad(
        name="notices read that are no list",
        status=400,
        code="invalid-input",
        path="/api/notifications/inbox/read",
        body={"notices": {"$gt": ""}},
        field="notices",
    ),
    asked("a timeline of an id in capitals", "/api/audit/cases/PLAN-1/timeline", "not-found", 404),
    asked("the ledger's feed asked by a person", "/api/audit/feed", "forbidden", 403, who="clerk"),
    Bad(
        name="a write to the ledger",
        status=405,
        code="method-not-allowed",
        path="/ledger/checkpoint",
        body={},
    ),
]

ROWS = [*IDENTITY, *KEYS_AND_VERSIONS, *SHAPES, *BODIES, *TIMES, *PLACES, *OTHER_SERVICES]

RECORDED = [
    Bad(
        name="a plan issued without its number",
        status=409,
        code="plan-number-missing",
        path=ISSUING,
        key="refused.1",
        body={"dated": "2021-01-20", "signatory_role": "director"},
    ),
    Bad(
        name="a list of none",
        status=409,
        code="registration-quota",
        path="/api/nominations/plans/${issued}/registrations/${unit}",
        key="refused.2",
        body={"models": [], "basis": "simulated", "occurred_on": "2021-03-01"},
    ),
    Bad(
        name="a list after the deadline",
        status=409,
        code="registration-late",
        path="/api/nominations/plans/${issued}/registrations/${unit}",
        key="refused.3",
        body={
            "models": [
                {
                    "model_id": "mot",
                    "kind": "individual",
                    "subject_id": "${person}",
                    "movement_id": "${movement}",
                    "field": "toàn diện",
                }
            ],
            "basis": "simulated",
            "occurred_on": "2021-03-25",
        },
    ),
]
"""Refusals that law wants on record: an event of the case each, once for each identical request."""
