"""python -m sql: the database, workbooks in and out, the demo, and what the office keeps.

Each command loads what it needs when it runs, so that `--help` answers at once.
"""

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path

from metrics import command_line
from sql.dispatch import office_commands


def run_init() -> str:
    """Make the database, or bring it to the structure of this version."""
    from sql.database import migrate

    return f"数据库已就绪，结构版本 {migrate.upgrade()}。"


def run_downgrade(*, revision: str) -> str:
    """Take the database back to an earlier structure."""
    from sql.database import migrate

    migrate.downgrade(revision)
    return f"数据库已退回到结构版本 {revision}。"


def run_revision(*, about: str) -> str:
    """Draft the next migration from what the models say and the database lacks."""
    from sql.database import migrate

    return f"已起草：{migrate.draft(about)}"


def run_template(*, out: Path, unit: str | None) -> str:
    """Write the blank workbook."""
    from sql.workbook.writing.template import write_template

    write_template(out, unit=unit)
    return f"已写出空白报送工作簿：{out}"


def run_checks() -> str:
    """List the rules that a workbook is held against."""
    from sql.workbook.checking.rulebook import printed

    return printed()


def run_import(
    *, file: Path, unit: str, as_of: date, sent_by: str | None, marked: Path | None
) -> str:
    """Import one workbook; the marked copy is written whether or not it is stored."""
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.reported.intake import import_workbook
    from sql.reported.receipts import receipt
    from sql.workbook.writing.annotate import annotate

    ensure_ready()
    with session_scope(writing=True) as session:
        outcome = import_workbook(session, path=file, unit=unit, as_of=as_of, sent_by=sent_by)
    if marked is not None:
        annotate(file, [*outcome.errors, *outcome.warnings], target=marked)
    return receipt(outcome, marked=marked)


def run_withdraw(*, unit: str, as_of: date, reason: str, sent_by: str | None) -> str:
    """End what a merged or abolished unit says, from a day on."""
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.reported.withdrawal import withdraw

    ensure_ready()
    with session_scope(writing=True) as session:
        done = withdraw(session, unit=unit, as_of=as_of, reason=reason, sent_by=sent_by)
    return (
        f"已撤销 {unit} 自 {as_of} 起的报送（报送编号 {done.submission}），{done.removed}条记录"
        "不再有效；此前的数据保留不变。"
    )


def run_published(*, if_empty: bool) -> str:
    """Import the published national tables."""
    from sql.database.migrate import ensure_ready
    from sql.supplied import published

    ensure_ready()
    days = published.load(if_empty=if_empty)
    if not days:
        return "全国公布数据已在库中，未重复导入。"
    return f"已导入全国公布数据，数据截止日期：{'、'.join(map(str, days))}。"


def run_sample_tasks(*, unit: str, as_of: date) -> str:
    """File the sample of key tasks as a unit's, beside what it has reported."""
    from sql.database.engine import session_scope
    from sql.database.migrate import ensure_ready
    from sql.reported.receipts import receipt
    from sql.supplied import sample_tasks

    ensure_ready()
    with session_scope(writing=True) as session:
        return receipt(sample_tasks.load(session, unit=unit, as_of=as_of))


def run_demo(*, out: Path | None, scale: int | None, if_empty: bool) -> str:
    """Write the demo province's workbooks and import them, or fill a database for benchmarks."""
    from sql.database.migrate import ensure_ready

    ensure_ready()
    if scale is not None:
        from sql.database.engine import session_scope
        from sql.demo import scale as nation

        with session_scope(writing=True) as session:
            units = nation.fill(session, compounds=scale)
        return f"已批量写入演示数据：{scale}个小区，{units}个报送单位。"
    from sql.demo.load import load

    books = load(out=out, if_empty=if_empty, show=partial(print, flush=True))
    if not books:
        return "库中已有数据，未写入演示省。"
    return f"已写入演示省数据：{books}份工作簿。"


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = command_line.Parser(
        prog="python -m sql", description="数据库、空白工作簿、导入与演示数据"
    )
    commands = top.add_subparsers(required=True, metavar="命令")
    command_line.command(commands, "init", "建立数据库，或升级到本版本的结构", run_init)
    _describe_reports(commands)
    _describe_supplied(commands)
    office_commands.describe(commands)
    _describe_structure(commands)
    return top


def _describe_reports(commands: command_line.Commands) -> None:
    blank = command_line.command(commands, "template", "写出空白报送工作簿", run_template)
    blank.add_argument("out", type=_workbook, help="写到哪个文件，如 报送.xlsx")
    blank.add_argument(
        "--unit", type=command_line.division, help="行政区划代码；填写后“区划”表带出该省名单"
    )
    command_line.command(commands, "checks", "列出导入校验规则及其理由", run_checks)
    filed = command_line.command(commands, "import", "导入一个报送工作簿", run_import)
    filed.add_argument("file", type=_existing, help="工作簿文件（.xlsx）")
    _say_whose(filed, "数据截止日期")
    filed.add_argument("--sent-by", help="报送人姓名")
    filed.add_argument("--marked", type=_workbook, help="另存一份标出问题单元格的工作簿")
    ended = command_line.command(commands, "withdraw", "撤销已撤并单位的报送", run_withdraw)
    _say_whose(ended, "从哪一天起失效")
    ended.add_argument("--reason", required=True, help="原因，记入报送历史，如“并入620103”")
    ended.add_argument("--sent-by", help="经办人姓名")


def _describe_supplied(commands: command_line.Commands) -> None:
    nation = command_line.command(commands, "published", "导入公布的全国进展数据", run_published)
    nation.add_argument("--if-empty", action="store_true", help="库中已有时不再导入")
    listed = command_line.command(
        commands, "sample-tasks", "载入随附的重点任务样例（深圳市61项）", run_sample_tasks
    )
    _say_whose(listed, "数据截止日期")
    demo = command_line.command(commands, "demo", "写出演示省的工作簿并导入", run_demo)
    demo.add_argument("--out", type=Path, help="把工作簿留在这个文件夹")
    demo.add_argument("--scale", type=_compounds, help="不经工作簿，直接写入这么多个小区（测速用）")
    demo.add_argument("--if-empty", action="store_true", help="库中已有任何报送时不写入")


def _describe_structure(commands: command_line.Commands) -> None:
    draft = command_line.command(
        commands, "revision", "（开发用）起草一个新的结构版本", run_revision
    )
    draft.add_argument("about", help="用英文一句话说明改了什么")
    back = command_line.command(
        commands, "downgrade", "（开发用）把数据库退回到某一结构版本", run_downgrade
    )
    back.add_argument("revision", help="结构版本号；base 表示清空全部数据")


def _say_whose(command: argparse.ArgumentParser, day: str) -> None:
    """Ask for the reporting unit and for a day, which the command means in its own way."""
    command.add_argument(
        "--unit", type=command_line.division, required=True, help="报送单位的行政区划代码"
    )
    command.add_argument(
        "--as-of", type=command_line.day, required=True, help=f"{day}，如 2023-07-28"
    )


def _compounds(text: str) -> int:
    if text.isascii() and text.isdigit() and 100 <= int(text) <= 1_000_000:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”应为100至1000000之间的整数")


def _existing(text: str) -> Path:
    path = Path(text)
    if path.is_file():
        return path
    raise argparse.ArgumentTypeError(f"没有找到文件“{text}”")


def _workbook(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"“{text}”的扩展名应为 .xlsx")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"文件夹“{path.parent}”不存在")
    return path


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    return command_line.run(parser(), argv)


if __name__ == "__main__":
    sys.exit(main())
