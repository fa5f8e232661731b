"""What this context does of itself when a dossier is put on hold or released: until then nothing on it is decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from services.awards.domain.holding import LiftHold, NoteHold
from shared.acts import Basis, RuleUse
from shared.application import following, reaction_context
from shared.messages import Answer, CommandContext, RecordedEvent
from shared.values import dataclass


class Released(Protocol):
    """A hold ended."""

    @property
    def occurred_on(self) -> date:
        """The day of the act."""

    @property
    def basis(self) -> Basis:
        """On what ground it was entered."""

    @property
    def nomination_id(self) -> str:
        """The nomination."""

    @property
    def hold_id(self) -> str:
        """The hold."""


class Held(Released, Protocol):
    """A nomination was put on hold."""

    @property
    def opened_on(self) -> date:
        """Since when."""

    @property
    def rules(self) -> Sequence[RuleUse]:
        """The rule it stands on, first."""


@dataclass(frozen=True, slots=True)
class HoldPolicies:
    """Reactions; `handle` does a command in a context."""

    handle: Callable[[Any, CommandContext], Answer]

    def table(self) -> Mapping[str, Callable[[RecordedEvent[Any]], None]]:
        """Each reaction by the type of event it answers."""
        return {
            "NominationHeld": self.when_nomination_held_note_hold,
            "NominationReleased": self.when_nomination_released_lift_hold,
        }

    def when_nomination_held_note_hold(self, cause: RecordedEvent[Held]) -> None:
        """Nothing on the nomination is voted or decided from now on."""
        event = cause.event
        command = NoteHold(
            nomination_id=event.nomination_id,
            hold_id=event.hold_id,
            opened_on=event.opened_on,
            rule=event.rules[0],
            occurrence=following(event.occurred_on, event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_nomination_held_note_hold"))

    def when_nomination_released_lift_hold(self, cause: RecordedEvent[Released]) -> None:
        """It may go on, unless another hold is open."""
        event = cause.event
        command = LiftHold(
            nomination_id=event.nomination_id,
            hold_id=event.hold_id,
            occurrence=following(event.occurred_on, event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_nomination_released_lift_hold"))
