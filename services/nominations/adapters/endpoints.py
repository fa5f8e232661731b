"""What this context offers over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.adapters import (
    account_endpoints,
    achievement_endpoints,
    carrying_endpoints,
    dossier_endpoints,
    eligibility_endpoints,
    emulation_endpoints,
    import_endpoints,
    model_endpoints,
    outcome_endpoints,
    quota_endpoints,
    register_endpoints,
    striving_endpoints,
    subject_endpoints,
)
from services.nominations.application import answers
from services.nominations.domain.appraisal_messages import NameAppraisingUnit
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.movement import LaunchMovement
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    OpenNomination,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    DraftPlan,
    IssuePlan,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from services.nominations.domain.registration_messages import SubmitRegistrationList
from shared.endpoints import ActionEndpoint, CommandEndpoint, QueryEndpoint
from shared.parked_endpoints import PARKED_ACTIONS, PARKED_QUERIES
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    *register_endpoints.COMMANDS,
    *subject_endpoints.COMMANDS,
    CommandEndpoint(
        name="launch-movement",
        path="/movements",
        command=LaunchMovement,
        permission="movement.launch",
        summary=Text("Phát động một phong trào thi đua", "Launch an emulation movement"),
        creates="movement_id",
        scope="issuer_id",
    ),
    CommandEndpoint(
        name="draft-plan",
        path="/plans",
        command=DraftPlan,
        permission="plan.draft",
        summary=Text("Soạn dự thảo kế hoạch", "Draft a plan"),
        creates="plan_id",
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="issue-plan",
        path="/plans/{plan_id}/issue",
        command=IssuePlan,
        permission="plan.issue",
        summary=Text("Ban hành kế hoạch", "Issue the plan"),
    ),
    CommandEndpoint(
        name="send-plan",
        path="/plans/{plan_id}/send",
        command=SendPlan,
        permission="plan.send",
        summary=Text("Gửi kế hoạch đến một nơi nhận", "Send the plan to a recipient"),
    ),
    CommandEndpoint(
        name="record-delivery",
        path="/plans/{plan_id}/deliveries",
        command=RecordDelivery,
        permission="plan.send",
        summary=Text("Ghi nhận nơi nhận đã nhận kế hoạch", "Note that a recipient got the plan"),
    ),
    CommandEndpoint(
        name="attach-to-plan",
        path="/plans/{plan_id}/attachments",
        command=AttachToPlan,
        permission="plan.send",
        summary=Text(
            "Ghi nhận tệp đính kèm kế hoạch bằng mã băm SHA-256",
            "Note a file that goes with the plan, by its SHA-256",
        ),
    ),
    CommandEndpoint(
        name="withdraw-plan-file",
        path="/plans/{plan_id}/attachments/{sha256}/withdraw",
        command=WithdrawPlanFile,
        permission="plan.send",
        summary=Text("Hủy ghi nhận một tệp đính kèm kế hoạch", "Take back that a file goes with the plan"),
    ),
    CommandEndpoint(
        name="submit-registration",
        path="/plans/{plan_id}/registrations/{unit_id}",
        command=SubmitRegistrationList,
        permission="registration.submit",
        summary=Text("Gửi danh sách đăng ký điển hình của đơn vị", "Send the unit's list of models"),
        scope="unit_id",
    ),
    CommandEndpoint(
        name="consolidate-list",
        path="/plans/{plan_id}/consolidation",
        command=ConsolidateList,
        permission="list.consolidate",
        summary=Text("Tổng hợp danh sách trình Hội đồng", "Gather the units' lists for the council"),
    ),
    CommandEndpoint(
        name="send-list",
        path="/plans/{plan_id}/consolidation/send",
        command=SendList,
        permission="list.send",
        summary=Text("Gửi danh sách được chọn lên cấp trên", "Send the selected models upward"),
    ),
    CommandEndpoint(
        name="open-nomination",
        path="/nominations",
        command=OpenNomination,
        permission="nomination.open",
        summary=Text("Lập hồ sơ đề nghị khen thưởng", "Open a nomination dossier"),
        creates="nomination_id",
        scope="unit_id",
    ),
    CommandEndpoint(
        name="attach-document",
        path="/nominations/{nomination_id}/documents",
        command=AttachDocument,
        permission="nomination.supplement",
        summary=Text("Đính kèm tài liệu vào hồ sơ", "Attach a document to the dossier"),
    ),
    CommandEndpoint(
        name="submit-nomination",
        path="/nominations/{nomination_id}/submit",
        command=SubmitNomination,
        permission="nomination.supplement",
        summary=Text("Trình hồ sơ", "Submit the dossier"),
    ),
    CommandEndpoint(
        name="return-nomination",
        path="/nominations/{nomination_id}/return",
        command=ReturnNomination,
        permission="nomination.return",
        summary=Text("Trả lại hồ sơ, nêu lý do", "Give the dossier back with a reason"),
    ),
    CommandEndpoint(
        name="name-appraising-unit",
        path="/nominations/{nomination_id}/appraising-unit",
        command=NameAppraisingUnit,
        permission="nomination.assign",
        summary=Text("Giao đơn vị khác thẩm định hồ sơ", "Have another unit appraise the dossier"),
    ),
    CommandEndpoint(
        name="receive-nomination",
        path="/nominations/{nomination_id}/receive",
        command=ReceiveForAppraisal,
        permission="nomination.receive",
        summary=Text("Tiếp nhận hồ sơ để thẩm định", "Receive the dossier for appraisal"),
    ),
    CommandEndpoint(
        name="put-to-council",
        path="/nominations/{nomination_id}/put-to-council",
        command=PutToCouncil,
        permission="nomination.put",
        summary=Text("Trình hồ sơ lên Hội đồng", "Put the dossier to a council"),
    ),
    *carrying_endpoints.COMMANDS,
    *emulation_endpoints.COMMANDS,
    *striving_endpoints.COMMANDS,
    *model_endpoints.COMMANDS,
    *dossier_endpoints.COMMANDS,
    *achievement_endpoints.COMMANDS,
    *account_endpoints.COMMANDS,
    *eligibility_endpoints.COMMANDS,
)

QUERIES: Sequence[QueryEndpoint] = (
    *register_endpoints.QUERIES,
    *subject_endpoints.QUERIES,
    QueryEndpoint(
        name="list-movements",
        path="/movements",
        params=answers.MovementsAsked,
        result=answers.MovementItem,
        permission="movement.read",
        summary=Text("Danh sách phong trào thi đua", "Emulation movements"),
        paged=True,
        views=("movements",),
    ),
    QueryEndpoint(
        name="plan",
        path="/plans/{plan_id}",
        params=answers.OnePlan,
        result=answers.PlanItem,
        permission="plan.read",
        summary=Text("Một kế hoạch và tình trạng gửi", "A plan and where it was sent"),
    ),
    QueryEndpoint(
        name="registrations",
        path="/plans/{plan_id}/registrations",
        params=answers.OnePlan,
        result=answers.RegistrationsItem,
        permission="registration.read",
        summary=Text("Danh sách đăng ký của các đơn vị", "The lists of the plan's units"),
    ),
    QueryEndpoint(
        name="registration",
        path="/plans/{plan_id}/registrations/{unit_id}",
        params=answers.OneList,
        result=answers.ListItem,
        permission="registration.read",
        summary=Text("Danh sách đăng ký của một đơn vị", "One unit's list"),
    ),
    QueryEndpoint(
        name="consolidation",
        path="/plans/{plan_id}/consolidation",
        params=answers.OnePlan,
        result=answers.ConsolidationItem,
        permission="list.read",
        summary=Text("Danh sách tổng hợp của kế hoạch", "The plan's consolidated list"),
    ),
    QueryEndpoint(
        name="nomination",
        path="/nominations/{nomination_id}",
        params=answers.OneNomination,
        result=answers.NominationItem,
        permission="nomination.read",
        summary=Text("Một hồ sơ đề nghị khen thưởng", "One nomination dossier"),
    ),
    QueryEndpoint(
        name="list-cases",
        path="/cases",
        params=answers.CasesAsked,
        result=answers.CaseItem,
        permission="case.read",
        summary=Text("Danh sách vụ việc", "Cases"),
        paged=True,
        views=("cases",),
    ),
    *carrying_endpoints.QUERIES,
    *emulation_endpoints.QUERIES,
    *striving_endpoints.QUERIES,
    *model_endpoints.QUERIES,
    *dossier_endpoints.QUERIES,
    *achievement_endpoints.QUERIES,
    *account_endpoints.QUERIES,
    *eligibility_endpoints.QUERIES,
    *outcome_endpoints.QUERIES,
    *quota_endpoints.QUERIES,
    *import_endpoints.QUERIES,
    *PARKED_QUERIES,
)

ACTIONS: Sequence[ActionEndpoint] = (*account_endpoints.ACTIONS, *PARKED_ACTIONS)
