"""What the verification of a ledger came to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.findings import Finding
from services.audit.domain.recorded import Recorded

MAX_FINDINGS = 1000


@dataclass(slots=True)
class Findings:
    """The first findings of a check; of the rest only the number, so that a ruined log fits in memory."""

    kept: list[Finding] = field(default_factory=list)
    dropped: int = 0

    def add(self, found: Iterable[Finding]) -> None:
        """Keep these, as long as there is room."""
        for finding in found:
            if len(self.kept) < MAX_FINDINGS:
                self.kept.append(finding)
            else:
                self.dropped += 1

    def merge(self, other: Findings) -> None:
        """Add another check's findings."""
        self.add(other.kept)
        self.dropped += other.dropped


@dataclass(frozen=True, slots=True)
class Report:
    """
    The outcome: *findings* name the first bad entries, broken hashes before gaps.

    Without a checkpoint nothing was verified: no findings, and yet not *ok*.
    """

    checkpoint: Checkpoint | None
    findings: tuple[Finding, ...] = ()
    dropped: int = 0
    entries: int = 0
    recorded: Recorded = field(default_factory=Recorded)

    @property
    def ok(self) -> bool:
        """True when a signed checkpoint was found and everything under it holds."""
        return self.checkpoint is not None and not self.findings

    def sentences(self) -> tuple[str, str]:
        """The verdict in Vietnamese and in English."""
        if self.findings:
            count = len(self.findings) + self.dropped
            return (
                f"KHÔNG. Sổ không toàn vẹn: {count} điểm sai, kể từ điểm đầu tiên dưới đây.",
                f"NO. The ledger is not intact: {count} faults, the first of them below.",
            )
        if self.checkpoint is None:
            return (
                "Sổ chưa công bố mốc xác nhận nào: chưa có gì để kiểm tra.",
                "The ledger has published no checkpoint yet: there is nothing to verify.",
            )
        origin = self.checkpoint.origin
        return (
            f"ĐÚNG. Sổ {origin} toàn vẹn: {self.entries} mục, không mục nào bị sửa hay bỏ sót.",
            f"YES. The ledger {origin} is intact: {self.entries} entries, none altered or left out.",
        )
