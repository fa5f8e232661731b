"""A unit's registration list of exemplary models (danh sách đăng ký điển hình tiên tiến): typed, pasted, sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.portal import rows
from services.nominations.portal.asking import Asking
from services.nominations.portal.rows import Reading, Row
from services.nominations.portal.typed import Choice, by_id, suggested
from shared.access import RECORDING, Permissions
from shared.portal import session
from shared.portal.asking import SINCE
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import EXPIRED, Trouble, fresh_key, sent, unreadable
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

SUBMIT: Final = "registration.submit"
LEAST_ROWS: Final = 3


@dataclass(frozen=True, slots=True)
class RegistrationPages:
    """One unit's list under one plan."""

    frame: Frame
    permissions: Permissions

    def show(self, visit: Visit) -> Response:
        """The list as it stands, or the form for it."""
        return self._page(visit, ())

    def take(self, visit: Visit) -> Response:
        """What the form asks for: pasted cells put into rows, one row more, or the list sent."""
        form = visit.request.form
        typed = rows.typed(form)
        match form.get("do"):
            case "paste":
                return self._pasted(visit, typed)
            case "send":
                return self._send(visit, typed)
            case _:  # what cannot be undone is never what a form does by itself
                return self._page(visit, typed, more=1)

    def _pasted(self, visit: Visit, typed: Sequence[Row]) -> Response:
        cells = rows.rows_in(visit.request.form)
        found = rows.pasted(cells, before=len(typed))
        if isinstance(found, Text):
            return self._page(visit, typed, unreadable({"cells": found}), cells=cells)
        if not session.genuine(visit.request):
            return self._page(visit, typed, Trouble(text=EXPIRED), cells=cells)
        both = (*typed, *found)
        faults = self._read(Asking(visit), visit.place("unit_id"), both).faults
        return self._page(visit, both, unreadable(faults) if faults else None)

    def _send(self, visit: Visit, typed: Sequence[Row]) -> Response:
        plan_id, unit_id = visit.place("plan_id"), visit.place("unit_id")
        found = self._read(Asking(visit), unit_id, typed)
        if found.faults:
            return self._page(visit, typed, unreadable(found.faults))
        content = {
            "plan_id": plan_id,
            "unit_id": unit_id,
            "models": list(found.models),
            **occasion(visit.request.form),
        }
        done = sent(visit, "submit-registration", content)
        if isinstance(done, Trouble):
            return self._page(visit, typed, done)
        following = urlencode({"done": "sent", SINCE: done.answer.token})
        return redirect(f"{visit.request.path}?{following}", 303)

    def _read(self, asking: Asking, unit_id: str, typed: Sequence[Row]) -> Reading:
        prefix, subjects = unit_id[:8].strip("-"), asking.subjects(unit_id)
        return rows.read(typed, subjects, asking.movements(), prefix, _people(subjects))

    def _page(
        self,
        visit: Visit,
        typed: Sequence[Row],
        trouble: Trouble | None = None,
        *,
        cells: str = "",
        more: int = 0,
    ) -> Response:
        plan_id, unit_id = visit.place("plan_id"), visit.place("unit_id")
        asking = Asking(visit)
        found = asking("registration", plan_id=plan_id, unit_id=unit_id)
        plan = asking("plan", plan_id=plan_id).body
        return self.frame.page(
            visit,
            "registration.html",
            trouble.status if trouble else 200,
            plan=plan,
            duty=duty_of(plan, "register_models"),
            heads_asked=duty_of(plan, "model_head"),
            with_heads=duty_of(plan, "model_head") is not None or any(row.head for row in typed),
            **_list(asking, unit_id, found.body),
            rows=[*typed, *[Row()] * max(LEAST_ROWS - len(typed), more)],
            cells=cells,
            trouble=trouble,
            typed=visit.request.form,
            key=(trouble and trouble.key) or fresh_key(),
            version=found.version,
            may_send=may(visit.reader, SUBMIT, self.permissions, unit_id),
            may_record=may(visit.reader, RECORDING, self.permissions, unit_id),
            done=visit.argument("done"),
        )


def _list(asking: Asking, unit_id: str, found: dict[str, Any]) -> dict[str, Any]:
    """The list as it stands, and what its form suggests."""
    movements, subjects = asking.movements(), asking.subjects(unit_id)
    return {
        "unit": asking.organisation(unit_id),
        "unit_id": unit_id,
        "submitted": [_shown(asking, model, by_id(movements)) for model in found["models"]],
        "is_submitted": found["state"] == "submitted",
        "subjects": suggested(subjects),
        "heads": suggested(_people(subjects)),
        "movements": suggested(movements),
    }


def _people(subjects: Sequence[Choice]) -> Sequence[Choice]:
    return [one for one in subjects if one.kind == "individual"]


def duty_of(plan: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """What *plan* asks for under *kind*."""
    duties: list[dict[str, Any]] = plan["obligations"]
    return next((duty for duty in duties if duty["kind"] == kind), None)


def _shown(asking: Asking, model: dict[str, Any], movements: Mapping[str, str]) -> dict[str, Any]:
    movement_id = model["movement_id"]
    return {
        **model,
        "subject": asking.subject(model["kind"], model["subject_id"]),
        "movement": movements.get(movement_id, movement_id) if movement_id else None,
        "head": asking.subject("individual", model["head_id"]) if model["head_id"] else None,
    }
