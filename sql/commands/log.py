"""The log (操作日志) on the command line: proved, listed, written to a file."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from metrics import plain_csv
from metrics.access import told
from metrics.access.entry import Entry, Head
from metrics.command_line import Parser, Table, day, division, new_file, with_commands, writing
from metrics.days.beijing import second
from sql.database import chain
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.log.entries import EXPORTED, Asked, entries
from sql.log.verifying import SHORTEST, verify

COMMANDS: Table = (
    ("verify", "核验操作日志的链条是否完整", "sql.commands.log:verify_"),
    ("list", "列出操作日志，最近的在前", "sql.commands.log:list_"),
    ("export", "把操作日志写成表格（CSV）", "sql.commands.log:export"),
)
NEWEST = 50
VERIFIED = "核验操作日志"
HEADINGS = (
    "序号", "时间", "账号", "角色", "操作", "对象", "地区", "说明", "来源地址", "摘要",
)  # fmt: skip


def log(parser: Parser) -> None:
    """Describe what can be asked of the log."""
    with_commands(parser, COMMANDS)


def verify_(parser: Parser) -> None:
    """Describe the proof."""
    parser.set_defaults(run=run_verify)
    parser.add_argument(
        "--head", type=head, dest="noted", metavar="序号:摘要",
        help="另处（备份、公文）记下的末条，如 1204:0f3a5c7e9b1d；写明后能查出末尾被删、全部重写",
    )  # fmt: skip


def run_verify(*, noted: Head | None) -> str:
    """Prove the whole log and say where it ends."""
    ensure_ready()
    with session_scope() as session:
        found = verify(session.connection(), noted=noted)
    with session_scope(writing=True) as session:
        chain.note(session, VERIFIED, told.ends_at(found))
    held = "，与另处记下的一致" if noted else ""
    return f"操作日志链条完整{held}：{told.ends_at(found)}"


def list_(parser: Parser) -> None:
    """Describe the list."""
    parser.set_defaults(run=run_list)
    _asked(parser)
    parser.add_argument("--most", type=int, default=NEWEST, help=f"最多列出几条（默认{NEWEST}）")


def run_list(
    *, first: date | None, last: date | None, action: str, place: str | None, words: str, most: int
) -> str:
    """List entries, a line each."""
    asked = Asked(first=first, last=last, action=action, place=place, words=words)
    ensure_ready()
    with session_scope() as session:
        listed = entries(session, asked, most=most)
    return "\n".join("　".join(filter(None, _row(one)[:-1])) for one in listed) or "没有记录。"


def export(parser: Parser) -> None:
    """Describe the file."""
    parser.set_defaults(run=run_export)
    parser.add_argument("out", type=new_file, help="写到哪个文件（.csv）")
    _asked(parser)


def run_export(
    *, out: Path, first: date | None, last: date | None, action: str, place: str | None, words: str
) -> str:
    """Write entries to a file; that too stands in the log."""
    asked = Asked(first=first, last=last, action=action, place=place, words=words)
    ensure_ready()
    with session_scope(writing=True) as session:
        listed = entries(session, asked)
        chain.note(session, EXPORTED, out.name, rows=len(listed), format="CSV")
    with writing(out) as part:
        part.write_bytes(plain_csv.written(HEADINGS, map(_row, listed)))
    return f"已写出{len(listed)}条：{out}"


def _asked(parser: Parser) -> None:
    parser.add_argument("--from", type=day, dest="first", help="自哪一天起")
    parser.add_argument("--to", type=day, dest="last", help="至哪一天止")
    parser.add_argument("--action", default="", help="操作，如“登录”")
    parser.add_argument("--place", type=division, help="所涉地区的行政区划代码")
    parser.add_argument("--words", default="", help="记录中的字词，空格隔开，须都有")


def _row(one: Entry) -> tuple[str, ...]:
    return (
        str(one.number), second(one.at), told.who(one), told.roles(one, {}), one.action,
        one.subject, one.place or "", told.detail(one.detail), one.address or "本机", one.digest,
    )  # fmt: skip


def head(text: str) -> Head:
    """Read a head that was noted elsewhere: number and digest, or the beginning of one."""
    number, _, digest = text.replace("：", ":").partition(":")
    plain = digest.strip().lower()
    hexadecimal = set(plain) <= set("0123456789abcdef") and SHORTEST <= len(plain) <= 64
    if number.isascii() and number.isdigit() and hexadecimal:
        return Head(int(number), plain)
    raise ArgumentTypeError(f"“{text}”应为“序号:摘要”，摘要至少{SHORTEST}位，如 1204:0f3a5c7e9b1d")
