"""`sovang rules list|show|check|explain`: the dated rules of every service, as its own programs read them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from rich.markup import escape
from rich.table import Table

from services.nominations.adapters.cel import CelEvaluate
from services.nominations.application.judging import Judgement
from services.nominations.application.showing_eligibility import judgement_item
from services.nominations.domain.criteria import CriteriaSet, Fact, Value, judge
from shared.errors import SovangError
from shared.rulefiles import WrongRule
from shared.rules import DatedRule, RuleBook
from shared.schemas import schema_for
from shared.values import dataclass
from sovang.screen import ANSWER_IS_NO, DONE, OUT, complain, say, say_json

SERVICES = ("nominations", "awards")
"""Those that work by rules of their own."""

Books = Mapping[str, Callable[[], RuleBook]]
GIVEN = "dòng lệnh / command line"
MARKS = {"met": "ĐẠT", "not_met": "KHÔNG ĐẠT", "needs_person": "CẦN NGƯỜI XEM XÉT"}


@dataclass(frozen=True, slots=True)
class Found:
    """A rule and the service that works by it."""

    service: str
    rule: DatedRule[Any]

    def row(self) -> dict[str, Any]:
        """All of it but its values."""
        rule = self.rule
        return {
            "service": self.service,
            "rule": rule.name,
            "kind": rule.kind,
            "applies": dict(rule.applies),
            "bodies": list(rule.bodies),
            "valid_from": rule.valid_from.isoformat(),
            "valid_until": rule.valid_until.isoformat() if rule.valid_until else None,
            "citation": rule.citation,
            "confirmed": rule.confirmed,
        }


def books() -> Books:
    """Each service's own reader of its rule files."""
    return {name: import_module(f"services.{name}.adapters.rules").rule_book for name in SERVICES}


def all_rules(of: Books) -> list[Found]:
    """Every rule of every service; raises WrongRule."""
    return [Found(service, rule) for service, read in of.items() for rule in read().rules]


def tell_rules(kind: str | None, on: str | None, *, unconfirmed: bool, as_json: bool) -> int:
    """Show the rules asked for; 1 when there is none."""
    day = _day(on) if on else None
    found = [
        one
        for one in all_rules(books())
        if (kind is None or one.rule.kind == kind)
        and (day is None or one.rule.in_time(day))
        and not (unconfirmed and one.rule.confirmed)
    ]
    if as_json:
        say_json([one.row() for one in found])
        return DONE if found else ANSWER_IS_NO
    table = Table("Quy định / rule", "Loại / kind", "Hiệu lực / in force", "Căn cứ / citation", box=None)
    for one in found:
        until = one.rule.valid_until
        span = f"{one.rule.valid_from} – {until or '…'}"
        mark = "" if one.rule.confirmed else " (*)"
        only = f" [chỉ áp dụng ở / binds only: {'; '.join(one.rule.bodies)}]" if one.rule.bodies else ""
        table.add_row(one.rule.name + mark, one.rule.kind, span, escape(one.rule.citation + only))
    OUT.print(table)
    say(
        f"{len(found)} quy định; (*) chưa được xác nhận, không tự quyết định điều gì. "
        "Quy định có nêu tên cơ quan chỉ áp dụng cho cơ quan ấy và cấp dưới.",
        f"{len(found)} rules; (*) not confirmed, it decides nothing by itself. "
        "One that names bodies binds them and what lies below, nobody else.",
    )
    return DONE if found else ANSWER_IS_NO


def tell_rule(name: str, *, as_json: bool) -> int:
    """Show one rule with its values; raises SovangError when there is none."""
    found = _named(name)
    whole = {**found.row(), "values": schema_for(type(found.rule.values)).dump(found.rule.values)}
    if as_json:
        say_json(whole)
        return DONE
    for field, value in whole.items():
        OUT.print(f"{field}: ", style="bold", end="", markup=False)
        OUT.print(
            json.dumps(value, ensure_ascii=False, indent=2, default=str) if field == "values" else str(value),
            markup=False,
        )
    return DONE


def check_rules(*, as_json: bool) -> int:
    """Read all; 1 when a file cannot be used or two rules claim the same day."""
    found: list[Found] = []
    faults: list[str] = []
    for service, read in books().items():
        try:
            found += all_rules({service: read})
        except WrongRule as wrong:
            faults.append(f"{service}: {wrong}")
    faults += overlaps(found)
    if as_json:
        say_json({"rules": len(found), "faults": faults})
    else:
        for fault in faults:
            complain(*_halves(fault))
        unconfirmed = sum(not one.rule.confirmed for one in found)
        say(
            f"Đã đọc {len(found)} quy định, {unconfirmed} chưa được xác nhận; {len(faults)} chỗ sai.",
            f"{len(found)} rules read, {unconfirmed} not confirmed; {len(faults)} faults.",
        )
    return ANSWER_IS_NO if faults else DONE


def overlaps(found: Sequence[Found]) -> list[str]:
    """Two rules of one service, kind, use and body that are in force on one day: nobody could say which."""
    told = []
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            same = (one.service, one.rule.kind, one.rule.applies) == (
                other.service,
                other.rule.kind,
                other.rule.applies,
            )
            about_one = bool(one.rule.applies) or one.rule.id == other.rule.id or bool(one.rule.bodies)
            if same and about_one and _same_place(one.rule, other.rule) and _meet(one.rule, other.rule):
                names = f"{one.rule.name}, {other.rule.name}"
                told.append(f"{names}: cùng áp dụng một ngày / {names}: both apply on one day")
    return told


def explain(name: str, facts: Sequence[str], *, as_json: bool) -> int:
    """Judge *facts* (`name=value`) by the criteria *name*; 1 unless they are met. Raises SovangError."""
    rule = _named(name).rule
    if not isinstance(rule.values, CriteriaSet):
        raise SovangError(f"{name} không phải bộ tiêu chuẩn. / {name} is no set of criteria.")
    judged = judge(rule, [_fact(text) for text in facts], CelEvaluate())
    item = judgement_item(Judgement(rule=rule, judged=judged))
    if as_json:
        say_json(schema_for(type(item)).dump(item))
    else:
        for line in item.criteria:
            say(f"{MARKS[line.verdict]}  {line.text.vi}", line.text.en)
            used = "; ".join(f"{fact.called.vi}: {fact.value}" for fact in line.facts)
            say(f"    {line.because.vi} {used}".rstrip(), f"    {line.because.en} [{line.citation}]")
        say(f"{MARKS[item.verdict]}: {item.title.vi} ({item.rule_set})", f"{item.verdict}: {item.title.en}")
    return DONE if item.verdict == "met" else ANSWER_IS_NO


def _named(name: str) -> Found:
    for one in all_rules(books()):
        if one.rule.name == name:
            return one
    raise SovangError(f"Không có quy định {name}. / There is no rule {name}.")


def _fact(text: str) -> Fact:
    name, sign, value = text.partition("=")
    if not sign:
        raise SovangError(f"Dữ kiện viết tên=giá trị, không phải {text}. / A fact is name=value, not {text}.")
    return Fact(name=name, value=_value(value), origin=GIVEN)


def _value(text: str) -> Value:
    """`true`, a whole number, a day, `good,excellent`, or else text."""
    if text in ("true", "false"):
        return text == "true"
    if text.isdecimal():
        return int(text)
    if "," in text:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SovangError(
            f"Ngày viết 2021-03-25, không phải {text}. / A day is 2021-03-25, not {text}."
        ) from None


def _meet(one: DatedRule[Any], other: DatedRule[Any]) -> bool:
    return one.in_time(other.valid_from) or other.in_time(one.valid_from)


def _same_place(one: DatedRule[Any], other: DatedRule[Any]) -> bool:
    """Both for everybody, or for a body that both name; a body's own rule stands in place of the general one."""
    if not one.bodies or not other.bodies:
        return one.bodies == other.bodies
    return one.binds(other.bodies)


def _halves(fault: str) -> tuple[str, str]:
    vi, _, en = fault.partition(" / ")
    return vi, en
