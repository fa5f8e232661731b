"""Where the commands of emulation (thi đua) go, and what they must be told of other streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.nominations.application.bloc_commands import bloc_routes
from services.nominations.application.emulation_histories import review_stream, uptake_stream
from services.nominations.application.histories import Histories
from services.nominations.application.register_commands import Bodies
from services.nominations.application.report_commands import report_routes
from services.nominations.application.striving_commands import striving_routes
from services.nominations.application.task_commands import task_routes
from services.nominations.domain.bloc_states import NotEstablished
from services.nominations.domain.conference_messages import HoldConference
from services.nominations.domain.movement import Launched
from services.nominations.domain.movement_messages import (
    KnownMovement,
    MergeMovement,
    NoteMovementAlias,
    TieMovement,
    UndoMerge,
)
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.pledge_messages import SignPledge
from services.nominations.domain.review_messages import ReviewMovement
from services.nominations.domain.uptake import TakeUpMovement
from shared.application import Route
from shared.ids import stream
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class EmulationFilling:
    """Completes commands with what other streams and the rules say."""

    known: Histories
    bodies: Bodies

    def review(self, command: ReviewMovement) -> ReviewMovement:
        """The movement, and whether the organisation is registered."""
        return replace(
            command,
            movement=self.known.movement(command.movement_id),
            organisation_known=self._registered(command.organisation_id),
        )

    def tie(self, command: TieMovement) -> TieMovement:
        """The campaign."""
        return replace(command, campaign=self._known(command.campaign_id))

    def merge(self, command: MergeMovement) -> MergeMovement:
        """The movement merged into."""
        return replace(command, into=self._known(command.into_id))

    def take_up(self, command: TakeUpMovement) -> TakeUpMovement:
        """The movement, and whether the organisation is registered and stands."""
        seen = self.bodies(command.organisation_id)
        return replace(
            command,
            movement=self.known.movement(command.movement_id),
            organisation_known=bool(seen.found),
            ground=seen.ground,
        )

    def pledge(self, command: SignPledge) -> SignPledge:
        """The bloc, whether the organisation is registered, which parties have no place in such a pledge, and who stands."""
        fits = self._registered if command.scope == "between_units" else self._within(command.organisation_id)
        named = command.bloc_id
        return replace(
            command,
            bloc=NotEstablished() if named is None else self.known.emulation.bloc(named),
            organisation_known=self._registered(command.organisation_id),
            strangers=tuple(party for party in command.parties if not fits(party)),
            ground=self.bodies(command.organisation_id, *command.parties).ground,
        )

    def hold(self, command: HoldConference) -> HoldConference:
        """Whether the organisation is registered, and which people named are not."""
        named = [
            *(one.person_id for one in command.attendees if one.person_id is not None),
            *(one.person_id for one in command.presentations),
        ]
        unknown = [one for one in named if not isinstance(self.known.person(one), Serving)]
        return replace(
            command,
            organisation_known=self._registered(command.organisation_id),
            unknown_people=tuple(unknown),
        )

    def _within(self, unit_id: str) -> Callable[[str], bool]:
        """Whether a party is a person of the unit or a team right below it."""

        def within(party: str) -> bool:
            person, team = self.known.person(party), self.known.organisation(party)
            serves = isinstance(person, Serving) and person.main.organisation_id == unit_id
            return serves or (isinstance(team, Registered) and team.parent_id == unit_id)

        return within

    def _known(self, movement_id: str | None) -> KnownMovement | None:
        found = None if movement_id is None else self.known.movement(movement_id)
        return found.known if isinstance(found, Launched) else None

    def _registered(self, organisation_id: str) -> bool:
        return isinstance(self.known.organisation(organisation_id), Registered)


def emulation_routes(known: Histories, rules: RuleBook, bodies: Bodies) -> Mapping[type[Any], Route[Any]]:
    """Each command class of this part with its stream and handler."""
    fill, own = EmulationFilling(known, bodies), known.emulation
    moved = known.movements
    return {
        **bloc_routes(known, bodies),
        **task_routes(known, bodies),
        **report_routes(known),
        **striving_routes(known, rules, bodies),
        TakeUpMovement: Route(
            own.uptakes, lambda c: uptake_stream(c.movement_id, c.organisation_id), fill.take_up
        ),
        SignPledge: Route(own.pledges, lambda c: stream("pledge", c.pledge_id), fill.pledge),
        HoldConference: Route(own.conferences, lambda c: stream("conference", c.conference_id), fill.hold),
        NoteMovementAlias: Route(moved, _movement),
        TieMovement: Route(moved, _movement, fill.tie),
        MergeMovement: Route(moved, _movement, fill.merge),
        UndoMerge: Route(moved, _movement),
        ReviewMovement: Route(
            own.reviews, lambda c: review_stream(c.movement_id, c.organisation_id), fill.review
        ),
    }


def _movement(command: Any) -> str:
    return stream("movement", command.movement_id)
