"""What this context does of itself when the nominations context has put something before a council."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from services.awards.application.hold_policies import HoldPolicies
from services.awards.application.leaving_policies import LeavingPolicies
from services.awards.domain.item_messages import Form, OpenItem
from services.awards.domain.selection_messages import Candidate, OpenSelection, SubjectKind
from shared.acts import Basis
from shared.application import following, reaction_context
from shared.messages import Answer, CommandContext, RecordedEvent
from shared.values import dataclass


class Happened(Protocol):
    """When a foreign event's act happened, and on what ground."""

    @property
    def occurred_on(self) -> date:
        """The day of the act."""

    @property
    def basis(self) -> Basis:
        """On what ground it was entered."""


class Listed(Protocol):
    """A candidate of a consolidated list."""

    @property
    def model_id(self) -> str:
        """The model."""

    @property
    def unit_id(self) -> str:
        """The unit that registered it."""

    @property
    def kind(self) -> SubjectKind:
        """Person or collective."""

    @property
    def subject_id(self) -> str:
        """Who it is."""

    @property
    def movement_id(self) -> str | None:
        """The movement it comes from."""


class Consolidated(Happened, Protocol):
    """The office gathered a plan's lists for the council."""

    @property
    def plan_id(self) -> str:
        """The plan."""

    @property
    def organisation_id(self) -> str:
        """Whose council is to select."""

    @property
    def candidates(self) -> Sequence[Listed]:
        """What it selects from."""

    @property
    def minimum(self) -> int:
        """How many it must select."""

    @property
    def maximum(self) -> int:
        """How many it may select."""

    @property
    def citation(self) -> str:
        """Where the plan says so."""


class PutToCouncil(Happened, Protocol):
    """A nomination was put to a council."""

    @property
    def nomination_id(self) -> str:
        """The nomination."""

    @property
    def council_id(self) -> str:
        """The council."""

    @property
    def form(self) -> Form:
        """The form proposed."""

    @property
    def achievement_id(self) -> str:
        """The achievement."""

    @property
    def subject_kind(self) -> SubjectKind:
        """Person or collective."""

    @property
    def subject_id(self) -> str:
        """Who is nominated."""

    @property
    def subject_actor(self) -> str | None:
        """Their own account, where it is known."""

    @property
    def proposers(self) -> tuple[str, ...]:
        """The accounts that opened or submitted it."""

    @property
    def unit_id(self) -> str:
        """The unit that nominates."""

    @property
    def organisation_id(self) -> str:
        """Who is to decide."""


Reaction = Callable[[RecordedEvent[Any]], None]


@dataclass(frozen=True, slots=True)
class Policies:
    """Reactions; `handle` does a command in a context."""

    handle: Callable[[Any, CommandContext], Answer]

    def table(self) -> Mapping[str, Reaction]:
        """Each reaction by the type of event it answers."""
        return {
            "ListConsolidated": self.when_list_consolidated_open_selection,
            "NominationPutToCouncil": self.when_nomination_put_to_council_open_item,
            **HoldPolicies(self.handle).table(),
            **LeavingPolicies(self.handle).table(),
        }

    def when_list_consolidated_open_selection(self, cause: RecordedEvent[Consolidated]) -> None:
        """The council gets the list to select from."""
        event = cause.event
        command = OpenSelection(
            plan_id=event.plan_id,
            organisation_id=event.organisation_id,
            candidates=tuple(_candidate(listed) for listed in event.candidates),
            minimum=event.minimum,
            maximum=event.maximum,
            citation=event.citation,
            occurrence=following(event.occurred_on, event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_list_consolidated_open_selection"))

    def when_nomination_put_to_council_open_item(self, cause: RecordedEvent[PutToCouncil]) -> None:
        """The nomination comes onto the council's agenda."""
        event = cause.event
        command = OpenItem(
            nomination_id=event.nomination_id,
            council_id=event.council_id,
            form=event.form,
            achievement_id=event.achievement_id,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            subject_actor=event.subject_actor,
            proposers=event.proposers,
            unit_id=event.unit_id,
            organisation_id=event.organisation_id,
            dossier_version=cause.envelope.streamversion,
            occurrence=following(event.occurred_on, event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_nomination_put_to_council_open_item"))


def _candidate(listed: Listed) -> Candidate:
    return Candidate(
        model_id=listed.model_id,
        unit_id=listed.unit_id,
        kind=listed.kind,
        subject_id=listed.subject_id,
        movement_id=listed.movement_id,
    )
