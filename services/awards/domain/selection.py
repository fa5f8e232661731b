"""The council's selection of exemplary models, k of n, from a plan's consolidated list: one stream per plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from services.awards.domain.quorum import Heads, missing_quorum
from services.awards.domain.refusals import not_found, rejected
from services.awards.domain.rules import OpenVote
from services.awards.domain.selection_messages import (
    Candidate,
    ChooseModels,
    ModelsSelected,
    OpenSelection,
    SelectionCommand,
    SelectionEvent,
    SelectionOpened,
)
from services.awards.domain.session import attended
from shared.acts import ActRefused, BrokenRule, RuleUse
from shared.decider import Decider
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class NotOpen:
    """No list has reached the council."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenForChoice:
    """The list before the council."""

    organisation_id: str
    candidates: tuple[Candidate, ...]
    minimum: int
    maximum: int
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """The list with the council's choice; the reasons are sealed and not kept here."""

    opened: OpenForChoice
    session_id: str
    chosen: frozenset[str]


Selection = NotOpen | OpenForChoice | Selected


def evolve(state: Selection, event: SelectionEvent) -> Selection:
    """The selection after *event*; a refusal changes nothing."""
    match state, event:
        case _, SelectionOpened():
            return _opened(event)
        case OpenForChoice(), ModelsSelected(session_id=session_id, chosen=chosen):
            return Selected(opened=state, session_id=session_id, chosen=frozenset(chosen))
        case _:
            return state


def decide(command: SelectionCommand, state: Selection) -> Sequence[SelectionEvent]:
    """What *command* brings about."""
    match command, state:
        case OpenSelection(), _:
            return _open(command, state)
        case _, NotOpen():
            raise not_found("selection-not-open")
        case ChooseModels(), Selected(session_id=session_id, chosen=chosen):
            if command.session_id == session_id and frozenset(command.chosen) == chosen:
                return []  # already so
            raise rejected("already-selected")
        case ChooseModels(), OpenForChoice():
            return _choose(command, state)
        case unreachable:
            assert_never(unreachable)


def _open(command: OpenSelection, state: Selection) -> Sequence[SelectionEvent]:
    event = SelectionOpened(
        act=command.occurrence.act(f"plan-{command.plan_id}"),
        plan_id=command.plan_id,
        organisation_id=command.organisation_id,
        candidates=command.candidates,
        minimum=command.minimum,
        maximum=command.maximum,
        citation=command.citation,
    )
    match state:
        case NotOpen():
            return [event]
        case OpenForChoice() as before if before == _opened(event):
            return []  # already so
        case Selected(opened=before) if before == _opened(event):
            return []  # already so
        case _:
            raise rejected("selection-already-open")


def _choose(command: ChooseModels, state: OpenForChoice) -> Sequence[SelectionEvent]:
    session, present, early = attended(command.session, command)
    if session.organisation_id != state.organisation_id:
        raise rejected("session-of-another-council")
    _require_verdicts(command, state)
    rule = command.rules.version_of(OpenVote, session.vote_rule, command.occurrence.occurred_on)
    quota = RuleUse(rule="plan-selection/1", citation=state.citation, confirmed=True)
    flags = (
        missing_quorum(rule, Heads(len(session.members), len(present))),
        _outside_quota(command, state, quota),
    )
    broken = [*early, *(flag for flag in flags if flag)]
    case = f"plan-{command.plan_id}"
    if broken and not command.occurrence.recorded:
        return [ActRefused.because(command.occurrence, case, "ChooseModels", broken[0])]
    return [
        ModelsSelected(
            act=command.occurrence.act(case, [rule.use, quota], broken),
            plan_id=command.plan_id,
            session_id=command.session_id,
            organisation_id=state.organisation_id,
            chosen=command.chosen,
            not_chosen=command.not_chosen,
            chosen_units=_units_of(command.chosen, state),
            not_chosen_units=_units_of([verdict.model_id for verdict in command.not_chosen], state),
        )
    ]


def _require_verdicts(command: ChooseModels, state: OpenForChoice) -> None:
    """Raises Rejected unless each candidate, and nobody else, is named once."""
    named = [*command.chosen, *(verdict.model_id for verdict in command.not_chosen)]
    candidates = {candidate.model_id for candidate in state.candidates}
    for model_id in named:
        if model_id not in candidates:
            raise rejected("unknown-model", model_id=model_id)
        if named.count(model_id) > 1:
            raise rejected("model-twice", model_id=model_id)
    if missing := sorted(candidates.difference(named)):
        raise rejected("verdict-missing", model_id=missing[0])


def _units_of(models: Sequence[str], state: OpenForChoice) -> tuple[str, ...]:
    """The units that registered *models*, each once, in the list's order."""
    units = [candidate.unit_id for candidate in state.candidates if candidate.model_id in models]
    return tuple(dict.fromkeys(units))


def _outside_quota(command: ChooseModels, state: OpenForChoice, rule: RuleUse) -> BrokenRule | None:
    given = len(command.chosen)
    if state.minimum <= given <= state.maximum:
        return None
    facts = {"given": str(given), "minimum": str(state.minimum), "maximum": str(state.maximum)}
    return BrokenRule(code="selection-quota", rule=rule, facts=facts)


def _opened(event: SelectionOpened) -> OpenForChoice:
    return OpenForChoice(
        organisation_id=event.organisation_id,
        candidates=event.candidates,
        minimum=event.minimum,
        maximum=event.maximum,
        citation=event.citation,
    )


selection: Decider[SelectionCommand, Selection, SelectionEvent] = Decider(
    initial=NotOpen(), evolve=evolve, decide=decide
)
