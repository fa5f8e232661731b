"""Another password for an account: by whoever looks after it, or by its holder. That it happened is history, it never is."""

from __future__ import annotations

from services.nominations.application.accounts import (
    Accounts,
    PasswordSet,
    SetPassword,
    require_password,
)
from services.nominations.application.rights import Rights
from services.nominations.application.sessions import Sessions
from services.nominations.application.throttling import Throttle
from shared.access import Caller
from shared.acts import filled
from shared.errors import Forbidden, Unauthenticated
from shared.ids import NewId
from shared.messages import CommandContext
from shared.standing import DISABLED
from shared.texts import Text
from shared.values import dataclass

OLD_PASSWORD_WRONG = Text("Mật khẩu hiện tại không đúng.", "The present password is wrong.")
HOLDER = "account_holder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOwnPassword:
    """Give one's own account another password; the session of `refresh_token` goes on, all others end."""

    old_password: str
    password: str
    refresh_token: str | None = None
    address: str | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordActions:
    """
    The event comes first: a crash in between leaves a note of what was about to happen, never a change without one.

    Asking again completes what a crash left out; a password that is already so makes no further event.
    """

    accounts: Accounts
    rights: Rights
    sessions: Sessions
    throttle: Throttle
    new_id: NewId

    def reset(self, body: SetPassword, actor: str, role: str) -> None:
        """Give the account another password and end all its sessions; whether that may be is judged before."""
        if not self.accounts.has(body.username, body.password):
            self.rights.note_password(body.username, self._context(actor, role), own=False)
            self.accounts.keep_password(body.username, body.password)
        self.sessions.end_all(body.username)

    def change_own(self, body: ChangeOwnPassword, caller: Caller | None) -> PasswordSet:
        """
        Give one's own account another password, and end all its sessions but one's own.

        Raises Unauthenticated, InvalidInput, Forbidden for a wrong old password or an account that is disabled or has no
        password here, SlowDown after too many failures: they count as those to sign in do.
        """
        if caller is None:
            raise Unauthenticated
        if not caller.is_person:
            raise Forbidden
        require_password(body.password)
        username = caller.identity
        if self.rights.disabled(username):
            raise Forbidden("account-disabled", DISABLED)
        tell = self.throttle.admit(username, body.address)
        knows = self.accounts.has(username, body.old_password)
        already = not knows and self.accounts.has(username, body.password)  # asked again after a lost answer
        tell(knows or already)
        if not (knows or already):
            raise Forbidden("old-password-wrong", OLD_PASSWORD_WRONG)
        if knows:
            self.rights.note_password(username, self._context(caller.actor, HOLDER), own=True)
            self.accounts.keep_password(username, body.password)
        self.sessions.end_all(username, but=body.refresh_token)
        return PasswordSet(username=username)

    def _context(self, actor: str, role: str) -> CommandContext:
        """Each time is a command of its own: the password that would tell them apart must not be in a fingerprint."""
        command = self.new_id()
        return CommandContext(
            actor=actor,
            actor_role=role,
            correlation_id=self.new_id(),
            causation_id=f"command:{command}",
            key=f"password:{command}",
            fingerprint=command,
        )
