"""For which divisions roles are given: those of the province's own 区划, elsewhere those of the shipped list."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import NamedTuple

import polars as pl
from sqlalchemy.orm import Session

from metrics.access.roles import LEVELS, NAMES, Role
from metrics.errors import UserError
from sql.database.office_in_use import read
from sql.reported.history import frames
from sql.workbook.writing.template import national_list

_KEPT = ("region", "name", "level", "parent")


class AccountRefused(UserError):
    """An account cannot be made, given a role, or changed as asked for."""

    exit_code = 53


class Places(NamedTuple):
    """Names, levels (省, 市, 县) and parents of divisions, by code; `own` are those of 区划."""

    names: dict[str, str]
    levels: dict[str, str]
    parents: dict[str, str | None]
    own: frozenset[str]

    def code(self, text: str) -> str:
        """Return the division that a code or a name means; a name may have that of its city before it.

        Raises:
            AccountRefused: if there is none, or several have that name.
        """
        if text in self.names:
            return text
        found = [code for code in self.own if text in self._called(code)]
        found = found or [code for code in self.names if text in self._called(code)]
        if len(found) == 1:
            return found[0]
        if found:
            several = "、".join(sorted(found))
            raise AccountRefused(f"“{text}”有{len(found)}个（{several}），请改写行政区划代码。")
        raise AccountRefused(f"区划和随附的行政区划名单中都没有“{text}”，请核对代码或名称。")

    def check(self, role: Role, code: str) -> None:
        """Refuse a role for a division of another level.

        Raises:
            AccountRefused: if they do not fit, there is no such division, or a show is asked for.
        """
        if role not in LEVELS:
            raise AccountRefused(f"“{NAMES[role]}”由调度会的放映链接产生，不能授予账号。")
        level = self.levels[self.code(code)]
        if level != LEVELS[role]:
            raise AccountRefused(
                f"“{NAMES[role]}”应授予{LEVELS[role]}级地区，{self.names[code]}（{code}）是{level}级。"
            )

    def offered(self, role: Role, within: Collection[str]) -> dict[str, str]:
        """Return the divisions of 区划 that a role can be given for, by code; `within` no provinces: all."""
        found = sorted(
            code for code in self.own
            if self.levels[code] == LEVELS.get(role) and (not within or f"{code[:2]}0000" in within)
        )  # fmt: skip
        return {code: self.names[code] for code in found}

    def _called(self, code: str) -> tuple[str, str]:
        name = self.names[code]
        return name, f"{self.names.get(self.parents[code] or '', '')}{name}"


def places(session: Session) -> Places:
    """Return every division that a role can be given for.

    Of a province whose cities and counties 区划 has, only what it has now; of all others the shipped list.
    """
    own = _own(session)
    below = own.filter(pl.col("level").is_in(("市", "县")))["region"]
    foreign = ~pl.col("region").str.slice(0, 2).is_in({code[:2] for code in below})
    listed = _listed().filter(foreign).join(own, on="region", how="anti")
    rows = pl.concat([own, listed])
    by = {name: dict(rows.select("region", name).iter_rows()) for name in _KEPT[1:]}
    return Places(by["name"], by["level"], by["parent"], frozenset(own["region"]))


def home(session: Session, among: Places) -> str:
    """Return the province whose office it is: that of the office that has begun, else the only one in 区划.

    Raises:
        AccountRefused: if 区划 has no province with cities or counties, or several.
    """
    office = read(session)
    if office is not None:
        return office.province
    below = {code[:2] for code in among.own if among.levels[code] in ("市", "县")}
    if len(below) != 1:
        raise AccountRefused(
            "区划中没有唯一的省，不能确定本省；请先正式使用（python -m sql begin）。"
        )
    return f"{below.pop()}0000"


def _own(session: Session) -> pl.DataFrame:
    """Return 区划 as it stands now, without rows."""
    found = frames(session, as_of=date.max, year=date.max.year, sheets={"regions"}).regions
    return found.select(_KEPT)


@cache
def _listed() -> pl.DataFrame:
    return national_list().select(_KEPT)
