"""What every service's application is put together from: handlers, routes to them, reactions, foreign events."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Generic, TypeVar

from marshmallow import ValidationError

from shared.acts import Basis, Occurrence
from shared.clock import Clock
from shared.codec import Codec, envelope_of
from shared.decider import Decider
from shared.errors import InvalidInput
from shared.eventstore import EventStore, stored
from shared.fencing import Beside, Fence, FencedHandler, TogetherHandler
from shared.handling import CommandHandler
from shared.ids import NewId
from shared.messages import Answer, CommandContext, Envelope, NumberedEvent, RecordedEvent
from shared.rules import RuleBook
from shared.schemas import paths_of, schema_for
from shared.texts import Text
from shared.values import dataclass

C = TypeVar("C")
S = TypeVar("S")

UNREADABLE = Text(
    "Sự kiện {type} của dịch vụ khác không đọc được: {faults}.",
    "The event {type} of another service cannot be read: {faults}.",
)
UNKNOWN_VERSION = Text(
    "Sự kiện {type} có phiên bản {version}; dịch vụ này chỉ đọc được phiên bản {known}.",
    "The event {type} has version {version}; this service reads version {known} only.",
)
MALFORMED_ID = Text(
    "Mã chỉ gồm chữ thường không dấu, chữ số và gạch nối.",
    "An id holds lower-case letters, digits and hyphens only.",
)


@dataclass(frozen=True, slots=True)
class Handlers:
    """Makes the command handlers of one service, all on the same store and codec."""

    store: EventStore
    codec: Codec
    clock: Clock
    new_id: NewId

    def of(self, decider: Decider[C, S, Any]) -> CommandHandler[C, S]:
        """The handler of *decider*; make it once, it keeps the folds of its streams."""
        return CommandHandler(
            store=self.store, codec=self.codec, decider=decider, clock=self.clock, new_id=self.new_id
        )

    def fenced(self, decider: Decider[C, S, Any], fence: Fence[Any]) -> CommandHandler[C, S]:
        """The handler of *decider* whose events stand or fall with what *fence* writes beside them."""
        return FencedHandler(
            store=self.store,
            codec=self.codec,
            decider=decider,
            clock=self.clock,
            new_id=self.new_id,
            fence=fence,
        )

    def together(
        self, decider: Decider[C, S, Any], beside: Beside[C], fence: Fence[Any] | None = None
    ) -> CommandHandler[C, S]:
        """
        The handler of *decider* whose events tell other streams of the same kind, as *beside* says, or do not stand.

        With a *fence* they stand or fall with what it writes, too.
        """
        return TogetherHandler(
            store=self.store,
            codec=self.codec,
            decider=decider,
            clock=self.clock,
            new_id=self.new_id,
            beside=beside,
            fence=fence,
        )


@dataclass(frozen=True, slots=True)
class Route(Generic[C]):
    """
    Where commands of one class go: their stream, and the handler of that stream's decider.

    `fill` gives the command with its `filled` fields, read from other streams. It runs anew on each try and not at all
    when the command's key is known; it MUST NOT raise for a thing that is not there, but leave that to `decide`.
    """

    handler: CommandHandler[Any, Any]
    stream_of: Callable[[C], str]
    fill: Callable[[C], C] | None = None


def ruled(routes: Mapping[type[Any], Route[Any]], rules: RuleBook) -> Mapping[type[Any], Route[Any]]:
    """*routes*, those of commands with the field `rules` given *rules* first: what fills them further may put others there."""
    return {
        kind: _given_rules(route, rules) if any(item.name == "rules" for item in fields(kind)) else route
        for kind, route in routes.items()
    }


def _given_rules(route: Route[Any], rules: RuleBook) -> Route[Any]:
    further = route.fill

    def fill(command: Any) -> Any:
        given = replace(command, rules=rules)
        return given if further is None else further(given)

    return replace(route, fill=fill)


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Brings each command to its handler."""

    routes: Mapping[type[Any], Route[Any]]

    def __call__(self, command: Any, context: CommandContext) -> Answer:
        """Do *command*; errors as CommandHandler's, and InvalidInput when its ids cannot name a stream."""
        route = self.routes[type(command)]
        try:
            stream = route.stream_of(command)
        except ValueError as error:
            raise InvalidInput("malformed-id", MALFORMED_ID) from error
        return route.handler(stream, command, context, fill=route.fill)


def reaction_context(cause: Envelope, policy: str) -> CommandContext:
    """
    The context in which *policy* reacts to the event *cause*.

    The event's id is key and fingerprint: reacting twice to one event changes nothing. Messages carry no rights, so the
    policy acts as itself; causation leads to the person.
    """
    return CommandContext(
        actor=f"system:{policy}",
        actor_role="system",
        correlation_id=cause.correlationid,
        causation_id=cause.id,
        key=cause.id,
        fingerprint=cause.id,
        traceparent=cause.traceparent,
    )


def following(occurred_on: date, basis: Basis) -> Occurrence:
    """
    When a reaction to an act of that day happens: with it, by the system.

    A reaction is done, not recorded from paper, whatever its cause was; a simulated day stays simulated.
    """
    return Occurrence(occurred_on=occurred_on, basis="simulated" if basis == "simulated" else "system")


def read_foreign(shapes: Mapping[str, type[Any]], numbered: NumberedEvent) -> RecordedEvent[Any] | None:
    """
    Another service's event as the shape this service reads it in, by type; None when it reads no such type.

    A shape names only the fields used here, flat as they are stored (`case` and `occurred_on` among them), of version 1
    of the event unless its `schema_versions` say others: fields of the same name may mean something else in the next.
    Raises InvalidInput when the version is none of them, or a field is missing or malformed; BrokenHistory when the envelope is.
    """
    attributes = stored(numbered.body).attributes
    envelope = envelope_of(attributes)
    shape = shapes.get(envelope.type)
    if shape is None:
        return None
    known: tuple[int, ...] = getattr(shape, "schema_versions", (1,))
    if envelope.schema_version not in known:
        versions = {"version": str(envelope.schema_version), "known": ", ".join(map(str, known))}
        raise InvalidInput("unknown-version", UNKNOWN_VERSION, facts={"type": envelope.type, **versions})
    try:
        event = schema_for(shape, lenient=True).load(attributes["data"])
    except (ValidationError, KeyError) as error:
        messages = error.messages if isinstance(error, ValidationError) else {"data": "missing"}
        faults = "; ".join(f"{path}: {fault}" for path, fault in paths_of(messages))
        raise InvalidInput(
            "unreadable-event", UNREADABLE, facts={"type": envelope.type, "faults": faults}
        ) from error
    return RecordedEvent(envelope=envelope, event=event, position=numbered.position, epoch=numbered.epoch)
