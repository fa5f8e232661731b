"""A plan's consolidated list (danh sách tổng hợp): gathered, selected from by the council, sent upward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.nominations.domain.checks import Check
from services.nominations.domain.consolidation_messages import (
    Candidate,
    ConsolidateList,
    ConsolidationCommand,
    ConsolidationEvent,
    ListConsolidated,
    ListSent,
    NoteSelection,
    SelectionNoted,
    SendList,
)
from services.nominations.domain.obligation import Reading, find, last_day, rule_of
from services.nominations.domain.order import out_of_order
from services.nominations.domain.plan import Issued
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import ActRefused
from shared.decider import Decider
from shared.ids import derived_id
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class NotConsolidated:
    """The lists are still with the units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """The list before the council."""

    candidates: tuple[Candidate, ...]
    missing_units: tuple[str, ...]
    minimum: int
    maximum: int
    send_before: date | None
    reading: Reading
    citation: str
    chosen: tuple[str, ...] = ()
    selection: str | None = None
    sent_to: str | None = None
    sent_on: date | None = None


Consolidation = NotConsolidated | Consolidated


def evolve(state: Consolidation, event: ConsolidationEvent) -> Consolidation:
    """The consolidated list after *event*."""
    match state, event:
        case _, ListConsolidated():
            return Consolidated(
                candidates=event.candidates,
                missing_units=event.missing_units,
                minimum=event.minimum,
                maximum=event.maximum,
                send_before=event.send_before,
                reading=event.reading,
                citation=event.citation,
            )
        case Consolidated(), SelectionNoted():
            return replace(state, chosen=event.chosen, selection=event.selection)
        case Consolidated(), ListSent():
            return replace(state, sent_to=event.recipient, sent_on=event.sent_on)
        case _:  # a refusal changes nothing
            return state


def decide(command: ConsolidationCommand, state: Consolidation) -> Sequence[ConsolidationEvent]:
    """What *command* brings about."""
    match command, state:
        case ConsolidateList(), _:
            return _consolidate(command, state)
        case _, NotConsolidated():
            raise rejected("not-consolidated")
        case NoteSelection(), Consolidated():
            return _note(command, state)
        case SendList(), Consolidated():
            return _send(command, state)
        case unreachable:
            assert_never(unreachable)


def _consolidate(command: ConsolidateList, state: Consolidation) -> Sequence[ConsolidationEvent]:
    candidates = tuple(_candidates(command))
    if isinstance(state, Consolidated):
        if state.candidates == candidates:
            return []  # already so
        raise rejected("already-consolidated")
    if not isinstance(command.plan, Issued):
        raise rejected("plan-not-issued")
    duty = find(command.plan.draft.obligations, "select_models")
    if duty is None or duty.minimum is None or duty.maximum is None:
        raise rejected("obligation-incomplete", kind="select_models")
    if not candidates:
        raise rejected("nothing-registered")
    rule = rule_of(command.plan.title, duty.citation, "plan-selection/1")
    listed = {unit_list.unit_id for unit_list in command.lists}
    return [
        ListConsolidated(
            act=command.occurrence.act(f"plan-{command.plan_id}", [rule]),
            plan_id=command.plan_id,
            organisation_id=command.plan.draft.organisation_id,
            candidates=candidates,
            missing_units=tuple(unit for unit in command.plan.draft.participants if unit not in listed),
            minimum=duty.minimum,
            maximum=duty.maximum,
            send_before=duty.due_before,
            reading=duty.reading,
            citation=rule.citation,
        )
    ]


def _note(command: NoteSelection, state: Consolidated) -> Sequence[ConsolidationEvent]:
    if state.selection == command.selection:
        return []  # already so
    if state.selection is not None:
        raise rejected("selection-already-noted")
    if not set(command.chosen) <= {candidate.model_id for candidate in state.candidates}:
        raise rejected("chosen-not-candidate")
    act = command.occurrence.act(f"plan-{command.plan_id}")
    return [
        SelectionNoted(act=act, plan_id=command.plan_id, chosen=command.chosen, selection=command.selection)
    ]


def _send(command: SendList, state: Consolidated) -> Sequence[ConsolidationEvent]:
    if state.sent_to == command.recipient:
        return []  # already so
    if state.sent_to is not None:
        raise rejected("list-already-sent")
    broken = [] if state.selection else [out_of_order(command, "selection-not-noted")]
    if not command.recipient_known:
        raise rejected("unknown-organisation", organisation_id=command.recipient)
    case, check = f"plan-{command.plan_id}", _deadline(command, state)
    if check and check.broken:
        broken.append(check.broken)
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "SendList", broken[0])]
    return [
        ListSent(
            act=command.occurrence.act(case, [check.rule] if check else [], broken),
            plan_id=command.plan_id,
            recipient=command.recipient,
            chosen=state.chosen,
            sent_on=command.occurrence.occurred_on,
        )
    ]


def _deadline(command: SendList, state: Consolidated) -> Check | None:
    last, day = last_day(state.send_before, state.reading), command.occurrence.occurred_on
    if last is None:
        return None
    check = Check(code="sent-after-deadline", rule=rule_of(state.citation, "", "plan-deadline/1"))
    if day <= last:
        return check
    return replace(check, facts={"sent_on": day_text(day), "last_day": day_text(last)})


def _candidates(command: ConsolidateList) -> Sequence[Candidate]:
    named = Counter(model.model_id for unit_list in command.lists for model in unit_list.models)
    return [
        Candidate(
            model_id=_own_name(command, unit_list.unit_id, model.model_id, named),
            unit_id=unit_list.unit_id,
            kind=model.kind,
            subject_id=model.subject_id,
            movement_id=model.movement_id,
            registration=unit_list.registration,
        )
        for unit_list in command.lists
        for model in unit_list.models
    ]


def _own_name(command: ConsolidateList, unit_id: str, model_id: str, named: Mapping[str, int]) -> str:
    """The unit's name for the model, unless another unit used the same."""
    return model_id if named[model_id] == 1 else derived_id(command.plan_id, unit_id, model_id)


consolidation: Decider[ConsolidationCommand, Consolidation, ConsolidationEvent] = Decider(
    initial=NotConsolidated(), evolve=evolve, decide=decide
)
