"""One award cycle as this context sees it: every command once, every event at least once."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from services.awards.domain.session_messages import RecordAttendance, RecordMinutes
from shared.errors import Rejected
from shared.messages import NumberedEvent
from tests.unit.awards.builders import (
    FIVE,
    MARCH,
    MAY,
    SEVEN,
    cancel,
    cast,
    choose,
    close,
    constitute,
    convene,
    correct,
    declare,
    decline,
    demand,
    done,
    grant,
    issue,
    open_voting,
    present,
    recover,
)

RELEASED = Path(__file__).parents[2] / "contracts" / "samples" / "nominations"


def foreign(name, *, event_id=None, version=None, **data):
    """The released sample of an event of the nominations context, with other *data* in it, or as another event."""
    attributes = json.loads((RELEASED / name / "1.json").read_bytes())
    attributes["id"] = event_id or attributes["id"]
    attributes["streamversion"] = version or attributes["streamversion"]
    attributes["data"] |= data
    return NumberedEvent(source="nominations", epoch="e", position=1, body=json.dumps(attributes).encode())


def consolidated():
    candidates = [
        {
            "model_id": one.model_id,
            "unit_id": one.unit_id,
            "kind": one.kind,
            "subject_id": one.subject_id,
            "movement_id": one.movement_id,
            "registration": "registration-x@1",
        }
        for one in SEVEN
    ]
    return foreign("ListConsolidated", organisation_id="sct", candidates=candidates, minimum=4, maximum=5)


def put_to_council(**data):
    return foreign(
        "NominationPutToCouncil",
        **{
            "council_id": "c1",
            "organisation_id": "sct",
            "achievement_id": "tt1",
            "form": "giay_khen",
            **data,
        },
    )


def select(context):
    context.do(constitute(), role="director")
    context.react(consolidated())
    context.do(convene(about="plan-p1"))
    context.do(RecordAttendance(session_id="s1", present=FIVE[:4], occurrence=done()))
    refused(context, choose(3), role="council_chair")
    context.do(choose(5), role="council_chair")
    minutes = RecordMinutes(session_id="s1", number="3/BB-HĐ", sha256="b" * 64, occurrence=done(MARCH))
    context.do(minutes)


def vote(context, nomination_id="n1", **data):
    context.react(put_to_council(nomination_id=nomination_id, **data))
    context.do(open_voting(nomination_id=nomination_id))
    for name in FIVE[:3]:
        context.do(cast(name, nomination_id=nomination_id), actor=f"user:{name}", role="council_member")
    context.do(cast("dung", "against", nomination_id=nomination_id), actor="user:dung", role="council_member")
    context.do(close(nomination_id=nomination_id))


def award(context):
    refused(context, issue(form="bang_khen"), role="director")
    context.do(issue(), role="director")
    context.do(grant(), role="director")
    context.do(present(occurrence=done(date(2021, 6, 1))), role="office")


def apart(context):
    """A case with members recused, which the chair of the council decides."""
    case = {"nomination_id": "n3"}
    context.react(put_to_council(**case, achievement_id="tt3"))
    context.do(declare("giang", **case), actor="user:giang", role="council_member")
    context.do(demand("dung", **case))
    context.do(open_voting(**case))
    refused(context, cast("dung", **case), actor="user:dung", role="council_member")
    for name in FIVE[:3]:
        context.do(cast(name, **case), actor=f"user:{name}", role="council_member")
    context.do(close(**case))
    context.do(issue(**case, number="79/QĐ-SCT", by="user:an"), actor="user:an", role="director")


def held(hold_id="tam-dung-1", **data):
    data = {"nomination_id": "n1", "hold_id": hold_id, **data}
    return foreign("NominationHeld", event_id=f"held-{hold_id}", **data)


def released(hold_id="tam-dung-1", **data):
    data = {"nomination_id": "n1", "hold_id": hold_id, **data}
    return foreign("NominationReleased", event_id=f"released-{hold_id}", **data)


LEAVINGS = ("NominationForwarded", "ReturnedDown", "NominationWithdrawn", "NominationDeclined")


def gone(name="NominationForwarded", version=20, **data):
    """The dossier went elsewhere, as the event *version* of its history."""
    return foreign(name, event_id=f"gone-{version}", version=version, **{"nomination_id": "n1", **data})


def upward(context):
    """A case that was voted on and went upward."""
    case = {"nomination_id": "n9"}
    vote(context, **case, achievement_id="tt9")
    context.react(gone(**case))
    refused(context, issue(**case), role="director")


def lived(context):
    """One award is refused by whoever it is for, another corrected, cancelled and taken back."""
    for case, achievement in (({"nomination_id": "n6"}, "tt6"), ({"nomination_id": "n7"}, "tt7")):
        vote(context, **case, achievement_id=achievement)
        context.do(issue(**case), role="director")
        context.do(grant(**case), role="director")
    context.do(decline(nomination_id="n6"), role="office")
    case = {"nomination_id": "n7"}
    context.do(present(**case, occurrence=done(date(2021, 6, 1))), role="office")
    context.do(correct(**case), role="director")
    refused(context, cancel(**case, signatory_role="province_chair"), role="director")
    context.do(cancel(**case), role="director")
    context.do(recover(**case), role="office")


def stopped(context):
    """A case on hold: no vote is opened until it is released."""
    case = {"nomination_id": "n8"}
    context.react(held(**case))
    context.react(put_to_council(**case, achievement_id="tt4"))
    refused(context, open_voting(**case))
    context.react(released(**case))
    context.do(open_voting(**case))


def refused(context, command, **options):
    """Do what a rule refuses; gives the answer."""
    try:
        context.do(command, **options)
    except Rejected as answer:
        return answer
    raise AssertionError("it was not refused")


def whole(context):
    select(context)
    vote(context)
    award(context)
    return context


def everything(context):
    """The cycle, and all else that happens in this context."""
    apart(whole(context))
    stopped(context)
    upward(context)
    lived(context)
    return context


__all__ = [
    "LEAVINGS",
    "MAY",
    "apart",
    "award",
    "consolidated",
    "everything",
    "foreign",
    "gone",
    "held",
    "lived",
    "put_to_council",
    "refused",
    "released",
    "select",
    "stopped",
    "upward",
    "vote",
    "whole",
]
