"""What is sent: shapes, bodies, times."""

from __future__ import annotations

import unicodedata

from tests.builders import bodies
from tests.e2e.bad.making import (
    ACCOUNTS,
    FACT,
    ISSUE,
    ISSUING,
    MY_PASSWORD,
    ORGANISATION,
    PAPER,
    PLANS,
    RECORDING,
    REGISTERING,
    SECRET,
    malformed,
    organisation,
    plan,
    shape,
)
from tests.support.badly import Bad

RENAMING = "/api/nominations/organisations/${unit}/rename"
ENDING = "/api/nominations/organisations/${unit}/dissolve"
POSITIONS = "/api/nominations/people/nguoi-nao-do/positions"

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
    shape(
        "a change without its document", {"name": "Phòng Hai", "since": "2021-01-01"}, "resolution", RENAMING
    ),
    shape(
        "a document that nobody says is confirmed",
        {**bodies.renaming(), "resolution": {"number": "1/QĐ", "dated": "2021-01-01"}},
        "resolution.confirmed",
        RENAMING,
    ),
    shape(
        "a name that is said to be the former one",
        {**bodies.renaming(), "former_name": "Phòng Một"},
        "former_name",
        RENAMING,
    ),
    shape(
        "one successor for a list", {**bodies.dissolution(), "successors": "${unit}"}, "successors", ENDING
    ),
    shape("a position that does not exist", bodies.position("${unit}", "king"), "position", POSITIONS),
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
    shape("a fact of no kind", {**FACT, "kind": "rumour"}, "kind", RECORDING),
    shape("a fact with another kind's code", {**FACT, "code": "cstd_tinh"}, "code", RECORDING),
    shape("a year nobody kept records of", {**FACT, "year": 1066}, "year", RECORDING),
    shape(
        "a short password",
        {"username": "nguoi-moi", "password": "ngắn", "name": "Người mới", "grants": []},
        "password",
        ACCOUNTS,
    ),
    shape(
        "a short password of one's own",
        {"old_password": SECRET, "password": "ngắn"},
        "password",
        MY_PASSWORD,
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
