"""A form that comes after its session has ended: what was typed is kept on a page and sent again after signing in."""

from __future__ import annotations

from typing import Final

from werkzeug.wrappers import Response

from shared.portal import session
from shared.portal.frame import Frame, to_sign_in
from shared.portal.visit import Visit
from shared.values import dataclass

MULTIPART: Final = "multipart/form-data"


@dataclass(frozen=True, slots=True)
class Resuming:
    """
    Answers whoever is not signed in.

    Only a form that a page of ours gave is offered again: else a stranger's page could have somebody send its content with
    a token of ours.
    """

    frame: Frame

    def signed_out(self, visit: Visit) -> Response:
        """Send a reader to sign in; keep a sender's form."""
        request = visit.request
        if request.method != "POST":
            return to_sign_in(visit)
        has_file = request.mimetype == MULTIPART
        fields = [] if has_file else list(request.form.items(multi=True))
        if not has_file and not session.genuine(request):
            fields = []
        return self.frame.page(
            visit,
            "resume.html",
            401,
            has_file=has_file or not fields,
            back=self.frame.home,
            fields=[(name, value) for name, value in fields if name != session.FORM_FIELD],
        )
