"""Judge the records of a measure, each by the rules of its own place where those are local (各地规定)."""

from collections.abc import Iterable

import polars as pl

from metrics.records.frames import Frames
from metrics.rules.value import RulePack, Rules
from metrics.standards.measure import Measure


def judge_records(measure: Measure, frames: Frames, rules: Rules) -> pl.LazyFrame:
    """Judge every record of a measure: the columns that its `judge` returns.

    Places whose packs hold the same values of what the measure reads are judged together, so local
    rules cost nothing where all have decided alike.
    """
    (most, _), *others = alike(measure.reads, frames, rules)
    found = measure.judge(frames, most)
    if not others:
        return found
    owner = pl.col("region")
    apart = [region for _, inside in others for region in inside]
    parts = [measure.judge(frames, own).filter(owner.is_in(inside)) for own, inside in others]
    return pl.concat([found.filter(~owner.is_in(apart)), *parts])


def alike(keys: Iterable[str], frames: Frames, rules: Rules) -> list[tuple[Rules, list[str]]]:
    """Group the divisions of 区划 by the values that rules have for their records, the most first.

    Each group has the rules that its records are judged by, one pack alone, and the codes. There is
    always one: who is not in 区划 belongs to the first.
    """
    regions = frames.regions["region"].to_list()
    if not isinstance(rules, RulePack):
        return [(rules, regions)]
    groups = sorted(rules.alike(keys, regions), key=lambda group: -len(group[1]))
    return [*groups] or [(rules, regions)]
