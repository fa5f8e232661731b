"""Requests made from our own OpenAPI documents, sound ones and broken ones; every answer must be as documented."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from shared.settings import SERVICES
from sovang.client import Client
from tests.builders.office import EVERYTHING, department, issued_plan
from tests.support.ports import free_port
from tests.support.system import System, running

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "3"))
"""For each operation and kind of request; `make fuzz` asks for many, each time others."""

CHOSEN = settings(
    derandomize="FUZZ_EXAMPLES" not in os.environ,
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),  # what takes long is the server's answer
    phases=[
        Phase.generate
    ],  # a failure is told with the request as it was: shrinking would send hundreds more
)

CONFIG = SchemathesisConfig.from_dict(
    {
        "checks": {
            # refusals of size and of a stale version are refusals too
            "negative_data_rejection": {
                "expected-statuses": [400, 401, 403, 404, 409, 412, 413, 414, 415, 428, 431]
            },
        }
    }
)

WITHOUT_LIMITS = {f"SOVANG_LIMIT_{kind}": "off" for kind in ("CALLER", "SERVICE", "ANONYMOUS", "SIGN_IN")}

AFTER = re.compile(r"[a-z0-9-]+@[0-9]+")

LEFT_OUT = [
    # Rules that no schema can say refuse well-shaped requests with 400: NFC, a day not in the future, a basis that does
    # not fit its document.
    checks.positive_data_acceptance,
]


@dataclass(frozen=True)
class World:
    system: System
    everybody: Client
    session: requests.Session = field(default_factory=requests.Session)

    def callers(self) -> Sequence[dict[str, str]]:
        """The headers of somebody who may do everything, by a token that is good now, and of nobody."""
        return {"Authorization": f"Bearer {self.everybody._bearer()}"}, {}


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    # How fast this machine asks must not decide what is asked: limits have tests of their own (test_edge_limits.py).
    with running(System(server_folder("fuzz"), free_port(), variables=WITHOUT_LIMITS)) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        ground = department(person, units=2)
        issued_plan(person, ground.id, "plan", ground.units)
        yield World(system, person)


@pytest.mark.parametrize("service", SERVICES)
def test_every_answer_is_as_its_document_says(world, service):
    url = world.system.url_of(service)
    document = world.session.get(f"{url}/api/{service}/openapi.json", timeout=60).json()
    faults: list[str] = []
    for found in schemathesis.openapi.from_dict(document, config=CONFIG).get_all_operations():
        operation = found.ok()
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:
            try:
                send(world, url, operation, mode)
            except FailureGroup as failed:
                faults += [f"{operation.label}, {mode.name}: {each}" for each in leaves(failed)]
    assert not faults, "\n\n".join(faults)


def send(
    world: World,
    url: str,
    operation: APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
) -> None:
    """Each request as somebody who may do everything, and as nobody."""

    @CHOSEN
    @given(case=operation.as_strategy(generation_mode=mode).map(impatient))
    def conforms(case: Case) -> None:
        for headers in world.callers():
            case.call_and_validate(
                url, session=world.session, headers=headers, excluded_checks=LEFT_OUT, timeout=60
            )

    conforms()


def impatient(case: Case) -> Case:
    """Without the wish to wait two seconds for a version that nobody ever made."""
    if case.headers and AFTER.fullmatch(case.headers.get("Sovang-After") or ""):
        del case.headers["Sovang-After"]
    return case


def leaves(group: BaseExceptionGroup[BaseException]) -> Iterator[BaseException]:
    for each in group.exceptions:
        if isinstance(each, BaseExceptionGroup):
            yield from leaves(each)
        else:
            yield each
