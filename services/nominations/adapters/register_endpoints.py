"""What is offered about organisations and people."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import register_answers as answers
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    NameSuccessor,
    RegisterOrganisation,
    RenameOrganisation,
)
from services.nominations.domain.person_messages import ChangePosition, EndPosition, RegisterPerson
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="register-organisation",
        path="/organisations",
        command=RegisterOrganisation,
        permission="organisation.register",
        summary=Text("Ghi nhận một tổ chức", "Register an organisation"),
        creates="organisation_id",
        scope="parent_id",
    ),
    CommandEndpoint(
        name="rename-organisation",
        path="/organisations/{organisation_id}/rename",
        command=RenameOrganisation,
        permission="organisation.change",
        summary=Text("Đổi tên tổ chức từ một ngày", "Rename an organisation from a day on"),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="move-organisation",
        path="/organisations/{organisation_id}/move",
        command=MoveOrganisation,
        permission="organisation.change",
        summary=Text(
            "Chuyển tổ chức về trực thuộc nơi khác từ một ngày",
            "Put an organisation under another from a day on",
        ),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="dissolve-organisation",
        path="/organisations/{organisation_id}/dissolve",
        command=DissolveOrganisation,
        permission="organisation.change",
        summary=Text(
            "Ghi nhận tổ chức giải thể và tổ chức kế thừa", "Dissolve an organisation, with its successors"
        ),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="name-successor",
        path="/organisations/{organisation_id}/successors",
        command=NameSuccessor,
        permission="organisation.change",
        summary=Text(
            "Ghi bổ sung tổ chức kế thừa của tổ chức đã giải thể",
            "Name one more successor of a dissolved organisation",
        ),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="register-person",
        path="/people",
        command=RegisterPerson,
        permission="person.register",
        summary=Text("Ghi nhận một cá nhân", "Register a person"),
        creates="person_id",
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="change-position",
        path="/people/{person_id}/positions",
        command=ChangePosition,
        permission="person.change",
        summary=Text(
            "Ghi nhận vị trí mới của cá nhân: bổ nhiệm, điều động, kiêm nhiệm",
            "Note another position of a person: appointment, transfer, or beside the main one",
        ),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="end-position",
        path="/people/{person_id}/positions/{organisation_id}/end",
        command=EndPosition,
        permission="person.change",
        summary=Text("Ghi nhận cá nhân thôi công tác tại tổ chức", "Note that a person left an organisation"),
        scope="organisation_id",
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="list-organisations",
        path="/organisations",
        params=answers.OrganisationsAsked,
        result=answers.OrganisationItem,
        permission="organisation.read",
        summary=Text("Danh sách tổ chức", "Organisations"),
        paged=True,
        views=("organisations",),
    ),
    QueryEndpoint(
        name="organisation",
        path="/organisations/{organisation_id}",
        params=answers.OneOrganisation,
        result=answers.OrganisationItem,
        permission="organisation.read",
        summary=Text("Một tổ chức và quá trình thay đổi", "One organisation and its history"),
    ),
    QueryEndpoint(
        name="organisation-tree",
        path="/organisations/{organisation_id}/tree",
        params=answers.TreeAsked,
        result=answers.TreeItem,
        permission="organisation.read",
        summary=Text("Cây tổ chức vào một ngày", "An organisation and all below it on a day"),
        views=("organisations",),
    ),
    QueryEndpoint(
        name="list-people",
        path="/people",
        params=answers.PeopleAsked,
        result=answers.PersonItem,
        permission="person.read",
        summary=Text("Danh sách cá nhân", "Persons"),
        paged=True,
        views=("people",),
    ),
    QueryEndpoint(
        name="person",
        path="/people/{person_id}",
        params=answers.OnePerson,
        result=answers.PersonItem,
        permission="person.read",
        summary=Text("Một cá nhân và các vị trí đã giữ", "One person and the positions they held"),
    ),
)
