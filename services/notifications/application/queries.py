"""Answers to questions about the inbox: each caller sees what was told to them, or to a role they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.notifications.application import answers
from services.notifications.application.inbox import Inbox, reader_of
from shared.access import Caller
from shared.endpoints import Page
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class Queries:
    """What may be asked of this context."""

    inbox: Inbox

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"inbox": self.notices, "inbox-count": self.count}

    def notices(self, asked: answers.InboxAsked, caller: Caller) -> Page:
        """The caller's notices, the latest first."""
        return self.inbox.page(reader_of(caller), unread=asked.unread, limit=asked.limit, after=asked.after)

    def count(self, _asked: answers.CountAsked, caller: Caller) -> answers.CountItem:
        """How many there are."""
        total, unread = self.inbox.count(reader_of(caller))
        return answers.CountItem(total=total, unread=unread)
