"""The read model of yearly lists of models (danh sách điển hình hằng năm), a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from services.nominations.domain.yearly_list_messages import (
    YearlyListDelivered,
    YearlyListEvent,
    YearlyListPrepared,
    YearlyListSent,
)
from shared.messages import Json, RecordedEvent
from shared.views import View

OF_LISTS: tuple[type[Any], ...] = get_args(YearlyListEvent)


def yearly_list_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per organisation and year."""
    event = recorded.event
    return [f"{event.organisation_id}/{event.year}"] if isinstance(event, OF_LISTS) else []


def project_yearly_list(row: Json | None, recorded: RecordedEvent[YearlyListEvent]) -> Json | None:
    """How far the list of a year has come, and to whom it goes: they see it once it was sent."""
    event = recorded.event
    day = event.act.occurred_on.isoformat()
    match event:
        case YearlyListPrepared():
            return {
                "organisation_id": event.organisation_id,
                "year": event.year,
                "state": "prepared",
                "recipient": event.recipient,
                "models": len(event.models),
                "prepared_on": day,
                "sent_on": None,
                "delivered_on": None,
                "scopes": [event.organisation_id],
            }
        case _ if row is None:
            return None
        case YearlyListSent():
            scopes = sorted({event.organisation_id, row["recipient"]})
            state = "delivered" if row["delivered_on"] else "sent"
            return {**row, "state": state, "sent_on": day, "scopes": scopes}
        case YearlyListDelivered():
            return {**row, "state": "delivered", "delivered_on": event.delivered_on.isoformat()}


YEARLY_LISTS = View(
    name="yearly_lists",
    keys=yearly_list_keys,
    project=project_yearly_list,
    indexes=(("organisation_id", "year"), ("recipient", "year"), ("scopes", "year"), ("year",)),
)
