"""Chinese names of columns, levels and verdicts, as the data dictionary has them."""

from metrics.measure import LABELS
from metrics.schema import Column, Kind
from metrics.sheets import BY_NAME, SHEETS

LEVELS = {"nation": "全国", "province": "省级", "city": "市州", "county": "县区"}
GROUPS = {"main": "主排名", "small": "小样本组"}
VERDICTS = {True: "达标", False: "不达标", None: "数据缺失"}
_JUDGED = {
    "record": Column("record", "记录编号", Kind.CODE),
    "region": Column("region", "行政区划代码", Kind.CODE),
    "met": Column("met", "结论", Kind.FLAG),
}


def column(name: str, sheet: str) -> Column:
    """Return the dictionary's column for a shown value: of the record's sheet, else of any sheet.

    Values that a measure derives have their label in `metrics.measure.LABELS`.
    """
    if name in _JUDGED:
        return _JUDGED[name]
    if name in LABELS:
        return LABELS[name]
    for candidate in (BY_NAME[sheet], *SHEETS):
        if name in candidate.schema:
            return candidate.column(name)
    raise KeyError(f"no Chinese name for the shown column {name}")
