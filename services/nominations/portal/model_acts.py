"""
What may be done about an exemplary model (điển hình tiên tiến), as data: bồi dưỡng, sơ kết, tổng kết, công nhận, nhân rộng, tuyên truyền.

What a form asks for depends on the model (its road-map, its open criteria), so the acts are made for one model. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from services.nominations.adapters.model_kinds import VALUES
from services.nominations.domain.care_messages import Spread
from services.nominations.domain.honour_messages import Channel
from services.nominations.domain.review_messages import ReviewKind
from services.nominations.portal.criteria import Criteria
from services.nominations.portal.model_judging import coded, deciding, judging, review_key, undecided
from services.nominations.portal.model_roadmap import roadmap, steps_of
from shared.portal.acts import NOW, Act, Can, Entry
from shared.texts import Text

PROOF: Final = Entry(name="sha256", word="proof", kind="file", hint="proof_hint")

PERMISSIONS: Final[Mapping[str, str]] = {"nurturing": "model.nurture", "replication": "model.review"}
"""What whoever sends a form with a file must have somewhere, before the file is read; the desk judges where."""


def acts_for(
    model: Mapping[str, Any],
    criteria: Criteria,
    attested: Sequence[str],
    dossiers: Sequence[tuple[str, Text]],
) -> Mapping[str, Act]:
    """
    The acts about *model*, the answer about it, by the word in the address.

    *attested* are the facts that papers may attest of it there, *dossiers* those of its subject.
    """
    return {
        "head": Act(
            command="name-responsible-head",
            entries=(Entry(name="person_id", word="model_head", kind="person", hint="head_hint"),),
            done="done_head",
        ),
        "roadmap": roadmap(model),
        "nurturing": Act(
            command="nurture-model",
            entries=(
                Entry(name="activity", word="activity", kind="area"),
                Entry(name="step", word="of_step", kind="choice", choices=steps_of(model), required=False),
                Entry(name="evidence.0.title", word="evidence_title"),
                PROOF,
            ),
            common={"sha256": "evidence"},
            done="done_nurtured",
        ),
        "summing": Act(
            command="sum-up-model",
            entries=(
                Entry(name="movement_id", word="row_movement", kind="movement"),
                Entry(name="kind", word="kind", kind="choice", choices=REVIEWS),
                Entry(name="reviewed_on", word="reviewed_on", kind="date", hint="reviewed_on_hint"),
                Entry(name="result", word="review_result", kind="area"),
                Entry(name="lessons", word="lessons", kind="area"),
            ),
            done="done_summed_up",
        ),
        "judging": judging(attested),
        "deciding": deciding(model, criteria),
        "replication": _replication(),
        "publicity": Act(
            command="publicise-model",
            entries=(
                Entry(
                    name="channel",
                    word="publicity_channel",
                    kind="choice",
                    choices=coded("channel", get_args(Channel)),
                ),
                Entry(name="place", word="publicity_place", hint="publicity_place_hint"),
                Entry(name="from_on", word="from_on", kind="date"),
                Entry(name="until", word="to_on", kind="date", required=False),
            ),
            done="done_publicised",
        ),
        "withdrawal": Act(
            command="withdraw-publication",
            item="publication_id",
            entries=(Entry(name="reason", word="reason", kind="area"),),
            done="done_withdrawn_publicity",
        ),
        "outside": Act(
            command="record-external-award",
            entries=(
                Entry(name="award", word="outside_award"),
                Entry(name="issuer", word="outside_issuer"),
                Entry(name="number", word="outside_number"),
                Entry(name="dated", word="outside_dated", kind="date"),
                Entry(name="field", word="row_field", required=False, hint="outside_field_hint"),
            ),
            done="done_outside",
        ),
        "commendation": Act(
            command="propose-commendation",
            entries=(
                Entry(
                    name="nomination_id",
                    word="dossier",
                    kind="choice",
                    choices=dossiers,
                ),
            ),
            done="done_commendation",
        ),
    }


DONE: Final = frozenset(
    {
        *(
            "done_taken_up",
            "done_detected",
            "done_head",
            "done_roadmap",
            "done_nurtured",
            "done_summed_up",
            "done_judged",
        ),
        *("done_decided", "done_replicated", "done_publicised", "done_withdrawn_publicity", "done_outside"),
        "done_commendation",
    }
)

REVIEWS: Final = [(kind, f"review_{kind}") for kind in get_args(ReviewKind)]


def offered(
    model: Mapping[str, Any], can: Can, dossiers: Sequence[tuple[str, Text]]
) -> Mapping[str, Sequence[str]]:
    """
    Which acts are of use, each with what it may be about.

    What the desk would refuse for a reason of its own (a stage skipped, a rule) is offered all the same: the refusal says why.
    """
    unit, organisation = model["unit_id"], model["organisation_id"]
    found: dict[str, Sequence[str]] = {}
    if can("model.assign", organisation):
        found["head"] = [NOW]
    if can("model.nurture", unit):
        found |= {"roadmap": [NOW], "nurturing": [NOW]}
    if can("model.review", organisation):
        found |= {"summing": [NOW], "outside": [NOW]}
        if model["replicated_on"] is None:
            found["replication"] = [NOW]
    if can("model.judge", organisation):
        found["judging"] = [*dict.fromkeys(map(review_key, model["summed_up"]))]
    if can("model.recognise", organisation):
        found["deciding"] = [str(one["year"]) for one in undecided(model)]
    if can("model.publicise", unit):
        found["publicity"] = [NOW]
        found["withdrawal"] = [
            one["publication_id"] for one in model["publications"] if one["withdrawn_on"] is None
        ]
    if dossiers and can("model.propose", unit):
        found["commendation"] = [NOW]
    return found


def _replication() -> Act:
    criteria = get_args(Spread)
    rows = [
        entry
        for at, called in enumerate(VALUES["criterion"][one] for one in criteria)
        for entry in (
            Entry(
                name=f"confirmations.{at}.confirmed_by",
                word=Text(f"{called.vi}: người xác nhận", f"{called.en}: confirmed by"),
                kind="person",
                required=False,
            ),
            Entry(
                name=f"confirmations.{at}.note",
                word=Text(f"{called.vi}: ghi chú", f"{called.en}: note"),
                required=False,
            ),
        )
    ]
    return Act(
        command="replicate-model",
        entries=(Entry(name="scope", word="replicated_over"), *rows, PROOF),
        fixed={f"confirmations.{at}.criterion": one for at, one in enumerate(criteria)},
        common={"sha256": "confirmations"},
        done="done_replicated",
    )
