"""One listening port for all services of a process; each request becomes a worker of its service's container."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import eventlet
import structlog
from eventlet.event import Event
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint
from werkzeug.wrappers import Request, Response

from shared import metrics
from shared.edge.connections import Connection, Connections
from shared.edge.desk import Desk
from shared.edge.headers import correlation_of
from shared.edge.intake import take_body
from shared.edge.problem_page import page_of, wants_page
from shared.edge.protocol import server_for, turn_away
from shared.edge.receiving import Receiving
from shared.edge.responses import GUARDS, PATH_VALUES, refused, told
from shared.edge.router import Router
from shared.edge.routes import Route, routes_of
from shared.edge.shelf import Shelf
from shared.edge.turnstile import Turnstile
from shared.endpoints import BODY
from shared.errors import ExpectedError, TransientError
from shared.ids import new_id
from shared.limits import Limits
from shared.problems import MAX_BODY
from shared.settings import WrongSetting

BACKLOG = 1024
REALM = "sovang"
FULL_PAUSE_SECONDS = 0.05
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

ROUTE = "sovang.route"
"""Where the request's environment keeps service and path of its route; None for a page that is not counted."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A route with the desk that answers it; `spawn` has it done by a worker, None does it at once."""

    route: Route
    desk: Desk
    spawn: Callable[..., Any] | None


class Port:
    """
    Listens, finds the route, has it answered.

    Bound by `open`, so that a taken port is known before anything starts; serves from `accept` on, when every
    service has added its routes.
    """

    def __init__(self, host: str, port: int, limits: Limits) -> None:
        self._address = (host, port)
        self.router: Router[Target | Callable[[Request], Response]] = Router()
        self._listening: Any = None
        self._accepting: Any = None
        self._server: Any = None
        self._connections = Connections(limits)
        self.turnstile = Turnstile(limits)
        self._shelf = Shelf()

    @property
    def address(self) -> str:
        """Where it listens: `host:port`."""
        host, port = self._listening.getsockname()[:2]
        return f"{host}:{port}"

    def open(self) -> None:
        """Bind; raises WrongSetting when the address is taken or not ours."""
        host, port = self._address
        family = eventlet.green.socket.AF_INET6 if ":" in host else eventlet.green.socket.AF_INET
        try:
            self._listening = eventlet.listen((host, port), family=family, backlog=BACKLOG, reuse_port=False)
        except OSError as error:
            raise WrongSetting(_bind_sentence(host, port, error)) from None
        self._listening.settimeout(None)
        self._server = server_for(self._listening, self._application)

    def add(self, desk: Desk, entrypoint: Entrypoint) -> None:
        """Add every route of *desk*'s service, answered by workers of *entrypoint*'s container."""
        for route in routes_of(desk):
            spawn = partial(entrypoint.container.spawn_worker, entrypoint)
            self.router.add(route.method, route.path, Target(route, desk, spawn))

    def accept(self) -> None:
        """Start taking connections."""
        self._accepting = eventlet.spawn(self._accept)

    def stop_accepting(self) -> None:
        """Take no more connections, end idle ones; requests under way go on, and are their connection's last."""
        if self._accepting is not None:
            self._accepting.kill()
        self._listening.close()
        self._connections.end_idle()

    def wait_for_answers(self, seconds: float) -> None:
        """Wait until every answer is written, at most *seconds*."""
        self._connections.wait(seconds)

    def _accept(self) -> None:
        while True:
            try:
                taken, peer = self._listening.accept()
            except OSError as error:
                log.warning("cannot accept", reason=errno.errorcode.get(error.errno or 0, str(error)))
                eventlet.sleep(FULL_PAUSE_SECONDS)  # out of file descriptors, as a rule
                continue
            taken.settimeout(self._server.socket_timeout)
            connection = self._connections.admitted(taken, peer)
            if connection is None:
                turn_away(taken)
            else:
                self._connections.add(eventlet.spawn(self._serve, connection), connection)
            eventlet.sleep(0)  # a flood of connections must not keep the others from their answers

    def _serve(self, connection: Connection) -> None:
        try:
            self._server.process_request(connection)
        except (OSError, ValueError) as error:  # a peer that went away in the middle of something
            log.debug("connection lost", reason=str(error))
        finally:
            connection[1].close()

    def _application(self, environ: dict[str, Any], start_response: Any) -> Any:
        request, started = Request(environ), time.perf_counter()
        try:
            response = self._answer(request)
            self.turnstile.leave(environ, response.status_code)
        except Exception as error:  # noqa: BLE001  # the boundary: every error becomes an answer here
            correlation_id = correlation_of(request.headers.get("X-Correlation-Id"), new_id)
            structlog.contextvars.clear_contextvars()
            structlog.contextvars.bind_contextvars(correlation_id=correlation_id)
            page = wants_page(request)
            response = (
                page_of(told(error, REALM), correlation_id) if page else refused(error, correlation_id, REALM)
            )
            response.headers["X-Correlation-Id"] = correlation_id
        _timed(environ, response.status_code, time.perf_counter() - started)
        for name, value in GUARDS.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        environ = request.environ
        most = self._most_of(environ)
        if not most:
            take_body(environ)
            return self._routed(request)
        receiving = Receiving(environ, most, self._shelf)
        environ[BODY] = receiving.parts
        try:
            return self._routed(request)
        finally:
            receiving.finish()

    def _most_of(self, environ: dict[str, Any]) -> int:
        """How much the route takes that reads its body itself; 0 for all others, and for a body they would take too."""
        if "HTTP_TRANSFER_ENCODING" not in environ and int(environ.get("CONTENT_LENGTH") or 0) <= MAX_BODY:
            return 0
        with suppress(ExpectedError):
            target, _ = self.router.find(environ["REQUEST_METHOD"], _path_of(environ))
            return target.route.takes if isinstance(target, Target) else 0
        return 0

    def _routed(self, request: Request) -> Response:
        environ = request.environ
        self.turnstile.enter(environ)
        path = _path_of(environ)
        if environ["REQUEST_METHOD"] == "OPTIONS":
            return Response(status=204, headers={"Allow": ", ".join(self.router.methods_of(path))})
        target, environ[PATH_VALUES] = self.router.find(environ["REQUEST_METHOD"], path)
        if not isinstance(target, Target):
            environ[ROUTE] = None
            return target(request)
        environ[ROUTE] = (target.desk.app.name, target.route.path)
        if target.spawn is None:
            return target.route.answer(request, target.desk)
        return _by_worker(target, request)


def _path_of(environ: dict[str, Any]) -> str:
    path: str = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    return path


def _timed(environ: dict[str, Any], status: int, seconds: float) -> None:
    """Pages of the process itself, health and metrics among them, are not counted."""
    route = environ.get(ROUTE, ("", ""))
    if route is not None:
        method = environ["REQUEST_METHOD"]
        told = method if method in METHODS else "other"
        metrics.HTTP_SECONDS.labels(*route, told, f"{status // 100}xx").observe(seconds)


def _by_worker(target: Target, request: Request) -> Response:
    answered = Event()

    def hand_over(_context: Any, result: Any, exc_info: Any) -> Any:
        answered.send(result, exc_info)
        return result, exc_info

    assert target.spawn is not None
    try:
        target.spawn((request, target.route, target.desk), {}, handle_result=hand_over)
    except ContainerBeingKilled:
        raise TransientError("the service is stopping") from None
    response: Response = answered.wait()
    return response


def _bind_sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Thiết lập SOVANG_PORT: cổng {port} đang được dùng. / Setting SOVANG_PORT: port {port} is in use."
    reason = errno.errorcode.get(error.errno or 0, "?")
    return f"Thiết lập SOVANG_HOST: không mở được {host}:{port} ({reason}). / Setting SOVANG_HOST: cannot listen there."
