"""What the register of nominations calls people and organisations, asked in the name of whoever looks: it judges what they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import requests
import structlog

from shared.asking import LONGEST_PAGE
from shared.values import dataclass

SECONDS: Final = (3.05, 10.0)
PLACES: Final[Mapping[str, str]] = {"individual": "people", "collective": "organisations"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class NamesElsewhere:
    """Asks nominations at *url*; where it does not answer, a page goes without the name."""

    url: str

    def of(self, kind: str, identity: str, token: str) -> str | None:
        """What whoever was proposed is called; None where that is not to be had."""
        found = self._asked(f"{PLACES[kind]}/{identity}", token)
        name: str | None = found.get("name") if found else None
        return name

    def serving(self, organisation_id: str, token: str) -> Sequence[tuple[str, str]]:
        """Id and name of the people of an organisation, its leaders first; none where they are not to be had."""
        asked = {"organisation_id": organisation_id, "limit": LONGEST_PAGE}
        found = self._asked("people", token, asked) or {"items": []}
        people = [one for one in found["items"] if one["name"]]
        people.sort(key=lambda one: (one["position"] != "leader", one["name"]))
        return [(one["person_id"], one["name"]) for one in people]

    def _asked(self, path: str, token: str, params: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        try:
            answer = requests.get(
                f"{self.url}/api/nominations/{path}",
                params=params,
                headers={"Authorization": f"Bearer {token}"},
                timeout=SECONDS,
            )
            if answer.status_code != requests.codes.ok:
                return None
            body: dict[str, Any] = answer.json()
        except requests.RequestException as error:
            log.warning("names not answered", error=type(error).__name__)
            return None
        return body
