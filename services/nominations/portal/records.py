"""Records (quá trình thi đua, khen thưởng): whose there are, and one with its facts, which the Office adds to from documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.domain.record import AUTOMATIC
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.portal.asking import Asking, scopes_of, sentence
from services.nominations.portal.record_acts import KINDS, RECORD, acts_for, content_of, offered
from services.nominations.portal.typed import Choice
from shared.access import RECORDING, Permissions, authorise
from shared.asking import LONGEST_PAGE
from shared.errors import Forbidden, NotFound
from shared.portal.asking import MOST_PAGES, SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent
from shared.portal.visit import Visit
from shared.values import dataclass

PATH: Final = "/entry/records"
READ: Final = "fact.read"
MOST: Final = 100
"""So many of each are shown; beyond that a name says more."""


@dataclass(frozen=True, slots=True)
class Found:
    """The first of what was found, whether there are *more*, and whether the caller may not ask at all."""

    items: Sequence[dict[str, Any]] = ()
    more: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class RecordPages:
    """The search for somebody's record, and the page of each."""

    frame: Frame
    permissions: Permissions

    def find(self, visit: Visit) -> Response:
        """People and collectives by words of their names, or those of one organisation; without either, where to begin."""
        authorise(visit.reader, READ, self.permissions)
        asking = Asking(visit)
        text, unit_id = (visit.argument("text") or "").strip(), visit.argument("unit") or ""
        people = _found(asking, "list-people", text, organisation_id=unit_id)
        bodies = _found(asking, "list-organisations", text, parent_id=unit_id)
        return self.frame.page(
            visit,
            "records.html",
            text=text,
            unit=Choice(unit_id, asking.organisation(unit_id)) if unit_id and not text else None,
            own=[Choice(one, asking.organisation(one)) for one in scopes_of(visit, READ, self.permissions)],
            people=[
                {**one, "organisation": asking.organisation(one["organisation_id"])} for one in people.items
            ],
            bodies=bodies.items,
            more=people.more or bodies.more,
            closed=people.closed,
        )

    def show(self, visit: Visit) -> Response:
        """One record."""
        return self._page(visit)

    def act(self, visit: Visit) -> Response:
        """A fact put on it, or one taken back."""
        what, item, form = visit.place("what"), visit.place("item"), visit.request.form
        kind, subject_id = _subject(visit)
        acts = acts_for(kind)
        if what not in acts:
            raise NotFound
        act = acts[what]
        about = {act.item: item} if act.item else {}
        content = {
            "subject_kind": kind,
            "subject_id": subject_id,
            **about,
            **content_of(what, act, form),
            **occasion(form),
        }
        done = sent(visit, act.command, content)
        if isinstance(done, Trouble):
            return self._page(visit, done, (what, item))
        following = urlencode({"done": act.done, SINCE: done.answer.token})
        return redirect(f"{PATH}/{kind}/{subject_id}?{following}", 303)

    def _page(
        self, visit: Visit, trouble: Trouble | None = None, tried: tuple[str, str] = ("", "")
    ) -> Response:
        asking, (kind, subject_id) = Asking(visit), _subject(visit)
        facts = asking("record", subject_kind=kind, subject_id=subject_id).body["facts"]
        place, acts = _place(asking, kind, subject_id), acts_for(kind)
        keeps = place is not None and self._may(visit, RECORD, place)
        here = f"{PATH}/{kind}/{subject_id}"
        return self.frame.page(
            visit,
            "record.html",
            trouble.status if trouble else 200,
            name=asking.subject(kind, subject_id),
            kind=kind,
            unit=asking.organisation(place) if place and place != subject_id else "",
            facts=_in_order(facts),
            acts=acts,
            offers=offered(acts, facts) if keeps else {},
            base=here,
            record=self._may(visit, RECORDING, place),
            trouble=trouble,
            tried=tried,
            typed=visit.request.form,
            key=fresh_key(),
            version=None,
            done=done_word(visit, {act.done for act in acts.values()}),
            switch=f"{here}?lang={other(visit.language)}",
        )

    def _may(self, visit: Visit, permission: str, scope: str | None) -> bool:
        return may(visit.reader, permission, self.permissions, scope)


def _found(asking: Asking, question: str, text: str, **among: str) -> Found:
    """What fits, gathered from as many pages of the answer as it takes: some have nothing that has all words of *text*."""
    if not text and not any(among.values()):
        return Found()
    where = {"text": text} if text else among
    items: list[dict[str, Any]] = []
    after = None
    try:
        for _ in range(MOST_PAGES):
            page = asking(question, limit=LONGEST_PAGE, after=after, **where).body
            items += page["items"]
            after = page["next"]
            if after is None or len(items) > MOST:
                break
    except Forbidden:
        return Found(closed=True)
    return Found(items[:MOST], more=after is not None or len(items) > MOST)


def _subject(visit: Visit) -> tuple[str, str]:
    kind = visit.place("subject_kind")
    if kind not in get_args(SubjectKind):
        raise NotFound
    return kind, visit.place("subject_id")


def _place(asking: Asking, kind: str, subject_id: str) -> str | None:
    """Whose the record is: the collective's own, or where a person serves; None where the caller may not know that."""
    if kind == "collective":
        return subject_id
    try:
        found = asking.one("person", person_id=subject_id)
    except Forbidden:
        return None
    return str(found["organisation_id"]) if found else None


def _in_order(facts: Sequence[dict[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """The latest year first, within it by kind; each told apart by whether somebody entered it."""
    told = [
        {**one, "called": sentence(one["called"]), "automatic": one["fact_id"].startswith(AUTOMATIC)}
        for one in facts
    ]
    return sorted(told, key=lambda one: (-one["year"], KINDS.index(one["kind"]), one["dated"]))
