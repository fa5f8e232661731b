"""Where data entry begins: the plans that the caller's units take part in, with each unit's list."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.wrappers import Response

from services.nominations.portal.asking import Asking
from services.nominations.portal.registrations import SUBMIT, duty_of
from shared.access import Permissions
from shared.errors import NotFound
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.visit import Visit
from shared.values import dataclass

PER_PAGE: Final = 10


@dataclass(frozen=True, slots=True)
class StartPages:
    """The start, and the page after signing in in a second tab."""

    frame: Frame
    permissions: Permissions

    def show(self, visit: Visit) -> Response:
        """The caller's plans, the one with the latest act first."""
        if not may(visit.caller, SUBMIT, self.permissions):
            return self.frame.page(visit, "start.html", may_enter=False)
        asking = Asking(visit)
        found = asking("list-cases", kind="plan", limit=PER_PAGE, after=visit.argument("after")).body
        following = found["next"]
        return self.frame.page(
            visit,
            "start.html",
            may_enter=True,
            plans=[plan for case in found["items"] if (plan := _plan(asking, case["case"]))],
            next=f"/entry?{urlencode({'after': following})}" if following else None,
        )

    def signed_in(self, visit: Visit) -> Response:
        """Go back to the tab that holds what was typed."""
        return self.frame.page(visit, "signed-in.html")


def _plan(asking: Asking, case: str) -> dict[str, Any] | None:
    """A plan in force with the lists the caller reaches; None for one that is a draft still."""
    plan_id = case.removeprefix("plan-")
    try:
        lists = asking("registrations", plan_id=plan_id).body["lists"]
        plan = asking("plan", plan_id=plan_id).body
    except NotFound:
        return None
    named = [{**one, "unit": asking.organisation(one["unit_id"])} for one in lists]
    return {**plan, "lists": named, "duty": duty_of(plan, "register_models")}
