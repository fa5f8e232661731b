"""The councils (hội đồng) of an organisation, which awards keeps, asked in the name of whoever looks: it judges what they may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from shared.asking import LONGEST_PAGE
from shared.elsewhere import Elsewhere
from shared.values import dataclass

SECONDS: Final = 3.0
"""So long a page waits for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """A council by name; its decision and that decision's day (ISO) tell it from an older one of the same name."""

    council_id: str
    name: str
    decision_number: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class CouncilsElsewhere:
    """Asks awards at *url*."""

    url: str

    def of(self, organisation_id: str, token: str) -> Sequence[Council] | None:
        """The organisation's newest councils (of no more than a page), the latest first; None where they are not to be had."""
        asked = {"organisation_id": organisation_id, "limit": LONGEST_PAGE}
        found = Elsewhere(self.url, token, SECONDS).ask("/api/awards/councils", asked)
        if found is None:
            return None
        return [
            Council(
                council_id=one["council_id"],
                name=one["name"],
                decision_number=one["decision_number"],
                decided_on=one["decided_on"],
            )
            for one in found["items"]
        ]
