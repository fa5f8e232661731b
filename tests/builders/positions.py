"""What a log says, having checked that it may say so."""

from __future__ import annotations


def numbered(database):
    """Commit keys in the order of their positions, having checked that positions are dense."""
    end, commits = 0, []
    for row in sorted(database.log.find(), key=lambda row: row["_id"]):
        assert row["_id"] == end + 1
        end += row["count"]
        commits.append(row["commit"])
    assert len(set(commits)) == len(commits)
    return commits
