"""What is wrong with requests around plans' parents, movements, tasks, reports, titles and initiatives."""

from __future__ import annotations

from tests.e2e.bad.making import PLANS, asked, plan, shape
from tests.support.badly import Bad

ENTRY = {"kind": "individual", "subject_id": "${person}", "title": "cstd_co_so"}
TITLES = "/api/nominations/organisations/${unit}/titles"
OUTCOMES = "/api/nominations/organisations/${unit}/title-outcomes"
REPORTS = "/api/nominations/plans/${issued}/reports/${unit}"
REPORT = {"number": "30/BC", "dated": "2021-03-01", "sha256": "f" * 64}
PAPER = {"number": "88/QĐ", "dated": "2021-11-20", "sha256": "c" * 64}


def refused(name: str, code: str, path: str, body: object, status: int = 409) -> Bad:
    """A request of sound shape that does not fit what is there."""
    return Bad(name=name, status=status, code=code, path=path, body=body)


EMULATION = [
    refused(
        "a plan with two parents",
        "parent-twice",
        PLANS,
        plan(
            parent_plan_id="${issued}",
            parent={"number": "6/KH", "dated": "2021-01-11", "issuer": "UBND tỉnh"},
        ),
    ),
    refused("a parent nobody drafted", "parent-plan-unknown", PLANS, plan(parent_plan_id="khong-co")),
    refused(
        "a movement merged into itself",
        "merge-into-itself",
        "/api/nominations/movements/${movement}/merge",
        {"into_id": "${movement}", "reason": "Nhầm"},
    ),
    refused(
        "a tie to what is no campaign",
        "not-a-campaign",
        "/api/nominations/movements/${movement}/ties",
        {"campaign_id": "${movement}"},
    ),
    refused(
        "the review of a movement nobody launched",
        "movement-not-found",
        "/api/nominations/movements/khong-co/reviews",
        {
            "organisation_id": "${department}",
            "kind": "final",
            "period_from": "2021-01-01",
            "period_to": "2021-12-31",
            "held_on": "2022-01-10",
            "lessons": "Không có",
        },
    ),
    refused(
        "a task that does not exist",
        "task-not-found",
        "/api/nominations/tasks/khong-co/complete",
        {"completed_on": "2021-06-25"},
    ),
    refused("a report that no plan asks for", "report-not-asked", REPORTS, REPORT),
    shape("a report without its number", {"dated": "2021-06-20", "sha256": "f" * 64}, "number", REPORTS),
    shape("a report of no day", {**REPORT, "dated": "hôm qua"}, "dated", REPORTS),
    shape("a report with what is no digest", {**REPORT, "sha256": "khong"}, "sha256", REPORTS),
    asked("a report nobody sent", REPORTS, "not-found", 404),
    refused(
        "an initiative that does not exist",
        "initiative-not-found",
        "/api/nominations/initiatives/khong-co/reach",
        {"level": "province", "certified_by": "${department}", **PAPER},
    ),
    shape(
        "a title that does not exist",
        {"year": 2021, "entries": [{**ENTRY, "title": "anh-hung"}]},
        "entries[0].title",
        TITLES,
    ),
    shape("a year before there were titles", {"year": 1999, "entries": [ENTRY]}, "year", TITLES),
    shape("a year in letters", {"year": "hai nghìn", "entries": [ENTRY]}, "year", TITLES),
    refused(
        "a title of a collective for a person",
        "title-of-other-kind",
        TITLES,
        {"year": 2021, "entries": [{**ENTRY, "title": "co_thi_dua_tinh"}]},
    ),
    asked("registered titles of no such name", "/api/nominations/titles?title=anh-hung", field="title"),
    asked("registered titles of a year in letters", "/api/nominations/titles?year=nay", field="year"),
    asked("registered titles in no such state", "/api/nominations/titles?state=lost", field="state"),
    asked("registered titles by a color", "/api/nominations/titles?color=red", field="color"),
    asked("registered titles after nothing", "/api/nominations/titles?after=@@@", "malformed-cursor"),
    asked("registered titles without a token", "/api/nominations/titles", "unauthenticated", 401, who=None),
    asked("outcomes of no year", OUTCOMES, field="from_year"),
    asked("outcomes of a year before there were titles", f"{OUTCOMES}?from_year=1999", field="from_year"),
    asked("outcomes of a period turned round", f"{OUTCOMES}?from_year=2021&to_year=2020", field="to_year"),
    asked("outcomes of no such kind", f"{OUTCOMES}/names?from_year=2021&outcome=lost", field="outcome"),
    asked("outcomes after nothing", f"{OUTCOMES}/names?from_year=2021&after=@@@", "malformed-cursor"),
    asked(
        "outcomes of nobody", OUTCOMES.replace("${unit}", "khong-co") + "?from_year=2021", "not-found", 404
    ),
    asked("outcomes without a token", f"{OUTCOMES}?from_year=2021", "unauthenticated", 401, who=None),
    asked("a plan's tasks on no day", "/api/nominations/plans/khong-co/task-outcomes", field="on"),
    asked("initiatives in no such state", "/api/nominations/initiatives?state=lost", field="state"),
    asked("initiatives of no level", "/api/nominations/initiatives?level=world", field="level"),
    asked("initiatives of no reach", "/api/nominations/initiatives?reach=world", field="reach"),
    asked("initiatives by a word twice", "/api/nominations/initiatives?text=a&text=b", field="text"),
    asked("tasks on no day", "/api/nominations/tasks", field="on"),
    asked("the graph of nothing", "/api/nominations/plans/khong-co/graph", "not-found", 404),
]
