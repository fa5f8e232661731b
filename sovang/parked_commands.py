"""The commands `sovang parked …`: arguments only; `sovang.parked` does the asking."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from shared.settings import load_settings
from sovang.notes import ADMINISTRATOR

parked_app = typer.Typer(
    no_args_is_help=True,
    help="Sự kiện tạm giữ: không xử lý được, đợi người quyết định. / Parked events, which wait for a decision.",
)

AsJson = Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Answer as JSON.")]
User = Annotated[
    str,
    typer.Option(
        "--user",
        help="Tài khoản quản trị; mật khẩu được hỏi. / The account; its password is asked for.",
    ),
]
PasswordFile = Annotated[
    Path | None, typer.Option(help="Tệp chứa mật khẩu, thay cho việc hỏi. / A file with it instead.")
]
ParkedId = Annotated[str, typer.Argument(help="Mã sự kiện tạm giữ / the parked event's id")]


@parked_app.command("list")
def parked_list(
    service: Annotated[str | None, typer.Argument(help="Dịch vụ; bỏ trống là tất cả / all if none")] = None,
    source: Annotated[str | None, typer.Option(help="Chỉ của nguồn này. / Of this source only.")] = None,
    user: User = ADMINISTRATOR,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """Các sự kiện đang đợi, theo dịch vụ và nguồn. / What waits, by service and source."""
    from sovang.parked import signed_in, tell_parked

    raise typer.Exit(
        tell_parked(signed_in(load_settings(), user, password_file), service, source, as_json=as_json)
    )


@parked_app.command("replay")
def parked_replay(
    parked_id: ParkedId,
    wait: Annotated[bool, typer.Option("--wait", help="Đợi đến khi xong. / Until it is over.")] = False,
    reason: Annotated[str, typer.Option(help="Lý do. / Why.")] = "",
    user: User = ADMINISTRATOR,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """Xử lý lại sự kiện và các sự kiện sau của cùng hồ sơ. / Handle it and its subject's later ones again."""
    from sovang.parked import replay, signed_in

    raise typer.Exit(
        replay(signed_in(load_settings(), user, password_file), parked_id, reason, wait=wait, as_json=as_json)
    )


@parked_app.command("drop")
def parked_drop(
    parked_id: ParkedId,
    reason: Annotated[str, typer.Option(help="Lý do, bắt buộc. / Why; required.")],
    user: User = ADMINISTRATOR,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """Bỏ qua một sự kiện, vĩnh viễn. / Have one event have no effect, ever."""
    from sovang.parked import drop, signed_in

    raise typer.Exit(
        drop(signed_in(load_settings(), user, password_file), parked_id, reason, as_json=as_json)
    )
