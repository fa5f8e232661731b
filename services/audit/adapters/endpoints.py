"""What audit offers over HTTP and RPC: questions only."""

from __future__ import annotations

from collections.abc import Sequence

from services.audit.application import answers
from services.audit.application.queries import LEDGER_READ, OUTCOME_READ, READ
from services.audit.application.questions import (
    CaseLines,
    FindCases,
    Nothing,
    OneCase,
    OneEntry,
    OneSource,
    OneYear,
)
from services.audit.application.views import CASES, LINES, NAMES, STRIVINGS
from services.audit.application.year_figures import YearFigures
from services.audit.application.year_outcomes import YearOutcomes
from shared.endpoints import ActionEndpoint, CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = ()
ACTIONS: Sequence[ActionEndpoint] = ()
QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="find-cases",
        path="/cases",
        params=FindCases,
        result=answers.CaseSummary,
        permission=READ,
        summary=Text("Tìm hồ sơ theo tên", "Find cases by name"),
        paged=True,
        views=(CASES.name,),
    ),
    QueryEndpoint(
        name="case",
        path="/cases/{case}",
        params=OneCase,
        result=answers.CaseSummary,
        permission=READ,
        summary=Text("Tóm tắt một hồ sơ", "A case in short"),
        views=(CASES.name,),
    ),
    QueryEndpoint(
        name="timeline",
        path="/cases/{case}/timeline",
        params=CaseLines,
        result=answers.Line,
        permission=READ,
        summary=Text("Diễn biến của một hồ sơ", "The history of a case"),
        paged=True,
        views=(LINES.name,),
    ),
    QueryEndpoint(
        name="figures",
        path="/figures/{case}",
        params=OneCase,
        result=answers.Figures,
        permission=READ,
        summary=Text("Số liệu của một hồ sơ", "What can be counted in a case"),
        views=(CASES.name,),
    ),
    QueryEndpoint(
        name="year-figures",
        path="/organisations/{organisation_id}/years/{year}",
        params=OneYear,
        result=YearFigures,
        permission=READ,
        summary=Text("Số liệu một năm của một cơ quan, đơn vị", "What an organisation’s year comes to"),
        views=(LINES.name,),
    ),
    QueryEndpoint(
        name="year-outcomes",
        path="/organisations/{organisation_id}/years/{year}/outcomes",
        params=OneYear,
        result=YearOutcomes,
        permission=OUTCOME_READ,
        summary=Text(
            "Đã đăng ký và kết quả của một năm", "What was registered in a year, and what came of it"
        ),
        views=(STRIVINGS.name, NAMES.name),
    ),
    QueryEndpoint(
        name="ledger",
        path="/ledger",
        params=Nothing,
        result=answers.LedgerAnswer,
        permission=None,
        summary=Text("Tình trạng sổ cái", "How the ledger stands"),
    ),
    QueryEndpoint(
        name="source",
        path="/sources/{source}",
        params=OneSource,
        result=answers.SourceAnswer,
        permission=None,
        summary=Text("Sổ cái đã ghi một nguồn đến đâu", "How far the ledger has a source"),
    ),
    QueryEndpoint(
        name="entry",
        path="/entries/{index}",
        params=OneEntry,
        result=answers.EntryAnswer,
        permission=LEDGER_READ,
        summary=Text("Một mục của sổ cái", "One entry of the ledger"),
    ),
)
