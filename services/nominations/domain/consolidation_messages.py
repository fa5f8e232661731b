"""What is asked of a plan's consolidated list and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.obligation import Reading
from services.nominations.domain.plan import Plan, Unplanned
from services.nominations.domain.registration_messages import RegisteredModel, SubjectKind
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A registered model put before the council; `registration` is where it was read, `<stream>@<version>`."""

    model_id: str
    unit_id: str
    kind: SubjectKind
    subject_id: str
    movement_id: str | None = None
    registration: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListConsolidated:
    """The office gathered the units' lists for the council, and says which units sent none."""

    act: Act
    plan_id: str
    organisation_id: str
    candidates: tuple[Candidate, ...]
    missing_units: tuple[str, ...]
    minimum: int
    maximum: int
    send_before: date | None = None
    reading: Reading
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionNoted:
    """The council's selection came back to the office; `selection` is the id of the council's event."""

    act: Act
    plan_id: str
    chosen: tuple[str, ...]
    selection: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSent:
    """The list of selected models was sent upward, to the organisation `recipient`."""

    act: Act
    plan_id: str
    recipient: str
    chosen: tuple[str, ...]
    sent_on: date


ConsolidationEvent = ListConsolidated | SelectionNoted | ListSent | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitList:
    """A unit's list as read from its stream."""

    unit_id: str
    registration: str
    models: tuple[RegisteredModel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidateList:
    """Gather the lists of the plan's units; filled in are the plan and the lists that stand."""

    plan_id: str
    occurrence: Occurrence
    plan: Plan = filled(default=Unplanned())
    lists: tuple[UnitList, ...] = filled(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSelection:
    """Note what the council selected."""

    plan_id: str
    chosen: tuple[str, ...]
    selection: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class SendList:
    """Send the selected models to the organisation `recipient`; filled in are the rules."""

    plan_id: str
    recipient: str
    occurrence: Occurrence
    recipient_known: bool = filled(default=False)
    rules: RuleBook = filled(default=RuleBook(()))


ConsolidationCommand = ConsolidateList | NoteSelection | SendList
