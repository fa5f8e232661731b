"""What may be done about an initiative (sáng kiến): áp dụng, công nhận, xác nhận phạm vi ảnh hưởng; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from services.nominations.domain.initiative_messages import InitiativeLevel, ReachLevel
from services.nominations.domain.striving_names import LEVELS
from shared.portal.acts import NOW, Act, Can, Entry
from shared.texts import Text

PROPOSE: Final = "initiative.propose"
RECOGNISE: Final = "initiative.recognise"
PROOF: Final = Entry(name="sha256", word="proof", kind="file", hint="proof_hint")


def _levels(codes: Sequence[str]) -> Sequence[tuple[str, str | Text]]:
    return [(code, LEVELS[code]) for code in codes]


def _document(word: str, codes: Sequence[str]) -> Sequence[Entry]:
    return (
        Entry(name="level", word=word, kind="choice", choices=_levels(codes)),
        Entry(name="number", word="paper_number"),
        Entry(name="dated", word="paper_dated", kind="date"),
        PROOF,
    )


ACTS: Final[Mapping[str, Act]] = {
    "application": Act(
        command="apply-initiative",
        entries=(
            Entry(name="since", word="applied_since", kind="date"),
            Entry(name="benefit", word="benefit", kind="area"),
            PROOF,
        ),
        done="done_applied",
    ),
    "recognition": Act(
        command="recognise-initiative",
        item="recognised_by",
        entries=_document("recognised_level", get_args(InitiativeLevel)),
        done="done_recognised",
    ),
    "certificate": Act(
        command="certify-reach",
        item="certified_by",
        entries=_document("reach_level", get_args(ReachLevel)),
        done="done_certified",
    ),
}
"""By the word in the address."""

PERMISSIONS: Final[Mapping[str, str]] = {
    "application": PROPOSE,
    "recognition": RECOGNISE,
    "certificate": RECOGNISE,
}
"""What whoever sends a form must have somewhere, before a file of it is read; the desk judges where."""

DONE: Final = frozenset({"done_proposed", *(act.done for act in ACTS.values())})


def offered(item: dict[str, Any], can: Can, own: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Which acts are of use now; *own* are the organisations for which the caller recognises and certifies."""
    applies = item["applied_since"] is None and can(PROPOSE, item["unit_id"])
    return {
        "application": [NOW] if applies else [],
        "recognition": own,
        "certificate": own if item["recognised"] else [],
    }
