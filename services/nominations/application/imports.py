"""Importing organisations and people from Excel (nhập từ Excel): judged whole, taken whole or not at all, taken once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from services.nominations.application.evidence import About, EvidenceStore
from services.nominations.application.histories import Histories
from services.nominations.domain.files import kind_of
from services.nominations.domain.import_checks import Register, check
from services.nominations.domain.import_faults import Fault
from services.nominations.domain.import_refusals import SENTENCES
from services.nominations.domain.import_rows import Sheet, Table, read
from services.nominations.domain.importing import Import, Unasked, case_of, file_case
from services.nominations.domain.importing_messages import AcceptImport, ImportCommand
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from shared.access import EVERYWHERE, Caller, Permissions, authorise
from shared.acts import Occurrence
from shared.clock import Clock, local_date
from shared.errors import InvalidInput
from shared.handling import CommandHandler, Folded
from shared.ids import NewId
from shared.messages import CommandContext
from shared.texts import Text
from shared.values import dataclass

IMPORT = "import.run"
OF_ORGANISATIONS, OF_PEOPLE = "organisation.register", "person.register"
UNNAMED = "nhap.xlsx"

Workbook = Callable[[bytes], Sequence[Sheet]]
"""Reads a file of a kind already known to be a workbook; raises InvalidInput when it cannot."""

Mark = Callable[..., str]
"""A keyed digest of texts: the same for the same, and nothing that can be guessed at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How imports and imported people are named, the same at each try, by *mark*."""

    mark: Mark

    def import_id(self, plain_sha256: str) -> str:
        """One import for one content."""
        return self.mark("import", plain_sha256)[:24]

    def person_id(self, organisation: str, code: str) -> str:
        """One person for one code of an organisation; tells nothing of the code to whoever lacks the key."""
        return self.mark("imported person", organisation, code)[:24]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A file read and held against the register."""

    table: Table
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imports:
    """Judges files, and takes those that are whole."""

    known: Histories
    handler: CommandHandler[ImportCommand, Import]
    evidence: EvidenceStore
    workbook: Workbook
    naming: Naming
    permissions: Permissions
    clock: Clock
    new_id: NewId

    def judge(self, content: bytes) -> Judged:
        """Everything that is wrong with *content*; nothing is stored. Raises InvalidInput when it is no workbook."""
        if kind_of(content) != "xlsx":
            raise InvalidInput("import-not-xlsx", SENTENCES["import-not-xlsx"])
        table = read(self.workbook(content))
        return Judged(table=table, faults=(*table.faults, *check(table, self._register())))

    def take(self, content: bytes, caller: Caller, correlation_id: str) -> tuple[str, Import]:
        """
        Take *content* as an import, or find that it was taken; its id and how it stands.

        Raises InvalidInput `import-faulty` naming each place that is wrong, Forbidden when a row lies outside the
        caller's reach; then nothing is stored.
        """
        plain = hashlib.sha256(content).hexdigest()
        import_id = self.naming.import_id(plain)
        stands = self.standing(import_id).state
        if not isinstance(stands, Unasked):
            return import_id, stands
        judged = self.judge(content)
        if judged.faults:
            raise faulty(judged.faults)
        role = self._permit(judged.table, caller)
        about = About(name=UNNAMED, kind="xlsx", plain_sha256=plain, by=caller.actor)
        attempt = stands.abandoned + 1
        stored = self.evidence.put(file_case(import_id, attempt), content, about)
        command = AcceptImport(
            import_id=import_id,
            file_sha256=stored.sha256,
            organisations=len(judged.table.organisations),
            people=len(judged.table.people),
            attempt=attempt,
            occurrence=Occurrence(occurred_on=local_date(self.clock()), basis="system"),
        )
        context = CommandContext(
            actor=caller.actor,
            actor_role=role,
            correlation_id=correlation_id,
            causation_id=f"command:{self.new_id()}",
            key=f"{import_id}.{attempt}",
            fingerprint=import_id,
        )
        self.handler(case_of(import_id), command, context)
        return import_id, self.standing(import_id).state

    def standing(self, import_id: str) -> Folded[Import]:
        """How the import stands."""
        return self.handler.load(case_of(import_id))

    def _register(self) -> Register:
        def has_person(organisation: str, code: str) -> bool:
            return isinstance(self.known.person(self.naming.person_id(organisation, code)), Serving)

        def dissolved(code: str) -> bool:
            found = self.known.organisation(code)
            return isinstance(found, Registered) and found.ended is not None

        return Register(
            has_organisation=lambda code: isinstance(self.known.organisation(code), Registered),
            dissolved=dissolved,
            has_person=has_person,
        )

    def _permit(self, table: Table, caller: Caller) -> str:
        """The role for the import; every row must be one that its caller might have entered by hand."""
        role = authorise(caller, IMPORT, self.permissions)
        here = {row.code for row in table.organisations}
        above = {row.parent or EVERYWHERE for row in table.organisations if row.parent not in here}
        if above:
            authorise(caller, OF_ORGANISATIONS, self.permissions, *sorted(above))
        within = {row.organisation for row in table.people} - here
        if within:
            authorise(caller, OF_PEOPLE, self.permissions, *sorted(within))
        if table.people:
            authorise(caller, OF_PEOPLE, self.permissions)
        return role


def faulty(faults: Sequence[Fault]) -> InvalidInput:
    """The answer that names every fault by its place; one place with several names the first."""
    fields: dict[str, Text] = {}
    for fault in faults:
        fields.setdefault(fault.place, fault.text)
    return InvalidInput(
        "import-faulty", SENTENCES["import-faulty"], facts={"count": str(len(faults))}, fields=fields
    )
