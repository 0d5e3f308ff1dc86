"""What units say after a change of divisions (区划调整): the same records under other codes.

Codes of projects, compounds and all else stay, so that their history goes on. Where several
divisions become one, sums (进展报表, 年度能力) are added up if all of them told theirs, and are left to
be reported anew otherwise: what is missing is never zero.
"""

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from metrics.records.adjustment import recoded_sheet
from metrics.records.schema import Kind, Sheet
from metrics.records.sheets import BY_NAME, SHEETS
from metrics.records.sheets.divisions import REGIONS
from metrics.records.sheets.governance import CAPACITIES
from metrics.records.sheets.returns import RETURNS
from metrics.records.succession import MERGED, SPLIT, Intended
from sql.divisions.intended import ChangeRefused
from sql.divisions.parts import by_part

Statement = Mapping[str, pl.DataFrame]
ADDED_UP = (RETURNS, CAPACITIES)
"""Sheets of sums: a row of each division and year."""
_NAMED = 5


def of_superior(intended: Intended, own: Statement) -> dict[str, pl.DataFrame]:
    """Return what a unit says that names divisions of the change: under their later codes."""
    told = _renamed(intended, own)
    for sheet in ADDED_UP:
        told[sheet.name] = added_up(told[sheet.name], sheet, intended)
    told["regions"] = divisions(intended, own["regions"])
    for sheet in SHEETS:
        _refuse_clashes(told[sheet.name], sheet)
    return told


def of_successors(
    intended: Intended, old_ones: Mapping[str, Statement]
) -> dict[str, dict[str, pl.DataFrame]]:
    """Return what each division says after the change, of what those before it said, by code."""
    told = {code: _renamed(intended, own) for code, own in sorted(old_ones.items())}
    codes = intended.targets
    parts: dict[str, list[Statement]] = {code: [] for code in codes}
    for code, own in told.items():
        shares = by_part(intended, own) if code in intended.old else {code: own}
        for new, share in shares.items():
            parts[new] = [share, *parts[new]] if code == new else [*parts[new], share]
    return {code: _united(intended, shares) for code, shares in parts.items()}


def divisions(intended: Intended, kept: pl.DataFrame) -> pl.DataFrame:
    """Return 区划 as one unit keeps it, with the divisions after the change in place of those before.

    What the unit says of a division that it already has under the later code stands.
    """
    old = kept.filter(pl.col("region").is_in(intended.old))
    if old.is_empty():
        return _parents(intended, kept)
    known = set(kept["region"]) - set(intended.old)
    new = [_row(intended, code, old) for code in intended.targets if code not in known]
    rest = kept.filter(~pl.col("region").is_in(intended.old))
    together = pl.concat([rest, pl.DataFrame(new, schema=REGIONS.schema)])
    return _parents(intended, together).sort("region")


def _parents(intended: Intended, kept: pl.DataFrame) -> pl.DataFrame:
    return kept.with_columns(pl.col("parent").replace(intended.codes))


def _row(intended: Intended, code: str, old: pl.DataFrame) -> dict[str, object]:
    """Return the row of a division after the change; it has what all of those before it agree on."""
    own = old.filter(region=code)
    rows = (own if own.height else old).to_dicts()
    agreed = {
        name: rows[0][name] if len({row[name] for row in rows}) == 1 else None
        for name in REGIONS.schema
    }
    target = intended.targets[code]
    name, parent = target.name or rows[0]["name"], target.parent or rows[0]["parent"]
    return agreed | {"region": code, "name": name, "parent": parent}


def _renamed(intended: Intended, own: Statement) -> dict[str, pl.DataFrame]:
    if intended.kind == SPLIT:
        return by_part(intended, own, apart=False)[""]
    return {s.name: recoded_sheet(own[s.name], s, intended.codes) for s in SHEETS}


def _united(intended: Intended, shares: Sequence[Statement]) -> dict[str, pl.DataFrame]:
    united = {}
    for sheet in SHEETS:
        rows = pl.concat([share[sheet.name] for share in shares] or [sheet.empty()])
        if sheet.own_numbers:
            rows = _numbered_on([share[sheet.name] for share in shares], sheet)
        elif sheet in ADDED_UP:
            rows = added_up(rows, sheet, intended)
        rows = rows.unique(maintain_order=True)
        _refuse_clashes(rows, sheet)
        united[sheet.name] = rows
    return united


def added_up(rows: pl.DataFrame, sheet: Sheet, intended: Intended) -> pl.DataFrame:
    """Return sums of divisions that became one, where all of them told theirs; the others are left out.

    A sum is unknown where one of its parts is. What a division was published with cannot be added.
    """
    if intended.kind not in (MERGED, SPLIT):
        return rows
    changed = pl.col("region").is_in([*intended.targets, *intended.old])
    if intended.kind == SPLIT:
        return rows.filter(~changed)
    sums = [_sum(column.name, column.kind) for column in sheet.values]
    whole = rows.filter(changed).group_by(sheet.key, maintain_order=True).agg(*sums, parts=pl.len())
    whole = whole.filter(pl.col("parts") == len(intended.old)).select(list(sheet.schema))
    return pl.concat([rows.filter(~changed), whole])


def _sum(name: str, kind: Kind) -> pl.Expr:
    value = pl.col(name)
    if kind is Kind.FLAG:
        yes, no = value.any(ignore_nulls=True), value.all(ignore_nulls=False)
        return pl.when(yes).then(True).otherwise(no).alias(name)
    if kind in (Kind.COUNT, Kind.MONEY) and name != "published_order":
        return pl.when(value.null_count() == 0).then(value.sum()).alias(name)
    return pl.lit(None, kind.dtype).alias(name)


def _numbered_on(shares: Sequence[pl.DataFrame], sheet: Sheet) -> pl.DataFrame:
    """Put lists that each unit numbers for itself behind each other, numbered after the last."""
    (key,) = sheet.key
    rows, taken = [], set[str]()
    for share in shares:
        for row in share.iter_rows(named=True):
            if row[key] in taken:
                row[key] = _next(taken)
            taken.add(row[key])
            rows.append(row)
    return pl.DataFrame(rows, schema=sheet.schema, orient="row")


def _next(taken: Collection[str]) -> str:
    return str(max((int(code) for code in taken if code.isdecimal()), default=0) + 1)


def _refuse_clashes(rows: pl.DataFrame, sheet: Sheet) -> None:
    twice = rows.group_by(sheet.key).len().filter(pl.col("len") > 1).sort(sheet.key)
    if twice.is_empty():
        return
    keys = [
        " ".join(str(v) for v in key if v is not None) for key in twice.select(sheet.key).rows()
    ]
    listed = "、".join(keys[:_NAMED]) + ("等" if len(keys) > _NAMED else "")
    raise ChangeRefused(
        f"调整后“{sheet.label}”中有{len(keys)}条记录重复而内容不同：{listed}。"
        "请先由原单位更正后重新报送，再办理区划调整。"
    )


def empty(own: Statement) -> bool:
    """Say whether a statement says nothing."""
    return not any(own[name].height for name in BY_NAME)
