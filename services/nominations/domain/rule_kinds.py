"""The kinds of rules that say who may be awarded what: criteria, chains' titles, quotas, working days, transition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.nominations.domain.criteria import CriteriaSet
from services.nominations.domain.law import Ladder, MeritCounting, Transition
from services.nominations.domain.quotas import Quota
from services.nominations.domain.workdays import WorkingDays

RULE_KINDS: Mapping[str, type[Any]] = {
    "criteria": CriteriaSet,
    "ladder": Ladder,
    "merit_counting": MeritCounting,
    "quota": Quota,
    "transition": Transition,
    "working_days": WorkingDays,
}
"""Each kind of rule and the form of its values."""
