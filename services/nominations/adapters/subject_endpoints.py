"""The endpoints on data subjects' requests."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import subject_answers as answers
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    LiftRestriction,
    ReceiveSubjectRequest,
)
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="receive-subject-request",
        path="/people/{person_id}/requests",
        command=ReceiveSubjectRequest,
        permission="subject.receive",
        summary=Text(
            "Nhận yêu cầu của cá nhân về dữ liệu của mình: xem, chỉnh sửa, hạn chế, xóa",
            "Note a person's request about their own data: view, correct, restrict, erase",
        ),
        creates="request_id",
    ),
    CommandEndpoint(
        name="answer-subject-request",
        path="/people/{person_id}/requests/{request_id}/answer",
        command=AnswerSubjectRequest,
        permission="subject.answer",
        summary=Text(
            "Trả lời yêu cầu và thực hiện khi chấp nhận", "Answer the request, and do it when it is granted"
        ),
    ),
    CommandEndpoint(
        name="lift-restriction",
        path="/people/{person_id}/lift-restriction",
        command=LiftRestriction,
        permission="subject.answer",
        summary=Text("Gỡ hạn chế xử lý dữ liệu", "Lift a restriction"),
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="list-subject-requests",
        path="/subject-requests",
        params=answers.SubjectRequestsAsked,
        result=answers.SubjectRequestRow,
        permission="subject.read",
        summary=Text("Yêu cầu về dữ liệu, mở và quá hạn", "Requests about data, open and overdue"),
        paged=True,
        views=("subject_requests",),
    ),
    QueryEndpoint(
        name="subject-file",
        path="/people/{person_id}/file",
        params=answers.OneSubject,
        result=answers.SubjectFile,
        permission="subject.read",
        summary=Text("Tất cả những gì được lưu về một cá nhân ở đây", "All that is kept of a person here"),
    ),
)
