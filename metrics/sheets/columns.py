"""The headings of tables that the office fills in for a score sheet (考核细则) and gives back as a file."""

from collections.abc import Mapping

TARGETS: Mapping[str, str] = {
    "region": "行政区划代码", "item": "编号", "target": "目标", "document": "文件依据",
}  # fmt: skip
POINTS: Mapping[str, str] = {
    "region": "行政区划代码", "item": "编号", "points": "分数", "scorer": "评分人",
    "scored_on": "评分日期", "evidence": "评分依据", "reason": "更正原因",
}  # fmt: skip
SELF: Mapping[str, str] = {
    "region": "行政区划代码", "item": "编号", "points": "自评分", "explanation": "说明",
}  # fmt: skip
