"""What ships with the system: published tables, sample tasks, cases and the demo province."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

from metrics.console import say
from metrics.errors import UnknownChoice
from sql.commands.options import say_whose
from sql.database import chain
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.database.settings import ask_for_demo, is_named
from sql.demo import load
from sql.demo import scale as nation
from sql.dispatch.cases import load_samples
from sql.office import demo_contacts
from sql.office import settings as office_settings
from sql.reported.receipts import receipt
from sql.supplied import published as national_tables
from sql.supplied import sample_tasks as samples


def published(parser: ArgumentParser) -> None:
    """Describe the import of the published tables."""
    parser.set_defaults(run=run_published)
    parser.add_argument("--if-empty", action="store_true", help="库中已有时不再导入")


def run_published(*, if_empty: bool) -> str:
    """Import the published national tables."""
    ensure_ready()
    days = national_tables.load(if_empty=if_empty)
    if not days:
        return "全国公布数据已在库中，未重复导入。"
    return f"已导入全国公布数据，数据截止日期：{'、'.join(map(str, days))}。"


def sample_tasks(parser: ArgumentParser) -> None:
    """Describe the loading of the sample of key tasks."""
    parser.set_defaults(run=run_sample_tasks)
    say_whose(parser, "数据截止日期")


def run_sample_tasks(*, unit: str, as_of: date) -> str:
    """File the sample of key tasks as a unit's, beside what it has reported."""
    ensure_ready()
    return receipt(samples.load(unit=unit, as_of=as_of))


def cases(parser: ArgumentParser) -> None:
    """Describe the loading of the cases."""
    parser.set_defaults(run=run_cases)


def run_cases() -> str:
    """Load the cases that ship."""
    ensure_ready()
    with session_scope(writing=True) as session:
        return f"已载入经验案例{load_samples(session)}条。"


def demo(parser: ArgumentParser) -> None:
    """Describe the demo province."""
    parser.set_defaults(run=run_demo)
    parser.add_argument("--out", type=Path, help="把工作簿留在这个文件夹")
    parser.add_argument(
        "--scale", type=_compounds, help="不经工作簿，直接写入这么多个小区（测速用）"
    )
    parser.add_argument("--if-empty", action="store_true", help="库中已有任何报送时不写入")


def run_demo(*, out: Path | None, scale: int | None, if_empty: bool) -> str:
    """Write the demo province's workbooks and import them, or fill a database for benchmarks.

    They go into the database that `DATABASE_URL` names, else into the demo's own.
    """
    if not is_named():
        ask_for_demo()
    ensure_ready()
    _refuse_office()
    if scale is not None:
        with session_scope(writing=True) as session:
            units = nation.fill(session, compounds=scale)
            chain.note(session, "写入演示数据", f"{scale}个小区")
        return f"已批量写入演示数据：{scale}个小区，{units}个报送单位。"
    books = load.load(out=out, if_empty=if_empty, show=say)
    with session_scope(writing=True) as session:
        demo_contacts.load(session)
        if books:
            chain.note(session, "写入演示数据", f"{books}份工作簿")
    if not books:
        return "库中已有数据，未写入演示省。"
    return f"已写入演示省数据：{books}份工作簿。"


def _refuse_office() -> None:
    """Keep invented places out of a database that an office has begun with."""
    with session_scope() as session:
        if office_settings.in_force(session):
            raise UnknownChoice(
                "数据库已正式使用，不能写入演示数据。演示数据有单独的数据库："
                "请取消环境变量 DATABASE_URL 后执行，或运行 python start.py --demo。"
            )


def _compounds(text: str) -> int:
    if text.isascii() and text.isdigit() and 100 <= int(text) <= 1_000_000:
        return int(text)
    raise ArgumentTypeError(f"“{text}”应为100至1000000之间的整数")
