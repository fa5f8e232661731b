"""The catalogue: each event a service owns, with its meaning, its sentence, its versions; each code a rule refuses with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from marshmallow import Schema

from shared.acts import Act
from shared.references import Kind
from shared.schemas import schema_class
from shared.texts import Text

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class EventKind:
    """
    One event type.

    `meaning` says what has happened, once for all; `sentence` is what a timeline tells, with `{field}` places filled from
    the event's own fields (`{a.b}` is not supported: keep sentences flat) plus `{actor}`, `{occurred_on}`.
    `upcasters[n]` turns version n of the stored `data` into version n + 1.
    """

    event: type[Any]
    meaning: Text
    sentence: Text
    version: int = 1
    upcasters: Mapping[int, Upcaster] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Stored type and routing key: the class's name."""
        return self.event.__name__

    @cached_property
    def schema(self) -> Schema:
        """
        The strict schema of the newest version's data, the act's fields nested under `act`.

        Raises TypeError when the event has a field of the same name as one of the act's: both are stored side by side.
        """
        twice = {item.name for item in fields(Act)} & {item.name for item in fields(self.event)}
        if twice:
            raise TypeError(f"{self.name}: {sorted(twice)} are the act's own fields")
        return schema_class(self.event)()

    def dataschema(self, service: str) -> str:
        """The address of the JSON Schema of the newest version."""
        return f"/schemas/{service}/{self.name}/{self.version}"


@dataclass(frozen=True)
class Catalogue:
    """
    All event kinds one service owns, and a sentence for every code its rules refuse with.

    *references* says which facts of refusals are ids, and of what: a fact of one name is the id of one kind of thing.
    *former* is a file with the JSON Schemas of earlier versions, by `<event>/<version>`: stored events name them for good.
    """

    service: str
    kinds: tuple[EventKind, ...]
    refusals: Mapping[str, Text]
    former: Path | None = None
    references: Mapping[str, Kind] = field(default_factory=dict)

    @cached_property
    def by_name(self) -> Mapping[str, EventKind]:
        """Event kinds by stored type."""
        return {kind.name: kind for kind in self.kinds}

    @cached_property
    def former_schemas(self) -> Mapping[str, Mapping[str, Any]]:
        """The JSON Schemas of earlier versions, by `<event>/<version>`."""
        found: Mapping[str, Mapping[str, Any]] = (
            json.loads(self.former.read_text(encoding="utf-8")) if self.former else {}
        )
        return found

    @cached_property
    def by_class(self) -> Mapping[type[Any], EventKind]:
        """Event kinds by dataclass."""
        return {kind.event: kind for kind in self.kinds}
