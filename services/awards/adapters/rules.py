"""The rule files of this context."""

from __future__ import annotations

from pathlib import Path

from services.awards.domain.rules import KINDS
from shared.rulefiles import load_rules
from shared.rules import RuleBook

FOLDER = Path(__file__).resolve().parent.parent / "rules"


def rule_book() -> RuleBook:
    """All rules in `rules/*.yml`; raises WrongRule."""
    return load_rules(FOLDER, KINDS)
