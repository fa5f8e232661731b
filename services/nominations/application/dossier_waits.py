"""What waits for whom in a dossier, after each event: pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.nominations.domain.consulting_messages import (
    NominationPublished,
    OpinionAsked,
    OpinionGiven,
    PublicationClosed,
)
from services.nominations.domain.drafting_messages import NominationWithdrawn, SupplementAsked
from services.nominations.domain.forwarding_messages import (
    CouncilResultNoted,
    NominationForwarded,
    ReceivedAtLevel,
    ReturnedDown,
)
from services.nominations.domain.holding_messages import (
    NominationHeld,
    NominationReleased,
    ObjectionConcluded,
    ObjectionReceived,
)
from services.nominations.domain.nomination_messages import (
    DocumentAttached,
    NominationConcluded,
    NominationOpened,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    ReceivedForAppraisal,
)
from shared.messages import Json

STEP = "step"
"""What the next step of the plain course waits for; there is one at most."""

SUPPLEMENT = "supplement"


def waits_after(row: Json, event: Any) -> list[Json]:
    """
    The things that wait in *row* after *event*: each with what it is about (`key`), what is to be done and where (`at`).

    What a hold stops waits on beside it: whoever reads it sees both.
    """
    waits: list[Json] = row["waits"]
    match event:
        case NominationConcluded() | NominationWithdrawn():
            return []
        case DocumentAttached():
            return _supplied(waits, event.document_kind)
        case OpinionGiven(consultation_id=name):
            return _without(waits, f"opinion-{name}")
        case PublicationClosed(publication_id=name):
            return _without(waits, f"publication-{name}")
        case NominationReleased(hold_id=name):
            return _without(waits, f"hold-{name}")
        case ObjectionConcluded(objection_id=name):
            return _without(waits, f"objection-{name}")
    found = _begun(row, event)
    return waits if found is None else [*_without(waits, found["key"]), found]


STEPS: Mapping[type[Any], tuple[str, str]] = {
    NominationOpened: ("submit", "unit_id"),
    NominationSubmitted: ("receive", "appraiser"),
    NominationReturned: ("resubmit", "unit_id"),
    ReceivedForAppraisal: ("appraise", "appraiser"),
    ReceivedAtLevel: ("appraise", "appraiser"),
    ReturnedDown: ("appraise", "appraiser"),
    NominationPutToCouncil: ("council", "holder_id"),
    CouncilResultNoted: ("decide-or-forward", "holder_id"),
}
"""What the next step waits for after each event, and the field of the row that says where."""


def _begun(row: Json, event: Any) -> Json | None:
    if type(event) in STEPS:
        what, where = STEPS[type(event)]
        return _wait(STEP, what, row[where] or row["holder_id"], event)
    holder = row["holder_id"]
    match event:
        case NominationForwarded(to_id=to_id):
            what = "external-answer" if to_id is None else "receive-forwarded"
            return _wait(STEP, what, to_id or holder, event)
        case SupplementAsked():
            wait = _wait(SUPPLEMENT, "supplement", row["unit_id"], event, event.due_on)
            return {**wait, "documents": list(event.documents)}
        case OpinionAsked(consultation_id=name):
            return _wait(f"opinion-{name}", "opinion", event.organisation_id or holder, event, event.due_on)
        case NominationPublished(publication_id=name):
            return _wait(f"publication-{name}", "close-publication", holder, event, event.to_on)
        case NominationHeld(hold_id=name):
            return _wait(f"hold-{name}", "release", holder, event)
        case ObjectionReceived(objection_id=name):
            return _wait(f"objection-{name}", "objection", holder, event)
    return None


def _wait(key: str, what: str, at: str, event: Any, due_on: Any = None) -> Json:
    return {
        "key": key,
        "what": what,
        "at": at,
        "since": event.act.occurred_on.isoformat(),
        "due_on": due_on.isoformat() if due_on else None,
    }


def _without(waits: list[Json], key: str) -> list[Json]:
    return [wait for wait in waits if wait["key"] != key]


def _supplied(waits: list[Json], kind: str) -> list[Json]:
    """Without the wait for documents once the last kind asked for is there."""
    supplied = []
    for wait in waits:
        if wait["key"] != SUPPLEMENT:
            supplied.append(wait)
        elif left := [name for name in wait["documents"] if name != kind]:
            supplied.append({**wait, "documents": left})
    return supplied
