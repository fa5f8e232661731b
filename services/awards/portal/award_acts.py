"""The acts on an award that its page offers, as data: what each asks for, who may, and of which award."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from services.awards.adapters.catalogue import VALUES
from services.awards.domain.life_messages import CancelledFor
from shared.portal.acts import Act, Entry
from shared.texts import Text

PRESENT: Final = "present"
SIGNS_AS: Final = {"signatory_role": "director"}
"""Whoever signs on these pages does so as the head of the organisation: it is the one role that may."""

PERMISSIONS: Final[Mapping[str, str]] = {
    PRESENT: "award.present",
    "decline": "award.decline",
    "correct": "award.correct",
    "cancel": "award.cancel",
    "recover": "award.recover",
}


def offered(award: Mapping[str, Any], act: str) -> bool:
    """Whether *act* fits the award as it stands; who may do it is another question."""
    state = award["state"]
    match act:
        case "present":
            return bool(state == "granted")
        case "decline":
            return state in ("decided", "granted")
        case "correct":
            return state not in ("cancelled", "declined")
        case "cancel":
            return bool(state != "cancelled")
        case _:
            return bool(award["to_recover"])


def acts_of(award: Mapping[str, Any], people: Sequence[tuple[str, str]]) -> Mapping[str, Act]:
    """Each act by its word in the address; *people* (id, name) may have handed the award over."""
    return {
        PRESENT: presenting(people),
        "decline": Act(
            command="decline-award",
            entries=(
                Entry(name="declined_on", word="declined_on", kind="date"),
                Entry(name="reason", word="reason", kind="area"),
            ),
            done="done_decline",
        ),
        "correct": Act(
            command="correct-award",
            entries=(
                Entry(name="document_number", word="correction_number"),
                Entry(name="document_dated", word="correction_dated", kind="date"),
                Entry(name="number", word="right_number", required=False, hint="right_hint"),
                Entry(name="dated", word="right_dated", kind="date", required=False),
                Entry(name="reason", word="corrected_what", kind="area"),
            ),
            done="done_correct",
            fixed=SIGNS_AS,
        ),
        "cancel": Act(
            command="cancel-award",
            entries=(
                Entry(name="number", word="cancel_number"),
                Entry(name="dated", word="cancel_dated", kind="date"),
                Entry(
                    name="cancelled_for",
                    word="cancelled_for",
                    kind="choice",
                    choices=[(one, VALUES["cancelled_for"][one]) for one in get_args(CancelledFor)],
                ),
                Entry(name="reason", word="reason", kind="area"),
            ),
            done="done_cancel",
            fixed=SIGNS_AS,
        ),
        "recover": Act(
            command="recover-from-award",
            entries=(
                Entry(
                    name="what",
                    word="recover_what",
                    kind="choice",
                    choices=[(one, VALUES["what"][one]) for one in award.get("to_recover", ())],
                ),
                Entry(name="recovered_on", word="recovered_on", kind="date"),
                Entry(name="document_number", word="recovered_by"),
            ),
            done="done_recover",
        ),
    }


def presenting(people: Sequence[tuple[str, str]]) -> Act:
    """The form by which an award is noted as handed over, by one of *people* (id, name) or nobody told."""
    return Act(
        command="present-award",
        entries=(
            Entry(name="presented_on", word="presented_on", kind="date"),
            Entry(name="place", word="place"),
            Entry(
                name="presenter_id",
                word="presenter",
                kind="choice",
                choices=[(identity, Text(name, name)) for identity, name in people],
                required=False,
                hint="presenter_hint",
            ),
        ),
        done="done_present",
    )
