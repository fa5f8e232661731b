"""What the command line prints: Vietnamese first, English second, readable without colour."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console

from shared.texts import Text

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)

DONE, ANSWER_IS_NO, COULD_NOT_ASK = 0, 1, 2


def say(vi: str, en: str = "") -> None:
    """One sentence, the English one dimmed beneath it."""
    OUT.print(vi, markup=False)
    if en:
        OUT.print(en, style="dim", markup=False)


def say_text(text: Text) -> None:
    """The same for a Text."""
    say(text.vi, text.en)


def complain(vi: str, en: str) -> None:
    """A sentence on standard error."""
    ERR.print(vi, style="bold", markup=False)
    ERR.print(en, style="dim", markup=False)


def say_json(value: Any) -> None:
    """For machines: one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))  # noqa: T201  # the answer itself
