"""Dossiers (hồ sơ đề nghị): a unit's list of them with what each lacks, and the opening of a new one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, get_args
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.domain.nomination_messages import CommendationType, Form
from services.nominations.domain.nomination_states import Step
from services.nominations.domain.required import DOCUMENT_NAMES
from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.typed import Choice, chosen, suggested, year_in
from shared.access import Permissions
from shared.portal.asking import SINCE
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, unreadable
from shared.portal.typed import filled, text_of
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

OPEN: Final = "nomination.open"
PER_PAGE: Final = 20
FORMS: Final[tuple[str, ...]] = get_args(Form)
TYPES: Final[tuple[str, ...]] = get_args(CommendationType)
STATES: Final[tuple[str, ...]] = get_args(Step)


@dataclass(frozen=True, slots=True)
class DossierPages:
    """The list of dossiers and the form for a new one."""

    frame: Frame
    permissions: Permissions

    def list(self, visit: Visit) -> Response:
        """The dossiers the caller reaches, the one that changed last first; by state and by who is put forward."""
        asking = Asking(visit)
        state, text = visit.argument("state"), (visit.argument("text") or "").strip() or None
        state = state if state in STATES else None
        asked = {"state": state, "text": text, "limit": PER_PAGE, "after": visit.argument("after")}
        found = asking("list-dossiers", **asked).body
        following = {"state": state or "", "text": text or "", "after": found["next"] or ""}
        return self.frame.page(
            visit,
            "dossiers.html",
            dossiers=[_shown(asking, one) for one in found["items"]],
            state=state,
            text=text,
            states=STATES,
            names=DOCUMENT_NAMES,
            next=f"/entry/dossiers?{urlencode(following)}" if found["next"] else None,
            units=[Choice(unit, asking.organisation(unit)) for unit in self._units(visit)],
        )

    def new(self, visit: Visit) -> Response:
        """The form for a dossier of the unit that the address names."""
        return self._page(visit, visit.argument("unit") or "")

    def open(self, visit: Visit) -> Response:
        """Open the dossier."""
        form, asking = visit.request.form, Asking(visit)
        unit_id = text_of(form, "unit_id")
        subject = chosen(text_of(form, "subject"), asking.subjects(unit_id))
        if isinstance(subject, Text):
            return self._page(visit, unit_id, unreadable({"subject_id": subject}))
        given = ("unit_id", "organisation_id", "form", "commendation_type", "achievement", "basis_citation")
        content = {
            "subject_kind": subject.kind,
            "subject_id": subject.id,
            **filled(form, *given, "achievement_id"),
            **year_in(form),
            **occasion(form),
        }
        done = sent(visit, "open-nomination", content)
        if isinstance(done, Trouble):
            return self._page(visit, unit_id, done)
        following = urlencode({"done": "done_opened", SINCE: done.answer.token})
        return redirect(f"/entry/dossiers/{done.identity}?{following}", 303)

    def _page(self, visit: Visit, unit_id: str, trouble: Trouble | None = None) -> Response:
        asking = Asking(visit)
        allowed = bool(unit_id) and may(visit.reader, OPEN, self.permissions, unit_id)
        return self.frame.page(
            visit,
            "dossier-new.html",
            trouble.status if trouble else 200,
            units=[Choice(unit, asking.organisation(unit)) for unit in self._units(visit)],
            unit_id=unit_id if allowed else "",
            unit=asking.organisation(unit_id) if allowed else "",
            subjects=suggested(asking.subjects(unit_id)) if allowed else (),
            deciders=deciders(asking, unit_id) if allowed else (),
            forms_given=FORMS,
            types=TYPES,
            trouble=trouble,
            typed=visit.request.form,
            key=(trouble and trouble.key) or fresh_key(),
        )

    def _units(self, visit: Visit) -> Sequence[str]:
        return scopes_of(visit, OPEN, self.permissions)


def deciders(asking: Asking, unit_id: str) -> Sequence[Choice]:
    """The organisations above a unit, the nearest first: who may decide on what it puts forward."""
    found: list[Choice] = []
    item = asking.one("organisation", organisation_id=unit_id)
    while item and item["parent_id"] and item["parent_id"] not in [one.id for one in found]:
        item = asking.one("organisation", organisation_id=item["parent_id"])
        if item:
            found.append(Choice(item["organisation_id"], item["name"]))
    return found


def _shown(asking: Asking, one: dict[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "subject": asking.subject(one["subject_kind"], one["subject_id"]),
        "unit": asking.organisation(one["unit_id"]),
    }
