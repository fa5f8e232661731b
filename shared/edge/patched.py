"""Importing this patches the standard library for eventlet; a `serve` process MUST import it before anything else."""

from __future__ import annotations

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402  # announces its retirement at each import

eventlet.monkey_patch()
