"""The rule files of this context."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from services.awards.domain.rules import Authority, CouncilFirst, OneAward, OpenVote, Separation
from shared.rulefiles import load_rules
from shared.rules import RuleBook

FOLDER = Path(__file__).parent.parent / "rules"

KINDS: Mapping[str, type[Any]] = {
    "open_vote": OpenVote,
    "authority": Authority,
    "separation": Separation,
    "one_award": OneAward,
    "council_first": CouncilFirst,
}


def load(folder: Path = FOLDER) -> RuleBook:
    """The rules in *folder*; raises WrongRule."""
    return load_rules(folder, KINDS)
