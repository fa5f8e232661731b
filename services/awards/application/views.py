"""The lists people ask for, as folds over this context's events; no sealed field is ever copied into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from services.awards.domain.award_messages import AwardGranted, AwardPresented, DecisionIssued
from services.awards.domain.council import CouncilConstituted
from services.awards.domain.item_messages import VoteClosed, VoteItemOpened, VoteOpened
from services.awards.domain.leaving import ItemTakenOffAgenda
from services.awards.domain.life_messages import (
    AwardCancelled,
    AwardCorrected,
    AwardDeclined,
    AwardRecovered,
    LifeEvent,
)
from shared.messages import Json, RecordedEvent
from shared.views import View


def council_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per council: one constituted anew stands beside the older one."""
    return [recorded.event.council_id] if isinstance(recorded.event, CouncilConstituted) else []


def project_council(_row: Json | None, recorded: RecordedEvent[Any]) -> Json:
    """Whose it is, and by which decision."""
    event = recorded.event
    return {
        "council_id": event.council_id,
        "organisation_id": event.organisation_id,
        "name": event.name,
        "decision_number": event.decision_number,
        "decided_on": event.decided_on.isoformat(),
        "vote_rule": event.vote_rule,
    }


def item_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per nomination before a council."""
    known = isinstance(recorded.event, VoteItemOpened | VoteOpened | VoteClosed | ItemTakenOffAgenda)
    return [recorded.event.nomination_id] if known else []


def project_item(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """Where the nomination stands before its council."""
    event = recorded.event
    day = event.act.occurred_on.isoformat()
    match event:
        case VoteItemOpened():
            return {
                "nomination_id": event.nomination_id,
                "council_id": event.council_id,
                "form": event.form,
                **_whose(event),
                "state": "on_agenda",
                "session_id": None,
                "opened_on": day,
                "closed_on": None,
            }
        case VoteOpened():
            return {**(row or {}), "state": "voting", "session_id": event.session_id}
        case VoteClosed():
            state = "passed" if event.passed else "failed"
            return {**(row or {}), "state": state, "closed_on": day}
        case ItemTakenOffAgenda():
            return {**(row or {}), "state": "off_agenda"}
    return row


def award_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per decision."""
    known = isinstance(recorded.event, DecisionIssued | AwardGranted | AwardPresented | LifeEvent)
    return [recorded.event.nomination_id] if known else []


def project_award(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """The decision and what became of it."""
    event = recorded.event
    day = event.act.occurred_on.isoformat()
    match event:
        case DecisionIssued():
            return {
                "nomination_id": event.nomination_id,
                "award_id": event.award_id,
                "form": event.form,
                "number": event.number,
                "dated": event.dated.isoformat(),
                **_whose(event),
                "state": "decided",
                "decided_on": day,
                "granted_on": None,
                "presented_on": None,
                "to_recover": [],
            }
        case AwardGranted():
            return {**(row or {}), "state": "granted" if _stands(row) else _state(row), "granted_on": day}
        case AwardPresented():
            presented_on = event.presented_on.isoformat()
            state = "presented" if _stands(row) else _state(row)
            return {**(row or {}), "state": state, "presented_on": presented_on}
        case AwardDeclined():
            return {**(row or {}), "state": "declined" if _stands(row) else _state(row)}
        case AwardCorrected():
            right = {"number": event.number, "dated": event.dated and event.dated.isoformat()}
            return {**(row or {}), **{name: value for name, value in right.items() if value is not None}}
        case AwardCancelled():
            return {**(row or {}), "state": "cancelled", "to_recover": list(event.recover)}
        case AwardRecovered():
            left = [one for one in (row or {}).get("to_recover", []) if one != event.what]
            return {**(row or {}), "to_recover": left}
    return row


def _state(row: Json | None) -> str:
    return str((row or {}).get("state"))


def _stands(row: Json | None) -> bool:
    """Whether it is neither refused nor cancelled: what comes after that on paper does not undo it."""
    return _state(row) not in ("declined", "cancelled")


def _whose(event: VoteItemOpened | DecisionIssued) -> Mapping[str, Any]:
    return {
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "unit_id": event.unit_id,
        "organisation_id": event.organisation_id,
        "scopes": [event.unit_id, event.organisation_id],
    }


COUNCILS = View(
    name="councils",
    keys=council_keys,
    project=project_council,
    indexes=(("decided_on",), ("organisation_id", "decided_on")),
)
ITEMS = View(
    name="items",
    keys=item_keys,
    project=project_item,
    indexes=(("opened_on",), ("scopes", "opened_on"), ("state", "opened_on")),
)
AWARDS = View(
    name="awards",
    keys=award_keys,
    project=project_award,
    indexes=(
        ("decided_on",),
        ("scopes", "decided_on"),
        ("state", "decided_on"),
        ("to_recover", "decided_on"),
    ),
    form=2,
)
VIEWS = (COUNCILS, ITEMS, AWARDS)
