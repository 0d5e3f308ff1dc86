"""督办函：信函格式、主送、督办事项、落款和回执；发出以后设置变了，原件不变。"""

from datetime import date

import pytest

from exports.papers.document import Briefing, Heading, Paragraph, Table, texts
from exports.papers.order_paper import compose
from metrics.dispatch.order import Printed

KEPT = Printed(
    letter=True, code="云改办督", office="云岭省老旧办", region="东县", document="《若干规定》"
)
ROW = {
    "place": "990000", "region": "990100", "year": 2026, "number": 3,
    "issued_on": date(2026, 9, 1), "unit": "东县老旧办",
    "origin": "环节", "reference": None, "data_date": date(2026, 8, 28), "reason": "和平项目等2项",
    "requirement": "请核实。", "due_on": date(2026, 9, 15), "by": "经办人", "printed": KEPT.kept(),
}  # fmt: skip
ITEMS = [{"origin": "环节", "reason": f"项目{at}开工逾期。"} for at in (1, 2)]


def paper(**other: object) -> Briefing:
    return compose({**ROW, **other}, place="现名省", region="现名县", items=ITEMS, logged="第3条")


def test_督办函用信函格式_主送对方办公室_逐项列明():
    made = paper()
    assert (made.letter, made.signed, made.masthead) == (True, True, "云岭省老旧办")
    assert (made.issue, made.addressee) == ("云改办督〔2026〕3号", "东县老旧办：")
    assert "".join(made.title) == "关于东县城镇老旧小区改造有关事项的督办函"
    (table,) = (block for block in made.blocks if isinstance(block, Table))
    assert [row[1].text for row in table.rows] == ["项目1开工逾期。", "项目2开工逾期。"]
    last = made.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.text.startswith("请于2026年9月15日前办结，并随回执函复")
    said = "".join(text for _, text in texts(made))
    assert "现名" not in said
    assert not any(word in said for word in ("务必", "遵照执行", "印发"))


def test_回执单独成页_由收到单位填写():
    (slip,) = paper().annexes
    assert slip.title == "督办事项办理回执"
    rows = {row[0].text: row[1].text for row in slip.table.rows}
    assert rows["来文"] == "云岭省老旧办云改办督〔2026〕3号"
    assert (rows["收件人"], rows["办理情况"], rows["联系人"]) == ("", "", "")
    assert "登记：第3条" in slip.table.note
    assert max(slip.table.heights) > 50


@pytest.mark.parametrize("kept", [None, KEPT._replace(letter=False).kept()])
def test_规定实施以前的督办单仍用原来的格式(kept: str | None):
    made = paper(printed=kept)
    assert not made.letter
    assert Heading("一、督办事由") in made.blocks
    assert len(made.annexes) == (0 if kept is None else 1)


def test_督办来源写地区名称和第几项_不写代码():
    (slip,) = paper(origin="重点任务", reference="990100 3").annexes
    assert "重点任务（东县第3项）" in slip.table.note
    assert "990100" not in slip.table.note
