"""From what a caller sends to a command or a question: shape only, no rule."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import date
from functools import cache
from typing import Any, cast

from marshmallow import Schema, ValidationError, validate
from marshmallow import fields as ma

from shared.acts import Occurrence, PaperAct
from shared.endpoints import ActionEndpoint, CommandEndpoint, QueryEndpoint
from shared.errors import InvalidInput
from shared.faults import MALFORMED, NOT_AN_OBJECT, invalid, invalid_shape
from shared.ids import derived_id
from shared.schemas import LocalDay, schema_class, schema_for

OCCURRENCE = "occurrence"
BY = "by"
ADDRESS = "address"
BASES = ("system", "document", "simulated")

_NAMES_IN_PATH = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")


def parsed(body: bytes) -> dict[str, Any]:
    """
    The JSON object in *body*.

    Raises InvalidInput when it is not UTF-8, not JSON, says a name twice, or is not an object.
    """
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise InvalidInput("malformed-json", MALFORMED) from None
    if not isinstance(value, dict):
        raise InvalidInput("malformed-json", NOT_AN_OBJECT)
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is said twice")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def names_in(path: str) -> tuple[str, ...]:
    """The fields that *path* names in braces."""
    return tuple(_NAMES_IN_PATH.findall(path))


class CommandForm:
    """
    Reads requests of one command.

    Raises TypeError at once when the command cannot be made from requests: a `filled` field without a default, a
    `creates` or path field it does not have.
    """

    def __init__(self, service: str, endpoint: CommandEndpoint) -> None:
        self.endpoint = endpoint
        self.route = f"{service}.{endpoint.name}"
        self.in_path = names_in(endpoint.path)
        members = {item.name: item for item in fields(endpoint.command)}
        for name in (*self.in_path, *filter(None, (endpoint.creates, endpoint.scope))):
            if name not in members:
                raise TypeError(f"{endpoint.name}: {endpoint.command.__name__} has no field {name!r}")
        filled = {name for name, item in members.items() if item.metadata.get("filled")}
        for name in filled:
            if members[name].default is MISSING and members[name].default_factory is MISSING:
                raise TypeError(f"{endpoint.name}: the filled field {name!r} needs a default")
        self._has_occurrence = OCCURRENCE in members
        self._has_by = BY in members
        own = filled | {OCCURRENCE, BY} | ({endpoint.creates} if endpoint.creates else set())
        self.schema = _with_occurrence(
            cast("Hashable", endpoint.command), frozenset(own & members.keys()), self._has_occurrence
        )

    def command(self, payload: Mapping[str, Any], *, actor: str, key: str, today: date) -> Any:
        """The command; raises InvalidInput naming each field that is wrong."""
        values = _loaded(self.schema, payload)
        if self._has_occurrence:
            values[OCCURRENCE] = occurrence(
                values.pop("occurred_on"), values.pop("basis"), values.pop("document"), today
            )
        if self.endpoint.creates:
            values[self.endpoint.creates] = derived_id(actor, self.route, key)
        if self._has_by:
            values[BY] = actor
        return self.endpoint.command(**values)


def content_of(payload: Mapping[str, Any]) -> str:
    """One text for all ways to write the same *payload*, for fingerprints."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"))


@cache
def _with_occurrence(cls: Hashable, without: frozenset[str], has_occurrence: bool) -> Schema:
    command = cast("type[Any]", cls)
    shape = schema_class(command, without=without | {OCCURRENCE})
    if not has_occurrence:
        return shape()
    extra: dict[str, ma.Field[Any]] = {
        "occurred_on": LocalDay(load_default=None),
        "basis": ma.String(load_default="system", validate=validate.OneOf(BASES, error="not-one-of")),
        "document": ma.Nested(schema_class(PaperAct), load_default=None),
    }
    for name in extra.keys() & shape().fields.keys():
        raise TypeError(f"{command.__name__}: the field {name!r} belongs to the occurrence")
    made: type[Schema] = type(shape.__name__, (shape,), dict(extra))
    return made()


def occurrence(occurred_on: date | None, basis: str, document: PaperAct | None, today: date) -> Occurrence:
    """
    When and on what ground: done now (`system`), recorded from paper (`document`), or played (`simulated`).

    Raises InvalidInput when the three do not fit together.
    """
    match basis:
        case "document":
            return _from_paper(occurred_on, document, today)
        case "simulated" if occurred_on is None:
            raise invalid([("occurred_on", "Missing data for required field.")])
        case "system" if occurred_on not in (None, today):
            raise invalid([("occurred_on", "not-today")])
    if document is not None:
        raise invalid([("document", "document-only")])
    return Occurrence(
        occurred_on=occurred_on or today, basis="simulated" if basis == "simulated" else "system"
    )


def _from_paper(occurred_on: date | None, document: PaperAct | None, today: date) -> Occurrence:
    missing = [
        name for name, value in (("occurred_on", occurred_on), ("document", document)) if value is None
    ]
    if occurred_on is None or document is None:
        raise invalid((name, "Missing data for required field.") for name in missing)
    days = (
        ("occurred_on", occurred_on),
        ("document.dated", document.dated),
        ("document.received_on", document.received_on),
    )
    late = [(path, "in-future") for path, day in days if day > today]
    if not _DIGEST.fullmatch(document.scan_sha256):
        late.append(("document.scan_sha256", "not-a-digest"))
    if late:
        raise invalid(late)
    return Occurrence(occurred_on=occurred_on, basis="document", document=document)


class QueryForm:
    """Reads questions of one kind: from an address (text) or from a call (JSON)."""

    def __init__(self, endpoint: QueryEndpoint) -> None:
        self.endpoint = endpoint
        self.in_path = names_in(endpoint.path)
        self.schema = schema_for(endpoint.params)
        for name in (*self.in_path, *filter(None, (endpoint.scope,))):
            if name not in self.schema.fields:
                raise TypeError(f"{endpoint.name}: {endpoint.params.__name__} has no field {name!r}")

    def params(self, payload: Mapping[str, Any]) -> Any:
        """The dataclass of parameters; raises InvalidInput naming each that is wrong."""
        return _loaded(self.schema, payload)

    def from_address(self, in_path: Mapping[str, str], in_query: Iterable[tuple[str, str]]) -> Any:
        """As `params`, from the path's values and the query's pairs."""
        given: dict[str, list[str]] = {}
        for name, text in in_query:
            given.setdefault(name, []).append(text)
        faults = [(name, "in-path") for name in given if name in self.in_path]
        payload: dict[str, Any] = {}
        for name, texts in {**given, **{name: [text] for name, text in in_path.items()}}.items():
            member = self.schema.fields.get(name)
            if isinstance(member, ma.List):
                payload[name] = [_typed(member.inner, text) for text in texts]
            elif len(texts) > 1:
                faults.append((name, "repeated"))
            else:
                payload[name] = _typed(member, texts[0])
        if faults:
            raise invalid(faults)
        return self.params(payload)


def _typed(member: ma.Field[Any] | None, text: str) -> Any:
    """*text* as JSON would have given it; what does not fit stays text, and the schema says so."""
    if isinstance(member, ma.Integer):
        return int(text) if _WHOLE.fullmatch(text) else text
    if isinstance(member, ma.Boolean):
        return {"true": True, "false": False}.get(text, text)
    return text


class ActionForm:
    """Reads requests of one action."""

    def __init__(self, endpoint: ActionEndpoint) -> None:
        self.endpoint = endpoint
        self.in_path = names_in(endpoint.path)
        self.takes_address = any(
            item.name == ADDRESS and item.metadata.get("filled") for item in fields(endpoint.body)
        )
        own = frozenset({ADDRESS}) if self.takes_address else frozenset()
        self.schema = schema_class(endpoint.body, without=own)()
        for name in self.in_path:
            if name not in self.schema.fields:
                raise TypeError(f"{endpoint.name}: {endpoint.body.__name__} has no field {name!r}")

    def body(self, payload: Mapping[str, Any], address: str | None = None) -> Any:
        """The dataclass of the body, asked from *address*; raises InvalidInput naming each field that is wrong."""
        loaded = _loaded(self.schema, payload)
        return self.endpoint.body(**loaded, address=address) if self.takes_address else loaded


def merged(body: Mapping[str, Any], in_path: Mapping[str, str]) -> dict[str, Any]:
    """Body and path as one payload; raises InvalidInput when the body repeats what the path says."""
    faults = [(name, "in-path") for name in in_path if name in body]
    if faults:
        raise invalid(faults)
    return {**body, **in_path}


def _loaded(schema: Schema, payload: Mapping[str, Any]) -> Any:
    try:
        return schema.load(payload)
    except ValidationError as error:
        raise invalid_shape(error) from None


Payload = Callable[[], Mapping[str, Any]]
"""Gives the payload once it is asked for: callers are authenticated before their bodies are read."""
