"""
What a service offers, once, as a table: HTTP, RPC and OpenAPI are all made from it.

Each service lists its endpoints in `adapters/endpoints.py` as `COMMANDS`, `QUERIES` and `ACTIONS`, which its application
repeats as `commands`, `queries` and `actions`; `shared.edge` serves them, `shared.openapi` describes them. Names are
unique within a service; as an RPC method, `issue-plan` is `issue_plan`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from werkzeug.wrappers import Request, Response

from shared.access import Caller, Permissions
from shared.catalogue import Catalogue
from shared.feed import Feed
from shared.lineage import Lineage
from shared.messages import Answer, CommandContext
from shared.texts import Text
from shared.values import dataclass

BODY = "sovang.body"
"""Where a raw route's request keeps the function that gives its body in parts."""

CORRELATION = "sovang.correlation"
"""Where a raw route's request keeps the id that ties the acts of one story together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEndpoint:
    """
    A command: `POST /api/<service><path>` and the RPC method `name`.

    `path` names fields in braces: `/plans/{plan_id}/issue`. The body's schema is that of the dataclass `command`
    without those fields, without `creates`, and without `by` (the caller's actor, when the command has it).
    `occurrence` is given flat: `occurred_on`, `basis`, `document`. Fields whose metadata says `filled` come from the
    application, never from the request; they MUST have a default. `creates` names the field that gets an id derived
    from (actor, route, key). `scope` names the field that holds the organisation the caller needs a grant in; None in
    that field asks for a grant everywhere. Recording an act on paper (basis `document`) needs the permission
    `act.record` instead of `permission`: who records is not who did it; `simulated` is refused outside the demo realm.
    """

    name: str
    path: str
    command: type[Any]
    permission: str
    summary: Text
    creates: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryEndpoint:
    """
    A question: `GET /api/<service><path>` and the RPC method `name`.

    `params` is a dataclass of path and query parameters (text, whole numbers, days, booleans, and tuples of them:
    a tuple's parameter may be repeated); `result` the dataclass that is answered, or of each item when `paged`.
    `views` names the read models the answer rests on, all of which `Sovang-After` waits for. `permission` None means anybody who is signed in.
    """

    name: str
    path: str
    params: type[Any]
    result: type[Any]
    permission: str | None
    summary: Text
    paged: bool = False
    views: tuple[str, ...] = ()
    scope: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionEndpoint:
    """
    A `POST` that is no command: signing in, opening an account.

    `permission` None means anybody may call, or with `signed_in` whoever is signed in. Run by `Application.act`; `result` is the dataclass it answers, never kept by caches. Fields that `path` names in
    braces are part of `body`; a field `address` that is `filled` gets where the call came from. Repeating it MUST be
    harmless.
    """

    name: str
    path: str
    body: type[Any]
    result: type[Any]
    permission: str | None
    summary: Text
    signed_in: bool = False


@dataclass(frozen=True, slots=True)
class RawRoute:
    """
    A route that answers in its own form: pages, ledger files.

    `path` is absolute, with `{name}` for one segment and `{name:path}` for the rest; their values stand in
    `request.environ["sovang.path"]`. The handler gets the bearer token's caller, None without a token; it checks
    permissions itself. ExpectedErrors it raises are answered as problems. Bodies are read already: at most 64 KiB.

    With `takes`, a body may have so many bytes, and one above 64 KiB is not read yet: the handler MUST judge the caller
    first and then take the parts that `request.environ[BODY]()` gives, once; they come in time or raise. `described` is
    the route's operation in OpenAPI; a route without one is not described.
    """

    method: str
    path: str
    handler: Callable[[Request, Caller | None], Response]
    takes: int = 0
    described: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Items in order and the cursor of the next page, None at the end."""

    items: Sequence[Any]
    next: str | None


@dataclass(frozen=True, slots=True)
class Versioned:
    """A single item with the version of the stream it was read from, for `ETag`."""

    item: Any
    version: int


class Application(Protocol):
    """
    What the edge needs of a service; built by its `wiring.build`.

    It may also have `raw_routes: Sequence[RawRoute]`, and `name_of: NameOf` for what its refusals name by ids. `lineage` is what it knows of who lies below whom.
    """

    name: str
    catalogue: Catalogue
    permissions: Permissions
    commands: Sequence[CommandEndpoint]
    queries: Sequence[QueryEndpoint]
    actions: Sequence[ActionEndpoint]

    @property
    def lineage(self) -> Lineage:
        """How far grants reach here."""

    def owners(self, command: Any) -> Sequence[str]:
        """
        The organisations whose case *command* touches where the request names none: the caller must reach each.

        `*` asks for a grant everywhere. Empty when the request names it, or when there is no such case: then the
        decision says so.
        """

    def handle(self, command: Any, context: CommandContext) -> Answer:
        """Do a command; raises the kernel's ExpectedErrors."""

    def ask(self, name: str, params: Any, caller: Caller) -> Page | Versioned | Any:
        """Answer the query *name*; a plain dataclass, a Versioned one, or a Page."""

    def act(self, name: str, body: Any, caller: Caller | None) -> Any:
        """Do the action *name*; gives the dataclass it answers."""

    def feed(self) -> Feed:
        """The service's own numbered history, for its feed page."""

    def wait_for(self, view: str, token: str, seconds: float) -> bool:
        """Whether *view* has come to `<stream>@<version>` within *seconds*."""

    def ready(self) -> Mapping[str, bool]:
        """What this service stands on, each with whether it answers now."""
