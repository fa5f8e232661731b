"""
Rule files: YAML lists of dated rules, checked when they are read, so that a slip stops the start and names its place.

Each item: `id`, `version`, `kind`, `applies` (optional), `bodies` (optional), `valid_from`, `valid_until` (optional),
`citation`, `confirmed`, `values`. The form of `values` is the dataclass that the service gives for the kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from marshmallow import ValidationError

from shared.errors import SovangError
from shared.folding import words_of
from shared.rules import DatedRule, RuleBook
from shared.safeyaml import SAFE
from shared.schemas import paths_of, schema_for
from shared.values import dataclass


class WrongRule(SovangError):
    """A rule file cannot be used; the message names the file, the rule and the fault in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleHeader:
    """All of a rule but its values."""

    id: str
    version: int
    kind: str
    valid_from: date
    citation: str
    confirmed: bool
    valid_until: date | None = None
    applies: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()


def load_rules(folder: Path, kinds: Mapping[str, type[Any]]) -> RuleBook:
    """
    The rules in all `*.yml` of *folder*; *kinds* gives the dataclass of each kind's values.

    Raises WrongRule.
    """
    rules: dict[str, DatedRule[Any]] = {}
    for path in sorted(folder.glob("*.yml")):
        for number, item in enumerate(_items(path), start=1):
            rule = _rule(item, kinds, f"{path.name} #{number}")
            if rule.name in rules:
                raise _wrong(f"{path.name} #{number}", f"{rule.name} đã có", f"{rule.name} is there twice")
            rules[rule.name] = rule
    if not rules:
        raise _wrong(str(folder), "không có quy định nào", "there is no rule")
    return RuleBook(tuple(rules.values()))


def _items(path: Path) -> list[Any]:
    try:
        items = yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE)  # noqa: S506  # a safe loader
    except yaml.YAMLError as error:
        raise _wrong(path.name, f"không phải YAML: {error}", f"not YAML: {error}") from error
    if not isinstance(items, list):
        raise _wrong(path.name, "phải là một danh sách", "must be a list")
    return items


def _rule(item: Any, kinds: Mapping[str, type[Any]], place: str) -> DatedRule[Any]:
    if not isinstance(item, dict) or "values" not in item:
        raise _wrong(place, "thiếu values", "values is missing")
    plain = _plain(item)
    values = plain.pop("values")
    header: RuleHeader = _loaded(RuleHeader, plain, place)
    if header.kind not in kinds:
        raise _wrong(place, f"không có loại {header.kind}", f"there is no kind {header.kind}")
    if not all(map(words_of, header.bodies)):
        raise _wrong(place, "tên cơ quan để trống", "a body has no name")
    if header.valid_until is not None and header.valid_until <= header.valid_from:
        raise _wrong(place, "hết hiệu lực trước khi có hiệu lực", "it ends before it begins")
    return DatedRule(
        id=header.id,
        version=header.version,
        kind=header.kind,
        applies=header.applies,
        bodies=header.bodies,
        valid_from=header.valid_from,
        valid_until=header.valid_until,
        citation=header.citation,
        confirmed=header.confirmed,
        values=_loaded(kinds[header.kind], values, place),
    )


def _loaded(kind: type[Any], value: Any, place: str) -> Any:
    try:
        return schema_for(kind).load(value)
    except ValidationError as error:
        faults = "; ".join(f"{path}: {fault}" for path, fault in paths_of(error.messages))
        raise _wrong(place, faults, faults) from error
    except ValueError as error:  # the dataclass itself refuses the figures
        raise _wrong(place, str(error), str(error)) from error


def _plain(value: Any) -> Any:
    """YAML's own dates as text again: the schemas read days from text alone."""
    match value:
        case date():
            return value.isoformat()
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


def _wrong(place: str, vi: str, en: str) -> WrongRule:
    return WrongRule(f"Quy định {place}: {vi}. / Rule {place}: {en}.")
