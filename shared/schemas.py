"""
Marshmallow schemas made from dataclasses, so that a fact has one definition.

Roles: *strict* (requests and our own events: an unknown field is refused), *lenient* (foreign events: only what we use).
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, post_load, validate
from marshmallow import fields as ma

from shared.canonical import fault_of_text
from shared.clock import parse_timestamp, timestamp
from shared.privacy import ERASED, SEALED_MEMBERS, Erased, privacy_of

MAX_TEXT = 4000
LARGEST_WHOLE = 2**53 - 1

FAULTS = {
    "nfc": "not-nfc",
    "no-break-space": "no-break-space",
    "control": "control-character",
}


class CanonicalText(ma.String):
    """Text in NFC, without no-break spaces and control characters, not blank, at most MAX_TEXT characters."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, Erased):
            return value
        text = super()._deserialize(value, attr, data, **kwargs)
        if fault := fault_of_text(text):
            raise ValidationError(FAULTS[fault])
        if not text.strip():
            raise ValidationError("blank")
        if text != text.strip():
            raise ValidationError("outer-space")
        if len(text) > MAX_TEXT:
            raise ValidationError("too-long")
        return text

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return value if isinstance(value, Erased) else super()._serialize(value, attr, obj, **kwargs)


class LocalDay(ma.Date):
    """A day as law speaks of it: `2021-03-25`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> date:
        day = super()._deserialize(value, attr, data, **kwargs)
        if day.isoformat() != value:
            raise ValidationError("invalid-date")
        return day


class Moment(ma.Field[datetime]):
    """An instant: UTC, milliseconds, `Z`."""

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else timestamp(value)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        try:
            return parse_timestamp(value)
        except (TypeError, ValueError):
            raise ValidationError("invalid-timestamp") from None


class DataclassSchema(Schema):
    """Loads into the dataclass it was made from and dumps from it."""

    made_from: type[Any]

    @post_load
    def _build(self, values: dict[str, Any], **_: Any) -> Any:
        return self.made_from(**values)


def schema_for(cls: type[Any], *, lenient: bool = False, without: frozenset[str] = frozenset()) -> Schema:
    """
    The schema of dataclass *cls*; *lenient* ignores unknown fields, *without* leaves fields out (a dict is loaded).

    Raises TypeError for a field type that has no canonical JSON form, and for a sealed field that is not text.
    """
    return _made(cast("Hashable", cls), lenient, without)


def schema_class(
    cls: type[Any], *, lenient: bool = False, without: frozenset[str] = frozenset()
) -> type[Schema]:
    """The class behind `schema_for`."""
    return _made_class(cast("Hashable", cls), lenient, without)


@cache
def _made(cls: Hashable, lenient: bool, without: frozenset[str]) -> Schema:
    return _made_class(cls, lenient, without)()


@cache
def _made_class(cls: Hashable, lenient: bool, without: frozenset[str]) -> type[Schema]:
    made_from = cast("type[Any]", cls)
    hints = get_type_hints(made_from)
    members: dict[str, Any] = {
        item.name: _field(hints[item.name], item, lenient)
        for item in fields(made_from)
        if item.name not in without
    }
    members["Meta"] = type("Meta", (), {"unknown": EXCLUDE if lenient else RAISE})
    members["made_from"] = made_from
    members["__doc__"] = made_from.__doc__
    kind = Schema if without else DataclassSchema
    return cast("type[Schema]", type(f"{made_from.__name__}Schema", (kind,), members))


def load(schema: Schema, value: Any) -> Any:
    """Load *value*; marshmallow's ValidationError passes through."""
    return schema.load(value)


def _field(hint: Any, item: Field[Any], lenient: bool) -> ma.Field[Any]:
    options: dict[str, Any] = {"metadata": dict(item.metadata)}
    inner, optional = _without_none(hint)
    if item.default is not MISSING:
        options |= {"load_default": item.default}
    elif item.default_factory is not MISSING:
        options |= {"load_default": item.default_factory}
    elif optional:
        options |= {"load_default": None}  # events leave absent values out
    else:
        options |= {"required": True}
    options["allow_none"] = optional
    if privacy_of(item.metadata) != "open" and inner is not str:
        raise TypeError(f"{item.name}: only text can be sealed, not {inner!r}")
    return _typed(inner, options, lenient, item.metadata)


def _typed(hint: Any, options: dict[str, Any], lenient: bool, metadata: Mapping[str, Any]) -> ma.Field[Any]:
    origin = get_origin(hint)
    if origin is Literal:
        return ma.String(validate=validate.OneOf(get_args(hint), error="not-one-of"), **options)
    if origin is tuple:
        match get_args(hint):
            case (member, last) if last is Ellipsis:
                return _TupleField(_typed(member, {}, lenient, {}), **options)
        raise TypeError(f"no canonical form for {hint!r}; write tuple[X, ...]")
    if origin is not None and issubclass(origin, Mapping):
        inner = get_args(hint)[1]  # facts are plain text; counts and tables of counts are typed
        values = _PlainText() if inner is str else _typed(inner, {}, lenient, {})
        return _Table(keys=_PlainText(), values=values, **options)
    if is_dataclass(hint):
        return ma.Nested(schema_class(cast("type[Any]", hint), lenient=lenient), **options)
    simple = _SIMPLE.get(hint)
    if simple is None:
        raise TypeError(f"no canonical form for {hint!r}")
    bounds = metadata.get("validate")
    if bounds is not None:
        options["validate"] = bounds
    return simple(options)


class _TupleField(ma.List[Any]):
    """A list in JSON, a tuple in the dataclass."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(value, attr, data, **kwargs))


class _PlainText(ma.String):
    """Text in canonical form, which may be blank."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if fault := fault_of_text(text):
            raise ValidationError(FAULTS[fault])
        return text


class _Table(ma.Dict):
    """Names with values; one that looks like a sealed value is refused, for it would be opened as such."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, dict) and value.keys() == SEALED_MEMBERS:
            raise ValidationError("looks-sealed")
        return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow's own


class _Whole(ma.Integer):
    """A whole number that every JSON reader keeps exactly (RFC 8785)."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        number: int = super()._deserialize(value, attr, data, **kwargs)
        if abs(number) > LARGEST_WHOLE:
            raise ValidationError("too-large")
        return number


_SIMPLE: Mapping[Any, Callable[[dict[str, Any]], ma.Field[Any]]] = {
    str: lambda options: CanonicalText(**options),
    int: lambda options: _Whole(strict=True, **options),
    bool: lambda options: _StrictBoolean(**options),
    date: lambda options: LocalDay(**options),
    datetime: lambda options: Moment(**options),
}


class _StrictBoolean(ma.Boolean):
    """`true` or `false`, nothing that merely looks so."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, bool):
            raise ValidationError("invalid-boolean")
        return value


def _without_none(hint: Any) -> tuple[Any, bool]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [part for part in get_args(hint) if part is not type(None)]
        if len(rest) == 1:
            return rest[0], True
    return hint, False


def paths_of(messages: Any, prefix: str = "") -> Iterable[tuple[str, str]]:
    """Marshmallow's nested messages as (path, message): `members[0].name`."""
    match messages:
        case dict():
            for key, item in messages.items():
                step = f"[{key}]" if isinstance(key, int) else (f".{key}" if prefix else str(key))
                yield from paths_of(item, prefix + step)
        case list():
            for item in messages:
                yield from paths_of(item, prefix)
        case _:
            yield prefix, str(messages)


__all__ = [
    "ERASED",
    "CanonicalText",
    "DataclassSchema",
    "LocalDay",
    "Moment",
    "load",
    "paths_of",
    "schema_class",
    "schema_for",
]
