"""G15 资金分解超期

命中：上级资金文件的分解下达日减收文日超过规定天数；还没有分解的，数据日期减收文日超过规定天数。
排除：提前下达的部分，按预算年度1月1日起算。
缺项：收文日期空缺的为空缺。
例（30天）：4月10日收文、5月17日分解，37天，命中；5月10日分解，30天，不命中；
    2023年12月11日提前下达2024年资金、2024年1月20日分解，按1月1日起算19天，不命中。
"""

from collections.abc import Sequence

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, day, figure
from metrics.checks.material import Material
from metrics.rules.value import Rules


def passed_on_late(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge how long each document of money lay before it was passed on."""
    as_of = material.frames.as_of
    begin = pl.date(pl.col("budget_year"), 1, 1)
    ahead = pl.col("ahead").fill_null(value=False) & (begin > pl.col("received_on"))
    since = pl.when(ahead).then(begin).otherwise("received_on")
    until = pl.min_horizontal(pl.col("decomposed_on"), pl.lit(as_of))
    rows = material.beside("transfers").with_columns(about="document", since=since)
    days = (until - pl.col("since")).dt.total_days()
    judged = rows.with_columns(days=pl.when(pl.col("since").is_not_null()).then(days))
    passed = pl.when(pl.col("decomposed_on") <= as_of).then("decomposed_on")
    hit = pl.col("days") > rules["check_g15"]["天数"]
    return (Judged("regions", judged.with_columns(hit=hit, decomposed_on=passed)),)


CHECK = Check(
    code="G15",
    title="资金分解超期",
    what="上级资金到了，很久没有分解下达到项目",
    why="资金在账上多停一天，项目就晚一天用到；预算法对转移支付的下达有时限。",
    formula="分解下达日 － 收文日 > 规定天数",
    filled="{about}：{since}起算，分解{decomposed_on}，{days}天 > {rule[天数]}天",
    asks="{place}收到{about}的日期为{received_on}（自{since}起算），分解下达日期为{decomposed_on}，截至数据日期为{days}天，"
    "超过{rule[天数]}天。请说明未按时分解的原因。",
    severities=(ORDINARY,),
    judge=passed_on_late,
    shows=(
        day("received_on", "收文日期"), day("since", "起算日期"), day("decomposed_on", "分解下达日期"),
        figure("days", "天数"),
    ),
    innocent=("待上级明确项目清单",),
    exclusions=(Exclusion("提前下达部分按次年1月1日起算"),),
    reads=("check_g15",),
    needs=("transfers",),
    label="广西2024年两次下达日期，转载；预算法第五十二条",
)  # fmt: skip
