"""The same endpoints as nameko RPC methods: `method(payload, call)`; the callee verifies the caller's token."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

import structlog
from marshmallow import ValidationError
from nameko.exceptions import deserialize_to_instance, get_module_path, registry
from nameko.rpc import Rpc, RpcConsumer

from shared import metrics, tracing
from shared.broker.memory_rpc import MEMORY_URI
from shared.edge.commanding import commanded
from shared.edge.desk import Call, Desk
from shared.edge.headers import correlation_of, traceparent_of
from shared.endpoints import ActionEndpoint, CommandEndpoint, QueryEndpoint
from shared.errors import (
    ExpectedError,
    Forbidden,
    InvalidInput,
    KeyReused,
    LostRace,
    NotFound,
    OutcomeUnknown,
    Rejected,
    SlowDown,
    SovangError,
    TransientError,
    Unauthenticated,
    VersionMismatch,
)
from shared.faults import invalid_shape
from shared.limits import TooManyRequests
from shared.problems import KeyRequired
from shared.schemas import schema_for
from shared.texts import Text
from shared.values import dataclass

log = structlog.get_logger()

CROSSING: tuple[type[ExpectedError], ...] = (
    Rejected,
    NotFound,
    InvalidInput,
    Unauthenticated,
    Forbidden,
    VersionMismatch,
    KeyReused,
    KeyRequired,
    LostRace,
    OutcomeUnknown,
    TooManyRequests,
    SlowDown,
)


@deserialize_to_instance
class RemoteFailure(SovangError):
    """The service called failed in a way nobody foresaw; its log has the reason under the correlation id."""


@deserialize_to_instance
class RemoteAway(TransientError):
    """The service called cannot do its work for the moment; try again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFields:
    """What the second argument of every method may hold."""

    token: str | None = None
    key: str | None = None
    if_match: int | None = None
    after: str | None = None
    correlation_id: str | None = None
    traceparent: str | None = None


class PatientConsumer(RpcConsumer):  # type: ignore[misc]  # nameko ships no types
    """Connects in the background: a broker that is away keeps nobody from HTTP."""

    def start(self) -> None:
        """Begin to connect, kombu keeps trying; in memory there is nothing to wait for in vain."""
        self.container.spawn_managed_thread(self.consumer.run)
        if self.amqp_uri == MEMORY_URI:
            self.consumer.wait_until_consumer_ready()


class Method(Rpc):  # type: ignore[misc]  # nameko ships no types
    """An RPC entrypoint on the patient consumer."""

    rpc_consumer = PatientConsumer()


method = Method.decorator


def attach_methods(
    service: Any,
    commands: Sequence[CommandEndpoint],
    queries: Sequence[QueryEndpoint],
    actions: Sequence[ActionEndpoint],
) -> None:
    """Give the class *service* one RPC method for each endpoint."""
    for command in commands:
        _attach(service, command.name, _command(command))
    for query in queries:
        _attach(service, query.name, _query(query))
    for action in actions:
        _attach(service, action.name, _action(action))


Doing = Callable[[Desk, Call, Mapping[str, Any]], dict[str, Any]]


def _attach(service: Any, name: str, doing: Doing) -> None:
    attribute = name.replace("-", "_")
    if hasattr(service, attribute):
        raise TypeError(f"two endpoints are named {name}")

    def answer(self: Any, payload: Any, call: Any) -> dict[str, Any]:
        return answered(self.desk, name, doing, payload, call)

    answer.__name__ = attribute
    setattr(service, attribute, method(expected_exceptions=SovangError)(answer))


def answered(desk: Desk, name: str, doing: Doing, payload: Any, call: Any) -> dict[str, Any]:
    """What *doing* gives; its errors as the ones that cross, carrying nothing internal."""
    started = time.perf_counter()
    correlation_id = correlation_of(_told(call, "correlation_id"), desk.ground.new_id)
    parent = traceparent_of(_told(call, "traceparent"))
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(service=desk.app.name, correlation_id=correlation_id)
    outcome = "done"
    try:
        with tracing.span(f"{desk.app.name}.{name}", kind="server", parent=parent):
            return doing(desk, _call(call, correlation_id), _payload(payload))
    except ExpectedError as error:
        outcome = error.code
        raise crossing(error) from None
    except TransientError as error:
        outcome = "unavailable"
        log.warning("unavailable", reason=str(error))
        raise RemoteAway from None
    except Exception as error:
        outcome = "internal"
        log.exception("failed")
        raise RemoteFailure(correlation_id) from error
    finally:
        seconds = time.perf_counter() - started
        kind = {"done": "done", "unavailable": "unavailable", "internal": "failed"}.get(outcome, "refused")
        metrics.RPC_SECONDS.labels(desk.app.name, name, kind).observe(seconds)
        log.info("call", endpoint=name, outcome=outcome, ms=round(seconds * 1000, 1))


def _told(call: Any, name: str) -> str | None:
    """What a call that nobody has checked yet says under *name*, if it is text."""
    told = call.get(name) if isinstance(call, dict) else None
    return told if isinstance(told, str) else None


def _payload(payload: Any) -> Mapping[str, Any]:
    if not isinstance(payload, dict):
        raise InvalidInput
    return payload


def _call(call: Any, correlation_id: str) -> Call:
    try:
        fields: CallFields = schema_for(CallFields).load({**call} if isinstance(call, dict) else call)
    except ValidationError as error:
        raise invalid_shape(error) from None
    return Call(
        correlation_id=correlation_id,
        token=fields.token,
        key=fields.key,
        if_match=None if fields.if_match is None else f'"{fields.if_match}"',
        after=fields.after,
        traceparent=traceparent_of(fields.traceparent),
    )


def _command(endpoint: CommandEndpoint) -> Doing:
    def do(desk: Desk, call: Call, payload: Mapping[str, Any]) -> dict[str, Any]:
        done = commanded(desk, endpoint, call, lambda: payload)
        return {**asdict(done.answer), "id": done.identity}

    return do


def _query(endpoint: QueryEndpoint) -> Doing:
    def do(desk: Desk, call: Call, payload: Mapping[str, Any]) -> dict[str, Any]:
        found = desk.query(endpoint, call, lambda form: form.params(payload))
        answer = found.body if endpoint.paged else {"item": found.body, "version": found.version}
        return {**answer, "stale": found.stale}

    return do


def _action(endpoint: ActionEndpoint) -> Doing:
    def do(desk: Desk, call: Call, payload: Mapping[str, Any]) -> dict[str, Any]:
        return desk.action(endpoint, call, lambda: payload)

    return do


def carried(error: ExpectedError) -> str:
    """
    All that *error* says, as one JSON text: nameko lets nothing but text cross unharmed.

    Programs get ids in the sentence, too: on this way it may be logged.
    """
    fields = error.fields if isinstance(error, InvalidInput) else {}
    return json.dumps(
        {
            "code": error.code,
            "vi": error.plain.vi,
            "en": error.plain.en,
            "citation": error.citation,
            "facts": error.facts,
            "fields": {path: [text.vi, text.en] for path, text in fields.items()},
        },
        ensure_ascii=False,
    )


def crossing(error: ExpectedError) -> ExpectedError:
    """*error* as the registered class nearest to its own, its text ready to cross."""
    kind = next((each for each in CROSSING if isinstance(error, each)), InvalidInput)
    crosser = kind(error.code)
    crosser.args = (carried(error),)
    return crosser


def restored(kind: type[ExpectedError], text: str) -> ExpectedError:
    """The error of class *kind* that `carried` wrote as *text*."""
    said = json.loads(text)
    options: dict[str, Any] = {"citation": said["citation"]}
    if issubclass(kind, InvalidInput):
        options["fields"] = {path: Text(*pair) for path, pair in said["fields"].items()}
    error = kind(said["code"], **options)
    error.text = error.plain = Text(said["vi"], said["en"])
    error.facts = said["facts"]
    return error


def register_errors() -> None:
    """Let the kernel's errors cross: whoever calls by RPC gets the very class that was raised."""
    for kind in CROSSING:
        registry[get_module_path(kind)] = partial(restored, kind)
