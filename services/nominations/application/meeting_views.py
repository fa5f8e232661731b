"""The read models of what people do together: movements taken up, blocs, pledges, conferences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.application.bloc_views import BLOCS
from services.nominations.application.wording import WORDS, beginnings_of
from services.nominations.domain.conference_messages import ConferenceHeld
from services.nominations.domain.pledge_messages import PledgeSigned
from services.nominations.domain.uptake import MovementTakenUp
from shared.messages import Json, RecordedEvent
from shared.views import View


def uptake_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per movement and organisation."""
    event = recorded.event
    return [f"{event.movement_id}/{event.organisation_id}"] if isinstance(event, MovementTakenUp) else []


def project_uptake(_row: Json | None, recorded: RecordedEvent[MovementTakenUp]) -> Json:
    """Who takes part in what since when."""
    event = recorded.event
    return {
        "movement_id": event.movement_id,
        "organisation_id": event.organisation_id,
        "since": event.since.isoformat(),
    }


def pledge_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per pledge."""
    return [recorded.event.pledge_id] if isinstance(recorded.event, PledgeSigned) else []


def project_pledge(_row: Json | None, recorded: RecordedEvent[PledgeSigned]) -> Json:
    """The pledge without its wording: that is opened when asked for and kept in no read model."""
    event = recorded.event
    return {
        "pledge_id": event.pledge_id,
        "scope": event.scope,
        "organisation_id": event.organisation_id,
        "bloc_id": event.bloc_id,
        "bloc": event.bloc,
        "year": event.year,
        "parties": list(event.parties),
        "scopes": sorted({event.organisation_id, *event.parties}),
        "signed_on": event.signed_on.isoformat(),
        WORDS: beginnings_of([event.bloc or ""]),
    }


def conference_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per conference."""
    return [recorded.event.conference_id] if isinstance(recorded.event, ConferenceHeld) else []


def project_conference(_row: Json | None, recorded: RecordedEvent[ConferenceHeld]) -> Json:
    """The conference in figures; everything else is asked of one."""
    event = recorded.event
    return {
        "conference_id": event.conference_id,
        "organisation_id": event.organisation_id,
        "name": event.name,
        "held_on": event.held_on.isoformat(),
        "reports": len(event.reports),
        "presentations": len(event.presentations),
        WORDS: beginnings_of(_told(event)),
    }


def _told(event: ConferenceHeld) -> Iterable[str]:
    """What of the conference is open: its name and what it heard of."""
    yield event.name
    yield from (one.title for one in event.reports)
    yield from (one.topic for one in event.presentations)


UPTAKES = View(
    name="uptakes",
    keys=uptake_keys,
    project=project_uptake,
    indexes=(("movement_id",), ("organisation_id",)),
)
PLEDGES = View(
    name="pledges",
    keys=pledge_keys,
    project=project_pledge,
    indexes=tuple((field, "signed_on") for field in ("scopes", "parties", "bloc_id", "year", WORDS)),
    form=3,
)
CONFERENCES = View(
    name="conferences",
    keys=conference_keys,
    project=project_conference,
    indexes=(("organisation_id", "held_on"), ("held_on",), (WORDS, "held_on")),
    form=2,
)
VIEWS = (UPTAKES, BLOCS, PLEDGES, CONFERENCES)
