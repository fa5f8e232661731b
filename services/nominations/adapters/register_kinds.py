"""The register's part of the catalogue: what happens to organisations and people, and how a timeline tells it."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.domain.moving import MoveEntered
from services.nominations.domain.organisation_messages import (
    OrganisationDissolved,
    OrganisationMoved,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
    SuccessorNamed,
)
from services.nominations.domain.person_messages import PersonRegistered, PositionChanged, PositionEnded
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        OrganisationRegistered,
        Text("Một tổ chức được ghi nhận.", "An organisation was registered."),
        Text("{actor} ghi nhận tổ chức {name}", "{actor} registered the organisation {name}"),
        version=2,
        upcasters={1: lambda data: {**data}},  # version 2 allows one more level
    ),
    EventKind(
        OrganisationRenamed,
        Text("Một tổ chức mang tên khác từ một ngày.", "An organisation has another name from a day on."),
        Text(
            "{actor} đổi tên “{former_name}” thành “{name}” từ {since}, theo {resolution.number} ngày {resolution.dated} ({resolution.confirmed})",
            "{actor} renamed “{former_name}” to “{name}” as of {since}, by {resolution.number} of {resolution.dated} ({resolution.confirmed})",
        ),
    ),
    EventKind(
        OrganisationMoved,
        Text(
            "Một tổ chức chuyển về trực thuộc nơi khác từ một ngày.",
            "An organisation lies under another one from a day on.",
        ),
        Text(
            "{actor} chuyển {organisation_id} về trực thuộc {parent_id} từ {since}, theo {resolution.number} ngày {resolution.dated} ({resolution.confirmed})",
            "{actor} put {organisation_id} under {parent_id} as of {since}, by {resolution.number} of {resolution.dated} ({resolution.confirmed})",
        ),
    ),
    EventKind(
        MoveEntered,
        Text(
            "Việc chuyển một tổ chức được ghi vào sổ chuyển tổ chức, lần lượt từng việc.",
            "A move of an organisation was entered in the register of moves, one after the other.",
        ),
        Text(
            "Việc chuyển {organisation_id} về trực thuộc {parent_id} được ghi vào sổ",
            "The move of {organisation_id} under {parent_id} is entered in the register",
        ),
    ),
    EventKind(
        OrganisationDissolved,
        Text(
            "Một tổ chức giải thể từ một ngày, có hoặc chưa có tổ chức kế thừa.",
            "An organisation no longer stands from a day on; successors may be named.",
        ),
        Text(
            "{actor} ghi nhận {organisation_id} giải thể từ {since}; tổ chức kế thừa: {successors}, theo {resolution.number} ngày {resolution.dated} ({resolution.confirmed})",
            "{actor} noted that {organisation_id} was dissolved as of {since}; successors: {successors}, by {resolution.number} of {resolution.dated} ({resolution.confirmed})",
        ),
    ),
    EventKind(
        SuccessorNamed,
        Text(
            "Một tổ chức đã giải thể có thêm tổ chức kế thừa.",
            "One more successor of a dissolved organisation is known.",
        ),
        Text(
            "{actor} ghi bổ sung {successor_id} kế thừa {organisation_id}, giải thể từ {since}, theo {resolution.number} ngày {resolution.dated} ({resolution.confirmed})",
            "{actor} named {successor_id} as one more successor of {organisation_id}, dissolved as of {since}, by {resolution.number} of {resolution.dated} ({resolution.confirmed})",
        ),
    ),
    EventKind(
        OrganisationSucceeded,
        Text(
            "Một tổ chức kế thừa một tổ chức đã giải thể.",
            "An organisation took over from one that was dissolved.",
        ),
        Text(
            "{organisation_id} kế thừa {predecessor_id} từ {since}",
            "{organisation_id} took over from {predecessor_id} as of {since}",
        ),
    ),
    EventKind(
        PersonRegistered,
        Text("Một cá nhân được ghi nhận ở một tổ chức.", "A person was registered in an organisation."),
        Text(
            "{actor} ghi nhận {person_id} công tác tại {organisation_id}",
            "{actor} registered {person_id} as serving in {organisation_id}",
        ),
    ),
    EventKind(
        PositionChanged,
        Text(
            "Một cá nhân giữ vị trí khác từ một ngày, thay cho hoặc bên cạnh vị trí chính.",
            "A person holds another position from a day on, in place of the main one or beside it.",
        ),
        Text(
            "{actor} ghi nhận {person_id} là {position} tại {organisation_id} từ {since} (kiêm nhiệm: {concurrent})",
            "{actor} noted {person_id} as {position} in {organisation_id} as of {since} (beside another: {concurrent})",
        ),
    ),
    EventKind(
        PositionEnded,
        Text("Một cá nhân thôi công tác tại một tổ chức.", "A person left an organisation."),
        Text(
            "{actor} ghi nhận {person_id} thôi công tác tại {organisation_id} từ {since}",
            "{actor} noted that {person_id} left {organisation_id} as of {since}",
        ),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "confirmed": {
        "true": Text("đã đối chiếu văn bản", "compared with the official text"),
        "false": Text("CHƯA được xác nhận", "NOT confirmed"),
    },
    "position": {
        "leader": Text("lãnh đạo cơ quan", "leader of the organisation"),
        "head": Text("lãnh đạo cấp phòng, trung tâm", "head of a unit"),
        "staff": Text("cán bộ, công chức, viên chức", "member of the staff"),
    },
    "level": {
        "state": Text("nhà nước", "state"),
        "ministry": Text("bộ, ngành", "ministry"),
        "province": Text("tỉnh", "province"),
        "department": Text("sở, ban, ngành tỉnh", "department"),
        "unit": Text("phòng, đơn vị trực thuộc", "unit"),
        "commune": Text("xã", "commune"),
        "board": Text("ban Thi đua, khen thưởng", "board of emulation and commendation"),
        "party": Text("tổ chức đảng", "party body"),
    },
}
"""What the values of a field are called in a sentence."""
