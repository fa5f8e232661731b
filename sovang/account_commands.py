"""The command line's groups `users` and `grants`."""

from __future__ import annotations

from typing import Annotated

import typer

from shared.errors import SovangError
from shared.settings import load_settings
from sovang.accounts import Desk
from sovang.notes import ADMINISTRATOR

users_app = typer.Typer(no_args_is_help=True, help="Tài khoản. / Accounts.")
grants_app = typer.Typer(no_args_is_help=True, help="Quyền của tài khoản. / What accounts may do.")

AsJson = Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Answer as JSON.")]
As = Annotated[str, typer.Option("--as", help="Ai đang làm việc này. / Who is doing this.")]
Username = Annotated[str, typer.Argument(help="Tên đăng nhập / user name")]
Number = Annotated[
    str | None, typer.Option("--number", help="Số văn bản quyết định. / The decision's number.")
]
Dated = Annotated[str | None, typer.Option("--dated", help="Ngày văn bản, 2021-03-25. / Its date.")]


@users_app.command("list")
def users_list(as_json: AsJson = False, who: As = ADMINISTRATOR) -> None:
    """Các tài khoản. / All accounts."""
    raise typer.Exit(_desk(who, as_json).users())


@users_app.command("open")
def users_open(
    username: Username,
    name: Annotated[str, typer.Option("--name", help="Họ và tên. / The person's name.")],
    subject: Annotated[
        str | None, typer.Option(help="Danh tính ở hệ thống đăng nhập khác. / Who it is to the other issuer.")
    ] = None,
    as_json: AsJson = False,
    who: As = ADMINISTRATOR,
) -> None:
    """Mở tài khoản; mật khẩu hiện một lần. / Open an account; its password is shown once."""
    raise typer.Exit(_desk(who, as_json).open(username, name, subject))


@users_app.command("password")
def users_password(username: Username, as_json: AsJson = False, who: As = ADMINISTRATOR) -> None:
    """Đặt lại mật khẩu; mọi phiên đăng nhập kết thúc. / Another password; every session of it ends."""
    raise typer.Exit(_desk(who, as_json).set_password(username))


@users_app.command("disable")
def users_disable(
    username: Username,
    number: Number = None,
    dated: Dated = None,
    as_json: AsJson = False,
    who: As = ADMINISTRATOR,
) -> None:
    """Khóa tài khoản; biểu quyết, quyết định bị chặn ngay. / Disable; votes and decisions are refused at once."""
    raise typer.Exit(_desk(who, as_json).disable(username, _decision(number, dated)))


@users_app.command("enable")
def users_enable(
    username: Username,
    number: Number = None,
    dated: Dated = None,
    as_json: AsJson = False,
    who: As = ADMINISTRATOR,
) -> None:
    """Mở lại tài khoản. / Enable an account again."""
    raise typer.Exit(_desk(who, as_json).enable(username, _decision(number, dated)))


@grants_app.command("list")
def grants_list(
    username: Annotated[str | None, typer.Argument(help="Của một tài khoản / of one account")] = None,
    as_json: AsJson = False,
    who: As = ADMINISTRATOR,
) -> None:
    """Các lần cấp quyền, kể cả đã thu hồi. / Grants, also those taken back."""
    raise typer.Exit(_desk(who, as_json).grants(username))


@grants_app.command("give")
def grants_give(
    username: Username,
    role: Annotated[str, typer.Argument(help="Vai trò / role")],
    scope: Annotated[
        str, typer.Argument(help="Mã tổ chức (gồm cấp dưới), hoặc * / organisation and below, or *")
    ],
    begins_on: Annotated[str | None, typer.Option("--from", help="Từ ngày. / First day.")] = None,
    ends_on: Annotated[str | None, typer.Option("--until", help="Đến hết ngày. / Last day.")] = None,
    person: Annotated[str | None, typer.Option(help="Mã cá nhân. / Whose account it is.")] = None,
    number: Number = None,
    dated: Dated = None,
    as_json: AsJson = False,
    who: As = ADMINISTRATOR,
) -> None:
    """Cấp một vai trò theo văn bản, có thời hạn. / Give a role by decision, for a term."""
    body = {
        "role": role,
        "scope": scope,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "person_id": person,
        "decision": _decision(number, dated),
    }
    raise typer.Exit(_desk(who, as_json).give(username, body))


@grants_app.command("revoke")
def grants_revoke(
    username: Username,
    grant_id: Annotated[str, typer.Argument(help="Mã lần cấp quyền / the grant's id")],
    number: Number = None,
    dated: Dated = None,
    as_json: AsJson = False,
    who: As = ADMINISTRATOR,
) -> None:
    """Thu hồi một quyền. / Take a grant back."""
    raise typer.Exit(_desk(who, as_json).revoke(username, grant_id, _decision(number, dated)))


def _desk(who: str, as_json: bool) -> Desk:
    return Desk(load_settings(), who, as_json=as_json)


def _decision(number: str | None, dated: str | None) -> dict[str, str] | None:
    if number is None and dated is None:
        return None
    if number is None or dated is None:
        raise SovangError(
            "Số và ngày của văn bản phải đi cùng nhau. / The document's number and date come together."
        )
    return {"number": number, "dated": dated}
