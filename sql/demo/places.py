"""Divisions (区划) of the invented province, or of an invented nation, and their character.

Codes begin with two digits that GB/T 2260 gives to no province (`metrics/records/invented.py`).
`_q` is a region's quality in thousandths: how often its compounds do what the standard asks. `_id` numbers the region.
"""

from typing import Any

import polars as pl

from metrics.records.invented import NATION, PREFIXES
from metrics.records.sheets.divisions import REGIONS
from sql.demo.names import CITIES, county_stem
from sql.demo.trouble import BREACHES

COUNTIES = (9, 8, 8, 8, 8, 0, 8, 7, 7, 7, 7, 7, 0, 6)
"""Counties of each of the 14 cities; the two with none own their projects themselves."""

CITY_QUALITY = (985, 955, 925, 600, 890, 860, 820, 780, 430, 740, 690, 250, 640, 520)
SPREAD = (0, -60, 45, -120, 30, 15, -90, 60, -30)
SMALL = ((1, 7), (4, 6), (7, 5), (10, 6))
"""Counties (city, place in the city) with too few compounds for the main ranking."""

HARSH = (3, 8, 11, 13)
"""Cities in which the seeded breaches of the baseline lie."""

SILENT = (9, 6)
"""City and county that never report; what they have is not known to anyone."""

STOPPED = (6, 3)


def code(city: int, county: int = 0, *, province: int = 99) -> str:
    """Return the code of a city, or of a county in it, both counted from 0 and 1."""
    return f"{province}{city + 1:02}{county:02}"


def regions(provinces: int = 1) -> pl.DataFrame:
    """Return every division with its hidden character, sorted by code."""
    rows: list[dict[str, Any]] = []
    for prefix in PREFIXES[:provinces]:
        rows += _province(prefix, nation=provinces > 1)
    if provinces > 1:
        rows.append(_row(NATION, "演示全国", "国", None, 900))
    return pl.DataFrame(rows, infer_schema_length=None).sort("region").with_row_index("_id")


def _province(prefix: int, *, nation: bool) -> list[dict[str, Any]]:
    name = "云岭省" if prefix == 99 else f"{county_stem(prefix)}省"
    top = f"{prefix}0000"
    rows = [_row(top, name, "省", NATION if nation else None, 900)]
    for city, stem in enumerate(CITIES):
        rows.append(_city(city, stem, prefix))
        rows += [_county(city, n, prefix) for n in range(1, COUNTIES[city] + 1)]
    return rows


def _city(city: int, stem: str, prefix: int) -> dict[str, Any]:
    load = 0 if COUNTIES[city] else 60
    row = _row(code(city, province=prefix), f"{stem}市", "市", f"{prefix}0000", CITY_QUALITY[city])
    return {**row, "_load": load, "heated": _heated(city)}


def _county(city: int, n: int, prefix: int) -> dict[str, Any]:
    number = sum(COUNTIES[:city]) + n
    suffix = "区" if n <= 2 else "市" if n == COUNTIES[city] else "县"
    quality = max(60, min(995, CITY_QUALITY[city] + SPREAD[n - 1]))
    unit = code(city, n, province=prefix)
    row = _row(unit, f"{county_stem(number)}{suffix}", "县", code(city, province=prefix), quality)
    load = 8 if (city, n) in SMALL else 24 + number * 29 % 31
    load = 0 if (city, n) == SILENT else load
    breach = BREACHES[n - 1] if city in HARSH and n <= len(BREACHES) else ""
    return {**row, "_load": load, "heated": _heated(city), "_breach": breach}


def _heated(city: int) -> bool | None:
    """Leave one city's answer blank, so that its heating link is judged without it."""
    return None if city == 9 else city % 2 == 0


def _row(unit: str, name: str, level: str, parent: str | None, quality: int) -> dict[str, Any]:
    hardship = (40_000_000 + int(unit) * 7_919 % 50_000_000) // 10_000 * 10_000
    return {
        "region": unit, "name": name, "level": level, "parent": parent, "heated": None,
        "hardship": hardship, "_q": quality, "_load": 0, "_breach": "", "_stem": name,
    }  # fmt: skip


def owners(divisions: pl.DataFrame) -> pl.DataFrame:
    """Return the regions that report projects: counties, and cities without counties."""
    return divisions.filter(pl.col("_load") > 0).with_columns(unit="region")


def sheet_of_regions(divisions: pl.DataFrame) -> pl.DataFrame:
    """Return 区划 as reported by the province, or by the invented nation."""
    top = divisions.filter(pl.col("parent").is_null()).item(0, "region")
    return divisions.select(
        *(pl.col(name).cast(kind) for name, kind in REGIONS.schema.items()), unit=pl.lit(top)
    )
