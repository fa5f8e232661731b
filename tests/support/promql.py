"""The names of metrics that a PromQL expression asks for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
BOARD = ROOT / "deploy/grafana/sovang.json"
ALERTS = ROOT / "deploy/prometheus/alerts.yml"

_LEFT_OUT = (
    r'"(?:\\.|[^"\\])*"',
    r"\{[^}]*\}",
    r"\[[^\]]*\]",
    r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)",
)
_WORDS = {"and", "or", "unless", "bool", "offset", "group_left", "group_right"}
_NAME = re.compile(r"(?<![\w:.$])([a-zA-Z_:][\w:]*)\b(?!\s*\()")


def names_in(expression: str) -> set[str]:
    """Every metric's name in *expression*, functions, labels and words of the language left out."""
    for pattern in _LEFT_OUT:
        expression = re.sub(pattern, " ", expression)
    return set(_NAME.findall(expression)) - _WORDS


def panels() -> list[dict[str, Any]]:
    """The panels of the board that ask for something."""
    return [panel for panel in json.loads(BOARD.read_text())["panels"] if panel["type"] != "row"]


def alerts() -> list[dict[str, Any]]:
    """The alert rules."""
    groups = yaml.safe_load(ALERTS.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def expressions() -> list[str]:
    """Everything that board and rules ask for."""
    asked = [target["expr"] for panel in panels() for target in panel["targets"]]
    return asked + [rule["expr"] for rule in alerts()]
