"""What `work` does when an import was taken: every row by its ordinary command, once, however often it is begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from services.nominations.application.evidence import EvidenceStore
from services.nominations.application.imports import Naming, Workbook
from services.nominations.application.subject_policies import key_of
from services.nominations.domain.import_checks import in_order
from services.nominations.domain.import_rows import OrganisationRow, PersonRow, read
from services.nominations.domain.importing import Completed, case_of, file_case, in_ranges
from services.nominations.domain.importing_messages import (
    CompleteImport,
    ImportAbandoned,
    ImportAccepted,
    ImportCommand,
    ImportCompleted,
    RefusedRows,
    SheetName,
)
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.person_messages import RegisterPerson
from shared.acts import Occurrence
from shared.application import following, reaction_context
from shared.errors import InvalidInput, LostRace, NotFound, OutcomeUnknown, Rejected, TransientError
from shared.handling import CommandHandler
from shared.messages import Answer, CommandContext, RecordedEvent
from shared.values import dataclass

POLICY = "when_import_accepted_register_rows"
AT_ONCE = 32
"""Rows done side by side: appends in flight at one moment share one insert."""

TURN = 200
"""So many rows are begun before it is asked again whether to stop."""

Stopping = Callable[[], bool]
Reaction = Callable[[RecordedEvent[Any], Stopping], bool]
Row = tuple[SheetName, int, Any]
"""The sheet, the row's number, and the command that registers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPolicies:
    """Reactions to this context's own events; each says whether it is through, and may be repeated from the start."""

    handle: Callable[[Any, CommandContext], Answer]
    imports: CommandHandler[ImportCommand, Any]
    evidence: EvidenceStore
    workbook: Workbook
    naming: Naming
    prepare: Callable[[Iterable[str]], None]
    destroy: Callable[[str], bool]

    def table(self) -> Mapping[str, Reaction]:
        """Each reaction by the type of event it answers."""
        return {
            "ImportAccepted": self.when_import_accepted_register_rows,
            "ImportCompleted": self.when_import_completed_forget_the_file,
            "ImportAbandoned": self.when_import_abandoned_forget_the_file,
        }

    def when_import_accepted_register_rows(
        self, cause: RecordedEvent[ImportAccepted], stopping: Stopping
    ) -> bool:
        """
        Do every row of the file under a key made of file and row, then say that all are done.

        A row that meanwhile became impossible is named with its code and keeps no other one back.
        """
        stream = case_of(cause.event.import_id)
        if isinstance(self.imports.load(stream).state, Completed):
            return True
        codes: dict[tuple[SheetName, int], str | None] = {}
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix=POLICY) as pool:
            for turn in self._turns(cause.event):
                if stopping():
                    return False
                self.prepare(_keys_of(turn))
                codes.update(zip([row[:2] for row in turn], pool.map(self._doing(cause), turn), strict=True))
        self.imports(stream, _completion(cause.event, codes), reaction_context(cause.envelope, POLICY))
        return True

    def when_import_completed_forget_the_file(
        self, cause: RecordedEvent[ImportCompleted], _stopping: Stopping
    ) -> bool:
        """
        Destroy the key of the file: each person's name now stands under the person's own key, and nowhere else.

        Else whoever is erased later could still be read in the file.
        """
        stands = self.imports.load(case_of(cause.event.import_id)).state
        self.destroy(key_of_file(cause.event.import_id, stands.accepted.attempt))
        return True

    def when_import_abandoned_forget_the_file(
        self, cause: RecordedEvent[ImportAbandoned], _stopping: Stopping
    ) -> bool:
        """Destroy the key of a file that nobody will take any more."""
        self.destroy(key_of_file(cause.event.import_id, cause.event.attempt))
        return True

    def _turns(self, event: ImportAccepted) -> Iterator[Sequence[Row]]:
        """The rows in portions that may be done side by side. Raises Damaged, and NotFound when the file is gone."""
        _, content = self.evidence.get(file_case(event.import_id, event.attempt), event.file_sha256)
        table = read(self.workbook(content))
        occurrence = following(event.act.occurred_on, event.act.basis)
        for turn in in_order(table.organisations):
            yield from _portions(("organisations", row.row, _organisation(row, occurrence)) for row in turn)
        yield from _portions(
            ("people", row.row, _person(row, self.naming, occurrence)) for row in table.people
        )

    def _doing(self, cause: RecordedEvent[ImportAccepted]) -> Callable[[Row], str | None]:
        def do(row: Row) -> str | None:
            """The code of the refusal, None when the row is done."""
            sheet, number, command = row
            context = reaction_context(cause.envelope, POLICY)
            key = f"{cause.event.file_sha256}.{sheet}.{number}"
            try:
                self.handle(command, _keyed(context, key))
            except (LostRace, OutcomeUnknown) as error:
                raise TransientError(f"row {number} of {sheet}: {error}") from error
            except (Rejected, InvalidInput, NotFound) as error:
                return error.code
            return None

        return do


def key_of_file(import_id: str, attempt: int) -> str:
    """The key that the file of an import is sealed under."""
    return f"case-{file_case(import_id, attempt)}"


def _completion(event: ImportAccepted, codes: Mapping[tuple[SheetName, int], str | None]) -> CompleteImport:
    refused: dict[tuple[SheetName, str], list[int]] = defaultdict(list)
    for (sheet, number), code in codes.items():
        if code is not None:
            refused[sheet, code].append(number)
    return CompleteImport(
        import_id=event.import_id,
        registered=sum(code is None for code in codes.values()),
        refused=tuple(
            RefusedRows(sheet=sheet, code=code, rows=in_ranges(numbers))
            for (sheet, code), numbers in sorted(refused.items())
        ),
        occurrence=following(event.act.occurred_on, event.act.basis),
    )


def _keyed(context: CommandContext, key: str) -> CommandContext:
    return replace(context, key=key, fingerprint=key)


def _keys_of(turn: Sequence[Row]) -> Iterable[str]:
    """The keys that seal the names of those in *turn*: one write makes all of them."""
    return [key_of(row[2].person_id) for row in turn if isinstance(row[2], RegisterPerson)]


def _portions(rows: Iterable[Row]) -> Iterator[Sequence[Row]]:
    waiting = list(rows)
    for first in range(0, len(waiting), TURN):
        yield waiting[first : first + TURN]


def _organisation(row: OrganisationRow, occurrence: Occurrence) -> RegisterOrganisation:
    return RegisterOrganisation(
        organisation_id=row.code,
        name=row.name,
        level=row.level,
        parent_id=row.parent,
        valid_from=row.valid_from,
        occurrence=occurrence,
    )


def _person(row: PersonRow, naming: Naming, occurrence: Occurrence) -> RegisterPerson:
    return RegisterPerson(
        person_id=naming.person_id(row.organisation, row.code),
        name=row.name,
        organisation_id=row.organisation,
        position=row.position,
        position_since=row.since,
        occurrence=occurrence,
    )
