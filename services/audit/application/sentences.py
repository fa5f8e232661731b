"""Sentences about one event: places filled with names, days, counts and words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from services.audit.application.book import Book
from services.audit.application.labels import Labels, Open
from services.audit.application.told import leaves, own_fields
from services.audit.application.words import ERASED_WORDS, day_or_text, listed, plain_words
from shared.codec import is_sealed
from shared.messages import Json
from shared.texts import Text
from shared.values import dataclass

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*)\}")
_COUNT = "n_"
ACCOUNT = "user:"
OWN_PLAN = Text("kế hoạch", "the plan")
"""Within its own case a plan needs no title."""

SYSTEM = Text("Hệ thống", "The system")


@dataclass(frozen=True, slots=True)
class Sentences:
    """Puts one event (its document in the view of lines) into words."""

    line: Json
    book: Book
    labels: Labels
    open: Open

    @property
    def data(self) -> Json:
        """The event's data."""
        data: Json = self.line["data"]
        return data

    def fill(self, pattern: Text, facts: Mapping[str, str] | None = None, **given: Text) -> Text:
        """*pattern* with its places filled, first from what is *given* and from *facts*, else from the event."""
        places = set(_PLACE.findall(pattern.vi + pattern.en))
        values = {place: given.get(place) or self._place(place, facts or {}) for place in places}
        return Text(
            _PLACE.sub(lambda found: values[found[1]].vi, pattern.vi),
            _PLACE.sub(lambda found: self._english(found[1], values, facts or {}), pattern.en),
        )

    def actor(self) -> Text:
        """Who acted: of an act on paper whoever signed the document, else whoever recorded it."""
        paper = self.data.get("document")
        if paper is None:
            return self.recorder()
        signatory, number = self.words("document.signatory", paper.get("signatory")), paper.get("number")
        return Text(f"{signatory.vi} (theo văn bản {number})", f"{signatory.en} (by document {number})")

    def recorder(self) -> Text:
        """Who entered it: the role's title and the account."""
        kind, _, identity = str(self.line["actor"]).partition(":")
        if kind == "system":
            return SYSTEM
        title = self.book.role(self.line["role"])
        return Text(f"{title.vi} ({identity})", f"{title.en} ({identity})")

    def details(self) -> list[tuple[str, Text]]:
        """Each own field of the event by its path."""
        return [(path, self.words(path, value)) for path, value in leaves(own_fields(self.data))]

    def words(self, path: str, value: Any) -> Text:
        """*value*, which stands at *path* of the event's data, as words."""
        if is_sealed(value):
            if (instead := self.labels.instead_of(value)) is not None:
                return instead
            opened = self.open(value, f"{self.line['_id']}/{path}")
            if opened is None:
                return ERASED_WORDS
            return self.book.value(self.line["service"], path, opened) or Text(opened, opened)
        if isinstance(value, list):
            return listed([self.words(f"{path}[{number}]", item) for number, item in enumerate(value)])
        field = re.sub(r"\[\d+\]", "", path).rpartition(".")[2]
        named = self.book.value(
            self.line["service"], field, json.dumps(value) if isinstance(value, bool) else str(value)
        )
        if named is not None or not isinstance(value, str):
            return named or plain_words(value)
        if field == "plan_id" and self.line["case"] == f"plan-{value}":
            return OWN_PLAN
        label = self.labels.text(value, self.data.get("plan_id"), self._day())
        return label or day_or_text(value.removeprefix(ACCOUNT))

    def _day(self) -> str | None:
        """The day of the act: what it speaks of is called as it was then."""
        day = self.data.get("occurred_on")
        return day if isinstance(day, str) else None

    def _place(self, place: str, facts: Mapping[str, str]) -> Text:
        if place in facts:
            return self.words(place, facts[place])
        if place == "actor":
            return self.actor()
        name = place.removeprefix(_COUNT)
        if place.startswith(_COUNT) and isinstance(self.data.get(name), list):
            return plain_words(len(self.data[name]))
        return self.words(place, _at(self.data, place))

    def _english(self, place: str, values: Mapping[str, Text], facts: Mapping[str, str]) -> str:
        """A fact may be given in English beside the Vietnamese one, under the same name with `_en`."""
        return facts.get(f"{place}_en", values[place].en)


def _at(data: Json, place: str) -> Any:
    """What stands at *place*, a field or a field of one (`resolution.number`); None where nothing does."""
    found: Any = data
    for name in place.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found
