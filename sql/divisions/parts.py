"""Which part of a division that is split takes over which of its records.

A project goes where it was said to go, with its compounds and all that hangs on them. A community
goes with its compounds, an event or an issue with its project. What a government did (制度建设, 重点任务)
stays with the division that keeps the code; sums of the whole are nobody's part.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from metrics.records.relations import CODED
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.succession import SPLIT, Intended
from sql.divisions.intended import ChangeRefused

Statement = Mapping[str, pl.DataFrame]


class NothingToAssign(ChangeRefused):
    """A code is said to go to a part of a division, and is none of its records; `code` is it."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


_NAMED = 5
_FOLLOW = ("communities", "events", "issues")
"""Records with a code of their own that go with others, or where they are said to go."""


def by_part(
    intended: Intended, own: Statement, *, apart: bool = True
) -> dict[str, dict[str, pl.DataFrame]]:
    """Return what each division after the change takes over of what one before said, by code.

    Where only one division is left it takes over all. Not taken `apart`, all stays in one
    statement, named "", in which each record has the code of its part.

    Raises:
        ChangeRefused: if it is not said where a project, or a record without one, is to go.
    """
    if intended.kind != SPLIT:
        return {intended.new[0].code: dict(own)}
    (old,) = intended.old
    homes = _homes(intended, own, old, apart=apart)
    placed = {s.name: _placed(own[s.name], s.name, homes, old) for s in SHEETS}
    if apart:
        return {
            code: {name: rows.filter(part=code).drop("part") for name, rows in placed.items()}
            for code in intended.targets
        }
    ended = pl.col("part").is_in(intended.abolished)
    return {"": {name: rows.filter(~ended).drop("part") for name, rows in placed.items()}}


def refuse_strangers(intended: Intended, said: Iterable[Statement]) -> None:
    """Refuse codes that are assigned and that none of the statements before the split has.

    Raises:
        NothingToAssign: for the first of them.
    """
    own = list(said)
    projects = {
        code for each in own for code in each["projects"].filter(region=intended.old[0])["project"]
    }
    others = {code for each in own for name in _FOLLOW for code in each[name][CODED[name]]}
    # What hangs on a project that another unit reports goes with it as well.
    others |= {p for each in own for name in ("compounds", "funds") for p in each[name]["project"]}
    for code in intended.assigned:
        if code not in projects | others:
            known = "、".join(sorted(projects)[:_NAMED]) + ("等" if len(projects) > _NAMED else "")
            raise NothingToAssign(
                code,
                f"“{code}”不是{intended.old[0]}的项目（现有{len(projects)}个：{known or '无'}），"
                "也不是其社区、事件或问题的编码，请核对后再办理。",
            )


def unassigned(intended: Intended, own: Statement) -> list[tuple[str, str, str]]:
    """Return the projects of a statement, and what follows none of them: sheet, code and name.

    What stays with the code need not be assigned; where the code ends, all of it must be.
    """
    (old,) = intended.old
    listed = [
        ("项目", *row) for row in own["projects"].filter(region=old)["project", "name"].rows()
    ]
    if old in intended.targets:
        return listed
    settled = own["compounds"]["community"].drop_nulls()
    communities = own["communities"].filter(~pl.col("community").is_in(settled.implode()))
    listed += [("社区摸排", *row) for row in communities["community", "name"].rows()]
    projects = own["projects"]["project"].implode()
    for name, shown in (("events", "kind"), ("issues", "problem")):
        alone = ~pl.col("project").is_in(projects).fill_null(value=False)
        rows = own[name].filter(alone)[CODED[name], shown].rows()
        listed += [(BY_NAME[name].label, *row) for row in rows]
    return listed


def _homes(
    intended: Intended, own: Statement, old: str, *, apart: bool
) -> dict[str, dict[str, str]]:
    """Return the part of every project, compound, community, event and issue, by sheet and code."""
    projects = own["projects"].filter(region=old)["project"].to_list()
    if apart:  # what hangs on a project that another unit reports goes with it as well
        projects += [*own["compounds"]["project"], *own["funds"]["project"]]
    homes = {"projects": dict(intended.assigned)}
    _refuse_unnamed("项目", projects, homes["projects"])
    compounds = own["compounds"].sort("compound", "project").select("compound", "project").rows()
    homes["compounds"] = {
        compound: homes["projects"][project]
        for compound, project in compounds
        if project in homes["projects"]
    }
    stays = old if old in intended.targets else None
    for name in _FOLLOW:
        rows = own[name].filter(region=old)
        homes[name] = _following(intended, name, rows, own, homes, stays)
        _refuse_unnamed(BY_NAME[name].label, rows[CODED[name]].to_list(), homes[name])
    return homes


def _following(
    intended: Intended,
    name: str,
    rows: pl.DataFrame,
    own: Statement,
    homes: Mapping[str, Mapping[str, str]],
    stays: str | None,
) -> dict[str, str]:
    """Return the part of each record: where it is said to go, else with its own, else with the code."""
    parts = {}
    for row in rows.iter_rows(named=True):
        code = row[CODED[name]]
        if name == "communities":
            of_own = own["compounds"].filter(community=code)["compound"].to_list()
            near = {homes["compounds"][each] for each in of_own if each in homes["compounds"]}
        else:
            near = {p for p in [homes["projects"].get(row["project"] or "")] if p}
        part = intended.assigned.get(code) or (next(iter(near)) if len(near) == 1 else stays)
        if part is not None:
            parts[code] = part
    return parts


def _refuse_unnamed(label: str, codes: list[str], homes: Mapping[str, str]) -> None:
    unnamed = sorted(set(codes) - set(homes))
    if unnamed:
        listed = "、".join(unnamed[:_NAMED]) + ("等" if len(unnamed) > _NAMED else "")
        raise ChangeRefused(f"请写明这{len(unnamed)}条“{label}”各归哪个新地区：{listed}。")


def _placed(
    rows: pl.DataFrame, name: str, homes: Mapping[str, Mapping[str, str]], old: str
) -> pl.DataFrame:
    """Add the `part` that each row goes to, and write its code where the row names the division."""

    def part_of(code: str, sheet: str) -> pl.Expr:
        return pl.col(code).replace_strict(homes[sheet], default=old, return_dtype=pl.String)

    if name in homes and name != "compounds":
        code = "project" if name == "projects" else CODED[name]
        here = pl.col("region") == old
        part = pl.when(here).then(part_of(code, name)).otherwise("region")
        return rows.with_columns(part=part, region=part)
    if "project" in rows.columns:
        return rows.with_columns(part=part_of("project", "projects"))
    if "compound" in rows.columns:
        return rows.with_columns(part=part_of("compound", "compounds"))
    if "region" in rows.columns:
        return rows.with_columns(part="region")
    return rows.with_columns(part=pl.lit(old))
