"""The columns of a record in groups, as somebody fills them in one after the other."""

from collections.abc import Mapping

from metrics.records.schema import Column
from metrics.records.sheets import BY_NAME

FIRST: Mapping[str, Mapping[str, str]] = {
    "projects": {
        "基本情况": "project",
        "投资与联合审查": "planned_investment",
        "参建单位与责任人": "builder",
    },
    "compounds": {
        "基本情况": "compound",
        "档案": "archive_basics",
        "入库与列入计划": "reserve_score",
        "征询与方案": "consulted_households",
        "物业与长效管理": "property_mode",
        "开工与完工": "start_due",
        "验收与移交": "acceptance",
        "共同缔造与满意度": "took_part_scheme",
        "组织与维修资金": "party_branch_on",
        "新增设施": "lifts",
    },
}
"""By sheet, the groups in order and the first column of each."""


def groups(sheet: str) -> dict[str, tuple[Column, ...]]:
    """Return the columns of a sheet of `FIRST` by group; every column is in one."""
    words = {first: words for words, first in FIRST[sheet].items()}
    grouped: dict[str, tuple[Column, ...]] = {}
    group = ""
    for column in BY_NAME[sheet].columns:
        group = words.get(column.name, group)
        grouped[group] = (*grouped.get(group, ()), column)
    return grouped
