"""What a nameko service class is made of: the application, its HTTP side and its RPC side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from nameko import config
from nameko.extensions import DependencyProvider, Entrypoint
from werkzeug.wrappers import Request, Response

from shared.edge.desk import Desk, Ground
from shared.edge.port import Port
from shared.edge.routes import Route
from shared.edge.rpc import attach_methods
from shared.endpoints import ActionEndpoint, Application, CommandEndpoint, QueryEndpoint
from shared.platform import Platform
from shared.values import dataclass

PROCESS = "SOVANG_PROCESS"
"""Under which name nameko's configuration holds the Process."""


@dataclass(frozen=True, slots=True)
class Process:
    """What the services of one process share; put into nameko's configuration before containers are made."""

    platform: Platform
    port: Port
    ground: Ground
    desks: dict[str, Desk]


class Wired(DependencyProvider):  # type: ignore[misc]  # nameko ships no types
    """Builds the service's application once, after eventlet has patched; each worker gets the desk over it."""

    def __init__(self, build: Callable[[Platform], Application]) -> None:
        self.build = build
        self.desk: Desk | None = None

    def setup(self) -> None:
        """Build; whatever is wrong with the service's tables is found here."""
        process: Process = config[PROCESS]
        self.desk = Desk(self.build(process.platform), process.ground)
        process.desks[self.desk.app.name] = self.desk

    def get_dependency(self, worker_ctx: Any) -> Desk:
        """The desk."""
        assert self.desk is not None
        return self.desk


class Http(Entrypoint):  # type: ignore[misc]  # nameko ships no types
    """All HTTP routes of the service, on the port that the process's services share."""

    def start(self) -> None:
        """Every provider is set up by now: hand the routes to the port."""
        wired = next(each for each in self.container.dependencies if isinstance(each, Wired))
        config[PROCESS].port.add(wired.desk, self)


http = Http.decorator


class Tables(Protocol):
    """A service's `adapters/endpoints.py`."""

    COMMANDS: Sequence[CommandEndpoint]
    QUERIES: Sequence[QueryEndpoint]
    ACTIONS: Sequence[ActionEndpoint]


S = TypeVar("S")


def served(tables: Tables) -> Callable[[type[S]], type[S]]:
    """
    Makes a class with `name` and `desk = Wired(build)` a nameko service of all that *tables* list.

    One HTTP entrypoint for all routes; one RPC method for each endpoint, named as it.
    """

    def attach(service: type[S]) -> type[S]:
        def answer(_self: Any, request: Request, route: Route, desk: Desk) -> Response:
            return route.answer(request, desk)

        service.answer_http = http(answer)  # type: ignore[attr-defined]  # nameko finds entrypoints by attribute
        attach_methods(service, tables.COMMANDS, tables.QUERIES, tables.ACTIONS)
        return service

    return attach
