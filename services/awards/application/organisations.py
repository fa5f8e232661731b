"""
What is kept here of the nominations context's organisations: who lies over whom, what they are called, their level.

Each event is in the shape it is used here: only the fields named, flat as they are stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, ClassVar

from services.awards.domain.upward import Superior
from shared.lineage import Tree
from shared.lineage_rows import Rows, over_in
from shared.messages import Json, RecordedEvent
from shared.values import dataclass
from shared.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRegistered:
    """An organisation exists, under a parent if it has one; version 2 added a level."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    organisation_id: str
    name: str
    level: str
    parent_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRenamed:
    """It has another name."""

    organisation_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMoved:
    """It lies under another one."""

    organisation_id: str
    parent_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDissolved:
    """From the day `since` on it no longer stands, and `successors` take over."""

    organisation_id: str
    successors: tuple[str, ...]
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessorNamed:
    """One more successor is known."""

    organisation_id: str
    successor_id: str


KNOWN = (
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationMoved,
    OrganisationDissolved,
    SuccessorNamed,
)
"""All that is kept of."""


def _keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    return [recorded.event.organisation_id]


def _project(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    match recorded.event:
        case OrganisationRegistered() as event:
            return {
                "organisation_id": event.organisation_id,
                "parent_id": event.parent_id,
                "name": event.name,
                "level": event.level,
                "successors": [],
                "dissolved_on": None,
            }
        case event:
            return None if row is None else {**row, **_change(row, event)}


def _change(row: Json, event: Any) -> Json:
    successors = row.get("successors", [])  # documents from before know of none
    match event:
        case OrganisationRenamed(name=name):
            return {"name": name}
        case OrganisationMoved(parent_id=parent_id):
            return {"parent_id": parent_id}
        case OrganisationDissolved():
            return {"successors": list(event.successors), "dissolved_on": event.since.isoformat()}
        case SuccessorNamed(successor_id=successor_id):
            return {"successors": [*successors, successor_id]}
    return {}


ORGANISATIONS = View(
    name="organisations", keys=_keys, project=_project, indexes=(("parent_id",), ("successors",)), form=2
)
"""A view over another context's events: what it says may lag."""


@dataclass(frozen=True, slots=True)
class Superiors:
    """Who is above an organisation, as far as it is known here; documents from before say neither name nor level."""

    rows: Rows

    def __call__(self, organisation_id: str) -> tuple[Superior, ...]:
        """The nearest first; raises TransientError."""
        above = Tree(partial(over_in, self.rows), lambda _: ()).above(organisation_id)
        return tuple(self._superior(name) for name in above)

    def level(self, organisation_id: str) -> str | None:
        """The level of an organisation, None where it is not known here; raises TransientError."""
        row = self.rows.get(organisation_id) or {}
        level: str | None = row.get("level")
        return level

    def _superior(self, organisation_id: str) -> Superior:
        row = self.rows.get(organisation_id) or {}
        ended = row.get("dissolved_on")
        return Superior(
            organisation_id=organisation_id,
            name=row.get("name"),
            level=row.get("level"),
            dissolved_on=date.fromisoformat(ended) if ended else None,
        )
