"""Titles registered at the start of a year (đăng ký danh hiệu thi đua): a unit's page, and an organisation's units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.domain.import_cells import folded
from services.nominations.domain.striving_names import TITLES
from services.nominations.domain.title_registration import FIRST_YEAR, LAST_YEAR
from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.title_ticks import Tick, entries, pasted, ticked, titles_for
from services.nominations.portal.typed import Choice, suggested
from shared.access import RECORDING, Permissions
from shared.clock import local_date, system_clock
from shared.errors import NotFound
from shared.portal import session
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import EXPIRED, Trouble, fresh_key, sent
from shared.portal.typed import filled
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

REGISTER: Final = "title.register"
PER_PAGE: Final = 50
DONE: Final = frozenset({"done_titles", "done_title_withdrawn"})
NO_TITLE: Final = Text("Chưa chọn danh hiệu cần rút.", "Choose the title to take back.")


@dataclass(frozen=True, slots=True)
class TitlePages:
    """The registration of a unit for a year."""

    frame: Frame
    permissions: Permissions

    def start(self, visit: Visit) -> Response:
        """The units the caller registers for, and a year."""
        asking = Asking(visit)
        return self.frame.page(
            visit,
            "titles.html",
            units=[
                Choice(unit, asking.organisation(unit))
                for unit in scopes_of(visit, REGISTER, self.permissions)
            ],
            year=year_of(visit.argument("year")) or _today().year,
        )

    def units(self, visit: Visit) -> Response:
        """How many of each unit below an organisation have registered, and which units are complete."""
        organisation_id, year = visit.place("unit_id"), named_year(visit)
        asking = Asking(visit)
        asked = {"organisation_id": organisation_id, "year": year, "on": counted_on(year, _today())}
        found = asking("titles-of-units", limit=PER_PAGE, after=visit.argument("after"), **asked).body
        following = (
            f"/entry/titles/{organisation_id}/{year}/units?{urlencode({'after': found['next'] or ''})}"
        )
        return self.frame.page(
            visit,
            "titles-units.html",
            organisation=asking.organisation(organisation_id),
            organisation_id=organisation_id,
            year=year,
            units=found["items"],
            next=following if found["next"] else None,
        )

    def show(self, visit: Visit) -> Response:
        """What the unit registered, who is missing, and the boxes to tick."""
        return self._page(visit, ())

    def take(self, visit: Visit) -> Response:
        """What the form asks for: pasted lines put into the boxes, or the ticked titles registered."""
        form = visit.request.form
        subjects = Asking(visit).subjects(visit.place("unit_id"))
        ticks = ticked(form.getlist("entry"), subjects)
        if form.get("do") == "register":
            return self._register(visit, ticks)
        if not session.genuine(visit.request):  # what cannot be undone is never what a form does by itself
            return self._page(visit, ticks, Trouble(text=EXPIRED), cells=form.get("cells", ""))
        found = pasted(form.get("cells", ""), subjects)
        if found.faults:
            return self._page(
                visit, ticks, _wrong(found.faults), cells=form.get("cells", ""), faults=found.faults
            )
        return self._page(visit, (*ticks, *found.ticks))

    def withdraw(self, visit: Visit) -> Response:
        """Take one registered title back, with the reason."""
        form = visit.request.form
        subjects = Asking(visit).subjects(visit.place("unit_id"))
        gone = ticked(form.getlist("entry"), [*subjects, *self._registered(visit)])
        if len(gone) != 1:
            return self._page(visit, (), Trouble(text=NO_TITLE))
        content = {**self._about(visit), **gone[0]._asdict(), **filled(form, "reason"), **occasion(form)}
        done = sent(visit, "withdraw-title", content)
        if isinstance(done, Trouble):
            return self._page(visit, (), done, withdrawing=str(gone[0]))
        return self._again(visit, "done_title_withdrawn", done.answer.token)

    def _register(self, visit: Visit, ticks: Sequence[Tick]) -> Response:
        content = {**self._about(visit), "entries": entries(ticks), **occasion(visit.request.form)}
        done = sent(visit, "register-titles", content)
        if isinstance(done, Trouble):
            return self._page(visit, ticks, done)
        return self._again(visit, "done_titles", done.answer.token)

    def _about(self, visit: Visit) -> dict[str, Any]:
        return {"unit_id": visit.place("unit_id"), "year": named_year(visit)}

    def _again(self, visit: Visit, word: str, token: str) -> Response:
        place = f"/entry/titles/{visit.place('unit_id')}/{named_year(visit)}"
        return redirect(f"{place}?{urlencode({'done': word, SINCE: token})}", 303)

    def _asked(self, visit: Visit) -> dict[str, Any]:
        year = named_year(visit)
        found: dict[str, Any] = Asking(visit)(
            "titles", unit_id=visit.place("unit_id"), year=year, on=counted_on(year, _today())
        ).body
        return found

    def _registered(self, visit: Visit) -> Sequence[Choice]:
        """Whoever is registered, serving in the unit still or not."""
        return [Choice(one["subject_id"], "", one["kind"]) for one in self._asked(visit)["entries"]]

    def _page(
        self,
        visit: Visit,
        ticks: Sequence[Tick],
        trouble: Trouble | None = None,
        *,
        cells: str = "",
        faults: Sequence[Text] = (),
        withdrawing: str = "",
    ) -> Response:
        unit_id, year = visit.place("unit_id"), named_year(visit)
        asking, found = Asking(visit), self._asked(visit)
        held = {Tick(one["kind"], one["subject_id"], one["title"]) for one in found["entries"]}
        subjects = _everybody(asking, unit_id, held)
        return self.frame.page(
            visit,
            "titles-unit.html",
            trouble.status if trouble else 200,
            unit=asking.organisation(unit_id),
            unit_id=unit_id,
            year=year,
            figures={
                **found,
                "missing": sorted(found["missing"], key=lambda one: by_given_name(one["name"] or "")),
            },
            kinds=[(kind, titles_for(kind), _of(subjects, kind)) for kind in ("individual", "collective")],
            titles=TITLES,
            held={str(one) for one in held},
            registered=_named(subjects, held),
            ticked={str(one) for one in ticks},
            cells=cells,
            faults=faults,
            withdrawing=withdrawing,
            trouble=trouble,
            typed=visit.request.form,
            key=(trouble and trouble.key) or fresh_key(),
            may_register=may(visit.reader, REGISTER, self.permissions, unit_id),
            may_record=may(visit.reader, RECORDING, self.permissions, unit_id),
            done=done_word(visit, DONE),
        )


def counted_on(year: int, today: date) -> str:
    """The day by which people are held to serve in a unit: today, or the nearest day of another year."""
    return max(date(year, 1, 1), min(today, date(year, 12, 31))).isoformat()


def by_given_name(name: str) -> tuple[str, str]:
    """How Vietnamese lists are sorted: by the given name, which comes last, and then by the whole."""
    plain = folded(name)
    return plain.rpartition(" ")[2], plain


def _today() -> date:
    return local_date(system_clock())


def year_of(text: str | None) -> int | None:
    plain = text is not None and len(text) == len("2004") and text.isascii() and text.isdecimal()
    return int(text) if text and plain and FIRST_YEAR <= int(text) <= LAST_YEAR else None


def named_year(visit: Visit) -> int:
    """The year in the address. Raises NotFound for what is none."""
    year = year_of(visit.place("year"))
    if year is None:
        raise NotFound
    return year


def _everybody(asking: Asking, unit_id: str, held: set[Tick]) -> Sequence[Choice]:
    """Those of the unit, and whoever is registered and serves elsewhere by now; of one name, each with the code."""
    known = list(asking.subjects(unit_id))
    there = {one.id for one in known}
    gone = dict.fromkeys((one.kind, one.subject_id) for one in sorted(held) if one.subject_id not in there)
    everybody = [*known, *(Choice(name, asking.subject(kind, name), kind) for kind, name in gone)]
    everybody.sort(key=lambda one: by_given_name(one.name))
    return [replace(one, name=label) for one, label in zip(everybody, suggested(everybody), strict=True)]


def _of(subjects: Sequence[Choice], kind: str) -> Sequence[Choice]:
    return [one for one in subjects if one.kind == kind]


def _named(subjects: Sequence[Choice], held: set[Tick]) -> Mapping[str, str]:
    """Each registered title as a box has it, with whom it is of."""
    names = {one.id: one.name for one in subjects}
    return {str(tick): names[tick.subject_id] for tick in sorted(held)}


def _wrong(faults: Sequence[Text]) -> Trouble:
    """The first of what cannot be read; the page lists all."""
    return Trouble(text=faults[0], code="unreadable", fields={"cells": faults[0]})
