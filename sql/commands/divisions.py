"""Changes of divisions (区划调整) by command: listed, looked at, and carried out once agreed to."""

import csv
import io
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from metrics.command_line import agree, day, division, number
from metrics.records.succession import KINDS, Intended, Target
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.divisions.changes import carry_out
from sql.divisions.intended import ChangeRefused
from sql.divisions.listed import changes
from sql.divisions.parts import NothingToAssign
from sql.divisions.revoked import revoke
from sql.divisions.told import preview, told_change


class Assigned(NamedTuple):
    """What a file says of a split: the new code by that of each record, and in which line."""

    homes: dict[str, str]
    lines: dict[str, int]


_KIND_OF = {words: kind for kind, words in KINDS.items()}


def list_changes(parser: ArgumentParser) -> None:
    """Describe the list."""
    parser.set_defaults(run=run_list)


def run_list() -> str:
    """List the changes, the last registered first."""
    ensure_ready()
    with session_scope() as session:
        return "\n".join(map(told_change, changes(session))) or "没有区划调整。"


def change(parser: ArgumentParser) -> None:
    """Describe a change."""
    parser.set_defaults(run=run_change)
    parser.add_argument("--kind", required=True, choices=[*_KIND_OF], help="哪种调整")
    parser.add_argument("--since", type=day, required=True, help="生效日期，如 2023-07-01")
    parser.add_argument("--document", required=True, help="依据的文件，如“国函〔2023〕1号”")
    parser.add_argument(
        "--old", type=division, action="append", required=True, help="原地区代码，撤并的逐个填写"
    )
    parser.add_argument(
        "--new", type=_target, action="append", required=True,
        help="调整后的代码或“代码=名称”，拆分的逐个填写",
    )  # fmt: skip
    parser.add_argument("--parent", type=division, help="调整后的上级代码，默认不变")
    parser.add_argument(
        "--projects", type=_assigned,
        help="拆分时各项目的归属：CSV文件，每行“项目编码,新代码”，社区、事件、问题编码也可写入",
    )  # fmt: skip
    parser.add_argument("--note", help="说明")
    parser.add_argument("--by", required=True, help="经办人")
    parser.add_argument("--yes", action="store_true", help="不再询问")


def run_change(
    *, kind: str, since: date, document: str, old: list[str], new: list[Target],
    parent: str | None, projects: Assigned | None, note: str | None, by: str, yes: bool,
) -> str:  # fmt: skip
    """Say what a change would do, ask, and carry it out."""
    ensure_ready()
    intended = Intended(
        kind=_KIND_OF[kind], since=since, document=document, old=tuple(dict.fromkeys(old)),
        new=tuple(target._replace(parent=parent) for target in new),
        assigned=projects.homes if projects else {}, note=note,
    )  # fmt: skip
    with session_scope() as session:
        told = "\n".join(_preview(session, intended, projects))
    agree(f"{told}\n确定办理吗？", yes=yes)
    with session_scope(writing=True) as session:
        done = carry_out(session, intended, by=by)
    return f"{told}\n区划调整已办理（编号 {done}）。"


def _preview(session: Session, intended: Intended, projects: Assigned | None) -> list[str]:
    """Say what a change would do; what a file assigns and is not there is told with its line."""
    try:
        return preview(session, intended)
    except NothingToAssign as error:
        if projects is None:
            raise
        raise ChangeRefused(f"归属文件第{projects.lines[error.code]}行：{error}") from None


def take_back(parser: ArgumentParser) -> None:
    """Describe the revocation of a change."""
    parser.set_defaults(run=run_take_back)
    parser.add_argument("number", type=number, help="区划调整的编号，见“python -m sql divisions”")
    parser.add_argument("--reason", required=True, help="撤回原因")
    parser.add_argument("--by", required=True, help="经办人")


def run_take_back(*, number: int, reason: str, by: str) -> str:
    """Take a change back while nothing rests on it."""
    ensure_ready()
    with session_scope(writing=True) as session:
        revoke(session, change=number, reason=reason, by=by)
    return f"区划调整（编号 {number}）已撤回，各数据日期的数据恢复为办理之前。"


def _target(text: str) -> Target:
    code, _, name = text.partition("=")
    return Target(division(code), name.strip() or None)


def _assigned(text: str) -> Assigned:
    path = Path(text)
    if not path.is_file():
        raise ArgumentTypeError(f"没有找到文件“{text}”")
    content = path.read_bytes()
    try:
        read = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        read = content.decode("gb18030", errors="replace")
    return _rows(read)


def _rows(read: str) -> Assigned:
    assigned = Assigned({}, {})
    for at, row in enumerate(csv.reader(io.StringIO(read)), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (at == 1 and not cells[-1].isdecimal()):
            continue  # a blank line, or the heading
        if len(cells) != 2 or not all(cells):
            raise ArgumentTypeError(f"第{at}行应为“项目编码,新代码”两列")
        assigned.lines.setdefault(cells[0], at)
        if assigned.homes.setdefault(cells[0], cells[1]) != cells[1]:
            raise ArgumentTypeError(f"第{at}行的“{cells[0]}”归属了两个地区")
    return assigned
