"""双清单: which entries of 负面清单 and 激励清单 each region is on, by what the measures found.

A region is on an entry of 负面清单 where any of its measures is not reached, on one of 激励清单 where all
are. A measure is reached from the rate that the rule names on; one of money from its own target on. What
is not known stays so: an unknown record counts as met in one reading and as not met in the other, and
where both do not say the same the entry waits for verification (待核实). A measure without a record in its
denominator says nothing; an entry of which that is so of all does not apply (不适用).
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from metrics.errors import UnknownChoice
from metrics.lists.rule_keys import DOUBLE_LIST, NEGATIVE, DoubleList, Head
from metrics.rating.evaluation import Evaluation
from metrics.records.regions import lineage
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL


class State(StrEnum):
    """Whether a region is on an entry; the value is what officers read."""

    LISTED = "列入"
    UNSURE = "待核实"
    CLEAR = "未列入"
    NOT_APPLICABLE = "不适用"


class Counted(NamedTuple):
    """One measure that applies in a region, with its counts (whole 分 where `amounts`).

    `bound` is the rate from which it is reached; `reached` is null where unknown records leave that open.
    """

    measure: str
    numerator: int
    denominator: int
    unknown: int
    amounts: bool
    bound: Fraction
    reached: bool | None


class Finding(NamedTuple):
    """Whether a region is on one entry, and by what: the measures that apply, in official order."""

    head: Head
    state: State
    figures: tuple[Counted, ...]


Findings = Mapping[str, tuple[Finding, ...]]
"""The findings of each region, in the order of the entries; regions by code."""


def double_list(evaluation: Evaluation, rules: RulePack) -> Findings:
    """Tell of every region of an evaluation by the 36 measures which entries it is on.

    `rules` hold the entries; targets of money are those the evaluation was judged by.

    Raises:
        UnknownChoice: if it was judged by another standard.
        RuleNotInForce: if no entries are in force on the day of the rules.
    """
    if evaluation.standard.code != NATIONAL.code:
        raise UnknownChoice(
            f"双清单由{NATIONAL.document}的衡量内容生成，不能取自按《{evaluation.standard.name}》的评价。"
        )
    entries: DoubleList = rules[DOUBLE_LIST]
    rows = {(row["region"], row["measure"]): row for row in evaluation.counts.iter_rows(named=True)}
    return {
        region: tuple(
            _found(head, region, rows, entries, evaluation.rules) for head in entries.heads
        )
        for region in sorted(evaluation.regions["region"])
    }


def on(findings: Iterable[Finding], side: str) -> tuple[int, int]:
    """Count the entries of one list that a region is on, and those that wait for verification."""
    states = [each.state for each in findings if each.head.side == side]
    return states.count(State.LISTED), states.count(State.UNSURE)


def _found(
    head: Head,
    region: str,
    rows: Mapping[tuple[str, str], Mapping[str, Any]],
    entries: DoubleList,
    judged_by: RulePack,
) -> Finding:
    asked = (rows[region, code] for code in head.measures if (region, code) in rows)
    figures = tuple(
        _counted(row, _bound(row, entries.reached[head.side], judged_by)) for row in asked
    )
    reached = [each.reached for each in figures]
    if not figures:
        return Finding(head, State.NOT_APPLICABLE, ())
    on_it = _negated(_all(reached)) if head.side == NEGATIVE else _all(reached)
    state = State.UNSURE if on_it is None else State.LISTED if on_it else State.CLEAR
    return Finding(head, state, figures)


def _bound(row: Mapping[str, Any], reached: Fraction, rules: RulePack) -> Fraction:
    """Return the rate from which a measure is reached: one of money has a target of its own."""
    if not row["amounts"]:
        return reached
    points = rules["points"].get(row["measure"], rules["points"]["default"])
    target: Fraction = rules[points.target] if isinstance(points.target, str) else points.target
    return target


def _counted(row: Mapping[str, Any], bound: Fraction) -> Counted:
    met, whole, unknown = row["numerator"], row["denominator"], row["unknown"]
    return Counted(
        row["measure"], met, whole, unknown, row["amounts"], bound,
        _amount_reached(met, whole, unknown, bound) if row["amounts"]
        else _reached(met, whole, unknown, bound),
    )  # fmt: skip


def _reached(met: int, whole: int, unknown: int, bound: Fraction) -> bool | None:
    asked = bound.numerator * whole
    if met * bound.denominator >= asked:
        return True
    return None if (met + unknown) * bound.denominator >= asked else False


def _amount_reached(part: int, whole: int, unknown: int, bound: Fraction) -> bool | None:
    """Compare a share of money: a blank amount may be of any size, and of either kind."""
    return None if unknown else part * bound.denominator >= bound.numerator * whole


def _all(verdicts: Iterable[bool | None]) -> bool | None:
    """Join by Kleene and."""
    told = list(verdicts)
    return False if False in told else None if None in told else True


def _negated(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


Behind = Mapping[tuple[str, str], Sequence[tuple[str, bool | None]]]
"""The records by region and measure: each with its verdict, false or null (not known), those not met first."""


def behind(evaluation: Evaluation, measures: Iterable[str]) -> Behind:
    """Return the records that keep measures from being reached, of every region in scope that has any.

    Of money they are those whose kind or amount is not known.
    """
    found: dict[tuple[str, str], list[tuple[str, bool | None]]] = {}
    for code in dict.fromkeys(measures):
        records = fails(evaluation.evidence(code, region=evaluation.place), evaluation, code)
        inside = records.join(lineage(evaluation.frames.regions), on="region").join(
            evaluation.regions, left_on="ancestor", right_on="region", how="semi"
        )
        for record, met, region in inside.select("record", "met", "ancestor").iter_rows():
            found.setdefault((region, code), []).append((record, met))
    return {
        key: sorted(rows, key=lambda row: (row[1] is None, row[0])) for key, rows in found.items()
    }


def fails(records: pl.DataFrame, evaluation: Evaluation, measure: str) -> pl.DataFrame:
    """Keep the records that keep a measure from being reached: not met first, then what is not known."""
    met = pl.col("met")
    if evaluation.standard.measures[measure].amounts:
        return records.filter(met.is_null() | pl.col("amount").is_null())
    return records.filter(met.ne_missing(other=True)).sort(met.is_null(), "record", "region")
