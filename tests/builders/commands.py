"""A mixture of commands for clients that write at the same time."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from tests.builders import bodies
from tests.builders.office import Department
from tests.support.writers import Command

RECIPIENTS = 12
AT_ONCE = 5
"""How many plans, and how many drafts, all clients want to change at one time; then come the next ones."""

AGAIN = 0.1
"""How many of those that could be new are what somebody has asked for before: it is done, or refused, already."""

LAST_DAY = date(2021, 2, 28)
WEIGHTS = {"organisation": 4, "person": 3, "council": 2, "draft": 2, "refused": 3, "send": 5, "deliver": 1}
REFUSALS = frozenset({"plan-number-missing"})
"""Codes of refusals among them that are events of the case."""

EFFECTS = {"send": "PlanSent", "deliveries": "PlanDelivered"}
"""What a command for a recipient, by the end of its path, is fulfilled by, whoever gave it."""


def some_commands(
    chance: random.Random,
    ground: Department,
    drafts: list[str],
    plans: list[str],
    count: int,
    kinds: Sequence[str] = (),
    *,
    recipients: int = RECIPIENTS,
) -> list[Command]:
    """
    Many small cases of their own, and some that all clients want to change at once; of *kinds* alone if given.

    There MUST be AT_ONCE *plans* of so many *recipients*, and *drafts*, or a multiple: then they have their turns.
    """
    weights = {one: WEIGHTS[one] for one in kinds or WEIGHTS}
    asked = {kind: _Asked(chance) for kind in ("send", "deliver", "refused")}

    def in_turn(cases: list[str], number: int) -> list[str]:
        turn = number * (len(cases) // AT_ONCE) // count
        return cases[turn * AT_ONCE : (turn + 1) * AT_ONCE]

    def command(number: int) -> Command:
        kind = chance.choices(list(weights), weights=list(weights.values()))[0]
        case = chance.choice(in_turn(drafts if kind == "refused" else plans, number))
        nth = asked[kind].next(case) if kind in asked else 0
        place = f"noi-nhan-{nth % recipients}"
        service, path, body = "nominations", f"/plans/{case}/send", {"recipient_id": place}
        match kind:
            case "organisation":
                path, body = "/organisations", bodies.organisation(f"Phòng {number}", ground.id)
            case "person":
                path, body = "/people", bodies.person(ground.units[0], f"Nguyễn Thị {number}")
            case "council":
                service, path, body = "awards", "/councils", bodies.council(ground.id, ["an", "binh"])
            case "draft":
                path, body = "/plans", bodies.plan(ground.id)
            case "refused":  # and the refusal is an event of the case
                path = f"/plans/{case}/issue"
                body = bodies.issue(number=None, dated=str(LAST_DAY - timedelta(days=nth)))
            case "deliver":
                path = f"/plans/{case}/deliveries"
                body = {"recipient_id": place, "delivered_on": "2021-01-22", "receipt": "sổ công văn đến"}
        return Command(key=f"command.{number}", service=service, path=f"/api/{service}{path}", body=body)

    return [command(number) for number in range(count)]


class _Asked:
    """What was asked for of each case: mostly the next thing, now and then one that was asked for before."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._counts: Counter[str] = Counter()

    def next(self, case: str) -> int:
        """The number of what to ask for now, from 0."""
        count = self._counts[case]
        if count and self._chance.random() < AGAIN:
            return self._chance.randrange(count)
        self._counts[case] += 1
        return count
