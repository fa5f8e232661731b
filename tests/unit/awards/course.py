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
    cast,
    choose,
    close,
    constitute,
    convene,
    done,
    grant,
    issue,
    open_voting,
    present,
)

RELEASED = Path(__file__).parents[2] / "contracts" / "samples" / "nominations"


def foreign(name, **data):
    """The released sample of an event of the nominations context, with other *data* in it."""
    attributes = json.loads((RELEASED / name / "1.json").read_bytes())
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


__all__ = ["MAY", "award", "consolidated", "foreign", "put_to_council", "refused", "select", "vote", "whole"]
