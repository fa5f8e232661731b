"""The questions of a department's people about registrations, asked again and again through HTTP."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from bench.department import Department
from sovang.client import Client
from tests.builders.office import EVERYTHING
from tests.support.system import System

MODELS = "/api/nominations/models"
TITLES, PEOPLE = "/api/nominations/titles", "/api/nominations/people"
PAGE = 20
DEEP = 10
"""So many pages lie before the deep one."""

UNIT = 7
FIELD = "Giảm nghèo bền vững vùng cao"
WORDS = "giam ngheo bien gioi"
BEGUN = "Chuyển đ cơ sở"
NAME = "nguyen thi an"


class Questions:
    """
    Asked by an office whose grant reaches all units, by one unit's clerk, and by whoever may see everything.

    Pages have one length, so that what differs is what lies beside them.
    """

    def __init__(self, system: System, department: Department, year: int) -> None:
        everybody = system.open_account("everybody", EVERYTHING)
        office = system.open_account("office", [("office", department.id)])
        clerk = system.open_account("clerk", [("unit_clerk", department.unit(UNIT))])
        unit, day = department.unit(UNIT), f"{year}-06-01"
        places = "/api/nominations/organisations"
        of_year = {"year": year, "on": day}
        self._asked: dict[str, tuple[Client, str, Mapping[str, Any]]] = {
            "list: newest, of all": (everybody, MODELS, {}),
            "list: newest, of an office": (office, MODELS, {}),
            "list: newest, of a clerk": (clerk, MODELS, {}),
            "list: of a unit": (office, MODELS, {"unit_id": unit}),
            "list: of a stage": (office, MODELS, {"stage": "detected"}),
            "list: of a unit and a stage": (office, MODELS, {"unit_id": unit, "stage": "registered"}),
            "list: of a field": (office, MODELS, {"field": FIELD}),
            "search: whole words": (office, MODELS, {"text": WORDS}),
            "search: words begun": (everybody, MODELS, {"text": BEGUN}),
            "list: titles, newest, of an office": (office, TITLES, {}),
            "list: a title of a year": (office, TITLES, {"title": "lao_dong_tien_tien", "year": year}),
            "list: titles of a person": (everybody, TITLES, {"subject_id": department.people(UNIT)[1]}),
            "list: titles of a unit, of a clerk": (clerk, TITLES, {"unit_id": unit}),
            "search: people by a name": (office, PEOPLE, {"text": NAME}),
            "search: a unit's people by a name begun": (clerk, PEOPLE, {"text": NAME[:-1]}),
            "counts: of a year": (office, f"{MODELS}/counts", {"year": year}),
            "counts: of all years": (everybody, f"{MODELS}/counts", {}),
            "counts: a unit's titles": (clerk, f"{places}/{unit}/titles", of_year),
            "counts: titles of units": (office, f"{places}/{department.id}/titles-of-units", of_year),
            "counts: a unit's year in audit": (office, f"/api/audit/organisations/{unit}/years/{year}", {}),
        }

    def answered(self, times: int, warm: int) -> Mapping[str, Sequence[float]]:
        """Milliseconds of each of so many answers, by question; *warm* more come before and do not count."""
        found = {}
        for what, (client, path, asked) in self._with_deep().items():
            address = f"{path}?{urlencode(asked)}"
            found[what] = [_milliseconds(client, address) for _ in range(warm + times)][warm:]
        return found

    def _with_deep(self) -> Mapping[str, tuple[Client, str, Mapping[str, Any]]]:
        paged = {
            what: (client, path, {**asked, "limit": PAGE} if _is_paged(what) else asked)
            for what, (client, path, asked) in self._asked.items()
        }
        deep = {
            f"{what}, page {DEEP + 1}": self._far_behind(*paged[what])
            for what in ("list: newest, of an office", "list: of a field", "search: whole words")
        }
        return {**paged, **deep}

    def _far_behind(
        self, client: Client, path: str, asked: Mapping[str, Any]
    ) -> tuple[Client, str, Mapping[str, Any]]:
        """The same question at a page far behind, or at the last one before it."""
        for _ in range(DEEP):
            following = client.get(f"{path}?{urlencode(asked)}").body["next"]
            if following is None:
                break
            asked = {**asked, "after": following}
        return client, path, asked


def _is_paged(what: str) -> bool:
    return what.startswith(("list", "search")) or what.endswith("titles of units")


def _milliseconds(client: Client, address: str) -> float:
    started = time.perf_counter()
    reply = client.get(address)
    if reply.status != 200:
        raise AssertionError(f"{address}: {reply.body}")
    return 1000 * (time.perf_counter() - started)
