"""How an account stands at this moment, asked of the service that owns accounts: for acts that must not wait out a token."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import requests

from shared import conversation
from shared.access import Caller, Grant
from shared.clock import Clock, local_date
from shared.errors import Forbidden, TransientError
from shared.texts import Text
from shared.values import dataclass

OWNER = "nominations"
ASK_SECONDS = (3.05, 10.0)

DISABLED = Text("Tài khoản đã bị khóa.", "The account is disabled.")
UNKNOWN = "account-unknown"
"""What the owner alone says: any other 404 comes from somebody else at its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingAnswer:
    """What the owner of accounts says of one: whether it is disabled, and its grants as tokens carry them."""

    account: str
    disabled: bool
    grants: tuple[StandingGrant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingGrant:
    """One grant that was not taken back."""

    role: str
    scope: str
    begins_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Asks the owner at *url* over HTTP, as the service whose *tokens* it has."""

    url: str
    tokens: Callable[[], str]
    clock: Clock

    def __call__(self, caller: Caller) -> Caller:
        """
        *caller* with the grants the owner's book has now.

        Raises Forbidden when the account is disabled or gone, TransientError when the owner cannot be asked.
        """
        found = self._ask(caller.identity)
        if found is None or found.get("disabled") is not False:
            raise Forbidden("account-disabled", DISABLED)
        grants = tuple(_grant(item) for item in found["grants"])
        return replace(caller, grants=grants).on(local_date(self.clock()))

    def _ask(self, account: str) -> dict[str, Any] | None:
        try:
            answer = requests.get(
                f"{self.url}/api/{OWNER}/accounts/{quote(account, safe='')}/standing",
                headers={"Authorization": f"Bearer {self.tokens()}", **conversation.header()},
                timeout=ASK_SECONDS,
            )
            if answer.status_code not in (HTTPStatus.OK, HTTPStatus.NOT_FOUND):
                raise TransientError(f"the standing of an account: {answer.status_code}")
            told = answer.json()
        except requests.RequestException as error:
            raise TransientError(f"the standing of an account: {error}") from error
        found: dict[str, Any] = told if isinstance(told, dict) else {}
        if answer.status_code == HTTPStatus.OK:
            return found
        if found.get("code") != UNKNOWN:
            raise TransientError("the standing of an account: 404, and not by its owner")
        return None


def _grant(item: dict[str, Any]) -> Grant:
    return Grant(str(item["role"]), str(item["scope"]), _day(item["begins_on"]), _day(item["ends_on"]))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
