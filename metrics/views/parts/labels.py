"""Chinese names of columns, levels and verdicts, as the data dictionary has them."""

from metrics.records.schema import Column, Kind
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.governance import INSTRUMENTS
from metrics.standards.measure import Measure, derived

LEVELS = {"nation": "全国", "province": "省级", "city": "市州", "county": "县区"}
GROUPS = {"main": "主排名", "small": "小样本组"}
ADJUSTED = "区划调整"
"""What stands in place of a change of a division whose area is another than before."""
JUDGED_BY = "judged_by"
"""The column of the records behind a figure that names the pack which judged each."""
VERDICTS = {True: "达标", False: "不达标", None: "数据缺失"}
_JUDGED = {
    column.name: column
    for column in (
        derived("record", "记录编号", Kind.CODE),
        derived("region", "行政区划代码", Kind.CODE),
        derived("met", "结论", Kind.FLAG),
        derived(JUDGED_BY, "参数集", Kind.TEXT),
        *(derived(name, name, Kind.FLAG) for name in INSTRUMENTS),
    )
}
"""What stands beside every verdict, and the instruments, which bear their names."""


def column(name: str, measure: Measure) -> Column:
    """Return the column a shown value is of.

    Derived by the measure, of its sheet, of one that its sheet names, or of the only one that has it.
    """
    own = _JUDGED | {derives.name: derives for derives in measure.derives}
    if name in own:
        return own[name]
    sheet = BY_NAME[measure.sheet]
    named = [BY_NAME[column.names] for column in sheet.columns if column.names]
    for candidate in (sheet, *named):
        if name in candidate.schema:
            return candidate.column(name)
    (only,) = (candidate for candidate in SHEETS if name in candidate.schema)
    return only.column(name)
