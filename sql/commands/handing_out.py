"""Workbooks out: the blank one, and those that units go on from."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

from metrics.command_line import day, division, writing
from metrics.console import say
from metrics.errors import UnknownChoice
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.records import StoredRecords
from sql.reported.prefilled import Prefilled
from sql.supplied.known_divisions import known_at_all
from sql.workbook.dropdowns import lists_of
from sql.workbook.writing.template import write_template

_EVERY = 10
"""Progress is told after so many workbooks."""


def template(parser: ArgumentParser) -> None:
    """Describe the writing of workbooks."""
    parser.set_defaults(run=run_template)
    parser.add_argument(
        "out", type=_target,
        help="写到哪个文件，如 报送.xlsx；与 --all 同用时为压缩包（.zip）或已有文件夹",
    )  # fmt: skip
    parser.add_argument(
        "--unit", type=division,
        help="行政区划代码；省级单位的空白工作簿在“区划”表带出该省名单",
    )  # fmt: skip
    parser.add_argument("--filled", action="store_true", help="填入该单位上期数据")
    parser.add_argument(
        "--all", dest="below", action="store_true",
        help="填入上期数据，--unit 及其所辖单位（不写则全部单位）每单位一份",
    )  # fmt: skip
    parser.add_argument(
        "--as-of", type=day, help="上期数据工作簿的数据截止日期，如 2023-07-28；不写则由单位填写"
    )


def run_template(
    *, out: Path, unit: str | None, filled: bool, below: bool, as_of: date | None
) -> str:
    """Write the blank workbook, or those that units go on from."""
    single = out.suffix.lower() == ".xlsx"
    if single == below:
        raise UnknownChoice(
            "一份工作簿写到 .xlsx 文件；全部单位用 --all，写到 .zip 文件或已有文件夹。"
        )
    if below:
        return _every(out, place=unit, as_of=as_of)
    if filled:
        return _filled(out, unit=unit, as_of=as_of)
    if as_of is not None:
        raise UnknownChoice("--as-of 用于上期数据工作簿，请同时写 --filled 或 --all。")
    if unit is not None:
        known_at_all(unit)
    with writing(out) as part:
        write_template(part, unit=unit, lists=lists_of(unit or "", date.max))
    return f"已写出空白报送工作簿：{out}"


def _filled(out: Path, *, unit: str | None, as_of: date | None) -> str:
    if unit is None:
        raise UnknownChoice("上期数据是某个单位的：请用 --unit 写明单位，或用 --all 写出全部单位。")
    ensure_ready()
    with session_scope() as session, writing(out) as part:
        prefilled = Prefilled(session, StoredRecords(session), as_of=as_of)
        whose = prefilled.write(part, unit)
    return f"已写出{whose.unit_words}的上期数据工作簿：{out}"


def _every(out: Path, *, place: str | None, as_of: date | None) -> str:
    ensure_ready()
    with session_scope() as session:
        prefilled = Prefilled(session, StoredRecords(session), as_of=as_of)
        units = prefilled.units(prefilled.frames.place_of(place))
        if out.is_dir():
            try:
                number = prefilled.write_each(out, units, show=_show)
            except OSError as error:
                raise UnknownChoice(f"无法写入文件夹“{out}”：{error.strerror}。") from None
        else:
            with writing(out) as part:
                number = prefilled.write_zip(part, units, show=_show)
    return f"已写出{number}个单位的上期数据工作簿：{out}"


def _show(done: int, of: int, name: str) -> None:
    if done % _EVERY == 0:
        say(f"  {done}/{of}  {name}")


def _target(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        return path
    if path.suffix.lower() not in (".xlsx", ".zip"):
        raise ArgumentTypeError(f"“{text}”应为 .xlsx 或 .zip 文件，或已有文件夹")
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"文件夹“{path.parent}”不存在")
    return path
