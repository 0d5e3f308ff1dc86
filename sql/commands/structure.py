"""The structure of the database: made, upgraded, taken back, and the next migration drafted."""

from argparse import ArgumentParser

from metrics.command_line import agree
from sql.copies.losses import losses
from sql.database import migrate
from sql.database.settings import database_url
from sql.office import demo_database


def init(parser: ArgumentParser) -> None:
    """Describe the making of the database."""
    parser.set_defaults(run=run_init)


def run_init() -> str:
    """Make the database, or bring it to the structure of this version."""
    renamed = demo_database.take_over()
    moved = migrate.upgrade()
    ready = f"数据库已就绪，结构版本 {moved.revision}。{_kept(moved)}"
    return "\n".join(filter(None, [renamed, ready]))


def downgrade(parser: ArgumentParser) -> None:
    """Describe the way back to an earlier structure."""
    parser.set_defaults(run=run_downgrade)
    parser.add_argument("revision", help="结构版本号；base 表示清空全部数据")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接退回（原有内容先另存）")


def run_downgrade(*, revision: str, yes: bool) -> str:
    """Take the database back to an earlier structure, after what goes with it was agreed to."""
    lost = losses(database_url(), revision)
    if lost:
        agree(
            f"退回到结构版本 {revision} 将删除：{'、'.join(lost)}。\n"
            "现有全部内容会先另存到备份文件夹。",
            yes=yes,
        )
    moved = migrate.downgrade(revision)
    return f"数据库已退回到结构版本 {revision}。{_kept(moved)}"


def _kept(moved: migrate.Moved) -> str:
    return "" if moved.kept is None else f"\n此前的内容已另存：{moved.kept}"


def revision(parser: ArgumentParser) -> None:
    """Describe the drafting of a migration."""
    parser.set_defaults(run=run_revision)
    parser.add_argument("about", help="用英文一句话说明改了什么")


def run_revision(*, about: str) -> str:
    """Draft the next migration from what the models say and the database lacks."""
    return f"已起草：{migrate.draft(about)}"
