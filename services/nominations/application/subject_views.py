"""The read model of data subjects' requests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.domain.subject_request_messages import (
    SubjectRequestAnswered,
    SubjectRequestReceived,
)
from shared.messages import Json, RecordedEvent
from shared.views import View

NEVER = "9999-12-31"
"""Sorts after every day that is set."""


def request_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per request."""
    event = recorded.event
    if isinstance(event, SubjectRequestReceived | SubjectRequestAnswered):
        return [f"{event.person_id}/{event.request_id}"]
    return []


def project_request(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """The request as it stands."""
    event = recorded.event
    if isinstance(event, SubjectRequestReceived):
        return {
            "person_id": event.person_id,
            "request_id": event.request_id,
            "kind": event.kind,
            "received_on": event.received_on.isoformat(),
            "due_on": event.due_on.isoformat() if event.due_on else NEVER,
            "state": "open",
        }
    return None if row is None else {**row, "state": event.outcome}


REQUESTS = View(
    name="subject_requests",
    keys=request_keys,
    project=project_request,
    indexes=(("state", "due_on"), ("due_on",)),
)
VIEWS = (REQUESTS,)
