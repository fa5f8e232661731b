"""What is kept of organisations says who is above one, as far as it is known here."""

from __future__ import annotations

from datetime import date

from services.awards.adapters.rules import rule_book
from services.awards.application.organisations import (
    ORGANISATIONS,
    OrganisationDissolved,
    OrganisationMoved,
    OrganisationRegistered,
    OrganisationRenamed,
    SuccessorNamed,
    Superiors,
)
from services.awards.domain.upward import Superior, next_above
from shared.messages import RecordedEvent

KEPT = {
    "sct": {"organisation_id": "sct", "parent_id": "khoi", "name": "Sở", "level": "department"},
    "khoi": {"organisation_id": "khoi", "parent_id": "tinh"},
    "tinh": {"organisation_id": "tinh", "parent_id": None, "name": "UBND tỉnh", "level": "province"},
}
"""Documents of the read model, from before it was kept who follows whom; one even without name and level."""


class Rows:
    def get(self, key):
        return KEPT.get(key)


def test_superiors_are_told_the_nearest_first_with_what_is_known_of_them():
    assert Superiors(Rows())("sct") == (
        Superior(organisation_id="khoi", name=None, level=None),
        Superior(organisation_id="tinh", name="UBND tỉnh", level="province"),
    )


def test_the_uppermost_and_the_unknown_have_nobody_above():
    assert Superiors(Rows())("tinh") == Superiors(Rows())("khac") == ()


class Told:
    """The read model after some events."""

    def __init__(self, *events):
        self.rows = {}
        for event in events:
            recorded = RecordedEvent(envelope=None, event=event)
            for key in ORGANISATIONS.keys(recorded):
                self.rows[key] = ORGANISATIONS.next(key, self.rows.get(key), recorded)

    def get(self, key):
        return self.rows.get(key)


def registered(name, level, parent_id=None):
    return OrganisationRegistered(organisation_id=name, name=f"Tên {name}", level=level, parent_id=parent_id)


MERGED = date(2025, 7, 1)
MERGER = (
    registered("nt", "province"),
    registered("kh", "province"),
    registered("so", "department", "nt"),
    OrganisationDissolved(organisation_id="nt", successors=(), since=MERGED),
    SuccessorNamed(organisation_id="nt", successor_id="kh"),
)


def test_over_a_dissolved_organisation_stand_those_in_its_place():
    superiors = Superiors(Told(*MERGER))
    assert [one.organisation_id for one in superiors("so")] == ["nt", "kh"]
    assert [one.dissolved_on for one in superiors("so")] == [MERGED, None]


def test_the_next_authority_is_one_that_stands_on_the_day():
    above = Superiors(Told(*MERGER))("so")
    assert next_above(rule_book(), date(2025, 6, 30), above)["higher_id"] == "nt"
    assert next_above(rule_book(), MERGED, above)["higher_id"] == "kh"


def test_names_and_places_follow_what_happens():
    superiors = Superiors(
        Told(
            *MERGER,
            OrganisationRenamed(organisation_id="kh", name="Tỉnh mới"),
            OrganisationMoved(organisation_id="so", parent_id="kh"),
        )
    )
    assert [(one.organisation_id, one.name) for one in superiors("so")] == [("kh", "Tỉnh mới")]
    assert superiors.level("so") == "department"
    assert superiors.level("khong-co") is None


def test_what_is_not_known_here_is_not_changed():
    assert Told(OrganisationRenamed(organisation_id="la", name="Lạ")).rows == {"la": None}
