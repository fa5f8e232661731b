"""One request for a page."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.wrappers import Request

from shared.access import Caller
from shared.portal.language import Language
from shared.portal.session import SESSION

LONGEST_INPUT = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: who asks, in which language."""

    request: Request
    language: Language
    caller: Caller | None

    @property
    def reader(self) -> Caller:
        """The caller; routes that use it are behind a sign-in."""
        assert self.caller is not None
        return self.caller

    @property
    def token(self) -> str:
        """The session's token: what other services judge the reader by."""
        return self.request.cookies.get(SESSION, "")

    def place(self, name: str) -> str:
        """The value that the address has where the route says `{name}`."""
        value: str = self.request.environ["sovang.path"][name]
        return value

    def argument(self, name: str) -> str | None:
        """A parameter of the address, without outer spaces; None when it is empty."""
        return self.request.args.get(name, "")[:LONGEST_INPUT].strip() or None
