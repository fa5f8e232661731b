"""What this context's dated rules say; which one is in force on a day is `shared.rules`' look-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

DocumentKind = Literal["submission", "achievement_report", "meeting_minutes", "evidence", "opinion"]
"""Tờ trình, báo cáo thành tích, biên bản họp bình xét, minh chứng, ý kiến."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequiredDocuments:
    """Thành phần hồ sơ: the kinds of documents a dossier must hold."""

    documents: tuple[DocumentKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentForm:
    """Thể thức văn bản: what an administrative document must bear before it is issued."""

    marks: tuple[Literal["number", "date"], ...]


KINDS: Mapping[str, type[Any]] = {
    "required_documents": RequiredDocuments,
    "document_form": DocumentForm,
}
"""Each kind of rule and the form of its values."""
