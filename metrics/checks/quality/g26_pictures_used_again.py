"""G26 影像复用

命中：两个小区的影像完全相同，或同一地区两个小区的影像几乎相同（感知哈希汉明距离不超过规定位数）；或拍摄日期早于计划年度1月1日、晚于数据日期；
      或拍摄位置离小区坐标超过规定米数。
排除：登记为同机位前后对比的影像（不与别的比）；跨年结转的不看计划年度。
缺项：没有哈希、没有拍摄日期、没有位置或小区坐标的，各项都看不了的为空缺。
例（6位、500米）：汉明距离6，命中；7，不命中；距小区501米，命中；500米，不命中。
"""

from collections.abc import Sequence
from datetime import date

import polars as pl

from metrics.checks.check import ORDINARY, Check, Exclusion, Judged, day, figure, words
from metrics.checks.material import Material
from metrics.checks.quality.picture_pairs import alike
from metrics.rules.value import Rules
from metrics.standards.measure import either

CARRIED = "跨年结转"


def pictures_used_again(material: Material, rules: Rules) -> Sequence[Judged]:
    """Judge the pictures of each compound of the year: whether another has them, when and where they were taken."""
    frames, allowed = material.frames, rules["check_g26"]
    homes = frames.compounds_in_plan.lazy().select("compound", "project", "region", "name")
    photos = material.beside("photos").filter(~pl.col("same_spot").fill_null(value=False))
    owners = frames.compounds.lazy().group_by("compound").agg(pl.col("region").min())
    hashed = photos.drop_nulls("phash").join(owners, on="compound", how="inner").collect()
    twins = alike(hashed, most=allowed["汉明距"]).lazy()
    rows = (
        homes.join(photos, on="compound", how="left")
        .join(twins, on=["photo", "compound"], how="left")
        .join(material.beside("locations"), on="compound", how="left", suffix="_home")
    )
    again = pl.when(pl.col("phash").is_not_null()).then(pl.col("twin").is_not_null())
    outside = ~pl.col("taken_on").is_between(date(frames.year, 1, 1), frames.as_of)
    east, north = (pl.col(side) - pl.col(f"{side}_home") for side in ("east_m", "north_m"))
    square = east**2 + north**2
    far = square > allowed["相距米"] ** 2
    judged = rows.with_columns(
        hit=either((again, outside, far)), metres=square.sqrt().floor().cast(pl.Int64)
    )
    known = pl.any_horizontal(each.is_not_null() for each in (again, outside, far))
    seen = judged.with_columns(
        hit=pl.when(known).then(pl.col("hit").fill_null(value=False)), about="photo"
    )
    return (Judged("compounds", material.asked(seen, CARRIED, by=("compound", "project"))),)


CHECK = Check(
    code="G26",
    title="影像复用",
    what="同一张照片用在两个小区，或拍摄时间、地点不对",
    why="影像是进度的凭据，重复使用或时间地点不符的不能作凭据。",
    formula="感知哈希汉明距离 ≤ 规定位数且小区不同；或拍摄日期、位置越界",
    filled="影像{about}：与小区{twin}的{twin_photo}相差{distance}位；拍摄{taken_on}；距小区{metres}米",
    asks="{place}“{name}”的影像{about}：相同影像见小区{twin}（{twin_photo}，相差{distance}位），拍摄日期{taken_on}，距小区坐标"
    "{metres}米。请说明影像的来源，并补报本小区当期影像。",
    severities=(ORDINARY,),
    judge=pictures_used_again,
    shows=(
        words("twin", "对比小区"), words("twin_photo", "对比影像"), figure("distance", "汉明距离（位）"),
        day("taken_on", "拍摄日期"), figure("metres", "距小区（米）"),
    ),
    innocent=("传错文件",),
    exclusions=(Exclusion("同一地点前后对比要求同机位"), Exclusion("跨年结转", CARRIED)),
    reads=("check_g26",),
    needs=("photos",),
    uses=("locations",),
    label="推断",
)  # fmt: skip
