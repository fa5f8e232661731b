"""Answers to questions about what people do together: movements taken up, pledges, conferences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from services.nominations.application import emulation_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.wording import Worded, days_of
from services.nominations.domain.conference import Held
from shared.access import Caller, Permissions
from shared.asking import folded, item_of, opened, page, reach, shown
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class MeetingQueries:
    """What may be asked of this part."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "list-uptakes": self.uptakes,
            "list-pledges": self.pledges,
            "list-conferences": self.conferences,
            "conference": self.conference,
        }

    def uptakes(self, asked: answers.UptakesAsked, _caller: Caller) -> Page:
        """Who takes part in which movement."""
        only = _given(movement_id=asked.movement_id, organisation_id=asked.organisation_id)
        found = page(self.views["uptakes"], only, asked)
        return Page([*map(partial(item_of, answers.UptakeItem), found.items)], found.next)

    def pledges(self, asked: answers.PledgesAsked, caller: Caller) -> Page:
        """The pledges of organisations the caller's grants reach, with their wording, the latest first."""
        only = _given(
            year=asked.year, scopes=asked.organisation_id, parties=asked.party, bloc_id=asked.bloc_id
        )
        reached = reach(caller, "pledge.read", self.permissions)
        if reached is not None:
            only["$and"] = [{"scopes": {"$in": sorted(reached)}}]
        found = Worded(only, asked.text).page(self.views["pledges"], asked, sort="-signed_on")
        return Page([*map(self._pledge, found.items)], found.next)

    def conferences(self, asked: answers.ConferencesAsked, _caller: Caller) -> Page:
        """Conferences, the latest first."""
        held = None if asked.year is None else days_of(asked.year)
        only = _given(organisation_id=asked.organisation_id, held_on=held)
        found = Worded(only, asked.text).page(self.views["conferences"], asked, sort="-held_on")
        return Page([*map(partial(item_of, answers.ConferenceRow), found.items)], found.next)

    def conference(self, asked: answers.OneConference, caller: Caller) -> Versioned:
        """One conference; what it agreed on for whoever reaches the organisation."""
        name = f"conference-{asked.conference_id}"
        read = folded(self.known.emulation.conferences, name)
        held = read.state
        if not isinstance(held, Held):
            raise NotFound
        reached = reach(caller, "conference.read", self.permissions)
        agreed = None
        if reached is None or held.organisation_id in reached:
            (event,) = opened(self.store, self.codec, name)
            agreed = shown(event.agreed)
        item = answers.ConferenceItem(
            conference_id=asked.conference_id,
            organisation_id=held.organisation_id,
            name=held.name,
            held_on=held.held_on,
            attendees=held.attendees,
            reports=held.reports,
            presentations=held.presentations,
            agreed=agreed,
        )
        return Versioned(item, read.head.version)

    def _pledge(self, row: Json) -> answers.PledgeItem:
        (event,) = opened(self.store, self.codec, f"pledge-{row['pledge_id']}")
        return item_of(answers.PledgeItem, {**row, "content": shown(event.content)})


def _given(**asked: Any) -> Json:
    return {name: value for name, value in asked.items() if value is not None}
