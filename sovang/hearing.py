"""Who publishes which events, and who has a queue for them: workers and the broker's rights are made from it."""

from __future__ import annotations

SOURCES = {
    "nominations": ("nominations",),
    "awards": ("awards",),
    "notifications": (),
    "audit": ("audit", "ledger"),
}
"""The histories that each service publishes."""

LISTENERS = {
    "nominations": ("awards", "notifications", "audit"),
    "awards": ("nominations", "notifications", "audit"),
    "audit": ("audit",),
    "ledger": (),
}
"""Who has a queue at each source: made by whoever publishes first, so that no event goes where nobody listens."""
