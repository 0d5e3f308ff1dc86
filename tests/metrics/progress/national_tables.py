"""The published national tables (tests/golden/national_*.csv) as frames of aggregate returns."""

import calendar
import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from metrics.records.frames import Frames
from tests.metrics.small_frames import division, frames

GOLDEN = Path(__file__).parents[2] / "golden"
CODES = {
    "北京": "110000", "天津": "120000", "河北": "130000", "山西": "140000", "内蒙古": "150000",
    "辽宁": "210000", "吉林": "220000", "黑龙江": "230000", "上海": "310000", "江苏": "320000",
    "浙江": "330000", "安徽": "340000", "福建": "350000", "江西": "360000", "山东": "370000",
    "河南": "410000", "湖北": "420000", "湖南": "430000", "广东": "440000", "广西": "450000",
    "海南": "460000", "重庆": "500000", "四川": "510000", "贵州": "520000", "云南": "530000",
    "西藏": "540000", "陕西": "610000", "甘肃": "620000", "青海": "630000", "宁夏": "640000",
    "新疆": "650000", "兵团": "660000",
}  # fmt: skip


def golden(month: str) -> list[dict[str, str]]:
    """Return the lines of one published table, in printed order."""
    with (GOLDEN / f"national_{month}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def national(month: str, *, extra: Iterable[dict[str, Any]] = ()) -> Frames:
    """Return the frames of one published table, with `extra` returns of other divisions."""
    year, number = map(int, month.split("-"))
    regions = [division("100000", "国", None, "全国")]
    regions += [division(code, "省", "100000", name) for name, code in CODES.items()]
    return frames(
        as_of=date(year, number, calendar.monthrange(year, number)[1]),
        regions=regions,
        returns=[*(_return(line, year=year) for line in golden(month)), *extra],
    )


def _return(line: dict[str, str], *, year: int) -> dict[str, Any]:
    whole = ("started_compounds", "planned_compounds")
    return {
        "region": CODES[line["province"]],
        "year": year,
        "published_start_rate": line.get("published_start_rate"),
        "published_order": int(line["order"]) if "order" in line else None,
        **{figure: int(line[figure]) for figure in whole if figure in line},
        **{
            column.removesuffix("_wan"): int(Decimal(text) * 10_000)
            for column, text in line.items()
            if column.endswith("_wan")
        },
    }
