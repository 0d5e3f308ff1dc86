"""A change of divisions (区划调整) as somebody asks for it, held against 区划 of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import polars as pl

from metrics.errors import UserError
from metrics.packs.latest_date import ahead_words
from metrics.records.schema import NONE_TEXT
from metrics.records.sheets.divisions import LEVELS
from metrics.records.succession import KINDS, MERGED, MOVED, RECODED, RENAMED, SPLIT, Intended
from sql.dispatch.journal import place_code, text

LONGEST_NAME = 50


class ChangeRefused(UserError):
    """A change of divisions cannot be carried out or revoked as it was asked for."""

    exit_code = 46


class Line(NamedTuple):
    """One division that goes on as another, or as itself."""

    old: str
    new: str


def settled(intended: Intended, regions: pl.DataFrame, *, today: date) -> Intended:
    """Return the change with what follows from 区划 of its first day put in.

    A merger into a division that stands takes that division's own records along.

    Raises:
        ChangeRefused: if it does not fit its kind, or 区划.
        EntryRefused: if a new name cannot be kept.
    """
    if not intended.old or not intended.new:
        raise ChangeRefused("请选择原地区，并填写调整后的地区。")
    if len(set(intended.old)) < len(intended.old):
        raise ChangeRefused("同一个原地区填写了两次，请核对代码。")
    if ahead := ahead_words(intended.since, unit=intended.old[0], today=today):
        raise ChangeRefused(f"区划调整的生效日期{ahead}请到生效之日再登记。")
    for code in (*intended.old, *intended.targets):
        place_code(code)
    intended = _named(intended)
    standing = {row["region"]: row for row in regions.iter_rows(named=True)}
    _check_old(intended, standing)
    joined = [t for t in intended.targets if t in standing and t not in intended.old]
    if joined and intended.kind == MERGED:
        intended = _with_old(intended, joined)
    elif joined and intended.kind != SPLIT:
        raise ChangeRefused(f"{joined[0]}已在区划中，不能作为新代码；两地合并的请选“撤并”。")
    _check_shape(intended, standing)
    _check_new(intended, standing)
    return intended


def _named(intended: Intended) -> Intended:
    """Return the change with its names as papers can print them."""
    new = (
        t if t.name is None else t._replace(name=text(t.name, "新名称", longest=LONGEST_NAME))
        for t in intended.new
    )
    return replace(intended, new=tuple(new))


def _with_old(intended: Intended, joined: Sequence[str]) -> Intended:
    return Intended(
        kind=intended.kind, since=intended.since, document=intended.document, note=intended.note,
        old=tuple(sorted({*intended.old, *joined})), new=intended.new, assigned=intended.assigned,
    )  # fmt: skip


def _check_old(intended: Intended, standing: Mapping[str, Mapping[str, object]]) -> None:
    for code in intended.old:
        if code not in standing:
            raise ChangeRefused(f"截至{intended.since}的区划中没有{code}，请核对代码和生效日期。")
    levels = {standing[code]["level"] for code in intended.old}
    if len(levels) > 1:
        raise ChangeRefused("合并的各地应为同一层级，请核对代码。")
    if not levels <= {"市", "县"}:
        raise ChangeRefused("只办理市、县（区）的区划调整；省级更名请修改“区划”工作表。")


def _check_shape(intended: Intended, standing: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse a change that is none, or is another kind than it says."""
    first, target = standing[intended.old[0]], intended.new[0]
    one = len(intended.old) == len(intended.new) == 1
    stays = target.code == intended.old[0]
    wrong = {
        RENAMED: not (one and stays) or target.name in (None, first["name"]),
        RECODED: not one or stays,
        MOVED: not one or target.parent in (None, first["parent"]),
        MERGED: len(intended.new) != 1 or len(intended.old) < 2,
        SPLIT: len(intended.old) != 1 or len(intended.new) < 2,
    }
    if wrong[intended.kind]:
        raise ChangeRefused(f"{KINDS[intended.kind]}{ASKED[intended.kind]}。")
    if intended.assigned and intended.kind != SPLIT:
        raise ChangeRefused(f"只有拆分才逐项写明归属，办理“{KINDS[intended.kind]}”请去掉归属文件。")
    below = [row for row in standing.values() if row["parent"] in intended.old]
    if intended.kind == SPLIT and below:
        raise ChangeRefused("有下辖县（区）的市不能拆分，请把县（区）逐一办理“划归”。")


ASKED = {
    RENAMED: "应填写一个地区和与原来不同的新名称，代码不变",
    RECODED: "应填写一个地区和与原来不同的新代码",
    MOVED: "应填写一个地区和与原来不同的上级代码",
    MERGED: "应填写至少两个原地区和一个合并后的地区",
    SPLIT: "应填写一个原地区和至少两个拆分后的地区",
}
"""What each kind of change asks for."""


def _check_new(intended: Intended, standing: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse parts without a name, and superiors that are none."""
    level = LEVELS.index(str(standing[intended.old[0]]["level"]))
    stranger = next((t.code for t in intended.new if t.code[:2] != intended.old[0][:2]), None)
    if stranger is not None:
        raise ChangeRefused(
            f"新代码{stranger}不是本省的行政区划代码（应以{intended.old[0][:2]}开头），请核对。"
        )
    if len(intended.targets) < len(intended.new):
        raise ChangeRefused("拆分后的各地区代码应各不相同。")
    strangers = sorted(set(intended.assigned.values()) - set(intended.targets))
    if strangers:
        raise ChangeRefused(f"{strangers[0]}不是拆分后的地区，请核对各项目归属的新代码。")
    for target in intended.new:
        new = target.code not in standing
        if new and intended.kind in (MERGED, SPLIT) and target.name in (None, NONE_TEXT):
            raise ChangeRefused(f"{target.code}是新设的地区，请填写名称。")
        if target.parent is None:
            continue
        above = standing.get(target.parent)
        if above is None or LEVELS.index(str(above["level"])) >= level:
            raise ChangeRefused(f"上级代码{target.parent}不在区划中，或不是上级，请核对。")


def lines(intended: Intended, regions: pl.DataFrame) -> list[Line]:
    """Return which division goes on as which; one that was there and takes a part in succeeds itself."""
    standing = set(regions["region"])
    pairs = [(old, target) for old in intended.old for target in intended.targets]
    pairs += [(t, t) for t in intended.targets if t in standing and t not in intended.old]
    return [Line(*pair) for pair in sorted(pairs)]
