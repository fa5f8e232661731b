"""The HTTP routes of one service, made from its tables; each answers a request with a response, errors included."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import pymongo
import structlog
from werkzeug.wrappers import Request, Response

from shared import tracing
from shared.edge.commanding import commanded
from shared.edge.contract import contract_routes
from shared.edge.desk import Desk
from shared.edge.handing import HandedDesk
from shared.edge.headers import call_of, correlation_of, json_of, traceparent_of
from shared.edge.responses import PATH_VALUES, Answering, json_response, refused
from shared.endpoints import BODY, CORRELATION, ActionEndpoint, CommandEndpoint, QueryEndpoint, RawRoute
from shared.own_desk import DESK, Found
from shared.requests import merged
from shared.values import dataclass

READING_SECONDS = 8.0
"""So long a question waits for a database that stands still; commands have deadlines of their own."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes: `path` with `{name}` for a segment and `{name:path}` for the rest."""

    method: str
    path: str
    name: str
    answering: Answering
    told: bool = False
    takes: int = 0

    def answer(self, request: Request, desk: Desk) -> Response:
        """The response to *request*; never raises. Requests that change something are told to the log."""
        started = time.perf_counter()
        correlation_id = correlation_of(request.headers.get("X-Correlation-Id"), desk.ground.new_id)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(service=desk.app.name, correlation_id=correlation_id)
        parent = traceparent_of(request.headers.get("traceparent"))
        try:
            with (
                tracing.span(f"{self.method} {self.path}", kind="server", parent=parent),
                pymongo.timeout(None if self.told else READING_SECONDS),
            ):
                response = self.answering(request, correlation_id)
        except Exception as error:  # noqa: BLE001  # the boundary: every error becomes an answer here
            response = refused(error, correlation_id, desk.ground.realm)
        headers = response.headers
        headers["X-Correlation-Id"] = correlation_id
        headers["X-Content-Type-Options"] = "nosniff"
        if self.told:
            ms = round((time.perf_counter() - started) * 1000, 1)
            log.info("request", endpoint=self.name, status=response.status_code, ms=ms)
        return response


def routes_of(desk: Desk) -> list[Route]:
    """Every route of the desk's service."""
    app = desk.app
    prefix = f"/api/{app.name}"
    routes = [
        Route("POST", prefix + each.path, each.name, _command(desk, each), True) for each in app.commands
    ]
    routes += [
        Route("POST", prefix + each.path, each.name, _action(desk, each), True) for each in app.actions
    ]
    routes += [Route("GET", prefix + each.path, each.name, _query(desk, each)) for each in app.queries]
    routes += [Route("GET", path, name, answering) for path, name, answering in contract_routes(desk)]
    raw: Sequence[RawRoute] = getattr(app, "raw_routes", ())
    routes += [
        Route(each.method, each.path, each.path, _raw(desk, each), each.method != "GET", each.takes)
        for each in raw
    ]
    return routes


def _command(desk: Desk, endpoint: CommandEndpoint) -> Answering:
    def answer(request: Request, correlation_id: str) -> Response:
        call = call_of(request, correlation_id)
        content = partial(_content, request)
        done = commanded(desk, endpoint, call, content)
        given = done.answer
        body = {"stream": given.stream, "version": given.version, "id": done.identity}
        headers = {"ETag": f'"{given.version}"', "Sovang-Token": given.token, "Cache-Control": "no-store"}
        return json_response(body, headers, 201 if given.created else 200)

    return answer


def _content(request: Request) -> dict[str, object]:
    return merged(json_of(request), request.environ[PATH_VALUES])


def _action(desk: Desk, endpoint: ActionEndpoint) -> Answering:
    def answer(request: Request, correlation_id: str) -> Response:
        call = call_of(request, correlation_id)
        body = desk.action(endpoint, call, partial(_content, request))
        return json_response(body, {"Cache-Control": "no-store"})

    return answer


def _query(desk: Desk, endpoint: QueryEndpoint) -> Answering:
    def answer(request: Request, correlation_id: str) -> Response:
        call = call_of(request, correlation_id)
        in_query = request.args.items(multi=True)
        found = desk.query(
            endpoint, call, lambda form: form.from_address(request.environ[PATH_VALUES], in_query)
        )
        return _found(request, found)

    return answer


def _found(request: Request, found: Found) -> Response:
    headers = {"Cache-Control": "private, no-cache"}
    if found.stale:
        headers["Sovang-Stale"] = "true"
    if found.version is None:
        return json_response(found.body, headers)
    headers["ETag"] = f'"{found.version}"'
    if request.if_none_match.contains_weak(str(found.version)):
        return Response(status=304, headers=headers)
    return json_response(found.body, headers)


def _raw(desk: Desk, route: RawRoute) -> Answering:
    def answer(request: Request, correlation_id: str) -> Response:
        call = call_of(request, correlation_id)
        request.environ[CORRELATION] = correlation_id
        request.environ[DESK] = HandedDesk(desk, call)
        request.environ.setdefault(BODY, lambda: iter((request.get_data(),)))
        return route.handler(request, desk.caller(call))

    return answer
