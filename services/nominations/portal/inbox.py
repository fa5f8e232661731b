"""What waits for the Office (Văn phòng): dossiers with what is to be done, what plans ask for by a day, and its plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.wrappers import Response

from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.drafting import DRAFT
from services.nominations.portal.typed import Choice
from shared.access import Permissions, authorise
from shared.clock import local_date, system_clock
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.visit import Visit
from shared.values import dataclass

FORWARD: Final = "nomination.forward"
LISTS: Final = "registration.read"
PER_PAGE: Final = 20
PLANS: Final = 10


@dataclass(frozen=True, slots=True)
class InboxPages:
    """The inbox of one of the organisations for which the caller is the Office or the board."""

    frame: Frame
    permissions: Permissions

    def show(self, visit: Visit) -> Response:
        """What waits; without an organisation in the address, for the first."""
        authorise(visit.reader, FORWARD, self.permissions)
        asking = Asking(visit)
        offices = self._offices(visit, asking)
        known = {one.id: one.name for one in offices}
        asked = visit.argument("organisation") or next(iter(known), "")
        found: dict[str, Any] = {"items": [], "next": None}
        if asked:
            after = visit.argument("after")
            found = asking("office-inbox", organisation_id=asked, limit=PER_PAGE, after=after).body
        gathers = may(visit.reader, LISTS, self.permissions, asked)  # a board has no lists of units to gather
        following = {"organisation": asked, "after": found["next"] or ""}
        return self.frame.page(
            visit,
            "inbox.html",
            offices=offices,
            office=asked,
            office_name=known.get(asked) or (asking.organisation(asked) if asked else ""),
            waits=[_shown(asking, one) for one in found["items"]],
            due=_due(asking, asked) if asked and gathers else [],
            plans=_plans(asking, asked) if asked and gathers else [],
            drafts=bool(asked) and may(visit.reader, DRAFT, self.permissions, asked),
            next=f"/entry/inbox?{urlencode(following)}" if found["next"] else None,
        )

    def _offices(self, visit: Visit, asking: Asking) -> Sequence[Choice]:
        """Those of the caller's grants; for a grant everywhere, the departments."""
        scopes = scopes_of(visit, FORWARD, self.permissions)
        if scopes:
            return [Choice(scope, asking.organisation(scope)) for scope in scopes]
        return [
            Choice(item["organisation_id"], item["name"])
            for item in asking("list-organisations", level="department", state="standing").body["items"]
        ]


def _shown(asking: Asking, one: dict[str, Any]) -> dict[str, Any]:
    found = asking.one("nomination", nomination_id=one["nomination_id"])
    return {
        **one,
        "subject": (found and found["subject_name"]) or one["subject_id"],
        "unit": asking.organisation(one["unit_id"]),
    }


def _due(asking: Asking, organisation_id: str) -> Sequence[dict[str, Any]]:
    """What the organisation's plans ask for by a day and has not come from everybody, the earliest first."""
    today = local_date(system_clock()).isoformat()
    asked = {"organisation_id": organisation_id, "on": today, "limit": PLANS}
    return [
        {**one, "missing": [asking.organisation(name) for name in one["missing"]]}
        for standing in ("overdue", "open")
        for one in asking("list-obligations", standing=standing, **asked).body["items"]
        if one["last_day"]
    ]


def _plans(asking: Asking, organisation_id: str) -> Sequence[dict[str, Any]]:
    """The organisation's plans in force: how many lists are in, and how far the list for the council has come."""
    cases = asking("list-cases", kind="plan", organisation_id=organisation_id, limit=PLANS).body["items"]
    plans = []
    for case in cases:
        plan_id = case["case"].removeprefix("plan-")
        plan = asking.one("plan", plan_id=plan_id)
        lists = asking.one("registrations", plan_id=plan_id)
        if plan is None:
            continue
        sent = [one["state"] == "submitted" for one in lists["lists"]] if lists else []
        consolidated = asking.one("consolidation", plan_id=plan_id)
        plans.append(
            {
                **plan,
                "lists": len(sent),
                "sent": sum(sent),
                "consolidation": consolidated["state"] if consolidated else None,
                "unsent": sum(one["state"] == "not_sent" for one in plan["recipients"]),
            }
        )
    return plans
