"""Files put together: the evidence store, what may be sent and taken, and imports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pymongo.database import Database

from services.nominations.adapters.evidence_routes import EvidenceRoutes
from services.nominations.adapters.evidence_store import GridFsEvidence
from services.nominations.adapters.import_routes import ImportRoutes
from services.nominations.adapters.workbook import read_workbook
from services.nominations.application.evidence import EvidenceStore
from services.nominations.application.file_reading import FileReaders
from services.nominations.application.histories import Histories
from services.nominations.application.import_policies import ImportPolicies
from services.nominations.application.imports import Imports, Naming
from services.nominations.application.left_files import LeftFiles
from services.nominations.domain.importing import importing
from services.nominations.domain.reading import reading
from shared.access import Permissions
from shared.application import Handlers
from shared.endpoints import RawRoute
from shared.platform import Platform
from shared.values import dataclass


def evidence_of(platform: Platform, database: Database[dict[str, Any]]) -> EvidenceStore:
    """The evidence store of *database*."""
    return GridFsEvidence(database, platform.sealer, platform.clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Everything about files that the service serves."""

    platform: Platform
    handlers: Handlers
    known: Histories
    evidence: EvidenceStore
    permissions: Permissions

    def imports(self) -> Imports:
        """Imports; make them once, their handler keeps the folds of its streams."""
        platform = self.platform
        return Imports(
            known=self.known,
            handler=self.handlers.of(importing),
            evidence=self.evidence,
            workbook=read_workbook,
            naming=Naming(mark=platform.keyring.fingerprint),
            permissions=self.permissions,
            clock=platform.clock,
            new_id=platform.new_id,
        )

    def files(self) -> EvidenceRoutes:
        """What takes and gives the files of dossiers."""
        platform = self.platform
        readers = FileReaders(handler=self.handlers.of(reading), clock=platform.clock, new_id=platform.new_id)
        return EvidenceRoutes(
            known=self.known,
            evidence=self.evidence,
            readers=readers,
            permissions=self.permissions,
            most=platform.settings.evidence_bytes,
        )

    def routes(self, files: EvidenceRoutes, imports: Imports) -> Sequence[RawRoute]:
        """What takes or gives files over HTTP."""
        return (*files.table(), *ImportRoutes(imports=imports, most=files.most).table())


def left_files(platform: Platform, imports: Imports) -> LeftFiles:
    """What `work` does about files of *imports* that nobody took."""
    return LeftFiles(
        imports=imports.handler,
        keys=platform.sealer.made_before,
        clock=platform.clock,
        new_id=platform.new_id,
    )


def import_policies(platform: Platform, imports: Imports, handle: Any) -> ImportPolicies:
    """What `work` does about *imports*; *handle* does commands."""
    return ImportPolicies(
        handle=handle,
        imports=imports.handler,
        evidence=imports.evidence,
        workbook=imports.workbook,
        naming=imports.naming,
        prepare=platform.sealer.prepare,
        destroy=platform.sealer.destroy,
    )
