"""Putting on record who reads a case: the command, its context, and a memory of what this hour already has."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from services.audit.domain.reading import ReadCase, Reading, stream_of
from shared.access import Caller, Permissions, authorise
from shared.acts import Occurrence
from shared.clock import Clock, local_date
from shared.handling import CommandHandler
from shared.ids import NewId
from shared.messages import CommandContext

REMEMBERED: Final = 2000
PERSON: Final = "user:"


@dataclass(slots=True)
class Readers:
    """Notes each person's reading of a case once an hour; services read unnoted, their requests have their own record."""

    handler: CommandHandler[ReadCase, Reading]
    permissions: Permissions
    clock: Clock
    new_id: NewId
    permission: str
    _noted: OrderedDict[str, None] = field(default_factory=OrderedDict)

    def note(self, case: str, caller: Caller) -> None:
        """Record that *caller* reads *case*; raises what a command raises, and then nothing may be shown."""
        if not caller.actor.startswith(PERSON):
            return
        now = self.clock()
        command = ReadCase(
            case=case,
            by=caller.actor,
            hour=now.strftime("%Y-%m-%dT%H"),
            occurrence=Occurrence(occurred_on=local_date(now), basis="system"),
        )
        stream = stream_of(command)
        if stream in self._noted:
            return
        self.handler(stream, command, self._context(stream, caller))
        self._noted[stream] = None
        while len(self._noted) > REMEMBERED:
            self._noted.popitem(last=False)

    def _context(self, stream: str, caller: Caller) -> CommandContext:
        return CommandContext(
            actor=caller.actor,
            actor_role=authorise(caller, self.permission, self.permissions),
            correlation_id=self.new_id(),
            causation_id=f"command:{self.new_id()}",
            key=stream,
            fingerprint=stream,
        )
