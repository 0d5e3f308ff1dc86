"""Run the checks over the records of a data date: what they ask, and how far each place could be checked."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import compress
from typing import Any, NamedTuple

import polars as pl

from metrics.checks.catalogue import CHECKS
from metrics.checks.check import SEVERITIES, Check, Judged
from metrics.checks.hit import CHECKED, NO_DATA, NOTHING, PARTLY, STATE, Checked, Hit
from metrics.checks.many_at_once import discoveries
from metrics.checks.material import Material
from metrics.checks.questions import Asker
from metrics.checks.rule_keys import FALSE_SHARE
from metrics.checks.supplements import SUPPLEMENTS
from metrics.records.frames import Frames
from metrics.records.regions import reporting, within
from metrics.records.sheets import BY_NAME
from metrics.rules.value import RulePack

COUNTED = ("checked", "blanks")
_COUNTS = {"region": pl.String, "checked": pl.Int64, "blanks": pl.Int64}


class _Part(NamedTuple):
    """Records that one check judged by the rules of one group of places."""

    check: Check
    rules: RulePack
    judged: Judged


class _Found(NamedTuple):
    """One row that a check would ask about, and its chance; null of no statistical check."""

    part: _Part
    row: dict[str, Any]
    chance: Fraction | None


def run(
    material: Material, rules: RulePack, *, place: str, checks: Sequence[Check] = CHECKS
) -> Checked:
    """Judge every record by every check and keep what asks in `place`.

    Everything that was reported is one batch of tests whatever the place, so that the questions to a county do
    not depend on who looks. Nothing here is read by an evaluation. Raises RuleNotInForce where a check has
    no parameters on the day.
    """
    can = [check for check in checks if missing(check, material, rules) is None]
    parts = [part for check in can for part in _parts(check, material, rules)]
    read = pl.collect_all([lazy for part in parts for lazy in _asked(part)])
    tallies, rows = read[::2], read[1::2]
    found = [each for part, hits in zip(parts, rows, strict=True) for each in _found(part, hits)]
    counted = _counted(parts, tallies)
    tested = [check.code for check in can if check.chance is not None]
    tests = sum(counted.filter(pl.col("check").is_in(tested))["checked"].to_list())
    inside = set(within(material.frames.regions, place)["region"])
    kept = [each for each in _kept(found, tests, rules) if each.row["region"] in inside]
    hits = _hits(kept, material.frames)
    return Checked(hits, _states(checks, material, rules, counted, hits, place))


def _counted(parts: Sequence[_Part], tallies: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Put the counts of all parts under each other, with the check that each is of."""
    named = zip(parts, tallies, strict=True)
    counts = [
        tally.select(pl.lit(part.check.code).alias("check"), *_COUNTS) for part, tally in named
    ]
    return pl.concat([pl.DataFrame(schema={"check": pl.String, **_COUNTS}), *counts])


def missing(check: Check, material: Material, rules: RulePack) -> str | None:
    """Say in words what a check lacks, so that it can check nothing; null where it can."""
    lacking = [SUPPLEMENTS[name].label for name in check.needs if not material.holds(name)]
    if check.lacks is not None and check.lacks(material, rules):
        lacking.append(check.compares)
    return "、".join(lacking) or None


def _parts(check: Check, material: Material, rules: RulePack) -> Iterator[_Part]:
    """Judge by the rules of each group of places that has decided alike; who is in no group, by the first."""
    regions = material.frames.regions["region"].to_list()
    groups = sorted(rules.alike(check.reads, regions), key=lambda group: -len(group[1]))
    (most, _), *others = groups or [(rules, [])]
    apart = [region for _, inside in others for region in inside]
    for judged in check.judge(material, most):
        rows = judged.rows.filter(~pl.col("region").is_in(apart)) if apart else judged.rows
        yield _Part(check, most, judged._replace(rows=rows))
    for own, inside in others:
        for judged in check.judge(material, own):
            rows = judged.rows.filter(pl.col("region").is_in(inside))
            yield _Part(check, own, judged._replace(rows=rows))


def _asked(part: _Part) -> Iterator[pl.LazyFrame]:
    """Count the records by owner, and take those that hit with their figures."""
    hit, rows = pl.col("hit"), part.judged.rows
    yield rows.group_by("region").agg(
        checked=hit.count().cast(pl.Int64), blanks=hit.null_count().cast(pl.Int64)
    )
    yield rows.filter(hit).with_columns(part.judged.told)


def _found(part: _Part, rows: pl.DataFrame) -> Iterator[_Found]:
    chance, tell = part.check.chance, part.check.tell
    key = [name for name in BY_NAME[part.judged.sheet].record_key if name in rows.columns]
    about = ["about"] if "about" in rows.columns else []
    for row in rows.sort("region", *key, *about).iter_rows(named=True):
        own = row if tell is None else {**row, **tell(row)}
        yield _Found(part, own, None if chance is None else chance(row, part.rules))


def _kept(found: Sequence[_Found], tests: int, rules: RulePack) -> list[_Found]:
    """Keep of statistical checks what is unlikely by itself and among all tests."""
    plain = [each for each in found if each.chance is None]
    tested = [(each, each.chance) for each in found if each.chance is not None]
    if not tested:
        return plain
    few = discoveries([chance for _, chance in tested], rules[FALSE_SHARE], tests=tests)
    return plain + [
        each
        for each, chance in compress(tested, few)
        if chance < each.part.rules[each.part.check.reads[0]]["概率"]
    ]


def _hits(found: Sequence[_Found], frames: Frames) -> tuple[Hit, ...]:
    asker = Asker(frames)
    hits = [
        asker.hit(each.part.check, each.part.rules, each.part.judged.sheet, each.row, each.chance)
        for each in found
    ]
    grave = {severity: order for order, severity in enumerate(SEVERITIES)}
    return tuple(
        sorted(hits, key=lambda h: (grave[h.severity], h.check, h.region, h.sheet, h.key, h.about))
    )


def _states(
    checks: Sequence[Check],
    material: Material,
    rules: RulePack,
    counted: pl.DataFrame,
    hits: Sequence[Hit],
    place: str,
) -> pl.DataFrame:
    """Say of each check and place how far it could be checked."""
    regions = material.frames.regions
    inside, key = within(regions, place).select("region"), ["check", "region"]
    counts = counted.group_by(key).agg(pl.col(COUNTED).sum()).join(inside, on="region", how="semi")
    shown = pl.concat([reporting(regions, place).select("region"), counts.select("region")])
    asked = pl.DataFrame(
        [(h.check, h.region) for h in hits], schema=dict.fromkeys(key, pl.String), orient="row"
    )
    grid = _lacking(checks, material, rules).join(shown.unique(), how="cross")
    table = grid.join(counts, on=key, how="left").join(
        asked.group_by(key).agg(hits=pl.len()), on=key, how="left"
    )
    filled = table.with_columns(pl.col(*COUNTED, "hits").fill_null(0))
    told = pl.when("cannot").then("lacks").when(pl.col("blanks") > 0).then("unsure")
    typed = filled.with_columns(state=_state(), missing=told)
    return typed.select(pl.col(name).cast(kind) for name, kind in STATE.items()).sort(key)


def _lacking(checks: Sequence[Check], material: Material, rules: RulePack) -> pl.DataFrame:
    """Say of each check what it cannot do without, and what else its blanks may be for."""
    rows = []
    for check in checks:
        lacks = missing(check, material, rules)
        used = [SUPPLEMENTS[name].label for name in check.uses if not material.holds(name)]
        rows.append((check.code, lacks is not None, lacks, "、".join(("空缺栏", *used))))
    schema = {"check": pl.String, "cannot": pl.Boolean, "lacks": pl.String, "unsure": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _state() -> pl.Expr:
    checked, blanks = pl.col("checked") > 0, pl.col("blanks") > 0
    unchecked = pl.col("cannot") | (blanks & ~checked)
    return (
        pl.when(unchecked).then(pl.lit(NO_DATA))
        .when(blanks).then(pl.lit(PARTLY))
        .when(checked).then(pl.lit(CHECKED))
        .otherwise(pl.lit(NOTHING))
    )  # fmt: skip
