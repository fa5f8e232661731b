"""Taking a nomination off the agenda: noted beside its award, so that a decision comes either before it or after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.awards.domain.award_messages import GrantAward, IssueDecision, TakeOffAgenda
from services.awards.domain.award_states import Award, Decided
from services.awards.domain.item_states import before_council
from services.awards.domain.leaving import ItemTakenOffAgenda, Left
from services.awards.domain.refusals import day_text
from services.awards.domain.rules import CouncilFirst
from shared.acts import BrokenRule
from shared.steporder import order_of


def take_off(command: TakeOffAgenda, state: Award) -> Sequence[ItemTakenOffAgenda]:
    """Note it, once; of what has not come before a council, or comes before one after that, nothing is to be noted."""
    before = before_council(command.item)
    if before is None or before.dossier_version > command.dossier_version:
        return []
    if state.left is not None and state.left.after(before.dossier_version):
        return []  # already so
    act = command.occurrence.act(
        f"nomination-{command.nomination_id}", broken=_decided_already(command, state)
    )
    return [
        ItemTakenOffAgenda(
            act=act,
            nomination_id=command.nomination_id,
            council_id=before.council_id,
            unit_id=before.unit_id,
            organisation_id=before.organisation_id,
            ground=command.ground,
            dossier_version=command.dossier_version,
        )
    ]


def _decided_already(command: TakeOffAgenda, state: Award) -> list[BrokenRule]:
    """The flag when there is a decision: it came in the moment in which the dossier went elsewhere."""
    if not isinstance(state, Decided):
        return []
    facts = {"number": state.number, "dated": day_text(state.dated)}
    return [BrokenRule(code="decided-and-left", rule=order_of(command), facts=facts)]


def taken_off(state: Award, event: ItemTakenOffAgenda) -> Award:
    """The award after *event*."""
    left = Left(on=event.act.occurred_on, ground=event.ground, dossier_version=event.dossier_version)
    if isinstance(state, Decided):
        return replace(state, left=left, crossed=not state.granted)
    return replace(state, left=left)


def off_agenda(command: IssueDecision | GrantAward, state: Award) -> list[BrokenRule]:
    """The flag when what the council voted is no ground any more, or an award is to be granted by a decision it crossed."""
    before, left = before_council(command.item), state.left
    if before is None or left is None:
        return []
    crossed = isinstance(command, GrantAward) and isinstance(state, Decided) and state.crossed
    if not crossed and not left.after(before.dossier_version):
        return []
    rule = command.rules.in_force(CouncilFirst, command.occurrence.occurred_on)
    return [BrokenRule(code="off-agenda", rule=rule.use, facts=left.facts)]
