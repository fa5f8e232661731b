"""The rule files of this context; criteria are held against the language and the facts there are when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from services.nominations.adapters.cel import names_in
from services.nominations.domain.criteria import CriteriaSet, Criterion, EvaluationFault
from services.nominations.domain.fact_names import NAMES
from services.nominations.domain.rules import KINDS
from shared.rulefiles import WrongRule, load_rules
from shared.rules import DatedRule, RuleBook

FOLDER = Path(__file__).resolve().parent.parent / "rules"
EACH = "each"
"""What an expression calls a member of a list: `ratings.all(each, each in [...])`."""


def rule_book(folder: Path = FOLDER) -> RuleBook:
    """All rules in `*.yml` of *folder*; raises WrongRule, also for an expression that could never be answered."""
    book = load_rules(folder, KINDS)
    for rule in book.rules:
        if isinstance(rule.values, CriteriaSet):
            for criterion in rule.values.criteria:
                _require_sound(rule, criterion)
    return book


def _require_sound(rule: DatedRule[CriteriaSet], criterion: Criterion) -> None:
    for vi, en in _faults(criterion, frozenset(rule.values.parameters)):
        place = f"{rule.name}, {criterion.id}"
        raise WrongRule(f"Quy định {place}: {vi}. / Rule {place}: {en}.")


def _faults(criterion: Criterion, parameters: frozenset[str]) -> Iterator[tuple[str, str]]:
    declared = frozenset(criterion.facts)
    try:
        used = names_in(criterion.expression) - {EACH}
    except EvaluationFault:
        yield f"không phải CEL: {criterion.expression}", f"not CEL: {criterion.expression}"
        return
    for name in sorted(declared - NAMES.keys()):
        yield f"không có dữ kiện {name}", f"there is no fact {name}"
    for name in sorted(used - declared - parameters):
        yield f"biểu thức dùng {name} mà không khai báo", f"the expression uses {name}, which is not declared"
    for name in sorted(declared - used):
        yield f"khai báo {name} mà không dùng", f"{name} is declared and not used"
