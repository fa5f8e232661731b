"""The rule files of this context; criteria are held against the language and the facts there are when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from services.nominations.adapters.cel import names_in
from services.nominations.domain.criteria import CriteriaSet, Criterion, EvaluationFault
from services.nominations.domain.fact_names import NAMES
from services.nominations.domain.nomination_messages import CommendationType, Form
from services.nominations.domain.rules import KINDS, RequiredDocuments
from shared.rulefiles import WrongRule, load_rules
from shared.rules import DatedRule, RuleBook

FOLDER = Path(__file__).resolve().parent.parent / "rules"
FORMS: Final = get_args(Form)
COMMENDATION_TYPES: Final = get_args(CommendationType)
EACH = "each"
"""What an expression calls a member of a list: `ratings.all(each, each in [...])`."""


def rule_book(folder: Path = FOLDER) -> RuleBook:
    """
    All rules in `*.yml` of *folder*.

    Raises WrongRule, also for an expression that could never be answered, and for documents of what nobody can propose.
    """
    book = load_rules(folder, KINDS)
    for rule in book.rules:
        if isinstance(rule.values, CriteriaSet):
            for criterion in rule.values.criteria:
                _require_sound(rule, criterion)
        elif isinstance(rule.values, RequiredDocuments):
            _require_proposable(rule)
    return book


def _require_proposable(rule: DatedRule[RequiredDocuments]) -> None:
    form, kind = rule.applies.get("form"), rule.applies.get("commendation_type")
    if form not in FORMS or kind not in COMMENDATION_TYPES:
        raise WrongRule(
            f"Quy định {rule.name}: không có hồ sơ nào đề nghị {form}, {kind}. / "
            f"Rule {rule.name}: no dossier proposes {form}, {kind}."
        )


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
