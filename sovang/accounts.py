"""`sovang users` and `sovang grants`: accounts and what they may do, asked of the public API by somebody who signs in."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping
from getpass import getpass
from typing import Any
from urllib.parse import quote

from shared.errors import SovangError
from shared.ids import new_id
from shared.settings import Settings
from shared.texts import Text
from sovang.client import Client, Reply
from sovang.notes import ADMINISTRATOR, DemoNotes
from sovang.screen import ANSWER_IS_NO, DONE, OUT, complain, say, say_json

API = "/api/nominations"
TRIES_SECONDS = 3.0
"""How long somebody at a terminal waits for a system that does not answer."""
NAME_ERASED = "[đã xóa] / [erased]"
TELLS_NAME = Text(
    "Lưu ý: tên đăng nhập chứa một phần của họ tên; nó ở lại trong sổ cái và không xóa được. "
    "Nên mở tài khoản khác, ví dụ theo chức danh và số.",
    "Note: the username holds a part of the name; it stays in the ledger and cannot be erased. "
    "Rather open another account, named after an office and a number, say.",
)


class Desk:
    """The place where accounts are looked after, for *username*, who signs in."""

    def __init__(self, settings: Settings, username: str, *, as_json: bool) -> None:
        self._client = Client(settings.service_url, username, _password(settings, username), TRIES_SECONDS)
        self._as_json = as_json

    def users(self) -> int:
        """Show all accounts."""
        items = self._all(f"{API}/accounts")
        if self._as_json:
            say_json(items)
            return DONE
        for item in items:
            state = "bị khóa / disabled" if item["disabled"] else "đang dùng / in use"
            roles = ", ".join(item["roles"]) or "–"
            name = item["name"] or NAME_ERASED
            OUT.print(f"{item['account']:<24} {name:<32} {state:<20} {roles}", markup=False)
        return DONE

    def open(self, username: str, name: str, subject: str | None) -> int:
        """Open an account; without a subject of the other issuer it gets a password, shown this once."""
        password = None if subject else secrets.token_urlsafe(18)
        body: dict[str, Any] = {"username": username, "name": name, "password": password, "subject": subject}
        told = {"account": username} | ({"password": password} if password else {})
        opened = Text(f"Đã mở tài khoản {username}.", f"The account {username} is open.")
        return self._do(f"{API}/accounts", body, opened, told, _shown(password))

    def set_password(self, username: str) -> int:
        """Give an account another password, shown this once."""
        password = secrets.token_urlsafe(18)
        done = Text(f"Đã đặt lại mật khẩu của {username}.", f"{username} has another password.")
        told = {"account": username, "password": password}
        path = f"{_account(username)}/password"
        return self._do(path, {"password": password}, done, told, _shown(password))

    def disable(self, username: str, decision: Mapping[str, str] | None) -> int:
        """Disable an account."""
        done = Text(f"Đã khóa tài khoản {username}.", f"The account {username} is disabled.")
        return self._do(f"{_account(username)}/disable", {"decision": decision}, done)

    def enable(self, username: str, decision: Mapping[str, str] | None) -> int:
        """Enable an account again."""
        done = Text(f"Đã mở lại tài khoản {username}.", f"The account {username} is enabled again.")
        return self._do(f"{_account(username)}/enable", {"decision": decision}, done)

    def grants(self, username: str | None) -> int:
        """Show all grants, or those of one account, also those that were taken back."""
        query = f"?account={quote(username)}" if username else ""
        items = self._all(f"{API}/grants{query}")
        if self._as_json:
            say_json(items)
            return DONE
        for item in items:
            OUT.print(_line(item), markup=False, style="dim" if item["revoked_on"] else None)
        return DONE

    def give(self, username: str, body: Mapping[str, Any]) -> int:
        """Give an account a role."""
        done = Text(
            f"Đã cấp vai trò {body['role']} tại {body['scope']} cho {username}.",
            f"{username} has the role {body['role']} at {body['scope']}.",
        )
        return self._do(f"{_account(username)}/grants", dict(body), done)

    def revoke(self, username: str, grant_id: str, decision: Mapping[str, str] | None) -> int:
        """Take a grant back."""
        done = Text(f"Đã thu hồi quyền {grant_id}.", f"The grant {grant_id} was taken back.")
        path = f"{_account(username)}/grants/{quote(grant_id, safe='')}/revoke"
        return self._do(path, {"decision": decision}, done)

    def _do(
        self,
        path: str,
        body: Mapping[str, Any],
        done: Text,
        told: Mapping[str, Any] | None = None,
        once: Text | None = None,
    ) -> int:
        content = {name: value for name, value in body.items() if value is not None}
        reply = self._client.post(path, content, new_id())
        if not 200 <= reply.status < 300:
            return _refused(reply, as_json=self._as_json)
        if self._as_json:
            say_json({**reply.body, **(told or {})})
            return DONE
        doubtful = TELLS_NAME if reply.body.get("username_tells_name") else None
        for text in filter(None, (done, once, doubtful)):
            say(text.vi, text.en)
        return DONE

    def _all(self, path: str) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = []
        after = ""
        while True:
            joint = "&" if "?" in path else "?"
            reply = self._client.get(f"{path}{joint}limit=200{after}")
            if reply.status != 200:
                raise SovangError(f"{_sentence(reply, '')} / {_sentence(reply, '_en')}")
            items += reply.body["items"]
            if reply.body["next"] is None:
                return items
            after = f"&after={quote(reply.body['next'])}"


def _account(username: str) -> str:
    return f"{API}/accounts/{quote(username, safe='')}"


def _password(settings: Settings, username: str) -> str:
    """In the demo realm the administrator's is written down; any other is typed, or is the first line sent in."""
    if settings.demo and username == ADMINISTRATOR:
        known = DemoNotes(settings).read().get("administrator")
        if known is not None:
            return str(known)
    if sys.stdin.isatty():
        return getpass(f"Mật khẩu của {username} / password: ")
    return sys.stdin.readline().rstrip("\n")


def _shown(password: str | None) -> Text | None:
    return (
        None
        if password is None
        else Text(f"Mật khẩu (chỉ hiện một lần): {password}", "the password, shown this once")
    )


def _refused(reply: Reply, *, as_json: bool) -> int:
    if as_json:
        say_json(reply.body)
    else:
        complain(_sentence(reply, ""), _sentence(reply, "_en"))
        for path, fault in reply.body.get("fields", {}).items():
            complain(f"{path}: {fault['vi']}", fault["en"])
    return ANSWER_IS_NO


def _sentence(reply: Reply, language: str) -> str:
    body = reply.body if isinstance(reply.body, dict) else {}
    return str(body.get(f"detail{language}", reply.status))


def _line(item: Mapping[str, Any]) -> str:
    term = f"{item['begins_on']} … {item['ends_on'] or ''}"
    decision = item["decision"]
    document = f"{decision['number']}, {decision['dated']}" if decision else "–"
    state = f"  thu hồi / revoked {item['revoked_on']}" if item["revoked_on"] else ""
    what = f"{item['grant_id']}  {item['account']:<20} {item['role']:<18} {item['scope']:<26}"
    return f"{what} {term:<26} {document}  ({item['given_by']}){state}"
