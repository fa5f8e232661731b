"""What the catalogue says of events about files."""

from __future__ import annotations

from services.nominations.domain.reading import FileRead
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        FileRead,
        Text(
            "Một người tải tệp trong hồ sơ về, ghi mỗi giờ một lần.",
            "Somebody took a file out of a dossier; noted once an hour.",
        ),
        Text("{reader} tải về một tệp của hồ sơ", "{reader} took a file out of the dossier"),
    ),
)
