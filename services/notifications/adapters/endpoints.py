"""What this context offers over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Sequence

from services.notifications.application import answers
from shared.endpoints import ActionEndpoint, CommandEndpoint, QueryEndpoint
from shared.parked_endpoints import PARKED_ACTIONS, PARKED_QUERIES
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = ()

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="inbox",
        path="/inbox",
        params=answers.InboxAsked,
        result=answers.NoticeItem,
        permission="inbox.read",
        summary=Text("Thông báo gửi đến người gọi", "The caller's notices"),
        paged=True,
    ),
    QueryEndpoint(
        name="inbox-count",
        path="/inbox/count",
        params=answers.CountAsked,
        result=answers.CountItem,
        permission="inbox.read",
        summary=Text("Số thông báo của người gọi", "How many notices the caller has"),
    ),
    *PARKED_QUERIES,
)

ACTIONS: Sequence[ActionEndpoint] = (
    ActionEndpoint(
        name="read-notices",
        path="/inbox/read",
        body=answers.ReadNotices,
        result=answers.NoticesRead,
        permission="inbox.read",
        summary=Text("Đánh dấu thông báo đã đọc", "Mark notices as read"),
    ),
    *PARKED_ACTIONS,
)
