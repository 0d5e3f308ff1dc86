"""Filters in words, as a paper states them."""

import pytest

from metrics.supervision.choice import ORDERS, Asked
from metrics.views.supervision.asked_words import (
    NO_FILTER,
    NO_STAGE,
    ORDER_WORDS,
    asked_words,
    filter_words,
    stage_words,
)

NAMES = {"620102": "城关区"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), f"{NO_FILTER}；按市州小计"),
        (Asked(light="红", order="light"), "灯色“红”；红灯在前"),
        (Asked(region="620102", order="region"), "地区“城关区”；按县区小计"),
        (Asked(region="999999"), "地区“999999”；按市州小计"),
        (Asked(stage=0), f"环节“{NO_STAGE}”；按市州小计"),
        (Asked(stage=7, year=2023), "环节“已到开工”，计划年度“2023”；按市州小计"),
        (Asked(mode="EPC", text="一号院"), "改造方式“EPC”，查找“一号院”；按市州小计"),
    ],
    ids=["无", "灯色", "地区", "不认识的地区", "第0个环节也是筛选", "两项", "文字"],
)
def test_督导表的筛选(asked: Asked, said: str):
    assert asked_words(asked, NAMES) == said


def test_空的筛选不写():
    assert filter_words({"状态": "逾期未销号", "来源": ""}) == "状态“逾期未销号”"
    assert filter_words({"状态": "", "来源": ""}) == NO_FILTER


def test_查找的文字只是文字():
    assert filter_words({"查找": "{name}”=1"}) == "查找“{name}”=1”"


def test_每种排列都有说法():
    assert ORDER_WORDS.keys() == ORDERS.keys()


def test_环节从一数起():
    assert [stage_words(place) for place in (1, 10)] == ["已到储备入库", "已到移交"]
