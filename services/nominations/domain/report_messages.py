"""What is asked of a report that a plan calls for (báo cáo) and what happened to it: its command and event."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.plan import Plan, Unplanned
from shared.acts import Act, Occurrence, filled
from shared.values import dataclass

Standing = Literal["first", "supplement"]
"""Báo cáo, báo cáo bổ sung."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSubmitted:
    """
    A unit reported, by a document, to the organisation whose plan asks for it (`organisation_id`).

    `supplement` adds to the unit's first report (bổ sung); a first one that came late carries the flag.
    """

    act: Act
    plan_id: str
    unit_id: str
    organisation_id: str
    standing: Standing
    number: str
    dated: date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReport:
    """Send the unit's report, or a supplement to it; filled in is the plan."""

    plan_id: str
    unit_id: str
    number: str
    dated: date
    sha256: str
    occurrence: Occurrence
    plan: Plan = filled(default=Unplanned())
