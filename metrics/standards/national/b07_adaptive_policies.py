"""B07 构建适应存量改造的政策制度（建办城〔2021〕50号 附件二（七））

B07.1  分母：区划中的省、市、县政府，每个一条，不论有无小区和报送。达标：精简审批配套政策截至数据日期有效。
B07.2  分母：区划中的省、市政府（县不计）。达标：适应改造需要的标准体系截至数据日期有效。
B07.3  分母：同B07.1。达标：存量资源利用、土地混合利用两项政策截至数据日期均有效。
       口径：已建立、数据日期前（含当日）印发且未废止为有效；未建立、印发日期“无”或晚于数据日期、已废止为无效。
       缺项：没有记录，或已建立而无印发日期为“未知”；两项中一项无效即不达标，不论另一项是否空缺。
       例（B07.3）：两项有效；一项有效一项未报；一项未建立一项未报 → 达标1，分母3，未知1。
"""

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import Rules
from metrics.standards.instruments_in_force import governments_with
from metrics.standards.measure import Indicator, Measure, every, judged
from metrics.standards.reviews import FIRST_READING

ALL_LEVELS = ("省", "市", "县")
STANDARD_SETTERS = ("省", "市")


def approval_streamlined(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each government has a policy that streamlines approval (精简审批)."""
    return _in_force(frames, levels=ALL_LEVELS, instruments=("精简审批",))


def standards_adapted(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each province and city has standards fit for renovation (标准体系)."""
    return _in_force(frames, levels=STANDARD_SETTERS, instruments=("标准体系",))


def stock_and_land_usable(frames: Frames, _rules: Rules) -> pl.LazyFrame:
    """Judge whether each government has policies on existing resources and on mixed land use."""
    return _in_force(frames, levels=ALL_LEVELS, instruments=("存量资源利用", "土地混合利用"))


def _in_force(
    frames: Frames, *, levels: tuple[str, ...], instruments: tuple[str, ...]
) -> pl.LazyFrame:
    return judged(
        governments_with(frames, levels=levels, instruments=instruments),
        record="region",
        met=every(pl.col(instrument) for instrument in instruments),
        shows=("name", "level", *instruments),
    )


INDICATOR = Indicator(
    code="B07",
    title="构建适应存量改造的政策制度",
    short="政策制度",
    group="难点",
    clause="附件二（七）",
    measures=(
        Measure(
            code="B07.1",
            title="精简审批政策",
            why="审批适应存量改造的需要，项目才能及时开工。",
            says="省、市、县出台精简改造项目审批方面配套政策",
            checked=FIRST_READING,
            denominator="省、市、县政府",
            numerator="已出台精简改造项目审批配套政策的政府",
            judge=approval_streamlined,
            sheet="regions",
        ),
        Measure(
            code="B07.2",
            title="标准体系",
            why="老旧小区条件各异，需要有因地制宜、适应改造的标准。",
            says="省级、地级及以上城市因地制宜完善适应改造需要的标准体系",
            checked=FIRST_READING,
            denominator="省、市政府",
            numerator="已完善适应改造需要的标准体系的政府",
            judge=standards_adapted,
            sheet="regions",
        ),
        Measure(
            code="B07.3",
            title="存量资源与土地政策",
            why="盘活存量土地和房屋，才能增设公共服务设施、吸引社会力量参与。",
            says="省、市、县出台整合利用小区及周边存量资源、改造中既有土地集约混合利用和存量房屋设施兼容转换等方面配套政策",
            checked=FIRST_READING,
            denominator="省、市、县政府",
            numerator="存量资源利用、土地混合利用政策均已出台的政府",
            judge=stock_and_land_usable,
            sheet="regions",
        ),
    ),
)
