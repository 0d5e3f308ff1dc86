"""What the briefing says, before any file format."""

from datetime import date

import pytest

from exports.briefing import compose
from exports.document import Briefing, Figure, Heading, Paragraph, Table, texts
from metrics.errors import NothingReported
from metrics.evaluation import evaluate
from metrics.progress import ledger
from metrics.rules import load_pack
from tests.exports import sample


def said(briefing: Briefing) -> str:
    return "\n".join(b.text for b in briefing.blocks if isinstance(b, Heading | Paragraph))


def test_总体一段说计划开工完工和资金_变化以百分点计():
    words = said(sample.briefing())
    assert "截至2024年8月9日，全省2024年计划改造城镇老旧小区19个、0.19万户。" in words
    assert "已开工15个，开工率78.95%，比8月2日提高15.79个百分点" in words
    assert "完工率0.00%，与8月2日持平。" in words
    assert "资金支付率25.00%" in words


def test_首期没有上期_不说变化():
    first = sample.briefing(first=True)
    assert first.issue == "第1期"
    assert "百分点" not in said(first)
    assert "持平" not in said(first)
    assert all("较2024" not in annex.table.note for annex in first.annexes)


def test_未报送和沿用旧数据的单位点名():
    words = said(sample.briefing())
    assert "从未报送的1个：南县。" in words
    assert "本期未更新、沿用以前数据的1个：西县（7月5日）" in words


def test_一票否决按事项点名_待核事件不算():
    words = said(sample.briefing())
    assert "“资金无违规”（A03.2）1个，为西县" in words
    assert "另有1起事件待核，未计入判定" in words


def test_逾期问题写来源期限和天数():
    assert "东县的1个问题，应于2024年7月10日前整改，已逾期30天" in said(sample.briefing())


def test_表1是共用的排名_加上开工率():
    (table,) = (block for block in sample.briefing().blocks if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.rows]
    assert rows[0][:2] == ["1", "乙市"]
    assert [row[-2:] for row in rows] == [["100.00%", "+16.67"], ["69.23%", "+15.38"]]


def test_小样本组的县区列在主排名之后():
    county, _ = sample.briefing().annexes
    assert [row[0].text for row in county.table.rows] == ["1", "2", "小1"]


def test_红灯项目最长逾期在前():
    _, red = sample.briefing().annexes
    assert red.landscape
    assert [row[12].text for row in red.table.rows] == ["69", "69", "30"]


def test_图与屏幕同一组数():
    (figure,) = (block for block in sample.briefing().blocks if isinstance(block, Figure))
    start = figure.chart.series[0]
    assert (start.name, start.values) == ("开工率", (6316, 7895))


def test_编制说明可以复核():
    basis = dict(sample.briefing().basis)
    assert basis["复核命令"] == (
        "python -m metrics evaluate --as-of 2024-08-09 --year 2024 --rules national "
        "--rules-on 2024-08-09 --place 620000 --format json"
    )
    assert len(basis["数据摘要"]) == len(basis["规则摘要"]) == 64


def test_虚构地区每页标明演示数据_实有地区不标():
    assert sample.briefing().marks == ()


def test_没有该年度的台账_不编简报():
    now = sample.evaluation()
    with pytest.raises(NothingReported, match="没有2024年度的项目台账"):
        compose(evaluation=now, progress={sample.NOW: ledger(sample.frames()).clear()}, issue=1)


def test_每处文字都有所在位置():
    places = {where for where, _ in texts(sample.briefing())}
    assert {"报头", "标题", "正文", "版记", "附件2“红灯项目清单”第1行“项目责任人”栏"} <= places


def test_期号由调用者给出():
    given = sample.evaluation()
    made = compose(evaluation=given, progress={given.as_of: ledger(given.frames)}, issue=17)
    assert made.issue == "第17期"
    assert made.dated == date(2024, 8, 9)


def test_县区的简报_没有下级就不列各地情况():
    own = evaluate(sample.frames(), load_pack("national").on(sample.NOW), "620103")
    made = compose(evaluation=own, progress={sample.NOW: ledger(sample.frames())}, issue=1)
    words = said(made)
    assert made.title[0] == "关于西县2024年城镇老旧小区改造"
    assert "各地情况" not in words
    assert "清单见附件。" in words
    assert [annex.title for annex in made.annexes] == ["红灯项目清单"]
