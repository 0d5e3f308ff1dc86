"""What was sent before: a submission taken back, and a workbook fetched again as it was sent."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from metrics.command_line import day, division, writing
from sql.commands.workbooks import workbook_file
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.reported.originals import of_submission
from sql.reported.undoing.undo import undo


def undo_(parser: ArgumentParser) -> None:
    """Describe the taking back of a unit's last submission."""
    parser.set_defaults(run=run_undo)
    parser.add_argument("--unit", type=division, required=True, help="报送单位的行政区划代码")
    parser.add_argument("--reason", required=True, help="原因，记入报送记录，如“误用了上月的文件”")
    parser.add_argument("--as-of", type=day, help="核对用：要撤回的报送的数据截止日期")
    parser.add_argument("--sent-by", help="经办人姓名")


def run_undo(*, unit: str, reason: str, as_of: date | None, sent_by: str | None) -> str:
    """Take back the last submission of a unit that stands."""
    ensure_ready()
    with session_scope(writing=True) as session:
        done = undo(session, unit=unit, reason=reason, as_of=as_of, sent_by=sent_by)
    one = done.submission
    return (
        f"已撤回 {unit} 截至 {one.data_date} 的报送（第{one.id}号，{one.file_name}），"
        f"撤回编号 {done.by}；各项数据恢复到该次报送之前。"
    )


def original_(parser: ArgumentParser) -> None:
    """Describe the fetching of a workbook as it was sent."""
    parser.set_defaults(run=run_original)
    parser.add_argument("submission", type=int, help="报送记录中的编号")
    parser.add_argument("out", type=workbook_file, help="写到哪个文件，如 原件.xlsx")


def run_original(*, submission: int, out: Path) -> str:
    """Write the workbook that a submission was made from, to the byte."""
    ensure_ready()
    with session_scope() as session:
        name, content = of_submission(session, submission)
    with writing(out) as part:
        part.write_bytes(content)
    return f"已写出第{submission}号报送的原件（{name}，摘要核对无误）：{out}"
