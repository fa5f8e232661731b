"""Which of the realm's key files each process needs: compose file and manifests give it these, the doctor asks for no more."""

from __future__ import annotations

from shared.errors import SovangError
from sovang.privilege.roles import PROCESSES, Process

_EVERYBODY = frozenset({"service.key"})
_SERVE = frozenset({"token.pub", "service.pub", "fingerprint.key"})
_SEALED = frozenset({"master.key"})
_WITHOUT_SEALED = frozenset({"notifications"})
"""Services that neither write nor show a sealed field."""
_OWN = {
    Process("nominations", "serve"): frozenset({"token.key"}),  # signs people in
    Process("nominations", "work"): frozenset({"fingerprint.key"}),  # marks names
    Process("audit", "serve"): frozenset({"ledger.pub"}),
    Process("audit", "work"): frozenset({"ledger.key", "ledger.pub", "fingerprint.key"}),
}


def key_files(process: Process) -> frozenset[str]:
    """The files that *process* reads and no others."""
    serve = _SERVE if process.role == "serve" else frozenset()
    sealed = _SEALED if process.service not in _WITHOUT_SEALED else frozenset()
    needed = _EVERYBODY | serve | sealed | _OWN.get(process, frozenset())
    return needed - {"service.key"} if "token.key" in needed else needed


def known(name: str) -> Process:
    """The process called *name* (`awards-work`); raises SovangError when there is none."""
    for process in PROCESSES:
        if process.name == name:
            return process
    names = ", ".join(process.name for process in PROCESSES)
    raise SovangError(f"Không có tiến trình {name}; có: {names}. / No process {name}; there are those.")
