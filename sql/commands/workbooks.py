"""Workbooks out and in: the blank one, an import, the rules it is held against, a withdrawal."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

from metrics.command_line import division, writing
from metrics.console import complain
from metrics.errors import UnknownChoice
from metrics.records.reports import Outcome
from sql.commands.options import say_whose
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.reported.intake import import_workbook
from sql.reported.receipts import receipt
from sql.reported.upload_log import logged
from sql.reported.withdrawal import withdraw
from sql.supplied.known_divisions import known_at_all
from sql.workbook.checking.rulebook import printed
from sql.workbook.dropdowns import lists_of
from sql.workbook.writing.marked_copy import MAX_FILE, marked_copy
from sql.workbook.writing.template import write_template


def template(parser: ArgumentParser) -> None:
    """Describe the writing of the blank workbook."""
    parser.set_defaults(run=run_template)
    parser.add_argument("out", type=_workbook, help="写到哪个文件，如 报送.xlsx")
    parser.add_argument("--unit", type=division, help="行政区划代码；填写后“区划”表带出该省名单")


def run_template(*, out: Path, unit: str | None) -> str:
    """Write the blank workbook."""
    if unit is not None:
        known_at_all(unit)
    with writing(out) as part:
        write_template(part, unit=unit, lists=lists_of(unit or "", date.max))
    return f"已写出空白报送工作簿：{out}"


def checks(parser: ArgumentParser) -> None:
    """Describe the list of import rules."""
    parser.set_defaults(run=printed)


def import_(parser: ArgumentParser) -> None:
    """Describe an import."""
    parser.set_defaults(run=run_import)
    parser.add_argument("file", type=_existing, help="工作簿文件（.xlsx）")
    say_whose(parser, "数据截止日期")
    parser.add_argument("--sent-by", help="报送人姓名")
    parser.add_argument("--marked", type=_workbook, help="另存一份标出问题单元格的工作簿")


def run_import(
    *, file: Path, unit: str, as_of: date, sent_by: str | None, marked: Path | None
) -> str:
    """Import one workbook; the marked copy is written whether or not it is stored."""
    if marked is not None and marked.resolve() == file.resolve():
        raise UnknownChoice("标注后的工作簿不能覆盖原文件，请换一个文件名。")
    ensure_ready()
    with logged(unit=unit, as_of=as_of, file_name=file.name) as upload:
        outcome = import_workbook(file, unit=unit, as_of=as_of, sent_by=sent_by)
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


def withdraw_(parser: ArgumentParser) -> None:
    """Describe a withdrawal."""
    parser.set_defaults(run=run_withdraw)
    say_whose(parser, "从哪一天起失效")
    parser.add_argument("--reason", required=True, help="原因，记入报送历史，如“并入620103”")
    parser.add_argument("--sent-by", help="经办人姓名")


def run_withdraw(*, unit: str, as_of: date, reason: str, sent_by: str | None) -> str:
    """End what a merged or abolished unit says, from a day on."""
    ensure_ready()
    with session_scope(writing=True) as session:
        done = withdraw(session, unit=unit, as_of=as_of, reason=reason, sent_by=sent_by)
    return (
        f"已撤销 {unit} 自 {as_of} 起的报送（报送编号 {done.submission}），{done.removed}条记录"
        "不再有效；此前的数据保留不变。"
    )


def _existing(text: str) -> Path:
    path = Path(text)
    if path.is_file():
        return path
    raise ArgumentTypeError(f"没有找到文件“{text}”")


def _workbook(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise ArgumentTypeError(f"“{text}”的扩展名应为 .xlsx")
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"文件夹“{path.parent}”不存在")
    return path
