"""Exemplary models (điển hình tiên tiến): the list, taking up one that a unit registered, and noting one that was detected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.adapters.model_kinds import VALUES
from services.nominations.domain.detection_messages import Source
from services.nominations.domain.model_states import STAGES
from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.dossiers import deciders
from services.nominations.portal.model import PATH
from services.nominations.portal.typed import Choice, chosen, suggested
from services.nominations.portal.yearly import LIST
from shared.access import RECORDING, Permissions
from shared.clock import local_date, system_clock
from shared.errors import NotFound
from shared.portal.asking import SINCE
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, unreadable
from shared.portal.typed import filled, text_of
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

DETECT: Final = "model.detect"
READ: Final = "model.read"
PER_PAGE: Final = 20
REGISTERED: Final = "registered"
STAGE_NAMES: Final[Sequence[str]] = (REGISTERED, *STAGES)
SOURCES: Final[tuple[str, ...]] = get_args(Source)
FILTERS: Final = ("stage", "unit_id", "field", "text", "year")
OVERDUE: Final = "overdue"


@dataclass(frozen=True, slots=True)
class ModelPages:
    """The list of models, and how one comes to be followed."""

    frame: Frame
    permissions: Permissions

    def list(self, visit: Visit) -> Response:
        """The models the caller reaches, the one that changed last first."""
        asking = Asking(visit)
        asked = {name: visit.argument(name) for name in FILTERS}
        year = asked["year"] or ""
        known: dict[str, Any] = {**asked, "year": int(year) if year.isascii() and year.isdecimal() else None}
        asked[OVERDUE] = "1" if visit.argument(OVERDUE) else None
        if asked[OVERDUE]:
            known["overdue_on"] = local_date(system_clock()).isoformat()
        found = asking("list-models", **known, limit=PER_PAGE, after=visit.argument("after")).body
        following = {**{name: value for name, value in asked.items() if value}, "after": found["next"] or ""}
        return self.frame.page(
            visit,
            "models.html",
            models=[_shown(asking, one) for one in found["items"]],
            asked=asked,
            stages=STAGE_NAMES,
            values=VALUES,
            units=self._units(visit, asking),
            next=f"{PATH}?{urlencode(following)}" if found["next"] else None,
            lists=may(visit.reader, LIST, self.permissions),
            detecting=[Choice(one, asking.organisation(one)) for one in self._detecting(visit)],
        )

    def new(self, visit: Visit) -> Response:
        """The form for a model that no list holds, of the unit that the address names."""
        return self._form(visit, visit.argument("unit") or "")

    def detect(self, visit: Visit) -> Response:
        """Note it."""
        form, asking = visit.request.form, Asking(visit)
        unit_id = text_of(form, "unit_id")
        content: dict[str, Any] = {
            **filled(form, "unit_id", "organisation_id", "field", "source", "detected_by", "account"),
            **occasion(form),
        }
        subject = chosen(text_of(form, "subject"), asking.subjects(unit_id))
        if isinstance(subject, Text):
            return self._form(visit, unit_id, unreadable({"subject_id": subject}))
        if typed := text_of(form, "movement"):
            movement = chosen(typed, asking.movements())
            if isinstance(movement, Text):
                return self._form(visit, unit_id, unreadable({"movement_id": movement}))
            content["movement_id"] = movement.id
        done = sent(
            visit, "detect-model", {**content, "subject_kind": subject.kind, "subject_id": subject.id}
        )
        if isinstance(done, Trouble):
            return self._form(visit, unit_id, done)
        return _to(done.identity, "done_detected", done.answer.token)

    def registered(self, visit: Visit) -> Response:
        """A model on a unit's list, with the form that takes it up."""
        return self._registered(visit)

    def take_up(self, visit: Visit) -> Response:
        """Take it up: from now on it has a path of its own."""
        form = visit.request.form
        place = {name: visit.place(name) for name in ("plan_id", "unit_id", "entry")}
        content = {**place, **filled(form, "detected_by", "account"), **occasion(form)}
        done = sent(visit, "take-up-model", content)
        if isinstance(done, Trouble):
            return self._registered(visit, done)
        return _to(done.answer.stream.removeprefix("model-"), "done_taken_up", done.answer.token)

    def _registered(self, visit: Visit, trouble: Trouble | None = None) -> Response:
        asking = Asking(visit)
        plan_id, unit_id, entry = (visit.place(name) for name in ("plan_id", "unit_id", "entry"))
        listed = asking("registration", plan_id=plan_id, unit_id=unit_id).body
        model = next((one for one in listed["models"] if one["model_id"] == entry), None)
        if model is None:
            raise NotFound
        return self.frame.page(
            visit,
            "model-registered.html",
            trouble.status if trouble else 200,
            subject=asking.subject(model["kind"], model["subject_id"]),
            model=model,
            unit=asking.organisation(unit_id),
            list=f"/entry/plans/{plan_id}/registrations/{unit_id}",
            allowed=may(visit.reader, DETECT, self.permissions, unit_id),
            record=may(visit.reader, RECORDING, self.permissions, unit_id),
            trouble=trouble,
            typed=visit.request.form,
            key=(trouble and trouble.key) or fresh_key(),
        )

    def _form(self, visit: Visit, unit_id: str, trouble: Trouble | None = None) -> Response:
        asking = Asking(visit)
        allowed = bool(unit_id) and may(visit.reader, DETECT, self.permissions, unit_id)
        return self.frame.page(
            visit,
            "model-new.html",
            trouble.status if trouble else 200,
            units=[Choice(one, asking.organisation(one)) for one in self._detecting(visit)],
            unit_id=unit_id if allowed else "",
            unit=asking.organisation(unit_id) if allowed else "",
            subjects=suggested(asking.subjects(unit_id)) if allowed else (),
            movements=suggested(asking.movements()) if allowed else (),
            above=deciders(asking, unit_id) if allowed else (),
            sources=SOURCES,
            values=VALUES,
            record=allowed and may(visit.reader, RECORDING, self.permissions, unit_id),
            trouble=trouble,
            typed=visit.request.form,
            key=(trouble and trouble.key) or fresh_key(),
            switch=f"{PATH}/new?{urlencode({'unit': unit_id, 'lang': other(visit.language)})}",
        )

    def _detecting(self, visit: Visit) -> Sequence[str]:
        return scopes_of(visit, DETECT, self.permissions)

    def _units(self, visit: Visit, asking: Asking) -> Sequence[Choice]:
        """The caller's own organisations and those right below them."""
        found: dict[str, str] = {}
        for scope in scopes_of(visit, READ, self.permissions):
            found[scope] = asking.organisation(scope)
            for one in asking.all("list-organisations", parent_id=scope):
                found[one["organisation_id"]] = one["name"]
        return [Choice(one, name) for one, name in found.items()]


def _to(model_id: str, word: str, token: str) -> Response:
    return redirect(f"{PATH}/{model_id}?{urlencode({'done': word, SINCE: token})}", 303)


def _shown(asking: Asking, one: dict[str, Any]) -> Mapping[str, Any]:
    waits = one["stage"] == REGISTERED and one["entry"]
    of_list = f"/entry/plans/{one['plan_id']}/registrations/{one['unit_id']}/models/{one['entry']}"
    return {
        **one,
        "subject": asking.subject(one["subject_kind"], one["subject_id"]),
        "unit": asking.organisation(one["unit_id"]),
        "head": asking.person(one["head"]) if one["head"] else None,
        "address": of_list if waits else f"{PATH}/{one['model_id']}",
    }
