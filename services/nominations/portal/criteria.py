"""What the rules say of the criteria of recognition (tiêu chuẩn công nhận), as the page of a model shows and asks it; pure."""

from __future__ import annotations

from services.nominations.domain.criteria import CriteriaSet
from services.nominations.domain.fact_names import ATTESTED
from services.nominations.domain.judging import AWARD
from services.nominations.portal.model_acts import Criteria
from shared.rules import RuleBook


def criteria_in(rules: RuleBook) -> Criteria:
    """The criteria of every day: an old judgement is shown in the words of its own."""
    sets = [
        (rule.applies["subject"], rule.values.criteria)
        for rule in rules.rules
        if isinstance(rule.values, CriteriaSet) and rule.applies.get("award") == AWARD
    ]
    attested: dict[str, list[str]] = {}
    for subject, criteria in sets:
        named = [name for one in criteria for name in one.facts if name in ATTESTED]
        attested[subject] = [*dict.fromkeys([*attested.get(subject, ()), *named])]
    every = [one for _, criteria in sets for one in criteria]
    return Criteria(
        texts={(one.id, one.citation): one.text for one in every},
        facts={(one.id, one.citation): one.facts for one in every},
        attested=attested,
    )
