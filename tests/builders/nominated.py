"""A nomination on its way to a council, entered through the public API."""

from __future__ import annotations

from sovang.client import Client
from tests.builders import bodies, papers
from tests.builders.office import created
from tests.support.waiting import until

NOMINATIONS = "/api/nominations/nominations"
ITEMS = "/api/awards/items"
DOCUMENTS = ("submission", "achievement_report", "meeting_minutes")
ON_AGENDA_SECONDS = 90.0


def submitted(client: Client, unit_id: str, organisation_id: str, subject_id: str, key: str) -> str:
    """A whole dossier that *client* submits for a unit."""
    body = bodies.nomination(unit_id, organisation_id, subject_id)
    nomination_id = created(client, NOMINATIONS, body, f"{key}.open")
    for kind in DOCUMENTS:
        attached(client, nomination_id, kind, key)
    done(client, f"{NOMINATIONS}/{nomination_id}/submit", {}, f"{key}.submit")
    return nomination_id


def attached(client: Client, nomination_id: str, kind: str, key: str) -> None:
    """A document of *kind*, uploaded and attached."""
    kept = client.upload(
        f"{NOMINATIONS}/{nomination_id}/files?name={kind}.pdf", papers.pdf(f"Tài liệu {kind}")
    )
    assert kept.status == 200, kept.body
    document = {"document_kind": kind, "sha256": kept.body["sha256"], "title": "Tài liệu"}
    done(client, f"{NOMINATIONS}/{nomination_id}/documents", document, f"{key}.{kind}")


def before_council(office: Client, nomination_id: str, council_id: str, key: str) -> str:
    """The same before a council, on whose agenda it stands."""
    done(office, f"{NOMINATIONS}/{nomination_id}/receive", {}, f"{key}.receive")
    done(
        office,
        f"{NOMINATIONS}/{nomination_id}/put-to-council",
        {"council_id": council_id},
        f"{key}.put",
    )
    until(
        lambda: office.get(f"{ITEMS}/{nomination_id}").status == 200,
        ON_AGENDA_SECONDS,
        "the nomination is on the council's agenda",
    )
    return nomination_id


def done(client: Client, path: str, body: bodies.Body, key: str) -> None:
    """*client* does it."""
    reply = client.post(path, body, key)
    assert reply.status in (200, 201), (path, reply.body)
