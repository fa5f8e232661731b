"""What this context does of itself when a dossier goes elsewhere: its council's vote is no ground for a decision any more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Protocol

from services.awards.domain.award_messages import TakeOffAgenda
from services.awards.domain.leaving import Ground
from shared.acts import Basis
from shared.application import following, reaction_context
from shared.messages import Answer, CommandContext, RecordedEvent
from shared.values import dataclass


class Gone(Protocol):
    """A dossier went elsewhere."""

    @property
    def occurred_on(self) -> date:
        """The day of the act."""

    @property
    def basis(self) -> Basis:
        """On what ground it was entered."""

    @property
    def nomination_id(self) -> str:
        """The nomination."""


@dataclass(frozen=True, slots=True)
class LeavingPolicies:
    """Reactions; `handle` does a command in a context."""

    handle: Callable[[Any, CommandContext], Answer]

    def table(self) -> Mapping[str, Callable[[RecordedEvent[Any]], None]]:
        """Each reaction by the type of event it answers."""
        return {
            "NominationForwarded": self.when_nomination_forwarded_take_item_off_agenda,
            "ReturnedDown": self.when_nomination_returned_down_take_item_off_agenda,
            "NominationWithdrawn": self.when_nomination_withdrawn_take_item_off_agenda,
            "NominationDeclined": self.when_nomination_declined_take_item_off_agenda,
        }

    def when_nomination_forwarded_take_item_off_agenda(self, cause: RecordedEvent[Gone]) -> None:
        """The next level's council judges it, if it has one."""
        self._take_off(cause, "forwarded", "when_nomination_forwarded_take_item_off_agenda")

    def when_nomination_returned_down_take_item_off_agenda(self, cause: RecordedEvent[Gone]) -> None:
        """The level below has it again; before it is decided there, a council judges it again."""
        self._take_off(cause, "returned_down", "when_nomination_returned_down_take_item_off_agenda")

    def when_nomination_withdrawn_take_item_off_agenda(self, cause: RecordedEvent[Gone]) -> None:
        """Nothing is decided on it any more."""
        self._take_off(cause, "withdrawn", "when_nomination_withdrawn_take_item_off_agenda")

    def when_nomination_declined_take_item_off_agenda(self, cause: RecordedEvent[Gone]) -> None:
        """It ended without an award."""
        self._take_off(cause, "declined", "when_nomination_declined_take_item_off_agenda")

    def _take_off(self, cause: RecordedEvent[Gone], ground: Ground, policy: str) -> None:
        event = cause.event
        command = TakeOffAgenda(
            nomination_id=event.nomination_id,
            ground=ground,
            dossier_version=cause.envelope.streamversion,
            occurrence=following(event.occurred_on, event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, policy))
