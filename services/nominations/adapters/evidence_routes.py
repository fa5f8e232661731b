"""Files of a dossier over HTTP: uploaded as a whole body, taken out as an attachment; each judged before it is touched."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from urllib.parse import quote

from werkzeug.wrappers import Request, Response

from services.nominations.adapters.evidence_store import NO_FILE
from services.nominations.adapters.receiving import json_answer, received
from services.nominations.application.evidence import About, EvidenceStore, Stored
from services.nominations.application.file_reading import FileReaders
from services.nominations.application.histories import Histories
from services.nominations.domain.files import MEDIA_TYPES, kind_of, safe_name
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.refusals import rejected
from shared.access import RECORDING, Caller, Permissions, authorise
from shared.asking import reach, require_reach
from shared.endpoints import CORRELATION, RawRoute
from shared.errors import Forbidden, NotFound, Unauthenticated
from shared.openapi_raw import TEXT, object_of, operation
from shared.texts import Text
from shared.values import dataclass

FILES = "/api/nominations/nominations/{nomination_id}/files"
SUPPLEMENT, READ = "nomination.supplement", "nomination.read"

UPLOAD = operation(
    "upload-file",
    Text("Tải tệp minh chứng lên cho hồ sơ", "Upload a file for the dossier"),
    SUPPLEMENT,
    places=("nomination_id",),
    asked={"name": Text("Tên tệp", "the file's name")},
    takes=Text("Nội dung tệp: PDF, DOCX, XLSX, JPEG hoặc PNG", "the file: PDF, DOCX, XLSX, JPEG or PNG"),
    gives=object_of(sha256=TEXT, plain_sha256=TEXT, name=TEXT, media_type=TEXT, size={"type": "integer"}),
)
DOWNLOAD = operation(
    "download-file",
    Text("Tải tệp của hồ sơ về", "Take a file out of the dossier"),
    READ,
    places=("nomination_id", "sha256"),
    gives={media: {} for media in MEDIA_TYPES.values()},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRoutes:
    """Upload and download; at most *most* bytes a file."""

    known: Histories
    evidence: EvidenceStore
    readers: FileReaders
    permissions: Permissions
    most: int

    def table(self) -> Sequence[RawRoute]:
        """The routes."""
        return (
            RawRoute("POST", FILES, self.upload, takes=self.most, described=UPLOAD),
            RawRoute("GET", f"{FILES}/{{sha256}}", self.download, described=DOWNLOAD),
        )

    def upload(self, request: Request, caller: Caller | None) -> Response:
        """Keep the body as a file of the dossier; the answer's `sha256` is what a document is attached by."""
        nomination_id = request.environ["sovang.path"]["nomination_id"]
        caller = self.judged(nomination_id, caller)
        return _told(self.keep(nomination_id, received(request), request.args.get("name", ""), caller))

    def judged(self, nomination_id: str, caller: Caller | None) -> Caller:
        """Whoever may add a file to the dossier now, before any of it is read; raises the ExpectedErrors of both."""
        dossier = self.known.nomination(nomination_id)
        caller = self._supplementing(caller, dossier if isinstance(dossier, Dossier) else None)
        if not isinstance(dossier, Dossier):
            raise rejected("nomination-not-found")
        if dossier.step == "concluded":
            raise rejected("nomination-not-open")
        return caller

    def keep(self, nomination_id: str, content: bytes, name: str, caller: Caller) -> Stored:
        """Keep *content* as a file of the dossier, sent by *caller*, who was judged."""
        kind = kind_of(content)
        about = About(
            name=safe_name(name, kind),
            kind=kind,
            plain_sha256=hashlib.sha256(content).hexdigest(),
            by=caller.actor,
        )
        return self.evidence.put(f"nomination-{nomination_id}", content, about)

    def download(self, request: Request, caller: Caller | None) -> Response:
        """Give a file that is attached, or one that whoever may supplement the dossier uploaded."""
        place = request.environ["sovang.path"]
        nomination_id, sha256 = place["nomination_id"], place["sha256"]
        if caller is None:
            raise Unauthenticated
        role = authorise(caller, READ, self.permissions)
        dossier = self.known.nomination(nomination_id)
        if not isinstance(dossier, Dossier):
            raise NotFound("no-such-file", NO_FILE)
        appraiser = [dossier.appraiser] if dossier.appraiser else []
        whose = [dossier.opening.unit_id, *dossier.path, *appraiser]
        require_reach(reach(caller, READ, self.permissions), whose)
        if all(sha256 != attached for _, attached in dossier.documents):
            self._supplementing(caller, dossier)
        stored, content = self.evidence.get(f"nomination-{nomination_id}", sha256)
        self.readers.note(
            nomination_id, sha256, caller, role=role, correlation_id=request.environ[CORRELATION]
        )
        return _given(stored, content)

    def _supplementing(self, caller: Caller | None, dossier: Dossier | None) -> Caller:
        """Whoever may add to the dossier, or enter on paper what others added; raises Unauthenticated, Forbidden."""
        if caller is None:
            raise Unauthenticated
        scope = dossier.opening.unit_id if dossier is not None else None
        try:
            authorise(caller, SUPPLEMENT, self.permissions, scope)
        except Forbidden:
            authorise(caller, RECORDING, self.permissions, scope)
        return caller


def _told(stored: Stored) -> Response:
    return json_answer(
        {
            "sha256": stored.sha256,
            "plain_sha256": stored.about.plain_sha256,
            "name": stored.about.name,
            "media_type": MEDIA_TYPES[stored.about.kind],
            "size": stored.size,
        }
    )


def _given(stored: Stored, content: bytes) -> Response:
    """As an attachment under its name, to be kept by no cache and sniffed by no browser."""
    name = stored.about.name
    digest = base64.b64encode(bytes.fromhex(stored.about.plain_sha256)).decode()
    plain = "".join(
        each if each.isascii() and each.isprintable() and each not in '"\\%' else "_" for each in name
    )
    response = Response(content, content_type=MEDIA_TYPES[stored.about.kind])
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    return response
