"""What this context offers over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Sequence

from services.awards.application import answers
from services.awards.domain.award_messages import GrantAward, IssueDecision, PresentAward
from services.awards.domain.council import ConstituteCouncil
from services.awards.domain.item_messages import CastOpenVote, CloseVote, OpenVoting
from services.awards.domain.life_messages import (
    CancelAward,
    CorrectAward,
    DeclineAward,
    RecoverFromAward,
)
from services.awards.domain.recusal_messages import DeclareRecusal, DemandRecusal
from services.awards.domain.selection_messages import ChooseModels
from services.awards.domain.session_messages import ConveneSession, RecordAttendance, RecordMinutes
from shared.endpoints import ActionEndpoint, CommandEndpoint, QueryEndpoint
from shared.parked_endpoints import PARKED_ACTIONS, PARKED_QUERIES
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="constitute-council",
        path="/councils",
        command=ConstituteCouncil,
        permission="council.constitute",
        summary=Text("Thành lập Hội đồng", "Constitute a council"),
        creates="council_id",
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="convene-session",
        path="/sessions",
        command=ConveneSession,
        permission="session.convene",
        summary=Text("Triệu tập phiên họp", "Convene the council"),
        creates="session_id",
    ),
    CommandEndpoint(
        name="record-attendance",
        path="/sessions/{session_id}/attendance",
        command=RecordAttendance,
        permission="session.attend",
        summary=Text("Điểm danh phiên họp", "Record who attends"),
    ),
    CommandEndpoint(
        name="record-minutes",
        path="/sessions/{session_id}/minutes",
        command=RecordMinutes,
        permission="session.minute",
        summary=Text("Ghi biên bản phiên họp", "Record the minutes"),
    ),
    CommandEndpoint(
        name="choose-models",
        path="/selections/{plan_id}/choose",
        command=ChooseModels,
        permission="selection.choose",
        summary=Text("Hội đồng lựa chọn điển hình", "Choose models, with reasons for the others"),
    ),
    CommandEndpoint(
        name="declare-recusal",
        path="/items/{nomination_id}/recusal",
        command=DeclareRecusal,
        permission="recusal.declare",
        summary=Text("Ủy viên tự rút khỏi việc", "Take no part in the item"),
    ),
    CommandEndpoint(
        name="demand-recusal",
        path="/items/{nomination_id}/recusals/{member}",
        command=DemandRecusal,
        permission="recusal.demand",
        summary=Text("Yêu cầu một ủy viên rút khỏi việc", "Have a member take no part in the item"),
    ),
    CommandEndpoint(
        name="open-vote",
        path="/items/{nomination_id}/open-vote",
        command=OpenVoting,
        permission="vote.open",
        summary=Text("Mở biểu quyết công khai", "Open the vote"),
    ),
    CommandEndpoint(
        name="cast-vote",
        path="/items/{nomination_id}/votes",
        command=CastOpenVote,
        permission="vote.cast",
        summary=Text("Biểu quyết", "Vote"),
    ),
    CommandEndpoint(
        name="close-vote",
        path="/items/{nomination_id}/close",
        command=CloseVote,
        permission="vote.close",
        summary=Text("Đóng biểu quyết và kiểm đếm", "Close the vote and count"),
    ),
    CommandEndpoint(
        name="decide-award",
        path="/awards/{nomination_id}/decide",
        command=IssueDecision,
        permission="award.decide",
        summary=Text("Quyết định khen thưởng", "Decide the award"),
    ),
    CommandEndpoint(
        name="grant-award",
        path="/awards/{nomination_id}/grant",
        command=GrantAward,
        permission="award.grant",
        summary=Text("Tặng phần thưởng", "Grant the award"),
    ),
    CommandEndpoint(
        name="present-award",
        path="/awards/{nomination_id}/present",
        command=PresentAward,
        permission="award.present",
        summary=Text("Trao phần thưởng", "Hand the award over"),
    ),
    CommandEndpoint(
        name="decline-award",
        path="/awards/{nomination_id}/decline",
        command=DeclineAward,
        permission="award.decline",
        summary=Text("Ghi nhận việc từ chối nhận", "Note that whoever it is for refuses it"),
    ),
    CommandEndpoint(
        name="correct-award",
        path="/awards/{nomination_id}/corrections",
        command=CorrectAward,
        permission="award.correct",
        summary=Text("Đính chính quyết định khen thưởng", "Correct the decision"),
    ),
    CommandEndpoint(
        name="cancel-award",
        path="/awards/{nomination_id}/cancel",
        command=CancelAward,
        permission="award.cancel",
        summary=Text("Hủy bỏ quyết định khen thưởng", "Cancel the award by a decision"),
    ),
    CommandEndpoint(
        name="recover-from-award",
        path="/awards/{nomination_id}/recoveries",
        command=RecoverFromAward,
        permission="award.recover",
        summary=Text("Ghi nhận việc thu hồi", "Note what came back of a cancelled award"),
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="council",
        path="/councils/{council_id}",
        params=answers.OneCouncil,
        result=answers.CouncilItem,
        permission="council.read",
        summary=Text("Một Hội đồng", "A council"),
    ),
    QueryEndpoint(
        name="list-councils",
        path="/councils",
        params=answers.CouncilsAsked,
        result=answers.CouncilRow,
        permission="council.read",
        summary=Text("Danh sách Hội đồng", "Councils"),
        paged=True,
        views=("councils",),
    ),
    QueryEndpoint(
        name="session",
        path="/sessions/{session_id}",
        params=answers.OneSession,
        result=answers.SessionItem,
        permission="session.read",
        summary=Text("Một phiên họp", "A session"),
    ),
    QueryEndpoint(
        name="selection",
        path="/selections/{plan_id}",
        params=answers.OneSelection,
        result=answers.SelectionItem,
        permission="selection.read",
        summary=Text("Kết quả lựa chọn của một kế hoạch", "The selection under a plan"),
    ),
    QueryEndpoint(
        name="item",
        path="/items/{nomination_id}",
        params=answers.OneItem,
        result=answers.AgendaItem,
        permission="item.read",
        summary=Text("Một hồ sơ trước Hội đồng", "A nomination before its council"),
    ),
    QueryEndpoint(
        name="list-items",
        path="/items",
        params=answers.ItemsAsked,
        result=answers.AgendaRow,
        permission="item.read",
        summary=Text("Danh sách hồ sơ trước Hội đồng", "Nominations before a council"),
        paged=True,
        views=("items",),
    ),
    QueryEndpoint(
        name="award",
        path="/awards/{nomination_id}",
        params=answers.OneAward,
        result=answers.AwardItem,
        permission="award.read",
        summary=Text("Một phần thưởng", "An award"),
    ),
    QueryEndpoint(
        name="list-awards",
        path="/awards",
        params=answers.AwardsAsked,
        result=answers.AwardRow,
        permission="award.read",
        summary=Text("Danh sách phần thưởng", "Awards"),
        paged=True,
        views=("awards",),
    ),
    *PARKED_QUERIES,
)

ACTIONS: Sequence[ActionEndpoint] = PARKED_ACTIONS
