"""Which facts of a refusal are ids, and of what."""

from __future__ import annotations

from collections.abc import Mapping

from shared.references import Kind

REFERENCES: Mapping[str, Kind] = {
    "organisation_id": "organisation",
    "unit_id": "organisation",
    "issuer_id": "organisation",
    "person_id": "person",
    "subject_id": "subject",
    "party": "subject",
    "into_id": "movement",
    "criterion": "criterion",
    "criteria": "criterion",
}
"""A fact of one name is the id of one kind of thing, whatever the refusal."""
