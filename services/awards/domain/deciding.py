"""Deciding on a nomination (quyết định khen thưởng): by whoever may, on what its council passed, once."""

from __future__ import annotations

from collections.abc import Sequence

from services.awards.domain.authority import applied, objections, signatory_of
from services.awards.domain.award_messages import AwardEvent, DecisionIssued, IssueDecision
from services.awards.domain.award_states import Award, Decided
from services.awards.domain.item_states import before_council
from services.awards.domain.parts import of_decider
from services.awards.domain.refusals import not_found, rejected
from services.awards.domain.separation import combined
from services.awards.domain.taking_off import off_agenda
from shared.acts import ActRefused


def issue(command: IssueDecision, state: Award) -> Sequence[AwardEvent]:
    """Decide it once; what crossed the dossier's leaving and was not granted gives way to a later decision."""
    if isinstance(state, Decided):
        asked = (command.form, command.number, command.dated, command.signatory_role, signatory_of(command))
        if asked == (state.form, state.number, state.dated, state.signatory_role, state.signatory):
            return []  # already so
        if not state.crossed:
            raise rejected("already-decided")
    item = before_council(command.item)
    if item is None:
        raise not_found("item-not-found")
    rule, signatory = applied(command, command.form), signatory_of(command)
    parts = of_decider(command, item, signatory)
    broken = [*off_agenda(command, state), *objections(command, item, rule, parts)]
    case = f"nomination-{command.nomination_id}"
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "IssueDecision", broken[0])]
    return [
        DecisionIssued(
            act=command.occurrence.act(case, [rule.use] if rule else [], [*broken, *parts.flags]),
            nomination_id=command.nomination_id,
            award_id=command.award_id,
            form=command.form,
            number=command.number,
            dated=command.dated,
            signatory_role=command.signatory_role,
            signatory=signatory,
            subject_kind=item.subject_kind,
            subject_id=item.subject_id,
            unit_id=item.unit_id,
            organisation_id=item.organisation_id,
            achievement_id=item.achievement_id,
        ),
        *combined(parts, command.occurrence, command.nomination_id, signatory.partition(":")[2]),
    ]
