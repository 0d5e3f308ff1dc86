"""The words: strict about missing values, deaf to markup in the values."""

import pytest
from jinja2 import UndefinedError, meta

from exports.papers.words import FOLDER, environment, lines, say

FAMILIES = sorted(path.stem for path in FOLDER.glob("*.j2"))


def test_缺少的值当场失败():
    with pytest.raises(UndefinedError):
        say("masthead", "issue")


def test_值里的模板语法按字面印出():
    assert say("masthead", "issue", issue="{{ 7*7 }}") == "第{{ 7*7 }}期"


def test_标题的换行保留_段落的换行消失():
    title = lines("masthead", "title", scope="全省", year="2024")
    assert title == ("关于全省2024年城镇老旧小区改造", "进展和评价情况的通报")
    assert "\n" not in say("masthead", "distribution", place="样例省")


@pytest.mark.parametrize("family", FAMILIES)
def test_模板只摆放值_不做运算(family: str):
    source = (FOLDER / f"{family}.j2").read_text(encoding="utf-8")
    tree = environment().parse(source)
    meta.find_undeclared_variables(tree)
    for sign in ("|round", "| round", "|sort", "| sort", "#1", "#b", " * ", " / "):
        assert sign not in source
