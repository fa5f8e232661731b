"""What becomes of somebody's accounts when the person is erased: the name goes with its key, and nobody signs in any more."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from services.nominations.application.account_book import AccountBook
from services.nominations.application.account_names import name_key
from services.nominations.application.rights import Rights
from shared.errors import Rejected, TransientError
from shared.lineage_rows import all_in
from shared.messages import CommandContext
from shared.reading import ViewReader
from shared.values import dataclass

LIST_SECONDS = 3.0
"""So long an erasure waits for the list of grants."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountErasing:
    """
    An account is somebody's when a grant of it names the person, taken back or not.

    *grants* is the list of grants, which may lag: it is waited for. *destroy* may be asked of a key that is gone.
    """

    rights: Rights
    book: AccountBook
    grants: ViewReader
    destroy: Callable[[str], bool]

    def known_of(self, person_id: str) -> tuple[str, ...]:
        """Every account of the person that the list of grants knows now."""
        rows = all_in(self.grants, {"person_id": person_id})
        return tuple(sorted({row["account"] for row in rows}))

    def accounts_of(self, person_id: str) -> tuple[str, ...]:
        """Every account of the person. Raises TransientError while the list of grants lacks what the history holds."""
        if not self.grants.holds_all(LIST_SECONDS):
            raise TransientError("the list of grants is behind the history")
        return self.known_of(person_id)

    def needed(self, person_id: str) -> tuple[str, ...]:
        """Those of the person's accounts that cannot be stopped, as nobody else would administer the realm."""
        return tuple(
            name
            for name in self.accounts_of(person_id)
            if not self._of_others(name, person_id) and not self.rights.closable(name)
        )

    def erase(self, username: str, context: CommandContext) -> None:
        """
        Destroy the key of the account's name, let the name go, and stop the account unless it is another's, too.

        Done again it changes nothing. Raises TransientError.
        """
        self.destroy(name_key(username))
        self.book.keep_name(username, None)
        if self._of_others(username):
            return
        try:
            self.rights.close(username, context)
        except Rejected as refusal:  # nobody else administers the realm since the erasure was decided
            log.warning("account of somebody erased not stopped", account=username, reason=refusal.code)

    def _of_others(self, username: str, person_id: str | None = None) -> bool:
        """Whether grants not taken back name somebody who is not erased, other than *person_id*."""
        named = {held.person_id for held in self.rights.held(username) if held.person_id}
        return any(not self.rights.erased(one) for one in named - {person_id})
