"""The commands `sovang vault`: arguments; `sovang.vaulting` does the work."""

from __future__ import annotations

from typing import Annotated

import typer

from shared.settings import load_settings

SETTLED_SECONDS = 120.0
"""By then every process has read a new master key, slow ones too: what a vault remembers it forgets within 60 s."""

vault_app = typer.Typer(
    no_args_is_help=True, help="Kho khóa: khóa chính, dữ liệu đã xóa. / The vault: master key, erasures."
)


@vault_app.command("rotate")
def rotate(
    wait: Annotated[
        float,
        typer.Option(min=0, help="Giây chờ các tiến trình đọc khóa mới / seconds to wait for processes"),
    ] = SETTLED_SECONDS,
) -> None:
    """Đổi khóa chính; khóa cũ bị hủy cùng mọi bản sao lưu dưới nó. / Another master key; the old one is destroyed."""
    from sovang.vaulting import rotate_master

    rotate_master(load_settings(), wait)


@vault_app.command("rewrap")
def rewrap() -> None:
    """Bọc lại các khóa bằng khóa chính đang dùng. / Wrap all keys under the master key in use."""
    from sovang.vaulting import rewrap as wrap_anew

    wrap_anew(load_settings())


@vault_app.command("replay")
def replay() -> None:
    """Xóa lại những gì đã xóa, sau khi đặt lại kho khóa cũ. / Erase again what was erased, after an older vault came back."""
    from sovang.vaulting import replay as erase_again

    erase_again(load_settings())
