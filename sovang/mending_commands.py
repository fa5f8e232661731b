"""The command `sovang restore`: arguments, and the database it needs; `sovang.restoring` does the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from shared.errors import SovangError
from shared.settings import Settings, load_settings


def restore(
    service: Annotated[str, typer.Argument(help="Dịch vụ / service: nominations, awards")],
    from_ledger: Annotated[
        bool, typer.Option("--from-ledger", help="Từ sổ cái kiểm toán. / From the audit ledger.")
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Chỉ cho biết sẽ làm gì. / Only say what it would do.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Answer as JSON.")] = False,
) -> None:
    """Lập lại dữ liệu của dịch vụ sau khi đặt lại bản sao cũ. / Mend a service after an old backup was put back."""
    from services.nominations.adapters.catalogue import SERVICE as NOMINATIONS
    from shared.platform import open_platform
    from sovang.restoring import restore_from_ledger
    from sovang.vaulting import replayed

    if not from_ledger:
        raise SovangError("Cần --from-ledger. / Say --from-ledger.")
    settings = load_settings()
    with database_of(settings) as uri:
        platform = open_platform(settings, uri)
        try:
            code = restore_from_ledger(platform, service, check=check, as_json=as_json)
            if service == NOMINATIONS and not check:
                replayed(platform)  # an older backup has keys of whoever was erased since
            raise typer.Exit(code)
        finally:
            platform.close()


@contextmanager
def database_of(settings: Settings) -> Iterator[str]:
    """Where the database is; the embedded one is started for it, which nobody else may be using then."""
    from sovang.database import DatabaseChild

    if settings.mongo_uri:
        yield settings.mongo_uri
        return
    child = DatabaseChild(settings.home)
    child.start()
    try:
        yield child.uri
    finally:
        child.stop()
