"""What this context does when something has happened elsewhere: whoever is concerned is told, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from services.notifications.application.inbox import Entry, Inbox
from services.notifications.domain.happenings import Happening
from services.notifications.domain.known import Known
from services.notifications.domain.notices import Notice, notices
from shared.clock import Clock
from shared.messages import RecordedEvent
from shared.values import dataclass

Cause = RecordedEvent[Happening]
Reaction = Callable[[RecordedEvent[Any]], None]


class Knowledge(Protocol):
    """Reads what must be known."""

    def for_all(self, asks: Sequence[Callable[[Known], object]]) -> Known:
        """
        What all of *asks* ask for, read by a few questions however many they are; each MUST ask the same when asked again.

        Raises TransientError.
        """


@dataclass(frozen=True, slots=True)
class Policies:
    """Tells the parties of the table of notices."""

    knowledge: Knowledge
    inbox: Inbox
    clock: Clock

    def table(self, types: Iterable[str]) -> Mapping[str, Reaction]:
        """The one reaction, for each of *types*."""
        return dict.fromkeys(types, self.when_anything_happened_tell_whom_it_concerns)

    def when_anything_happened_tell_whom_it_concerns(self, cause: Cause) -> None:
        """Put what is to be told into the inbox."""
        self.inbox.put(self._entries(cause, self._known([cause])))

    def when_much_happened_tell_whom_it_concerns(self, causes: Sequence[Cause]) -> int:
        """The same for the first of *causes*, up to one that cannot be told of yet, or not at all; how many those are."""
        known = self._known(causes)
        entries: list[Entry] = []
        told = 0
        for cause in causes:
            try:
                entries += self._entries(cause, known)
            except Exception:  # noqa: BLE001  # what is wrong is judged when it is told of alone
                break
            told += 1
        self.inbox.put(entries)
        return told

    def _known(self, causes: Sequence[Cause]) -> Known:
        return self.knowledge.for_all([partial(_notices, cause) for cause in causes])

    def _entries(self, cause: Cause, known: Known) -> list[Entry]:
        return [self._entry(cause, notice) for notice in _notices(cause, known)]

    def _entry(self, cause: Cause, notice: Notice) -> Entry:
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


def _notices(cause: Cause, known: Known) -> Sequence[Notice]:
    return notices(cause.event, cause.envelope.actor, known)
