"""One request for a page."""

from __future__ import annotations

from werkzeug.wrappers import Request

from shared.access import Caller
from shared.portal.language import Language
from shared.values import dataclass

LONGEST_INPUT = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: who asks, in which language; *token* is the session's, by which other services judge the reader."""

    request: Request
    language: Language
    caller: Caller | None
    token: str

    @property
    def reader(self) -> Caller:
        """The caller; routes that use it are behind a sign-in."""
        assert self.caller is not None
        return self.caller

    def place(self, name: str) -> str:
        """The value that the address has where the route says `{name}`."""
        value: str = self.request.environ["sovang.path"][name]
        return value

    def argument(self, name: str) -> str | None:
        """A parameter of the address, without outer spaces; None when it is empty."""
        return self.request.args.get(name, "")[:LONGEST_INPUT].strip() or None
