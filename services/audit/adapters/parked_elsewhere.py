"""The parked events of all services, asked of each in the name of the person who looks: each judges for itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import requests

from shared.errors import Forbidden, NotFound, TransientError
from shared.values import dataclass

SECONDS: Final = (3.05, 20.0)
REFUSALS: Final = frozenset({requests.codes.not_found, requests.codes.conflict, 422})


@dataclass(frozen=True, slots=True)
class ParkedElsewhere:
    """Asks the services at *urls* (name → address)."""

    urls: Mapping[str, str]

    def waiting(self, token: str) -> dict[str, list[dict[str, Any]] | None]:
        """Each service's parked events; None for one that does not answer. Raises Forbidden."""
        return {service: self._of(service, token) for service in self.urls}

    def decide(self, service: str, what: str, parked_id: str, reason: str, token: str) -> None:
        """Ask *service* to `replay` or `drop` one. Raises Forbidden, NotFound when it no longer waits, TransientError."""
        if service not in self.urls:
            raise NotFound
        body = {"id": parked_id, "reason": reason or None}
        self._asked("POST", service, f"/parked/{what}", token, body)

    def _of(self, service: str, token: str) -> list[dict[str, Any]] | None:
        try:
            found: list[dict[str, Any]] = self._asked("GET", service, "/parked", token)["items"]
        except TransientError:
            return None
        return found

    def _asked(self, method: str, service: str, path: str, token: str, body: Any = None) -> Any:
        try:
            answer = requests.request(
                method,
                f"{self.urls[service]}/api/{service}{path}",
                json=body,
                headers={"Authorization": f"Bearer {token}"},
                timeout=SECONDS,
            )
            if answer.status_code in (requests.codes.unauthorized, requests.codes.forbidden):
                raise Forbidden
            if answer.status_code in REFUSALS:
                raise NotFound
            answer.raise_for_status()
            return answer.json()
        except requests.RequestException as error:
            raise TransientError(f"{service}: {error}") from error
