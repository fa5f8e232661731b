"""What is asked and answered of the reports that plans ask for."""

from __future__ import annotations

from datetime import date

from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OneReport:
    """What this unit reported under this plan."""

    plan_id: str
    unit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One document: the unit's `first` report or a `supplement`; `late` after the plan's last day."""

    standing: str
    number: str
    dated: date
    sha256: str
    submitted_on: date
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportItem:
    """What a unit reported under a plan, in the order in which it came."""

    plan_id: str
    unit_id: str
    reports: tuple[ReportLine, ...]
