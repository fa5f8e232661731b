"""
What may be done in a dossier's course beside its plain steps: tạm dừng, kiến nghị, hiệp y, công khai, trình cấp trên.

Each act is data: the command it asks for, the fields of its form, and the word for its having been done. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, get_args

from services.nominations.adapters.dossier_values import VALUES
from services.nominations.domain.consulting_messages import Opinion
from services.nominations.domain.forwarding_messages import ExternalAnswer
from services.nominations.domain.holding_messages import Channel, HoldCause, ObjectionKind
from services.nominations.domain.nomination_states import OVER
from shared.portal.acts import NOW, Act, Can, Entry
from shared.texts import Text


def _coded(values: Sequence[str], name: str) -> Sequence[tuple[str, str | Text]]:
    return [(value, VALUES[name][value]) for value in values]


REASON: Final = Entry(name="reason", word="reason", kind="area")
GROUND: Final = Entry(name="ground", word="ground", kind="area")
MATTER: Final = (
    Entry(name="cause", word="hold_cause", kind="choice", choices=_coded(get_args(HoldCause), "cause")),
    Entry(name="body", word="hold_body"),
    Entry(name="reference", word="hold_reference"),
)
YES_NO: Final = _coded(("true", "false"), "founded")

ACTS: Final[Mapping[str, Act]] = {
    "hold": Act(
        command="hold-nomination",
        item="hold_id",
        entries=(Entry(name="opened_on", word="hold_opened_on", kind="date"), *MATTER),
        done="done_held",
    ),
    "release": Act(
        command="release-nomination",
        item="hold_id",
        entries=(Entry(name="released_on", word="hold_released_on", kind="date"), GROUND),
        done="done_released",
    ),
    "objection": Act(
        command="receive-objection",
        item="objection_id",
        entries=(
            Entry(name="received_on", word="objection_received_on", kind="date"),
            Entry(
                name="channel", word="channel", kind="choice", choices=_coded(get_args(Channel), "channel")
            ),
            Entry(
                name="kind",
                word="kind",
                kind="choice",
                choices=[(kind, f"objection_{kind}") for kind in get_args(ObjectionKind)],
            ),
        ),
        done="done_objection",
    ),
    "verification": Act(
        command="open-verification", item="objection_id", entries=MATTER, done="done_verifying"
    ),
    "conclusion": Act(
        command="conclude-objection",
        item="objection_id",
        entries=(Entry(name="founded", word="founded", kind="choice", choices=YES_NO), GROUND),
        done="done_settled",
    ),
    "consultation": Act(
        command="ask-opinion",
        item="consultation_id",
        entries=(
            Entry(name="body", word="asked_body", kind="body", hint="body_hint"),
            Entry(name="due_on", word="answer_due_on", kind="date", required=False, hint="due_hint"),
        ),
        done="done_consulted",
    ),
    "opinion": Act(
        command="give-opinion",
        item="consultation_id",
        entries=(
            Entry(
                name="opinion", word="opinion", kind="choice", choices=_coded(get_args(Opinion), "opinion")
            ),
            Entry(name="remarks", word="remarks", kind="area", required=False),
        ),
        done="done_opinion",
    ),
    "publication": Act(
        command="publish-nomination",
        item="publication_id",
        entries=(
            Entry(name="place", word="published_at"),
            Entry(name="from_on", word="from_on", kind="date"),
            Entry(name="to_on", word="to_on", kind="date"),
        ),
        done="done_published",
    ),
    "closing": Act(
        command="close-publication",
        item="publication_id",
        entries=(Entry(name="ground", word="ground", kind="area", required=False, hint="closing_hint"),),
        done="done_closed",
    ),
    "forward": Act(
        command="forward-upward",
        item="from_id",
        entries=(
            Entry(name="to_id", word="forward_to", kind="body", required=False, hint="forward_hint"),
            Entry(name="body", word="forward_body", required=False, hint="forward_body_hint"),
            Entry(name="number", word="letter_number"),
            Entry(name="dated", word="letter_dated", kind="date"),
            Entry(name="signatory_role", word="letter_role"),
            Entry(name="signatory", word="paper_signatory"),
        ),
        done="done_forwarded",
    ),
    "arrival": Act(command="receive-forwarded", item="organisation_id", done="done_arrived"),
    "back": Act(command="return-down", item="from_id", entries=(REASON,), done="done_back"),
    "answer": Act(
        command="record-external-answer",
        entries=(
            Entry(
                name="answer",
                word="answer",
                kind="choice",
                choices=_coded(get_args(ExternalAnswer), "answer"),
            ),
        ),
        done="done_answered",
        on_paper=True,
    ),
    "decline": Act(command="decline-nomination", entries=(REASON,), done="done_declined"),
}
"""By the word in the address."""

DONE: Final = frozenset(act.done for act in ACTS.values())
BEGUN: Final = ("hold", "objection", "consultation", "publication")
"""Acts that begin something of their own; each form has a fresh id for it."""


def offered(course: dict[str, Any], can: Can, fresh: Callable[[], str]) -> Mapping[str, Sequence[str]]:
    """
    Which acts are of use now, each with what it may be about.

    *course* is the answer about a dossier's course. What the desk would refuse for a reason of its own (the order of
    steps, a rule) is offered all the same: the refusal says why.
    """
    holder = course["holder_id"]
    found: dict[str, list[str]] = {}
    if course["state"] not in OVER:
        if can("nomination.hold", holder):
            found |= {"hold": [fresh()], "objection": [fresh()]}
            found["verification"] = _objections(course, "received")
        if can("nomination.consult", holder):
            found |= {"consultation": [fresh()], "publication": [fresh()]}
        found |= _way(course, can)
    if can("nomination.hold", holder):
        found["release"] = [one["hold_id"] for one in course["holds"] if one["released_on"] is None]
        found["conclusion"] = _objections(course, "received", "verifying")
    if can("nomination.consult", holder):
        found["closing"] = [one["publication_id"] for one in course["publications"] if not one["closed"]]
    found["opinion"] = [
        one["consultation_id"]
        for one in course["consultations"]
        if one["opinion"] is None and can("nomination.advise", one["organisation_id"] or holder)
    ]
    return found


def _objections(course: dict[str, Any], *states: str) -> list[str]:
    return [one["objection_id"] for one in course["objections"] if one["state"] in states]


def underway(course: dict[str, Any]) -> dict[str, Any] | None:
    """The leg that nobody has received, or that a body outside has yet to answer for good."""
    legs: list[dict[str, Any]] = course["legs"]
    if not legs:
        return None
    last = legs[-1]
    waits = last["state"] == "sent" or (last["to_id"] is None and last["state"] == "received")
    return last if waits else None


def _way(course: dict[str, Any], can: Can) -> dict[str, list[str]]:
    holder, leg = course["holder_id"], underway(course)
    if leg is not None and leg["to_id"] is not None:
        if not can("nomination.forward", leg["to_id"]):
            return {}
        return {"arrival": [leg["to_id"]], "back": [leg["to_id"]]}
    found: dict[str, list[str]] = {}
    if leg is None and course["state"] in ("received", "at_council"):
        if can("nomination.forward", holder):
            found["forward"] = [holder]
        if can("nomination.decline", holder):
            found["decline"] = [NOW]
    if can("nomination.forward", holder):
        if leg is not None:
            found["answer"] = [NOW]
        elif len(course["levels"]) > 1:
            found["back"] = [holder]
    return found
