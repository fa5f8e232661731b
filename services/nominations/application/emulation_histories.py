"""The histories of emulation (thi đua): one handler per kind of stream beside plans and movements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from services.nominations.domain.bloc import bloc
from services.nominations.domain.bloc_messages import BlocCommand
from services.nominations.domain.bloc_states import Bloc
from services.nominations.domain.conference import Conference, conference
from services.nominations.domain.conference_messages import HoldConference
from services.nominations.domain.initiative import initiative
from services.nominations.domain.initiative_messages import InitiativeCommand
from services.nominations.domain.initiative_states import Initiative
from services.nominations.domain.movement import MovementCommand, movement
from services.nominations.domain.movement_messages import (
    AbsorbVariant,
    MovementMerged,
    MovementMergeUndone,
    ReleaseVariant,
)
from services.nominations.domain.pledge import Pledge, pledge
from services.nominations.domain.pledge_messages import SignPledge
from services.nominations.domain.report import Reports, report
from services.nominations.domain.report_messages import SubmitReport
from services.nominations.domain.review import Reviews, review
from services.nominations.domain.review_messages import ReviewMovement
from services.nominations.domain.task import Task, task
from services.nominations.domain.task_messages import TaskCommand
from services.nominations.domain.title_messages import TitleCommand
from services.nominations.domain.title_registration import Titles, title_registration, titles_case
from services.nominations.domain.uptake import TakeUpMovement, Uptake, uptake
from shared.application import Handlers
from shared.fencing import Fence
from shared.handling import CommandHandler
from shared.ids import derived_id, is_stream, stream
from shared.values import dataclass


def review_stream(movement_id: str, organisation_id: str) -> str:
    """The stream of an organisation's reviews of a movement; raises ValueError when the ids cannot name one."""
    stream("movement", movement_id)
    return stream("review", derived_id(movement_id, organisation_id))


def report_stream(plan_id: str, unit_id: str) -> str:
    """The stream of a unit's reports under a plan; raises ValueError when the ids cannot name one."""
    stream("plan", plan_id)
    return stream("report", derived_id(plan_id, unit_id))


def uptake_stream(movement_id: str, organisation_id: str) -> str:
    """The stream of an organisation's taking part in a movement; raises ValueError when the ids cannot name one."""
    stream("movement", movement_id)
    return stream("uptake", derived_id(movement_id, organisation_id))


def merging(handlers: Handlers) -> Fence[MovementCommand]:
    """What is written beside a merge of movements; with folds of its own, for it stands beside their handler."""
    return Fence(handlers.of(movement), movement, _other_half)


def _other_half(events: Sequence[Any]) -> tuple[str, MovementCommand] | None:
    match events:
        case [MovementMerged(into_id=into_id, movement_id=variant_id, act=act)]:
            act = replace(act, case=stream("movement", into_id))
            return act.case, AbsorbVariant(act=act, movement_id=into_id, variant_id=variant_id)
        case [MovementMergeUndone(into_id=into_id, movement_id=variant_id, act=act)]:
            act = replace(act, case=stream("movement", into_id))
            return act.case, ReleaseVariant(act=act, movement_id=into_id, variant_id=variant_id)
    return None


@dataclass(frozen=True, slots=True)
class EmulationHistories:
    """One handler per decider of this part; it keeps the folds of its streams."""

    reviews: CommandHandler[ReviewMovement, Reviews]
    uptakes: CommandHandler[TakeUpMovement, Uptake]
    blocs: CommandHandler[BlocCommand, Bloc]
    pledges: CommandHandler[SignPledge, Pledge]
    conferences: CommandHandler[HoldConference, Conference]
    initiatives: CommandHandler[InitiativeCommand, Initiative]
    titles: CommandHandler[TitleCommand, Titles]
    tasks: CommandHandler[TaskCommand, Task]
    reports: CommandHandler[SubmitReport, Reports]

    def task(self, task_id: str) -> Task:
        """The task, Unassigned when there is none of that id."""
        name = f"task-{task_id}"
        return self.tasks.load(name).state if is_stream(name) else task.initial

    def bloc(self, bloc_id: str) -> Bloc:
        """The bloc, NotEstablished when there is none of that id."""
        name = f"bloc-{bloc_id}"
        return self.blocs.load(name).state if is_stream(name) else bloc.initial

    def initiative(self, initiative_id: str) -> Initiative:
        """The initiative, Unproposed when there is none of that id."""
        name = f"initiative-{initiative_id}"
        return self.initiatives.load(name).state if is_stream(name) else initiative.initial

    def titles_of(self, unit_id: str, year: int) -> Titles:
        """What the unit registered for the year."""
        return self.titles.load(titles_case(unit_id, year)).state

    def reviews_of(self, movement_id: str, organisation_id: str) -> Reviews:
        """What *organisation_id* held in review of the movement, in order of recording."""
        return self.reviews.load(review_stream(movement_id, organisation_id)).state


def emulation_histories(handlers: Handlers) -> EmulationHistories:
    """A handler for each decider of this part."""
    return EmulationHistories(
        reviews=handlers.of(review),
        uptakes=handlers.of(uptake),
        blocs=handlers.of(bloc),
        pledges=handlers.of(pledge),
        conferences=handlers.of(conference),
        initiatives=handlers.of(initiative),
        titles=handlers.of(title_registration),
        tasks=handlers.of(task),
        reports=handlers.of(report),
    )
