"""The form (mẫu nhập) that organisations and people are imported by: its sheets, columns and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Literal

from services.nominations.domain.import_cells import Cell, choice_in, code_in, day_in, name_in
from services.nominations.domain.import_faults import Wrong
from services.nominations.domain.organisation_messages import Level
from services.nominations.domain.person_messages import Position
from shared.values import dataclass

SheetKind = Literal["organisations", "people"]

MOST_ROWS = 5000
EXAMPLE = "vi-du"
"""Codes of the form's example rows begin so."""

LEVELS: Mapping[Level, tuple[str, ...]] = {
    "state": ("Nhà nước", "Trung ương"),
    "ministry": ("Bộ", "Bộ, ngành"),
    "province": ("Tỉnh", "Thành phố", "Tỉnh, thành phố"),
    "department": ("Sở", "Sở, ban, ngành"),
    "unit": ("Đơn vị", "Phòng", "Trung tâm", "Phòng hoặc đơn vị trực thuộc"),
    "commune": ("Xã", "Phường", "Xã, phường"),
    "board": ("Ban",),
    "party": ("Đảng", "Đảng ủy", "Cấp ủy"),
}
"""Cấp: what people write for each, the first being what the form says."""

POSITIONS: Mapping[Position, tuple[str, ...]] = {
    "leader": ("Lãnh đạo Sở", "Lãnh đạo"),
    "head": ("Lãnh đạo phòng, trung tâm", "Lãnh đạo phòng", "Lãnh đạo trung tâm", "Lãnh đạo cấp phòng"),
    "staff": ("Cán bộ, công chức, viên chức", "Cán bộ", "Công chức", "Viên chức"),
}
"""Chức vụ: likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, how a cell of it is read, and an example."""

    field: str
    heading: str
    read: Callable[[Cell], Any | Wrong]
    example: str
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A sheet: its title and columns in order."""

    kind: SheetKind
    title: str
    columns: tuple[Column, ...]


ORGANISATIONS = Form(
    kind="organisations",
    title="Tổ chức",
    columns=(
        Column(field="code", heading="Mã tổ chức", read=code_in, example=f"{EXAMPLE}-phong-1"),
        Column(
            field="name",
            heading="Tên tổ chức",
            read=partial(name_in, most=300),
            example="Phòng Quản lý Thương mại",
        ),
        Column(field="level", heading="Cấp", read=partial(choice_in, words=LEVELS), example="Phòng"),
        Column(
            field="parent",
            heading="Mã tổ chức cấp trên",
            read=code_in,
            example=f"{EXAMPLE}-so",
            required=False,
        ),
        Column(field="valid_from", heading="Có hiệu lực từ", read=day_in, example="1/1/2021"),
    ),
)
PEOPLE = Form(
    kind="people",
    title="Cá nhân",
    columns=(
        Column(field="code", heading="Mã cán bộ", read=code_in, example=f"{EXAMPLE}-001"),
        Column(field="name", heading="Họ và tên", read=partial(name_in, most=120), example="Nguyễn Thị An"),
        Column(field="organisation", heading="Mã tổ chức", read=code_in, example=f"{EXAMPLE}-phong-1"),
        Column(
            field="position",
            heading="Chức vụ",
            read=partial(choice_in, words=POSITIONS),
            example="Cán bộ, công chức, viên chức",
        ),
        Column(field="since", heading="Giữ chức vụ từ", read=day_in, example="1/1/2021"),
    ),
)
FORMS = (ORGANISATIONS, PEOPLE)
