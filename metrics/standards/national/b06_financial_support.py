"""B06 提升金融服务力度和质效（建办城〔2021〕50号 附件二（六））

B06.1  分母：当年项目。达标：银行贷款或企业债券有到位金额（大于0）。
       缺项：已列这两类来源而到位金额空缺为“未知”（另一类大于0的仍达标）；只列其他来源为不达标；
       一条资金记录都没有为“未知”。
       例：银行贷款50万元；银行贷款0；银行贷款空缺；只有县财政；没有资金记录
       → 达标1，分母5，未知2。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.rules.value import Rules
from metrics.standards.measure import Indicator, Measure, any_of, derived, judged
from metrics.standards.reviews import FIRST_READING

BANK_LOAN, CORPORATE_BOND = "银行贷款", "企业债券"


def borrowed(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each project of the year received a bank loan or a corporate bond."""
    return judged(
        frames.projects_of_year.lazy().join(_borrowing(frames), on="project", how="left"),
        record="project",
        met=pl.col("borrowed"),
        shows=("name", "fund_rows", "bank_loan", "corporate_bond"),
    )


def _borrowing(frames: Frames) -> pl.LazyFrame:
    source, received = pl.col("source"), pl.col("received")
    # A row of another source is a plain no, so a project with other rows only is not met.
    of_kind = source.is_in((BANK_LOAN, CORPORATE_BOND))
    return (
        frames.sheet("funds")
        .group_by("project")
        .agg(
            borrowed=any_of(of_kind & (received > 0)),
            fund_rows=pl.len().cast(pl.Int64),
            bank_loan=received.filter(source == BANK_LOAN).first(),
            corporate_bond=received.filter(source == CORPORATE_BOND).first(),
        )
    )


INDICATOR = Indicator(
    code="B06",
    title="提升金融服务力度和质效",
    short="金融支持",
    group="难点",
    clause="附件二（六）",
    measures=(
        Measure(
            code="B06.1",
            title="金融支持",
            why="金融支持可以拓宽改造资金来源，减轻对财政资金的依赖。",
            says="鼓励改造项目通过银行贷款、债券融资等方式筹集资金",
            checked=FIRST_READING,
            denominator="当年项目",
            numerator="银行贷款或企业债券已有到位资金的项目",
            judge=borrowed,
            sheet="projects",
            derives=(
                derived("fund_rows", "资金记录数", Kind.COUNT),
                derived("bank_loan", "银行贷款到位(万元)", Kind.MONEY),
                derived("corporate_bond", "企业债券到位(万元)", Kind.MONEY),
            ),
        ),
    ),
)
