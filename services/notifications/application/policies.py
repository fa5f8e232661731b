"""What this context does when something has happened elsewhere: whoever is concerned is told, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.notifications.application.inbox import Entry, Inbox
from services.notifications.domain.happenings import Happening
from services.notifications.domain.known import Known
from services.notifications.domain.notices import Notice, notices
from shared.clock import Clock
from shared.messages import RecordedEvent

Reaction = Callable[[RecordedEvent[Any]], None]


@dataclass(frozen=True, slots=True)
class Policies:
    """Tells the parties of the table of notices."""

    known: Known
    inbox: Inbox
    clock: Clock

    def table(self, types: Iterable[str]) -> Mapping[str, Reaction]:
        """The one reaction, for each of *types*."""
        return dict.fromkeys(types, self.when_anything_happened_tell_whom_it_concerns)

    def when_anything_happened_tell_whom_it_concerns(self, cause: RecordedEvent[Happening]) -> None:
        """Put what is to be told into the inbox."""
        told = notices(cause.event, cause.envelope.actor, self.known)
        if told:
            self.inbox.put([self._entry(cause, notice) for notice in told])

    def _entry(self, cause: RecordedEvent[Happening], notice: Notice) -> Entry:
        return Entry(
            id=f"{cause.envelope.id}/{notice.party}/{notice.kind}",
            party=notice.party,
            kind=notice.kind,
            event=cause.envelope.id,
            case=cause.event.case,
            occurred_on=cause.event.occurred_on,
            told_at=self.clock(),
            text=notice.text,
            why=notice.why,
        )
