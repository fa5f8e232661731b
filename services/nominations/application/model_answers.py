"""What is asked about exemplary models (điển hình tiên tiến) and answered: parameters and results of the queries."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.yearly_list_messages import ListedModel
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelsAsked(Paging):
    """
    Models of a unit, organisation, person or collective, stage, field or year of recognition, if named, or whose field holds the words `text`.

    `stage` is `registered`, `detected`, `nurtured`, `summed_up`, `replicated`, or any name that sources use for one. `overdue_on` keeps
    those with a step of their road-map that is overdue on the day.
    """

    unit_id: str | None = None
    organisation_id: str | None = None
    subject_id: str | None = None
    stage: str | None = None
    field: str | None = None
    year: int | None = None
    overdue_on: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneModel:
    """The model of this id; the steps of its road-map as they stand on a day, today if none is named."""

    model_id: str
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsAsked:
    """Recognitions and awards of models, of a year, organisation or field if named."""

    year: int | None = None
    organisation_id: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneYearlyList:
    """An organisation's list of a year."""

    organisation_id: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyListsAsked(Paging):
    """Yearly lists, of one organisation, to one recipient, of one year or state (`prepared`, `sent`, `delivered`) if named."""

    organisation_id: str | None = None
    recipient: str | None = None
    year: int | None = None
    state: Literal["prepared", "sent", "delivered"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """
    A model: where it stands, and the years for which it is recognised; `plan_id` and `entry` if it was registered.

    `overdue` names the steps of its road-map that are overdue on the day asked about, today if none is.
    """

    model_id: str
    stage: str
    subject_kind: str
    subject_id: str
    unit_id: str
    organisation_id: str | None
    field: str
    movement_id: str | None
    plan_id: str | None
    entry: str | None
    head: str | None
    years: tuple[int, ...]
    overdue: tuple[str, ...]
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CountItem:
    """How many; `what` is `recognition`, `own` (an award of ours) or `outside`, `issuer` an id or the body's name."""

    year: int
    field: str
    what: str
    issuer: str
    award: str | None
    subject_kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsItem:
    """The counts, by year, field, what it is, issuer, award and kind of subject."""

    counts: tuple[CountItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyListRow:
    """A yearly list among others: how far it has come, to whom it goes, and how many models are on it."""

    organisation_id: str
    year: int
    state: str
    recipient: str
    models: int
    prepared_on: date
    sent_on: date | None
    delivered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyListItem:
    """A yearly list: `prepared`, `sent` or `delivered`."""

    organisation_id: str
    year: int
    state: str
    recipient: str
    models: tuple[ListedModel, ...]
    prepared_on: date
    sent_on: date | None
    delivered_on: date | None
