"""What somebody who is refused reads for an id: what is open anyway, and of people what they may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from services.nominations.application.histories import Histories
from services.nominations.application.register_answers import OnePerson
from services.nominations.domain.criteria import CriteriaSet
from services.nominations.domain.movement import Launched
from services.nominations.domain.organisation_states import Registered
from shared.access import Caller
from shared.endpoints import Versioned
from shared.errors import NotFound
from shared.references import Kind
from shared.rules import RuleBook
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Naming:
    """
    Implements `shared.naming.NameOf`.

    *person* answers the question about one person: within the caller's reach alone, without a name once they are
    restricted or erased.
    """

    known: Histories
    rules: RuleBook
    person: Callable[[OnePerson, Caller], Versioned]

    def __call__(self, kind: Kind, identity: str, caller: Caller) -> Text | None:
        """See NameOf; raises TransientError when the vault is away."""
        match kind:
            case "organisation":
                return self._organisation(identity)
            case "person":
                return self._person(identity, caller)
            case "subject":
                return self._organisation(identity) or self._person(identity, caller)
            case "movement":
                return self._movement(identity)
            case "criterion":
                return self._criterion(identity)
        assert_never(kind)

    def _organisation(self, organisation_id: str) -> Text | None:
        """Its name, which public documents bear."""
        state = self.known.organisation(organisation_id)
        return Text(state.name, state.name) if isinstance(state, Registered) else None

    def _person(self, person_id: str, caller: Caller) -> Text | None:
        try:
            name = self.person(OnePerson(person_id=person_id), caller).item.name
        except NotFound:  # there is none, or they may not know of it
            return None
        return None if name is None else Text(name, name)

    def _movement(self, movement_id: str) -> Text | None:
        state = self.known.movement(movement_id)
        return Text(state.name, state.name) if isinstance(state, Launched) else None

    def _criterion(self, criterion: str) -> Text | None:
        """Its wording, where all sets on file that have a criterion of that id word it alike."""
        wordings = {
            each.text
            for rule in self.rules.rules
            if isinstance(rule.values, CriteriaSet)
            for each in rule.values.criteria
            if each.id == criterion
        }
        return wordings.pop() if len(wordings) == 1 else None
