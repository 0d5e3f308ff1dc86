"""The structure of the database: made, upgraded, taken back, and the next migration drafted."""

from argparse import ArgumentParser

from sql.database import migrate


def init(parser: ArgumentParser) -> None:
    """Describe the making of the database."""
    parser.set_defaults(run=run_init)


def run_init() -> str:
    """Make the database, or bring it to the structure of this version."""
    return f"数据库已就绪，结构版本 {migrate.upgrade()}。"


def downgrade(parser: ArgumentParser) -> None:
    """Describe the way back to an earlier structure."""
    parser.set_defaults(run=run_downgrade)
    parser.add_argument("revision", help="结构版本号；base 表示清空全部数据")


def run_downgrade(*, revision: str) -> str:
    """Take the database back to an earlier structure."""
    migrate.downgrade(revision)
    return f"数据库已退回到结构版本 {revision}。"


def revision(parser: ArgumentParser) -> None:
    """Describe the drafting of a migration."""
    parser.set_defaults(run=run_revision)
    parser.add_argument("about", help="用英文一句话说明改了什么")


def run_revision(*, about: str) -> str:
    """Draft the next migration from what the models say and the database lacks."""
    return f"已起草：{migrate.draft(about)}"
