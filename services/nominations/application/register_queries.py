"""Answers about organisations and people, as they are and as they were on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from services.nominations.application import register_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.person_finding import sought_people
from services.nominations.application.register_showing import (
    downward,
    name_in_lists,
    post_on,
    present,
    state_on,
)
from services.nominations.application.register_views import places, registered_in, serving_in
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from shared.access import Caller, Permissions
from shared.asking import folded, opened, opened_many, page, reach, require_reach
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.folding import words_of
from shared.lineage_rows import all_in
from shared.messages import Json
from shared.name_marks import Mark
from shared.reading import ViewReader
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class RegisterQueries:
    """What may be asked of the register."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]
    mark: Mark

    def register_table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "list-organisations": self.organisations,
            "organisation": self.organisation,
            "organisation-tree": self.tree,
            "list-people": self.people,
            "person": self.person,
        }

    def organisations(self, asked: answers.OrganisationsAsked, _caller: Caller) -> Page:
        """All organisations: whose names public documents bear."""
        given = {"parent_id": asked.parent_id, "level": asked.level, "state": asked.state}
        only: Json = {name: value for name, value in given.items() if value}
        words = words_of(asked.text or "")
        if words:
            only["words"] = max(words, key=len)
        found = page(self.views["organisations"], only, asked, sort="name")
        fitting = [row for row in found.items if set(words) <= set(row["words"])]
        return Page(
            [self._organisation(row["organisation_id"], registered_in(row)) for row in fitting], found.next
        )

    def organisation(self, asked: answers.OneOrganisation, _caller: Caller) -> Versioned:
        """One organisation, from its own history."""
        read = folded(self.known.organisations, f"organisation-{asked.organisation_id}")
        if not isinstance(read.state, Registered):
            raise NotFound
        return Versioned(self._organisation(asked.organisation_id, read.state, asked.on), read.head.version)

    def tree(self, asked: answers.TreeAsked, _caller: Caller) -> answers.TreeItem:
        """The organisation with all that lay below it on the day."""
        root = self.known.organisation(asked.organisation_id)
        if not isinstance(root, Registered) or not root.stands_on(asked.on):
            raise NotFound
        return answers.TreeItem(
            organisation_id=asked.organisation_id,
            on=asked.on,
            branches=tuple(self._branches(asked.organisation_id, root, asked.on)),
        )

    def people(self, asked: answers.PeopleAsked, caller: Caller) -> Page:
        """Persons of the organisations the caller's grants reach, the one that changed last first; names opened now."""
        reached = reach(caller, "person.read", self.permissions)
        if reached is not None and asked.organisation_id and asked.organisation_id not in reached:
            return Page([], None)
        found = sought_people(asked, reached, self.mark).page(self.views["people"], reached, asked)
        events = opened_many(self.store, self.codec, [_stream(row["person_id"]) for row in found.items])
        people = [
            self._person_item(row["person_id"], serving_in(row), asked.on, events[_stream(row["person_id"])])
            for row in found.items
        ]
        return Page(people, found.next)

    def person(self, asked: answers.OnePerson, caller: Caller) -> Versioned:
        """One person, for those whose grants reach where they serve."""
        read = folded(self.known.people, f"person-{asked.person_id}")
        if not isinstance(read.state, Serving):
            raise NotFound
        require_reach(reach(caller, "person.read", self.permissions), places(read.state))
        events = opened(self.store, self.codec, _stream(asked.person_id))
        return Versioned(self._person_item(asked.person_id, read.state, asked.on, events), read.head.version)

    def _branches(self, root_id: str, root: Registered, day: date) -> Iterable[answers.Branch]:
        children: dict[str, list[tuple[str, Registered]]] = {}
        level, seen = [root_id], {root_id}
        while level:
            rows = list(all_in(self.views["organisations"], {"parent_ids": {"$in": level}}))
            level = []
            for row in rows:
                own_id, state = row["organisation_id"], registered_in(row)
                parent = state.parent_on(day)
                if own_id in seen or parent not in seen or not state.stands_on(day):
                    continue
                seen.add(own_id)
                level.append(own_id)
                children.setdefault(parent, []).append((own_id, state))
        yield from downward((root_id, root), children, day, 0)

    def _organisation(
        self, organisation_id: str, found: Registered, day: date | None = None
    ) -> answers.OrganisationItem:
        ended = found.ended
        return answers.OrganisationItem(
            organisation_id=organisation_id,
            name=found.name if day is None else found.name_on(day),
            level=found.level,
            parent_id=found.parent_id if day is None else found.parent_on(day),
            valid_from=found.valid_from,
            state=state_on(found, day),
            names=found.names,
            parents=found.parents,
            dissolved_on=ended.since if ended else None,
            resolution=ended.resolution if ended else None,
            predecessors=self._bodies(one.predecessor_id for one in found.predecessors),
            successors=self._bodies(ended.successors if ended else ()),
        )

    def _bodies(self, ids: Iterable[str]) -> tuple[answers.Body, ...]:
        states = [(name, self.known.organisation(name)) for name in ids]
        return tuple(
            answers.Body(organisation_id=name, name=state.name if isinstance(state, Registered) else None)
            for name, state in states
        )

    def _person_item(
        self, person_id: str, state: Serving, day: date | None, events: Sequence[Any]
    ) -> answers.PersonItem:
        post = post_on(state, day)
        return answers.PersonItem(
            person_id=person_id,
            name=name_in_lists(state, events),
            restricted=state.restricted,
            organisation_id=post.organisation_id,
            position=state.position_on(day) if day is not None else present(post),
            position_since=post.since,
            posts=state.posts,
        )


def _stream(person_id: str) -> str:
    return f"person-{person_id}"
