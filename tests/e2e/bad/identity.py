"""By whom, under which key, on what version: what is wrong before the content is looked at."""

from __future__ import annotations

from tests.e2e.bad.making import (
    ACCOUNTS,
    ISSUE,
    ISSUING,
    ORGANISATION,
    PAPER,
    REGISTERING,
    SECRET,
    SIGN_IN,
    asked,
    forbidden,
    untrusted,
)
from tests.support.badly import Bad

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
