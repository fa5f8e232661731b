"""How answers are written in HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from werkzeug.wrappers import Request, Response

from shared.errors import ExpectedError, TransientError
from shared.problems import MEDIA_TYPE, Problem, problem_of

log = structlog.get_logger()

PATH_VALUES = "sovang.path"
"""Where the request's environment keeps the values of the path's places."""

JSON = "application/json"

GUARDS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
"""What every answer says to browsers, unless it says better itself."""

Answering = Callable[[Request, str], Response]
"""Answers a request of some correlation id; may raise."""


def json_response(body: Any, headers: Mapping[str, str], status: int = 200) -> Response:
    """*body* as JSON."""
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(text, status=status, headers=headers, content_type=JSON)


def refused(error: Exception, correlation_id: str, realm: str) -> Response:
    """*error* as a problem; what nobody expected is logged with its trace."""
    problem = told(error, realm)
    headers = {"Cache-Control": "no-store", **problem.headers}
    return Response(
        problem.body(correlation_id), status=int(problem.status), headers=headers, content_type=MEDIA_TYPE
    )


def told(error: Exception, realm: str) -> Problem:
    """The problem that *error* is, after the log has been told."""
    problem = problem_of(error, realm=realm)
    match error:
        case ExpectedError():
            log.warning("refused", code=problem.code, status=int(problem.status))
        case TransientError():
            log.warning("unavailable", reason=str(error))
        case _:
            log.error("failed", exc_info=error)
    return problem
