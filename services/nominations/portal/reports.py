"""Reports that a plan asks for (báo cáo): who has reported by which day, who is late, and handing one in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.adapters.carrying_kinds import VALUES
from services.nominations.portal.asking import Asking
from services.nominations.portal.model_acts import PROOF
from services.nominations.portal.registrations import duty_of
from services.nominations.portal.uploading import NO_FILE, uploaded
from shared.access import RECORDING, Permissions, authorise
from shared.clock import local_date, system_clock
from shared.errors import ExpectedError, NotFound, TransientError, Unauthenticated
from shared.portal.acts import NOW, Act, Entry
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, trouble_of, unreadable
from shared.portal.typed import Form, filled
from shared.portal.visit import Visit
from shared.values import dataclass

SUBMIT: Final = "report.submit"
REPORT: Final = "report"
ACT: Final = Act(
    command="submit-report",
    entries=(
        Entry(name="number", word="report_number"),
        Entry(name="dated", word="report_dated", kind="date"),
        PROOF,
    ),
    done="done_reported",
)


@dataclass(frozen=True, slots=True)
class ReportPages:
    """Who has reported under one plan, and one unit's reports."""

    frame: Frame
    permissions: Permissions

    def all(self, visit: Visit) -> Response:
        """Who has reported and who has not, as it stands on a day."""
        asking, plan_id = Asking(visit), visit.place("plan_id")
        plan = asking("plan", plan_id=plan_id).body
        on = _day(visit.argument("on")) or local_date(system_clock()).isoformat()
        asked = asking.all("list-obligations", plan_id=plan_id, on=on)
        found = next((one for one in asked if one["kind"] == REPORT), None)
        units = [
            {"id": unit, "name": asking.organisation(unit), "state": _state(found, unit), "may": self._may(visit, unit)}
            for unit in plan["participants"]
            if found and self._sees(visit, unit, plan)
        ]  # fmt: skip
        return self.frame.page(
            visit, "reports.html", plan=plan, duty=duty_of(plan, REPORT), found=found, units=units, on=on
        )

    def show(self, visit: Visit) -> Response:
        """What one unit has reported."""
        return self._page(visit, Form())

    def submit(self, visit: Visit) -> Response:
        """Hand a report in; of its file the digest alone is kept."""
        try:
            authorise(visit.reader, SUBMIT, self.permissions)  # before a file is read
            upload = uploaded(visit.request)
        except Unauthenticated:
            raise
        except (ExpectedError, TransientError) as error:
            return self._page(visit, Form(), trouble_of(error))
        form = upload.form
        if not upload.content:
            return self._page(visit, form, unreadable({"sha256": NO_FILE}))
        content = {
            "plan_id": visit.place("plan_id"),
            "unit_id": visit.place("unit_id"),
            **filled(form, *ACT.typed),
            "sha256": hashlib.sha256(upload.content).hexdigest(),
            **occasion(form),
        }
        done = sent(visit, ACT.command, content, form)
        if isinstance(done, Trouble):
            return self._page(visit, form, done)
        following = urlencode({"done": ACT.done, SINCE: done.answer.token})
        here = visit.request.path.removesuffix(f"/{REPORT}/{NOW}")
        return redirect(f"{here}?{following}", 303)

    def _page(self, visit: Visit, form: Form, trouble: Trouble | None = None) -> Response:
        asking = Asking(visit)
        plan_id, unit_id = visit.place("plan_id"), visit.place("unit_id")
        plan = asking("plan", plan_id=plan_id).body
        if not self._sees(visit, unit_id, plan):
            raise NotFound
        found = asking.one("plan-report", plan_id=plan_id, unit_id=unit_id)
        allowed = plan["state"] == "issued" and duty_of(plan, REPORT) and self._may(visit, unit_id)
        return self.frame.page(
            visit,
            "report.html",
            trouble.status if trouble else 200,
            plan=plan,
            duty=duty_of(plan, REPORT),
            unit=asking.organisation(unit_id),
            reports=found["reports"] if found else (),
            values=VALUES,
            acts={REPORT: ACT},
            offers={REPORT: [NOW]} if allowed else {},
            base=f"/entry/plans/{plan_id}/reports/{unit_id}",
            record=may(visit.reader, RECORDING, self.permissions, unit_id),
            trouble=trouble,
            tried=(REPORT, NOW) if trouble else ("", ""),
            typed=form,
            key=fresh_key(),
            version=None,
            done=done_word(visit, {ACT.done}),
        )

    def _may(self, visit: Visit, unit_id: str) -> bool:
        return may(visit.reader, SUBMIT, self.permissions, unit_id)

    def _sees(self, visit: Visit, unit_id: str, plan: Mapping[str, Any]) -> bool:
        read = "registration.read"
        return any(
            may(visit.reader, read, self.permissions, one) for one in (unit_id, plan["organisation_id"])
        )


def _state(found: Mapping[str, Any], unit_id: str) -> str:
    if unit_id in found["missing"]:
        return "report_overdue" if found["standing"] == "overdue" else "report_missing"
    return "report_late" if unit_id in found["late"] else "report_done"


def _day(text: str | None) -> str | None:
    try:
        return date.fromisoformat(text or "").isoformat()
    except ValueError:
        return None
