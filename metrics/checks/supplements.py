"""What checks need that the ledger does not hold yet: each a frame with its columns (补充资料).

Where a supplement was never reported, the checks that need it say so of every place; nothing stands in
for it. Whoever takes one in later hands on the frame under its name, and no check changes.
"""

from collections.abc import Mapping
from typing import NamedTuple

import polars as pl

Schema = Mapping[str, type[pl.DataType]]


class Supplement(NamedTuple):
    """A frame beside the ledger: what it is called, and its columns.

    Money is whole 分, a place on the ground whole metres of CGCS2000 plane coordinates (east_m, north_m), and
    a blank cell is null: not reported.
    """

    name: str
    label: str
    schema: Schema

    def empty(self) -> pl.DataFrame:
        """Return it without rows."""
        return pl.DataFrame(schema=dict(self.schema))

    def shaped(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return its columns in their order and types; one that is missing is an error."""
        return rows.select(pl.col(name).cast(kind) for name, kind in self.schema.items())


_TEXT, _WHOLE, _DAY, _FLAG, _MOMENT = pl.String, pl.Int64, pl.Date, pl.Boolean, pl.Datetime

GROUNDS = Supplement(
    "grounds", "正当理由登记",
    {"region": _TEXT, "record": _TEXT, "kind": _TEXT, "document": _TEXT, "since": _DAY, "until": _DAY},
)  # fmt: skip
"""What a document allows or explains: of one record (its code), or of a whole division (record blank), from
a day to a day (blank: without a bound). Without a document (批准文号) it excludes nothing."""

_EVERY = (
    GROUNDS,
    Supplement("photos", "工程影像", {
        "photo": _TEXT, "compound": _TEXT, "taken_on": _DAY, "east_m": _WHOLE, "north_m": _WHOLE,
        "phash": _TEXT, "same_spot": _FLAG,
    }),
    Supplement("valuations", "工程计量", {"project": _TEXT, "valued_on": _DAY, "amount": _WHOLE}),
    Supplement("payments", "支付明细", {"project": _TEXT, "paid_on": _DAY, "amount": _WHOLE}),
    Supplement("contracts", "施工合同", {
        "project": _TEXT, "contract": _TEXT, "signed_on": _DAY, "amount": _WHOLE, "changed": _WHOLE,
        "change_document": _TEXT,
    }),
    Supplement("estimates", "批复概算", {"project": _TEXT, "estimate": _WHOLE, "sections_left": _WHOLE}),
    Supplement("transfers", "资金分解下达", {
        "region": _TEXT, "document": _TEXT, "received_on": _DAY, "decomposed_on": _DAY,
        "budget_year": _WHOLE, "ahead": _FLAG,
    }),
    Supplement("questionnaires", "居民问卷", {
        "compound": _TEXT, "questionnaire": _TEXT, "answers": _TEXT, "submitted_at": _MOMENT,
    }),
    Supplement("refusals", "入户拒访登记", {"compound": _TEXT, "household": _TEXT, "visits": _WHOLE}),
    Supplement("complaints", "12345投诉", {"compound": _TEXT, "complaints": _WHOLE}),
    Supplement("checkups", "城市体检", {
        "compound": _TEXT, "checked_on": _DAY, "shortfalls": _WHOLE, "safety_shortfalls": _WHOLE,
    }),
    Supplement("checkup_sums", "体检指标汇总", {
        "region": _TEXT, "indicator": _TEXT, "value": _WHOLE, "overlap": _WHOLE,
    }),
    Supplement("checkup_parts", "体检指标分项", {
        "region": _TEXT, "indicator": _TEXT, "part": _TEXT, "value": _WHOLE,
    }),
    Supplement("locations", "小区坐标", {"compound": _TEXT, "east_m": _WHOLE, "north_m": _WHOLE}),
    Supplement("building_lists", "楼栋号清单", {"compound": _TEXT, "project": _TEXT, "building": _TEXT}),
    Supplement("demolition_lists", "征收拆除清单", {
        "compound": _TEXT, "list_name": _TEXT, "withdrawn": _FLAG,
    }),
    Supplement("inspections", "材料进场抽检", {
        "project": _TEXT, "inspection": _TEXT, "found_on": _DAY, "passed": _FLAG, "closed_on": _DAY,
    }),
    Supplement("statistical_returns", "城市更新统计报表", {
        "project": _TEXT, "period": _TEXT, "code": _WHOLE, "value": _WHOLE, "rounded": _FLAG,
    }),
    Supplement("published_plans", "公布的年度计划", {"region": _TEXT, "year": _WHOLE, "printed": _TEXT}),
    Supplement("edits", "报送修改", {
        "unit": _TEXT, "data_date": _DAY, "deadline": _DAY, "received_on": _DAY, "sheet": _TEXT,
        "record": _TEXT, "field": _TEXT, "nature": _TEXT, "effect": _WHOLE,
    }),
)  # fmt: skip
SUPPLEMENTS: Mapping[str, Supplement] = {each.name: each for each in _EVERY}
