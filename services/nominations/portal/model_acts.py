"""
What may be done about an exemplary model (điển hình tiên tiến), as data: bồi dưỡng, sơ kết, tổng kết, công nhận, nhân rộng, tuyên truyền.

What a form asks for depends on the model (its road-map, its open criteria), so the acts are made for one model. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, get_args

from services.nominations.adapters.model_kinds import VALUES
from services.nominations.domain.care_messages import Spread
from services.nominations.domain.fact_names import ATTESTED
from services.nominations.domain.honour_messages import Channel
from services.nominations.domain.recognition_messages import Outcome, Settlement
from services.nominations.domain.review_messages import ReviewKind
from services.nominations.portal.acts import NOW, Act, Can, Entry
from shared.texts import Text

LEAST_STEPS: Final = 4
SPARE_STEPS: Final = 2
YES_NO: Final[Sequence[tuple[str, str | Text]]] = (("true", "attested"), ("false", "denied"))
PROOF: Final = Entry(name="sha256", word="proof", kind="file", hint="proof_hint")

PERMISSIONS: Final[Mapping[str, str]] = {"nurturing": "model.nurture", "replication": "model.review"}
"""What whoever sends a form with a file must have somewhere, before the file is read; the desk judges where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What the rules say of the criteria: each one's wording by id and citation, the facts that papers attest by kind of subject."""

    texts: Mapping[tuple[str, str], Text]
    facts: Mapping[tuple[str, str], Sequence[str]]
    attested: Mapping[str, Sequence[str]]


def acts_for(
    model: Mapping[str, Any], criteria: Criteria, dossiers: Sequence[tuple[str, Text]]
) -> Mapping[str, Act]:
    """The acts about *model*, the answer about it, by the word in the address; *dossiers* are those of its subject."""
    return {
        "head": Act(
            command="name-responsible-head",
            entries=(Entry(name="person_id", word="model_head", kind="person", hint="head_hint"),),
            done="done_head",
        ),
        "roadmap": _roadmap(model),
        "nurturing": Act(
            command="nurture-model",
            entries=(
                Entry(name="activity", word="activity", kind="area"),
                Entry(name="step", word="of_step", kind="choice", choices=_steps(model), required=False),
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
        "judging": _judging(model, criteria),
        "deciding": _deciding(model, criteria),
        "replication": _replication(),
        "publicity": Act(
            command="publicise-model",
            entries=(
                Entry(
                    name="channel",
                    word="channel",
                    kind="choice",
                    choices=_coded("channel", get_args(Channel)),
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
                Entry(name="number", word="paper_number"),
                Entry(name="dated", word="paper_dated", kind="date"),
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


def review_key(summing_up: Mapping[str, Any]) -> str:
    """A summing up as an address names it."""
    return "~".join((summing_up["movement_id"], summing_up["kind"], summing_up["reviewed_on"]))


def review_of(key: str) -> dict[str, str]:
    """The review that an address names, as a command names it."""
    return dict(zip(("movement_id", "kind", "reviewed_on"), key.split("~"), strict=False))


def undecided(model: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The judgements that wait for somebody's decision."""
    return [one for one in model["recognitions"] if one["decision"] is None]


def _coded(name: str, values: Sequence[str]) -> Sequence[tuple[str, str | Text]]:
    return [(value, VALUES[name][value]) for value in values]


def _steps(model: Mapping[str, Any]) -> Sequence[tuple[str, str | Text]]:
    return [
        (one["step"], Text(said, said))
        for one in model["roadmap"]
        for said in [f"{one['step']}: {one['content']}" if one["content"] else one["step"]]
    ]


def step_codes(model: Mapping[str, Any]) -> Sequence[str]:
    """What the steps of the form are called: those that stand keep their names, which records of nurturing speak of."""
    codes = [one["step"] for one in model["roadmap"]]
    wanted, number = max(LEAST_STEPS, len(codes) + SPARE_STEPS), 1
    while len(codes) < wanted:
        if f"b{number}" not in codes:
            codes.append(f"b{number}")
        number += 1
    return codes


def _roadmap(model: Mapping[str, Any]) -> Act:
    codes = step_codes(model)
    entries = [
        entry
        for at, code in enumerate(codes)
        for entry in (
            Entry(
                name=f"steps.{at}.due_on",
                word=Text(f"Bước {code}: hạn", f"Step {code}: due on"),
                kind="date",
                required=at == 0,
            ),
            Entry(
                name=f"steps.{at}.content",
                word=Text(f"Bước {code}: nội dung", f"Step {code}: content"),
                required=at == 0,
            ),
        )
    ]
    fixed = {f"steps.{at}.step": code for at, code in enumerate(codes)}
    return Act(command="set-roadmap", entries=entries, fixed=fixed, done="done_roadmap")


def standing_steps(model: Mapping[str, Any]) -> Mapping[str, str]:
    """What the form of the road-map begins with: the steps that stand."""
    return {
        f"steps.{at}.{name}": one[name] or ""
        for at, one in enumerate(model["roadmap"])
        for name in ("due_on", "content")
    }


def _judging(model: Mapping[str, Any], criteria: Criteria) -> Act:
    names = criteria.attested.get(model["subject_kind"], ())
    facts = [
        Entry(name=f"facts.{at}.truth", word=ATTESTED[name], kind="choice", choices=YES_NO, required=False)
        for at, name in enumerate(names)
    ]
    return Act(
        command="judge-recognition",
        item="review",
        entries=(
            Entry(name="year", word="recognition_year"),
            Entry(name="origin", word="fact_origin", required=False, hint="fact_origin_hint"),
            *facts,
        ),
        fixed={f"facts.{at}.name": name for at, name in enumerate(names)},
        common={"origin": "facts"},
        done="done_judged",
    )


def _deciding(model: Mapping[str, Any], criteria: Criteria) -> Act:
    """One form for the years that wait; each line that may be settled stands in it once."""
    lines = {
        line["criterion"]: criterion_text(line, criteria)
        for one in undecided(model)
        for line in one["lines"]
        if line["verdict"] == "needs_person"
    }
    settled = [
        entry
        for at, text in enumerate(lines.values())
        for entry in (
            Entry(
                name=f"settled.{at}.verdict",
                word=Text(f"{text.vi}: kết luận", f"{text.en}: verdict"),
                kind="choice",
                choices=_coded("verdict", get_args(Settlement)),
                required=False,
            ),
            Entry(name=f"settled.{at}.reason", word=Text(f"{text.vi}: lý do", f"{text.en}: reason"), required=False),
        )
    ]  # fmt: skip
    return Act(
        command="decide-recognition",
        item="year",
        entries=(
            *settled,
            Entry(
                name="decision", word="decision", kind="choice", choices=_coded("decision", get_args(Outcome))
            ),
            Entry(name="reason", word="decision_reason", kind="area"),
        ),
        fixed={f"settled.{at}.criterion": criterion for at, criterion in enumerate(lines)},
        done="done_decided",
    )


def criterion_text(line: Mapping[str, Any], criteria: Criteria) -> Text:
    """The wording of a line's criterion; its id where no rule has it any more."""
    return criteria.texts.get(
        (line["criterion"], line["citation"]), Text(line["criterion"], line["criterion"])
    )


def untold(line: Mapping[str, Any], criteria: Criteria) -> Sequence[str]:
    """The facts that the line's criterion asks for and nothing told."""
    told = {fact["name"] for fact in line["facts"]}
    asked = criteria.facts.get((line["criterion"], line["citation"]), ())
    return [name for name in asked if name not in told]


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
