"""What was registered for a year or a period against what came of it: an organisation's page, for whoever may read titles."""

from __future__ import annotations

from typing import Any, Final, get_args
from urllib.parse import urlencode

from werkzeug.wrappers import Response

from services.nominations.domain.outcomes import LONGEST_PERIOD, Outcome
from services.nominations.domain.striving_names import TITLES
from services.nominations.domain.title_registration import FIRST_YEAR
from services.nominations.portal.asking import Asking
from services.nominations.portal.titles import named_year, year_of
from shared.portal.frame import Frame
from shared.portal.visit import Visit
from shared.values import dataclass

PER_PAGE: Final = 50
OUTCOMES: Final = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class OutcomePages:
    """The comparison of an organisation and all below it."""

    frame: Frame

    def show(self, visit: Visit) -> Response:
        """Figures by title and by unit, initiatives, and who they are, one page of names after the other."""
        organisation_id, last = visit.place("unit_id"), named_year(visit)
        first = _first(visit, last)
        outcome = _outcome(visit)
        asking = Asking(visit)
        asked: dict[str, Any] = {"organisation_id": organisation_id, "from_year": first, "to_year": last}
        names = asking(
            "list-title-outcomes", limit=PER_PAGE, after=visit.argument("after"), outcome=outcome, **asked
        ).body
        units = asking("title-outcomes-of-units", limit=PER_PAGE, after=visit.argument("units"), **asked).body
        place = f"/entry/titles/{organisation_id}/{last}/outcomes"
        kept = {"from": first, **({"outcome": outcome} if outcome else {})}
        return self.frame.page(
            visit,
            "titles-outcomes.html",
            organisation=asking.organisation(organisation_id),
            organisation_id=organisation_id,
            first=first,
            last=last,
            earliest=max(FIRST_YEAR, last - LONGEST_PERIOD + 1),
            found=asking("title-outcomes", **asked).body,
            initiatives=asking("initiative-outcomes", **asked).body["figures"],
            units=units["items"],
            more_units=_following(place, kept, "units", units["next"]),
            names=[{**row, "unit": asking.organisation(row["unit_id"])} for row in names["items"]],
            more_names=_following(place, kept, "after", names["next"]),
            place=place,
            titles=TITLES,
            outcomes=OUTCOMES,
            outcome=outcome,
        )


def _first(visit: Visit, last: int) -> int:
    """The first year asked for, the last where none is that could be."""
    asked = year_of(visit.argument("from"))
    return asked if asked is not None and last - LONGEST_PERIOD < asked <= last else last


def _outcome(visit: Visit) -> str | None:
    asked = visit.argument("outcome")
    return asked if asked in OUTCOMES else None


def _following(place: str, kept: dict[str, Any], name: str, cursor: str | None) -> str | None:
    return f"{place}?{urlencode({**kept, name: cursor})}" if cursor else None
