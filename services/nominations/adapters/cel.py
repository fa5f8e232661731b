"""Criteria's expressions in CEL, the Common Expression Language: no loops, no effects, always an end."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from types import ModuleType
from typing import Any

from services.nominations.domain.criteria import EvaluationFault, Value

sys.modules.setdefault(
    "cel.cli", ModuleType("cel.cli")
)  # its command line: a prompt, colours, 0.1 s of each start

import cel  # noqa: E402  # after what it must not bring along

LARGEST = 2**63 - 1
"""CEL's whole numbers have 64 bits; the library turns larger ones into floating point, which would round."""


class CelEvaluate:
    """Implements `domain.criteria.Evaluate`; a day is midnight UTC, `timestamp("2021-01-01T00:00:00Z")`."""

    def __call__(self, expression: str, values: Mapping[str, Value]) -> bool:
        """Raises EvaluationFault."""
        given = {name: _plain(name, value) for name, value in values.items()}
        program = compiled(expression)
        try:
            answer = program.execute(given)
        except Exception as error:  # the library raises built-in errors of many kinds
            raise EvaluationFault("cannot-be-evaluated") from error
        if answer is not True and answer is not False:
            raise EvaluationFault("not-a-truth-value")
        return bool(answer)


@lru_cache(maxsize=1024)
def compiled(expression: str) -> cel.Program:
    """The program of *expression*; raises EvaluationFault when it is not CEL."""
    try:
        return cel.compile(expression)
    except Exception as error:  # as above
        raise EvaluationFault("not-cel") from error


def names_in(expression: str) -> frozenset[str]:
    """The names whose values *expression* needs; raises EvaluationFault."""
    return frozenset(compiled(expression).variables())


def _plain(name: str, value: Value) -> Any:
    match value:
        case bool() | str():
            return value
        case int() if abs(value) > LARGEST:
            raise EvaluationFault(f"too-large: {name}")
        case date():
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        case tuple():
            return [_plain(name, each) for each in value]
        case _:
            return value
