"""What was registered in a year against what came of it, as audit finds it from the ledger alone."""

from __future__ import annotations

from itertools import count

import pytest

from services.audit.application.queries import Queries
from services.audit.application.questions import OneYear
from services.audit.wiring import PERMISSIONS as WHERE
from shared.access import Caller, Grant, load_permissions
from shared.errors import NotFound
from tests.unit.audit_app.histories import body
from tests.unit.audit_app.ledgers import BOOK, MemoryStore, ReadModels

PERMISSIONS = load_permissions(WHERE)
INSPECTOR = Caller(actor="user:hoa", name="Hòa", grants=(Grant("inspector", "*"),))
INSPECTOR_OF_U1 = Caller(actor="user:lan", name="Lan", grants=(Grant("inspector", "u1"),))
TITLE, SECOND, GROUP = "lao_dong_tien_tien", "cstd_co_so", "tap_the_lao_dong_tien_tien"
FLAG, OTHER_FLAG = "co_thi_dua_tinh", "co_thi_dua_chinh_phu"


class Told:
    """A department `so` with the units `u1` and `u2`; what is told is put into the ledger, then audit is asked."""

    def __init__(self):
        self.views, self._positions, self._versions, self.bodies = ReadModels(), count(1), {}, []
        self.tell("OrganisationRegistered", "organisation-so", organisation_id="so", name="Sở")
        for unit in ("u1", "u2"):
            parent = {"valid_from": "2011-01-01", "parent_id": "so"}
            self.tell(
                "OrganisationRegistered", f"organisation-{unit}", organisation_id=unit, name="Phòng", **parent
            )

    def tell(self, kind, stream, /, *, on="2020-12-20", **data):
        self._versions[stream] = self._versions.get(stream, 0) + 1
        told = body(
            "nominations",
            next(self._positions),
            kind=kind,
            stream=stream,
            version=self._versions[stream],
            data={"case": stream, "occurred_on": on, **data},
        )
        self.bodies.append(told)
        self.views.add(told)

    def person(self, person_id, organisation_id, since="2015-01-01"):
        data = {"person_id": person_id, "organisation_id": organisation_id, "position_since": since}
        self.tell("PersonRegistered", f"person-{person_id}", **data)

    def moves(self, person_id, organisation_id, since, *, concurrent=False):
        data = {"organisation_id": organisation_id, "since": since, "concurrent": concurrent}
        self.tell("PositionChanged", f"person-{person_id}", person_id=person_id, **data)

    def registers(self, unit_id, *entries, year=2020):
        given = [{"kind": kind, "subject_id": one, "title": title} for kind, one, title in entries]
        self.tell(
            "TitlesRegistered", f"titles-{unit_id}-{year}", unit_id=unit_id, year=year, entries=given, on="2020-02-10"
        )  # fmt: skip

    def on_record(self, kind, subject_id, code, *, year=2020, fact_id=None, of="title"):
        fact_id = fact_id or f"{code}-{year}"
        data = {"subject_kind": kind, "subject_id": subject_id, "fact_id": fact_id, "code": code}
        self.tell("FactRecorded", f"record-{kind}-{subject_id}", kind=of, year=year, **data)

    def found(self, organisation_id="so", year=2020, caller=INSPECTOR):
        queries = Queries(
            views=self.views,
            ledger=MemoryStore(),
            states=list,
            book=BOOK,
            open=self.views.keys.open,
            permissions=PERMISSIONS,
            origin="sovang.example/demo",
            note_reading=lambda _case, _caller: None,
        )
        return queries.year_outcomes(OneYear(organisation_id=organisation_id, year=year), caller)

    def titles(self, organisation_id="so", year=2020):
        """Registered, achieved, not achieved, unclear, unregistered."""
        found = self.found(organisation_id, year).titles
        return (found.registered, found.achieved, found.not_achieved, found.unclear, found.unregistered)


@pytest.fixture
def told():
    return Told()


def test_titles_are_counted_by_what_is_on_record_of_all_below(told):
    for person, unit in (("p1", "u1"), ("p2", "u1"), ("p3", "u2")):
        told.person(person, unit)
    told.registers(
        "u1", ("individual", "p1", TITLE), ("individual", "p2", TITLE), ("collective", "u1", GROUP)
    )
    told.registers("u2", ("individual", "p3", TITLE))
    told.on_record("individual", "p1", TITLE)
    told.on_record("individual", "p3", TITLE)
    told.on_record("individual", "p3", SECOND)
    told.on_record("individual", "p2", TITLE, year=2019)

    assert told.titles() == (4, 2, 2, 0, 1)
    assert told.titles("u1") == (3, 1, 2, 0, 0)
    assert told.titles("u2") == (1, 1, 0, 0, 1)
    assert told.titles(year=2019) == (0, 0, 0, 0, 1)
    assert told.titles("elsewhere") == (0, 0, 0, 0, 0)
    by_title = told.found().by_title
    assert sorted(by_title) == [SECOND, TITLE, GROUP]
    assert (by_title[TITLE].registered, by_title[TITLE].achieved) == (3, 2)
    assert (by_title[SECOND].registered, by_title[SECOND].unregistered) == (0, 1)


def test_what_was_taken_back_is_neither_registered_nor_achieved(told):
    told.person("p1", "u1")
    told.registers("u1", ("individual", "p1", TITLE), ("individual", "p1", SECOND))
    entry = {"kind": "individual", "subject_id": "p1", "title": TITLE, "reason": "nhầm"}
    told.tell("TitleWithdrawn", "titles-u1-2020", unit_id="u1", year=2020, **entry)
    told.on_record("individual", "p1", SECOND, fact_id="f1")
    assert told.titles() == (1, 1, 0, 0, 0)

    withdrawn = {"subject_kind": "individual", "subject_id": "p1", "fact_id": "f1"}
    told.tell("FactWithdrawn", "record-individual-p1", **withdrawn)
    assert told.titles() == (1, 0, 1, 0, 0)


def test_a_title_registered_in_two_units_counts_once_in_the_department_and_once_in_each(told):
    told.person("p1", "u1")
    told.registers("u1", ("individual", "p1", TITLE))
    told.registers("u2", ("individual", "p1", TITLE))

    assert told.titles() == told.titles("u1") == told.titles("u2") == (1, 0, 1, 0, 0)


def test_the_award_tells_which_flag_is_on_record_and_one_entered_by_hand_is_unclear(told):
    told.registers("u1", ("collective", "u1", FLAG))
    told.registers("u2", ("collective", "u2", FLAG))
    told.registers("so", ("collective", "so", FLAG))
    granted = {"subject_kind": "collective", "subject_id": "u1", "award_id": "a1", "form": OTHER_FLAG}
    told.tell("AwardGranted", "award-a1", **granted)
    told.on_record("collective", "u1", "co_thi_dua", fact_id="award-a1", of="commendation")
    told.on_record("collective", "u2", "co_thi_dua", fact_id="by-hand", of="commendation")

    assert told.titles("u1") == (1, 0, 1, 0, 1)
    assert told.titles("u2") == (1, 0, 0, 1, 0)
    assert told.titles() == (3, 0, 2, 1, 1)

    told.tell("AwardGranted", "award-a2", **granted | {"award_id": "a2", "form": FLAG})
    told.on_record("collective", "u1", "co_thi_dua", fact_id="award-a2", of="commendation")
    assert told.titles("u1") == (1, 1, 0, 0, 1)


def test_a_giay_khen_on_record_is_no_title(told):
    told.person("p1", "u1")
    told.on_record("individual", "p1", "giay_khen", of="commendation")

    assert told.titles() == (0, 0, 0, 0, 0)


def test_a_title_nobody_registered_is_where_its_holder_was_last_that_year(told):
    told.person("p1", "u1")
    told.on_record("individual", "p1", TITLE)
    told.moves("p1", "u2", "2020-06-01", concurrent=True)
    assert (told.titles("u1"), told.titles("u2")) == ((0, 0, 0, 0, 1), (0, 0, 0, 0, 0))

    told.moves("p1", "u2", "2020-12-31")
    told.moves("p1", "so", "2021-01-01")
    assert (told.titles("u1"), told.titles("u2")) == ((0, 0, 0, 0, 0), (0, 0, 0, 0, 1))
    assert told.titles() == (0, 0, 0, 0, 1)


def test_whoever_had_left_before_the_year_has_no_body_in_it(told):
    told.person("p1", "u1")
    told.on_record("individual", "p1", TITLE)
    left = {"person_id": "p1", "organisation_id": "u1"}
    told.tell("PositionEnded", "person-p1", since="2020-01-01", **left)

    assert told.titles() == (0, 0, 0, 0, 0)


def test_one_who_left_another_body_is_still_of_their_own(told):
    told.person("p1", "u1")
    told.on_record("individual", "p1", TITLE)
    left = {"person_id": "p1", "organisation_id": "u2"}
    told.tell("PositionEnded", "person-p1", since="2019-01-01", **left)

    assert told.titles("u1") == (0, 0, 0, 0, 1)


def test_a_title_registered_elsewhere_is_no_surprise_and_another_is_one_where_its_holder_is(told):
    told.person("p1", "u2")
    told.registers("u1", ("individual", "p1", TITLE))
    told.on_record("individual", "p1", TITLE)
    assert (told.titles("u1"), told.titles("u2")) == ((1, 1, 0, 0, 0), (0, 0, 0, 0, 0))

    told.on_record("individual", "p1", SECOND)
    assert (told.titles("u1"), told.titles("u2")) == ((1, 1, 0, 0, 0), (0, 0, 0, 0, 1))


def test_only_initiatives_in_use_and_recognised_count(told):
    for number, steps in enumerate(((), ("Applied",), ("Recognised",), ("Applied", "Recognised"))):
        name = f"i{number}"
        told.tell("InitiativeProposed", f"initiative-{name}", initiative_id=name, unit_id="u1", year=2020, title="Sáng kiến")  # fmt: skip
        for step in steps:
            told.tell(
                f"Initiative{step}", f"initiative-{name}", initiative_id=name, unit_id="u1", on="2021-03-01"
            )

    found = told.found().initiatives
    assert (found.registered, found.applied, found.recognised, found.counting) == (4, 2, 2, 1)
    assert told.found("u2").initiatives.registered == told.found(year=2021).initiatives.registered == 0


def test_tasks_of_a_year_are_those_given_in_it(told):
    for name, assignee, day in (
        ("t1", "u1", "2020-05-14"),
        ("t2", "u1", "2020-12-31"),
        ("t3", "u1", "2021-01-01"),
    ):
        told.tell("TaskAssigned", f"task-{name}", task_id=name, assignee_id=assignee, assigner_id="so", on=day, content="Việc")  # fmt: skip
    told.tell("TaskCompleted", "task-t1", task_id="t1", completed_on="2021-02-01", on="2021-02-01")

    found = told.found().tasks
    assert (found.assigned, found.completed, found.open) == (2, 1, 1)
    assert told.found("u2").tasks.assigned == 0


def test_a_spelling_that_was_merged_into_a_movement_stands_no_more(told):
    for name, issuer, sort in (("m1", "so", "movement"), ("m2", "so", "movement"), ("m3", "u1", "movement"), ("c1", "so", "campaign")):  # fmt: skip
        told.tell("MovementLaunched", f"movement-{name}", movement_id=name, issuer_id=issuer, sort=sort)
    told.tell("MovementLaunched", "movement-m4", movement_id="m4", issuer_id="so")  # of version 1
    told.tell("MovementMerged", "movement-m2", movement_id="m2", into_id="m1", on="2021-02-01")

    found = told.found().movements
    assert (found["movement"].launched, found["movement"].merged, found["movement"].standing) == (4, 1, 3)
    assert (found["campaign"].launched, found["campaign"].standing) == (1, 1)
    assert told.found("u1").movements["movement"].standing == 1
    assert told.found("u2").movements == told.found(year=2021).movements == {}

    told.tell("MovementMergeUndone", "movement-m2", movement_id="m2", into_id="m1", on="2021-03-01")
    assert told.found().movements["movement"].standing == 4


def test_an_event_that_was_numbered_again_changes_nothing(told):
    told.person("p1", "u1")
    told.registers("u1", ("individual", "p1", TITLE))
    again = told.bodies[-1]
    entry = {"kind": "individual", "subject_id": "p1", "title": TITLE, "reason": "nhầm"}
    told.tell("TitleWithdrawn", "titles-u1-2020", unit_id="u1", year=2020, **entry)
    told.views.add(again)

    assert told.titles() == (0, 0, 0, 0, 0)


def test_an_event_that_lacks_what_it_should_name_is_passed_over(told):
    strange = {"entries": [{"title": TITLE}, "?", {"kind": "task", "subject_id": "x", "title": TITLE}]}
    strange |= {
        "year": "2020",
        "unit_id": "u1",
        "occurred_on": "bao giờ",
        "task_id": "t",
        "assignee_id": "u1",
    }
    for kind in (
        "TitlesRegistered",
        "TitleWithdrawn",
        "FactRecorded",
        "FactWithdrawn",
        "AwardGranted",
        "PersonRegistered",
        "PositionChanged",
        "PositionEnded",
        "InitiativeProposed",
        "InitiativeApplied",
        "InitiativeRecognised",
        "TaskAssigned",
        "MovementLaunched",
        "MovementMerged",
    ):
        told.tell(kind, f"strange-{kind}", **strange)
    told.tell("TitlesRegistered", "titles-u1-2020", **strange | {"year": 2020})
    told.tell("TaskCompleted", "task-t")
    for kind in ("task", "initiative", "unit"):
        told.on_record(kind, "x", TITLE)

    assert told.titles() == (0, 0, 0, 0, 0)
    assert told.views.documents["strivings"] == {}


def test_only_who_reaches_the_organisation_is_answered(told):
    assert told.found("u1", caller=INSPECTOR_OF_U1).titles.registered == 0
    with pytest.raises(NotFound):
        told.found("u2", caller=INSPECTOR_OF_U1)


@pytest.mark.parametrize("role", ["board", "unit_clerk", "administrator", "council_member"])
def test_who_may_not_read_titles_in_nominations_is_not_told_of_them_here(told, role):
    with pytest.raises(NotFound):
        told.found(caller=Caller(actor="user:x", name="X", grants=(Grant(role, "*"),)))


def test_it_says_from_how_much_of_the_ledger_it_is_found(told):
    before = told.found().entries
    told.person("p1", "u1")

    assert (before, told.found().entries) == (3, 4)


def test_a_unit_that_was_taken_over_counts_for_the_one_that_took_over(told):
    told.registers("u1", ("collective", "u1", GROUP))
    assert told.titles("u2") == (0, 0, 0, 0, 0)
    told.tell("OrganisationDissolved", "organisation-u1", organisation_id="u1", since="2021-01-01", successors=["u2"])  # fmt: skip

    assert told.titles("u2") == told.titles("so") == (1, 0, 1, 0, 0)


def test_one_list_of_hundreds_is_told_of_each(told):
    told.registers("u1", *[("individual", f"p{number}", TITLE) for number in range(300)])
    assert told.titles() == (300, 0, 300, 0, 0)
