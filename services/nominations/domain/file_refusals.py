"""Why a file is not taken or not given, and the sentence a person reads for it."""

from __future__ import annotations

from collections.abc import Mapping

from shared.errors import InvalidInput
from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    "file-empty": Text("Tệp không có nội dung.", "The file is empty."),
    "file-type": Text(
        "Chỉ nhận PDF, DOCX, XLSX, JPEG, PNG; loại tệp được nhận biết theo nội dung, không theo tên.",
        "Only PDF, DOCX, XLSX, JPEG and PNG are taken; what a file is shows its content, not its name.",
    ),
    "file-old-format": Text(
        "Tệp .doc hoặc .xls kiểu cũ; hãy mở ra rồi lưu lại thành .docx hoặc .xlsx.",
        "An old .doc or .xls; open it and save it as .docx or .xlsx.",
    ),
    "file-encrypted": Text(
        "Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại.",
        "The file has a password; remove it and send the file again.",
    ),
    "file-macros": Text(
        "Tệp có macro hoặc thành phần tự chạy; hãy lưu lại thành tệp không có macro.",
        "The file holds macros or parts that run by themselves; save it without them.",
    ),
    "file-swells": Text("Tệp nén phình ra quá lớn khi mở.", "Unpacked, the file would become far too large."),
    "file-broken": Text(
        "Tệp hỏng hoặc chưa trọn vẹn; hãy kiểm tra rồi gửi lại.",
        "The file is damaged or not whole; check it and send it again.",
    ),
    "file-not-stored": Text(
        "Chưa có tệp nào mang mã này trong hồ sơ; hãy tải tệp lên trước.",
        "No file of that digest was uploaded for this dossier; upload it first.",
    ),
}


def unfit(code: str) -> InvalidInput:
    """The answer for a file that is not taken."""
    return InvalidInput(code, SENTENCES[code], fields={"file": SENTENCES[code]})
