"""Initiatives (sáng kiến): the list, putting one forward, and what becomes of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.application.striving_views import InitiativeState
from services.nominations.domain.striving_names import LEVELS
from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.initiative_acts import ACTS, DONE, PERMISSIONS, PROPOSE, RECOGNISE, offered
from services.nominations.portal.typed import Choice, chosen, suggested, year_in
from services.nominations.portal.uploading import NO_FILE, uploaded
from shared.access import RECORDING, Permissions, authorise
from shared.errors import ExpectedError, NotFound, TransientError, Unauthenticated
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, trouble_of, unreadable
from shared.portal.typed import Form, filled
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

PER_PAGE: Final = 20
STATES: Final[tuple[str, ...]] = get_args(InitiativeState)
NO_AUTHOR: Final = Text("Chưa ghi tác giả.", "No author is named.")
_SEVERAL = re.compile(r"[\r\n;]+")


@dataclass(frozen=True, slots=True)
class InitiativePages:
    """The list of initiatives, the form for a new one, and the page of each."""

    frame: Frame
    permissions: Permissions

    def list(self, visit: Visit) -> Response:
        """The initiatives the caller reaches, the one that changed last first; by state and words of the title."""
        asking = Asking(visit)
        state, text = visit.argument("state"), (visit.argument("text") or "").strip() or None
        state = state if state in STATES else None
        asked = {"state": state, "text": text, "limit": PER_PAGE, "after": visit.argument("after")}
        found = asking("list-initiatives", **asked).body
        following = {"state": state or "", "text": text or "", "after": found["next"] or ""}
        return self.frame.page(
            visit,
            "initiatives.html",
            initiatives=[_shown(asking, one) for one in found["items"]],
            levels=LEVELS,
            state=state,
            states=STATES,
            text=text,
            units=self._units(visit, asking),
            next=f"/entry/initiatives?{urlencode(following)}" if found["next"] else None,
        )

    def new(self, visit: Visit) -> Response:
        """The form for an initiative of the unit that the address names."""
        return self._form(visit, visit.argument("unit") or "")

    def propose(self, visit: Visit) -> Response:
        """Put it forward."""
        form, asking = visit.request.form, Asking(visit)
        unit_id = form.get("unit_id", "")
        authors = _authors(form.get("authors", ""), _people(asking, unit_id))
        if isinstance(authors, Text):
            return self._form(visit, unit_id, unreadable({"authors": authors}))
        content = {
            "unit_id": unit_id,
            "authors": authors,
            **filled(form, "title"),
            **year_in(form),
            **occasion(form),
        }
        done = sent(visit, "propose-initiative", content)
        if isinstance(done, Trouble):
            return self._form(visit, unit_id, done)
        following = urlencode({"done": "done_proposed", SINCE: done.answer.token})
        return redirect(f"/entry/initiatives/{done.identity}?{following}", 303)

    def show(self, visit: Visit) -> Response:
        """One initiative."""
        return self._page(visit, Form())

    def act(self, visit: Visit) -> Response:
        """What one of its forms asks for; of a file that comes along the digest alone is kept."""
        what, item = visit.place("what"), visit.place("item")
        if what not in ACTS:
            raise NotFound
        act, form = ACTS[what], Form()
        try:
            authorise(visit.reader, PERMISSIONS[what], self.permissions)  # before a file is read
            upload = uploaded(visit.request)
        except Unauthenticated:
            raise
        except (ExpectedError, TransientError) as error:
            return self._page(visit, form, trouble_of(error), (what, item))
        form = upload.form
        if not upload.content:
            return self._page(visit, form, unreadable({"sha256": NO_FILE}), (what, item))
        initiative_id = visit.place("initiative_id")
        content = {
            "initiative_id": initiative_id,
            **({act.item: item} if act.item else {}),
            **filled(form, *act.typed),
            "sha256": hashlib.sha256(upload.content).hexdigest(),
            **occasion(form),
        }
        done = sent(visit, act.command, content, form)
        if isinstance(done, Trouble):
            return self._page(visit, form, done, (what, item))
        following = urlencode({"done": act.done, SINCE: done.answer.token})
        return redirect(f"/entry/initiatives/{initiative_id}?{following}", 303)

    def _page(
        self, visit: Visit, form: Form, trouble: Trouble | None = None, tried: tuple[str, str] = ("", "")
    ) -> Response:
        initiative_id = visit.place("initiative_id")
        asking = Asking(visit)
        found = asking("initiative", initiative_id=initiative_id)
        own = scopes_of(visit, RECOGNISE, self.permissions)
        return self.frame.page(
            visit,
            "initiative.html",
            trouble.status if trouble else 200,
            initiative=_named(asking, found.body),
            levels=LEVELS,
            acts=ACTS,
            base=f"/entry/initiatives/{initiative_id}",
            offers=offered(found.body, lambda permission, scope: self._may(visit, permission, scope), own),
            own={one: asking.organisation(one) for one in own},
            record=self._may(visit, RECORDING, found.body["unit_id"]),
            trouble=trouble,
            tried=tried,
            typed=form,
            key=fresh_key(),
            version=found.version,
            done=done_word(visit, DONE),
        )

    def _form(self, visit: Visit, unit_id: str, trouble: Trouble | None = None) -> Response:
        asking = Asking(visit)
        allowed = bool(unit_id) and self._may(visit, PROPOSE, unit_id)
        return self.frame.page(
            visit,
            "initiative-new.html",
            trouble.status if trouble else 200,
            units=self._units(visit, asking),
            unit_id=unit_id if allowed else "",
            unit=asking.organisation(unit_id) if allowed else "",
            people=suggested(_people(asking, unit_id)) if allowed else (),
            trouble=trouble,
            typed=visit.request.form,
            key=(trouble and trouble.key) or fresh_key(),
        )

    def _units(self, visit: Visit, asking: Asking) -> Sequence[Choice]:
        return [
            Choice(unit, asking.organisation(unit)) for unit in scopes_of(visit, PROPOSE, self.permissions)
        ]

    def _may(self, visit: Visit, permission: str, scope: str | None) -> bool:
        return may(visit.reader, permission, self.permissions, scope)


def _people(asking: Asking, unit_id: str) -> Sequence[Choice]:
    return [one for one in asking.subjects(unit_id) if one.kind == "individual"] if unit_id else []


def _authors(text: str, people: Sequence[Choice]) -> Sequence[str] | Text:
    """Who is meant by the names in *text*, one to a line or apart by semicolons; else what is wrong with one."""
    names = [name.strip() for name in _SEVERAL.split(text) if name.strip()]
    found = [chosen(name, people) for name in names]
    wrong = next((one for one in found if isinstance(one, Text)), None)
    if wrong is not None or not found:
        return wrong or NO_AUTHOR
    return [one.id for one in found if isinstance(one, Choice)]


def _shown(asking: Asking, one: dict[str, Any]) -> Mapping[str, Any]:
    authors = ", ".join(asking.person(author) for author in one["authors"])
    return {**one, "authors": authors, "unit": asking.organisation(one["unit_id"])}


def _named(asking: Asking, one: dict[str, Any]) -> Mapping[str, Any]:
    def given(certificates: Sequence[dict[str, Any]]) -> Sequence[Mapping[str, Any]]:
        return [{**each, "given_by": asking.organisation(each["given_by"])} for each in certificates]

    return {**_shown(asking, one), "recognised": given(one["recognised"]), "reach": given(one["reach"])}
