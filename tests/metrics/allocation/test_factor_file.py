"""因素表：逐行逐列核对，哪一行哪一列、现为什么、应为什么都写明；空白不按零计。"""

from fractions import Fraction

import pytest

from metrics.allocation.catalogue import scheme
from metrics.allocation.errors import FactorsRefused
from metrics.allocation.factor_file import FactorFile, read_factors

HEADS = "region,area,households,buildings,compounds,coefficient,score,excluded,multiplier,cap_fen,floor_fen"
GOOD = "620102,500000.5,6000,180,40,80,95,,,,"


def read(*lines: str, name: str = "central_2020_later", heads: str = HEADS) -> FactorFile:
    return read_factors("\n".join((heads, *lines)).encode(), scheme(name))


def refused(*lines: str, name: str = "central_2020_later", heads: str = HEADS) -> str:
    with pytest.raises(FactorsRefused) as caught:
        read(*lines, name=name, heads=heads)
    return str(caught.value)


def test_一行读成一地的因素():
    (claim,) = read("620102,500000.5,6000,180,40,80,95,是,1/2,100,20").claims
    assert claim.region == "620102"
    assert claim.figures["area"] == Fraction("500000.5")
    assert (claim.excluded != "", claim.multiplier) == (True, Fraction(1, 2))
    assert (claim.cap_fen, claim.floor_fen) == (100, 20)


def test_留空的不予分配_乘数_封顶_保底即没有():
    (claim,) = read(GOOD).claims
    assert (claim.excluded, claim.multiplier, claim.cap_fen, claim.floor_fen) == ("", 1, None, None)


def test_这四列可以整列没有():
    heads = "region,area,households,buildings,compounds,coefficient,score"
    assert len(read("620102,1,1,1,1,1,1", heads=heads).claims) == 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("620102,500000,,180,40,80,95,,,,", "第2行，households列：现为空白，应为不小于0的数"),
        ("620102,500000,六千,180,40,80,95,,,,", "第2行，households列：现为“六千”，应为不小于0的数"),
        ("620102,500000,-1,180,40,80,95,,,,", "第2行，households列：现为“-1”"),
        ("620102,5e5,1,180,40,80,95,,,,", "第2行，area列：现为“5e5”"),
        ("620102,１２,1,180,40,80,95,,,,", "第2行，area列：现为“１２”"),
        ("620102,1,1,180,40,nan,95,,,,", "第2行，coefficient列：现为“nan”"),
        ("620102,1,1,180,40,80,95,对,,,", "第2行，excluded列：现为“对”，应为“是”或空白"),
        ("620102,1,1,180,40,80,95,,0,,", "第2行，multiplier列：现为“0”，应为大于0、不大于1的数"),
        ("620102,1,1,180,40,80,95,,3/2,,", "第2行，multiplier列：现为“3/2”"),
        ("620102,1,1,180,40,80,95,,1/0,,", "第2行，multiplier列：现为“1/0”"),
        ("620102,1,1,180,40,80,95,,,1.5,", "第2行，cap_fen列：现为“1.5”，应为不小于0的整数分"),
        ("620102,1,1,180,40,80,95,,,1,2", "第2行，floor_fen列：现为“2”，应不高于封顶“1”"),
        (",1,1,180,40,80,95,,,,", "第2行，region列：现为空白，应为代码或名称"),
        ("620102,1,1,1,1,1,1,,,,,多", "第2行有12列，表头有11列：多出“多”"),
    ],
)
def test_哪一行哪一列现为什么应为什么(line: str, told: str):
    assert told in refused(line)


def test_所有错误一次列出():
    said = refused("620102,x,y,1,1,1,1,,,,", "620103,1,1,1,1,1,,,,,")
    assert said.count("\n") == 3


def test_同一地区两行的指出两行():
    assert "第3行，region列：现为“620102”，与第2行重复" in refused(GOOD, GOOD)


def test_表头缺列_多列_重列的指出():
    said = refused(GOOD, heads=HEADS.replace("score", "分数").replace("buildings", "area"))
    assert "缺少列：buildings、score" in said
    assert "重复的列：area" in said
    assert "不认识的列：分数" in said


def test_没有数据行的不予分配():
    assert "没有数据行" in refused()


def test_本办法不用的列不读_并指出():
    assert read(GOOD, name="central_2019").unread == ("score",)
    assert read("620102,1,1,1,1,1,,,,,", name="central_2019").claims


def test_国标编码的表也能读():
    text = f"name,{HEADS}\n榆中县,{GOOD}"
    assert read_factors(text.encode("gb18030"), scheme("central_2019")).claims


def test_项目表逐项目一行_只问这一项任务要的列():
    heads = "region,project,task,eligible,households,district_fiscal_fen"
    found = read("440304,甲,27,是,501,", "440304,乙,28,是,,5", name="shenzhen_27_28", heads=heads)
    assert [dict(claim.figures) for claim in found.claims] == [
        {"households": 501}, {"district_fiscal_fen": 5},
    ]  # fmt: skip
    said = refused("440304,甲,27,是,,5", "440304,乙,29,大概,,5", name="shenzhen_27_28", heads=heads)
    assert "第2行，households列：现为空白" in said
    assert "第3行，task列：现为“29”，应为27、28之一" in said
    assert "第3行，eligible列：现为“大概”，应为是、否之一" in said


def test_可正可负的列():
    heads = "region,project,unit_cost_yuan,ratio_pct,delta_pp,area"
    (claim,) = read("330302,甲,280,50,-1.2,10000", name="wenzhou_2020", heads=heads).claims
    assert claim.figures["delta_pp"] == Fraction("-1.2")
