"""Events to canonical bytes and back: the only place that knows both a dataclass and its stored form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from marshmallow import Schema, ValidationError
from marshmallow import fields as ma

from shared.canonical import MAX_EVENT_BYTES, canonical_bytes, digest
from shared.catalogue import Catalogue, EventKind
from shared.clock import parse_timestamp, timestamp
from shared.errors import BrokenHistory, InvalidInput
from shared.eventstore import Head, StoredEvent
from shared.ids import NewId
from shared.messages import CommandContext, Envelope, RecordedEvent
from shared.privacy import ERASED, PERSONAL, SEALED_MEMBERS, privacy_of
from shared.sealing import Sealer
from shared.texts import Text
from shared.values import dataclass

TOO_LARGE = Text("Sự kiện lớn hơn 48 KiB.", "The event is larger than 48 KiB.")


@dataclass(frozen=True, slots=True)
class Codec:
    """Writes and reads one service's own events."""

    catalogue: Catalogue
    source: str
    sealer: Sealer
    new_id: NewId

    def encode(
        self, events: Sequence[Any], head: Head, context: CommandContext, recorded_at: datetime
    ) -> tuple[bytes, ...]:
        """
        The canonical bytes of *events* as they would stand after *head*.

        Raises InvalidInput when one is larger than MAX_EVENT_BYTES.
        """
        bodies: list[bytes] = []
        previous = head.digest
        for number, event in enumerate(events, start=1):
            body = self._encode_one(event, head.stream, head.version + number, previous, context, recorded_at)
            if len(body) > MAX_EVENT_BYTES:
                raise InvalidInput("event-too-large", TOO_LARGE)
            previous = digest(body)
            bodies.append(body)
        return tuple(bodies)

    def decode(self, stored: StoredEvent) -> RecordedEvent[Any]:
        """
        The event with sealed fields left sealed as `Erased`: enough for `evolve`, which never reads them.

        Raises BrokenHistory for an unknown type or a body that does not fit its schema.
        """
        return self._decode(stored, self._leave_sealed)

    def decode_open(self, stored: StoredEvent) -> RecordedEvent[Any]:
        """The event with sealed fields opened where their keys still exist."""
        return self._decode(stored, self._open_sealed)

    def _encode_one(
        self,
        event: Any,
        stream: str,
        version: int,
        previous: str,
        context: CommandContext,
        recorded_at: datetime,
    ) -> bytes:
        kind = self.catalogue.by_class[type(event)]
        event_id = self.new_id()
        data = flattened(kind.schema.dump(event))
        require_readable(kind, event, data)
        for spot in sealable(kind.schema, data):
            where = f"{event_id}/{spot.path}"
            spot.holder[spot.name] = self.sealer.seal(spot.value, spot.key_id(data), where)
        body: dict[str, Any] = {
            "specversion": "1.0",
            "id": event_id,
            "source": self.source,
            "type": kind.name,
            "subject": stream,
            "time": timestamp(recorded_at),
            "datacontenttype": "application/json",
            "dataschema": kind.dataschema(self.catalogue.service),
            "streamversion": version,
            "previous": previous,
            "actor": context.actor,
            "actorrole": context.actor_role,
            "correlationid": context.correlation_id,
            "causationid": context.causation_id,
            "data": data,
        }
        if context.traceparent:
            body["traceparent"] = context.traceparent
        return canonical_bytes(body)

    def _decode(
        self, stored: StoredEvent, reveal: Callable[[dict[str, Any], str], Any]
    ) -> RecordedEvent[Any]:
        attributes = stored.attributes
        envelope = envelope_of(attributes)
        kind = self.catalogue.by_name.get(envelope.type)
        if kind is None:
            raise BrokenHistory(f"unknown event type {envelope.type!r} in {envelope.subject}")
        opened = revealed(
            attributes.get("data"), envelope.id, reveal
        )  # before upcasting: a seal knows its field's path
        try:
            event = kind.schema.load(nested(kind.schema, upcast(kind, envelope.schema_version, opened)))
        except (ValidationError, TypeError, KeyError, AttributeError) as error:
            raise BrokenHistory(f"{envelope.subject}@{envelope.streamversion}: {error}") from error
        return RecordedEvent(envelope=envelope, event=event)

    def _leave_sealed(self, _sealed: dict[str, Any], _where: str) -> Any:
        return ERASED

    def _open_sealed(self, sealed: dict[str, Any], where: str) -> Any:
        value = self.sealer.open(sealed, where)
        return ERASED if value is None else value


def envelope_of(attributes: dict[str, Any]) -> Envelope:
    """The envelope of a parsed event; raises BrokenHistory when an attribute is missing or malformed."""
    try:
        return Envelope(
            id=attributes["id"],
            source=attributes["source"],
            type=attributes["type"],
            schema_version=int(attributes["dataschema"].rsplit("/", 1)[1]),
            subject=attributes["subject"],
            time=parse_timestamp(attributes["time"]),
            streamversion=attributes["streamversion"],
            previous=attributes["previous"],
            actor=attributes["actor"],
            actorrole=attributes["actorrole"],
            correlationid=attributes["correlationid"],
            causationid=attributes["causationid"],
            traceparent=attributes.get("traceparent"),
        )
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise BrokenHistory(f"an event's envelope is malformed: {error!r}") from error


def flattened(dumped: dict[str, Any]) -> dict[str, Any]:
    """The act's fields beside the event's own, absent ones left out: the stored form of `data`."""
    act = dumped.pop("act")
    return {name: value for name, value in {**act, **dumped}.items() if value is not None}


def require_readable(kind: EventKind, event: Any, data: dict[str, Any]) -> None:
    """Raises ValueError when *data* would not be read back as *event*: once written it could stop its stream for good."""
    try:
        again = kind.schema.load(nested(kind.schema, data))
    except ValidationError as error:
        raise ValueError(f"{kind.name} would not be readable: {error}") from error
    if again != event:
        raise ValueError(f"{kind.name} would be read back as another event")


def nested(schema: Schema, data: dict[str, Any]) -> dict[str, Any]:
    """The inverse of `flattened`: the act's fields gathered under `act` again."""
    act_schema = schema.fields["act"].schema  # type: ignore[attr-defined]  # `act` is always a Nested field
    act = {name: value for name, value in data.items() if name in act_schema.fields}
    own = {name: value for name, value in data.items() if name not in act_schema.fields}
    return {"act": act, **own}


def upcast(kind: EventKind, version: int, data: dict[str, Any]) -> dict[str, Any]:
    """*data* of *version* as the newest version would say it; raises BrokenHistory when no upcaster leads there."""
    for step in range(version, kind.version):
        if step not in kind.upcasters:
            raise BrokenHistory(f"no upcaster for {kind.name} version {step}")
        data = kind.upcasters[step](data)
    if version > kind.version:
        raise BrokenHistory(f"{kind.name} version {version} is newer than this program")
    return data


def is_sealed(value: Any) -> bool:
    """Whether *value* is the stored form of a sealed field."""
    return isinstance(value, dict) and value.keys() == SEALED_MEMBERS


def revealed(value: Any, event_id: str, reveal: Callable[[dict[str, Any], str], Any], path: str = "") -> Any:
    """A copy of *value* with each sealed field replaced by what *reveal* gives for it and its place."""
    if is_sealed(value):
        return reveal(value, f"{event_id}/{path}")
    match value:
        case dict():
            return {
                key: revealed(item, event_id, reveal, f"{path}.{key}" if path else key)
                for key, item in value.items()
            }
        case list():
            return [
                revealed(item, event_id, reveal, f"{path}[{number}]") for number, item in enumerate(value)
            ]
        case _:
            return value


@dataclass(frozen=True, slots=True)
class Spot:
    """A value that must be sealed before it is stored."""

    holder: dict[str, Any]
    name: str
    path: str
    privacy: str
    subject: str

    @property
    def value(self) -> str:
        """The value in clear."""
        return str(self.holder[self.name])

    def key_id(self, data: dict[str, Any]) -> str:
        """`person-<id>` of the sibling that names the person, or `case-<case>`."""
        if self.privacy == PERSONAL:
            return f"person-{self.holder[self.subject]}"
        return f"case-{data['case']}"


def sealable(schema: Schema, data: dict[str, Any]) -> list[Spot]:
    """Every value in *data* (flat form) that *schema* marks personal or restricted."""
    act_schema = schema.fields["act"].schema  # type: ignore[attr-defined]  # `act` is always a Nested field
    members = {**act_schema.fields, **{name: item for name, item in schema.fields.items() if name != "act"}}
    return list(_spots(members.items(), data, ""))


def _spots(
    members: Iterable[tuple[str, ma.Field[Any]]], holder: dict[str, Any], prefix: str
) -> Iterator[Spot]:
    for name, item in members:
        value = holder.get(name)
        if value is None:
            continue
        path = f"{prefix}.{name}" if prefix else name
        privacy = privacy_of(item.metadata)
        if privacy != "open":
            yield Spot(holder, name, path, privacy, str(item.metadata.get("subject", "")))
        elif isinstance(item, ma.Nested):
            yield from _spots(item.schema.fields.items(), value, path)
        elif isinstance(item, ma.List) and isinstance(item.inner, ma.Nested):
            for number, part in enumerate(value):
                yield from _spots(item.inner.schema.fields.items(), part, f"{path}[{number}]")
