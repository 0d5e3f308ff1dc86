"""Workbooks in: one with its unit and data date, or many that say these themselves."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from metrics import console
from metrics.command_line import day, division, new_file, writing
from metrics.console import complain
from metrics.errors import UnknownChoice
from metrics.records.reports import YES_TO_ALL, Outcome, Received
from sql.commands.workbooks import workbook_file
from sql.database.migrate import ensure_ready
from sql.reported.batch import import_batch, marked_zip
from sql.reported.batch_files import Addressed, addressed, judged, named, paths_of
from sql.reported.intake import import_workbook
from sql.reported.receipts import batch_receipt, became, broken_off, receipt
from sql.reported.upload_log import logged
from sql.workbook.writing.marked_copy import MAX_FILE, marked_copy

_MANY_ONLY = "多个文件用 --marked-zip 写出标注后的工作簿，--marked 只用于单个文件。"
_ONE_PART = "--part 只用于写明单位和日期的单个文件；多个文件逐个按全部报送导入。"
_UNSIGNED = "--yes 须同时用 --sent-by 写明报送人：由谁核实，随报送留存。"
_ONE_UNIT = "--unit 只用于单个文件；多个文件的报送单位由文件自身或文件名写明。"


def import_(parser: ArgumentParser) -> None:
    """Describe an import."""
    parser.set_defaults(run=run_import)
    parser.add_argument(
        "files", nargs="+", type=_there,
        help="工作簿文件（.xlsx），可以是多个、一个文件夹、*.xlsx 或压缩包（.zip）",
    )  # fmt: skip
    parser.add_argument(
        "--unit", type=division, help="报送单位的行政区划代码；文件自身写明的可不填"
    )
    parser.add_argument(
        "--as-of", type=day, help="数据截止日期，如 2023-07-28；文件自身写明的可不填"
    )
    parser.add_argument("--sent-by", help="报送人姓名；用 --yes 时必填")
    parser.add_argument(
        "--part", action="store_true", help="增量报送：只增改文件中的记录，其余保持不变"
    )
    parser.add_argument("--marked", type=workbook_file, help="另存一份标出问题单元格的工作簿")
    parser.add_argument(
        "--marked-zip", type=new_file, help="把有错误或提示的工作簿标注后存入一个压缩包（.zip）"
    )
    parser.add_argument(
        "--yes", dest="confirmed", action="store_const", const=YES_TO_ALL, default=frozenset(),
        help="已核实无误：删除较多、改计划年度、累计数减少、日期相隔太远等须确认的，一律确认",
    )  # fmt: skip


def run_import(
    *,
    files: list[str],
    unit: str | None,
    as_of: date | None,
    sent_by: str | None,
    part: bool,
    marked: Path | None,
    marked_zip: Path | None,
    confirmed: Container[str],
) -> str:
    """Import what was named: one workbook with a receipt of its own, or file by file whatever there is.

    What is asked and not `confirmed` keeps a file out.
    """
    if confirmed is YES_TO_ALL and not sent_by:
        raise UnknownChoice(_UNSIGNED)
    alone = _alone(files)
    if alone is not None:
        unit, as_of = _whose(files, unit, as_of)
    if alone is not None and unit and as_of:
        return _import_one(
            alone, unit, as_of, sent_by=sent_by, part=part, marked=marked, confirmed=confirmed
        )
    if marked is not None:
        raise UnknownChoice(_MANY_ONLY)
    if part:
        raise UnknownChoice(_ONE_PART)
    listed = _told(files, unit, as_of)
    results = _import_many(listed, sent_by=sent_by, confirmed=confirmed)
    copies = _copies(listed, results, marked_zip) if marked_zip else ""
    return batch_receipt(results, copies=copies)


def _import_many(
    listed: Sequence[Addressed], *, sent_by: str | None, confirmed: Container[str]
) -> list[Received]:
    """Import file by file; who breaks off (Ctrl+C) hears how many stay stored and which are left."""
    done = list[Received]()

    def told(number: int, of: int, result: Received) -> None:
        done.append(result)
        console.say(f"[{number}/{of}] {became(result)}")

    try:
        return import_batch(listed, sent_by=sent_by, confirmed=confirmed, progress=told)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            broken_off([each.file.name for each in judged(listed)], done)
        ) from None


def _whose(
    files: Sequence[str], unit: str | None, as_of: date | None
) -> tuple[str | None, date | None]:
    """Return unit and data date of one workbook; null where they, or one of them, cannot be told.

    Raises:
        UnknownChoice: if both were named and the file tells another date; another unit is only said, since a
            superior may report for a county.
    """
    if not (unit and as_of):
        [told] = _told(files, unit, as_of)
        return (None, None) if told.refusal else (told.unit, told.as_of)
    [says] = _told(files, None, None)
    if says.as_of not in (None, as_of):
        raise UnknownChoice(
            f"文件写明的数据截止日期是{says.as_of}，与--as-of {as_of}不一致，没有导入；请核对，"
            "用错文件的换成本期的工作簿，日期写错的改正后再执行。"
        )
    if says.unit not in (None, unit):
        complain(
            f"文件写明的报送单位是{says.unit}，与--unit {unit}不同，按{unit}核对，请确认没有用错文件。"
        )
    return unit, as_of


def _alone(names: Sequence[str]) -> Path | None:
    """Return the one workbook that was named; null for several, a folder, a pattern or a zip."""
    path = Path(names[0])
    return path if len(names) == 1 and path.is_file() and path.suffix.lower() != ".zip" else None


def _told(names: Sequence[str], unit: str | None, as_of: date | None) -> list[Addressed]:
    """Return the files with their units and dates; `unit` is what was said of a single one."""
    files = named(names)
    if unit is not None and len(files) > 1:
        raise UnknownChoice(_ONE_UNIT)
    ensure_ready()
    whose = addressed(files, as_of=as_of)
    return whose if unit is None else [replace(each, unit=unit) for each in whose]


def _import_one(
    file: Path,
    unit: str,
    as_of: date,
    *,
    sent_by: str | None,
    part: bool,
    marked: Path | None,
    confirmed: Container[str],
) -> str:
    """Import one workbook; the marked copy is written whether or not it is stored."""
    if marked is not None and marked.resolve() == file.resolve():
        raise UnknownChoice("标注后的工作簿不能覆盖原文件，请换一个文件名。")
    ensure_ready()
    with logged(unit=unit, as_of=as_of, file_name=file.name) as upload:
        outcome = import_workbook(
            file, unit=unit, as_of=as_of, sent_by=sent_by, part=part, confirmed=confirmed
        )
        upload.outcome = outcome
    return receipt(outcome, copy=_marked(file, outcome, marked) if marked else "")


def _marked(file: Path, outcome: Outcome, target: Path) -> str:
    """Write the marked copy and say so; where it cannot be, what became of the import is still told."""
    with file.open("rb") as opened:
        content = opened.read(MAX_FILE + 1)
    made = marked_copy(content, [*outcome.errors, *outcome.warnings])
    try:
        if made.content is None:
            raise UnknownChoice(made.note)
        with writing(target) as part:
            part.write_bytes(made.content)
    except UnknownChoice as error:
        complain(str(error))
        return ""
    return f"已写出标注后的工作簿：{target}\n{made.note}"


def _copies(files: Sequence[Addressed], results: Sequence[Received], target: Path) -> str:
    """Write the marked copies and say so; where they cannot be, the results are still told."""
    content = marked_zip(files, results)
    if content is None:
        return "没有需要标注的工作簿。"
    try:
        with writing(target) as part:
            part.write_bytes(content)
    except UnknownChoice as error:
        complain(str(error))
        return ""
    return f"已写出标注后的工作簿：{target}"


def _there(text: str) -> str:
    if paths_of(text):
        return text
    raise ArgumentTypeError(f"没有找到文件“{text}”")
