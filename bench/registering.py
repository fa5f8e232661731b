"""What the units of a department register (đăng ký) in a year, as deeds: titles, and models under plans."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from bench.bulk import Deed
from bench.department import Department, simulated
from services.nominations.adapters.rules import rule_book
from services.nominations.application.histories import registration_stream
from services.nominations.application.model_histories import registered_model_id
from services.nominations.domain.detection_messages import DetectModel, TakeUpModel
from services.nominations.domain.honour_messages import RecordExternalAward
from services.nominations.domain.model import model
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.plan import plan
from services.nominations.domain.plan_messages import DraftPlan, IssuePlan
from services.nominations.domain.registration import registration
from services.nominations.domain.registration_messages import RegisteredModel, SubmitRegistrationList
from services.nominations.domain.title_messages import RegisteredTitle, RegisterTitles
from services.nominations.domain.title_registration import title_registration, titles_case
from shared.rules import RuleBook

LISTED = 5
"""Models on a unit's list."""

TAKEN_UP = 20
"""Of so many models one is taken up, and awarded by a body outside."""

DAYS = 40
"""Within so many days of the plan the lists come in."""

AREAS = ("Cải cách hành chính", "Chuyển đổi số", "Giảm nghèo bền vững", "Khuyến công", "Văn hóa công sở")
PLACES = ("một cửa", "ở cơ sở", "vùng cao", "thanh niên", "biên giới", "phụ nữ", "nội bộ", "liên thông")
ISSUERS = ("Đảng ủy các cơ quan tỉnh", "Liên đoàn Lao động tỉnh", "Tỉnh đoàn")


@dataclass(frozen=True)
class Year:
    """A year of *department*, with so many *plans*."""

    department: Department
    year: int
    plans: int

    def deeds(self) -> Iterator[Deed]:
        """Every unit's titles, and its list under each plan."""
        for unit in range(self.department.units):
            yield self._titles(unit)
        for number in range(self.plans):
            yield from Lists(self.department, self.year, number).deeds()

    def _titles(self, unit: int) -> Deed:
        """The collective's, and those of all its people but the first."""
        unit_id, people = self.department.unit(unit), self.department.people(unit)
        own = RegisteredTitle(kind="collective", subject_id=unit_id, title="tap_the_lao_dong_tien_tien")
        theirs = [
            RegisteredTitle(kind="individual", subject_id=one, title="lao_dong_tien_tien")
            for one in people[1:]
        ]
        command = RegisterTitles(
            unit_id=unit_id,
            year=self.year,
            entries=(own, *theirs),
            unit_known=True,
            rules=_rules(),
            occurrence=simulated(date(self.year, 1, 20)),
        )
        return Deed(titles_case(unit_id, self.year), title_registration, [command])


@dataclass(frozen=True)
class Lists:
    """Plan *number* of a year, and every unit's list under it."""

    department: Department
    year: int
    number: int

    @cached_property
    def id(self) -> str:
        """The plan's id."""
        return self.department.named("plan", str(self.year), str(self.number))

    def deeds(self) -> Iterator[Deed]:
        """The plan, issued; each list; what is taken up of it."""
        day = date(self.year, 1, 25)
        issue = IssuePlan(
            plan_id=self.id,
            number=f"{self.number + 1}/KH",
            dated=day,
            signatory_role="director",
            rules=_rules(),
            occurrence=simulated(day),
        )
        issued = Deed(f"plan-{self.id}", plan, [self._draft(day), issue])
        yield issued
        *_, (_, state) = issued.decided()
        for unit in range(self.department.units):
            unit_id, listed = self.department.unit(unit), self._listed(unit)
            came = day + timedelta(days=1 + unit % DAYS)
            command = SubmitRegistrationList(
                plan_id=self.id,
                unit_id=unit_id,
                models=listed,
                plan=state,
                launched_movements=(self.department.movement,),
                occurrence=simulated(came),
            )
            yield Deed(registration_stream(self.id, unit_id), registration, [command])
            for at, entry in enumerate(listed):
                if (unit * LISTED + at) % TAKEN_UP == 0:
                    yield self._taken_up(unit_id, entry, came + timedelta(days=30))

    def _draft(self, day: date) -> DraftPlan:
        duty = Obligation(
            kind="register_models",
            citation="mục IV.1",
            minimum=1,
            maximum=LISTED,
            due_before=date(self.year, 3, 25),
        )
        return DraftPlan(
            plan_id=self.id,
            title="Kế hoạch xây dựng điển hình tiên tiến",
            organisation_id=self.department.id,
            period_from=self.year,
            period_to=self.year,
            obligations=(duty,),
            recipients=(),
            participants=tuple(map(self.department.unit, range(self.department.units))),
            occurrence=simulated(day),
        )

    def _listed(self, unit: int) -> tuple[RegisteredModel, ...]:
        people = self.department.people(unit)
        return tuple(
            RegisteredModel(
                model_id=f"dh-{at}",
                kind="individual" if at < len(people) else "collective",
                subject_id=people[at] if at < len(people) else self.department.unit(unit),
                movement_id=self.department.movement,
                field=f"{AREAS[(unit + at) % len(AREAS)]} {PLACES[(unit + self.number) % len(PLACES)]}",
            )
            for at in range(LISTED)
        )

    def _taken_up(self, unit_id: str, entry: RegisteredModel, day: date) -> Deed:
        own_id, on = registered_model_id(self.id, unit_id, entry.model_id), simulated(day)
        found = DetectModel(
            model_id=own_id,
            subject_kind=entry.kind,
            subject_id=entry.subject_id,
            unit_id=unit_id,
            organisation_id=self.department.id,
            field=entry.field,
            movement_id=entry.movement_id,
            source="unit",
            detected_by="Văn phòng Sở",
            account="Theo danh sách đăng ký",
            occurrence=on,
            subject_known=True,
            rules=_rules(),
        )
        take_up = TakeUpModel(
            plan_id=self.id,
            unit_id=unit_id,
            entry=entry.model_id,
            detected_by=found.detected_by,
            account=found.account,
            occurrence=on,
            model_id=own_id,
            found=found,
        )
        award = RecordExternalAward(
            model_id=own_id,
            award="Giấy khen",
            issuer=ISSUERS[len(entry.field) % len(ISSUERS)],
            number="15/QĐ",
            dated=day + timedelta(days=60),
            occurrence=simulated(day + timedelta(days=61)),
        )
        return Deed(f"model-{own_id}", model, [take_up, award])


@cache
def _rules() -> RuleBook:
    return rule_book()
