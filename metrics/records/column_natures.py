"""What a changed value means, column by column: progress (进展), or a correction (更正) of the past.

Between two data dates a cell that was blank is reporting (补报), never a correction; a value that
becomes blank was taken back, always a correction. Between two values the nature of the column
decides (see `corrects`). Key columns cannot change: another key is another record.
"""

from collections.abc import Mapping
from datetime import date
from enum import Enum

import polars as pl

from metrics.records.schema import NEVER, NONE_TEXT, Kind
from metrics.records.sheets import BY_NAME


class Nature(Enum):
    """How a value may move on without anything in the past having been wrong."""

    FIXED = (
        "fixed"  # 户数, 建成年份, a planned date: any other value corrects, 「无」 may be replaced
    )
    FACT = "fact"  # a day on which something happened: the past is corrected, the future moves
    TOTAL = "total"  # 累计数: growing is progress, shrinking corrects
    STAGE = "stage"  # 否→是, 待核→属实: forward is progress, back or sideways corrects
    CURRENT = "current"  # 责任人, 说明: the newest statement stands, only a blank corrects


def _natures(**columns: str) -> dict[str, Nature]:
    return {name: Nature(nature) for nature, names in columns.items() for name in names.split()}


NATURES: Mapping[str, Mapping[str, Nature]] = {
    "regions": _natures(fixed="name level parent heated hardship"),
    "projects": _natures(
        fixed="name region plan_year scale_operator delivery_mode joint_area planned_investment",
        total="completed_investment",
        fact="review_accepted_on review_approved_on",
        current="implementer builder designer contractor supervisor project_owner "
        "supervision_owner",
    ),
    "compounds": _natures(
        fixed="name community address built_year households buildings floor_area "
        "demolition_listed renovated_elsewhere reserve_score vote_form start_due finish_due",
        fact="reserved_on planned_on consulted_on scheme_published_on scheme_voted_on "
        "aftercare_confirmed_on started_on completed_on accepted_on handed_over_on "
        "party_branch_on owners_committee_on",
        total="consulted_households consenting_households scheme_votes physical_progress "
        "survey_responses survey_satisfied lifts parking_spaces chargers care_facilities",
        stage="archive_basics archive_wishes archive_scheme archive_progress "
        "archive_before_after acceptance took_part_scheme took_part_works took_part_oversight "
        "took_part_aftercare took_part_feedback online_vote upkeep_collection upkeep_use "
        "upkeep_renewal",
        current="property_mode property_fee",
    ),
    "contents": _natures(fixed="short area_remedy", stage="in_scheme done"),
    "facilities": _natures(fixed="to_renew", fact="joint_scheme_on handed_over_on"),
    "funds": _natures(fixed="planned", total="received paid"),
    "instruments": _natures(stage="status", fact="repealed_on"),
    "capacities": _natures(
        fixed="funding_capacity delivery_capacity new_hidden_debt quota_pushed_down"
    ),
    "communities": _natures(
        fixed="name street region", fact="surveyed_on", current="shortfalls idle_assets remedies"
    ),
    "events": _natures(
        fixed="region project kind happened_on", stage="status", current="note"
    ),
    "issues": _natures(
        fixed="region project source problem found_on due_on",
        fact="rectified_on closed_on",
        current="owner proof",
    ),
    "tasks": _natures(
        fixed="category work content units deadline",
        stage="status",
        fact="finished_on",
        current="progress",
    ),
    "returns": _natures(
        fixed="planned_compounds planned_households planned_investment",
        total="started_compounds completed_compounds started_households completed_investment "
        "received paid",
        current="published_start_rate published_order",
    ),
}  # fmt: skip
"""The nature of every column that is not a key."""

STAGES: Mapping[tuple[str, str], Mapping[str, int]] = {
    ("compounds", "acceptance"): {"不合格": 0, "合格": 1},
    ("instruments", "status"): {"未建立": 0, "已建立": 1},
    ("events", "status"): {"待核": 0, "属实": 1, "不实": 1},
    ("tasks", "status"): {"未启动": 0, "推进中": 1, "已完成": 2},
}
"""The order of the words of a STAGE column; of 是 and 否 it is 否 before 是."""

AFTER = "_after"
"""Suffix of the later value beside the earlier one."""


def corrects(sheet: str, name: str, *, as_of: date) -> pl.Expr:
    """Say of a row that holds `name` and `name_after` whether the later value corrects the earlier.

    `as_of` is the earlier data date: a day up to it is past. Never null; a blank earlier value is
    no correction, a blank later value always is.
    """
    old, new = pl.col(name), pl.col(f"{name}{AFTER}")
    told_otherwise = _contradicts(sheet, name, as_of=as_of)
    differs = old.is_not_null() & old.ne_missing(new)
    return differs & (new.is_null() | told_otherwise.fill_null(value=False))


def _contradicts(sheet: str, name: str, *, as_of: date) -> pl.Expr:
    old, new = pl.col(name), pl.col(f"{name}{AFTER}")
    nature = NATURES[sheet][name]
    if nature is Nature.FIXED:
        return ~_none(BY_NAME[sheet].column(name).kind, old)
    if nature is Nature.FACT:
        return (old <= as_of) | (new <= as_of)
    if nature is Nature.TOTAL:
        return new < old
    if nature is Nature.STAGE:
        return _stage(sheet, name, new) <= _stage(sheet, name, old)
    return pl.lit(value=False)


def _none(kind: Kind, value: pl.Expr) -> pl.Expr:
    if kind is Kind.DATE:
        return value == NEVER
    return value == NONE_TEXT if kind in (Kind.TEXT, Kind.CHOICE) else pl.lit(value=False)


def _stage(sheet: str, name: str, value: pl.Expr) -> pl.Expr:
    words = STAGES.get((sheet, name))
    if words is None:
        return value.cast(pl.Int8)
    return value.replace_strict(words, return_dtype=pl.Int8)
