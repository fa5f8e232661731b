"""What this context does of itself when the awards context has decided something."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, Protocol

import structlog

from services.nominations.application.histories import Histories, record_stream
from services.nominations.domain.awarded import Awarded, code_of, fact_id_of, fact_of
from services.nominations.domain.consolidation_messages import NoteSelection
from services.nominations.domain.forwarding_messages import NoteCouncilResult
from services.nominations.domain.nomination_messages import ConcludeNomination, Form
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.record_messages import WithdrawFact
from services.nominations.domain.refusals import day_text
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Basis, BrokenRule
from shared.application import following, reaction_context
from shared.errors import InvalidInput, NotFound, Rejected
from shared.messages import Answer, CommandContext, RecordedEvent
from shared.values import dataclass

log = structlog.get_logger()


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

    @property
    def organisation_id(self) -> str:
        """Who decided it."""

    @property
    def form(self) -> Form:
        """What was granted."""

    @property
    def subject_kind(self) -> SubjectKind:
        """A person or a collective."""

    @property
    def subject_id(self) -> str:
        """To whom."""

    @property
    def number(self) -> str | None:
        """The decision's number; None where it was not kept."""

    @property
    def dated(self) -> date | None:
        """The decision's day; None where it was not kept."""

    @property
    def broken(self) -> Sequence[BrokenRule]:
        """What it was flagged for."""


class Ended(Happened, Protocol):
    """An award no longer stands."""

    @property
    def award_id(self) -> str:
        """The award."""

    @property
    def subject_kind(self) -> SubjectKind:
        """A person or a collective."""

    @property
    def subject_id(self) -> str:
        """Whose it was."""


class Cancelled(Ended, Protocol):
    """A decision cancelled an award."""

    @property
    def number(self) -> str:
        """The decision's number."""

    @property
    def dated(self) -> date:
        """The decision's day."""


class Declined(Ended, Protocol):
    """Whoever the award is for refused it."""

    @property
    def declined_on(self) -> date:
        """When."""


class Counted(Happened, Protocol):
    """A council's vote on a nomination was counted."""

    @property
    def nomination_id(self) -> str:
        """The nomination."""

    @property
    def passed(self) -> bool:
        """Whether it passed."""


OVER: Final = ("award-cancelled", "award-declined")
"""The flags of a grant that paper tells of an award which was over by then: it never stands on record."""

Reaction = Callable[[RecordedEvent[Any]], None]


@dataclass(frozen=True, slots=True)
class Policies:
    """Reactions; `handle` does a command in a context."""

    handle: Callable[[Any, CommandContext], Answer]
    known: Histories

    def table(self) -> Mapping[str, Reaction]:
        """Each reaction by the type of event it answers."""
        return {
            "ModelsSelected": self.when_models_selected_note_selection,
            "AwardGranted": self.when_award_granted,
            "AwardCancelled": self.when_award_cancelled_withdraw_fact,
            "AwardDeclined": self.when_award_declined_withdraw_fact,
            "VoteClosed": self.when_vote_closed_note_council_result,
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

    def when_award_granted(self, cause: RecordedEvent[Granted]) -> None:
        """The dossier ends, and the award is a fact by which its holder is judged from then on."""
        self.when_award_granted_conclude_nomination(cause)
        self.when_award_granted_record_fact(cause)

    def when_award_granted_conclude_nomination(self, cause: RecordedEvent[Granted]) -> None:
        """The dossier ends with the award."""
        command = ConcludeNomination(
            nomination_id=cause.event.nomination_id,
            outcome="awarded",
            award_id=cause.event.award_id,
            organisation_id=cause.event.organisation_id,
            occurrence=following(cause.event.occurred_on, cause.event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_award_granted_conclude_nomination"))

    def when_award_granted_record_fact(self, cause: RecordedEvent[Granted]) -> None:
        """
        The award stands on its holder's record.

        Where it cannot, as somebody has entered it there before, its year and day contradict each other, or a bằng khen was
        decided by who gives none, that is logged and holds nothing up: the office sees the record and may enter it.
        """
        event, dossier = cause.event, self.known.nomination(cause.event.nomination_id)
        if event.number is None or event.dated is None or not isinstance(dossier, Dossier):
            return
        if any(one.code in OVER for one in event.broken):
            log.warning("award not put on record", award=event.award_id, reason="granted-after-its-end")
            return
        decided_by = self.known.organisation(event.organisation_id)
        awarded = Awarded(
            award_id=event.award_id,
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            form=event.form,
            level=decided_by.level if isinstance(decided_by, Registered) else None,
            number=event.number,
            dated=event.dated,
        )
        if code_of(awarded) is None:
            log.warning("award not put on record", award=event.award_id, reason="issuer-of-other-level")
            return
        stands = self.known.records.load(record_stream(event.subject_kind, event.subject_id)).state
        occurrence = following(max(event.occurred_on, event.dated), event.basis)
        command = fact_of(awarded, dossier.opening, stands.entries, occurrence)
        if command is None:
            return
        try:
            self.handle(command, reaction_context(cause.envelope, "when_award_granted_record_fact"))
        except (Rejected, InvalidInput, NotFound) as refusal:
            log.warning("award not put on record", award=event.award_id, reason=refusal.code)

    def when_award_cancelled_withdraw_fact(self, cause: RecordedEvent[Cancelled]) -> None:
        """What was cancelled is on its holder's record no more: nobody is judged by it from then on."""
        decision = f"Quyết định {cause.event.number} ngày {day_text(cause.event.dated)}"
        reason = f"Quyết định khen thưởng bị hủy bỏ theo {decision}"
        self._withdraw_fact(cause, reason, "when_award_cancelled_withdraw_fact")

    def when_award_declined_withdraw_fact(self, cause: RecordedEvent[Declined]) -> None:
        """Nor by what whoever it was for refused."""
        reason = f"Người được khen từ chối nhận ngày {day_text(cause.event.declined_on)}"
        self._withdraw_fact(cause, reason, "when_award_declined_withdraw_fact")

    def _withdraw_fact(self, cause: RecordedEvent[Any], reason: str, policy: str) -> None:
        """One that never came on record, or was entered by hand, is logged: the office sees the record and may take it back."""
        event = cause.event
        command = WithdrawFact(
            subject_kind=event.subject_kind,
            subject_id=event.subject_id,
            fact_id=fact_id_of(event.award_id),
            reason=reason,
            occurrence=following(event.occurred_on, event.basis),
        )
        try:
            self.handle(command, reaction_context(cause.envelope, policy))
        except (Rejected, InvalidInput, NotFound) as refusal:
            log.warning("award not taken off record", award=event.award_id, reason=refusal.code)

    def when_vote_closed_note_council_result(self, cause: RecordedEvent[Counted]) -> None:
        """Whoever holds the dossier learns whether the council passed it: only then does it go further up."""
        command = NoteCouncilResult(
            nomination_id=cause.event.nomination_id,
            passed=cause.event.passed,
            occurrence=following(cause.event.occurred_on, cause.event.basis),
        )
        self.handle(command, reaction_context(cause.envelope, "when_vote_closed_note_council_result"))
