"""Audit and nominations compare what was registered with what came of it by code of their own, and come to the same."""

from __future__ import annotations

import random
from datetime import date

import pytest

from services.audit.application.year_outcomes import year_outcomes
from services.nominations.application import outcome_answers as answers
from services.nominations.domain.initiative_messages import (
    ApplyInitiative,
    ProposeInitiative,
    RecogniseInitiative,
)
from services.nominations.domain.organisation_messages import DissolveOrganisation, MoveOrganisation
from services.nominations.domain.person_messages import ChangePosition, EndPosition
from services.nominations.domain.record_messages import WithdrawFact
from services.nominations.domain.title_messages import RegisteredTitle, RegisterTitles, WithdrawTitle
from shared.errors import ExpectedError
from tests.unit.audit_app.ledgers import ReadModels
from tests.unit.nominations.bodies import RESOLUTION
from tests.unit.nominations.builders import done
from tests.unit.nominations.context import MemoryContext
from tests.unit.nominations.test_outcomes import OFFICE, in_short
from tests.unit.nominations.test_quotas import fact, organisation, person

BODIES = ("so", "p1", "p2", "to")
PEOPLE = ("an", "binh", "cuc", "dung")
PERSONAL = ("lao_dong_tien_tien", "cstd_co_so")
COLLECTIVE = ("tap_the_lao_dong_tien_tien", "co_thi_dua_tinh")
YEARS = (2021, 2022)
STEPS = 60


class Walk:
    """A department whose offices do this and that; what is refused changes nothing."""

    def __init__(self, seed):
        self.random, self.context, self.told = random.Random(seed), MemoryContext(), 0
        self.ledger, self.facts, self.initiatives = ReadModels(), [], []
        self.registered = [("p1", 2021, "individual", "an", PERSONAL[0])]
        organisation(self.context, "tinh", "province")
        organisation(self.context, "so", "department", "tinh")
        for unit, over in (("p1", "so"), ("p2", "so"), ("to", "p1")):
            organisation(self.context, unit, "unit", over, called=f"Phòng {unit}")
        for name in PEOPLE:
            person(self.context, name, self.random.choice(BODIES))

    def step(self):
        acts = (self.register, self.register, self.withdraw, self.on_record, self.on_record, self.not_so)
        acts += (self.move, self.leave, self.propose, self.advance, self.reorganise)
        try:
            self.random.choice(acts)()
        except ExpectedError:
            return

    def subject(self):
        one = self.random.choice
        if one((True, True, False)):
            return "individual", one(PEOPLE), one(PERSONAL)
        return "collective", one(BODIES), one(COLLECTIVE)

    def register(self):
        kind, subject_id, title = self.subject()
        year = self.random.choice(YEARS)
        entries = (RegisteredTitle(kind=kind, subject_id=subject_id, title=title),)
        unit = self.random.choice(BODIES)
        self.do(RegisterTitles(unit_id=unit, year=year, entries=entries, occurrence=done(date(year, 2, 10))))
        self.registered.append((unit, year, kind, subject_id, title))

    def withdraw(self):
        unit, year, kind, subject_id, title = self.random.choice(self.registered)
        given = {"kind": kind, "subject_id": subject_id, "title": title, "reason": "Nhầm"}
        self.do(WithdrawTitle(unit_id=unit, year=year, **given, occurrence=done(date(year, 5, 10))))

    def on_record(self):
        kind, subject_id, title = self.subject()
        code, of = (title, "title") if not title.startswith("co_") else ("co_thi_dua", "commendation")
        year = self.random.choice(YEARS)
        more = {"commendation_type": "movement"} if of == "commendation" else {}
        fact(self.context, subject_id, of, code, year, subject_kind=kind, **more)
        self.facts.append((kind, subject_id, f"f-{subject_id}-{code}-{year}"))

    def not_so(self):
        kind, subject_id, fact_id = self.random.choice(self.facts or [("individual", "an", "f")])
        given = {"subject_kind": kind, "subject_id": subject_id, "fact_id": fact_id, "reason": "Nhầm"}
        self.do(WithdrawFact(**given, occurrence=done(date(2023, 1, 5))))

    def day(self):
        return date(
            self.random.choice((2020, 2021, 2022)),
            self.random.choice((1, 6, 12)),
            self.random.choice((1, 28)),
        )

    def move(self):
        since = self.day()
        command = ChangePosition(
            person_id=self.random.choice(PEOPLE),
            organisation_id=self.random.choice(BODIES),
            position="staff",
            since=since,
            concurrent=self.random.choice((True, False)),
            occurrence=done(since),
        )
        self.do(command)

    def leave(self):
        since = self.day()
        given = {"person_id": self.random.choice(PEOPLE), "organisation_id": self.random.choice(BODIES)}
        self.do(EndPosition(**given, since=since, occurrence=done(since)))

    def propose(self):
        name = f"sk{len(self.initiatives)}"
        year = self.random.choice(YEARS)
        command = ProposeInitiative(
            initiative_id=name,
            title="Sáng kiến",
            authors=(self.random.choice(PEOPLE),),
            unit_id=self.random.choice(BODIES),
            year=year,
            occurrence=done(date(year, 3, 1)),
        )
        self.do(command)
        self.initiatives.append(name)

    def advance(self):
        name = self.random.choice(self.initiatives or ["sk"])
        day = date(2022, 6, 1)
        if self.random.choice((True, False)):
            given = {"since": day, "sha256": "a" * 64, "benefit": "Có"}
            self.do(ApplyInitiative(initiative_id=name, **given, occurrence=done(day)))
        else:
            given = {
                "level": "department",
                "recognised_by": "so",
                "number": "1/QĐ",
                "dated": day,
                "sha256": "a" * 64,
            }
            self.do(RecogniseInitiative(initiative_id=name, **given, occurrence=done(day)))

    def reorganise(self):
        if self.random.choice((True, False, False)):
            command = MoveOrganisation(organisation_id="to", parent_id="p2", since=date(2022, 7, 1), resolution=RESOLUTION, occurrence=done(date(2022, 7, 1)))  # fmt: skip
        else:
            command = DissolveOrganisation(organisation_id="p2", since=date(2022, 12, 31), successors=("p1",), resolution=RESOLUTION, occurrence=done(date(2022, 12, 31)))  # fmt: skip
        if self.random.random() < 0.2:
            self.do(command)

    def do(self, command):
        self.context.do(command, role="office")

    def compare(self):
        """Both answers of every body and year; gives how many figures were not 0."""
        stored = self.context.stored()
        for event in stored[self.told :]:
            self.ledger.add(event.body)
        self.told, met = len(stored), 0
        for body in BODIES:
            for year in YEARS:
                asked = answers.OutcomesAsked(organisation_id=body, from_year=year)
                below = self.ledger.below(body)
                mine = year_outcomes(body, year, 0, below, self.ledger.strivings(below, year))
                table = self.context.queries.table()
                theirs = table["title-outcomes"](asked, OFFICE)
                assert in_short(mine.titles) == in_short(theirs.figures), (body, year)
                assert {title: in_short(one) for title, one in mine.by_title.items()} == {
                    one.title: in_short(one.figures) for one in theirs.titles
                }
                figures = table["initiative-outcomes"](asked, OFFICE).figures
                mine_too = mine.initiatives
                for name in ("registered", "applied", "recognised", "counting"):
                    assert getattr(mine_too, name) == getattr(figures, name), (body, year, name)
                met += sum(map(bool, (*in_short(mine.titles), mine_too.registered, mine_too.counting)))
        return met


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_offices_do_both_come_to_the_same(seed):
    walk = Walk(seed)
    met = 0
    for _ in range(STEPS // 10):
        for _ in range(10):
            walk.step()
        met += walk.compare()
    assert met > STEPS // 2  # there was something to compare
