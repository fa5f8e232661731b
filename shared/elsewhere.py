"""What a page asks of another service over HTTP, in the name of whoever looks: that service judges what they may see."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

import requests
import structlog

from shared.values import dataclass

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """
    The service at *url*, asked with *token* for so many *seconds* in all, since this was made.

    A page goes on without what is not answered in time: after one question that fails nothing more is asked.
    """

    url: str
    token: str
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _until: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """From now on."""
        self._until.append(self.clock() + self.seconds)

    def ask(self, path: str, params: Mapping[str, Any] | None = None) -> dict[str, Any] | None:
        """The answer at *path*; None where there is none, none in time, or none for whoever holds the token."""
        left = self._until[0] - self.clock()
        if left <= 0:
            return None
        try:
            answer = requests.get(
                f"{self.url}{path}",
                params=params,
                headers={"Authorization": f"Bearer {self.token}"},
                timeout=left,
            )
            if answer.status_code != requests.codes.ok:
                return None
            body: dict[str, Any] = answer.json()
        except requests.RequestException as error:
            log.warning("not answered elsewhere", path=path, error=type(error).__name__)
            self._until[0] = float("-inf")
            return None
        return body
