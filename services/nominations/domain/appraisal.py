"""What appraisal (thẩm định) adds to a dossier: who appraises it, under which rules, and what its criteria say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.appraisal_messages import (
    AppraisingUnitNamed,
    NameAppraisingUnit,
    OwnCaseFound,
)
from services.nominations.domain.eligibility import assessed
from services.nominations.domain.eligibility_messages import AssessEligibility, EligibilityAssessed
from services.nominations.domain.nomination_messages import NominationEvent, ReceivedForAppraisal
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.own_case import name, standing

Appraised = ReceivedForAppraisal | EligibilityAssessed | OwnCaseFound | AppraisingUnitNamed


def appraised(state: Dossier, event: Appraised) -> Dossier:
    """The dossier after *event*."""
    match event:
        case ReceivedForAppraisal():
            return replace(
                state,
                step="received",
                rule_set=event.rule_set,
                received_on=event.act.occurred_on,
                received_under=tuple(use.rule for use in event.act.rules),
            )
        case EligibilityAssessed():
            return replace(state, eligibility=(event.rule_set, event.year, event.outcomes))
        case OwnCaseFound():
            return replace(state, own_case=True)
        case AppraisingUnitNamed():
            return replace(state, appraiser=event.unit_id)
        case unreachable:
            assert_never(unreachable)


def appraise(command: NameAppraisingUnit | AssessEligibility, state: Dossier) -> Sequence[NominationEvent]:
    """What *command* brings about; the same assessment again is none."""
    if isinstance(command, NameAppraisingUnit):
        return name(command, state)
    found = standing(command, state)
    if found.refusal:
        return found.refusal
    event = assessed(command, state, found.flags)
    if state.eligibility == (event.rule_set, event.year, event.outcomes):
        return []  # already so
    return [event, *found.told]
