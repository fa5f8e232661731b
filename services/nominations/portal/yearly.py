"""The list of exemplary models that an organisation sends each year (danh sách điển hình hằng năm): drawn up, sent, received."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.adapters.model_kinds import VALUES
from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.plans import bodies
from services.nominations.portal.typed import Choice, chosen, suggested
from shared.access import RECORDING, Permissions
from shared.clock import local_date, system_clock
from shared.errors import NotFound
from shared.portal.acts import NOW, Act, Entry
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, unreadable
from shared.portal.typed import filled, text_of
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

PATH: Final = "/entry/model-lists"
LIST: Final = "model.list"
ACTS: Final[Mapping[str, Act]] = {
    "preparing": Act(
        command="prepare-yearly-list",
        entries=(Entry(name="recipient", word="send_to", kind="body"),),
        done="done_list_prepared",
    ),
    "sending": Act(command="send-yearly-list", done="done_list_sent"),
    "delivery": Act(
        command="record-yearly-list-delivery",
        entries=(
            Entry(name="delivered_on", word="delivered_on", kind="date"),
            Entry(name="receipt", word="receipt"),
        ),
        done="done_list_delivered",
    ),
}
"""By the word in the address."""

DONE: Final = frozenset(act.done for act in ACTS.values())


@dataclass(frozen=True, slots=True)
class YearlyPages:
    """The lists of the organisations for which the caller draws them up, and one list."""

    frame: Frame
    permissions: Permissions

    def start(self, visit: Visit) -> Response:
        """Whose list of which year."""
        asking, year = Asking(visit), _year(visit.argument("year"))
        year = year or local_date(system_clock()).year
        own = [one for one in scopes_of(visit, LIST, self.permissions) if _holds_models(asking, one)]
        lists = [
            {"id": one, "name": asking.organisation(one), "list": asking.one("yearly-list", organisation_id=one, year=year)}
            for one in own
        ]  # fmt: skip
        return self.frame.page(visit, "model-lists.html", year=year, lists=lists)

    def show(self, visit: Visit) -> Response:
        """One list."""
        return self._page(visit)

    def act(self, visit: Visit) -> Response:
        """What one of its forms asks for."""
        what, form, asking = visit.place("what"), visit.request.form, Asking(visit)
        if what not in ACTS:
            raise NotFound
        act = ACTS[what]
        organisation_id, year = _place(visit)
        content: dict[str, Any] = {
            "organisation_id": organisation_id,
            "year": year,
            **filled(form, *act.typed),
        }
        if what == "preparing":
            meant = chosen(text_of(form, "recipient"), bodies(asking))
            if isinstance(meant, Text):
                return self._page(visit, unreadable({"recipient": meant}), what)
            content |= {"recipient": meant.id, "models": form.getlist("model")}
        done = sent(visit, act.command, {**content, **occasion(form)})
        if isinstance(done, Trouble):
            return self._page(visit, done, what)
        following = urlencode({"done": act.done, SINCE: done.answer.token})
        return redirect(f"{PATH}/{organisation_id}/{year}?{following}", 303)

    def _page(self, visit: Visit, trouble: Trouble | None = None, what: str = "") -> Response:
        asking = Asking(visit)
        organisation_id, year = _place(visit)
        found = asking.one("yearly-list", organisation_id=organisation_id, year=year)
        allowed = may(visit.reader, LIST, self.permissions, organisation_id)
        if found is None and not allowed:
            raise NotFound
        offers = _offers(found) if allowed else {}
        form = visit.request.form
        ticked = (
            form.getlist("model") if what else [one["model_id"] for one in found["models"]] if found else None
        )
        return self.frame.page(
            visit,
            "model-list.html",
            trouble.status if trouble else 200,
            list=_shown(asking, found) if found else None,
            organisation=asking.organisation(organisation_id),
            year=year,
            candidates=_candidates(asking, organisation_id) if "preparing" in offers else (),
            ticked=ticked,
            bodies=suggested(bodies(asking)) if "preparing" in offers else (),
            acts=ACTS,
            offers=offers,
            given={("preparing", NOW): {"recipient": asking.organisation(found["recipient"]) if found else ""}},
            base=f"{PATH}/{organisation_id}/{year}",
            values=VALUES,
            record=may(visit.reader, RECORDING, self.permissions, organisation_id),
            trouble=trouble,
            tried=(what, NOW if what else ""),
            typed=form,
            key=fresh_key(),
            version=None,
            done=done_word(visit, DONE),
            switch=f"{PATH}/{organisation_id}/{year}?lang={other(visit.language)}",
        )  # fmt: skip


def _place(visit: Visit) -> tuple[str, int]:
    year = _year(visit.place("year"))
    if year is None:
        raise NotFound
    return visit.place("organisation_id"), year


def _year(text: str | None) -> int | None:
    plain = text is not None and text.isascii() and text.isdecimal() and len(text) == len("2021")
    return int(text) if plain and text else None


def _holds_models(asking: Asking, organisation_id: str) -> bool:
    """Whether models are those of the organisation: units have none of their own, what is above them has."""
    return bool(asking("list-models", organisation_id=organisation_id, limit=1).body["items"])


def _offers(found: Mapping[str, Any] | None) -> Mapping[str, Sequence[str]]:
    """What may follow; a list that was sent stands."""
    if found is None:
        return {"preparing": [NOW]}
    match found["state"]:
        case "prepared":
            return {"preparing": [NOW], "sending": [NOW]}
        case "sent":
            return {"delivery": [NOW]}
    return {}


def _candidates(asking: Asking, organisation_id: str) -> Sequence[Choice]:
    """The models of the organisation that have a path of their own."""
    return [
        Choice(one["model_id"], f"{asking.subject(one['subject_kind'], one['subject_id'])}: {one['field']}", one["stage"])
        for one in asking.all("list-models", organisation_id=organisation_id)
    ]  # fmt: skip


def _shown(asking: Asking, found: Mapping[str, Any]) -> Mapping[str, Any]:
    models = [
        {
            **one,
            "subject": asking.subject(one["subject_kind"], one["subject_id"]),
            "unit": asking.organisation(one["unit_id"]),
            "own_awards": [
                {**each, "organisation": asking.organisation(each["organisation_id"])}
                for each in one["own_awards"]
            ],
        }
        for one in found["models"]
    ]
    return {**found, "models": models, "recipient": asking.organisation(found["recipient"])}
