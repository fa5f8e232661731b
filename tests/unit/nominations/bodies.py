"""Organisations that change and people who move, as commands and events: what became of Ninh Thuận on 1/7/2025."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.dissolved import Gone, Ground, Heir
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    NameSuccessor,
    OrganisationRegistered,
    RegisterOrganisation,
    RenameOrganisation,
    Resolution,
    SucceedOrganisation,
)
from services.nominations.domain.person_messages import ChangePosition, EndPosition, PersonRegistered
from shared.acts import Occurrence
from tests.unit.nominations.builders import done

BEFORE, MERGED, AFTER = date(2025, 6, 30), date(2025, 7, 1), date(2025, 9, 1)
RESOLUTION = Resolution(number="202/2025/QH15", dated=date(2025, 6, 12), confirmed=False)
GROUND = Ground(
    gone=(
        Gone(
            organisation_id="ninh-thuan",
            name="UBND tỉnh Ninh Thuận",
            since=MERGED,
            heirs=(Heir(organisation_id="khanh-hoa", name="UBND tỉnh Khánh Hòa"),),
        ),
    ),
    rules=rule_book(),
)


def registered(organisation_id: str = "ninh-thuan", **changes) -> OrganisationRegistered:
    event = OrganisationRegistered(
        act=done(date(2021, 1, 1)).act(f"organisation-{organisation_id}"),
        organisation_id=organisation_id,
        name="UBND tỉnh Ninh Thuận",
        level="province",
        valid_from=date(1992, 4, 1),
    )
    return replace(event, **changes)


def register(organisation_id: str, parent_id: str | None = None, **changes) -> RegisterOrganisation:
    command = RegisterOrganisation(
        organisation_id=organisation_id,
        name=f"Tổ chức {organisation_id}",
        level="department",
        parent_id=parent_id,
        valid_from=date(2021, 1, 1),
        occurrence=done(),
    )
    return replace(command, **changes)


def rename(name: str = "UBND tỉnh mới", since: date = MERGED, **changes) -> RenameOrganisation:
    command = RenameOrganisation(
        organisation_id="ninh-thuan",
        name=name,
        since=since,
        resolution=RESOLUTION,
        occurrence=done(AFTER),
    )
    return replace(command, **changes)


def move(parent_id: str = "bo", since: date = MERGED, **changes) -> MoveOrganisation:
    command = MoveOrganisation(
        organisation_id="ninh-thuan",
        parent_id=parent_id,
        since=since,
        resolution=RESOLUTION,
        occurrence=done(AFTER),
        parent_known=True,
    )
    return replace(command, **changes)


def dissolve(*successors: str, since: date = MERGED, **changes) -> DissolveOrganisation:
    command = DissolveOrganisation(
        organisation_id="ninh-thuan",
        successors=successors,
        since=since,
        resolution=RESOLUTION,
        occurrence=done(AFTER),
    )
    return replace(command, **changes)


def name_successor(successor_id: str = "lam-dong", **changes) -> NameSuccessor:
    command = NameSuccessor(
        organisation_id="ninh-thuan",
        successor_id=successor_id,
        resolution=RESOLUTION,
        occurrence=done(AFTER),
    )
    return replace(command, **changes)


def succeed(predecessor_id: str = "khac", since: date = MERGED) -> SucceedOrganisation:
    return SucceedOrganisation(
        organisation_id="ninh-thuan", predecessor_id=predecessor_id, since=since, occurrence=done(AFTER)
    )


def serving(**changes) -> PersonRegistered:
    event = PersonRegistered(
        act=done().act("person-an"),
        person_id="an",
        name="Nguyễn Thị An",
        organisation_id="so",
        position="staff",
        position_since=date(2020, 1, 1),
    )
    return replace(event, **changes)


def change(position: str = "head", since: date = date(2021, 3, 1), **changes) -> ChangePosition:
    command = ChangePosition(
        person_id="an",
        organisation_id="so",
        position=position,
        since=since,
        occurrence=done(),
        organisation_known=True,
    )
    return replace(command, **changes)


def leave(organisation_id: str = "so", since: date = date(2021, 3, 10), occurrence: Occurrence | None = None):
    return EndPosition(
        person_id="an", organisation_id=organisation_id, since=since, occurrence=occurrence or done()
    )
