"""Sessions: what a refresh token stands for. It is rotated at each use; an older one betrays that somebody has a copy."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Protocol

from shared.clock import Clock
from shared.errors import Unauthenticated
from shared.texts import Text
from shared.values import dataclass

LIFETIME = timedelta(hours=12)
"""From signing in, however often it is renewed: a working day, then the password is asked for again."""

GRACE = timedelta(seconds=20)
"""How long the token just replaced is taken for the same client's: two tabs at one moment, or an answer that was lost."""

SESSION_OVER = Text("Phiên đăng nhập đã kết thúc; hãy đăng nhập lại.", "The session is over; sign in again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """
    One sign-in and all that was renewed from it.

    `digest` is of the only secret that still renews it, `previous` of the one it replaced at `rotated_at`.
    """

    id: str
    account: str
    digest: str
    expires_at: datetime
    ended: bool = False
    previous: str | None = None
    rotated_at: datetime | None = None


class SessionBook(Protocol):
    """Where sessions are kept. Every method raises TransientError when it cannot be asked."""

    def add(self, session: Session) -> None:
        """Keep *session*; once it is over it may go."""

    def find(self, session_id: str) -> Session | None:
        """The session of this id."""

    def rotate(self, session_id: str, old: str, new: str, now: datetime) -> bool:
        """Put digest *new* in the place of *old* at *now*, once; False when *old* is not there any more."""

    def end(self, session_id: str) -> None:
        """Nothing renews this session any more."""

    def end_all(self, account: str, but: str | None = None) -> None:
        """Nothing renews any session of *account* any more, but the one whose id is *but*."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens, renews and ends sessions."""

    book: SessionBook
    clock: Clock

    def open(self, account: str) -> tuple[str, int]:
        """A refresh token for a new session of *account*, and for how many seconds it can be renewed."""
        now = self.clock()
        session_id, secret = secrets.token_urlsafe(16), secrets.token_urlsafe(32)
        session = Session(id=session_id, account=account, digest=_digest(secret), expires_at=now + LIFETIME)
        self.book.add(session)
        return f"{session_id}.{secret}", int(LIFETIME.total_seconds())

    def renew(self, token: str) -> tuple[str, str | None, int]:
        """
        Whose session *token* renews, the token that takes its place, and the seconds that are left.

        A token replaced less than `GRACE` ago is still known, but nothing takes its place a second time (None). Raises
        Unauthenticated; any older token ends the whole session: one of two has a copy.
        """
        session_id, secret = _parts(token)
        now, sent, fresh = self.clock(), _digest(secret), secrets.token_urlsafe(32)
        found = self._running(session_id, now)
        if hmac.compare_digest(found.digest, sent):
            if self.book.rotate(session_id, sent, _digest(fresh), now):
                return found.account, f"{session_id}.{fresh}", _left(found, now)
            found = self._running(session_id, now)  # somebody with the same token was quicker
        if not _just_replaced(found, sent, now):
            self.book.end(session_id)
            raise _over()
        return found.account, None, _left(found, now)

    def end(self, token: str) -> None:
        """End the session that *token* renews, or once did; nothing happens when there is none."""
        self.book.end(_parts(token)[0])

    def end_all(self, account: str, but: str | None = None) -> None:
        """End every session of *account*, but the one that the refresh token *but* renews."""
        self.book.end_all(account, self._renewed_by(but) if but is not None else None)

    def _running(self, session_id: str, now: datetime) -> Session:
        found = self.book.find(session_id)
        if found is None or found.ended or now >= found.expires_at:
            raise _over()
        return found

    def _renewed_by(self, token: str) -> str | None:
        """The id of the session; None for an old token, which betrays that somebody has a copy."""
        session_id, secret = _parts(token)
        found = self.book.find(session_id)
        genuine = found is not None and hmac.compare_digest(found.digest, _digest(secret))
        return session_id if genuine else None


def _parts(token: str) -> tuple[str, str]:
    session_id, _, secret = token.partition(".")
    return session_id, secret


def _digest(secret: str) -> str:
    """What is kept of *secret*: it is as random as a key, so nothing slower is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _just_replaced(session: Session, digest: str, now: datetime) -> bool:
    if session.previous is None or session.rotated_at is None:
        return False
    return hmac.compare_digest(session.previous, digest) and now - session.rotated_at <= GRACE


def _left(session: Session, now: datetime) -> int:
    return int((session.expires_at - now).total_seconds())


def _over() -> Unauthenticated:
    return Unauthenticated("session-over", SESSION_OVER)
