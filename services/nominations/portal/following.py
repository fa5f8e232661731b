"""The routes of what follows registration: models (điển hình tiên tiến), their yearly lists, reports, reviews of movements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.nominations.portal.criteria import Criteria
from services.nominations.portal.model import PATH, ModelPage
from services.nominations.portal.model_acts import PERMISSIONS
from services.nominations.portal.models import ModelPages
from services.nominations.portal.movements import PATH as MOVEMENTS
from services.nominations.portal.movements import MovementPages
from services.nominations.portal.reports import ReportPages
from services.nominations.portal.yearly import PATH as LISTS
from services.nominations.portal.yearly import YearlyPages
from shared.access import Permissions
from shared.endpoints import RawRoute
from shared.portal.frame import Frame, Handler

ONE_MODEL: Final = f"{PATH}/{{model_id}}"
ONE_LIST: Final = f"{LISTS}/{{organisation_id}}/{{year}}"
ONE_MOVEMENT: Final = f"{MOVEMENTS}/{{movement_id}}"
REPORTS: Final = "/entry/plans/{plan_id}/reports"
ONE_ENTRY: Final = "/entry/plans/{plan_id}/registrations/{unit_id}/models/{entry}"


def followed_routes(
    frame: Frame, permissions: Permissions, criteria: Criteria, most: int
) -> Sequence[RawRoute]:
    """The routes; a file is of *most* bytes at most."""
    models, model = ModelPages(frame, permissions), ModelPage(frame, permissions, criteria)
    lists, reports = YearlyPages(frame, permissions), ReportPages(frame, permissions)
    movements = MovementPages(frame, permissions)
    pages: Sequence[tuple[str, str, Handler]] = (
        ("GET", PATH, models.list),
        ("GET", f"{PATH}/new", models.new),
        ("POST", f"{PATH}/new", models.detect),
        ("GET", ONE_ENTRY, models.registered),
        ("POST", ONE_ENTRY, models.take_up),
        ("GET", ONE_MODEL, model.show),
        ("POST", f"{ONE_MODEL}/{{what}}/{{item}}", model.act),
        ("GET", LISTS, lists.start),
        ("GET", ONE_LIST, lists.show),
        ("POST", f"{ONE_LIST}/{{what}}/now", lists.act),
        ("GET", REPORTS, reports.all),
        ("GET", f"{REPORTS}/{{unit_id}}", reports.show),
        ("GET", MOVEMENTS, movements.list),
        ("GET", ONE_MOVEMENT, movements.show),
        ("POST", f"{ONE_MOVEMENT}/{{what}}/{{item}}", movements.act),
    )
    files = [
        RawRoute("POST", f"{ONE_MODEL}/{what}/{{item}}", frame.guarded(model.attach(what)), takes=most)
        for what in PERMISSIONS
    ]
    handed_in = RawRoute(
        "POST", f"{REPORTS}/{{unit_id}}/report/now", frame.guarded(reports.submit), takes=most
    )
    return [handed_in, *files, *(RawRoute(method, path, frame.guarded(page)) for method, path, page in pages)]
