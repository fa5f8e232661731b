"""The read models of organisations and people, each row folded by the rules of its own history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from services.nominations.application.changes import by_change
from services.nominations.application.person_marks import marks_after
from services.nominations.domain.organisation import organisation
from services.nominations.domain.organisation_messages import (
    OrganisationDissolved,
    OrganisationMoved,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
    SuccessorNamed,
)
from services.nominations.domain.organisation_states import Registered, begun
from services.nominations.domain.person import person
from services.nominations.domain.person_messages import PersonRegistered, PositionChanged, PositionEnded
from services.nominations.domain.person_states import Post, Serving
from services.nominations.domain.subject_request_messages import (
    PersonCorrected,
    PersonErased,
    PersonRestricted,
    RestrictionLifted,
)
from shared.folding import beginnings
from shared.messages import Json, RecordedEvent
from shared.schemas import schema_for
from shared.views import View

OF_ORGANISATIONS = (
    OrganisationRegistered
    | OrganisationRenamed
    | OrganisationMoved
    | OrganisationDissolved
    | SuccessorNamed
    | OrganisationSucceeded
)
OF_PEOPLE = (
    PersonRegistered
    | PositionChanged
    | PositionEnded
    | PersonCorrected
    | PersonRestricted
    | RestrictionLifted
    | PersonErased
)

STANDING, DISSOLVED = "standing", "dissolved"
"""Đang hoạt động, đã giải thể."""


def organisation_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per organisation."""
    return [recorded.event.organisation_id] if isinstance(recorded.event, OF_ORGANISATIONS) else []


def project_organisation(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """The organisation with all its names, places, predecessors and successors."""
    event = recorded.event
    state = organisation.evolve(organisation.initial if row is None else registered_in(row), event)
    return _organisation_row(event.organisation_id, state) if isinstance(state, Registered) else None


def registered_in(row: Json) -> Registered:
    """The organisation that *row* tells of; a row from before histories were kept tells only how it began."""
    if "history" not in row:
        return begun(row["name"], row["level"], row["parent_id"], date.fromisoformat(row["valid_from"]))
    state: Registered = schema_for(Registered).load(row["history"])
    return state


def _organisation_row(organisation_id: str, state: Registered) -> Json:
    return {
        "organisation_id": organisation_id,
        "name": state.name,
        "level": state.level,
        "parent_id": state.parent_id,
        "state": STANDING if state.ended is None else DISSOLVED,
        "successors": list(state.ended.successors) if state.ended else [],
        "parent_ids": sorted({one.parent_id for one in state.parents if one.parent_id is not None}),
        "words": sorted({word for one in state.names for word in beginnings(one.name)}),
        "history": schema_for(Registered).dump(state),
    }


def person_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per person."""
    return [recorded.event.person_id] if isinstance(recorded.event, OF_PEOPLE) else []


def project_person(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """Where the person serves and served, and what finds them; the name is opened when asked for and kept in no read model."""
    event = recorded.event
    state = person.evolve(person.initial if row is None else serving_in(row), event)
    if not isinstance(state, Serving):
        return None
    marks = marks_after((row or {}).get("marks", ()), recorded)
    return {**_person_row(event.person_id, state), "marks": marks}


def serving_in(row: Json) -> Serving:
    """The person that *row* tells of; a row from before histories were kept tells only their first position."""
    if "history" not in row:
        since = date.fromisoformat(row["position_since"])
        post = Post(organisation_id=row["organisation_id"], position=row["position"], since=since)
        return Serving(posts=(post,))
    state: Serving = schema_for(Serving).load(row["history"])
    return state


def _person_row(person_id: str, state: Serving) -> Json:
    return {
        "person_id": person_id,
        "places": sorted(places(state)),
        "organisations": sorted({post.organisation_id for post in state.posts}),
        "positions": sorted({post.position for post in state.posts}),
        "history": schema_for(Serving).dump(state),
    }


def places(state: Serving) -> frozenset[str]:
    """Whose the person is: where positions are held, and if none is, where the last main one was."""
    held = frozenset(post.organisation_id for post in state.posts if post.until is None)
    return held or frozenset({state.main.organisation_id})


ORGANISATIONS = View(
    name="organisations",
    keys=organisation_keys,
    project=project_organisation,
    indexes=(
        ("name",),
        ("parent_id", "name"),
        ("level", "name"),
        ("state", "name"),
        ("words", "name"),
        ("parent_ids",),
        ("successors",),
    ),
    form=2,
)
PEOPLE = View(
    name="people",
    keys=person_keys,
    project=project_person,
    indexes=by_change("places", "organisations", "marks", "positions"),
    form=3,
)
VIEWS = (ORGANISATIONS, PEOPLE)
