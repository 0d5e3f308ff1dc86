"""A05 群众改造意愿强烈的内容应改尽改（建办城〔2021〕50号 附件一（五））

内容项及其分类（基础、完善、提升）取自参数集。只看“存在短板”填“是”的内容项。

A05.1  分母：列入当年计划、有基础类短板的小区。达标：每项基础类短板都纳入方案。
       缺项：有一项未纳入即不达标；否则有一项空缺为“未知”。
       例：供水、排水均纳入；供水未纳入；供水纳入、排水空缺 → 达标1，分母3，未知1。
A05.2  分母：列入当年计划、有完善类短板的小区。达标：至少一项完善类短板纳入方案。
       缺项：有一项纳入即达标；否则有一项空缺为“未知”。
       例：停车纳入、照明空缺；停车未纳入；停车未纳入、照明空缺 → 达标1，分母3，未知1。
A05.3  分母：列入当年计划、有提升类短板的小区。达标：每项提升类短板都纳入方案，或在片区层面补齐
       （改造、新建、租赁、购买）。
       缺项：未纳入方案而补齐方式空缺的为“未知”；填“无”为没有补齐。
       例：养老未纳入、租赁补齐；养老未纳入、填“无”；养老未纳入、补齐方式空缺 → 达标1，分母3，未知1。
"""

from collections.abc import Callable

import polars as pl

from metrics.records.frames import Frames, numbered
from metrics.records.schema import Kind
from metrics.rules.value import Rules
from metrics.standards.measure import (
    Indicator,
    Measure,
    all_of,
    any_of,
    derived,
    judged,
    listed,
    named,
)
from metrics.standards.reviews import FIRST_READING, WHOLE_CLAUSE

SHORTFALLS = (
    derived("short_items", "存在短板的内容项", Kind.TEXT),
    derived("left_out", "未纳入的短板", Kind.TEXT),
    derived("not_reported", "未报送的短板", Kind.TEXT),
)
Decide = Callable[[pl.Expr], pl.Expr]


def basics_all_included(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge whether every shortfall of class 基础 is in the scheme."""
    return _shortfalls(frames, rules, of="基础", provided=pl.col("in_scheme"), decide=all_of)


def improvements_some_included(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge whether at least one shortfall of class 完善 is in the scheme."""
    return _shortfalls(frames, rules, of="完善", provided=pl.col("in_scheme"), decide=any_of)


def upgrades_provided(frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge whether every shortfall of class 提升 is in the scheme or met at area level (片区)."""
    provided = pl.col("in_scheme") | named("area_remedy")
    return _shortfalls(frames, rules, of="提升", provided=provided, decide=all_of)


def _shortfalls(
    frames: Frames, rules: Rules, *, of: str, provided: pl.Expr, decide: Decide
) -> pl.LazyFrame:
    """Judge each compound in plan that has shortfalls of one class by all of them together."""
    items = [item for item, group in rules["content_items"].items() if group == of]
    item = pl.col("item").cast(pl.String)
    shortfalls = (
        frames.shortfalls_in_plan.lazy()
        .filter(pl.col("item").is_in(items))
        .group_by("row")
        .agg(
            decided=decide(provided),
            short_items=listed(item),
            left_out=listed(item.filter(~provided)),
            not_reported=listed(item.filter(provided.is_null())),
        )
    )
    return judged(
        numbered(frames.compounds_in_plan).join(shortfalls, on="row", how="inner"),
        record="compound",
        met=pl.col("decided"),
        shows=("name", "short_items", "left_out", "not_reported"),
    )


INDICATOR = Indicator(
    code="A05",
    title="群众改造意愿强烈的内容应改尽改",
    short="应改尽改",
    group="底线",
    clause="附件一（五）",
    measures=(
        Measure(
            code="A05.1",
            title="基础类应改尽改",
            why="老旧管线等基础设施关系居住安全，改造不能重“面子”轻“里子”。",
            says=(
                "对于在老旧管线等市政配套基础设施、小区内建筑物本体公共部位、北方采暖区建筑节能改造以及公"
                "共区域无障碍设施、适老化改造、适儿化改造等方面存在短板的小区，将相关设施短板纳入改造方案"
            ),
            checked=WHOLE_CLAUSE,
            denominator="列入当年计划且有基础类短板的小区",
            numerator="基础类短板全部纳入改造方案的小区",
            judge=basics_all_included,
            sheet="compounds",
            derives=SHORTFALLS,
            reads=("content_items",),
        ),
        Measure(
            code="A05.2",
            title="完善类有所纳入",
            why="停车、电梯、充电、照明等设施关系居民日常生活是否方便。",
            says="对于存在停车、加装电梯、充电、安防、照明、智能信包箱及快件箱等完善类短板的小区，有相关内容纳入改造方案",
            checked=FIRST_READING,
            denominator="列入当年计划且有完善类短板的小区",
            numerator="至少一项完善类短板纳入改造方案的小区",
            judge=improvements_some_included,
            sheet="compounds",
            derives=SHORTFALLS,
            reads=("content_items",),
        ),
        Measure(
            code="A05.3",
            title="提升类片区补齐",
            why="养老、托育等设施单个小区往往难以配齐，需要在片区层面统筹解决“一老一小”难题。",
            says=(
                "对存在体育健身以及养老、托育等提升类设施短板的小区，将相关设施短板纳入改造方案，通过改造"
                "、新建、租赁、购买等方式在片区层面统筹补齐"
            ),
            checked=WHOLE_CLAUSE,
            denominator="列入当年计划且有提升类短板的小区",
            numerator="提升类短板全部纳入改造方案或在片区层面补齐的小区",
            judge=upgrades_provided,
            sheet="compounds",
            derives=SHORTFALLS,
            reads=("content_items",),
        ),
    ),
)
