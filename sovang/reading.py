"""`sovang timeline`: a case's history as sentences, asked of audit's public API."""

from __future__ import annotations

from typing import Any

import requests

from shared.keyring import Keyring
from shared.servicetokens import service_token
from shared.settings import Settings
from sovang.screen import ANSWER_IS_NO, COULD_NOT_ASK, DONE, OUT, complain, say, say_json

TIMEOUT_SECONDS = 30


def tell_timeline(settings: Settings, case: str, *, as_json: bool, english: bool) -> int:
    """Tell the history of *case*; gives the exit code."""
    lines = _lines(settings, case)
    if lines is None:
        complain(
            "Không hỏi được dịch vụ kiểm toán; hệ thống có đang chạy không?",
            "Audit cannot be asked; is the system running?",
        )
        return COULD_NOT_ASK
    if as_json:
        say_json(lines)
    elif not lines:
        say(f"Không có hồ sơ {case}.", f"There is no case {case}.")
    else:
        for line in lines:
            _tell(line, "en" if english else "vi")
    return DONE if lines else ANSWER_IS_NO


def _lines(settings: Settings, case: str) -> list[dict[str, Any]] | None:
    url = f"{settings.service_url('audit')}/api/audit/cases/{case}/timeline"
    token = service_token(settings, Keyring(settings.keys), "audit")
    lines: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        try:
            answer = requests.get(
                url,
                params={} if after is None else {"after": after},
                headers={"Authorization": f"Bearer {token}"},
                timeout=TIMEOUT_SECONDS,
            )
        except requests.RequestException:
            return None
        if answer.status_code == 404:
            return []
        if answer.status_code != 200:
            return None
        page = answer.json()
        lines += page["items"]
        after = page["next"]
        if after is None:
            return lines


def _tell(line: dict[str, Any], language: str) -> None:
    day = "/".join(str(int(part)) for part in reversed(line["occurred_on"].split("-")))
    OUT.print(
        f"{day:>10}  {line['sentence'][language]}", markup=False, style="red" if line.get("refusal") else None
    )
    for rule in line["rules"]:
        doubt = "" if rule["confirmed"] else " (chưa xác nhận)" if language == "vi" else " (unconfirmed)"
        OUT.print(f"            ▸ {rule['citation']}{doubt}", style="dim", markup=False)
    recorded = "ghi nhận" if language == "vi" else "recorded"
    OUT.print(
        f"            #{line['index']} · {recorded} {line['recorded_at']}, {line['basis_words'][language]} · "
        f"{line['correlation_id']}",
        style="dim",
        markup=False,
    )
