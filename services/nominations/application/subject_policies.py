"""What `work` does when a person was erased: the key goes, and with it all that only it could read; so do the accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.nominations.application.account_erasing import AccountErasing
from services.nominations.domain.account_messages import GrantGiven
from services.nominations.domain.subject_request_messages import PersonErased
from shared.application import reaction_context
from shared.messages import RecordedEvent

Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SubjectPolicies:
    """Reactions to this context's own events; *destroy* may be asked of a key that is gone."""

    destroy: Callable[[str], bool]
    accounts: AccountErasing

    def table(self) -> Mapping[str, Callable[[RecordedEvent[Any], Stopping], bool]]:
        """Each reaction by the type of event it answers."""
        return {
            "PersonErased": self.when_person_erased_destroy_their_key,
            "GrantGiven": self.when_grant_given_to_somebody_erased_forget_the_account,
        }

    def when_person_erased_destroy_their_key(
        self, cause: RecordedEvent[PersonErased], _stopping: Stopping
    ) -> bool:
        """Through at once, with the keys of their accounts' names; done again it changes nothing."""
        person_id = cause.event.person_id
        self.destroy(key_of(person_id))
        context = reaction_context(cause.envelope, "when_person_erased_destroy_their_key")
        for username in self.accounts.accounts_of(person_id):
            self.accounts.erase(username, context)
        return True

    def when_grant_given_to_somebody_erased_forget_the_account(
        self, cause: RecordedEvent[GrantGiven], _stopping: Stopping
    ) -> bool:
        """A grant given while the person was being erased: the account that it names as theirs goes the same way."""
        given = cause.event
        if given.person_id is not None and self.accounts.rights.erased(given.person_id):
            policy = "when_grant_given_to_somebody_erased_forget_the_account"
            self.accounts.erase(given.account, reaction_context(cause.envelope, policy))
        return True


def key_of(person_id: str) -> str:
    """The key that seals what is personal of somebody."""
    return f"person-{person_id}"
