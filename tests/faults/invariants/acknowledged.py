"""Every acknowledged command is in the ledger once, nothing else is, and what is not known is there once or not at all."""

from __future__ import annotations

from collections import Counter, defaultdict

from tests.faults.found import Found
from tests.faults.history import Attempt, History
from tests.support.records import Commit, difference


def require_none_lost(found: Found, history: History) -> None:
    """What was acknowledged stands in its stream, at the version its client was told."""
    done, effects = _done(found), _effects(found)
    lost = [
        attempt
        for attempt in history.attempts
        if attempt.outcome == "ok" and not _there(attempt, done, effects)
    ]
    assert not lost, f"{len(lost)} acknowledged commands are lost: {lost[:3]}"


def require_none_unexpected(found: Found, history: History) -> None:
    """No command is there that nobody gave, or that was refused."""
    failed = {
        attempt.key
        for attempt in history.attempts
        if attempt.outcomes and set(attempt.outcomes) == {"failed"}
    }
    known = {attempt.key for attempt in history.attempts} | history.earlier
    odd = [
        commit
        for commit in found.commits
        if commit.actor.startswith("user:")
        and (commit.key not in known or (commit.key in failed and not _refusal(commit)))
    ]
    assert not odd, f"{len(odd)} commands are there that were not accepted: {odd[:3]}"


def require_none_doubled(found: Found, history: History) -> None:
    """
    No command was done twice, in one stream or in two.

    One whose first answer was lost together with the database, and which was asked again when its key was gone, may be:
    decision 26 says so.
    """
    counts = Counter(
        (commit.actor, commit.key) for commit in found.commits if commit.actor.startswith("user:")
    )
    keyless = set(found.restored.values())
    asked = {
        attempt.key
        for attempt in history.attempts
        if not (attempt.key in keyless and "unknown" in attempt.outcomes)
    }
    doubled = [(actor, key) for (actor, key), count in counts.items() if key in asked and count > 1]
    assert not doubled, f"{len(doubled)} commands were done twice: {doubled[:3]}"


def require_ledger_holds_what_is_committed(found: Found, _history: History) -> None:
    """The ledger has every committed event once and no other."""
    committed = Counter((commit.service, body) for commit in found.commits for body in commit.bodies)
    recorded = Counter((entry.source, entry.body) for entry in found.entries)
    assert recorded == committed, difference(committed, recorded)


def _done(found: Found) -> dict[str, list[Commit]]:
    done: defaultdict[str, list[Commit]] = defaultdict(list)
    for commit in found.commits:
        done[commit.key].append(commit)
    return done


def _effects(found: Found) -> set[tuple[str, str, str]]:
    return {
        (entry.event["subject"], entry.event["type"], entry.event["data"].get("recipient_id", ""))
        for entry in found.entries
    }


def _there(attempt: Attempt, done: dict[str, list[Commit]], effects: set[tuple[str, str, str]]) -> bool:
    its = done.get(attempt.key, [])
    if its:
        return any(commit.stream == attempt.stream and commit.last == attempt.version for commit in its)
    return attempt.effect is not None and (attempt.stream, *attempt.effect) in effects


def _refusal(commit: Commit) -> bool:
    return commit.events[-1]["type"] == "ActRefused"
