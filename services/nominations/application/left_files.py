"""Files of imports that were stored and never taken: found by their keys, and given up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from services.nominations.domain.importing import Import, Unasked, attempt_at, case_of
from services.nominations.domain.importing_messages import AbandonImport, ImportCommand
from shared.acts import Occurrence
from shared.clock import Clock, local_date
from shared.handling import CommandHandler
from shared.ids import NewId
from shared.messages import CommandContext
from shared.values import dataclass

POLICY = "when_file_is_left_abandon_import"
LEFT_AFTER: Final = timedelta(hours=1)
"""A file is taken within seconds of being stored; what has waited so long nobody is about to take."""

OF_CASE, OF_IMPORTS = "case-", "case-import-"

MadeBefore = Callable[[str, datetime], Iterable[str]]
"""The keys whose ids begin so, made before a moment and not destroyed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftFiles:
    """
    Gives up what was stored for an import that nobody took, whoever took it having been killed in between.

    Looked for are keys, not files: a file that is half stored has one, too. The import's own history says whether it was
    taken, so one that is taken in this moment is either taken or given up.
    """

    imports: CommandHandler[ImportCommand, Import]
    keys: MadeBefore
    clock: Clock
    new_id: NewId

    def give_up(self) -> None:
        """Look once; what follows from it is reacted to. Raises TransientError."""
        for key in self.keys(OF_IMPORTS, self.clock() - LEFT_AFTER):
            found = attempt_at(key.removeprefix(OF_CASE))
            if found is not None:
                self._give_up(*found)

    def _give_up(self, import_id: str, attempt: int) -> None:
        stream = case_of(import_id)
        stands = self.imports.load(stream).state
        if not isinstance(stands, Unasked) or attempt <= stands.abandoned:
            return
        command = AbandonImport(
            import_id=import_id,
            attempt=attempt,
            occurrence=Occurrence(occurred_on=local_date(self.clock()), basis="system"),
        )
        cause, key = f"command:{self.new_id()}", f"{import_id}.{attempt}"
        context = CommandContext(
            actor=f"system:{POLICY}",
            actor_role="system",
            correlation_id=self.new_id(),
            causation_id=cause,
            key=key,
            fingerprint=key,
        )
        self.imports(stream, command, context)
