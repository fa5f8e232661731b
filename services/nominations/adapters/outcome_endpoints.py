"""What this context offers about what was registered against what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import outcome_answers as answers
from shared.endpoints import QueryEndpoint
from shared.texts import Text

OF_TITLES = ("organisations", "unit_titles", "titles", "records", "dossiers")

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="title-outcomes",
        path="/organisations/{organisation_id}/title-outcomes",
        params=answers.OutcomesAsked,
        result=answers.TitleOutcomesItem,
        permission="title.read",
        summary=Text(
            "Danh hiệu đã đăng ký và kết quả, của cơ quan và các đơn vị trực thuộc",
            "Titles registered and achieved, of an organisation and all below it",
        ),
        views=OF_TITLES,
    ),
    QueryEndpoint(
        name="title-outcomes-of-units",
        path="/organisations/{organisation_id}/title-outcomes/units",
        params=answers.UnitsOutcomesAsked,
        result=answers.UnitOutcomes,
        permission="title.read",
        summary=Text(
            "Danh hiệu đã đăng ký và kết quả, theo đơn vị trực thuộc",
            "Titles registered and achieved, of each unit right below",
        ),
        paged=True,
        views=OF_TITLES,
    ),
    QueryEndpoint(
        name="list-title-outcomes",
        path="/organisations/{organisation_id}/title-outcomes/names",
        params=answers.NamedOutcomesAsked,
        result=answers.OutcomeRow,
        permission="title.read",
        summary=Text(
            "Ai đăng ký, ai đạt, ai đạt mà không đăng ký", "Who registered a title, and who has one"
        ),
        paged=True,
        views=OF_TITLES,
    ),
    QueryEndpoint(
        name="initiative-outcomes",
        path="/organisations/{organisation_id}/initiative-outcomes",
        params=answers.OutcomesAsked,
        result=answers.InitiativeOutcomesItem,
        permission="initiative.read",
        summary=Text(
            "Sáng kiến đã đăng ký, được áp dụng, được công nhận",
            "Initiatives registered, applied and recognised",
        ),
        views=("organisations", "initiatives"),
    ),
    QueryEndpoint(
        name="initiative-outcomes-of-units",
        path="/organisations/{organisation_id}/initiative-outcomes/units",
        params=answers.UnitsOutcomesAsked,
        result=answers.UnitInitiatives,
        permission="initiative.read",
        summary=Text(
            "Sáng kiến đã đăng ký, được áp dụng, được công nhận, theo đơn vị trực thuộc",
            "Initiatives registered, applied and recognised, of each unit right below",
        ),
        paged=True,
        views=("organisations", "initiatives"),
    ),
    QueryEndpoint(
        name="task-outcomes",
        path="/plans/{plan_id}/task-outcomes",
        params=answers.TaskOutcomesAsked,
        result=answers.TaskOutcomesItem,
        permission="task.read",
        summary=Text(
            "Nhiệm vụ của kế hoạch: đã giao, đã hoàn thành, quá hạn",
            "The tasks of a plan: assigned, done, overdue",
        ),
        views=("tasks",),
    ),
)
