"""The grants ever given, for those who look after accounts and for separation of duties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.domain.account_messages import DecidingDocument, GrantGiven, GrantRevoked
from shared.messages import Json, RecordedEvent
from shared.views import View


def grant_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per grant."""
    return [recorded.event.grant_id] if isinstance(recorded.event, GrantGiven | GrantRevoked) else []


def project_grant(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """The grant as given, by whom and on which document; and as taken back."""
    event, who = recorded.event, recorded.envelope.actor
    day = event.act.occurred_on.isoformat()
    if isinstance(event, GrantRevoked):
        return None if row is None else {**row, "revoked_on": day, "revoked_by": who}
    return {
        "grant_id": event.grant_id,
        "account": event.account,
        "role": event.role,
        "scope": event.scope,
        "begins_on": event.begins_on.isoformat(),
        "ends_on": event.ends_on.isoformat() if event.ends_on else None,
        "person_id": event.person_id,
        "decision": _document(event.decision),
        "given_on": day,
        "given_by": who,
        "revoked_on": None,
        "revoked_by": None,
    }


def _document(decision: DecidingDocument | None) -> Json | None:
    return None if decision is None else {"number": decision.number, "dated": decision.dated.isoformat()}


GRANTS = View(
    name="grants",
    keys=grant_keys,
    project=project_grant,
    indexes=(("account",), ("person_id",), ("scope",)),
)
