"""What this process counts and times for Prometheus: every metric that is common to the services, and the page of all."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import Final

import prometheus_client
from prometheus_client import Counter, Gauge, Histogram

prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]  # half as many lines, and nobody asks for them

CONTENT_TYPE: Final = prometheus_client.CONTENT_TYPE_LATEST
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
GROUPS: Final = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1000)

# Labels hold names from tables only: services, roles, routes as templates, codes. Never an id, a name, an address.

HTTP_SECONDS: Final = Histogram(
    "sovang_http_request_seconds",
    "From the whole request to its answer; route as template, empty for what is no address here.",
    ("service", "route", "method", "status"),
    buckets=SECONDS,
)
RPC_SECONDS: Final = Histogram(
    "sovang_rpc_call_seconds",
    "From the call to its answer; outcome done, refused, unavailable or failed.",
    ("service", "endpoint", "outcome"),
    buckets=SECONDS,
)
COMMANDS: Final = Counter(
    "sovang_command_outcomes",
    "Commands by what became of them: done, or the code of the problem.",
    ("service", "endpoint", "outcome"),
)

APPENDS: Final = Counter(
    "sovang_append_outcomes",
    "Appends by what the database's own answer let one know: stored, duplicate, refused, unknown.",
    ("outcome",),
)
APPEND_SECONDS: Final = Histogram(
    "sovang_append_seconds", "From an append to what is known of it.", buckets=SECONDS
)
GROUP_SIZE: Final = Histogram("sovang_group_commit_size", "Appends that shared one insert.", buckets=GROUPS)
VAULT_LOOKUPS: Final = Counter(
    "sovang_vault_lookups", "Data keys looked for, by whether they were in memory: hit, miss.", ("result",)
)

EVIDENCE_DAMAGED: Final = Counter(
    "sovang_evidence_damaged", "Files found to be other than their digest says when they were read."
)

LOG_HEAD: Final = Gauge("sovang_log_head", "The last position of a service's numbered history.", ("source",))
NUMBERED_AT: Final = Gauge(
    "sovang_numbered_timestamp_seconds",
    "When the active numberer last had given a position to every commit there was.",
    ("service",),
)
LAG: Final = Gauge(
    "sovang_lag_events",
    "Events of the source that the role has still to deal with: the owner's head less the stored cursor.",
    ("role", "source"),
)
MEASURED_AT: Final = Gauge(
    "sovang_measured_timestamp_seconds", "When lag and the like of this role were measured last.", ("role",)
)
PARKED: Final = Gauge(
    "sovang_parked_events", "Events put aside until a person decides.", ("consumer", "source")
)
HANDLED: Final = Counter("sovang_events_handled", "Events brought to their effect.", ("consumer", "source"))
RETRIES: Final = Counter(
    "sovang_event_retries", "Times an event had to wait because something was away.", ("consumer", "source")
)
GAP_READS: Final = Counter(
    "sovang_feed_gap_reads",
    "Times the doorbell skipped events and the owner's feed was read.",
    ("consumer", "source"),
)
FEED_EVENTS: Final = Counter(
    "sovang_feed_events_read", "Events read from the owner's feed instead of heard.", ("consumer", "source")
)

PUBLISHED: Final = Counter("sovang_events_published", "Events whose announcement was confirmed.", ("role",))
REFUSALS: Final = Counter(
    "sovang_publish_refusals",
    "Announcements that the broker did not take: nack, return, silence.",
    ("source", "how"),
)
BLOCKED: Final = Gauge("sovang_broker_blocked", "1 while the broker blocks its publishers.", ("source",))
CONNECTIONS: Final = Counter(
    "sovang_doorbell_connections", "Connections made to the broker; the first is one too.", ("side", "queue")
)
CONNECTION_FAILURES: Final = Counter(
    "sovang_doorbell_failures", "Connections to the broker that failed or were lost.", ("side", "queue")
)

LEASES_TAKEN: Final = Counter(
    "sovang_leases_taken",
    "Leases taken: free, or over from a holder that had fallen silent.",
    ("role", "how"),
)
LEASES_LOST: Final = Counter("sovang_leases_lost", "Leases lost while at work.", ("role",))
ROLE_FAILURES: Final = Counter("sovang_role_failures", "Times a role ended by an error.", ("role",))

BUILD: Final = Gauge("sovang_build_info", "Always 1; which program this is.", ("version", "python"))

for _outcome in ("stored", "duplicate", "refused", "unknown"):
    APPENDS.labels(_outcome)  # a series that starts at 0 shows its first failure as a rise
for _result in ("hit", "miss"):
    VAULT_LOOKUPS.labels(_result)
BUILD.labels(version("sovang"), platform.python_version()).set(1)


def exposition() -> bytes:
    """All metrics of this process, in the form that CONTENT_TYPE names."""
    return prometheus_client.generate_latest()


def behind(head: tuple[str, int], cursor: tuple[str, int] | None) -> int:
    """How many events lie between *cursor* and *head* (epoch and position each); all of them when a new epoch began."""
    if cursor is None or cursor[0] != head[0]:
        return head[1]
    return max(0, head[1] - cursor[1])
