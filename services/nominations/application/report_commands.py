"""Where the command on reports goes, and what it must be told of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.nominations.application.emulation_histories import report_stream
from services.nominations.application.histories import Histories
from services.nominations.domain.report_messages import SubmitReport
from shared.application import Route


def report_routes(known: Histories) -> Mapping[type[Any], Route[Any]]:
    """The command class on reports with its stream and handler."""

    def fill(command: SubmitReport) -> SubmitReport:
        return replace(command, plan=known.plan(command.plan_id))

    return {SubmitReport: Route(known.emulation.reports, lambda c: report_stream(c.plan_id, c.unit_id), fill)}
