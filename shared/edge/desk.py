"""
One service's desk (quầy tiếp nhận): judges each call in the same order, whether it came by HTTP or by RPC.

Authenticate, shape, authorise, then the application. Knows no nameko.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import structlog
from marshmallow import Schema

from shared.access import EVERYWHERE, RECORDING, Caller, authorise, is_live
from shared.asking import reach
from shared.clock import Clock, local_date
from shared.endpoints import ActionEndpoint, Application, CommandEndpoint, Page, QueryEndpoint, Versioned
from shared.errors import ExpectedError, Forbidden, InvalidInput, TransientError, Unauthenticated
from shared.ids import NewId
from shared.messages import CommandContext
from shared.naming import NameOf, named
from shared.own_desk import Done, Found
from shared.problems import KeyRequired
from shared.references import references_in
from shared.requests import ActionForm, CommandForm, Payload, QueryForm, content_of
from shared.schemas import schema_for
from shared.texts import Text

FRESH_SECONDS = 2.0

KEY_MALFORMED = Text(
    "Idempotency-Key phải có 1 đến 128 ký tự ASCII in được, không có khoảng trắng.",
    "Idempotency-Key must be 1 to 128 printable ASCII characters without spaces.",
)
IF_MATCH_MALFORMED = Text(
    'If-Match phải là một phiên bản trong ngoặc kép, ví dụ "7".',
    'If-Match must be one version in quotes, like "7".',
)
AFTER_MALFORMED = Text(
    "Sovang-After phải có dạng <luồng>@<phiên bản>.", "Sovang-After must be <stream>@<version>."
)
SIMULATED = Text("Ngày mô phỏng chỉ dùng trong miền demo.", "Simulated dates are for the demo realm only.")

_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_VERSION = re.compile(r'"(0|[1-9][0-9]{0,8})"')
_AFTER = re.compile(r"[a-z0-9][a-z0-9-]{0,119}@(?:0|[1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What comes with a request besides its content."""

    correlation_id: str
    token: str | None = None
    key: str | None = None
    if_match: str | None = None
    after: str | None = None
    traceparent: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """
    What all desks of one process stand on.

    `standing` gives a caller as the owner of accounts knows them at that moment; it raises Forbidden when the account is
    disabled, and TransientError when the owner cannot be asked.
    """

    verify: Callable[[str], Caller]
    standing: Callable[[Caller], Caller]
    fingerprint: Callable[..., str]
    clock: Clock
    new_id: NewId
    demo: bool
    realm: str


@dataclass(frozen=True, eq=False)
class Desk:
    """Serves *app*'s endpoints."""

    app: Application
    ground: Ground
    commands: Mapping[str, CommandForm] = field(init=False)
    queries: Mapping[str, tuple[QueryForm, Schema]] = field(init=False)
    actions: Mapping[str, tuple[ActionForm, Schema]] = field(init=False)

    def __post_init__(self) -> None:
        app = self.app
        commands = {each.name: CommandForm(app.name, each) for each in app.commands}
        queries = {each.name: (QueryForm(each), schema_for(each.result)) for each in app.queries}
        actions = {each.name: (ActionForm(each), schema_for(each.result)) for each in app.actions}
        object.__setattr__(self, "commands", commands)
        object.__setattr__(self, "queries", queries)
        object.__setattr__(self, "actions", actions)

    def caller(self, call: Call) -> Caller | None:
        """Whose token it is, None without one; raises Unauthenticated for one that cannot be trusted."""
        if call.token is None:
            return None
        caller = self.ground.verify(call.token)
        structlog.contextvars.bind_contextvars(actor=caller.actor)
        return replace(caller, lineage=self.app.lineage)

    def signed_in(self, call: Call) -> Caller:
        """The caller; raises Unauthenticated when there is none."""
        caller = self.caller(call)
        if caller is None:
            raise Unauthenticated
        return caller

    def command(self, endpoint: CommandEndpoint, call: Call, payload: Payload) -> Done:
        """Do a command; raises the ExpectedErrors of its judgement in their order."""
        caller = self.signed_in(call)
        key, if_match = required_key(call), seen_version(call)
        form = self.commands[endpoint.name]
        content = payload()
        today = local_date(self.ground.clock())
        command = form.command(content, actor=caller.actor, key=key, today=today)
        role = self._permit(caller, endpoint, command)
        context = CommandContext(
            actor=caller.actor,
            actor_role=role,
            correlation_id=call.correlation_id,
            causation_id=f"command:{self.ground.new_id()}",
            key=key,
            fingerprint=self.ground.fingerprint(form.route, content_of(content)),
            if_match=if_match,
            traceparent=call.traceparent,
        )
        try:
            answer = self.app.handle(command, context)
        except ExpectedError as error:
            self._name(error, caller)
            raise
        created = endpoint.creates
        return Done(answer, getattr(command, created) if created else answer.stream.partition("-")[2])

    def query(self, endpoint: QueryEndpoint, call: Call, params: Callable[[QueryForm], Any]) -> Found:
        """Answer a question, after waiting for its view if the call asks for it."""
        caller = self.signed_in(call)
        form, schema = self.queries[endpoint.name]
        asked = params(form)
        if endpoint.permission is not None:
            self._authorise(caller, endpoint.permission, _scope(endpoint, asked))
        stale = self._stale(endpoint, call)
        match self.app.ask(endpoint.name, asked, caller):
            case Page(items=items, next=following):
                return Found({"items": [schema.dump(item) for item in items], "next": following}, stale=stale)
            case Versioned(item=item, version=version):
                return Found(schema.dump(item), version, stale)
            case item:
                return Found(schema.dump(item), stale=stale)

    def action(self, endpoint: ActionEndpoint, call: Call, payload: Payload) -> dict[str, Any]:
        """Do an action; its result as JSON."""
        caller = self.caller(call)
        if caller is None and (endpoint.permission is not None or endpoint.signed_in):
            raise Unauthenticated
        form, schema = self.actions[endpoint.name]
        body = form.body(payload(), call.address)
        if caller is not None and endpoint.permission is not None:
            caller = self._authorise(caller, endpoint.permission)[0]
        result: dict[str, Any] = schema.dump(self.app.act(endpoint.name, body, caller))
        return result

    def _permit(self, caller: Caller, endpoint: CommandEndpoint, command: Any) -> str:
        asked, scope = _permission(endpoint, command), _scope(endpoint, command)
        caller, role = self._authorise(caller, asked, scope)
        if reach(caller, asked, self.app.permissions) is not None:
            role = authorise(caller, asked, self.app.permissions, scope, *self.app.owners(command))
        if _basis(command) == "simulated" and not self.ground.demo:
            raise Forbidden("simulated-outside-demo", SIMULATED)
        return role

    def _authorise(self, caller: Caller, permission: str, scope: str | None = None) -> tuple[Caller, str]:
        """The caller and the role that counts; where a permission is live, as the owner of accounts says now."""
        role = authorise(caller, permission, self.app.permissions, scope)
        if not (caller.is_person and is_live(self.app.permissions, permission)):
            return caller, role
        caller = replace(self.ground.standing(caller), lineage=self.app.lineage)
        return caller, authorise(caller, permission, self.app.permissions, scope)

    def _name(self, error: ExpectedError, caller: Caller) -> None:
        """
        Have *error* tell people names in place of ids; programs get the ids alone.

        Nothing of it is stored or logged. While the vault is away the ids stand there.
        """
        references = references_in(error.facts, self.app.catalogue.references)
        name_of: NameOf | None = getattr(self.app, "name_of", None)
        names: Mapping[str, Text] = {}
        if name_of is not None and caller.is_person:
            with suppress(TransientError):
                names = named(references, name_of, caller)
        error.tell(references, names)

    def _stale(self, endpoint: QueryEndpoint, call: Call) -> bool:
        if call.after is None or not endpoint.views:
            return False
        if not _AFTER.fullmatch(call.after):
            raise InvalidInput("after-malformed", AFTER_MALFORMED)
        until = time.monotonic() + FRESH_SECONDS  # for all of them together
        return not all(
            self.app.wait_for(view, call.after, max(0.0, until - time.monotonic())) for view in endpoint.views
        )


def required_key(call: Call) -> str:
    """The idempotency key; raises KeyRequired, or InvalidInput when it is malformed."""
    if call.key is None:
        raise KeyRequired
    if not _KEY.fullmatch(call.key):
        raise InvalidInput("idempotency-key-malformed", KEY_MALFORMED)
    return call.key


def seen_version(call: Call) -> int | None:
    """The version in `If-Match`; raises InvalidInput when it is not one version in quotes."""
    if call.if_match is None:
        return None
    found = _VERSION.fullmatch(call.if_match.strip())
    if found is None:
        raise InvalidInput("if-match-malformed", IF_MATCH_MALFORMED)
    return int(found[1])


def _permission(endpoint: CommandEndpoint, command: Any) -> str:
    """What doing *command* takes; entering what others did on paper takes the right to record, not theirs to do it."""
    return RECORDING if _basis(command) == "document" else endpoint.permission


def _basis(command: Any) -> str | None:
    occurrence = getattr(command, "occurrence", None)
    return None if occurrence is None else occurrence.basis


def _scope(endpoint: CommandEndpoint | QueryEndpoint, asked: Any) -> str | None:
    if endpoint.scope is None:
        return None
    return getattr(asked, endpoint.scope) or EVERYWHERE
