"""`python -m metrics lists`: 双清单, 推荐激励名单 and 督查激励条件, live, of a sealed round, or of a sealed file."""

from argparse import ArgumentParser
from pathlib import Path

from metrics import command_line
from metrics.commands import dated, stored_records
from metrics.console import complain
from metrics.errors import UnknownChoice
from metrics.lists.double_list import behind, double_list
from metrics.lists.rule_keys import MOST_SEATS
from metrics.progress.rates import refuse_without_ledger
from metrics.reading import Records, scope_asked
from metrics.scope import Scope, Wanted
from metrics.sealing.written import opened
from metrics.views.lists.list_words import Source, codes_of, of_seal
from metrics.views.printed.lists import FORMATS, LISTS, Told
from sql.database.engine import session_scope
from sql.sealed import rounds as book

LEVELS = ("county", "city")


def describe_lists(parser: ArgumentParser) -> None:
    """Describe the lists."""
    parser.set_defaults(run=run_lists)
    parser.add_argument(
        "--list", choices=LISTS, default="double", dest="which",
        help="double为双清单，recommended为推荐激励名单，criteria为督查激励条件，默认double",
    )  # fmt: skip
    whose(parser)
    parser.add_argument(
        "--records", action="store_true", help="双清单逐条列出未达标和数据缺失的记录（json）"
    )
    parser.add_argument("--format", choices=list(FORMATS), default="table")
    parser.add_argument("--out", type=command_line.new_file, help="写到哪个文件，如 双清单.csv")


def whose(parser: ArgumentParser) -> None:
    """Add what lists are about: date and place, a round or a sealed file, the level, the number of places."""
    dated(parser)
    parser.add_argument(
        "--round",
        type=command_line.number,
        help="第几轮封账：只取自该轮封账；不写的为测算（非正式）",
    )
    parser.add_argument("--sealed", type=Path, help="封账文件：只凭这个文件生成，不需要数据库")
    parser.add_argument("--level", choices=LEVELS, default="county", help="列哪一级，默认county")
    parser.add_argument("--places", type=command_line.number, help="推荐名额，默认按参数")


def run_lists(
    *, wanted: Wanted, which: str, round: int | None, sealed: Path | None, level: str,
    places: int | None, records: bool, format: str, out: Path | None,
) -> str:  # fmt: skip
    """Print one of the lists, or write it to a file."""
    source = source_of(wanted, round, sealed)
    listed = None
    if records:
        found = double_list(source.evaluation, source.rules)
        asked = (f.measure for each in found.values() for one in each for f in one.figures)
        listed = behind(source.evaluation, asked)
    told = Told(source, level, codes_of(source), listed, seats_asked(places))
    text = FORMATS[format](which, told)
    if out is None:
        return text
    # Excel on Windows takes a file without the mark for its own code page.
    with command_line.writing(out) as part:
        part.write_text(
            f"{text}\n", encoding="utf-8-sig" if format == "csv" else "utf-8", newline=""
        )
    return f"已写出：{out}"


def seats_asked(places: int | None) -> int | None:
    """Return a number of places as it was asked for; UnknownChoice beyond what a rule may say."""
    if places is not None and places > MOST_SEATS:
        raise UnknownChoice(f"推荐名额应为1至{MOST_SEATS}，写的是{places}。")
    return places


def source_of(wanted: Wanted, round: int | None, sealed: Path | None) -> Source:
    """Return what lists rest on: a file alone, a round of the register, or the records as they are."""
    if sealed is not None:
        return _of_file(sealed, wanted, round)
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        if round is None:
            return _live(records, scope)
    with session_scope() as session:
        told = book.numbered(session, scope, round)
        return of_seal(book.seal_of(session, told.id), told, scope.place)


def _live(records: Records, scope: Scope) -> Source:
    refuse_without_ledger(records.frames(scope), scope.place)
    evaluation = records.evaluation(scope)
    return Source(evaluation, evaluation.rules)


def _of_file(file: Path, wanted: Wanted, round: int | None) -> Source:
    beside = {"round": round, **wanted._asdict(), "place": None}
    named = sorted(
        f"--{name.replace('_', '-')}" for name, value in beside.items() if value is not None
    )
    if named:
        raise UnknownChoice(f"日期、年度和参数以封账文件为准，不能同时用{'、'.join(named)}。")
    seal, _ = opened(file.read_bytes())
    return of_seal(seal, None, wanted.place or seal.scope.place)
