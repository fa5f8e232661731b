"""What emulation (thi đua) offers over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.adapters import meeting_endpoints
from services.nominations.application import emulation_answers as answers
from services.nominations.domain.movement_messages import (
    MergeMovement,
    NoteMovementAlias,
    TieMovement,
    UndoMerge,
)
from services.nominations.domain.review_messages import ReviewMovement
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    *meeting_endpoints.COMMANDS,
    CommandEndpoint(
        name="note-movement-alias",
        path="/movements/{movement_id}/aliases",
        command=NoteMovementAlias,
        permission="movement.curate",
        summary=Text("Ghi nhận tên gọi khác của phong trào", "Note another spelling of a movement"),
    ),
    CommandEndpoint(
        name="tie-movement",
        path="/movements/{movement_id}/ties",
        command=TieMovement,
        permission="movement.curate",
        summary=Text(
            "Gắn phong trào với cuộc vận động, chỉ tiêu", "Tie a movement to a campaign or a target"
        ),
    ),
    CommandEndpoint(
        name="merge-movement",
        path="/movements/{movement_id}/merge",
        command=MergeMovement,
        permission="movement.curate",
        summary=Text("Gộp phong trào vào phong trào khác", "Merge a movement into another one"),
    ),
    CommandEndpoint(
        name="undo-merge",
        path="/movements/{movement_id}/undo-merge",
        command=UndoMerge,
        permission="movement.curate",
        summary=Text("Bỏ việc gộp phong trào", "Undo the merging of a movement"),
    ),
    CommandEndpoint(
        name="review-movement",
        path="/movements/{movement_id}/reviews",
        command=ReviewMovement,
        permission="movement.review",
        summary=Text("Ghi nhận sơ kết, tổng kết phong trào", "Note an interim or final review of a movement"),
        scope="organisation_id",
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    *meeting_endpoints.QUERIES,
    QueryEndpoint(
        name="movement-likes",
        path="/movements/{movement_id}/likes",
        params=answers.OneMovement,
        result=answers.LikeMovements,
        permission="movement.read",
        summary=Text("Phong trào có tên gần giống", "Movements written like this one"),
        views=("movements",),
    ),
    QueryEndpoint(
        name="movement-reviews",
        path="/movements/{movement_id}/reviews",
        params=answers.ReviewsAsked,
        result=answers.ReviewItem,
        permission="movement.review.read",
        summary=Text("Các lần sơ kết, tổng kết phong trào", "The reviews of a movement"),
        paged=True,
        views=("reviews",),
    ),
)
