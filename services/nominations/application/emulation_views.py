"""The read models of emulation (thi đua), each a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.application import meeting_views
from services.nominations.application.wording import WORDS, beginnings_of
from services.nominations.domain.movement import MovementEvent, MovementLaunched
from services.nominations.domain.movement_messages import (
    MovementAbsorbed,
    MovementAliasNoted,
    MovementMerged,
    MovementMergeUndone,
    MovementReleased,
    MovementTied,
)
from services.nominations.domain.review_messages import MovementReviewed
from shared.acts import ActRefused
from shared.messages import Json, RecordedEvent
from shared.views import View


def movement_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per movement."""
    event = recorded.event
    ours = isinstance(event, MovementEvent) and not isinstance(event, ActRefused)
    return [event.movement_id] if ours else []


def project_movement(row: Json | None, recorded: RecordedEvent[MovementEvent]) -> Json | None:
    """The movement with its other spellings, what it is tied to, and what it was merged into."""
    event = recorded.event
    match event:
        case MovementLaunched():
            return {
                "movement_id": event.movement_id,
                "name": event.name,
                "issuer_id": event.issuer_id,
                "issuer_level": event.issuer_level,
                "launched_on": event.launched_on.isoformat(),
                "sort": event.sort,
                "aliases": [],
                "campaign_id": None,
                "target": None,
                "merged_into": None,
                "variants": [],
                WORDS: beginnings_of([event.name]),
            }
        case _ if row is None:
            return None
        case MovementAliasNoted():
            aliases = [*row["aliases"], event.alias]
            return {**row, "aliases": aliases, WORDS: beginnings_of([row["name"], *aliases])}
        case MovementTied():
            return {**row, "campaign_id": event.campaign_id, "target": event.target}
        case MovementMerged():
            return {**row, "merged_into": event.into_id}
        case MovementMergeUndone():
            return {**row, "merged_into": None}
        case MovementAbsorbed():
            return {**row, "variants": [*row["variants"], event.variant_id]}
        case MovementReleased():
            return {**row, "variants": [one for one in row["variants"] if one != event.variant_id]}
        case ActRefused():
            return row


def review_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per review: an organisation reviews a movement over a period once in each way."""
    event = recorded.event
    if not isinstance(event, MovementReviewed):
        return []
    period = f"{event.period_from.isoformat()}/{event.period_to.isoformat()}"
    return [f"{event.movement_id}/{event.organisation_id}/{event.kind}/{period}"]


def project_review(_row: Json | None, recorded: RecordedEvent[MovementReviewed]) -> Json:
    """The review without its lessons: those are opened when asked for and kept in no read model."""
    event = recorded.event
    return {
        "movement_id": event.movement_id,
        "organisation_id": event.organisation_id,
        "kind": event.kind,
        "period_from": event.period_from.isoformat(),
        "period_to": event.period_to.isoformat(),
        "held_on": event.held_on.isoformat(),
    }


MOVEMENTS = View(
    name="movements",
    keys=movement_keys,
    project=project_movement,
    indexes=(("launched_on",), (WORDS, "launched_on")),
    form=2,
)
REVIEWS = View(
    name="reviews", keys=review_keys, project=project_review, indexes=(("movement_id", "held_on"),)
)
VIEWS = (MOVEMENTS, REVIEWS, *meeting_views.VIEWS)
