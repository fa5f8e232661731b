"""The form in which the Office drafts a plan (soạn dự thảo kế hoạch): what it asks for, of whom, and who gets it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.domain.import_cells import folded
from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.typed import Choice
from shared.access import Permissions
from shared.canonical import cleaned
from shared.portal.asking import SINCE
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, unreadable
from shared.portal.typed import Form, filled, text_of
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

DRAFT: Final = "plan.draft"
DUTIES: Final = ("model_from_movement", "model_head", "register_models", "select_models")
COUNTED: Final = ("register_models", "select_models")
LONGEST_ID: Final = 60
_AT = re.compile(r"obligations\[(\d)\]\.")
NOT_WHOLE: Final = Text("Phải là số nguyên.", "Must be a whole number.")


@dataclass(frozen=True, slots=True)
class DraftingPages:
    """The form for a plan of the organisation that the address names."""

    frame: Frame
    permissions: Permissions

    def new(self, visit: Visit) -> Response:
        """The form."""
        return self._page(visit, visit.argument("organisation") or "")

    def draft(self, visit: Visit) -> Response:
        """Draft the plan."""
        form = visit.request.form
        organisation_id = text_of(form, "organisation_id")
        content, faults = read(form)
        if faults:
            return self._page(visit, organisation_id, unreadable(faults))
        done = sent(visit, "draft-plan", {**content, **occasion(form)})
        if isinstance(done, Trouble):
            return self._page(visit, organisation_id, at_fields(done, content["obligations"]))
        following = urlencode({"done": "done_drafted", SINCE: done.answer.token})
        return redirect(f"/entry/plans/{done.identity}?{following}", 303)

    def _page(self, visit: Visit, organisation_id: str, trouble: Trouble | None = None) -> Response:
        asking = Asking(visit)
        allowed = bool(organisation_id) and may(visit.reader, DRAFT, self.permissions, organisation_id)
        offices = scopes_of(visit, DRAFT, self.permissions)
        form = visit.request.form
        units = _units(asking, organisation_id) if allowed else []
        return self.frame.page(
            visit,
            "plan-new.html",
            trouble.status if trouble else 200,
            offices=[Choice(one, asking.organisation(one)) for one in offices],
            organisation_id=organisation_id if allowed else "",
            organisation=asking.organisation(organisation_id) if allowed else "",
            units=units,
            taking_part=form.getlist("participants") if form else [one.id for one in units],
            duties=DUTIES,
            counted=COUNTED,
            trouble=trouble,
            typed=form,
            key=(trouble and trouble.key) or fresh_key(),
        )


def read(form: Form) -> tuple[dict[str, Any], dict[str, Text]]:
    """The plan that *form* describes, and by path what cannot be read of it."""
    faults: dict[str, Text] = {}
    content: dict[str, Any] = filled(form, "organisation_id", "title")
    content |= _numbers(form, ("period_from", "period_to"), faults)
    if parent := filled(form, "parent_number", "parent_dated", "parent_issuer"):
        content["parent"] = {name.removeprefix("parent_"): value for name, value in parent.items()}
    content["obligations"] = list(_duties(form, faults))
    content["recipients"] = [
        {"recipient_id": _code(name), "name": name}
        for line in form.get("recipients", "").splitlines()
        if (name := cleaned(line))
    ]
    content["participants"] = form.getlist("participants")
    return content, faults


def at_fields(trouble: Trouble, duties: Sequence[dict[str, Any]]) -> Trouble:
    """*trouble* with what is wrong with a duty said at the field of the form in which it was typed."""
    fields = {
        _AT.sub(lambda found: f"{duties[int(found[1])]['kind']}_", path): text
        for path, text in trouble.fields.items()
    }
    return replace(trouble, fields=fields)


def _duties(form: Form, faults: dict[str, Text]) -> Sequence[dict[str, Any]]:
    """What the plan asks for: the duties whose place in the plan is named, or of which anything else is."""
    found: list[dict[str, Any]] = []
    for kind in DUTIES:
        names = [f"{kind}_{name}" for name in ("citation", "minimum", "maximum", "due_before")]
        given = filled(form, *names)
        if not given:
            continue
        counts = _numbers(form, (f"{kind}_minimum", f"{kind}_maximum"), faults)
        duty = {**given, **counts}
        found.append({"kind": kind, **{name.removeprefix(f"{kind}_"): value for name, value in duty.items()}})
    return found


def _numbers(form: Form, names: Sequence[str], faults: dict[str, Text]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in filled(form, *names).items():
        if text.isascii() and text.isdigit() and len(text) < 10:
            found[name] = int(text)
        else:
            faults[name] = NOT_WHOLE
    return found


def _code(name: str) -> str:
    """A recipient's code, made of its name: the same name twice is the same recipient twice, which the rules refuse."""
    return "-".join(folded(name).split())[:LONGEST_ID].strip("-") or "noi-nhan"


def _units(asking: Asking, organisation_id: str) -> Sequence[Choice]:
    return [
        Choice(item["organisation_id"], item["name"])
        for item in asking.all("list-organisations", parent_id=organisation_id, state="standing")
    ]
