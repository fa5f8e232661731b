"""The course of a dossier (diễn biến hồ sơ): what holds it, who is asked about it, how far up it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.adapters.dossier_values import VALUES
from services.nominations.portal.asking import Asking
from services.nominations.portal.course_acts import ACTS, BEGUN, DONE, offered
from services.nominations.portal.plans import UPWARD
from services.nominations.portal.typed import Choice, chosen, suggested
from shared.access import RECORDING, Permissions
from shared.errors import NotFound
from shared.ids import new_id
from shared.portal.acts import Act
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, unreadable
from shared.portal.typed import Form, filled, text_of
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

ASKED_LEVELS: Final = (*UPWARD, "department")
"""Levels whose organisations are suggested where a body is asked or a dossier goes."""


@dataclass(frozen=True, slots=True)
class CoursePage:
    """What happened to one dossier beside its plain steps, and what may be done about it."""

    frame: Frame
    permissions: Permissions

    def show(self, visit: Visit) -> Response:
        """The course."""
        return self._page(visit)

    def act(self, visit: Visit) -> Response:
        """What one of the page's forms asks for."""
        what, item, form = visit.place("what"), visit.place("item"), visit.request.form
        act = ACTS.get(what)
        if act is None:
            raise NotFound
        asked = _content(act, form, Asking(visit))
        if isinstance(asked, Trouble):
            return self._page(visit, asked, (what, item))
        nomination_id = visit.place("nomination_id")
        named = {act.item: item} if act.item else {}
        content = {"nomination_id": nomination_id, **named, **asked, **occasion(form)}
        done = sent(visit, act.command, content)
        if isinstance(done, Trouble):
            return self._page(visit, done, (what, item))
        following = urlencode({"done": act.done, SINCE: done.answer.token})
        return redirect(f"/entry/dossiers/{nomination_id}/course?{following}", 303)

    def _page(
        self, visit: Visit, trouble: Trouble | None = None, tried: tuple[str, str] = ("", "")
    ) -> Response:
        nomination_id = visit.place("nomination_id")
        asking = Asking(visit)
        found = asking("dossier", nomination_id=nomination_id)
        dossier = asking("nomination", nomination_id=nomination_id).body
        offers = offered(found.body, lambda permission, scope: self._may(visit, permission, scope), new_id)
        what, item = tried
        if what in BEGUN and what in offers:
            offers = {**offers, what: [item]}  # what was begun keeps its id however often it is sent
        names = any(name in offers for name in ("consultation", "forward"))
        return self.frame.page(
            visit,
            "course.html",
            trouble.status if trouble else 200,
            course=_named(asking, found.body),
            dossier=dossier,
            subject=dossier["subject_name"] or dossier["subject_id"],
            acts=ACTS,
            base=f"/entry/dossiers/{nomination_id}/course",
            offers=offers,
            bodies=suggested(bodies(asking)) if names else (),
            values=VALUES,
            record=self._may(visit, RECORDING, found.body["holder_id"]),
            trouble=trouble,
            tried=tried,
            typed=visit.request.form,
            key=fresh_key(),
            version=found.version,
            done=done_word(visit, DONE),
            switch=f"/entry/dossiers/{nomination_id}/course?lang={other(visit.language)}",
        )

    def _may(self, visit: Visit, permission: str, scope: str | None) -> bool:
        return may(visit.reader, permission, self.permissions, scope)


def bodies(asking: Asking) -> Sequence[Choice]:
    """The organisations that are suggested: departments and what is above them."""
    return [
        Choice(item["organisation_id"], item["name"])
        for level in ASKED_LEVELS
        for item in asking.all("list-organisations", level=level, state="standing")
    ]


def _content(act: Act, form: Form, asking: Asking) -> dict[str, Any] | Trouble:
    """What the form of *act* says, as its command takes it."""
    content: dict[str, Any] = dict(filled(form, *act.typed))
    if act.command == "conclude-objection" and content.get("founded") in ("true", "false"):
        content["founded"] = content["founded"] == "true"
    if act.command == "forward-upward" and "to_id" in content:
        meant = chosen(content["to_id"], bodies(asking))
        if isinstance(meant, Text):
            return unreadable({"to_id": meant})
        content["to_id"] = meant.id
    if act.command == "ask-opinion" and "body" in content:
        meant = chosen(text_of(form, "body"), bodies(asking))
        if isinstance(meant, Choice):  # else a body outside this register, by the name it was given
            content |= {"body": meant.name, "organisation_id": meant.id}
    return content


def _named(asking: Asking, course: dict[str, Any]) -> Mapping[str, Any]:
    """The course with every organisation called by its name."""
    legs = [
        {
            **leg,
            "from": asking.organisation(leg["from_id"]),
            "to": asking.organisation(leg["to_id"]) if leg["to_id"] else leg["body"],
        }
        for leg in course["legs"]
    ]
    return {**course, "legs": legs, "holder": asking.organisation(course["holder_id"])}
