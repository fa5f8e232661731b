"""`sovang init`: opens a realm and tells what it made, and what it could not for want of an administrator."""

from __future__ import annotations

from shared.settings import Settings
from sovang.notes import ADMINISTRATOR
from sovang.realm import entitle, open_realm
from sovang.screen import DONE, say


def tell_init(settings: Settings, mongo_uri: str) -> int:
    """Open the realm over *mongo_uri*, give processes their users; the exit code. Raises TransientError."""
    opened = open_realm(settings, mongo_uri)
    say(
        f"Realm {settings.realm}: sẵn sàng; khóa ở {settings.keys}.",
        f"Realm {settings.realm} is ready; its keys are there.",
    )
    if opened.password is not None:
        say(
            f"Tài khoản {ADMINISTRATOR}, mật khẩu (chỉ hiện một lần): {opened.password}",
            "the administrator's account and password, shown this once",
        )
    entitled = entitle(settings)
    _tell("cơ sở dữ liệu", "database", entitled.database, "MONGO_ADMIN_URI")
    _tell("broker", "broker", entitled.broker, "RABBITMQ_MANAGEMENT_URL")
    if entitled.files:
        say(
            f"{len(entitled.files)} tệp mật khẩu mới ở {settings.credentials}.",
            f"{len(entitled.files)} new files with passwords are there.",
        )
    return DONE


def _tell(vi: str, en: str, users: list[str], setting: str) -> None:
    if users:
        say(
            f"{len(users)} người dùng của {vi} có đúng quyền của mình.",
            f"{len(users)} users of the {en} have exactly their rights.",
        )
    else:
        say(
            f"Không tạo người dùng của {vi}: chưa đặt {setting}.",
            f"No users of the {en} were made: {setting} is not set.",
        )
