"""What `work` does when an initiative was recognised or its reach certified: the records of its authors tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from services.nominations.application.histories import Histories, record_stream
from services.nominations.domain.certified import earned, fact_for
from services.nominations.domain.initiative_messages import (
    InitiativeApplied,
    InitiativeReachCertified,
    InitiativeRecognised,
)
from services.nominations.domain.initiative_states import Proposed
from services.nominations.domain.rules import InitiativeLevels
from shared.application import following, reaction_context
from shared.errors import InvalidInput, LostRace, NotFound, OutcomeUnknown, Rejected, TransientError
from shared.messages import Answer, CommandContext, RecordedEvent
from shared.rules import RuleBook
from shared.values import dataclass

POLICY = "when_initiative_counts_record_facts"

log = structlog.get_logger()

Stopping = Callable[[], bool]
Advanced = InitiativeApplied | InitiativeRecognised | InitiativeReachCertified


@dataclass(frozen=True, slots=True)
class RecordPolicies:
    """Reactions to this context's own events; *handle* does a command in a context."""

    handle: Callable[[Any, CommandContext], Answer]
    known: Histories
    rules: RuleBook

    def table(self) -> Mapping[str, Callable[[RecordedEvent[Any], Stopping], bool]]:
        """Each reaction by the type of event it answers."""
        kinds = (InitiativeApplied, InitiativeRecognised, InitiativeReachCertified)
        return dict.fromkeys([kind.__name__ for kind in kinds], self.when_initiative_counts_record_facts)

    def when_initiative_counts_record_facts(
        self, cause: RecordedEvent[Advanced], _stopping: Stopping
    ) -> bool:
        """
        Each author's record tells what the initiative counts as by now; done again it changes nothing.

        A fact that the record refuses, as one like it was entered by hand, is logged and holds nothing up.
        """
        initiative = self.known.emulation.initiative(cause.event.initiative_id)
        levels = next(iter(self.rules.every(InitiativeLevels, cause.event.act.occurred_on)), None)
        if not isinstance(initiative, Proposed) or levels is None:
            return True
        for fact in earned(cause.event.initiative_id, initiative, levels.values):
            occurrence = following(
                max(cause.event.act.occurred_on, fact.certificate.dated), cause.event.act.basis
            )
            for author in initiative.authors:
                entries = self.known.records.load(record_stream("individual", author)).state.entries
                command = fact_for(author, fact, entries, occurrence)
                if command is not None:
                    context = reaction_context(cause.envelope, POLICY)
                    key = f"{context.key}.{fact.fact_id}"  # one event may add several facts to one record
                    self._record(command, replace(context, key=key, fingerprint=key))
        return True

    def _record(self, command: Any, context: CommandContext) -> None:
        try:
            self.handle(command, context)
        except (LostRace, OutcomeUnknown) as error:
            raise TransientError(f"fact {command.fact_id} of {command.subject_id}: {error}") from error
        except (Rejected, InvalidInput, NotFound) as refusal:
            log.warning("initiative not put on record", fact=command.fact_id, reason=refusal.code)
