"""What every `python -m` of the project shares: refusals in Chinese, one exit code per cause.

A command line is a table of names, each with the function that describes the command. That function
stands in a module which is loaded when the command is chosen, and not before: `--help` answers at
once, and the modules import what they need where everyone looks for it, at their top.
"""

import argparse
import errno
import logging
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import copy_context
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from metrics import console, running_log
from metrics.days.beijing import BEIJING
from metrics.errors import (
    FileUnusable,
    NotAgreed,
    ProgrammeIncomplete,
    UnknownChoice,
    UserError,
)
from metrics.scope import Wanted
from metrics.version import PRODUCT_VERSION
from metrics.whole_files import appearing, why_not_written

FIRST_YEAR, LAST_YEAR = 2015, 2100  # the bounds of 计划年度; read from there, --help would be slow
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2100, 12, 31)  # those of a date in a cell
INTERRUPTED = 130
"""What shells expect of a program that Ctrl+C ended."""
BROKEN = 70
"""A mistake of ours; the log has it under the number that was told."""
REFUSED = {
    errno.EACCES: "没有权限，或正被其他程序打开", errno.EPERM: "没有权限", errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读", errno.ENOENT: "没有这个文件或文件夹", errno.ENOTDIR: "上一级不是文件夹",
    errno.EISDIR: "是文件夹，不是文件", errno.ENAMETOOLONG: "文件名太长",
}  # fmt: skip
LOG = logging.getLogger(__name__)

_WORDS = (
    (r"^argument ([^:]+): ", r"\1："),
    (r"^：?expected one argument$|(?<=：)expected one argument$", "后面缺少内容"),
    (r"^the following arguments are required: ", "缺少"),
    (r"^unrecognized arguments: ", "不认识"),
    (r"invalid choice: (.*) \(choose from (.*)\)$", r"没有\1，可用：\2"),
    (r"invalid int value: '(.*)'$", r"“\1”不是整数"),
    (r"^ambiguous option: (.*) could match (.*)$", r"\1可能是：\2，请写全"),
)


Table = Sequence[tuple[str, str, str]]
"""Commands: name, what it does, and `module:function` that adds its options and its `run`."""


class _Help(argparse.HelpFormatter):
    """The layout of `--help`, with its one English word in Chinese."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """Head the usage in Chinese, unless the parser wants it bare."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese, refusals in one line; `described_by` fills it when it is first used."""

    described_by = ""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, formatter_class=_Help, add_help=False)
        self._positionals.title, self._optionals.title = "必填", "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明后退出")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, after the module that describes this command has been loaded."""
        described_by, self.described_by = self.described_by, ""
        if described_by:
            module, function = described_by.split(":")
            getattr(import_module(module), function)(self)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Stop with exit code 2; what was wrong follows in brackets."""
        sentence = message
        for pattern, words in _WORDS:
            sentence = re.sub(pattern, words, sentence)
        console.complain(f"命令有误，请用“{self.prog} --help”查看用法（{sentence}）。")
        sys.exit(2)


def with_commands(top: Parser, table: Table) -> Parser:
    """Give a parser its commands."""
    commands = versioned(top).add_subparsers(required=True, metavar="命令")
    for name, about, described_by in table:
        commands.add_parser(name, help=about, description=about).described_by = described_by
    return top


def day(text: str) -> date:
    """Read a date given as an option, within the bounds of dates in cells."""
    try:
        read = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应形如 2023-07-28") from None
    if FIRST_DAY <= read <= LAST_DAY:
        return read
    raise argparse.ArgumentTypeError(f"“{text}”应在{FIRST_DAY}至{LAST_DAY}之间")


def division(text: str) -> str:
    """Read a division code given as an option."""
    from metrics.records.division_code import mistake  # `start.py` comes here without packages

    if wrong := mistake(text):
        raise argparse.ArgumentTypeError(wrong)
    return text


def year(text: str) -> int:
    """Read a plan year given as an option, within the bounds of 计划年度."""
    if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"“{text}”不是年度，应为{FIRST_YEAR}至{LAST_YEAR}之间的四位年份"
    )


def new_file(text: str) -> Path:
    """Read the path of a file to write given as an option; its folder must be there."""
    path = Path(text)
    if path.parent.is_dir() and not path.is_dir():
        return path
    raise argparse.ArgumentTypeError(f"“{text}”不能写入，应为已有文件夹中的一个文件")


def number(text: str) -> int:
    """Read a number that counts from 1 given as an option."""
    if text.isascii() and text.isdigit() and 0 < int(text) <= 10_000:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是序号，应为从1开始的整数")


def port(text: str) -> int:
    """Read the port of a server given as an option."""
    if text.isascii() and text.isdigit() and 0 < int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”不是端口，应为1至65535之间的整数")


def moment(text: str) -> datetime:
    """Read a moment given as an option; without a time zone it is Beijing time."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是时刻，应形如 2023-07-28T18:00") from None
    return read if read.tzinfo else read.replace(tzinfo=BEIJING)


@contextmanager
def writing(out: Path) -> Iterator[Path]:
    """Give a file to write to, which becomes `out` whole; say in one sentence why it could not be."""
    try:
        with appearing(out) as part:
            yield part
    except OSError as error:
        raise UnknownChoice(why_not_written(out, error)) from None


def agree(question: str, *, yes: bool) -> None:
    """Ask at a console before something is overwritten or dropped; `yes` was said beforehand.

    Raises:
        NotAgreed: unless the answer is 是, or where nobody can be asked.
    """
    if yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise NotAgreed(f"{question}\n没有执行：确实要执行的，请在命令后加 --yes。")
    try:
        typed = input(f"{question}\n确实要执行的，请输入“是”，其他任何输入都取消：")
    except EOFError:
        typed = ""
    if typed.strip() != "是":
        raise NotAgreed("已取消，没有作任何改动。")


def about(command: argparse.ArgumentParser, packs: Iterable[str]) -> None:
    """Add what a command is about: place, plan year and rule pack; `run` hands them on as `wanted`."""
    command.set_defaults(scoped=True)
    command.add_argument(
        "--place", help="范围的行政区划代码，省、市州、县区均可，默认为报送项目的省"
    )
    command.add_argument("--year", type=year, help="评价年度，默认为数据截止日期所在年")
    command.add_argument("--rules", help=f"参数集名称，默认为各地规定（local）：{'、'.join(packs)}")


def dated(command: argparse.ArgumentParser) -> None:
    """Add the data date to a command; without one it is the date that the pages open with."""
    command.add_argument(
        "--as-of", type=day,
        help="数据截止日期，默认与页面相同：范围本级或足够多的报送单位已报到的最新日期",
    )  # fmt: skip


def ruled_on(command: argparse.ArgumentParser) -> None:
    """Add the day of which the rules are taken; without one it is the data date."""
    command.add_argument("--rules-on", type=day, help="按该日有效的参数评价，默认为数据截止日期")


def _wanted(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options with what a command is about as one value."""
    if not options.pop("scoped", False):
        return options
    asked = {name: options.pop(name, None) for name in Wanted._fields}
    return {**options, "wanted": Wanted(**asked)}


def versioned(parser: Parser) -> Parser:
    """Let a parser tell the version."""
    parser.add_argument(
        "--version", action="version", version=PRODUCT_VERSION, help="显示版本后退出"
    )
    return parser


def run(parser: Parser, argv: list[str] | None) -> int:
    """Run the chosen command; whatever stops it is told in one Chinese sentence, with its exit code."""
    console.prepare()
    running_log.keep("commands")
    command = " ".join([parser.prog, *(sys.argv[1:] if argv is None else argv)[:1]])
    try:
        return copy_context().run(_run, parser, argv)  # what a command takes up ends with it
    except UserError as error:
        LOG.info("%s 未完成（%d）：%s", command, error.exit_code, str(error).partition("\n")[0])
        return _stopped(str(error), error.exit_code)
    except KeyboardInterrupt as stop:  # a command that had done part of its work says so
        return _stopped(str(stop) or "已中断，没有完成。", INTERRUPTED)
    except Exception as error:
        number = running_log.numbered(error, where=command)
        return _stopped(
            f"程序出错（编号{number}），没有完成。请按编号查看日志，日志文件夹：{running_log.folder()}",
            BROKEN,
        )
    finally:
        console.finish()


def _stopped(sentence: str, code: int) -> int:
    console.complain(sentence)
    return code


def _run(parser: Parser, argv: list[str] | None) -> int:
    try:
        options = _wanted(vars(parser.parse_args(argv)))
        console.say(options.pop("run")(**options))
    except ImportError as error:
        name = (error.name or "").partition(".")[0]
        if name in running_log.OURS:
            raise
        raise ProgrammeIncomplete(
            f"缺少运行所需的软件包“{name}”，或它不能在本机加载，请在程序文件夹中先运行："
            "python start.py --only-install"
        ) from error
    except OSError as error:
        if error.filename is None:
            raise
        LOG.warning("文件无法读写", exc_info=error)
        why = REFUSED.get(error.errno or 0, error.strerror)
        raise FileUnusable(f"无法读写“{error.filename}”：{why}。") from error
    return 0
