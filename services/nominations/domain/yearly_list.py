"""The list of models sent upward each year (danh sách điển hình hằng năm): one stream per organisation and year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import rejected
from services.nominations.domain.yearly_list_messages import (
    ListedModel,
    PrepareYearlyList,
    RecordYearlyListDelivery,
    SendYearlyList,
    YearlyListCommand,
    YearlyListDelivered,
    YearlyListEvent,
    YearlyListPrepared,
    YearlyListSent,
)
from shared.decider import Decider
from shared.ids import derived_id
from shared.values import dataclass

LONGEST = 60
"""Models on one list: an event holds 48 KiB."""


@dataclass(frozen=True, slots=True)
class NotPrepared:
    """No list was drawn up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The list as drawn up last, and how far it has come."""

    recipient: str
    models: tuple[ListedModel, ...]
    prepared_on: date
    sent_on: date | None = None
    delivered_on: date | None = None


YearlyList = NotPrepared | Prepared


def case_of(organisation_id: str, year: int) -> str:
    """The case and stream of an organisation's list of a year."""
    return f"yearlylist-{derived_id(organisation_id, str(year))}"


def evolve(state: YearlyList, event: YearlyListEvent) -> YearlyList:
    """The list after *event*."""
    match event:
        case YearlyListPrepared():
            return Prepared(recipient=event.recipient, models=event.models, prepared_on=event.act.occurred_on)
        case YearlyListSent():
            assert isinstance(state, Prepared)
            return replace(state, sent_on=event.act.occurred_on)
        case YearlyListDelivered():
            assert isinstance(state, Prepared)
            return replace(state, delivered_on=event.delivered_on)
        case unreachable:
            assert_never(unreachable)


def decide(command: YearlyListCommand, state: YearlyList) -> Sequence[YearlyListEvent]:
    """What *command* brings about."""
    match command, state:
        case PrepareYearlyList(), _:
            return _prepare(command, state)
        case _, NotPrepared():
            raise rejected("yearly-list-not-prepared")
        case SendYearlyList(), Prepared():
            return _send(command, state)
        case RecordYearlyListDelivery(), Prepared():
            return _deliver(command, state)
        case unreachable:
            assert_never(unreachable)


def _prepare(command: PrepareYearlyList, state: YearlyList) -> Sequence[YearlyListPrepared]:
    if isinstance(state, Prepared):
        if (state.recipient, state.models) == (command.recipient, command.lines):
            return []  # already so
        if state.sent_on is not None:
            raise rejected("yearly-list-already-sent")
    if not command.models:
        raise rejected("yearly-list-empty")
    if len(command.models) > LONGEST:
        raise rejected("yearly-list-too-long", given=str(len(command.models)), maximum=str(LONGEST))
    if len(set(command.models)) < len(command.models):
        raise rejected("model-twice")
    if not command.recipient_known:
        raise rejected("unknown-organisation", organisation_id=command.recipient)
    if command.unknown_models:
        raise rejected("model-not-found")
    if command.foreign_models:
        raise rejected("yearly-list-foreign", model_id=command.foreign_models[0])
    return [
        YearlyListPrepared(
            act=command.occurrence.act(case_of(command.organisation_id, command.year)),
            organisation_id=command.organisation_id,
            year=command.year,
            recipient=command.recipient,
            models=command.lines,
        )
    ]


def _send(command: SendYearlyList, state: Prepared) -> Sequence[YearlyListSent]:
    if state.sent_on is not None:
        return []  # already so
    return [
        YearlyListSent(
            act=command.occurrence.act(case_of(command.organisation_id, command.year)),
            organisation_id=command.organisation_id,
            year=command.year,
            recipient=state.recipient,
        )
    ]


def _deliver(command: RecordYearlyListDelivery, state: Prepared) -> Sequence[YearlyListDelivered]:
    if state.delivered_on is not None:
        return []  # already so: the first receipt stands
    broken = [] if state.sent_on else [out_of_order(command, "yearly-list-not-sent")]
    return [
        YearlyListDelivered(
            act=command.occurrence.act(case_of(command.organisation_id, command.year), broken=broken),
            organisation_id=command.organisation_id,
            year=command.year,
            delivered_on=command.delivered_on,
            receipt=command.receipt,
        )
    ]


yearly_list: Decider[YearlyListCommand, YearlyList, YearlyListEvent] = Decider(
    initial=NotPrepared(), evolve=evolve, decide=decide
)
