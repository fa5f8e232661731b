"""`sovang parked`: each service is asked as a signed-in person, so that it judges and notes every decision itself."""

from __future__ import annotations

import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import typer
from rich.progress import Progress

from shared.errors import SovangError
from shared.settings import SERVICES, Settings
from sovang.client import Client, Reply
from sovang.notes import ADMINISTRATOR, DemoNotes
from sovang.screen import ANSWER_IS_NO, COULD_NOT_ASK, DONE, ERR, complain, say, say_json

CONSUMING: Final = tuple(service for service in SERVICES if service != "audit")
"""The services that react to others; audit takes everything and parks nothing."""
LOOK_SECONDS: Final = 0.3
WAIT_SECONDS: Final = 120.0


def tell_parked(client: Client, service: str | None, source: str | None, *, as_json: bool) -> int:
    """Tell what waits; gives the exit code: 0 when something does or nothing, 2 when it could not be asked."""
    asked = urlencode({"source": source}) if source else ""
    items: list[dict[str, Any]] = []
    for name in _services(service):
        reply = client.get(f"/api/{name}/parked?{asked}".rstrip("?"))
        if reply.status != 200:
            return refused(reply)
        items += reply.body["items"]
    if as_json:
        say_json(items)
    elif not items:
        say("Không có sự kiện nào đang đợi.", "Nothing waits.")
    for one in [] if as_json else items:
        _tell(one)
    return DONE


def replay(client: Client, parked_id: str, reason: str, *, wait: bool, as_json: bool) -> int:
    """Ask for a replay, and with *wait* follow it to its end: 0 replayed (or asked for), 1 it failed again."""
    reply = _decide(client, "replay", parked_id, reason)
    if reply.status != 200:
        return refused(reply)
    count = reply.body["count"]
    found = _followed(client, parked_id) if wait else _one(client, parked_id)
    if as_json:
        say_json({"asked": count, **found})
    elif not wait and count:
        say(f"Đã yêu cầu xử lý lại {count} sự kiện.", f"{count} events are to be replayed.")
    else:
        _tell_end(found)
    return DONE if found["state"] == "replayed" or (not wait and count) else ANSWER_IS_NO


def drop(client: Client, parked_id: str, reason: str, *, as_json: bool) -> int:
    """Drop one event for *reason*; gives the exit code."""
    if not reason.strip():
        complain("Phải nêu lý do: --reason.", "A reason is needed: --reason.")
        return COULD_NOT_ASK
    reply = _decide(client, "drop", parked_id, reason)
    if reply.status != 200:
        return refused(reply)
    if as_json:
        say_json(_one(client, parked_id))
    else:
        say("Đã bỏ qua sự kiện; lý do được lưu lại.", "The event is dropped; the reason is kept.")
    return DONE


def signed_in(settings: Settings, user: str, password_file: Path | None) -> Client:
    """A client for *user*; the password is that in *password_file*, in the demo realm's notes, or asked for."""
    password = password_file.read_text(encoding="utf-8").strip() if password_file else None
    if password is None and settings.demo and user == ADMINISTRATOR:
        password = DemoNotes(settings).read().get("administrator")
    if password is None:
        password = typer.prompt(f"Mật khẩu của {user} / password", hide_input=True, err=True)
    return Client(settings.service_url, user, str(password))


def refused(reply: Reply) -> int:
    """Tell why a service said no: 1 for an answer about the event, 2 when it may not be asked."""
    problem = reply.body if isinstance(reply.body, dict) else {}
    complain(
        str(problem.get("detail") or reply.status), str(problem.get("detail_en") or problem.get("code") or "")
    )
    return COULD_NOT_ASK if reply.status in (401, 403) else ANSWER_IS_NO


def _services(service: str | None) -> Sequence[str]:
    if service is None:
        return CONSUMING
    if service not in CONSUMING:
        raise SovangError(
            f"{service} không tạm giữ sự kiện; có: {', '.join(CONSUMING)}. / {service} parks no events; those do."
        )
    return [service]


def _decide(client: Client, what: str, parked_id: str, reason: str) -> Reply:
    [service] = _services(parked_id.partition("/")[0])
    body = {"id": parked_id, "reason": reason or None}
    return client.post(f"/api/{service}/parked/{what}", body, secrets.token_hex(16))


def _one(client: Client, parked_id: str) -> dict[str, Any]:
    service = parked_id.partition("/")[0]
    reply = client.get(f"/api/{service}/parked/event?{urlencode({'id': parked_id})}")
    if reply.status != 200:
        raise SovangError(f"Không đọc được {parked_id}. / {parked_id} cannot be read.")
    found: dict[str, Any] = reply.body
    return found


def _followed(client: Client, parked_id: str) -> dict[str, Any]:
    """The event once its replay is over, or as it stands after WAIT_SECONDS."""
    end = time.monotonic() + WAIT_SECONDS
    with Progress(console=ERR, transient=True) as progress:
        task = progress.add_task("Xử lý lại / replaying", total=None)
        found = _one(client, parked_id)
        while found["state"] == "replay" and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)
            found = _one(client, parked_id)
            progress.update(task, description=f"Xử lý lại / replaying (+{found['behind']})")
    return found


def _tell(one: dict[str, Any]) -> None:
    kind = one["type"] or "?"
    say(
        f"{one['id']}: {kind}, hồ sơ {one['subject']}, từ {one['since']}, {one['behind']} sự kiện đợi sau; "
        f"{one['reason']['vi']}",
        f"subject {one['subject']}, since {one['since']}, {one['behind']} wait behind; {one['reason']['en']}",
    )


def _tell_end(one: dict[str, Any]) -> None:
    match one["state"]:
        case "replayed":
            say("Đã xử lý lại xong.", "It is replayed.")
        case "dropped":
            say("Sự kiện này đã bị bỏ qua trước đó.", "This event was dropped before.")
        case "replay":
            say("Chưa xong; hãy xem lại sau.", "It is not over yet; look again later.")
        case _:
            say(
                f"Vẫn không xử lý được: {one['reason']['vi']}",
                f"It could not be handled again: {one['reason']['en']}",
            )
