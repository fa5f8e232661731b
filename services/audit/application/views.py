"""What audit keeps ready for readers, each a fold over the ledger: lines, cases, names, strivings."""

from __future__ import annotations

from collections.abc import Iterable

from services.audit.application.case_folding import project_case
from services.audit.application.naming import names_in, project_name
from services.audit.application.striving import project_striving, strivings_in
from services.audit.application.told import Told, case_of
from services.audit.application.year_figures import whose_in
from shared.clock import timestamp
from shared.messages import Json
from shared.views import View


def _line_keys(told: Told) -> Iterable[str]:
    yield told.envelope.id


def _project_line(line: Json | None, told: Told) -> Json:
    if line is not None:
        return line  # the same event, numbered again in a later epoch
    envelope = told.envelope
    return {
        "case": case_of(told),
        "index": told.position - 1,
        "service": envelope.service,
        "type": envelope.type,
        "stream": envelope.subject,
        "version": envelope.streamversion,
        "time": timestamp(envelope.time),
        "actor": envelope.actor,
        "role": envelope.actorrole,
        "correlation": envelope.correlationid,
        "causation": envelope.causationid,
        "data": told.event,
        "whose": whose_in(told.event),
    }


def _case_keys(told: Told) -> Iterable[str]:
    yield case_of(told)


def _project_case(case: Json | None, told: Told) -> Json:
    return project_case(case, case_of(told), told)


LINES = View(
    name="lines", keys=_line_keys, project=_project_line, indexes=(("case",), ("stream",), ("whose",)), form=2
)
CASES = View(name="cases", keys=_case_keys, project=_project_case, indexes=(("newest",), ("refs",)), form=2)
NAMES = View(
    name="names",
    keys=names_in,
    project_for=project_name,
    indexes=(("words",), ("parent",), ("successors",)),
    form=2,
)

STRIVINGS = View(name="strivings", keys=strivings_in, project_for=project_striving, indexes=(("places",),))

VIEWS: tuple[View, ...] = (LINES, CASES, NAMES, STRIVINGS)
