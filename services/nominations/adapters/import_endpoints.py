"""What this context offers about imports beside their raw routes."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application.import_queries import ImportItem, OneImport
from services.nominations.application.imports import IMPORT
from shared.endpoints import QueryEndpoint
from shared.texts import Text

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="import-standing",
        path="/imports/{import_id}",
        params=OneImport,
        result=ImportItem,
        permission=IMPORT,
        summary=Text("Một lần nhập từ Excel", "How an import stands"),
    ),
)
