"""Why an import is refused as a whole, and the sentence a person reads for it."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    "import-abandoned": Text(
        "Tệp này lưu đã lâu mà chưa được nhận nên đã bị hủy; hãy gửi lại.",
        "This file was stored long ago and not taken, so it was destroyed; send it again.",
    ),
    "import-not-found": Text("Không có lần nhập này.", "There is no such import."),
    "import-not-xlsx": Text(
        "Tệp nhập phải là .xlsx theo mẫu; hãy tải mẫu về rồi điền.",
        "An import must be an .xlsx of the form; download the form and fill it in.",
    ),
    "import-faulty": Text(
        "Tệp có {count} chỗ sai nên không nhập dòng nào; từng chỗ được nêu bên dưới.",
        "{count} things are wrong with the file, so no row of it is taken; each is named below.",
    ),
}
