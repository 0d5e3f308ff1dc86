"""What the briefing says, before any file format."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from exports.papers.briefing import compose
from exports.papers.briefing_tables import furthest
from exports.papers.document import Briefing, Figure, Heading, Paragraph, Table, digest, texts
from exports.papers.silent_annex import needs_annex, silent_annex
from exports.papers.words import say
from metrics.changes.between_dates import compare
from metrics.changes.why_moved import WhyMoved
from metrics.dispatch.agenda import agenda
from metrics.dispatch.agenda_items import RedItem
from metrics.dispatch.cases import Library
from metrics.dispatch.facts import facts_of_regions, gather
from metrics.dispatch.standing import PROMISE_EVENTS, PROMISED, promises
from metrics.errors import NothingReported
from metrics.packs.pack import load_pack
from metrics.progress.rates import ledger
from metrics.rating.evaluation import evaluate
from metrics.rating.hearing import FEW_REPORTED
from metrics.standards.catalogue import NATIONAL
from metrics.supervision.choice import Asked, select
from metrics.supervision.queries import subtotals
from metrics.supervision.table import supervision
from metrics.views.rating import findings
from tests.exports import sample
from tests.metrics.changes.test_rank_moves import D1, D2, on
from tests.metrics.changes.test_rank_moves import rules as operators


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


def test_未更新的单位太多时_正文写数_名单列在附件():
    evaluation = sample.evaluation()
    reporting = findings.reporting(evaluation)
    many = reporting._replace(late=reporting.late._replace(number=9))
    assert not needs_annex(reporting)
    assert needs_annex(many)
    annex = silent_annex(evaluation, many)
    assert [[cell.text for cell in row] for row in annex.table.rows] == [
        ["1", "南县", "甲市", "从未报送"], ["2", "西县", "甲市", "2024-07-05"],
    ]  # fmt: skip
    text = say("problems", "reporting", reporting=many, silent_annex=f"附件4“{annex.title}”")
    assert text.endswith(
        "从未报送的1个：南县。本期未更新、沿用以前数据的9个。名单见附件4“未报送和未更新单位名单”。"
    )


def test_一票否决按事项点名_待核事件不算():
    words = said(sample.briefing())
    assert "“资金无违规”（A03.2）1个，为西县" in words
    assert "另有1起事件待核，未计入判定" in words


def test_逾期问题写来源期限和天数():
    assert "东县的1个问题，应于2024年7月10日前整改，已逾期22个工作日（30天）" in said(
        sample.briefing()
    )


def test_表1是共用的排名_加上开工率():
    (table,) = (block for block in sample.briefing().blocks if isinstance(block, Table))
    rows = [[cell.text for cell in row] for row in table.rows]
    assert rows[0][:2] == ["1", "乙市"]
    assert [row[-2:] for row in rows] == [["100.00%", "+16.67"], ["69.23%", "+15.38"]]


def test_小样本组的县区列在主排名之后():
    county, *_ = sample.briefing().annexes
    assert [row[0].text for row in county.table.rows] == ["1", "2", "—"]


def test_从未报送的县区在附注中说明():
    county, *_ = sample.briefing().annexes
    assert county.table.rows[-1][4].text == "未报送"
    assert "等次处写“未报送”的" in county.table.note


def test_多数单位未报送的范围写得分_不评等次():
    values = {"standard": NATIONAL, "scope": "全省", "score": "12.00", "change": "", "grade": None}
    said = say("regions", "province", unheard=FEW_REPORTED, **values)
    assert said.endswith("全省得12.00分，多数未报送，不评等次。")


def test_红灯项目最长逾期在前_写明原因():
    _, red, _ = sample.briefing().annexes
    assert red.landscape
    assert [row[9].text for row in red.table.rows] == [
        "48个工作日（67天）",
        "48个工作日（67天）",
        "22个工作日（30天）",
    ]
    first, second, third = (row[8].text for row in red.table.rows)
    assert (first, second) == ("开工48；属实事件：挪用", "开工48")
    assert third.startswith("逾期问题：") and third.endswith("逾期22个工作日（30天）")


def test_待补报的环节另列附件_正文写明几个项目几处():
    own = sample.frames()
    unvoted = own.tables["compounds"].with_columns(scheme_voted_on=pl.lit(None, pl.Date))
    frames = replace(own, tables={**own.tables, "compounds": unvoted})
    rules = load_pack("national").on(sample.NOW)
    briefing = compose(
        evaluation=evaluate(frames, rules, "620000"), before=None,
        progress={sample.NOW: ledger(frames)}, library=Library(), issue=1, draft=False,
    )  # fmt: skip
    *_, behind, _ = briefing.annexes
    assert behind.title == "待补报环节清单"
    assert "方案表决" in behind.table.rows[0][3].text
    places = len(behind.table.rows)
    assert f"另有{places}个项目的" in said(briefing) and "清单见附件3" in said(briefing)
    assert all(annex.title != behind.title for annex in sample.briefing().annexes)


def test_红灯项目在简报_督导表_会议议程和合计中相同():
    _, red, _ = sample.briefing().annexes
    told = {str(row[2].value) for row in red.table.rows}
    own = sample.evaluation()
    table = supervision(own.frames, own.rules, place=own.place)
    assert told == set(select(table, Asked(light="红"))["project"])
    nothing = promises(
        pl.DataFrame(schema=PROMISED), pl.DataFrame(schema=PROMISE_EVENTS),
        as_of=sample.NOW, rules=own.rules,
    )  # fmt: skip
    facts = gather(table=table, evaluation=own, since=None, promises=nothing)
    heard = agenda(facts).of(RedItem)
    assert told == {row["project"] for item in heard for row in item.rows}
    counted = sum(
        facts_of_regions(facts, ["620100", "620200"])[i.region].red_projects for i in heard
    )
    assert subtotals(table.projects)["lights_红"].item() == counted == len(told)
    late = {row["project"]: row["days_late"] for item in heard for row in item.rows}
    assert late == {str(row[2].value): row[9].value for row in red.table.rows}


def test_经验做法只列对应得分率低的内容的案例_依据写明案例库截至何时():
    made = sample.briefing()
    words = said(made)
    assert "四、经验做法" in words and "五、工作要求" in words
    assert "丁县·资金监管。专户管理，按*进度*支付#1。" in words
    assert "丙市" not in words  # B07 is unknown, not weak
    assert "登记截至2024-08-01 09:02" in dict(made.basis)["案例依据"]


def test_没有对应案例就没有经验做法():
    made = sample.briefing(library=Library(sample.LIBRARY.cases[:1], "x"))
    assert made.blocks == sample.briefing(library=Library()).blocks
    assert "经验做法" not in said(made)
    assert "四、工作要求" in said(made)
    assert "案例依据" not in dict(made.basis)


def test_图与屏幕同一组数():
    (figure,) = (block for block in sample.briefing().blocks if isinstance(block, Figure))
    start = figure.chart.series[0]
    assert (start.name, start.values) == ("开工率", (6316, 7895))


def test_走势图上的点变了_即使文字未变_也是另一份内容():
    briefing = sample.briefing()
    (figure,) = (block for block in briefing.blocks if isinstance(block, Figure))
    first, *others = figure.chart.series
    moved = replace(first, values=(0, *first.values[1:]))
    chart = replace(figure.chart, series=(moved, *others))
    blocks = tuple(replace(figure, chart=chart) if b is figure else b for b in briefing.blocks)
    other = replace(briefing, blocks=blocks)
    assert list(texts(other)) == list(texts(briefing))
    assert digest(other) != digest(briefing)
    assert digest(replace(briefing, issue="第99期")) == digest(briefing)


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
        compose(
            evaluation=now,
            progress={sample.NOW: ledger(sample.frames()).clear()},
            library=Library(),
            issue=1,
        )


def test_每处文字都有所在位置():
    places = {where for where, _ in texts(sample.briefing())}
    assert {"报头", "标题", "正文", "版记", "附件2“红灯项目清单”第1行“项目责任人”栏"} <= places


def test_期号由调用者给出():
    given = sample.evaluation()
    made = compose(
        evaluation=given,
        progress={given.as_of: ledger(given.frames)},
        library=Library(),
        issue=17,
    )
    assert made.issue == "第17期"
    assert made.dated == date(2024, 8, 9)


def test_县区的简报_没有下级就不列各地情况():
    own = evaluate(sample.frames(), load_pack("national").on(sample.NOW), "620103")
    made = compose(
        evaluation=own,
        progress={sample.NOW: ledger(sample.frames())},
        library=Library(),
        issue=1,
    )
    words = said(made)
    assert made.title[0] == "关于西县2024年城镇老旧小区改造"
    assert "各地情况" not in words
    assert "清单见附件1。" in words
    assert [annex.title for annex in made.annexes] == ["红灯项目清单", "数据溯源表"]


def test_名次升降最多的地区各说原因_与页面同一句():
    packs, now = (operators(),) * 2, on(D2, (True,) * 4, (True, True, True, False), (False,) * 4)
    held = compare(on(D1, (False,) * 4, (True, True, True, False), (True,) * 4), now, packs)
    made = evaluate(now, packs[1], "620100")
    lead, table = furthest(made, WhyMoved(held, "620100"), ["county"], number=2)
    assert lead.text == "与2023年6月30日相比，参加主排名的地区中名次升降最多的及其原因见表2。"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["县区", "620102", "3", "1", "名次升2位，得分升100.00分：B05.1规模化实施运营主体得100.00分"
         "（4个项目由不达标转为达标）。"],
        ["县区", "620104", "1", "3", "名次降2位，得分降100.00分：B05.1规模化实施运营主体失100.00分"
         "（4个项目由达标转为不达标）。"],
    ]  # fmt: skip
    assert furthest(made, None, ["county"], number=2) == ()
