"""The loader for every YAML file: safe, and in C, ten times as fast, wherever PyYAML was built with it."""

from __future__ import annotations

from typing import Any

import yaml

SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
