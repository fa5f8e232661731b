"""The commands `sovang certificates …`: arguments only; `sovang.privilege.certificates` does the making."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shared.errors import SovangError
from sovang.screen import say

certificates_app = typer.Typer(
    no_args_is_help=True,
    help="Chứng thư TLS của cơ sở dữ liệu và broker. / The certificates of database and broker.",
)

Folder = Annotated[Path, typer.Argument(help="Thư mục do `make secrets` tạo / the folder that it made")]


@certificates_app.command("renew")
def certificates_renew(
    folder: Folder,
    server: Annotated[
        list[str] | None, typer.Option(help="Chỉ máy chủ này, ví dụ mongodb. / This server only.")
    ] = None,
    host: Annotated[
        list[str] | None,
        typer.Option(help="Tên máy thay cho các tên cũ; nhắc lại được. / Host names in place of the former."),
    ] = None,
) -> None:
    """Cấp khóa và chứng thư mới. / Make new keys and certificates; servers take them up without a stop."""
    from sovang.privilege.certificates import SERVERS, ends, renew

    if host and not server:
        raise SovangError("Nêu cả --server của --host. / Name the --server whose --host it is.")
    for name in server or SERVERS:
        file = renew(folder, name, host or ())
        day = f"{ends(folder / file):%Y-%m-%d}"
        say(f"{folder / file}: có giá trị đến {day}.", f"valid until {day}; have {name} read it again.")


@certificates_app.command("authority")
def certificates_authority(folder: Folder) -> None:
    """Lập cơ quan cấp mới bên cạnh cơ quan cũ. / Make another authority beside the former one, which counts on."""
    from sovang.privilege.certificates import renew_authority

    renew_authority(folder)
    say(
        "Đã có cơ quan cấp mới; khởi động lại mọi tiến trình rồi mới `certificates renew`.",
        "There is a new authority; restart every process, and only then renew the certificates.",
    )
