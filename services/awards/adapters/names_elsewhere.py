"""What the register of nominations calls people and organisations, asked in the name of whoever looks: it judges what they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from shared.asking import LONGEST_PAGE
from shared.elsewhere import Elsewhere
from shared.values import dataclass

SECONDS: Final = 3.0
"""So long a page waits for all its names together."""
REGISTER: Final = "/api/nominations"
PLACES: Final[Mapping[str, str]] = {"individual": "people", "collective": "organisations"}
LEADERS: Final = "leader"


@dataclass(frozen=True, slots=True)
class NamesElsewhere:
    """Asks nominations at *url*."""

    url: str

    def asked_by(self, token: str) -> Names:
        """The names of one page, as whoever holds *token* may see them."""
        return Names(Elsewhere(self.url, token, SECONDS))


@dataclass(frozen=True, slots=True)
class Names:
    """Each name is asked for once; where nominations does not answer in time the page goes on without names."""

    elsewhere: Elsewhere
    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def of(self, kind: str, identity: str) -> str | None:
        """What a person or an organisation is called; None where that is not to be had."""
        if (kind, identity) not in self._known:
            found = self.elsewhere.ask(f"{REGISTER}/{PLACES[kind]}/{identity}")
            self._known[kind, identity] = found.get("name") if found else None
        return self._known[kind, identity]

    def serving(self, organisation_id: str) -> Sequence[tuple[str, str]] | None:
        """Id and name of the people of an organisation, its leaders first; None where they are not to be had."""
        asked = {"organisation_id": organisation_id, "limit": LONGEST_PAGE}
        leaders = self.elsewhere.ask(f"{REGISTER}/people", {**asked, "position": LEADERS})
        others = leaders and self.elsewhere.ask(f"{REGISTER}/people", asked)
        if leaders is None or others is None:
            return None
        people = [*_by_name(leaders["items"]), *_by_name(others["items"])]
        return list(dict.fromkeys((one["person_id"], one["name"]) for one in people))


def _by_name(people: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted((one for one in people if one["name"]), key=lambda one: str(one["name"]))
