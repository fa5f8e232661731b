"""Answers to questions: one case from its own history, lists from read models; each caller sees what their grants reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from services.awards.application import answers
from services.awards.application.histories import Histories, selection_stream
from services.awards.application.showing import (
    agenda_item,
    award_item,
    council_item,
    selection_item,
    session_item,
)
from services.awards.domain.award_states import Decided
from services.awards.domain.council import Constituted
from services.awards.domain.item_states import OnAgenda, Voting
from services.awards.domain.selection import OpenForChoice, Selected
from services.awards.domain.session import Convened
from shared.access import Caller, Permissions
from shared.asking import Paging, folded, item_of, opened, page, reach, require_reach
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.ids import is_stream
from shared.reading import ViewReader
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Queries:
    """What may be asked of this context."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "council": self.council,
            "list-councils": self.councils,
            "session": self.session,
            "selection": self.selection,
            "item": self.item,
            "list-items": self.items,
            "award": self.award,
            "list-awards": self.awards,
        }

    def council(self, asked: answers.OneCouncil, _caller: Caller) -> Versioned:
        """One council: who sits on it is public."""
        found = folded(self.known.councils, f"council-{asked.council_id}")
        if not isinstance(found.state, Constituted):
            raise NotFound
        return Versioned(council_item(asked.council_id, found.state), found.head.version)

    def councils(self, asked: answers.CouncilsAsked, _caller: Caller) -> Page:
        """The councils of an organisation or of all, the latest decision first: public as each of them is."""
        only = {"organisation_id": asked.organisation_id} if asked.organisation_id else {}
        return self._page("councils", only, asked, "-decided_on", answers.CouncilRow)

    def session(self, asked: answers.OneSession, caller: Caller) -> Versioned:
        """One session."""
        found = folded(self.known.sessions, f"session-{asked.session_id}")
        if not isinstance(found.state, Convened):
            raise NotFound
        self._require(caller, "session.read", found.state.organisation_id)
        return Versioned(session_item(asked.session_id, found.state), found.head.version)

    def selection(self, asked: answers.OneSelection, caller: Caller) -> Versioned:
        """One selection with its reasons, for those whose grants reach the organisation or a candidate's unit."""
        if not is_stream(f"plan-{asked.plan_id}"):
            raise NotFound
        name = selection_stream(asked.plan_id)
        found = folded(self.known.selections, name)
        if not isinstance(found.state, OpenForChoice | Selected):
            raise NotFound
        before = found.state.opened if isinstance(found.state, Selected) else found.state
        units = [candidate.unit_id for candidate in before.candidates]
        self._require(caller, "selection.read", before.organisation_id, *units)
        events = opened(self.store, self.codec, name)
        return Versioned(selection_item(asked.plan_id, found.state, events), found.head.version)

    def item(self, asked: answers.OneItem, caller: Caller) -> Versioned | answers.AgendaItem:
        """One agenda item with its votes."""
        found = folded(self.known.items, f"item-{asked.nomination_id}")
        if not isinstance(found.state, OnAgenda | Voting):
            raise NotFound
        before = found.state.item if isinstance(found.state, Voting) else found.state
        self._require(caller, "item.read", before.organisation_id, before.unit_id)
        answer = agenda_item(asked.nomination_id, found.state, self.known.left(asked.nomination_id))
        if answer.left_on is not None:
            return answer  # the item's version does not tell that it left
        return Versioned(answer, found.head.version)

    def award(self, asked: answers.OneAward, caller: Caller) -> Versioned:
        """One award."""
        name = f"award-{asked.nomination_id}"
        found = folded(self.known.awards, name)
        if not isinstance(found.state, Decided):
            raise NotFound
        self._require(caller, "award.read", found.state.organisation_id, found.state.unit_id)
        events = opened(self.store, self.codec, name)
        return Versioned(award_item(found.state, events), found.head.version)

    def items(self, asked: answers.ItemsAsked, caller: Caller) -> Page:
        """The agenda items the caller's grants reach, the latest first."""
        given = {"unit_id": asked.unit_id, "organisation_id": asked.organisation_id, "state": asked.state}
        only = self._only(given, caller, "item.read")
        return self._page("items", only, asked, "-opened_on", answers.AgendaRow)

    def awards(self, asked: answers.AwardsAsked, caller: Caller) -> Page:
        """The awards the caller's grants reach, the latest decision first."""
        given = {
            "unit_id": asked.unit_id,
            "organisation_id": asked.organisation_id,
            "subject_id": asked.subject_id,
            "state": asked.state,
            "to_recover": asked.to_recover,
        }
        only = self._only(given, caller, "award.read")
        return self._page("awards", only, asked, "-decided_on", answers.AwardRow)

    def _page(self, view: str, only: Mapping[str, Any], asked: Paging, sort: str, kind: type[R]) -> Page:
        found = page(self.views[view], only, asked, sort=sort)
        return Page([item_of(kind, row) for row in found.items], found.next)

    def _only(self, given: Mapping[str, str | None], caller: Caller, permission: str) -> Mapping[str, Any]:
        only: dict[str, Any] = {name: value for name, value in given.items() if value}
        reached = reach(caller, permission, self.permissions)
        if reached is not None:
            only["scopes"] = {"$in": sorted(reached)}
        return only

    def _require(self, caller: Caller, permission: str, *organisations: str) -> None:
        require_reach(reach(caller, permission, self.permissions), organisations)
