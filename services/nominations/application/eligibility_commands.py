"""Where commands about facts and eligibility go, and what they must be told of other streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.nominations.application.histories import Histories, record_stream
from services.nominations.application.judging import Judging
from services.nominations.application.looking_up import Lookups
from services.nominations.domain.eligibility_messages import AssessEligibility
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.record_messages import RecordFact, WithdrawFact
from shared.application import Route
from shared.ids import stream
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class EligibilityFilling:
    """Completes commands with what other streams and the rules say."""

    known: Histories
    judging: Judging
    people: Lookups

    def record(self, command: RecordFact) -> RecordFact:
        """Whether the subject is registered."""
        if command.subject_kind == "collective":
            known = isinstance(self.known.organisation(command.subject_id), Registered)
        else:
            known = isinstance(self.known.person(command.subject_id), Serving)
        return replace(command, subject_known=known)

    def assess(self, command: AssessEligibility) -> AssessEligibility:
        """What the criteria say of the facts on record, the rules, and what ties the caller to units."""
        return replace(self.judging.fill(command), ties=self.people.ties_of(command.by))


def eligibility_routes(known: Histories, judging: Judging, people: Lookups) -> Mapping[type[Any], Route[Any]]:
    """Each command class with its stream and handler."""
    fill = EligibilityFilling(known, judging, people)
    return {
        RecordFact: Route(known.records, _record, fill.record),
        WithdrawFact: Route(known.records, _record),
        AssessEligibility: Route(
            known.nominations, lambda c: stream("nomination", c.nomination_id), fill.assess
        ),
    }


def _record(command: RecordFact | WithdrawFact) -> str:
    stream("subject", command.subject_id)
    return record_stream(command.subject_kind, command.subject_id)
