"""Answers to questions about the reports that plans ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from services.nominations.application import report_answers as answers
from services.nominations.application.emulation_histories import report_stream
from services.nominations.application.histories import Histories
from services.nominations.domain.plan import Issued
from shared.access import Caller, Permissions
from shared.asking import opened, reach, require_reach
from shared.codec import Codec
from shared.endpoints import Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class ReportQueries:
    """What may be asked of reports."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"plan-report": self.report}

    def report(self, asked: answers.OneReport, caller: Caller) -> Versioned:
        """What one unit has sent, for those whose grants reach the unit or whose plan it is."""
        plan = self.known.plan(asked.plan_id)
        if not isinstance(plan, Issued):
            raise NotFound
        reached = reach(caller, "registration.read", self.permissions)
        require_reach(reached, [asked.unit_id, plan.draft.organisation_id])
        name = report_stream(asked.plan_id, asked.unit_id)
        read = self.known.emulation.reports.load(name)
        if not read.state:
            raise NotFound
        reports = tuple(
            answers.ReportLine(
                standing=event.standing,
                number=event.number,
                dated=event.dated,
                sha256=event.sha256,
                submitted_on=event.act.occurred_on,
                late=any(flag.code == "report-late" for flag in event.act.broken),
            )
            for event in opened(self.store, self.codec, name)
        )
        item = answers.ReportItem(plan_id=asked.plan_id, unit_id=asked.unit_id, reports=reports)
        return Versioned(item, read.head.version)
