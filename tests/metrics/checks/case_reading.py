"""Read the cases of checks (tests/metrics/checks/cases/*.yaml): see README.md beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from metrics.checks.catalogue import BY_CODE
from metrics.checks.hit import Hit
from metrics.checks.material import Material
from metrics.checks.running import missing, run
from metrics.checks.supplements import SUPPLEMENTS
from metrics.packs.pack import rules_of
from metrics.records.frames import Frames
from metrics.records.schema import NEVER, NONE_TEXT
from metrics.records.sheets import BY_NAME
from metrics.rules.value import NATION, RulePack
from metrics.scope import Scope
from tests.case_files import SHEET_NAMES, read_rows, read_tables

FOLDER = Path(__file__).with_name("cases")
HIT, PASS, BLANK = "命中", "不命中", "空缺"
LABELS = {each.label: name for name, each in SUPPLEMENTS.items()}
SETTINGS = {"name", "check", "date", "year", "rules", "but", "earlier", "redrawn",
            "covers", "expect", "severity", "says"}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One case: what was reported, and the verdict of every record that must come out."""

    name: str
    check: str
    material: Material
    rules: RulePack
    covers: frozenset[str]
    expect: Mapping[str, str]
    severity: Mapping[str, str]
    says: tuple[str, ...]

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Return what the check asks anywhere."""
        top = self.material.frames.regions.filter(pl.col("parent").is_null())["region"]
        check = BY_CODE[self.check]
        return tuple(
            hit
            for place in top
            for hit in run(self.material, self.rules, place=place, checks=[check]).hits
        )

    def verdicts(self) -> dict[str, str]:
        """Return the verdict of every record that was judged; 「无数据」 where none can be."""
        check = BY_CODE[self.check]
        if missing(check, self.material, self.rules) is not None:
            return {"": "无数据"}
        asked = {record_of(hit) for hit in self.hits}
        return {
            name: PASS if verdict == HIT and name not in asked else verdict
            for part in check.judge(self.material, self.rules)
            for name, verdict in _judged(part.sheet, part.rows.collect())
        }


def _judged(sheet: str, rows: pl.DataFrame) -> Iterator[tuple[str, str]]:
    words = {True: HIT, False: PASS, None: BLANK}
    for row in rows.iter_rows(named=True):
        key = [str(row[name]) for name in BY_NAME[sheet].record_key if name in row]
        yield _named(sheet, key, row.get("about") or ""), words[row["hit"]]


def record_of(hit: Hit) -> str:
    """Name the record of a hit as cases do: by its code, 资金 also by their source, and what of it is meant."""
    return _named(hit.sheet, hit.key, hit.about)


def _named(sheet: str, key: Sequence[str], about: str) -> str:
    return " ".join((*key[: 2 if sheet == "funds" else 1], about)).strip()


def load_cases() -> list[Case]:
    """Read every case of every file, in file order."""
    files = sorted(FOLDER.glob("*.yaml"))
    return [
        _case({"check": file.stem[:3].upper(), **raw})
        for file in files
        for raw in yaml.safe_load(file.read_text("utf-8"))
    ]


def _case(raw: dict[str, Any]) -> Case:
    day, year = raw["date"], raw.get("year", raw["date"].year)
    rules = rules_of(Scope(NATION, day, year, raw.get("rules", "national")))
    beside = {LABELS[key]: text for key, text in raw.items() if key in LABELS}
    earlier = {each["date"]: _frames(each, year) for each in raw.get("earlier", [])}
    material = Material(
        frames=_frames(raw, year),
        earlier=earlier,
        supplements={name: _supplement(name, text) for name, text in beside.items()},
        redrawn=frozenset(raw.get("redrawn", ())),
    )
    return Case(
        name=raw["name"], check=raw["check"], material=material,
        rules=rules.but(**raw["but"]) if "but" in raw else rules, covers=frozenset(raw.get("covers", ())),
        expect=raw["expect"], severity=raw.get("severity", {}), says=tuple(raw.get("says", ())),
    )  # fmt: skip


def _frames(raw: Mapping[str, Any], year: int) -> Frames:
    sheets = {
        SHEET_NAMES[key]: text for key, text in raw.items() if key not in SETTINGS | set(LABELS)
    }
    tables = read_tables(sheets, year=year)
    if "regions" not in tables:
        owners = {
            row
            for name in ("projects", "returns")
            if name in tables
            for row in tables[name]["region"]
        }
        owners |= {"620102"}
        rows = [
            {"region": each, "name": "甲县", "level": "县", "parent": None}
            for each in sorted(owners)
        ]
        tables["regions"] = pl.DataFrame(rows, schema=BY_NAME["regions"].schema)
    return Frames.of(as_of=raw["date"], year=year, tables=tables)


def _supplement(name: str, text: str) -> pl.DataFrame:
    schema = SUPPLEMENTS[name].schema
    rows = [
        {key: _value(cell, schema[key]) for key, cell in row.items()} for row in read_rows(text)
    ]
    whole = [{key: row.get(key) for key in schema} for row in rows]
    return pl.DataFrame(whole, schema=dict(schema))


def _value(cell: str, kind: Any) -> Any:
    if cell == "":
        return None
    if kind is pl.Boolean:
        return {"是": True, "否": False}[cell]
    if kind is pl.Date:
        return NEVER if cell == NONE_TEXT else date.fromisoformat(cell)
    if kind is pl.Datetime:
        return datetime.fromisoformat(cell)
    if kind is pl.Int64:
        return int(Decimal(cell.removesuffix("万")) * (1_000_000 if cell.endswith("万") else 1))
    return cell
