"""A scheme is a file that is checked whole: what ships loads, and what is wrong in one is said."""

from typing import Any

import pytest
import yaml

from metrics.allocation.catalogue import FOLDER, scheme, scheme_names
from metrics.allocation.errors import NotAllocated
from metrics.allocation.reading import read_scheme
from metrics.allocation.scheme import STOPPED
from metrics.errors import RulePackInvalid, UnknownChoice

IDS = {
    "central_2019", "central_2020_later", "central_2022", "central_2024", "central_2025_2026",
    "ndrc_2022", "ndrc_renewal_2025", "mof_renewal_city", "hebei_2019", "liaoning_2020",
    "hubei_2021_2022", "gansu_2022", "hunan_2021_incentive", "guangxi_2024", "wenzhou_2020",
    "shenzhen_27_28", "shenzhen_lifts", "xiangzhou", "dongguan",
}  # fmt: skip
RAW = yaml.safe_load((FOLDER / "central_2024.yaml").read_text(encoding="utf-8"))


def refused(**changed: Any) -> str:
    """Say what is wrong with the scheme of 2024 with keys changed; null takes one out."""
    kept = {key: value for key, value in {**RAW, **changed}.items() if value is not ...}
    with pytest.raises(RulePackInvalid) as caught:
        read_scheme(yaml.safe_dump(kept, allow_unicode=True), name="甲办法")
    said = str(caught.value)
    assert said.startswith("分配办法“甲办法”不正确：")
    return said


def part(**changed: Any) -> list[dict[str, Any]]:
    """Return the parts with the first changed."""
    first, *others = RAW["parts"]
    return [{**first, **changed}, *others]


@pytest.mark.parametrize("name", sorted(IDS))
def test_every_scheme_that_ships_loads_with_document_and_label(name: str):
    own = scheme(name)
    assert own.id == name
    assert own.document and own.label
    assert own.kind != STOPPED or own.reason


def test_all_of_them_ship():
    assert set(scheme_names()) == IDS


def test_an_unknown_scheme_lists_those_there_are():
    with pytest.raises(UnknownChoice, match="central_2019、central_2020_later"):
        scheme("central_2018")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"weight": 1}, "办法含有未定义的键：weight"),
        ({"parts": ...}, "办法缺少parts"),
        ({"kind": "lottery"}, "应为factors、awards、projects、stopped之一"),
        ({"since": "2024"}, "应为日期"),
        ({"parts": part(share="70%")}, "合计应为100%"),
        ({"parts": part(weights={"area": 0}, by_k="是")}, "area的权重应大于0"),
        ({"parts": part(weights={"area": 0.4}, by_k="是")}, "小数写在引号内"),
        ({"parts": part(weights={"lifts": 1}, by_k="是")}, "lifts没有在columns中写明名称"),
        ({"parts": part(by_k={"area": "是"})}, "应逐项写明"),
        ({"parts": part(by_k="或许")}, "应为是、否之一"),
        ({"parts": part(by_score="bands", bands={"90": "1.2"})}, "应从0分起"),
        ({"parts": part(points=3)}, "部分（parts）含有未定义的键：points"),
        ({"columns": {"area": {"label": "面积", "unit": "㎡"}}}, "列含有未定义的键：unit"),
        ({"switches": {"by_score": {"label": "算法"}}}, "取值开关by_score缺少value、note"),
    ],
)
def test_a_mistake_in_a_scheme_is_said(changed: dict[str, Any], words: str):
    assert words in refused(**changed)


def test_what_is_no_yaml_is_said():
    with pytest.raises(RulePackInvalid, match="不是YAML文件"):
        read_scheme("id: [", name="甲办法")


def test_weights_that_are_a_switch_are_checked_as_those_of_the_file():
    own = scheme("central_2024", {"weights": {"area": 1, "households": 1}})
    assert [factor.column for factor in own.parts[0].factors] == ["area", "households"]
    with pytest.raises(NotAllocated, match="area的权重应大于0"):
        scheme("central_2024", {"weights": {"area": 0}})
