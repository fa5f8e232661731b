"""The command line: exit 0 done, 1 the answer is "no", 2 could not ask."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from shared.errors import SovangError
from shared.logs import scrubbed
from shared.settings import SERVICES, Settings, load_settings
from sovang.account_commands import grants_app, users_app
from sovang.certificate_commands import certificates_app
from sovang.mending_commands import restore
from sovang.parked_commands import parked_app
from sovang.rules_commands import rules_app
from sovang.screen import COULD_NOT_ASK, DONE, complain, say, say_json
from sovang.vault_commands import vault_app

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Sổ Vàng: sổ ghi thi đua, khen thưởng mà ai cũng kiểm chứng được. / The register anybody can verify.",
)
scenario_app = typer.Typer(
    no_args_is_help=True, help="Kịch bản từ văn bản nguồn. / Scenarios from the sources."
)
ledger_app = typer.Typer(no_args_is_help=True, help="Sổ cái kiểm toán. / The audit ledger.")
subscribers_app = typer.Typer(
    no_args_is_help=True, help="Bên ngoài nhận sự kiện qua broker. / Subscribers outside, through the broker."
)
app.add_typer(scenario_app, name="scenario")
app.add_typer(subscribers_app, name="subscribers")
app.add_typer(ledger_app, name="ledger")
app.add_typer(parked_app, name="parked")
app.add_typer(vault_app, name="vault")
app.add_typer(rules_app, name="rules")
app.add_typer(certificates_app, name="certificates")
app.command()(restore)
app.add_typer(users_app, name="users")
app.add_typer(grants_app, name="grants")

AsJson = Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Answer as JSON.")]
Services = Annotated[
    list[str] | None, typer.Argument(help="Tên dịch vụ; bỏ trống là tất cả. / Services; all if none.")
]


@app.command()
def init() -> None:
    """Mở một realm: tạo khóa, tài khoản, người dùng của CSDL và broker. / Open a realm: keys, accounts, users."""
    from sovang.opening import tell_init

    settings = load_settings()
    raise typer.Exit(tell_init(settings, settings.mongo_admin_uri or _mongo_uri(settings)))


@app.command()
def credentials(
    folder: Annotated[Path, typer.Argument(help="Thư mục / the folder")],
) -> None:
    """Tạo mật khẩu, khóa, chứng thư cho docker compose. / Make passwords, keys, certificates for docker compose."""
    from sovang.privilege.compose import in_the_clear, make_secrets

    made = make_secrets(load_settings(), folder)
    say(f"{folder}: {len(made)} tệp mới.", f"{len(made)} new files; those that were there are kept.")
    if plain := in_the_clear(folder):
        say(
            f"Địa chỉ chưa dùng TLS trong {len(plain)} tệp, ví dụ {plain[0]}: xem docs/operations.md, TLS.",
            f"{len(plain)} of the addresses there have no TLS yet: see docs/operations.md, TLS.",
        )


@app.command()
def up(
    scenario: Annotated[
        bool, typer.Option(help="Chạy kịch bản ở lần đầu. / Play the scenario at first start.")
    ] = True,
) -> None:
    """Chạy cả hệ thống trên một máy; Ctrl-C để dừng. / Run everything on one machine; Ctrl-C stops it."""
    from sovang.up import up as run

    raise typer.Exit(run(load_settings(), play=scenario))


@app.command()
def serve(services: Services = None) -> None:
    """Chạy phần giao tiếp (HTTP, RPC) của các dịch vụ. / Run the edge (HTTP, RPC) of services."""
    _become("sovang.serving", services)


@app.command()
def work(services: Services = None) -> None:
    """Chạy phần xử lý nền của các dịch vụ. / Run the background work of services."""
    _become("sovang.working", services)


@app.command()
def timeline(
    case: Annotated[str, typer.Argument(help="Mã hồ sơ, ví dụ plan-…, nomination-… / The case's id")],
    as_json: AsJson = False,
    english: Annotated[bool, typer.Option("--en", help="Tiếng Anh. / In English.")] = False,
) -> None:
    """Diễn biến của một hồ sơ thành câu. / A case's history as sentences."""
    from sovang.reading import tell_timeline

    raise typer.Exit(tell_timeline(load_settings(), case, as_json=as_json, english=english))


@app.command()
def rebuild(
    service: Annotated[str, typer.Argument(help="Dịch vụ / service")],
    view: Annotated[
        str | None, typer.Argument(help="Bảng đọc; bỏ trống là tất cả / view; all if none")
    ] = None,
) -> None:
    """Dựng lại bảng đọc bên cạnh bảng cũ rồi thay. / Build a read model anew beside the old one and swap."""
    from sovang.rebuilding import rebuild_views

    settings = load_settings()
    raise typer.Exit(rebuild_views(settings, _mongo_uri(settings), service, view))


@app.command()
def permissions(as_json: AsJson = False) -> None:
    """Vai trò nào được làm gì ở dịch vụ nào. / Which roles may do what in which service."""
    from sovang.permissions import tell_permissions

    raise typer.Exit(tell_permissions(as_json=as_json))


@scenario_app.command("list")
def scenario_list(as_json: AsJson = False) -> None:
    """Các kịch bản có sẵn. / The scenarios that come with the program."""
    from sovang.scenario import available, load_scenario

    found = [load_scenario(path) for path in available()]
    if as_json:
        say_json([{"id": one.id, "title": one.title.vi, "twin_of": one.twin_of} for one in found])
        return
    for one in found:
        say(f"{one.id}: {one.title.vi}", one.title.en)


@scenario_app.command("run")
def scenario_run(
    name: Annotated[str, typer.Argument(help="Tên hoặc tệp / a name or a file")],
    as_json: AsJson = False,
) -> None:
    """Chạy một kịch bản qua API công khai. / Play a scenario through the public API."""
    from sovang.playing import new_run, new_secret
    from sovang.scenario import find, load_scenario
    from sovang.story import tell_end
    from sovang.up import play_scenario

    scenario = load_scenario(find(name))
    played = play_scenario(load_settings(), scenario, run=new_run(), secret=new_secret(), quiet=as_json)
    if as_json:
        say_json(
            {
                "scenario": scenario.id,
                "as_in_the_source": played.as_in_the_source,
                "cases": played.cases,
                "figures": [
                    {"figure": one.figure.name, "equals": one.figure.equals, "found": one.found}
                    for one in played.findings
                ],
                "invented": [{"where": where, "why": why} for where, why in scenario.invented()],
            }
        )
    else:
        tell_end(scenario, played)
    raise typer.Exit(DONE if played.as_in_the_source else 1)


@scenario_app.command("twins")
def scenario_twins(
    name: Annotated[str, typer.Argument(help="Tên kịch bản / a scenario's name")],
    figure: Annotated[str | None, typer.Argument(help="Một số liệu / one figure")] = None,
    as_json: AsJson = False,
) -> None:
    """Đổi đầu vào của từng số liệu, xem nó có đổi theo. / Change the inputs of each figure, see that it changes."""
    from sovang.twinning import play_twins

    raise typer.Exit(play_twins(load_settings(), name, figure, as_json=as_json))


@ledger_app.command("vkey")
def ledger_vkey() -> None:
    """Khóa công khai để kiểm chữ ký của sổ cái. / The public key that verifies the ledger's signature."""
    from sovang.verifying import vkey

    say(vkey(load_settings()))


@ledger_app.command("verify")
def ledger_verify(as_json: AsJson = False) -> None:
    """Kiểm toàn bộ sổ cái và đối chiếu với từng dịch vụ. / Verify the whole ledger, and each service against it."""
    from sovang.verifying import verify_ledger

    raise typer.Exit(verify_ledger(load_settings(), as_json=as_json))


@subscribers_app.command("add")
def subscribers_add(
    name: Annotated[str, typer.Argument(help="Tên / name")],
    sources: Annotated[list[str], typer.Option("--from", help="Nguồn sự kiện / source of events")],
    most: Annotated[
        int, typer.Option(min=1, help="Số thông điệp chờ tối đa / most messages waiting")
    ] = 10_000,
) -> None:
    """Cho một bên ngoài hàng đợi riêng, có giới hạn. / Give somebody outside a bounded queue of their own."""
    from sovang.privilege.subscribers import add_subscriber

    file = add_subscriber(load_settings(), name, sources, most)
    say(f"{name}: địa chỉ và mật khẩu ở {file}.", "their address and password are in that file.")


@subscribers_app.command("remove")
def subscribers_remove(name: Annotated[str, typer.Argument(help="Tên / name")]) -> None:
    """Thu hồi người dùng và hàng đợi của họ. / Take back their user and queues."""
    from sovang.privilege.subscribers import remove_subscriber

    remove_subscriber(load_settings(), name)
    say(f"{name}: đã thu hồi.", "taken back.")


@app.command()
def doctor(
    process: Annotated[
        str | None,
        typer.Option(
            help="Khám với tư cách tiến trình này, ví dụ awards-work: khóa nào thừa. / As which process: which keys are too many."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Khám hệ thống: điều gì tốt, đáng ngờ, sai, và cách sửa. / Examine: what is well, doubtful, wrong, what to do."""
    from sovang.doctor import examine

    raise typer.Exit(examine(load_settings(), process=process, as_json=as_json))


def main() -> None:
    """The program `sovang`; what it raises on purpose is told in both languages, without a traceback."""
    _run(app)


def _run(program: Callable[[], object]) -> None:
    try:
        program()
    except SovangError as error:
        vi, _, en = scrubbed(str(error)).partition(" / ")
        complain(vi, en)
        sys.exit(COULD_NOT_ASK)


def _become(module: str, services: list[str] | None) -> None:
    names = services or list(SERVICES)
    for name in names:
        if name not in SERVICES:
            raise SovangError(
                f"Không có dịch vụ {name}; có: {', '.join(SERVICES)}. / No service {name}; there are those."
            )
    load_settings()
    os.execv(sys.executable, [sys.executable, "-m", module, *names])  # noqa: S606  # the same interpreter


def _mongo_uri(settings: Settings) -> str:
    if settings.mongo_uri:
        return settings.mongo_uri
    from sovang.database import running_database_uri

    uri = running_database_uri(settings.home)
    if uri is None:
        raise SovangError(
            "Chưa có cơ sở dữ liệu: chạy `make run`, hoặc đặt MONGO_URI. / "
            "There is no database: run `make run`, or set MONGO_URI."
        )
    return uri


if __name__ == "__main__":
    main()
