"""Signing in to the pages: the session is that of all pages (`shared.portal.session`), and it is opened here."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from werkzeug.wrappers import Request, Response

from shared.access import Caller
from shared.errors import SlowDown, TransientError
from shared.portal import session
from shared.portal.renewing import Given, SessionOwner
from shared.values import dataclass

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens and ends sessions as their *owner* says; *verify* knows whose a token is."""

    owner: SessionOwner
    verify: Callable[[str], Caller]

    def sign_in(self, username: str, password: str, address: str) -> Given | None:
        """
        A session for who is at *address*; None when name or password is wrong.

        Raises SlowDown after too many tries, TransientError.
        """
        answer = self.owner.ask("sign-in", {"username": username, "password": password}, address)
        return None if answer is None else Given.of(answer)

    def sign_out(self, response: Response, request: Request) -> None:
        """
        End the session of the *request*'s browser, and have it forget it.

        Where the owner cannot be asked the browser forgets all the same, and the session ends by itself.
        """
        for name in (session.SESSION, session.RENEWAL):
            session.forget(response, request, name)
        try:
            self.owner.end(request)
        except (SlowDown, TransientError) as error:
            log.warning("session not ended", error=type(error).__name__)
