"""A score sheet is checked whole when it is loaded: what is wrong is said, and what to write instead."""

import re
from fractions import Fraction
from typing import Any

import pytest
import yaml

from metrics.errors import RulePackInvalid, UnknownChoice
from metrics.rating.functions import Deducted, Gated, ToFull
from metrics.sheets.catalogue import sheet, sheet_names, standard
from metrics.sheets.reading import read_sheet
from metrics.standards.catalogue import NATIONAL
from metrics.standards.standard import Standard

DEFAULT = sheet("default100")
JIANGXI = {"优秀": "(95,100]", "良好": "(85,95)", "合格": "(75,85)", "差": "[0,75)"}
"""江西2022: S>95, 95>S>85, 85>S>75, S<75; what 95, 85 and 75 themselves are is not said."""


def written(**changed: Any) -> str:
    """Return the default sheet as a file with some of its keys changed; null takes a key out."""
    raw = yaml.safe_load(DEFAULT.source)
    kept = {key: value for key, value in {**raw, **changed}.items() if value is not None}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False)


def with_item(**changed: Any) -> str:
    """Return the default sheet with its first item changed."""
    first, *others = yaml.safe_load(DEFAULT.source)["items"]
    return written(items=[{**first, **changed}, *others])


def read(text: str) -> Standard:
    return read_sheet(text, name="甲省")


def refused(text: str) -> str:
    with pytest.raises(RulePackInvalid) as caught:
        read(text)
    said = str(caught.value)
    assert said.startswith("考核细则“甲省”")
    assert said.endswith("。")
    return said


def test_every_sheet_that_ships_loads_and_says_that_it_is_ours():
    assert sheet_names() == ("default100",)
    assert DEFAULT.label == "本系统默认，非官方"
    assert sum(DEFAULT.lays_down["item_weights"].value.values()) == 100
    assert [item.code for item in DEFAULT.items] == [f"D{n}" for n in range(1, 13)]


def test_a_standard_is_chosen_by_its_name():
    assert standard("national") is NATIONAL
    assert standard("default100") is DEFAULT
    with pytest.raises(UnknownChoice, match="default100"):
        sheet("jiangxi")


def test_bands_that_leave_95_out_are_refused_by_naming_it():
    assert "95既不属于“优秀”也不属于“良好”，请写明95含在哪一段" in refused(written(bands=JIANGXI))
    closed = JIANGXI | {"良好": "(85,95]"}
    assert "85既不属于“良好”也不属于“合格”" in refused(written(bands=closed))
    closed |= {"合格": "(75,85]"}
    assert "75既不属于“合格”也不属于“差”" in refused(written(bands=closed))
    assert len(read(written(bands=closed | {"差": "[0,75]"})).lays_down["grade_bands"].value) == 4


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ({"优": "[90,100]", "差": "[0,90]"}, "都含90，请写明只属于哪一段"),
        ({"优": "[80,100]", "差": "[0,90)"}, "都含80至90"),
        ({"优": "[90,100]", "差": "[0,85)"}, "85至90不属于任何一段"),
        ({"优": "[90,99]", "差": "[0,90)"}, "99以上至100不属于任何一段"),
        ({"优": "[90,100)", "差": "[0,90)"}, "100以上至100不属于任何一段"),
        ({"优": "[90,100]", "差": "[1,90)"}, "“差”应从0起"),
        ({"优": "九十分以上"}, "分数段应写作"),
        ([], "应从高到低写明各段"),
    ],
)
def test_gaps_and_overlaps_of_bands_are_named(bands: Any, said: str):
    assert said in refused(written(bands=bands))


def test_points_that_do_not_add_up_to_the_total_are_refused():
    assert "各项分值合计为101，与总分100不一致" in refused(with_item(points=11))
    assert "分值（points）空缺：文件没有公布分值的，不能据以计分" in refused(with_item(points=None))
    assert "应大于0" in refused(with_item(points=0))


def test_unknown_keys_figures_and_functions_are_refused_by_name():
    assert "含有未定义的键：备注" in refused(written(备注="甲"))
    assert "含有未定义的键：weight" in refused(with_item(weight=3))
    assert "没有名为“house_prices”的指标" in refused(with_item(figures=["house_prices"]))
    assert "没有“cubic”这种计分方式，可用：to_full" in refused(
        with_item(function={"shape": "cubic"})
    )
    unknown = {"shape": "to_full", "target": "90%", "cap": 1}
    assert "计分方式to_full没有“cap”这一参数" in refused(with_item(function=unknown))
    assert "缺少参数target" in refused(with_item(function={"shape": "to_full"}))
    assert "缺少bands" in refused(written(bands=None))


def test_a_file_that_is_no_sheet_is_refused():
    assert "不是YAML文件" in refused("a: [")
    assert "细则应逐项写明" in refused("- 1")
    assert "施行日期" in refused(written(since="去年"))


def test_an_item_is_numbered_once():
    items = yaml.safe_load(DEFAULT.source)["items"]
    assert "编号（code）不得重复" in refused(
        written(items=[*items[:-1], {**items[-1], "code": "D1"}])
    )


def test_parameters_of_functions_are_checked():
    bonus = {"shape": "stepped", "target": "98%", "step": "1%", "more": 1, "less": 1}
    assert "最高加多少分" in refused(with_item(function=bonus))
    prices = {"shape": "deduct", "each": [1, 2, 3]}
    assert "应按2项内容逐一写明" in refused(with_item(function=prices))
    steps = {"shape": "bands", "bands": {"[90,100]": 5, "[0,90)": 8}}
    assert "从高到低" in refused(with_item(function=steps))
    gap = {"shape": "bands", "bands": {"[90,100]": 8, "[0,80)": 5}}
    assert "80至90不属于任何一段" in refused(with_item(function=gap))
    twice = {
        "shape": "gate",
        "at_least": "75%",
        "then": {"shape": "gate", "at_least": "1%", "then": {}},
    }
    assert "不能再是门槛" in refused(with_item(function=twice))
    nobody = {"shape": "to_full", "target": None}
    assert "由各地下达目标" in refused(with_item(function=nobody))


def test_with_a_bonus_the_bands_must_hold_what_goes_beyond_the_total():
    bonus = {"shape": "stepped", "target": "98%", "step": "1%", "more": 1, "most": 2, "less": 1}
    text = with_item(function=bonus)
    assert "100以上至102不属于任何一段" in refused(text)
    bands = {"优": "[90,102]", "良": "[80,90)", "中": "[60,80)", "差": "[0,60)"}
    items = yaml.safe_load(text)["items"]
    assert read(written(items=items, bands=bands)).items


def test_functions_are_read_with_their_targets():
    scored = DEFAULT.lays_down["scored"].value
    assert (scored["D1"].function, scored["D1"].target, scored["D1"].by_region) == (
        ToFull(),
        1,
        True,
    )
    assert scored["D11"].target == "social_share_target"
    assert scored["D12"].function == Deducted((Fraction(2),))
    gate = {"shape": "gate", "at_least": "75%", "then": {"shape": "to_full", "target": "90%"}}
    one = read(with_item(function=gate)).lays_down["scored"].value["D1"]
    assert one.function == Gated(Fraction(3, 4), ToFull())
    assert one.target == Fraction(9, 10)


def test_a_cap_of_grades_names_grades_and_items_of_the_sheet():
    gates = {"cap": "良", "items": {"D8": "75%"}}
    laid = read(written(gates=gates)).lays_down
    assert laid["gates"].value == {"D8.1": Fraction(3, 4), "D8.2": Fraction(3, 4)}
    assert laid["veto_effect"].value == "cap"
    assert "不是本细则的编号" in refused(written(gates={"cap": "良", "items": {"X": "75%"}}))
    assert "应为优、良、中、差之一" in refused(written(gates={"cap": "甲", "items": {}}))


def test_every_figure_that_is_not_ours_alone_keeps_its_chinese_title():
    titles = [measure.title for measure in DEFAULT.measures.values()]
    assert all(re.search("[一-龥]", title) for title in titles)
