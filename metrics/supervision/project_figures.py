"""Money, progress, consent and issues of each project: exact parts that add up by Σ/Σ.

Every ratio is a pair `<ratio>_numerator`, `<ratio>_denominator` over the records of which both parts
are known, with `<ratio>_left_out` of those that are not; a sum of which nothing is known is null.

形象进度 is weighted by 户数 (a required field). A compound in plan that has not started has had no
works and one that is completed has had all of them, so their blank 形象进度 is 0 % and 100 %: facts of
the dates, not filled blanks. 序时进度 is the share of the days from 计划开工 to 计划完工, both included,
that have passed, over the same compounds with the same weights; or the pack's curve.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from functools import reduce
from operator import or_

import polars as pl

from metrics.days.workdays import calendar
from metrics.records.frames import Frames
from metrics.records.schema import NEVER
from metrics.rules.value import Rules
from metrics.standards.judging import alike
from metrics.standards.national.a07_resident_consent import CONSENT_BASES
from metrics.supervision.issues import CLOSED

WHOLE = 1_000_000
COMPOUND_COLUMNS = (
    "physical_progress", "consulted_households", "consenting_households", "survey_responses",
    "survey_satisfied",
)  # fmt: skip
"""What is read of a compound beside its dates and 户数."""
SOURCE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "central": ("中央财政补助", "中央预算内投资"),
    "local": ("省财政", "市财政", "县财政"),
    "bonds": ("专项债", "一般债"),
    "finance": ("银行贷款", "企业债券"),
    "operators": ("专营单位", "产权单位"),
    "social": ("社会资本",),
    "residents": ("居民直接出资", "住房公积金", "维修资金", "公共收益"),
}
"""Sources of funds (资金来源) as the supervision table groups them; each source is in one group."""
SOURCES = pl.Enum(source for sources in SOURCE_GROUPS.values() for source in sources)
RATIOS = ("payment", "progress", "schedule", "consent", "satisfaction", "investment")
MONEY = ("planned", "received", "paid")
SUMMED = (
    *MONEY,
    *(f"received_{group}" for group in SOURCE_GROUPS),
    *(f"{ratio}_{part}" for ratio in RATIOS for part in ("numerator", "denominator")),
)
COUNTED = (
    *(f"{name}_unknown" for name in MONEY),
    *(f"{ratio}_left_out" for ratio in RATIOS),
    "households", "compounds", "issues_open", "issues_overdue",
)  # fmt: skip


OF_COMPOUNDS = ("progress", "schedule", "consent", "satisfaction")


def money(frames: Frames) -> pl.DataFrame:
    """Return planned, received and paid (分) by project, how many rows left each blank, and shares.

    A project without a row of 资金 is not in the result: its money is not reported.
    """
    received, source = pl.col("received"), pl.col("source").cast(SOURCES, strict=False)
    groups = {
        f"received_{name}": pl.when(_is_any("source", sources)).then(received)
        for name, sources in SOURCE_GROUPS.items()
    }
    # The sheet is sorted by project: its runs group faster than the codes. Polars marks the numbers
    # of runs as sorted; + 0 takes the mark away, since hashing them is faster still.
    rows = (
        frames.tables["funds"]
        .with_columns(source, *_pair("payment", pl.col("paid"), received))
        .with_columns(run=pl.col("project").rle_id() + 0, **groups)
    )
    sums = rows.group_by("run").agg(
        pl.col("project").first(), pl.len(), *summed((*MONEY, *groups), ("payment",))
    )
    blank = [_blank(name, of="len").alias(f"{name}_unknown") for name in MONEY]
    parts = settled((*MONEY, *groups), ("payment",), of="len")
    return sums.select("project", *blank, *parts)


def _is_any(column: str, words: Iterable[str]) -> pl.Expr:
    """Say whether the column holds one of a few words: faster word by word than as a list."""
    return reduce(or_, (pl.col(column) == word for word in words))


def investment() -> list[pl.Expr]:
    """Return completed over planned investment of each project."""
    pair = _pair("investment", pl.col("completed_investment"), pl.col("planned_investment"))
    left_out = pair[0].is_null().cast(pl.Int64).alias("investment_left_out")
    return [*pair, left_out]


def compound_figures(frames: Frames, rules: Rules, compounds: pl.DataFrame) -> pl.DataFrame:
    """Return the parts of OF_COMPOUNDS of each compound that is in plan, null of the others."""
    measurable = pl.col("done").is_not_null() & pl.col("expected").is_not_null()
    weight = pl.when(measurable & pl.col("in_plan")).then("households")
    parts = {
        "done": _works_done(frames),
        "expected": scheduled(as_of=frames.as_of, rule=rules["scheduled_progress"]),
        "in_plan": frames.happened("planned_on"),
    }
    facts = compounds.with_columns(**parts).with_columns(weight.alias("weight"))
    answered = pl.when("in_plan").then("survey_responses")
    full = pl.col("weight") * WHOLE
    return facts.select(
        (pl.col("done") * pl.col("weight")).alias("progress_numerator"),
        full.alias("progress_denominator"),
        (pl.col("expected") * pl.col("weight")).alias("schedule_numerator"),
        full.alias("schedule_denominator"),
        *_pair(
            "consent",
            pl.col("consenting_households"),
            pl.when("in_plan").then(_consent_base(frames, rules)),
        ),
        *_pair("satisfaction", pl.col("survey_satisfied"), answered),
    )


def _consent_base(frames: Frames, rules: Rules) -> pl.Expr:
    """Return the households that consent is a share of, each compound by the rule of its own place."""
    (most, _), *others = alike(("consent_base",), frames, rules)
    base = pl.col(CONSENT_BASES[most["consent_base"]])
    for own, inside in others:
        other = pl.col(CONSENT_BASES[own["consent_base"]])
        base = pl.when(pl.col("region").is_in(inside)).then(other).otherwise(base)
    return base


def issue_counts(issues: pl.DataFrame) -> pl.DataFrame:
    """Return open and overdue issues by project, from `issues.ledger`."""
    named = issues.filter(pl.col("project").is_not_null())
    return named.group_by("project").agg(
        issues_open=(pl.col("state") != CLOSED).sum().cast(pl.Int64),
        issues_overdue=pl.col("overdue").sum().cast(pl.Int64),
    )


def scheduled(*, as_of: date, rule: str | Mapping[str, Fraction]) -> pl.Expr:
    """Return the 序时进度 of each compound in millionths, rounded down; null without its dates."""
    if not isinstance(rule, str):
        return _on_curve(rule, as_of)
    start, finish = (
        pl.when(pl.col(name) != NEVER).then(name).to_physical()
        for name in ("start_due", "finish_due")
    )
    eve, today = start - 1, pl.lit(as_of).to_physical()
    if rule == "工作日":
        eve, finish, today = (calendar().passed(day.cast(pl.Date)) for day in (eve, finish, today))
    gone, every = (today - eve).cast(pl.Int64), (finish - eve).cast(pl.Int64)
    passed = pl.when(gone > every).then(every).when(gone > 0).then(gone).otherwise(0)
    return pl.when((every > 0) & gone.is_not_null()).then(passed * WHOLE // every)


def _on_curve(curve: Mapping[str, Fraction], as_of: date) -> pl.Expr:
    """Return the milestone reached in the plan year: all of them later, none of them before."""
    reached = [share for day, share in curve.items() if day <= f"{as_of:%m-%d}"]
    now, last = (int(share * WHOLE) for share in (max(reached, default=0), max(curve.values())))
    year = pl.col("plan_year")
    return (
        pl.when(year == as_of.year).then(now).when(year < as_of.year).then(last).otherwise(0)
    ).cast(pl.Int64)


def _works_done(frames: Frames) -> pl.Expr:
    started, completed = frames.happened("started_on"), frames.happened("completed_on")
    by_dates = pl.when(completed).then(WHOLE).when(~started).then(0)
    return pl.coalesce("physical_progress", by_dates).cast(pl.Int64)


def _pair(ratio: str, part: pl.Expr, whole: pl.Expr) -> list[pl.Expr]:
    both = part.is_not_null() & whole.is_not_null()
    return [
        pl.when(both).then(part).alias(f"{ratio}_numerator"),
        pl.when(both).then(whole).alias(f"{ratio}_denominator"),
    ]


def summed(values: Iterable[str], ratios: Iterable[str]) -> list[pl.Expr]:
    """Sum columns and pairs of a group, and count what is known of them, for `settled`."""
    pairs = [f"{ratio}_{part}" for ratio in ratios for part in ("numerator", "denominator")]
    counted = [*values, *(f"{ratio}_numerator" for ratio in ratios)]
    return [
        # Adding up zeros is faster than passing over blanks.
        pl.col(*values, *pairs).fill_null(0).sum(),
        *(pl.col(name).count().cast(pl.Int64).alias(f"{name}_known") for name in counted),
    ]


def settled(values: Iterable[str], ratios: Iterable[str], *, of: str) -> list[pl.Expr]:
    """Return the sums of `summed`, null where nothing is known, and how many of `of` each pair left out."""
    return [
        *(_if_known(name, name) for name in values),
        *(
            _if_known(f"{ratio}_{part}", f"{ratio}_numerator")
            for ratio in ratios
            for part in ("numerator", "denominator")
        ),
        *(_blank(f"{ratio}_numerator", of=of).alias(f"{ratio}_left_out") for ratio in ratios),
    ]


def _if_known(name: str, counted: str) -> pl.Expr:
    return pl.when(pl.col(f"{counted}_known") > 0).then(name).alias(name)


def _blank(name: str, *, of: str) -> pl.Expr:
    return pl.col(of).cast(pl.Int64) - pl.col(f"{name}_known")
