"""The briefing of a place of which only the published tables are known."""

from datetime import date
from typing import Any

import pytest

from exports.papers.document import Briefing, Heading, Paragraph, texts
from exports.papers.minutes import with_decisions
from exports.papers.returns_briefing import compose
from exports.pdf.render import render
from metrics.errors import NothingReported
from metrics.packs.pack import load_pack
from tests.exports.papers.test_minutes import HELD
from tests.exports.pdf.test_render import pages
from tests.metrics.progress.national_tables import national
from tests.metrics.small_frames import Row, division, frames

NATION = {"region": "100000", "year": 2023}
JUNE = {**NATION, "started_compounds": 42_621, "published_start_rate": "80.4%"}
SEPTEMBER = {**NATION, "started_compounds": 51_294, "published_start_rate": "97%"}


def september(*, first: bool = False) -> Briefing:
    now = national("2023-09", extra=[SEPTEMBER])
    return compose(
        now,
        load_pack("national").on(now.as_of),
        place="100000",
        before=None if first else national("2023-06", extra=[JUNE]),
        issue=2,
    )


def said(briefing: Briefing) -> str:
    return "\n".join(b.text for b in briefing.blocks if isinstance(b, Heading | Paragraph))


def test_总体用公布的合计_变化以百分点计():
    words = said(september())
    assert "截至2023年9月30日，全国2023年城镇老旧小区改造已开工51,294个，总开工率97%。" in words
    assert "与2023年6月30日相比，新开工8,673个，总开工率提高16.60个百分点。" in words


def test_全部开工的点名_其余按开工率_封顶的变化不编():
    words = said(september())
    assert "全部开工的21个" in words
    assert "其余地区中，开工率居前的是河南（99.8%）" in words
    assert "开工率提高最多的是广西（51.80个百分点）" in words
    assert "另有21个地区因任一期只公布“全部开工”、没有公布或无法识别，变化无从计算。" in words


def county(*started: int | None, own: Row | None = None, **figures: Any) -> str:
    """Let two counties of a city tell what they started of ten; null: nothing told.

    Each tells `figures` besides, and the city itself what is its `own`.
    """
    codes = [f"62010{number}" for number in range(1, len(started) + 1)]
    told = frames(
        regions=[
            division("620100", "市", None, "兰市"),
            *(division(code, "县", "620100", f"{code}县") for code in codes),
        ],
        returns=[
            *(
                {"region": code, "year": 2023, "started_compounds": number,
                 "planned_compounds": 10, **figures}
                for code, number in zip(codes, started, strict=True)
            ),
            *([{"region": "620100", "year": 2023, **own}] if own else []),
        ],
    )  # fmt: skip
    rules = load_pack("national").on(told.as_of)
    return said(compose(told, rules, place="620100", before=None, issue=1))


def test_全部开工之外没有别的_不说未公布():
    assert "2个地区中，全部开工的2个，为620102县、620101县。\n" in county(10, 12)
    assert "全部开工的1个，为620101县。未公布开工率的1个：620102县。" in county(10, None)
    assert "2个地区中，均未公布开工率。未公布开工率的2个" in county(None, None)


def test_谁也没有开工_不说谁居前():
    words = county(0, 0)
    assert "2个地区中，有开工率的2个均为0.00%。" in words
    assert "居前" not in words.split("三、工作要求")[0]


def test_无法识别的公布开工率只影响该地区():
    words = county(5, None, own={"published_start_rate": "50%"})
    assert "总开工率50%" in words
    bad = county(5, 6, published_start_rate="无")
    assert "公布开工率无法识别的2个：620101县、620102县。" in bad
    assert "未公布或无法识别的地区要及时报送、更正。" in bad


def test_只有进展报表的也说户数开工率_投资和资金():
    words = county(
        5, 5, planned_households=300, started_households=100, planned_investment=2_000_000_000,
        completed_investment=1_000_000_000, received=400_000_000, paid=100_000_000,
    )  # fmt: skip
    assert (
        "按户数计开工率33.33%。计划投资4,000.00万元，完成投资2,000.00万元，投资完成率50.00%。"
        "到位资金800.00万元，支付资金200.00万元，资金支付率25.00%。"
    ) in words
    assert "按户数计" not in county(5, 5)


def test_本级报送的合计与各地之和不符_写明差多少():
    own = {"started_compounds": 12, "completed_investment": 7_523_937_300, "planned_compounds": 20}
    words = county(5, 6, own=own, completed_investment=3_761_968_800)
    assert (
        "兰市本级报送的合计与各地之和不符：已开工小区数报12，各地之和11，多1；"
        "完成投资报7,523.9373万元，各地之和7,523.9376万元，少0.0003万元。"
    ) in words
    assert "不符" not in county(5, 6, own={"started_compounds": 11})
    # A county is silent: the city may well know more, never less.
    assert "不符" not in county(5, None, own={"started_compounds": 12})
    assert "已开工小区数报4，各地之和5，少1" in county(5, None, own={"started_compounds": 4})
    assert "公布的合计开工率60%，按各地之和计算为55.00%" in county(
        5, 6, own={"published_start_rate": "60%"}
    )


def test_首期不说变化():
    words = said(september(first=True))
    assert "相比" not in words
    assert "变化（百分点）" not in {c.label for c in september(first=True).annexes[0].table.columns}


def test_没有合计的_由各地相加并写明未含几家():
    now = national("2022-12")
    made = compose(now, load_pack("national").on(now.as_of), place="100000", before=None, issue=1)
    assert "已开工51,192个，总开工率102.79%（未含2个" in said(made)
    assert "未公布开工率的2个：新疆、兵团" in said(made)


def test_没有台账就不说评价和红灯():
    everything = "".join(text for _, text in texts(september()))
    assert not [word for word in ("得分", "等次", "红灯", "一票否决") if word in everything]


def test_既无台账又无报表_不编():
    nothing = frames(regions=[division("100000", "国", None, "全国")])
    with pytest.raises(NothingReported, match="也没有进展报表"):
        compose(
            nothing,
            load_pack("national").on(date(2023, 6, 30)),
            place="100000",
            before=None,
            issue=1,
        )


def test_会后通报加上议定事项_可以排版():
    pdf = render(with_decisions(september(), HELD))
    words = "".join(pages(pdf))
    assert "四、议定事项" in words
    assert "附件全国各地开工情况" in words
