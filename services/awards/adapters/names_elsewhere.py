"""What the register of nominations calls people and organisations, asked in the name of whoever looks: it judges what they may see."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any, Final

import requests
import structlog

from shared.asking import LONGEST_PAGE
from shared.values import dataclass

SECONDS: Final = 3.0
"""So long a page waits for all its names together."""
PLACES: Final[Mapping[str, str]] = {"individual": "people", "collective": "organisations"}
LEADERS: Final = "leader"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class NamesElsewhere:
    """Asks nominations at *url*."""

    url: str
    clock: Callable[[], float] = time.monotonic

    def asked_by(self, token: str) -> Names:
        """The names of one page, as whoever holds *token* may see them."""
        return Names(self.url, token, self.clock, [self.clock() + SECONDS])


@dataclass(frozen=True, slots=True)
class Names:
    """
    Each name is asked for once; where nominations does not answer in time the page goes on without names.

    *until* holds when that is: it is over with the first question that fails.
    """

    url: str
    token: str
    clock: Callable[[], float]
    until: list[float]
    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def of(self, kind: str, identity: str) -> str | None:
        """What a person or an organisation is called; None where that is not to be had."""
        if (kind, identity) not in self._known:
            found = self._asked(f"{PLACES[kind]}/{identity}")
            self._known[kind, identity] = found.get("name") if found else None
        return self._known[kind, identity]

    def serving(self, organisation_id: str) -> Sequence[tuple[str, str]] | None:
        """Id and name of the people of an organisation, its leaders first; None where they are not to be had."""
        asked = {"organisation_id": organisation_id, "limit": LONGEST_PAGE}
        leaders = self._asked("people", {**asked, "position": LEADERS})
        others = leaders and self._asked("people", asked)
        if leaders is None or others is None:
            return None
        people = [*_by_name(leaders["items"]), *_by_name(others["items"])]
        return list(dict.fromkeys((one["person_id"], one["name"]) for one in people))

    def _asked(self, path: str, params: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        left = self.until[0] - self.clock()
        if left <= 0:
            return None
        try:
            answer = requests.get(
                f"{self.url}/api/nominations/{path}",
                params=params,
                headers={"Authorization": f"Bearer {self.token}"},
                timeout=left,
            )
            if answer.status_code != requests.codes.ok:
                return None
            body: dict[str, Any] = answer.json()
        except requests.RequestException as error:
            log.warning("names not answered", error=type(error).__name__)
            self.until[0] = float("-inf")
            return None
        return body


def _by_name(people: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted((one for one in people if one["name"]), key=lambda one: str(one["name"]))
