"""`sovang rebuild`: read models built anew beside those in use, then swapped in."""

from __future__ import annotations

from itertools import groupby

from rich.progress import Progress

from shared.errors import SovangError
from shared.platform import open_platform
from shared.projecting import Projector
from shared.rebuilding import rebuild
from shared.settings import SERVICES, Settings
from sovang.screen import DONE, ERR, say
from sovang.working import all_roles


def rebuild_views(settings: Settings, mongo_uri: str, service: str, view: str | None) -> int:
    """Rebuild *view* of *service*, or all its views; raises SovangError when there is no such thing."""
    if service not in SERVICES:
        raise SovangError(f"Không có dịch vụ {service}. / There is no service {service}.")
    platform = open_platform(settings, mongo_uri)
    try:
        found = sorted(
            (role for role in all_roles([service], platform) if isinstance(role, Projector)),
            key=lambda role: role.view.name,
        )
        views = {name: list(group) for name, group in groupby(found, key=lambda role: role.view.name)}
        if view is not None and view not in views:
            names = ", ".join(views) or "–"
            raise SovangError(
                f"{service} không có bảng đọc {view}; có: {names}. / {service} has no view {view}; it has those."
            )
        for name in views if view is None else [view]:
            _rebuild_one(name, views[name])
    finally:
        platform.close()
    return DONE


def _rebuild_one(name: str, projectors: list[Projector]) -> None:
    with Progress(console=ERR, transient=True) as progress:
        task = progress.add_task(name, total=None)
        generation = rebuild(
            projectors, lambda done, total: progress.update(task, completed=done, total=total), anew=True
        )
    say(
        f"Bảng đọc {name}: đã thay bằng thế hệ {generation}.",
        f"The view {name} was swapped for generation {generation}.",
    )
