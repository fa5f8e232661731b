"""What this context does of itself when the awards context has decided something."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from services.nominations.domain.consolidation_messages import NoteSelection
from services.nominations.domain.nomination_messages import ConcludeNomination
from shared.acts import Basis
from shared.application import following, reaction_context
from shared.messages import Answer, CommandContext, RecordedEvent


class Happened(Protocol):
    """When a foreign event's act happened, and on what ground."""

    @property
    def occurred_on(self) -> date:
        """The day of the act."""

    @property
    def basis(self) -> Basis:
        """On what ground it was entered."""


class Selected(Happened, Protocol):
    """The council selected models of a plan."""

    @property
    def plan_id(self) -> str:
        """The plan."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The models chosen."""


class Granted(Happened, Protocol):
    """An award was granted for a nomination."""

    @property
    def nomination_id(self) -> str:
        """The nomination."""

    @property
    def award_id(self) -> str:
        """The award."""


Reaction = Callable[[RecordedEvent[Any]], None]


@dataclass(frozen=True, slots=True)
class Policies:
    """Reactions; `handle` does a command in a context."""

    handle: Callable[[Any, CommandContext], Answer]

    def table(self) -> Mapping[str, Reaction]:
        """Each reaction by the type of event it answers."""
        return {
            "ModelsSelected": self.when_models_selected_note_selection,
            "AwardGranted": self.when_award_granted_conclude_nomination,
        }

    def when_models_selected_note_selection(self, cause: RecordedEvent[Selected]) -> None:
        """The office learns what the council selected."""
        command = NoteSelection(
            plan_id=cause.event.plan_id,
            chosen=cause.event.chosen,
            selection=cause.envelope.id,
            occurrence=following(cause.event.occurred_on, cause.event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_models_selected_note_selection"))

    def when_award_granted_conclude_nomination(self, cause: RecordedEvent[Granted]) -> None:
        """The dossier ends with the award."""
        command = ConcludeNomination(
            nomination_id=cause.event.nomination_id,
            outcome="awarded",
            award_id=cause.event.award_id,
            occurrence=following(cause.event.occurred_on, cause.event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_award_granted_conclude_nomination"))
