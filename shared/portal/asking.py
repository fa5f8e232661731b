"""What pages ask of their service's own desk: by the session's token, as whoever reads them."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any, Final

from shared.asking import LONGEST_PAGE
from shared.errors import NotFound
from shared.own_desk import Found
from shared.portal.sending import desk_of
from shared.portal.visit import Visit
from shared.values import dataclass

SINCE: Final = "since"
"""The parameter by which a page, opened after a form was taken, waits for the lists to show it."""
MOST_PAGES: Final = 10


@dataclass(frozen=True, slots=True)
class Asking:
    """The questions of one visit."""

    visit: Visit

    def __call__(self, name: str, **params: Any) -> Found:
        """Answer *name*; parameters that are None are not given."""
        given = {key: value for key, value in params.items() if value is not None}
        after = self.visit.argument(SINCE)
        return desk_of(self.visit).ask(name, given, token=self.visit.token, after=after)

    def one(self, name: str, **params: Any) -> dict[str, Any] | None:
        """The same, None where there is no such thing for the caller."""
        try:
            return self(name, **params).body
        except NotFound:
            return None

    def all(self, name: str, **params: Any) -> Iterable[dict[str, Any]]:
        """The items of *name*, page after page, as many as a form can offer."""
        after = None
        for _ in range(MOST_PAGES):
            found = self(name, limit=LONGEST_PAGE, after=after, **params).body
            yield from found["items"]
            after = found["next"]
            if after is None:
                return


def done_word(visit: Visit, words: AbstractSet[str]) -> str | None:
    """The word for what was done before this page, when the address names one of *words*."""
    asked = visit.argument("done")
    return asked if asked in words else None
