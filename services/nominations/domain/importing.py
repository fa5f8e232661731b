"""Imports (nhập từ Excel): a file is taken whole or not at all, once; then its rows are done, and it is completed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from services.nominations.domain.importing_messages import (
    AbandonImport,
    AcceptImport,
    CompleteImport,
    ImportAbandoned,
    ImportAccepted,
    ImportCommand,
    ImportCompleted,
    ImportEvent,
    RefusedRows,
)
from services.nominations.domain.refusals import rejected
from shared.decider import Decider
from shared.values import dataclass

_FILE_CASE: Final = re.compile(r"import-(?P<name>[a-z0-9]+)(?:-(?P<attempt>[0-9]+))?")


@dataclass(frozen=True, slots=True)
class Unasked:
    """No such file was taken; `abandoned` is the last attempt at it that was given up, 0 for none."""

    abandoned: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Taken; its rows are being done."""

    file_sha256: str
    organisations: int
    people: int
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """Done."""

    accepted: Accepted
    registered: int
    refused: tuple[RefusedRows, ...]


Import = Unasked | Accepted | Completed


def evolve(state: Import, event: ImportEvent) -> Import:
    """The import after *event*."""
    match state, event:
        case _, ImportAccepted():
            return Accepted(
                file_sha256=event.file_sha256,
                organisations=event.organisations,
                people=event.people,
                attempt=event.attempt,
            )
        case Unasked(), ImportAbandoned(attempt=attempt):
            return Unasked(attempt)
        case Accepted(), ImportCompleted():
            return Completed(accepted=state, registered=event.registered, refused=event.refused)
        case _:  # none is completed that was not accepted
            return state


def decide(command: ImportCommand, state: Import) -> Sequence[ImportEvent]:
    """Take once, complete once; what was given up before it was taken is not taken any more."""
    match command, state:
        case AcceptImport(attempt=attempt), Unasked(abandoned=abandoned) if attempt <= abandoned:
            raise rejected("import-abandoned")
        case AbandonImport(attempt=attempt), Unasked(abandoned=abandoned) if attempt > abandoned:
            act = command.occurrence.act(case_of(command.import_id))
            return [ImportAbandoned(act=act, import_id=command.import_id, attempt=attempt)]
        case AcceptImport(), Unasked():
            return [
                ImportAccepted(
                    act=command.occurrence.act(case_of(command.import_id)),
                    import_id=command.import_id,
                    file_sha256=command.file_sha256,
                    organisations=command.organisations,
                    people=command.people,
                    attempt=command.attempt,
                )
            ]
        case CompleteImport(), Accepted():
            return [
                ImportCompleted(
                    act=command.occurrence.act(case_of(command.import_id)),
                    import_id=command.import_id,
                    registered=command.registered,
                    refused=command.refused,
                )
            ]
        case CompleteImport(), Unasked():
            raise rejected("import-not-found")
        case _:
            return []  # already so


def case_of(import_id: str) -> str:
    """The case of an import, which is also its stream."""
    return f"import-{import_id}"


def file_case(import_id: str, attempt: int) -> str:
    """What its file is sealed for: the first time its case, then that and which attempt it is."""
    return case_of(import_id) if attempt == 1 else f"{case_of(import_id)}-{attempt}"


def attempt_at(case: str) -> tuple[str, int] | None:
    """The import and the attempt whose file is sealed for *case*; None for what is no import's."""
    found = _FILE_CASE.fullmatch(case)
    return None if found is None else (found["name"], int(found["attempt"] or 1))


def in_ranges(numbers: Iterable[int]) -> str:
    """*numbers* in short: `2, 5-9`."""
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


importing: Decider[ImportCommand, Import, ImportEvent] = Decider(
    initial=Unasked(), evolve=evolve, decide=decide
)
