"""The part of the catalogue on data subjects' requests, and how a timeline tells them."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.domain.subject_request_messages import (
    PersonCorrected,
    PersonErased,
    PersonRestricted,
    RestrictionLifted,
    SubjectRequestAnswered,
    SubjectRequestReceived,
)
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        SubjectRequestReceived,
        Text("Một cá nhân yêu cầu về dữ liệu của mình.", "A person asked about their own data."),
        Text(
            "{actor} nhận yêu cầu {kind} dữ liệu của {person_id} ngày {received_on}, hạn trả lời: {due_on}",
            "{actor} received a request of {person_id} to {kind} their data on {received_on}, to be answered by {due_on}",
        ),
    ),
    EventKind(
        SubjectRequestAnswered,
        Text("Yêu cầu về dữ liệu được trả lời.", "A request about data was answered."),
        Text(
            "{actor} trả lời yêu cầu {kind} dữ liệu của {person_id}: {outcome}, vì {reason}",
            "{actor} answered the request of {person_id} to {kind} their data: {outcome}, because {reason}",
        ),
        version=3,
        upcasters={
            1: lambda data: {**data},  # version 2 seals the reason under the person's key, and may lack it
            2: lambda data: {**data, "kept": []},
        },
    ),
    EventKind(
        PersonCorrected,
        Text("Tên của một cá nhân được chỉnh sửa.", "A person's name was corrected."),
        Text(
            "{actor} chỉnh sửa tên của {person_id} thành {name}",
            "{actor} corrected the name of {person_id} to {name}",
        ),
    ),
    EventKind(
        PersonRestricted,
        Text("Việc xử lý dữ liệu của một cá nhân bị hạn chế.", "Use of a person's data was restricted."),
        Text(
            "{actor} hạn chế xử lý dữ liệu của {person_id}",
            "{actor} restricted the use of {person_id}’s data",
        ),
    ),
    EventKind(
        RestrictionLifted,
        Text("Việc hạn chế xử lý được gỡ.", "A restriction was lifted."),
        Text(
            "{actor} gỡ hạn chế xử lý dữ liệu của {person_id}",
            "{actor} lifted the restriction on {person_id}’s data",
        ),
    ),
    EventKind(
        PersonErased,
        Text("Dữ liệu cá nhân được xóa theo yêu cầu.", "Personal data were erased on request."),
        Text(
            "{actor} xóa dữ liệu cá nhân của {person_id}", "{actor} erased the personal data of {person_id}"
        ),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "outcome": {
        "granted": Text("chấp nhận", "granted"),
        "refused": Text("từ chối", "refused"),
    },
}
