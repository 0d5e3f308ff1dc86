"""Chinese names of columns, levels and verdicts, as the data dictionary has them."""

from metrics.records.schema import Column, Kind, Nature
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.governance import INSTRUMENTS

LEVELS = {"nation": "全国", "province": "省级", "city": "市州", "county": "县区"}
GROUPS = {"main": "主排名", "small": "小样本组"}
VERDICTS = {True: "达标", False: "不达标", None: "数据缺失"}


def _derived(name: str, label: str, kind: Kind) -> Column:
    """Describe a value that measures make and nobody reports: the newest is the one that stands."""
    return Column(name, label, kind, Nature.CURRENT)


_JUDGED = (
    _derived("record", "记录编号", Kind.CODE),
    _derived("region", "行政区划代码", Kind.CODE),
    _derived("met", "结论", Kind.FLAG),
)
# What measures derive from several rows, and show beside a verdict.
_DERIVED = (
    _derived("planned_compounds", "列入计划小区数", Kind.COUNT),
    _derived("investment_blanks", "未填计划总投资的项目数", Kind.COUNT),
    _derived("confirmed_events", "属实事件数", Kind.COUNT),
    _derived("pending_events", "待核事件数", Kind.COUNT),
    _derived("data_date", "最近报送的数据日期", Kind.DATE),
    _derived("joint_schemes", "各类设施统筹施工方案日期", Kind.TEXT),
    _derived("short_items", "存在短板的内容项", Kind.TEXT),
    _derived("left_out", "未纳入的短板", Kind.TEXT),
    _derived("not_reported", "未报送的短板", Kind.TEXT),
    _derived("utilities", "需改造设施", Kind.TEXT),
    _derived("utilities_not_over", "未移交设施", Kind.TEXT),
    _derived("utilities_unreported", "未报送移交情况的设施", Kind.TEXT),
    _derived("first_planned_on", "最早列入计划日期", Kind.DATE),
    _derived("fund_rows", "资金记录数", Kind.COUNT),
    _derived("bank_loan", "银行贷款到位(万元)", Kind.MONEY),
    _derived("corporate_bond", "企业债券到位(万元)", Kind.MONEY),
    *(_derived(name, name, Kind.FLAG) for name in INSTRUMENTS),
)
_OURS = {column.name: column for column in (*_JUDGED, *_DERIVED)}


def column(name: str, sheet: str) -> Column:
    """Return the column a shown value is of: derived by a measure, of its sheet, or of any sheet."""
    if name in _OURS:
        return _OURS[name]
    for candidate in (BY_NAME[sheet], *SHEETS):
        if name in candidate.schema:
            return candidate.column(name)
    raise KeyError(f"no Chinese name for the shown column {name}")
