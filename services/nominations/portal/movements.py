"""Emulation movements (phong trào thi đua) and their evaluations: sơ kết, tổng kết, each with its lessons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.portal.asking import Asking, scopes_of
from services.nominations.portal.model_acts import REVIEWS
from services.nominations.portal.typed import Choice
from shared.access import RECORDING, Permissions
from shared.errors import NotFound
from shared.portal.acts import Act, Entry
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent
from shared.portal.typed import filled
from shared.portal.visit import Visit
from shared.values import dataclass

PATH: Final = "/entry/movements"
REVIEW: Final = "movement.review"
PER_PAGE: Final = 20
ACTS: Final[Mapping[str, Act]] = {
    "review": Act(
        command="review-movement",
        item="organisation_id",
        entries=(
            Entry(name="kind", word="kind", kind="choice", choices=REVIEWS),
            Entry(name="period_from", word="reviewed_from", kind="date"),
            Entry(name="period_to", word="reviewed_to", kind="date"),
            Entry(name="held_on", word="held_on", kind="date"),
            Entry(name="lessons", word="lessons", kind="area"),
        ),
        done="done_reviewed",
    )
}
"""By the word in the address."""


@dataclass(frozen=True, slots=True)
class MovementPages:
    """The movements, and one with its reviews."""

    frame: Frame
    permissions: Permissions

    def list(self, visit: Visit) -> Response:
        """The movements that stand for themselves."""
        asking = Asking(visit)
        found = asking("list-movements", limit=PER_PAGE, after=visit.argument("after")).body
        return self.frame.page(
            visit,
            "movements.html",
            movements=[
                {**one, "issuer": asking.organisation(one["issuer_id"])}
                for one in found["items"]
                if one["merged_into"] is None
            ],
            next=f"{PATH}?{urlencode({'after': found['next']})}" if found["next"] else None,
        )

    def show(self, visit: Visit) -> Response:
        """One movement with its reviews."""
        return self._page(visit)

    def act(self, visit: Visit) -> Response:
        """A review of it by one of the caller's organisations."""
        what, item, form = visit.place("what"), visit.place("item"), visit.request.form
        if what not in ACTS:
            raise NotFound
        act, movement_id = ACTS[what], visit.place("movement_id")
        content = {"movement_id": movement_id, act.item: item, **filled(form, *act.typed), **occasion(form)}
        done = sent(visit, act.command, content)
        if isinstance(done, Trouble):
            return self._page(visit, done, (what, item))
        following = urlencode({"done": act.done, SINCE: done.answer.token})
        return redirect(f"{PATH}/{movement_id}?{following}", 303)

    def _page(
        self, visit: Visit, trouble: Trouble | None = None, tried: tuple[str, str] = ("", "")
    ) -> Response:
        asking, movement_id = Asking(visit), visit.place("movement_id")
        movements = asking.all("list-movements")
        movement = next((one for one in movements if one["movement_id"] == movement_id), None)
        if movement is None:
            raise NotFound
        asked = {"movement_id": movement_id, "limit": PER_PAGE, "after": visit.argument("after")}
        found = asking("movement-reviews", **asked).body
        own = [Choice(one, asking.organisation(one)) for one in self._own(visit, asking)]
        return self.frame.page(
            visit,
            "movement.html",
            trouble.status if trouble else 200,
            movement={**movement, "issuer": asking.organisation(movement["issuer_id"])},
            reviews=[{**one, "organisation": asking.organisation(one["organisation_id"])} for one in found["items"]],
            next=f"{PATH}/{movement_id}?{urlencode({'after': found['next']})}" if found["next"] else None,
            own=own,
            acts=ACTS,
            offers={"review": [one.id for one in own]},
            base=f"{PATH}/{movement_id}",
            record=any(may(visit.reader, RECORDING, self.permissions, one.id) for one in own),
            trouble=trouble,
            tried=tried,
            typed=visit.request.form,
            key=fresh_key(),
            version=None,
            done=done_word(visit, {act.done for act in ACTS.values()}),
            switch=f"{PATH}/{movement_id}?lang={other(visit.language)}",
        )  # fmt: skip

    def _own(self, visit: Visit, asking: Asking) -> Sequence[str]:
        """Whose review the caller may note: the organisations of their grants that are no unit of another one of them."""
        scopes = scopes_of(visit, REVIEW, self.permissions)
        return [one for one in scopes if _above(asking, one) not in scopes]


def _above(asking: Asking, organisation_id: str) -> Any:
    found = asking.one("organisation", organisation_id=organisation_id)
    return found and found["parent_id"]
