"""What is offered on achievements."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import achievement_answers as answers
from services.nominations.domain.achievement_messages import DescribeAchievement, ReassignAchievement
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="describe-achievement",
        path="/achievements",
        command=DescribeAchievement,
        permission="nomination.open",
        summary=Text("Mô tả một thành tích", "Describe an achievement"),
        creates="achievement_id",
        scope="unit_id",
    ),
    CommandEndpoint(
        name="reassign-achievement",
        path="/achievements/{achievement_id}/reassign",
        command=ReassignAchievement,
        permission="achievement.reassign",
        summary=Text("Giao thành tích cho hồ sơ khác đề nghị", "Let another dossier propose the achievement"),
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="achievement",
        path="/achievements/{achievement_id}",
        params=answers.OneAchievement,
        result=answers.AchievementItem,
        permission="nomination.read",
        summary=Text("Một thành tích", "One achievement"),
    ),
)
