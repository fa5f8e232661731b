"""The rules as they are in force at a body: the general ones, and in their place those of the body itself or of one above it."""

from __future__ import annotations

from datetime import date

from services.nominations.application.histories import Histories
from services.nominations.domain.organisation_states import names_on
from shared.rules import RuleBook


def rules_at(rules: RuleBook, known: Histories, organisation_id: str, day: date) -> RuleBook:
    """*rules* for the organisation by the names that it and those above it bore on *day*."""
    return rules.at(names_on(organisation_id, day, known.organisation))
