"""The catalogue of this context: the events audit owns itself."""

from __future__ import annotations

from services.audit.domain.reading import CaseRead
from shared.catalogue import Catalogue, EventKind
from shared.texts import Text

SERVICE = "audit"

KINDS = (
    EventKind(
        CaseRead,
        Text("Một người đã mở xem diễn biến của một hồ sơ.", "Somebody opened the history of a case."),
        Text("{actor} mở xem diễn biến hồ sơ", "{actor} opened the history of the case"),
    ),
)

CATALOGUE = Catalogue(service=SERVICE, kinds=KINDS, refusals={})
