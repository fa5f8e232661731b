"""What this context offers about quotas."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import quota_answers as answers
from shared.endpoints import QueryEndpoint
from shared.texts import Text

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="quotas",
        path="/organisations/{organisation_id}/quotas",
        params=answers.QuotasAsked,
        result=answers.QuotasItem,
        permission="eligibility.read",
        summary=Text(
            "Tỷ lệ trong năm: số được phép, số đã có, số đang đề nghị, căn cứ",
            "The quotas of a year: how many are allowed, have it, are proposed, and by which rule",
        ),
        views=("records",),
    ),
    QueryEndpoint(
        name="quotas-of-dossier",
        path="/nominations/{nomination_id}/quotas",
        params=answers.DossierQuotasAsked,
        result=answers.DossierQuotasItem,
        permission="eligibility.read",
        summary=Text(
            "Tỷ lệ của danh hiệu mà hồ sơ đề nghị, cho nơi đang giữ hồ sơ",
            "The quotas for the title a dossier proposes, for whoever has it in hand",
        ),
        views=("dossiers",),
    ),
)
