"""What the page of a model calls by name: people, movements, dossiers, the wording of its criteria."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from services.nominations.domain.fact_names import RATINGS, name_of
from services.nominations.portal.asking import Asking
from services.nominations.portal.criteria import Criteria, criterion_text, untold
from services.nominations.portal.model_judging import review_key
from services.nominations.portal.texts import TEXTS
from services.nominations.portal.typed import Choice
from shared.errors import Forbidden
from shared.texts import Text

SAID: Final[Mapping[str, Text]] = {"true": Text("có", "yes"), "false": Text("không", "no")}
RATED: Final = ("rating", "ratings_in_period")
"""Facts whose values are codes of ratings."""


def names_for(asking: Asking, model: Mapping[str, Any], kinds: set[Any]) -> Mapping[str, Sequence[Choice]]:
    """What fields of *kinds* suggest: the people of the unit and of the organisation above, the movements."""
    found: dict[str, Sequence[Choice]] = {}
    if "person" in kinds:
        people = {
            one["person_id"]: Choice(one["person_id"], one["name"])
            for place in dict.fromkeys((model["unit_id"], model["organisation_id"]))
            for one in asking.all("list-people", organisation_id=place)
            if one["name"]
        }
        found["person"] = [*people.values()]
    if "movement" in kinds:
        found["movement"] = asking.movements()
    return found


def dossiers_of(asking: Asking, model: Mapping[str, Any]) -> Sequence[tuple[str, Text]]:
    """The dossiers of the model's subject that are not said to be its commendation yet."""
    try:
        found = list(asking.all("list-dossiers", unit_id=model["unit_id"], subject_id=model["subject_id"]))
    except Forbidden:
        return ()
    return [
        (
            one["nomination_id"],
            Text(
                f"{form.vi}, {one['opened_on']} ({one['nomination_id']})",
                f"{form.en}, {one['opened_on']} ({one['nomination_id']})",
            ),
        )
        for one in found
        for form in [TEXTS[one["form"]]]
        if one["nomination_id"] not in model["nominations"]
    ]


def shown(
    asking: Asking, model: dict[str, Any], movements: Mapping[str, str], criteria: Criteria
) -> Mapping[str, Any]:
    """The model with everybody and everything called by name."""
    return {
        **model,
        "subject": asking.subject(model["subject_kind"], model["subject_id"]),
        "unit": asking.organisation(model["unit_id"]),
        "organisation": asking.organisation(model["organisation_id"]),
        "head": asking.person(model["head"]) if model["head"] else None,
        "movement": movements.get(model["movement_id"], model["movement_id"]),
        "summed_up": [
            {**one, "movement": movements.get(one["movement_id"], one["movement_id"])}
            for one in model["summed_up"]
        ],
        "occasions": {review_key(one): one for one in model["summed_up"]},
        "confirmations": [
            {**one, "confirmed_by": asking.person(one["confirmed_by"])} for one in model["confirmations"]
        ],
        "recognitions": [
            {**one, "lines": [_line(line, criteria) for line in one["lines"]]}
            for one in model["recognitions"]
        ],
    }


def value_of(name: str, value: str | None) -> Text | None:
    """A fact's value in words: yes or no, ratings by name, numbers and days as they are; None once it is erased."""
    if value is None:
        return None
    if name in RATED:
        ratings = [RATINGS.get(code, Text(code, code)) for code in value.split(", ")]
        return Text(", ".join(one.vi for one in ratings), ", ".join(one.en for one in ratings))
    return SAID.get(value, Text(value, value))


def _line(line: dict[str, Any], criteria: Criteria) -> Mapping[str, Any]:
    facts = [
        {**one, "called": name_of(one["name"]), "said": value_of(one["name"], one["value"])}
        for one in line["facts"]
    ]
    missing = [name_of(name) for name in untold(line, criteria)]
    return {**line, "text": criterion_text(line, criteria), "facts": facts, "untold": missing}
