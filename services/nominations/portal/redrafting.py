"""Changing a dossier that is with its unit (sửa hồ sơ đang soạn): whom it puts forward, for what, on which ground."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.portal.asking import Asking
from services.nominations.portal.dossier import ENTERING
from services.nominations.portal.dossiers import FORMS, TYPES
from services.nominations.portal.typed import Choice, chosen, suggested, year_in
from shared.access import Permissions
from shared.portal.asking import SINCE
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, unreadable
from shared.portal.typed import Form, filled, text_of
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

SAVE: Final = "nomination.supplement"


@dataclass(frozen=True, slots=True)
class RedraftingPages:
    """The form that holds what the dossier says now."""

    frame: Frame
    permissions: Permissions

    def show(self, visit: Visit) -> Response:
        """The form."""
        return self._page(visit)

    def save(self, visit: Visit) -> Response:
        """Save what it says; what was saved before stays in the dossier's history."""
        form, asking = visit.request.form, Asking(visit)
        nomination_id = visit.place("nomination_id")
        dossier = asking("nomination", nomination_id=nomination_id).body
        subject = chosen(text_of(form, "subject"), _subjects(asking, dossier))
        if isinstance(subject, Text):
            return self._page(visit, unreadable({"subject_id": subject}))
        content = {
            "nomination_id": nomination_id,
            "subject_kind": subject.kind,
            "subject_id": subject.id,
            **filled(form, "form", "commendation_type", "achievement", "basis_citation"),
            **year_in(form),
            **occasion(form),
        }
        done = sent(visit, "save-draft", content)
        if isinstance(done, Trouble):
            return self._page(visit, done)
        following = urlencode({"done": "done_redrafted", SINCE: done.answer.token})
        return redirect(f"/entry/dossiers/{nomination_id}?{following}", 303)

    def _page(self, visit: Visit, trouble: Trouble | None = None) -> Response:
        nomination_id = visit.place("nomination_id")
        asking = Asking(visit)
        found = asking("nomination", nomination_id=nomination_id)
        dossier = found.body
        known = _subjects(asking, dossier)
        allowed = dossier["state"] in ENTERING and may(
            visit.reader, SAVE, self.permissions, dossier["unit_id"]
        )
        return self.frame.page(
            visit,
            "dossier-draft.html",
            trouble.status if trouble else 200,
            dossier=dossier,
            subject=dossier["subject_name"] or dossier["subject_id"],
            allowed=allowed,
            subjects=suggested(known) if allowed else (),
            forms_given=FORMS,
            types=TYPES,
            trouble=trouble,
            typed=visit.request.form if trouble else _as_typed(dossier, known),
            key=(trouble and trouble.key) or fresh_key(),
            version=found.version,
        )


def _subjects(asking: Asking, dossier: dict[str, Any]) -> Sequence[Choice]:
    """Whom the unit may put forward, and whoever the dossier puts forward now, even gone elsewhere since."""
    known = asking.subjects(dossier["unit_id"])
    now = dossier["subject_id"]
    if any(one.id == now for one in known):
        return known
    return [*known, Choice(now, dossier["subject_name"] or now, dossier["subject_kind"])]


def _as_typed(dossier: dict[str, Any], known: Sequence[Choice]) -> Form:
    """What the dossier says, as if it had just been typed; an erased achievement is empty."""
    spelled = dict(zip((one.id for one in known), suggested(known), strict=True))
    held = {
        "subject": spelled[dossier["subject_id"]],
        "form": dossier["form"],
        "year": "" if dossier["year"] is None else str(dossier["year"]),
        "commendation_type": dossier["commendation_type"],
        "achievement": dossier["achievement"] or "",
        "basis_citation": dossier["basis_citation"],
    }
    return Form(held)
