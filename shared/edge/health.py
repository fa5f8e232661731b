"""Whether the process lives and what it lacks to work."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import structlog
from werkzeug.wrappers import Request, Response

from shared.edge.desk import Desk
from shared.edge.responses import json_response

log = structlog.get_logger()

FRESH = {"Cache-Control": "no-store"}


def healthz(_request: Request) -> Response:
    """The process lives."""
    return json_response({"status": "ok"}, FRESH)


def readyz(desks: Callable[[], Iterable[Desk]]) -> Callable[[Request], Response]:
    """200 when everything that each service stands on answers, else 503 with the names of what does not."""

    def answer(_request: Request) -> Response:
        missing = sorted(name for desk in desks() for name in missing_of(desk))
        status = 503 if missing else 200
        headers = {**FRESH, "Retry-After": "1"} if missing else FRESH
        return json_response({"ready": not missing, "missing": missing}, headers, status)

    return answer


def missing_of(desk: Desk) -> list[str]:
    """What *desk*'s service lacks now: `<service>.<name>` each."""
    service = desk.app.name
    try:
        return [f"{service}.{name}" for name, there in desk.app.ready().items() if not there]
    except Exception as error:  # noqa: BLE001  # a check that fails is an answer: not ready
        log.warning("readiness check failed", service=service, reason=repr(error))
        return [service]
