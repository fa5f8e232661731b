"""Awards (phần thưởng): the list of them, and one with all that became of it and the forms for what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.awards.adapters.catalogue import VALUES
from services.awards.adapters.names_elsewhere import Names, NamesElsewhere
from services.awards.portal.award_acts import PERMISSIONS, PRESENT, acts_of, offered
from shared.access import RECORDING, Permissions
from shared.errors import NotFound
from shared.portal.acts import NOW
from shared.portal.asking import SINCE, Asking, done_word
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent
from shared.portal.typed import filled
from shared.portal.visit import Visit
from shared.values import dataclass

PATH: Final = "/awards"
PER_PAGE: Final = 10
STATES: Final = ("granted", "decided", "presented", "declined", "cancelled")
ANY: Final = "any"


@dataclass(frozen=True, slots=True)
class AwardPages:
    """The list of awards, and one award."""

    frame: Frame
    permissions: Permissions
    names: NamesElsewhere

    def list(self, visit: Visit) -> Response:
        """The awards the caller reaches, the latest decision first; those to be handed over unless others are asked for."""
        asked = visit.argument("state") or STATES[0]
        state = asked if asked in STATES else None
        found = Asking(visit)("list-awards", state=state, limit=PER_PAGE, after=visit.argument("after")).body
        following = {"state": state or ANY, "after": found["next"] or ""}
        names = self.names.asked_by(visit.token)
        awards = [_named(names, one) for one in found["items"]]
        return self.frame.page(
            visit,
            "awards.html",
            awards=awards,
            nameless=any(one["subject"] is None for one in awards),
            state=state,
            states=STATES,
            values=VALUES,
            next=f"{PATH}?{urlencode(following)}" if found["next"] else None,
        )

    def show(self, visit: Visit) -> Response:
        """One award."""
        return self._page(visit)

    def act(self, visit: Visit) -> Response:
        """Note what became of it, or sign what becomes of it."""
        act = acts_of({}, ()).get(visit.place("what"))
        if act is None:
            raise NotFound
        form, nomination_id = visit.request.form, visit.place("nomination_id")
        content = {"nomination_id": nomination_id, **act.fixed, **filled(form, *act.typed), **occasion(form)}
        done = sent(visit, act.command, content)
        if isinstance(done, Trouble):
            return self._page(visit, done, visit.place("what"))
        following = urlencode({"done": act.done, SINCE: done.answer.token})
        return redirect(f"{PATH}/{nomination_id}?{following}", 303)

    def _page(self, visit: Visit, trouble: Trouble | None = None, tried: str = "") -> Response:
        nomination_id = visit.place("nomination_id")
        found = Asking(visit)("award", nomination_id=nomination_id)
        names = self.names.asked_by(visit.token)
        award = _named(names, found.body)
        body, presenter_id = award["organisation_id"], award["presenter_id"]
        decider, presenter = (
            names.of("collective", body),
            presenter_id and names.of("individual", presenter_id),
        )
        offers = {
            act: [NOW]
            for act, permission in PERMISSIONS.items()
            if offered(award, act) and may(visit.reader, permission, self.permissions, body)
        }
        people = names.serving(body) if PRESENT in offers else ()
        acts = acts_of(award, _with_typed(people or (), visit.request.form.get("presenter_id", "")))
        return self.frame.page(
            visit,
            "award.html",
            trouble.status if trouble else 200,
            award=award,
            decider=decider or body,
            presenter=presenter or presenter_id,
            nameless=None in (award["subject"], decider) or bool(presenter_id and not presenter),
            peopleless=people is None,
            values=VALUES,
            acts=acts,
            offers=offers,
            given={},
            base=f"{PATH}/{nomination_id}",
            record=may(visit.reader, RECORDING, self.permissions, body),
            trouble=trouble,
            tried=(tried, NOW) if trouble else ("", ""),
            typed=visit.request.form,
            key=fresh_key(),
            version=found.version,
            done=done_word(visit, {act.done for act in acts.values()}),
            switch=f"{PATH}/{nomination_id}?lang={other(visit.language)}",
        )


def _named(names: Names, award: Mapping[str, Any]) -> Mapping[str, Any]:
    """The award with what whoever it is for is called."""
    return {**award, "subject": names.of(award["subject_kind"], award["subject_id"])}


def _with_typed(people: Sequence[tuple[str, str]], typed: str) -> Sequence[tuple[str, str]]:
    """*people*, with the one chosen before also where they are not to be had now."""
    chosen = typed and typed not in [identity for identity, _ in people]
    return [*people, (typed, typed)] if chosen else people
