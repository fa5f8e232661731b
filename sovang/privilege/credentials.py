"""Each process's credentials: a file per process and server that holds one URI, its user and password in it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from shared.settingvalues import wrong
from shared.values import dataclass

PASSWORD_BYTES = 24
ENGINES = ("mongo", "amqp")


@dataclass(frozen=True, slots=True)
class Login:
    """A user and its password; never shown."""

    user: str
    password: str

    def __repr__(self) -> str:
        """Without the password."""
        return f"Login({self.user})"


def new_login(user: str) -> Login:
    """*user* with a password that nobody can guess."""
    return Login(user, secrets.token_urlsafe(PASSWORD_BYTES))


def login_of(uri: str, name: str) -> Login:
    """User and password in *uri*, which the setting or file *name* gave. Raises WrongSetting when one is missing."""
    parts = urlsplit(uri)
    if not parts.username or not parts.password:
        raise wrong(name, "thiếu tên hoặc mật khẩu trong URI", "the URI lacks a user or a password")
    return Login(unquote(parts.username), unquote(parts.password))


def with_login(uri: str, login: Login) -> str:
    """*uri* with *login* in place of whoever stood in it; hosts and options stay."""
    parts = urlsplit(uri)
    hosts = parts.netloc.rpartition("@")[2]
    netloc = f"{quote(login.user, safe='')}:{quote(login.password, safe='')}@{hosts}"
    return urlunsplit(parts._replace(netloc=netloc))


class CredentialFiles:
    """The files `<engine>-<process>` of *folder*: an operator's are kept as they are, missing ones are made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.made: list[str] = []

    def uri(self, engine: str, name: str, address: str, user: str) -> str:
        """The URI of process *name* at *engine*; when its file is missing, made for *user* at *address*."""
        path = self._folder / f"{engine}-{name}"
        if not path.exists():
            self.write(path.name, with_login(address, new_login(user)))
        return path.read_text(encoding="utf-8").strip()

    def write(self, name: str, content: str, mode: int = 0o600) -> bool:
        """Make the file *name* unless it exists; whether it was made. Only its owner can enter the folder."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(self._folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError:
            return False
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            os.fchmod(stream.fileno(), mode)  # whatever the umask
            stream.write(content + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        self.made.append(name)
        return True
