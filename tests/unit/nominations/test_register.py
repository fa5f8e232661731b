"""Organisations, persons and movements are entered once, on known ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.domain.movement import LaunchMovement, MovementLaunched, movement
from services.nominations.domain.organisation import organisation
from services.nominations.domain.organisation_messages import OrganisationRegistered, RegisterOrganisation
from services.nominations.domain.person import person
from services.nominations.domain.person_messages import PersonRegistered, RegisterPerson
from shared.privacy import ERASED
from shared.testing.spec import Spec
from tests.unit.nominations.builders import done

AN_ORGANISATION = RegisterOrganisation(
    organisation_id="so",
    name="Sở Công Thương",
    level="department",
    valid_from=date(2021, 1, 1),
    occurrence=done(),
)
REGISTERED = OrganisationRegistered(
    act=done().act("organisation-so"),
    organisation_id="so",
    name="Sở Công Thương",
    level="department",
    valid_from=date(2021, 1, 1),
)
A_PERSON = RegisterPerson(
    person_id="an",
    name="Nguyễn Thị An",
    organisation_id="so",
    position="staff",
    position_since=date(2020, 1, 1),
    occurrence=done(),
    organisation_known=True,
)
SERVING = PersonRegistered(
    act=done().act("person-an"),
    person_id="an",
    name="Nguyễn Thị An",
    organisation_id="so",
    position="staff",
    position_since=date(2020, 1, 1),
)
A_MOVEMENT = LaunchMovement(
    movement_id="mv",
    name="Thi đua thực hiện văn hóa công sở",
    issuer_id="so",
    issuer_level="department",
    launched_on=date(2021, 1, 5),
    occurrence=done(),
    registered_level="department",
)
LAUNCHED = MovementLaunched(
    act=done().act("movement-mv"),
    movement_id="mv",
    name="Thi đua thực hiện văn hóa công sở",
    issuer_id="so",
    issuer_level="department",
    launched_on=date(2021, 1, 5),
)


def test_an_organisation_is_registered():
    Spec(organisation).given().when(AN_ORGANISATION).then(REGISTERED)


def test_an_organisation_under_a_known_parent_is_registered():
    under = replace(AN_ORGANISATION, parent_id="tinh", parent_known=True)
    Spec(organisation).given().when(under).then(replace(REGISTERED, parent_id="tinh"))


def test_a_parent_must_be_registered_first():
    under = replace(AN_ORGANISATION, parent_id="tinh")
    Spec(organisation).given().when(under).then_rejected("unknown-organisation")


def test_registering_the_same_organisation_again_changes_nothing():
    Spec(organisation).given(REGISTERED).when(AN_ORGANISATION).then_nothing()


def test_an_organisation_cannot_be_registered_anew_with_another_name():
    renamed = replace(AN_ORGANISATION, name="Sở khác")
    Spec(organisation).given(REGISTERED).when(renamed).then_rejected("organisation-exists")


def test_a_person_is_registered_in_a_known_organisation():
    Spec(person).given().when(A_PERSON).then(SERVING)


def test_a_person_cannot_be_registered_in_an_unknown_organisation():
    stray = replace(A_PERSON, organisation_known=False)
    Spec(person).given().when(stray).then_rejected("unknown-organisation")


def test_registering_the_same_person_again_changes_nothing_even_when_the_name_is_erased():
    Spec(person).given(replace(SERVING, name=ERASED)).when(A_PERSON).then_nothing()


def test_a_person_cannot_be_registered_anew_in_another_position():
    Spec(person).given(SERVING).when(replace(A_PERSON, position="head")).then_rejected("person-exists")


def test_a_movement_is_launched_by_a_registered_organisation():
    Spec(movement).given().when(A_MOVEMENT).then(LAUNCHED)


def test_a_movement_needs_a_registered_issuer():
    stray = replace(A_MOVEMENT, registered_level=None)
    Spec(movement).given().when(stray).then_rejected("unknown-organisation")


def test_a_movement_names_its_issuers_registered_level():
    wrong = replace(A_MOVEMENT, registered_level="unit")
    Spec(movement).given().when(wrong).then_rejected("issuer-level-differs")


def test_launching_the_same_movement_again_changes_nothing():
    Spec(movement).given(LAUNCHED).when(A_MOVEMENT).then_nothing()


def test_a_movement_cannot_be_launched_anew_on_another_day():
    later = replace(A_MOVEMENT, launched_on=date(2021, 2, 1))
    Spec(movement).given(LAUNCHED).when(later).then_rejected("movement-exists")
