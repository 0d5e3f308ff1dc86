"""投资完成率和中央资金支付率

每笔金额分两条列出：已完成（已支付）的和未完成（未支付）的；完成超过计划的，未完成一条为负数，比率如实超过100%。

投资完成率    分母：当年有小区列入计划的项目的计划总投资。分子：累计完成投资。
中央资金支付率  分母：当年项目到位的中央财政补助、中央预算内投资。分子：支付金额。
缺项：有一栏空缺的为“未知”，已报的计划总投资（到位金额）留在分母中，两栏都空缺的不增加金额。
例：计划100万元完成60万元；计划50万元、完成空缺 → 60万元，占150万元，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.rules.value import Rules
from metrics.standards.measure import Measure, derived, judged

CENTRAL = ("中央财政补助", "中央预算内投资")
PART = derived("part", "构成", Kind.TEXT)


def investment_completed(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge how much of the planned investment of each project in plan was completed; in 分."""
    in_plan = frames.compounds_in_plan.lazy().select("project").unique()
    return _split(
        frames.projects_of_year.lazy().join(in_plan, on="project", how="semi"),
        record=pl.col("project"),
        whole="planned_investment",
        done="completed_investment",
        words=("已完成", "未完成"),
        shows=("name", "planned_investment", "completed_investment"),
    )


def central_paid(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge how much of the central money received by each project was paid; in 分."""
    owners = frames.projects_of_year.lazy().select("project", "name", "region")
    return _split(
        frames.sheet("funds")
        .filter(pl.col("source").is_in(CENTRAL))
        .join(owners, on="project", how="inner"),
        record=pl.concat_str("project", "source", separator=" "),
        whole="received",
        done="paid",
        words=("已支付", "未支付"),
        shows=("name", "source", "received", "paid"),
    )


def _split(
    frame: pl.LazyFrame, *, record: pl.Expr, whole: str, done: str,
    words: tuple[str, str], shows: tuple[str, ...],
) -> pl.LazyFrame:  # fmt: skip
    """Judge each sum as two records: the part that was done, and what is left of the whole."""
    known = pl.col(whole).is_not_null() & pl.col(done).is_not_null()
    amounts = (pl.col(done), pl.col(whole) - pl.col(done))
    sides = [
        judged(
            frame.filter(known).with_columns(part=pl.lit(word)),
            record=pl.concat_str(record, pl.lit(word), separator=" "),
            met=pl.lit(value=met),
            amount=amount,
            shows=(*shows, PART.name),
        )
        for met, word, amount in zip((True, False), words, amounts, strict=True)
    ]
    blank = judged(
        frame.filter(~known).with_columns(part=pl.lit("未报")),
        record=record,
        met=pl.lit(None, pl.Boolean),
        amount=pl.col(whole),
        shows=(*shows, PART.name),
    )
    return pl.concat((sides[0], sides[1].filter(pl.col("amount") != 0), blank))


FIGURES = {
    "investment_completed": Measure(
        code="",
        title="投资完成率",
        denominator="当年计划项目的计划总投资",
        numerator="累计完成投资",
        judge=investment_completed,
        sheet="projects",
        amounts=True,
        derives=(PART,),
    ),
    "central_paid": Measure(
        code="",
        title="中央资金支付率",
        denominator="当年项目到位的中央财政补助和中央预算内投资",
        numerator="支付金额",
        judge=central_paid,
        sheet="funds",
        amounts=True,
        derives=(PART,),
    ),
}
