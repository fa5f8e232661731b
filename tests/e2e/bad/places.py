"""Where it is sent: routes, ids, cursors, the other services; and the refusals that law wants on record."""

from __future__ import annotations

from tests.e2e.bad.making import (
    COUNCIL,
    COUNCILS,
    ISSUE,
    ISSUING,
    PLANS,
    asked,
    forbidden,
    organisation,
    plan,
    shape,
)
from tests.support.badly import Bad

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
    asked("quotas of nothing", "/api/nominations/organisations/khong-co/quotas", "not-found", 404),
    asked(
        "quotas of a year before the law",
        "/api/nominations/organisations/${department}/quotas?year=2003",
        field="year",
    ),
    asked(
        "quotas of a year that is a word",
        "/api/nominations/organisations/${department}/quotas?year=hai",
        field="year",
    ),
    asked("quotas of no dossier", "/api/nominations/nominations/khong-co/quotas", "not-found", 404),
    asked(
        "quotas by somebody of a unit below",
        "/api/nominations/organisations/${department}/quotas",
        "not-found",
        404,
        who="clerk",
    ),
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

DOSSIERS = [
    shape(
        "a cause that holds nothing",
        {"opened_on": "2021-05-10", "cause": "rumour", "body": "Báo", "reference": "1"},
        "cause",
        "/api/nominations/nominations/khong-co/holds/mot",
    ),
    Bad(
        name="a hold on nothing",
        status=409,
        code="nomination-not-found",
        path="/api/nominations/nominations/khong-co/holds/mot",
        body={"opened_on": "2021-05-10", "cause": "press", "body": "Báo", "reference": "1"},
    ),
    asked("a dossier that is not there", "/api/nominations/nominations/khong-co/dossier", "not-found", 404),
    asked("dossiers by a color", "/api/nominations/dossiers?color=red", field="color"),
    asked("dossiers by a name twice", "/api/nominations/dossiers?text=an&text=binh", field="text"),
    asked("people by a name that no text is", "/api/nominations/people?text=%00", field="text"),
    asked("people after somebody's own cursor", "/api/nominations/people?after=@@@", "malformed-cursor"),
    asked("an achievement nobody has", "/api/nominations/achievements/khong-co", "not-found", 404),
]

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
