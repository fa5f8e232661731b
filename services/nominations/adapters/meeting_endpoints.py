"""What is offered around movements taken up, blocs, pledges and conferences, over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import bloc_answers
from services.nominations.application import emulation_answers as answers
from services.nominations.domain.bloc_messages import ChangeBlocMembers, EstablishBloc
from services.nominations.domain.conference_messages import HoldConference
from services.nominations.domain.pledge_messages import SignPledge
from services.nominations.domain.uptake import TakeUpMovement
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="take-up-movement",
        path="/movements/{movement_id}/uptakes",
        command=TakeUpMovement,
        permission="movement.take-up",
        summary=Text("Hưởng ứng một phong trào thi đua", "Take part in a movement"),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="establish-bloc",
        path="/blocs",
        command=EstablishBloc,
        permission="bloc.establish",
        summary=Text("Thành lập khối thi đua theo văn bản", "Establish a bloc by a document"),
        creates="bloc_id",
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="change-bloc-members",
        path="/blocs/{bloc_id}/members",
        command=ChangeBlocMembers,
        permission="bloc.establish",
        summary=Text(
            "Thay đổi thành viên, trưởng khối theo văn bản sau", "Change members and head by a later document"
        ),
    ),
    CommandEndpoint(
        name="sign-pledge",
        path="/pledges",
        command=SignPledge,
        permission="pledge.sign",
        summary=Text("Ghi nhận giao ước thi đua đã ký", "Note a pledge that was signed"),
        creates="pledge_id",
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="hold-conference",
        path="/conferences",
        command=HoldConference,
        permission="conference.hold",
        summary=Text("Ghi nhận hội nghị đã tổ chức", "Note a conference that was held"),
        creates="conference_id",
        scope="organisation_id",
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="list-uptakes",
        path="/uptakes",
        params=answers.UptakesAsked,
        result=answers.UptakeItem,
        permission="movement.read",
        summary=Text("Đơn vị nào hưởng ứng phong trào nào", "Who takes part in which movement"),
        paged=True,
        views=("uptakes",),
    ),
    QueryEndpoint(
        name="list-blocs",
        path="/blocs",
        params=bloc_answers.BlocsAsked,
        result=bloc_answers.BlocRow,
        permission="bloc.read",
        summary=Text("Các khối thi đua và thành viên theo năm", "Blocs and their members by year"),
        paged=True,
        views=("blocs",),
    ),
    QueryEndpoint(
        name="bloc",
        path="/blocs/{bloc_id}",
        params=bloc_answers.OneBloc,
        result=bloc_answers.BlocItem,
        permission="bloc.read",
        summary=Text("Một khối thi đua qua các văn bản", "One bloc through its documents"),
    ),
    QueryEndpoint(
        name="list-pledges",
        path="/pledges",
        params=answers.PledgesAsked,
        result=answers.PledgeItem,
        permission="pledge.read",
        summary=Text("Danh sách giao ước thi đua", "Pledges"),
        paged=True,
        views=("pledges",),
    ),
    QueryEndpoint(
        name="list-conferences",
        path="/conferences",
        params=answers.ConferencesAsked,
        result=answers.ConferenceRow,
        permission="conference.read",
        summary=Text("Danh sách hội nghị", "Conferences"),
        paged=True,
        views=("conferences",),
    ),
    QueryEndpoint(
        name="conference",
        path="/conferences/{conference_id}",
        params=answers.OneConference,
        result=answers.ConferenceItem,
        permission="conference.read",
        summary=Text("Một hội nghị", "One conference"),
    ),
)
