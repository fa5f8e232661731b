"""Judging a model's criteria and deciding what they leave open (xét, công nhận điển hình), as forms; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, get_args

from services.nominations.adapters.model_kinds import VALUES
from services.nominations.domain.fact_names import ATTESTED
from services.nominations.domain.recognition_messages import Outcome, Settlement
from services.nominations.portal.criteria import Criteria, criterion_text
from shared.portal.acts import Act, Entry
from shared.texts import Text

YES_NO: Final[Sequence[tuple[str, str | Text]]] = (("true", "attested"), ("false", "denied"))


def review_key(summing_up: Mapping[str, Any]) -> str:
    """A summing up as an address names it."""
    return "~".join((summing_up["movement_id"], summing_up["kind"], summing_up["reviewed_on"]))


def review_of(key: str) -> dict[str, str]:
    """The review that an address names, as a command names it."""
    return dict(zip(("movement_id", "kind", "reviewed_on"), key.split("~"), strict=False))


def undecided(model: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The judgements that wait for somebody's decision."""
    return [one for one in model["recognitions"] if one["decision"] is None]


def coded(name: str, values: Sequence[str]) -> Sequence[tuple[str, str | Text]]:
    """What *values* of a field are called, to choose one of."""
    return [(value, VALUES[name][value]) for value in values]


def judging(names: Sequence[str]) -> Act:
    """Judge every line by what is on record and what a paper attests: the facts *names*."""
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


def deciding(model: Mapping[str, Any], criteria: Criteria) -> Act:
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
                choices=coded("verdict", get_args(Settlement)),
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
                name="decision", word="decision", kind="choice", choices=coded("decision", get_args(Outcome))
            ),
            Entry(name="reason", word="decision_reason", kind="area"),
        ),
        fixed={f"settled.{at}.criterion": criterion for at, criterion in enumerate(lines)},
        done="done_decided",
    )
