"""A mixture of commands for clients that write at the same time."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.builders import bodies
from tests.builders.office import Department
from tests.support.writers import Command

RECIPIENTS = 12
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
) -> list[Command]:
    """Many small cases of their own, and some that all clients want to change at once; of *kinds* alone if given."""
    weights = {one: WEIGHTS[one] for one in kinds or WEIGHTS}

    def command(number: int) -> Command:
        kind = chance.choices(list(weights), weights=list(weights.values()))[0]
        plan_id, place = chance.choice(plans), f"noi-nhan-{chance.randrange(RECIPIENTS)}"
        service, path, body = "nominations", f"/plans/{plan_id}/send", {"recipient_id": place}
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
                path = f"/plans/{chance.choice(drafts)}/issue"
                body = bodies.issue(number=None, dated=f"2021-02-{1 + number % 28:02d}")
            case "deliver":
                path = f"/plans/{plan_id}/deliveries"
                body = {"recipient_id": place, "delivered_on": "2021-01-22", "receipt": "sổ công văn đến"}
        return Command(key=f"command.{number}", service=service, path=f"/api/{service}{path}", body=body)

    return [command(number) for number in range(count)]
