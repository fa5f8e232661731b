"""How far read models are behind, read past all programs: in the database of views, the generation in use alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pymongo.database import Database

from services.audit.application.ledger_feed import SOURCE as LEDGER
from services.audit.application.views import VIEWS as OF_AUDIT
from services.awards.application.organisations import ORGANISATIONS
from services.awards.application.people import PEOPLE
from services.awards.application.views import VIEWS as OF_AWARDS
from services.nominations.application.views import VIEWS as OF_NOMINATIONS
from services.notifications.application.facts import FACTS
from shared.views import VIEWS, cursor_name, database_of_views

SOURCES: Mapping[str, Mapping[str, str]] = {
    "nominations": {view.name: "nominations" for view in OF_NOMINATIONS},
    "awards": {
        **{view.name: "awards" for view in OF_AWARDS},
        **dict.fromkeys((ORGANISATIONS.name, PEOPLE.name), "nominations"),
    },
    "notifications": {FACTS.name: "nominations"},
    "audit": {view.name: LEDGER for view in OF_AUDIT},
}
"""Each service's views and whose history each of them follows, whether or not it has begun to."""


def view_lags(own: Database[dict[str, Any]], service: str, heads: Mapping[str, int]) -> dict[str, int]:
    """
    By `view:<name>:<generation>:<source> in <service>`, how far each view of *service*, whose database is *own*, is behind.

    A view without a cursor has taken nothing yet and is counted from 0.
    """
    kept = own.client[database_of_views(own.name)]
    in_use = {pointer["_id"]: int(pointer["generation"]) for pointer in kept[VIEWS].find()}
    reached = {cursor["_id"]: int(cursor["position"]) for cursor in kept.cursors.find()}
    lags = {}
    for view, source in SOURCES[service].items():
        name = cursor_name(view, in_use.get(view, 1), source)
        lags[f"{name} in {service}"] = heads[source] - reached.get(name, 0)
    return lags
