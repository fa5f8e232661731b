"""The page of parked events (sự kiện tạm giữ): seen, replayed and dropped by who may decide about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, Protocol

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from shared.access import Permissions, authorise
from shared.errors import NotFound
from shared.portal import session
from shared.portal.language import other
from shared.portal.visit import LONGEST_INPUT, Visit
from shared.texts import Text
from shared.values import dataclass

READ: Final = "parked.read"
DECIDE: Final = "parked.decide"
LONGEST_REASON: Final = 1000
DONE: Final[Mapping[str, str]] = {"replay": "parked_replay_asked", "drop": "parked_dropped"}

Page = Callable[..., Response]


class ParkedBoard(Protocol):
    """Where parked events are asked for; each service judges the token itself."""

    def waiting(self, token: str) -> Mapping[str, list[dict[str, Any]] | None]:
        """Each service's parked events; None for one that does not answer."""

    def decide(self, service: str, what: str, parked_id: str, reason: str, token: str) -> None:
        """Replay or drop one; raises Forbidden, NotFound, TransientError."""


@dataclass(frozen=True, slots=True)
class ParkedPages:
    """Shows what waits on *board*; a decision is a form sent back, answered by the page anew."""

    board: ParkedBoard
    permissions: Permissions

    def waiting(self, visit: Visit, page: Page) -> Response:
        """What waits for a decision."""
        return self._shown(visit, page, notice=DONE.get(visit.argument("done") or ""))

    def decide(self, visit: Visit, page: Page) -> Response:
        """Replay or drop."""
        authorise(visit.reader, DECIDE, self.permissions)
        what = visit.request.environ["sovang.path"]["what"]
        if what not in DONE:
            raise NotFound
        form = visit.request.form
        reason = form.get("reason", "").strip()[:LONGEST_REASON]
        if not session.genuine(visit.request):
            return self._shown(visit, page, 400, problem="form_expired")
        if what == "drop" and not reason:
            return self._shown(visit, page, 400, problem="parked_reason_needed")
        service, parked_id = form.get("service", ""), form.get("id", "")[:LONGEST_INPUT]
        try:
            self.board.decide(service, what, parked_id, reason, visit.token)
        except NotFound:
            return self._shown(visit, page, 409, problem="parked_decided_elsewhere")
        return redirect(f"/parked?done={what}", 303)

    def _shown(
        self,
        visit: Visit,
        page: Page,
        status: int = 200,
        problem: str | None = None,
        notice: str | None = None,
    ) -> Response:
        authorise(visit.reader, READ, self.permissions)
        found = self.board.waiting(visit.token)
        return page(
            visit,
            "parked.html",
            status,
            parked=[_told(service, one) for service, items in found.items() for one in items or ()],
            away=[service for service, items in found.items() if items is None],
            problem=problem,
            notice=notice,
            here="/parked",
            switch=f"/parked?lang={other(visit.language)}",
        )


def _told(service: str, one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **one,
        "service": service,
        "since": datetime.fromisoformat(one["since"]),
        "reason": Text(one["reason"]["vi"], one["reason"]["en"]),
    }
