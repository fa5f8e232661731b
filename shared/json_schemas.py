"""JSON Schemas (2020-12) from marshmallow schemas, so that what is written down is what is checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema, missing, validate
from marshmallow import fields as ma

from shared.catalogue import Catalogue, EventKind
from shared.privacy import privacy_of
from shared.schemas import MAX_TEXT, CanonicalText, LocalDay, Moment

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SEALED = "Sealed"
NEVER = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00a0\u2007\u202f\ufeff"
PATTERN = rf"^[^\s{NEVER}]([^{NEVER}]*[^\s{NEVER}])?$"
"""Of canonical text, all that a pattern can say: no control character, no no-break space, no space outside."""
SEALED_SHAPE: Mapping[str, Any] = {
    "type": "object",
    "description": "AES-256-GCM, base64url; unreadable for good once its key is destroyed",
    "properties": {"sealed": {"type": "string"}, "key": {"type": "string"}},
    "required": ["sealed", "key"],
    "additionalProperties": False,
}


@dataclass
class Shapes:
    """
    Collects the schemas of nested dataclasses under *prefix* while others are described.

    With *stored* they describe stored events: sealed fields as they are kept, absent instead of null at the top.
    With *given* they describe what we answer: a text may be empty, and its length is our affair.
    """

    prefix: str
    stored: bool = False
    given: bool = False
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def of(self, schema: Schema, without: Iterable[str] = ()) -> dict[str, Any]:
        """The object that *schema* describes, its nested ones by reference."""
        left_out = set(without)
        members = {name: item for name, item in schema.fields.items() if name not in left_out}
        shape = self._object(members)
        if schema.__doc__ and not schema.__doc__.startswith("Base schema"):
            shape["description"] = _one_line(schema.__doc__)
        return shape

    def _object(self, members: Mapping[str, ma.Field[Any]]) -> dict[str, Any]:
        required = [name for name, item in members.items() if self._is_required(item)]
        shape: dict[str, Any] = {
            "type": "object",
            "properties": {name: self.member(item) for name, item in members.items()},
            "additionalProperties": False,
        }
        return shape | ({"required": required} if required else {})

    def _is_required(self, item: ma.Field[Any]) -> bool:
        return not item.allow_none if self.stored else item.required

    def member(self, item: ma.Field[Any]) -> dict[str, Any]:
        """What *item* accepts."""
        if self.stored and privacy_of(item.metadata) != "open":
            self.known.setdefault(SEALED, dict(SEALED_SHAPE))
            shape: dict[str, Any] = {"$ref": self.prefix + SEALED}
        else:
            shape = self._plain(item) | _bounds(item.validators)
        if item.allow_none:
            shape = (
                {"anyOf": [shape, {"type": "null"}]}
                if "type" not in shape
                else shape | {"type": [shape["type"], "null"]}
            )
            if "enum" in shape:
                shape["enum"] = [*shape["enum"], None]
        if not self.stored and item.load_default is not missing and _is_json(item.load_default):
            shape["default"] = item.load_default
        return shape

    def _plain(self, item: ma.Field[Any]) -> dict[str, Any]:
        match item:
            case ma.Nested():
                return self._reference(item.schema)
            case ma.List():
                return {"type": "array", "items": self.member(item.inner)}
            case ma.Dict():
                return {
                    "type": "object",
                    "additionalProperties": self.member(item.value_field or ma.String()),
                }
            case LocalDay():
                return {"type": "string", "format": "date"}
            case Moment():
                return {"type": "string", "format": "date-time"}
            case ma.Integer():
                return {"type": "integer"}
            case ma.Boolean():
                return {"type": "boolean"}
            case CanonicalText():
                return self._text()
            case ma.String():
                return {"type": "string"}
        raise TypeError(f"no JSON Schema for {item!r}")

    def _text(self) -> dict[str, Any]:
        if self.given:
            return {"type": "string"}
        bounds = {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}
        return bounds if self.stored else bounds | {"pattern": PATTERN}

    def _reference(self, schema: Any) -> dict[str, Any]:
        name = type(schema).__name__.removesuffix("Schema")
        if name not in self.known:
            self.known[name] = {}  # its place, should it nest itself
            self.known[name] = self._kept(schema) if self.stored else self.of(schema)
        return {"$ref": self.prefix + name}

    def _kept(self, schema: Schema) -> dict[str, Any]:
        shape = self.of(schema)
        shape["required"] = list(schema.fields)  # only the top level leaves null out
        return shape


def _bounds(validators: Iterable[Any]) -> dict[str, Any]:
    shape: dict[str, Any] = {}
    for rule in validators:
        match rule:
            case validate.OneOf():
                shape["enum"] = list(rule.choices)
            case validate.Range():
                shape |= _limits(
                    rule,
                    "minimum" if rule.min_inclusive else "exclusiveMinimum",
                    "maximum" if rule.max_inclusive else "exclusiveMaximum",
                )
            case validate.Regexp():
                shape["pattern"] = rule.regex.pattern
    return shape


def _limits(rule: validate.Range, least: str, most: str) -> dict[str, Any]:
    return {name: bound for name, bound in ((least, rule.min), (most, rule.max)) if bound is not None}


def _is_json(value: Any) -> bool:
    return isinstance(value, str | int | bool) and not callable(value)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def event_schema(catalogue: Catalogue, kind: EventKind) -> dict[str, Any]:
    """The JSON Schema of *kind*'s stored `data`: the act's fields beside its own, sealed fields sealed."""
    shapes = Shapes("#/$defs/", stored=True)
    act: Any = kind.schema.fields["act"]
    shape = shapes.of(act.schema)
    own = shapes.of(kind.schema, without=("act",))
    shape["properties"] |= own["properties"]
    shape["required"] = [*shape.get("required", []), *own.get("required", [])]
    return {
        "$schema": DIALECT,
        "$id": kind.dataschema(catalogue.service),
        "title": kind.name,
        **shape,
        "description": f"{kind.meaning.vi} / {kind.meaning.en}",
        "$defs": shapes.known,
    }
