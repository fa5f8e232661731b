"""The fixed words of the pages about what is on record of people and collectives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

RECORD_TEXTS: Final[Mapping[str, Text]] = {
    "records": Text("Quá trình thi đua, khen thưởng", "Records of emulation and commendation"),
    "records_about": Text(
        "Mỗi dữ kiện ghi theo một văn bản; tiêu chuẩn được xét theo các dữ kiện này.",
        "Each fact is entered from a document; criteria are judged by these facts.",
    ),
    "find_record": Text("Tên cá nhân hoặc tập thể", "Name of a person or collective"),
    "find_record_hint": Text(
        "Gõ vài chữ trong tên; có thể bỏ dấu.", "Some words of the name; marks may be left out."
    ),
    "records_own": Text("Hoặc bắt đầu từ cơ quan, đơn vị", "Or begin with an organisation"),
    "records_of": Text("Cá nhân và đơn vị thuộc", "People and units of"),
    "records_people": Text("Cá nhân", "People"),
    "records_bodies": Text("Tập thể", "Collectives"),
    "records_itself": Text("Quá trình của chính tập thể này", "This collective's own record"),
    "records_none": Text("Không tìm thấy ai.", "Nobody was found."),
    "records_more": Text(
        "Chưa hiện hết: hãy tìm theo tên, gõ thêm chữ.", "Not all are shown: search by name, type more of it."
    ),
    "records_closed": Text(
        "Tài khoản này không được tìm cá nhân; chỉ tìm tập thể.", "This account may not search for people, only for collectives."
    ),
    "records_enter": Text("Ghi thêm dữ kiện theo văn bản", "Enter a fact from a document"),
    "record_of": Text("Xem quá trình", "See the record"),
    "below": Text("xem người và đơn vị bên dưới", "see who is below"),
    "no_facts": Text("Chưa có dữ kiện nào được ghi nhận.", "Nothing is on record."),
    "fact": Text("Dữ kiện", "Fact"),
    "fact_paper": Text("Theo văn bản", "From the document"),
    "fact_document_number": Text("Số của văn bản", "Number of the document"),
    "fact_dated": Text("Ngày của văn bản", "Date of the document"),
    "fact_rating": Text("Ghi xếp loại năm", "Enter a yearly rating"),
    "fact_title": Text("Ghi danh hiệu thi đua", "Enter a title"),
    "fact_commendation": Text("Ghi hình thức khen thưởng", "Enter an award"),
    "fact_initiative": Text("Ghi sáng kiến, đề tài", "Enter an initiative"),
    "fact_attestation": Text("Ghi nội dung được xác nhận", "Enter what a document attests"),
    "fact_count": Text("Ghi số liệu của tập thể", "Enter a number of the collective"),
    "fact_withdrawal": Text("Hủy dữ kiện ghi sai", "Take back a fact entered wrongly"),
    "of_rating": Text("xếp loại", "rating"),
    "of_title": Text("danh hiệu", "title"),
    "of_commendation": Text("khen thưởng", "award"),
    "of_initiative": Text("sáng kiến, đề tài", "initiative"),
    "of_attestation": Text("xác nhận", "attested"),
    "of_count": Text("số liệu", "number"),
    "fact_rating_code": Text("Xếp loại", "Rating"),
    "fact_title_code": Text("Danh hiệu", "Title"),
    "fact_commendation_code": Text("Hình thức", "Form"),
    "fact_initiative_code": Text("Sáng kiến, đề tài", "Initiative"),
    "fact_attestation_code": Text("Nội dung", "What is attested"),
    "fact_count_code": Text("Số liệu", "Number of"),
    "fact_number": Text("Số lượng", "How many"),
    "fact_year_hint": Text("Năm mà văn bản nói đến.", "The year that the document is about."),
    "fact_item": Text("Thứ mấy trong văn bản", "Which of the document"),
    "fact_item_hint": Text(
        "Chỉ ghi khi một văn bản có nhiều lần cùng loại: 1, 2, 3…",
        "Only where one document has several of the kind: 1, 2, 3…",
    ),
    "commendation_type": Text("Loại hình khen thưởng", "Type of commendation"),
    "fact_applied": Text("Được công nhận và đã áp dụng", "Recognised and applied"),
    "fact_applied_true": Text("được công nhận và đã áp dụng", "recognised and applied"),
    "fact_applied_false": Text("chưa áp dụng hoặc chưa được công nhận", "not applied, or not recognised"),
    "fact_attests": Text("Văn bản", "The document"),
    "fact_attests_true": Text("xác nhận là có", "says so"),
    "fact_attests_false": Text("xác nhận là không", "denies it"),
    "fact_holds_not": Text("KHÔNG", "NOT"),
    "fact_automatic": Text("hệ thống tự ghi từ quyết định tại đây", "entered by itself from what was decided here"),
    "fact_gone": Text("ĐÃ HỦY, không tính", "TAKEN BACK, does not count"),
    "done_fact_recorded": Text("Đã ghi nhận dữ kiện.", "The fact is on record."),
    "done_fact_withdrawn": Text("Đã hủy dữ kiện; lần ghi vẫn xem được.", "The fact is taken back; the entry can still be read."),
}  # fmt: skip
