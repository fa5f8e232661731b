"""What the coded values of events on dossiers and achievements are called in a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

VALUES: Mapping[str, Mapping[str, Text]] = {
    "cause": {
        "discipline": Text("đang xem xét kỷ luật", "discipline under consideration"),
        "investigation": Text("đang điều tra", "an investigation"),
        "inspection": Text("đang thanh tra, kiểm tra", "an inspection"),
        "audit": Text("đang kiểm toán", "an audit"),
        "complaint": Text("khiếu nại đang được giải quyết", "a complaint being handled"),
        "denunciation": Text("tố cáo đang được xác minh", "a denunciation being verified"),
        "press": Text("báo chí nêu, đang được xác minh", "a press report being verified"),
    },
    "channel": {
        "in_person": Text("trực tiếp", "personal delivery"),
        "post": Text("bưu điện", "post"),
        "online": Text("trực tuyến", "an online form"),
        "hotline": Text("đường dây nóng", "hotline"),
        "press": Text("báo chí", "the press"),
        "other_body": Text("cơ quan khác chuyển đến", "another body"),
    },
    "founded": {"true": Text("có", "yes"), "false": Text("không", "no")},
    "passed": {"true": Text("có", "yes"), "false": Text("không", "no")},
    "opinion": {
        "agree": Text("đồng ý", "agrees"),
        "disagree": Text("không đồng ý", "disagrees"),
        "remarks": Text("có ý kiến khác", "has remarks"),
    },
    "answer": {
        "received": Text("đã tiếp nhận", "received"),
        "returned": Text("trả lại", "returned"),
        "granted": Text("quyết định khen thưởng", "granted"),
        "declined": Text("không khen thưởng", "declined"),
    },
    "kind": {
        "merit": Text("công trạng", "merit"),
        "sudden": Text("đột xuất", "sudden"),
        "movement": Text("phong trào, chuyên đề", "movement"),
        "contribution": Text("cống hiến", "contribution"),
        "external": Text("đối ngoại", "external"),
    },
    "commendation_type": {
        "timely": Text("kịp thời", "timely"),
        "merit": Text("công trạng", "merit"),
        "sudden": Text("đột xuất", "sudden"),
        "movement": Text("phong trào thi đua", "movement"),
        "career": Text("quá trình cống hiến", "career"),
        "external": Text("đối ngoại", "external"),
    },
}
"""By the field they stand in."""
