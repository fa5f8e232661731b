"""What `work` does when a person was erased: their key goes, the keys of the cases about them alone, and their accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.nominations.application.account_erasing import AccountErasing
from services.nominations.domain.account_messages import GrantGiven
from services.nominations.domain.subject_request_messages import PersonErased
from shared.application import reaction_context
from shared.messages import RecordedEvent
from shared.values import dataclass

Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SubjectPolicies:
    """
    Reactions to this context's own events; *destroy* may be asked of a key that is gone.

    *cases* names every case that is about somebody alone, and raises TransientError while a list lacks any.
    """

    destroy: Callable[[str], bool]
    accounts: AccountErasing
    cases: Callable[[str], Sequence[str]]

    def table(self) -> Mapping[str, Callable[[RecordedEvent[Any], Stopping], bool]]:
        """Each reaction by the type of event it answers."""
        return {
            "PersonErased": self.when_person_erased_destroy_their_key,
            "GrantGiven": self.when_grant_given_to_somebody_erased_forget_the_account,
        }

    def when_person_erased_destroy_their_key(
        self, cause: RecordedEvent[PersonErased], _stopping: Stopping
    ) -> bool:
        """
        Through at once, with the keys of their cases and of their accounts' names; done again it changes nothing.

        What is sealed of a dossier (achievement, reasons, files), a model or a record is about whoever it is of. Erased is
        nobody of whom an award must be kept or a dossier is open, so none of that is needed any more.
        """
        person_id = cause.event.person_id
        self.destroy(key_of(person_id))
        for case in self.cases(person_id):
            self.destroy(key_of_case(case))
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


def key_of_case(case: str) -> str:
    """The key that seals the texts and files of a case (`nomination-…`, `model-…`), in every context."""
    return f"case-{case}"
