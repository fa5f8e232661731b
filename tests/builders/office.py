"""A department with its units, people and plans, entered through the public API."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sovang.client import Client
from tests.builders import bodies

EVERYTHING = [
    (role, "*")
    for role in (
        "administrator",
        "board",
        "council_chair",
        "council_member",
        "council_secretary",
        "director",
        "inspector",
        "office",
        "unit_clerk",
    )
]
"""Grants of a person who may do all that people do, for tests that are not about rights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department's id and those of its units."""

    id: str
    units: tuple[str, ...]


def created(client: Client, path: str, body: bodies.Body, key: str) -> str:
    """The id of what *client* creates at *path*."""
    reply = client.post(path, body, key)
    assert reply.status == 201, reply.body
    return str(reply.body["id"])


def department(client: Client, units: int, name: str = "so") -> Department:
    """A department with *units* units; *name* tells it from others of the same test."""
    path = "/api/nominations/organisations"
    root = created(client, path, bodies.organisation(f"Sở {name}"), f"{name}.department")
    return Department(
        id=root,
        units=tuple(
            created(client, path, bodies.organisation(f"Phòng {number}", root), f"{name}.unit.{number}")
            for number in range(units)
        ),
    )


def drafted_plan(
    client: Client, organisation_id: str, key: str, units: Sequence[str] = (), recipients: int = 1
) -> str:
    """A plan that is not issued yet."""
    body = bodies.plan(organisation_id, units, recipients)
    return created(client, "/api/nominations/plans", body, key)


def issued_plan(
    client: Client, organisation_id: str, key: str, units: Sequence[str] = (), recipients: int = 1
) -> str:
    """A plan in force."""
    plan_id = drafted_plan(client, organisation_id, key, units, recipients)
    reply = client.post(f"/api/nominations/plans/{plan_id}/issue", bodies.issue(), f"{key}.issue")
    assert reply.status == 200, reply.body
    return plan_id
