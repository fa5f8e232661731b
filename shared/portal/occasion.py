"""When and on what ground the act of a form happens: now, from paper (văn bản giấy), or on a day of the demo."""

from __future__ import annotations

from typing import Any, Final

from shared.portal.typed import Form, filled, text_of

PAPER: Final = ("number", "dated", "received_on", "scan_sha256", "signatory", "reason")
FIELDS: Final = ("simulated_on", "on_paper", "occurred_on", *(f"paper_{name}" for name in PAPER))


def occasion(form: Form) -> dict[str, Any]:
    """What a request says of its occasion; whether the sender may say so is judged where it is judged for everybody."""
    if form.get("on_paper"):
        given = filled(form, *(f"paper_{name}" for name in PAPER))
        document = {name.removeprefix("paper_"): value for name, value in given.items()}
        return {"basis": "document", "document": document, **filled(form, "occurred_on")}
    if day := text_of(form, "simulated_on"):
        return {"basis": "simulated", "occurred_on": day}
    return {}
