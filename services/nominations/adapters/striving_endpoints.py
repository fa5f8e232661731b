"""What is offered around titles registered and initiatives, over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import striving_answers as answers
from services.nominations.domain.initiative_messages import (
    ApplyInitiative,
    CertifyReach,
    ProposeInitiative,
    RecogniseInitiative,
)
from services.nominations.domain.title_messages import RegisterTitles, WithdrawTitle
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="propose-initiative",
        path="/initiatives",
        command=ProposeInitiative,
        permission="initiative.propose",
        summary=Text("Đăng ký một sáng kiến", "Put an initiative forward"),
        creates="initiative_id",
        scope="unit_id",
    ),
    CommandEndpoint(
        name="apply-initiative",
        path="/initiatives/{initiative_id}/application",
        command=ApplyInitiative,
        permission="initiative.propose",
        summary=Text("Ghi nhận sáng kiến được áp dụng", "Note since when the initiative is in use"),
    ),
    CommandEndpoint(
        name="recognise-initiative",
        path="/initiatives/{initiative_id}/recognitions",
        command=RecogniseInitiative,
        permission="initiative.recognise",
        summary=Text("Công nhận sáng kiến ở một cấp", "Recognise the initiative at a level"),
    ),
    CommandEndpoint(
        name="certify-reach",
        path="/initiatives/{initiative_id}/reach",
        command=CertifyReach,
        permission="initiative.recognise",
        summary=Text("Xác nhận phạm vi ảnh hưởng của sáng kiến", "Certify the initiative's reach"),
    ),
    CommandEndpoint(
        name="register-titles",
        path="/organisations/{unit_id}/titles",
        command=RegisterTitles,
        permission="title.register",
        summary=Text("Đăng ký danh hiệu thi đua của năm", "Register titles for a year"),
        scope="unit_id",
    ),
    CommandEndpoint(
        name="withdraw-title",
        path="/organisations/{unit_id}/titles/withdraw",
        command=WithdrawTitle,
        permission="title.register",
        summary=Text("Rút một danh hiệu đã đăng ký", "Take a registered title back"),
        scope="unit_id",
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="list-initiatives",
        path="/initiatives",
        params=answers.InitiativesAsked,
        result=answers.InitiativeRow,
        permission="initiative.read",
        summary=Text("Danh sách sáng kiến", "Initiatives"),
        paged=True,
        views=("initiatives",),
    ),
    QueryEndpoint(
        name="initiative",
        path="/initiatives/{initiative_id}",
        params=answers.OneInitiative,
        result=answers.InitiativeItem,
        permission="initiative.read",
        summary=Text("Một sáng kiến", "One initiative"),
    ),
    QueryEndpoint(
        name="counting-initiatives",
        path="/people/{person_id}/initiatives",
        params=answers.CountingAsked,
        result=answers.CountingItem,
        permission="initiative.read",
        summary=Text(
            "Sáng kiến của một người được tính ở một cấp", "What of a person's initiatives counts at a level"
        ),
        views=("initiatives",),
    ),
    QueryEndpoint(
        name="list-titles",
        path="/titles",
        params=answers.RegisteredAsked,
        result=answers.RegisteredRow,
        permission="title.read",
        summary=Text("Danh sách danh hiệu thi đua đã đăng ký", "Titles that are registered"),
        paged=True,
        views=("titles",),
    ),
    QueryEndpoint(
        name="titles",
        path="/organisations/{unit_id}/titles",
        params=answers.TitlesAsked,
        result=answers.TitlesItem,
        permission="title.read",
        summary=Text(
            "Đăng ký danh hiệu của đơn vị, ai còn thiếu", "A unit's registration and who is missing"
        ),
        views=("people",),
    ),
    QueryEndpoint(
        name="titles-of-units",
        path="/organisations/{organisation_id}/titles-of-units",
        params=answers.UnitsTitlesAsked,
        result=answers.UnitTitles,
        permission="title.read",
        summary=Text("Tỷ lệ đăng ký của các đơn vị trực thuộc", "The registrations of all units below"),
        paged=True,
        views=("organisations", "people", "unit_titles"),
    ),
)
