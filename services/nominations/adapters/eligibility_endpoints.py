"""What this context offers about facts and eligibility."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import eligibility_answers as answers
from services.nominations.application import own_answers
from services.nominations.domain.eligibility_messages import AssessEligibility
from services.nominations.domain.record_messages import RecordFact, WithdrawFact
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="record-fact",
        path="/records/{subject_kind}/{subject_id}/facts",
        command=RecordFact,
        permission="fact.record",
        summary=Text(
            "Ghi nhận dữ kiện: xếp loại năm, danh hiệu, bằng khen, sáng kiến, nội dung được xác nhận",
            "Record a fact: a rating, a title, an award, an initiative, what a document attests",
        ),
        creates="fact_id",
    ),
    CommandEndpoint(
        name="withdraw-fact",
        path="/records/{subject_kind}/{subject_id}/facts/{fact_id}/withdraw",
        command=WithdrawFact,
        permission="fact.record",
        summary=Text("Hủy một dữ kiện ghi nhận sai", "Take back a fact that was recorded wrongly"),
    ),
    CommandEndpoint(
        name="assess-eligibility",
        path="/nominations/{nomination_id}/eligibility",
        command=AssessEligibility,
        permission="eligibility.assess",
        summary=Text(
            "Đánh giá điều kiện, tiêu chuẩn của hồ sơ", "Assess whether the dossier meets its criteria"
        ),
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="eligibility",
        path="/nominations/{nomination_id}/eligibility",
        params=answers.EligibilityAsked,
        result=answers.EligibilityItem,
        permission="eligibility.read",
        summary=Text(
            "Từng tiêu chuẩn của hồ sơ: đạt, không đạt hay cần người xem xét, vì sao",
            "Each criterion of the dossier: met, not met, or for a person to settle, and why",
        ),
    ),
    QueryEndpoint(
        name="record",
        path="/records/{subject_kind}/{subject_id}",
        params=answers.FactsAsked,
        result=answers.RecordItem,
        permission="fact.read",
        summary=Text("Dữ kiện đã ghi nhận về một cá nhân, tập thể", "The facts on record of a subject"),
    ),
    QueryEndpoint(
        name="resting-on-fact",
        path="/records/{subject_kind}/{subject_id}/facts/{fact_id}/resting",
        params=answers.RestingAsked,
        result=answers.RestingItem,
        permission="fact.read",
        summary=Text("Khen thưởng dựa trên một dữ kiện", "The awards that rest on a fact"),
        views=("dossiers",),
    ),
    QueryEndpoint(
        name="progress",
        path="/people/{person_id}/progress",
        params=answers.ProgressAsked,
        result=answers.ProgressItem,
        permission="fact.read",
        summary=Text("Còn thiếu gì để đạt danh hiệu tiếp theo", "What is still missing for the next title"),
    ),
    QueryEndpoint(
        name="progress-of-collective",
        path="/organisations/{organisation_id}/progress",
        params=answers.CollectiveProgressAsked,
        result=answers.CollectiveProgressItem,
        permission="fact.read",
        summary=Text(
            "Tập thể còn thiếu gì để đạt danh hiệu tiếp theo",
            "What a collective still lacks for the next title",
        ),
    ),
    QueryEndpoint(
        name="my-path",
        path="/my/path",
        params=own_answers.OwnPathAsked,
        result=own_answers.OwnPathItem,
        permission=None,
        summary=Text(
            "Đường phấn đấu và hồ sơ của chính mình",
            "One's own way to the next title, and one's own dossiers",
        ),
        views=("dossiers",),
    ),
)
