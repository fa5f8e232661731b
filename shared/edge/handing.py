"""The desk as it is handed to raw routes: for pages, whose callers come with a session in place of a bearer token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shared.edge.commanding import commanded
from shared.edge.desk import Call, Desk
from shared.own_desk import Done, Found
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class HandedDesk:
    """Implements `shared.own_desk.OwnDesk` for the request that is *call*."""

    desk: Desk
    call: Call

    def do(
        self, name: str, content: Mapping[str, Any], *, token: str, key: str, seen: int | None = None
    ) -> Done:
        """See OwnDesk."""
        form = self.desk.commands[name]
        if_match = None if seen is None else f'"{seen}"'
        call = replace(self.call, token=token, key=key, if_match=if_match, after=None)
        return commanded(self.desk, form.endpoint, call, lambda: content)

    def ask(self, name: str, params: Mapping[str, Any], *, token: str, after: str | None = None) -> Found:
        """See OwnDesk."""
        form, _ = self.desk.queries[name]
        call = replace(self.call, token=token, key=None, if_match=None, after=after)
        return self.desk.query(form.endpoint, call, lambda asked: asked.params(params))
