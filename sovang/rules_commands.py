"""The commands `sovang rules …`: arguments only; `sovang.rules` does the looking up."""

from __future__ import annotations

from typing import Annotated

import typer

rules_app = typer.Typer(
    no_args_is_help=True,
    help="Quy định mà hệ thống áp dụng, theo ngày. / The dated rules the system works by.",
)

AsJson = Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Answer as JSON.")]
Day = Annotated[
    str | None, typer.Option("--on", help="Ngày áp dụng, ví dụ 2021-03-25. / In force on that day.")
]
RuleName = Annotated[
    str, typer.Argument(help="Mã và phiên bản, ví dụ title-cstd-co-so/2 / the rule's id and version")
]


@rules_app.command("list")
def rules_list(
    kind: Annotated[str | None, typer.Option(help="Chỉ loại này. / Of this kind only.")] = None,
    on: Day = None,
    unconfirmed: Annotated[
        bool, typer.Option("--unconfirmed", help="Chỉ quy định chưa xác nhận. / Unconfirmed ones only.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Các quy định: hiệu lực, căn cứ, đã xác nhận hay chưa. / The rules: when in force, where from, confirmed or not."""
    from sovang.rules import tell_rules

    raise typer.Exit(tell_rules(kind, on, unconfirmed=unconfirmed, as_json=as_json))


@rules_app.command("show")
def rules_show(name: RuleName, as_json: AsJson = False) -> None:
    """Một quy định với toàn bộ nội dung. / One rule with all it says."""
    from sovang.rules import tell_rule

    raise typer.Exit(tell_rule(name, as_json=as_json))


@rules_app.command("check")
def rules_check(as_json: AsJson = False) -> None:
    """Đọc mọi tệp quy định; nêu chỗ sai và chỗ hai quy định chồng nhau. / Read every rule file; name faults, overlaps."""
    from sovang.rules import check_rules

    raise typer.Exit(check_rules(as_json=as_json))


@rules_app.command("explain")
def rules_explain(
    name: RuleName,
    fact: Annotated[
        list[str] | None, typer.Option("--fact", help="Dữ kiện, ví dụ cstd_tinh=2; nhắc lại được. / A fact.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Xét các dữ kiện nêu ra theo một bộ tiêu chuẩn, từng tiêu chuẩn. / Judge given facts by a set of criteria."""
    from sovang.rules import explain

    raise typer.Exit(explain(name, fact or [], as_json=as_json))
