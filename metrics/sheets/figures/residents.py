"""满意率（按调查率折减）

分母：当年完工小区的应有答卷，每个小区取有效答卷数与“户数×调查率下限”（进一取整）中较大的。分子：满意答卷数。
调查的户数不够的，不足的答卷按不满意计，满意率随之折减；各地按答卷合计，不是各小区满意率的平均。
缺项：任一栏空缺为“未知”，应有答卷留在分母中。满意答卷多于有效答卷的，按有效答卷计。
例（调查率下限50%）：100户答卷80份满意76份 → 76/80；100户答卷40份满意40份 → 40/50。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.records.schema import Kind
from metrics.rules.value import Rules
from metrics.standards.measure import Measure, derived, judged

ASKED = derived("answers_asked", "应有答卷数", Kind.COUNT)
PART = derived("part", "构成", Kind.TEXT)
SHOWS = (
    "name", "households", "survey_responses", "survey_satisfied", "completed_on", ASKED.name,
    PART.name,
)  # fmt: skip


def satisfied(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge how many of the answers asked for in each compound completed in the year are satisfied."""
    share = rules["survey_rate_min"]
    at_least = -(-pl.col("households") * share.numerator // share.denominator)
    answers = pl.col("survey_responses")
    known = answers.is_not_null() & pl.col("survey_satisfied").is_not_null()
    content = pl.min_horizontal("survey_satisfied", answers)
    completed = (
        frames.compounds.lazy()
        .filter(frames.year_of("completed_on"))
        .with_columns(answers_asked=pl.max_horizontal(answers, at_least))
    )
    sides = (
        ("满意", known, True, content),
        ("其他", known, False, pl.col(ASKED.name) - content),
        ("未报", ~known, None, pl.col(ASKED.name)),
    )
    return pl.concat(
        judged(
            completed.filter(asked).with_columns(part=pl.lit(word)),
            record=pl.concat_str("compound", pl.lit(word), separator=" "),
            met=pl.lit(met, pl.Boolean),
            amount=amount,
            shows=SHOWS,
        )
        for word, asked, met, amount in sides
    )


FIGURES = {
    "satisfied": Measure(
        code="",
        title="满意率（按调查率折减）",
        denominator="当年完工小区的应有答卷",
        numerator="满意答卷",
        judge=satisfied,
        sheet="compounds",
        amounts=True,
        unit="份",
        derives=(ASKED, PART),
        reads=("survey_rate_min",),
    ),
}
