"""An exemplary model on its way to recognition, entered through the public API: a case played at the end of 2025."""

from __future__ import annotations

from sovang.client import Client
from tests.builders import bodies
from tests.builders.nominated import done
from tests.builders.office import created

MODELS = "/api/nominations/models"
DIGEST = "a" * 64
DAY = "2025-12-20"
"""A day on which the criteria of the plan for 2021 to 2025 still hold."""


def detected(client: Client, organisation_id: str, subject_id: str, key: str) -> str:
    """A person's model in an organisation that is its own unit."""
    return created(client, MODELS, bodies.model(organisation_id, organisation_id, subject_id), key)


def review(organisation_id: str) -> bodies.Body:
    """The review of a movement, held over the year so far."""
    return {
        "organisation_id": organisation_id,
        "kind": "interim",
        "period_from": "2025-01-01",
        "period_to": DAY,
        "held_on": DAY,
        "lessons": "Nêu gương kịp thời",
    }


def summing_up(movement_id: str, organisation_id: str) -> bodies.Body:
    """What is said of a model at that review."""
    return {
        "movement_id": movement_id,
        "reviewed_by": organisation_id,
        "kind": "interim",
        "reviewed_on": DAY,
        "result": "Tiêu biểu",
        "lessons": "Phân công rõ",
    }


def judged(
    client: Client, organisation_id: str, model_id: str, head: str, movement_id: str, key: str
) -> None:
    """The model nurtured, summed up at a review, its criteria judged: it waits for a person."""

    def played(path: str, body: bodies.Body, name: str) -> None:
        done(client, path, bodies.simulated(body, DAY), f"{key}.{name}")

    place = f"{MODELS}/{model_id}"
    played(f"/api/nominations/movements/{movement_id}/reviews", review(organisation_id), "review")
    played(f"{place}/responsible-head", {"person_id": head}, "head")
    steps = [{"step": "b1", "due_on": DAY, "content": "Tập huấn"}]
    played(f"{place}/roadmap", {"steps": steps}, "roadmap")
    activity = {"activity": "Tập huấn", "evidence": [{"sha256": DIGEST, "title": "Biên bản"}]}
    played(f"{place}/nurturing", activity, "nurture")
    played(f"{place}/summing-up", summing_up(movement_id, organisation_id), "sum-up")
    at_review = {"movement_id": movement_id, "kind": "interim", "reviewed_on": DAY, "facts": []}
    played(f"{place}/recognitions/judge", {"year": 2025, **at_review}, "judge")
