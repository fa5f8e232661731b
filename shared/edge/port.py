"""One listening port for all services of a process; each request becomes a worker of its service's container."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import eventlet
import structlog
from eventlet import greenio, wsgi
from eventlet.event import Event
from nameko.exceptions import ContainerBeingKilled
from nameko.extensions import Entrypoint
from werkzeug.wrappers import Request, Response

from shared.edge.desk import Desk
from shared.edge.headers import correlation_of
from shared.edge.intake import server_for, take_body
from shared.edge.responses import PATH_VALUES, refused
from shared.edge.router import Router
from shared.edge.routes import Route, routes_of
from shared.errors import TransientError
from shared.ids import new_id
from shared.settings import WrongSetting

BACKLOG = 1024
FULL_PAUSE_SECONDS = 0.05

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

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self.router: Router[Target | Callable[[Request], Response]] = Router()
        self._listening: Any = None
        self._accepting: Any = None
        self._server: Any = None
        self._open: dict[Any, list[Any]] = {}

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
        for connection in self._open.values():
            idle, connection[2] = connection[2] is wsgi.STATE_IDLE, wsgi.STATE_CLOSE
            if idle:
                greenio.shutdown_safe(connection[1])

    def wait_for_answers(self, seconds: float) -> None:
        """Wait until every answer is written, at most *seconds*."""
        with eventlet.Timeout(seconds, False):
            for thread in list(self._open):
                thread.wait()

    def _accept(self) -> None:
        while True:
            try:
                taken, peer = self._listening.accept()
            except OSError as error:
                log.warning("cannot accept", reason=errno.errorcode.get(error.errno or 0, str(error)))
                eventlet.sleep(FULL_PAUSE_SECONDS)  # out of file descriptors, as a rule
                continue
            taken.settimeout(self._server.socket_timeout)
            connection = [peer, taken, wsgi.STATE_IDLE]
            thread = eventlet.spawn(self._serve, connection)
            self._open[thread] = connection
            thread.link(self._forget)

    def _serve(self, connection: list[Any]) -> None:
        try:
            self._server.process_request(connection)
        except (OSError, ValueError) as error:  # a peer that went away in the middle of something
            log.debug("connection lost", reason=str(error))
        finally:
            connection[1].close()

    def _forget(self, thread: Any) -> None:
        self._open.pop(thread, None)

    def _application(self, environ: dict[str, Any], start_response: Any) -> Any:
        request = Request(environ)
        try:
            response = self._answer(request)
        except Exception as error:  # noqa: BLE001  # the boundary: every error becomes an answer here
            correlation_id = correlation_of(request.headers.get("X-Correlation-Id"), new_id)
            structlog.contextvars.clear_contextvars()
            structlog.contextvars.bind_contextvars(correlation_id=correlation_id)
            response = refused(error, correlation_id, "sovang")
            response.headers["X-Correlation-Id"] = correlation_id
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        environ = request.environ
        take_body(environ)
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        target, environ[PATH_VALUES] = self.router.find(environ["REQUEST_METHOD"], path)
        if not isinstance(target, Target):
            return target(request)
        if target.spawn is None:
            return target.route.answer(request, target.desk)
        return _by_worker(target, request)


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
