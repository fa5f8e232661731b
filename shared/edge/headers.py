"""What HTTP headers say about a call, read strictly."""

from __future__ import annotations

import re
from collections.abc import Callable

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Request

from shared.edge.addresses import ADDRESS
from shared.edge.desk import Call
from shared.errors import Unauthenticated
from shared.problems import WrongContentType
from shared.requests import parsed
from shared.texts import Text

NOT_BEARER = Text("Authorization phải có dạng Bearer <token>.", "Authorization must be Bearer <token>.")

_CORRELATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_TRACEPARENT = re.compile(r"00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
_BEARER = re.compile(r"bearer +([A-Za-z0-9._~+/=-]+)", re.IGNORECASE)
_JSON = re.compile(r'application/json *(?:; *charset="?utf-8"?)? *', re.IGNORECASE)


def correlation_of(given: str | None, new_id: Callable[[], str]) -> str:
    """*given* when it is well-formed, else a fresh id."""
    return given if given and _CORRELATION.fullmatch(given) else new_id()


def traceparent_of(given: str | None) -> str | None:
    """*given* when it is a valid W3C trace context of version 00, else None."""
    return given if given and _TRACEPARENT.fullmatch(given) else None


def token_of(headers: Headers) -> str | None:
    """The bearer token, None without `Authorization`; raises Unauthenticated for any other form."""
    given = headers.get("Authorization")
    if given is None:
        return None
    found = _BEARER.fullmatch(given.strip())
    if found is None:
        raise Unauthenticated("token-invalid", NOT_BEARER)
    return found[1]


def call_of(request: Request, correlation_id: str) -> Call:
    """The call that *request* is; raises Unauthenticated when `Authorization` is malformed."""
    headers = request.headers
    return Call(
        correlation_id=correlation_id,
        token=token_of(headers),
        key=headers.get("Idempotency-Key"),
        if_match=headers.get("If-Match"),
        after=headers.get("Sovang-After"),
        traceparent=traceparent_of(headers.get("traceparent")),
        address=request.environ.get(ADDRESS) or None,
    )


def json_of(request: Request) -> dict[str, object]:
    """
    The JSON object in the body; an empty body is an empty object.

    Raises WrongContentType, or InvalidInput when it is not proper JSON.
    """
    body = request.get_data()
    if not body:
        return {}
    if request.headers.get("Content-Encoding") or not _JSON.fullmatch(
        request.headers.get("Content-Type", "")
    ):
        raise WrongContentType
    return parsed(body)
