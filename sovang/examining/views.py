"""The read models: whether each is of the form that this version makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from services.audit.application.views import VIEWS as AUDIT
from services.awards.application.organisations import ORGANISATIONS
from services.awards.application.people import PEOPLE
from services.awards.application.views import VIEWS as AWARDS
from services.nominations.application.views import VIEWS as NOMINATIONS
from services.notifications.application.facts import FACTS
from shared.settings import Settings
from shared.texts import Text
from shared.views import Generations, View
from sovang.examining.findings import Finding, doubtful, well
from sovang.examining.reaching import client_of, reader_uri

VIEWS: Final[Mapping[str, Sequence[View]]] = {
    "nominations": NOMINATIONS,
    "awards": (*AWARDS, ORGANISATIONS, PEOPLE),
    "notifications": (FACTS,),
    "audit": AUDIT,
}


def examine_views(settings: Settings) -> Iterator[Finding]:
    """Each read model that is not of this version's form. Raises the database's errors, TransientError."""
    for service, views in VIEWS.items():
        strange = 0
        with client_of(reader_uri(settings, service)) as client:
            database = client[settings.database_name(service)]
            for view in views:
                _, form = Generations(database, view.name).in_use()
                if (form or 1) != view.form:
                    strange += 1
                    yield _strange(service, view, form or 1)
        if not strange:
            yield well(
                f"{service}: {len(views)} bảng đọc đúng dạng của phiên bản này",
                f"{service}: {len(views)} read models are of this version's form",
            )


def _strange(service: str, view: View, form: int) -> Finding:
    if form > view.form:
        return doubtful(
            Text(
                f"{service}: bảng đọc {view.name} có dạng {form} của phiên bản sau",
                f"{service}: the read model {view.name} has the form {form} of a later version",
            ),
            Text(
                f"Dùng lại phiên bản sau, hoặc chạy `sovang rebuild {service} {view.name}`",
                f"Go back to that version, or run `sovang rebuild {service} {view.name}`",
            ),
        )
    return doubtful(
        Text(
            f"{service}: bảng đọc {view.name} còn dạng {form}, phiên bản này làm dạng {view.form}",
            f"{service}: the read model {view.name} has the form {form}, this version makes {view.form}",
        ),
        Text(
            f"Chạy `sovang rebuild {service} {view.name}`",
            f"Run `sovang rebuild {service} {view.name}`",
        ),
    )
