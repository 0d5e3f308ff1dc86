"""The catalogue as a whole: what holds for all 20 items and 36 measures."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from metrics.packs.pack import load_pack, pack_names
from metrics.records.frames import Frames
from metrics.records.sheets import BY_NAME
from metrics.standards.catalogue import NATIONAL
from metrics.standards.measure import Measure
from metrics.views.parts.labels import column

DAY = date(2023, 12, 31)
NOTHING = Frames.of(as_of=DAY, year=2023, tables={})
JUDGED = {"record": pl.String, "region": pl.String, "met": pl.Boolean, "amount": pl.Int64}
INDICATOR_FILES = sorted(
    (Path(__file__).parents[3] / "metrics" / "standards" / "national").glob("[ab]*.py")
)
OFFICIAL_TITLES = (
    "建立统筹协调机制",
    "科学合理确定改造计划",
    "改造资金使用符合相关规定",
    "加强专营设施改造统筹衔接",
    "群众改造意愿强烈的内容应改尽改",
    "健全动员居民参与机制",
    "改造方案充分征求居民意见",
    "居民对长效管理机制形成共识",
    "强化改造质量安全监管",
    "加强发现问题整改",
    "结合改造完善党建引领城市基层治理机制",
    "推进片区联动改造",
    "构建社区生活圈",
    "多渠道筹措改造资金",
    "培育改造规模化实施运营主体",
    "提升金融服务力度和质效",
    "构建适应存量改造的政策制度",
    "小区专营设施专业化管理",
    "结合改造完善住宅专项维修资金归集、使用、续筹机制",
    "居民同步实施户内改造",
)


MEASURES_PER_ITEM = (1, 3, 2, 2, 3, 3, 2, 1, 3, 1, 3, 1, 1, 2, 1, 1, 3, 1, 1, 1)
ITEMS = tuple(f"{group}{number:02}" for group in "AB" for number in range(1, 11))


class Recording(Mapping[str, Any]):
    """A rule pack that remembers which keys were asked for."""

    def __init__(self, pack: Mapping[str, Any]) -> None:
        self.pack = pack
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return self.pack[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.pack)

    def __len__(self) -> int:
        return len(self.pack)


def test_the_twenty_items_stand_in_official_order_with_official_titles() -> None:
    assert tuple(indicator.code for indicator in NATIONAL.items) == ITEMS
    assert tuple(indicator.title for indicator in NATIONAL.items) == OFFICIAL_TITLES


def test_ten_are_baselines_and_ten_are_difficult_and_each_names_its_clause() -> None:
    numerals = "一二三四五六七八九十"
    assert [(indicator.group, indicator.clause) for indicator in NATIONAL.items] == [
        (group, f"附件{part}（{numeral}）")
        for group, part in (("底线", "一"), ("难点", "二"))
        for numeral in numerals
    ]


def test_the_36_measures_are_numbered_within_their_items() -> None:
    assert len(NATIONAL.measures) == 36
    for indicator, number in zip(NATIONAL.items, MEASURES_PER_ITEM, strict=True):
        numbers = range(1, number + 1)
        assert [m.code for m in indicator.measures] == [f"{indicator.code}.{n}" for n in numbers]


@pytest.mark.parametrize("measure", NATIONAL.measures.values(), ids=lambda measure: measure.code)
def test_a_measure_reads_exactly_the_rules_it_declares(measure: Measure) -> None:
    rules = Recording(load_pack("national").on(DAY))
    measure.judge(NOTHING, rules).collect()
    assert sorted(rules.asked) == sorted(measure.reads)


@pytest.mark.parametrize("measure", NATIONAL.measures.values(), ids=lambda measure: measure.code)
@pytest.mark.parametrize("pack", pack_names())
def test_every_rule_that_is_read_resolves_in_every_pack(measure: Measure, pack: str) -> None:
    rules = load_pack(pack).on(DAY)
    assert all(rules.rules[key].document for key in measure.reads)


@pytest.mark.parametrize("measure", NATIONAL.measures.values(), ids=lambda measure: measure.code)
def test_a_measure_without_records_returns_an_empty_typed_frame(measure: Measure) -> None:
    judged = measure.judge(NOTHING, load_pack("national").on(DAY)).collect()
    assert judged.is_empty()
    assert dict(list(judged.schema.items())[:4]) == JUDGED


@pytest.mark.parametrize("measure", NATIONAL.measures.values(), ids=lambda measure: measure.code)
def test_every_value_that_decides_has_a_chinese_name(measure: Measure) -> None:
    assert measure.sheet in BY_NAME
    shown = list(measure.judge(NOTHING, load_pack("national").on(DAY)).collect_schema())[4:]
    assert shown
    assert all(re.search("[一-龥]", column(name, measure).label) for name in shown)


@pytest.mark.parametrize("file", INDICATOR_FILES, ids=lambda file: file.stem)
def test_a_file_opens_with_the_official_title_and_our_reading_of_each_measure(file: Path) -> None:
    indicator = NATIONAL.items[INDICATOR_FILES.index(file)]
    docstring = file.read_text("utf-8").split('"""')[1]
    assert file.stem.startswith(indicator.code.lower())
    assert docstring.startswith(f"{indicator.code} {indicator.title}（建办城〔2021〕50号 ")
    assert indicator.clause in docstring
    for word in ("分母：", "达标：", "缺项", "例", *(m.code for m in indicator.measures)):
        assert word in docstring


def test_an_event_of_each_kind_fails_one_measure() -> None:
    kinds = [kind for measure in NATIONAL.measures.values() for kind in measure.events]
    assert sorted(kinds) == sorted(BY_NAME["events"].column("kind").choices)
    assert {kind: measure.code for kind, measure in NATIONAL.failed_by.items()} == {
        "随意拆除老建筑": "A02.3", "搬迁居民": "A02.3", "砍伐老树": "A02.3",
        "截留": "A03.2", "挪用": "A03.2", "其他资金违规": "A03.2",
        "质量问题": "A09.3", "安全事故": "A09.3",
    }  # fmt: skip
