"""What must be there before a model enters a stage (khâu), and what of it is lacking: the same for doing and for asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date

from services.nominations.domain.model_rules import ModelStage, Need
from services.nominations.domain.model_states import STAGES, Detected, Stage
from shared.acts import BrokenRule
from shared.rules import DatedRule, RuleBook
from shared.texts import Text

NEEDS: Mapping[Need, Text] = {
    "responsible_head": Text("người đứng đầu chịu trách nhiệm", "the responsible head"),
    "roadmap": Text("lộ trình bồi dưỡng", "the road-map"),
    "evidence": Text("minh chứng", "evidence"),
    "review": Text("lần sơ kết hoặc tổng kết phong trào", "a review of a movement"),
    "typical": Text("xác nhận thực sự tiêu biểu", "confirmation that it is truly typical"),
    "spreading": Text("xác nhận có sức lan tỏa", "confirmation that it spreads"),
    "impact": Text("xác nhận có tác động tích cực", "confirmation of its positive impact"),
}
"""Each thing that a stage may need, as people read it."""


def stage_rule(rules: RuleBook, stage: Stage, day: date) -> DatedRule[ModelStage]:
    """The rule on *stage* in force on *day*; raises RuleMissing or RuleAmbiguous."""
    return rules.in_force(ModelStage, day, stage=stage)


def held(model: Detected) -> frozenset[Need]:
    """What *model* has already that some stage needs."""
    found: set[Need] = set()
    if model.head is not None:
        found.add("responsible_head")
    if model.roadmap:
        found.add("roadmap")
    if any(one.on_record for one in model.summed_up):
        found.add("review")
    return frozenset(found)


def lacking(rule: DatedRule[ModelStage], has: AbstractSet[Need]) -> tuple[Need, ...]:
    """What *rule* asks for that is not among *has*, in its order."""
    return tuple(need for need in rule.values.needs if need not in has)


def broken_by(
    rules: RuleBook,
    model: Detected,
    stage: Stage,
    day: date,
    given: Iterable[Need],
    anew: AbstractSet[Need] = frozenset(),
) -> list[BrokenRule]:
    """
    What keeps *model* from entering *stage* on *day* when *given* is brought along; a stage skipped comes first.

    What is *anew* must be brought along, whatever the model has from before.
    """
    rule = stage_rule(rules, stage, day)
    broken = [_skipped(rules, rule, model, stage, day)] if _skips(model, stage) else []
    missing = lacking(rule, (held(model) - anew) | frozenset(given))
    if missing:
        facts = {**_listed("stage", [rule.values.name]), **named(missing)}
        broken.append(BrokenRule(code="stage-needs", rule=rule.use, facts=facts))
    return broken


def named(needs: Sequence[Need]) -> dict[str, str]:
    """*needs* as the facts of a sentence."""
    return _listed("missing", [NEEDS[need] for need in needs])


def _skips(model: Detected, stage: Stage) -> bool:
    return not model.has_come_to(_before(stage))


def _before(stage: Stage) -> Stage:
    return STAGES[STAGES.index(stage) - 1]


def _skipped(
    rules: RuleBook, rule: DatedRule[ModelStage], model: Detected, stage: Stage, day: date
) -> BrokenRule:
    last = STAGES.index(stage)
    between = [
        stage_rule(rules, one, day).values.name for one in STAGES[STAGES.index(model.stage) + 1 : last]
    ]
    facts = {**_listed("stage", [rule.values.name]), **_listed("skipped", between)}
    return BrokenRule(code="stage-skipped", rule=rule.use, facts=facts)


def _listed(name: str, texts: Sequence[Text]) -> dict[str, str]:
    """*texts* as the fact *name*, in both languages."""
    return {name: ", ".join(one.vi for one in texts), f"{name}_en": ", ".join(one.en for one in texts)}
