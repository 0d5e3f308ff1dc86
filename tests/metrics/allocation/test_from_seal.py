"""封账轮次作为分配依据：年度计划数、得分、等次、否决项都取自封账，缺的不按零计。"""

from fractions import Fraction

import pytest

from metrics.allocation.allocate import allocate
from metrics.allocation.catalogue import scheme
from metrics.allocation.errors import NotAllocated
from metrics.allocation.from_seal import (
    EXCLUDE,
    HALVE,
    Consequence,
    SealedClaims,
    sealed_claims,
)
from metrics.allocation.result import Claim
from metrics.scope import Scope
from metrics.sealing.seal import Seal, seal
from tests.metrics.rating.test_evaluation import DAY, GANSU, REGIONS, compound, province
from tests.metrics.sealing.test_sealing import MADE

CLEAN, VETOED, CITY = "620102", "620103", "620200"
SIZE = {"floor_area": 1_000_500_000, "households": 100, "buildings": 4}
"""1000.5 ㎡, in millionths."""
K = dict.fromkeys((CLEAN, VETOED, CITY), 80_000_000)


def sealed(hardship: dict[str, int] | None = None, **changed: object) -> Seal:
    """Seal six compounds in one county, three too young in another, two of a city without counties."""
    told = K if hardship is None else hardship
    compounds = [
        *(compound(n, CLEAN, **SIZE) for n in range(6)),
        *(compound(n, VETOED, **{**SIZE, **changed}, built_year=2001) for n in range(10, 13)),
        *(compound(n, CITY, **SIZE) for n in range(20, 22)),
    ]
    regions = [{**row, "hardship": told.get(row["region"])} for row in REGIONS]
    return seal(
        province(compounds, regions=regions), GANSU, Scope("620000", DAY, 2023, "gansu"), MADE
    )


def claims(found: SealedClaims) -> dict[str, Claim]:
    return {claim.region: claim for claim in found.claims}


def test_四项因素是年度计划小区的合计_没有县区的市本身参加():
    told = claims(sealed_claims(sealed(), scheme("central_2019")))
    assert sorted(told) == [CLEAN, VETOED, CITY]
    own = told[CLEAN].figures
    assert (own["area"], own["households"], own["buildings"], own["compounds"]) == (
        6003,
        600,
        24,
        6,
    )
    assert own["coefficient"] == 80


def test_分到市一级的是市的合计():
    file = {city: Claim(city, {"coefficient": Fraction(70)}) for city in ("620100", CITY)}
    told = claims(sealed_claims(sealed(), scheme("central_2019"), level="city", given=file))
    assert sorted(told) == ["620100", CITY]
    assert told["620100"].figures["compounds"] == 9


def test_得分是封账的得分():
    made = sealed()
    told = claims(sealed_claims(made, scheme("central_2020_later")))
    scores = dict(made.scores.select("region", "score").iter_rows())
    assert {region: claim.figures["score"] * 100 for region, claim in told.items()} == {
        region: scores[region] for region in told
    }


def test_因素表的困难系数先于区划的():
    file = {CLEAN: Claim(CLEAN, {"coefficient": Fraction(33)}, cap_fen=5)}
    told = claims(sealed_claims(sealed(), scheme("central_2019"), given=file))
    assert told[CLEAN].figures["coefficient"] == 33
    assert told[CLEAN].cap_fen == 5
    assert told[VETOED].figures["coefficient"] == 80


def test_没有困难系数的写明是谁_不予分配():
    with pytest.raises(NotAllocated, match=r"620103缺少财政困难程度系数.*缺数据不按0计"):
        sealed_claims(sealed({CLEAN: 80_000_000, CITY: 1}), scheme("central_2019"))


def test_计划小区的面积空白的不予分配():
    with pytest.raises(NotAllocated, match="620103缺少建筑面积"):
        sealed_claims(sealed(floor_area=None), scheme("central_2019"))


def test_被否决的默认不影响资金_但在步骤中写明():
    found = sealed_claims(sealed(), scheme("central_2019"))
    assert claims(found)[VETOED].excluded == ""
    steps = allocate(scheme("central_2019"), 1_000, found.claims, preface=found.preface).steps
    (said,) = (step for step in steps if "一票否决" in step.text)
    assert "本次不影响资金" in said.text
    assert [row[0] for row in said.rows] == [VETOED]


def test_选定否决不予分配或减半的按选定():
    asked, half = scheme("central_2019"), Fraction(1, 2)
    out = sealed_claims(sealed(), asked, consequence=Consequence(vetoed=EXCLUDE))
    assert claims(out)[VETOED].excluded == "一票否决：A02.2"
    assert claims(out)[CLEAN].excluded == ""
    halved = sealed_claims(sealed(), asked, consequence=Consequence(vetoed=HALVE))
    assert claims(halved)[VETOED].multiplier == half


def test_低于最低等次的按选定处理():
    made = sealed()
    grades = dict(made.scores.select("region", "grade").iter_rows())
    found = sealed_claims(made, scheme("central_2019"), consequence=Consequence(least_grade="优"))
    out = {region for region, claim in claims(found).items() if claim.excluded}
    assert out == {region for region in claims(found) if grades[region] != "优"} != set()
    with pytest.raises(NotAllocated, match="没有“甲”这一等次，可用的有：优、良、中、差"):
        sealed_claims(made, scheme("central_2019"), consequence=Consequence(least_grade="甲"))


def test_没有报送的县计划不明_不予分配_除非列为不予分配():
    made = sealed()
    regions = [*REGIONS, {"region": "620104", "name": "丙县", "level": "县", "parent": "620100"}]
    told = [{**row, "hardship": 80_000_000} for row in regions]
    frames = province([compound(n, CLEAN, **SIZE) for n in range(6)], regions=told)
    silent = seal(frames, GANSU, made.scope, MADE)
    with pytest.raises(NotAllocated, match="620104没有报送，年度计划不明"):
        sealed_claims(silent, scheme("central_2019"))
    file = {"620104": Claim("620104", {}, excluded="未报送")}
    assert sorted(claims(sealed_claims(silent, scheme("central_2019"), given=file))) == [CLEAN]


def test_报送了而没有计划小区的不参加_在步骤中写明():
    made = seal(
        province([compound(n, CLEAN, **SIZE) for n in range(6)],
                 regions=[{**row, "hardship": 80_000_000} for row in REGIONS]),
        GANSU, Scope("620000", DAY, 2023, "gansu"), MADE,
    )  # fmt: skip
    found = sealed_claims(made, scheme("central_2019"))
    assert sorted(claims(found)) == [CLEAN]
    assert any(VETOED in step.text and "不参加分配" in step.text for step in found.preface)


def test_因素表写了没有计划的地区的请核对():
    file = {"629999": Claim("629999", {}, cap_fen=1)}
    with pytest.raises(NotAllocated, match="629999在封账文件中没有列入年度计划的小区"):
        sealed_claims(sealed(), scheme("central_2019"), given=file)


def test_按项目计算的办法不能取自封账():
    with pytest.raises(NotAllocated, match="按项目计算，封账文件不能提供"):
        sealed_claims(sealed(), scheme("wenzhou_2020"))


def test_奖励按封账得分_市一级():
    made = sealed()
    file = {
        region: Claim(region, {"second_key": Fraction(n)}) for n, region in enumerate(("620100", CITY))
    }  # fmt: skip
    asked = scheme("liaoning_2020", {"tie": "second_key"})
    found = sealed_claims(made, asked, level="city", given=file)
    paid = allocate(asked, 900_000_000, found.claims).fens
    assert sorted(paid.values()) == [300_000_000, 500_000_000]


def test_数据截止日期不在施行期内的写明():
    told = [
        any(
            "不在办法施行期内" in step.text
            for step in sealed_claims(sealed(), scheme(name)).preface
        )
        for name in ("central_2019", "central_2020_later", "central_2024")
    ]
    assert told == [True, True, True]  # 2023-07-31晚于2019、2020年办法，早于2024年办法
    open_end = sealed_claims(sealed(), scheme("liaoning_2020"))
    assert not any("施行期" in step.text for step in open_end.preface)
