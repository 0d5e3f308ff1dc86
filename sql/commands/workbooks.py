"""The rules that workbooks are held against, and a withdrawal."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

from sql.commands.options import say_whose
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.reported.withdrawal import withdraw
from sql.workbook.checking.rulebook import printed


def checks(parser: ArgumentParser) -> None:
    """Describe the list of import rules."""
    parser.set_defaults(run=printed)


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
        f"已撤销 {unit} 自 {as_of} 起的报送（第{done.submission}号），{done.removed}条记录"
        "不再有效；此前的数据保留不变。"
    )


def workbook_file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise ArgumentTypeError(f"“{text}”的扩展名应为 .xlsx")
    if not path.parent.is_dir():
        raise ArgumentTypeError(f"文件夹“{path.parent}”不存在")
    return path
