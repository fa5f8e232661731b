"""Putting on record who takes a file out of a dossier, before it is given."""

from __future__ import annotations

from services.nominations.domain.reading import ReadFile, Reading, stream_of
from shared.access import Caller
from shared.acts import Occurrence
from shared.clock import Clock, local_date
from shared.handling import CommandHandler
from shared.ids import NewId
from shared.messages import CommandContext
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReaders:
    """Notes each reading once an hour for each caller and file."""

    handler: CommandHandler[ReadFile, Reading]
    clock: Clock
    new_id: NewId

    def note(
        self, nomination_id: str, sha256: str, caller: Caller, *, role: str, correlation_id: str
    ) -> None:
        """Record that *caller* takes the file out; raises what a command raises, and then it MUST NOT be given."""
        now = self.clock()
        command = ReadFile(
            nomination_id=nomination_id,
            sha256=sha256,
            by=caller.actor,
            hour=now.strftime("%Y-%m-%dT%H"),
            occurrence=Occurrence(occurred_on=local_date(now), basis="system"),
        )
        stream = stream_of(command)
        context = CommandContext(
            actor=caller.actor,
            actor_role=role,
            correlation_id=correlation_id,
            causation_id=f"command:{self.new_id()}",
            key=stream,
            fingerprint=stream,
        )
        self.handler(stream, command, context)
