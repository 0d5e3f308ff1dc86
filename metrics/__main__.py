"""python -m metrics: evaluate, show evidence and changes, compare returns, print the rules."""

import argparse
import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path

from metrics import command_line
from metrics.changes.between_dates import Dispatch, changes
from metrics.errors import UnknownChoice
from metrics.packs.pack import load_pack, pack_for_place, pack_names
from metrics.progress.reconciliation import RESULTS
from metrics.rating.evaluation import evaluate, evidence, place_of
from metrics.records.frames import Frames
from metrics.rules.value import RulePack
from metrics.standards.catalogue import NATIONAL
from metrics.supervision.table import supervision
from metrics.views.printed import evaluation as printing
from metrics.views.printed import reconciliation as reconciliation_printing
from metrics.views.printed.changes import CHANGES, Changes
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.reported import history
from sql.reported.correction_senders import correction_senders


def frames_of(*, as_of: date | None, year: int | None) -> Frames:
    """Read the records of a data date; the newest, and its calendar year, when none is named."""
    ensure_ready()
    with session_scope() as session:
        day = as_of or history.newest_data_date(session)
        return history.frames(session, as_of=day, year=year or day.year)


def rules_of(*, name: str | None, place: str | None, on: date) -> RulePack:
    """Load the named pack, or the one of the place, for a day."""
    pack = load_pack(name) if name else pack_for_place(place or "")
    return pack.on(on)


def run_evaluate(
    *,
    as_of: date | None,
    year: int | None,
    rules: str | None,
    rules_on: date | None,
    level: str | None,
    place: str | None,
    format: str,
    out: Path | None,
) -> str:
    """Evaluate and print, or write to a file."""
    frames = frames_of(as_of=as_of, year=year)
    place = place_of(frames, place)
    pack = rules_of(name=rules, place=place, on=rules_on or frames.as_of)
    return _given(printing.EVALUATION[format](evaluate(frames, pack, place), level), out)


def run_evidence(
    *,
    as_of: date | None,
    year: int | None,
    rules: str | None,
    rules_on: date | None,
    place: str | None,
    measure: str,
    region: str,
    verdict: str | None,
    format: str,
    out: Path | None,
) -> str:
    """List the records behind one figure, under the rules that `evaluate` takes for the place."""
    frames = frames_of(as_of=as_of, year=year)
    place = place_of(frames, place)
    pack = rules_of(name=rules, place=place, on=rules_on or frames.as_of)
    found = evidence(frames, pack, measure=measure, region=region, verdict=verdict)
    return _given(printing.EVIDENCE[format](found, NATIONAL.measures[measure]), out)


def _given(text: str, out: Path | None) -> str:
    """Return what to print: the text, or where it was written."""
    if out is None:
        return text
    # Excel on Windows takes a file without the mark for its own code page.
    try:
        out.write_text(f"{text}\n", encoding="utf-8-sig", newline="")
    except OSError:
        raise UnknownChoice(f"无法写入“{out}”：请关闭正在打开它的程序，或换一个位置。") from None
    return f"已写出：{out}"


def run_changes(
    *,
    before: date,
    after: date,
    year: int | None,
    rules: str | None,
    known_at: datetime | None,
    level: str | None,
    place: str | None,
    format: str,
) -> str:
    """Tell what changed between two data dates, and print."""
    if before > after:
        raise UnknownChoice(f"起始数据日期{before}晚于截止数据日期{after}，请对调。")
    ensure_ready()
    with session_scope() as session:
        read = partial(history.frames, session, year=year or after.year)
        then, now = read(as_of=before, known_at=known_at), read(as_of=after)
        known = read(as_of=before) if known_at else None
        place = place_of(now, place)
        pack = partial(rules_of, name=rules, place=place)
        packs = pack(on=before), pack(on=after)
        found = _changed(then, now, packs, place=place, known=known)
        senders = correction_senders(session, found.corrections, before=before, after=after)
    moment = known_at.isoformat() if known_at else None
    return CHANGES[format](Changes(found, senders, level, moment))


def _changed(
    then: Frames,
    now: Frames,
    rules: tuple[RulePack, RulePack],
    *,
    place: str,
    known: Frames | None,
) -> Dispatch:
    earlier, later = (
        supervision(frames, pack).projects.select("project", "light")
        for frames, pack in zip((then, now), rules, strict=True)
    )
    return changes(then, now, rules, place=place, known_now=known, lights=(earlier, later))


def run_reconcile(
    *,
    as_of: date | None,
    year: int | None,
    rules: str | None,
    rules_on: date | None,
    place: str | None,
    result: str | None,
    format: str,
    out: Path | None,
) -> str:
    """Compare ledger and returns of one plan year, and print, or write to a file."""
    frames = frames_of(as_of=as_of, year=year)
    place = place_of(frames, place)
    pack = rules_of(name=rules, place=place, on=rules_on or frames.as_of)
    found = reconciliation_printing.compared(frames, pack, place=place, result=result)
    return _given(reconciliation_printing.RECONCILED[format](found), out)


def run_rules(*, place: str | None, rules: str | None, rules_on: date | None) -> str:
    """Print the pack in force; on the newest data date when no day is named."""
    day = rules_on
    if day is None:
        ensure_ready()
        with session_scope() as session:
            day = history.newest_data_date(session)
    return printing.rules_table(rules_of(name=rules, place=place, on=day))


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = command_line.Parser(prog="python -m metrics", description="评价、证据与参数规则")
    commands = top.add_subparsers(required=True, metavar="命令")
    judge = command_line.command(commands, "evaluate", "评价：计分、等次、排名", run_evaluate)
    _dated(judge)
    judge.add_argument("--level", choices=["county", "city", "province"], help="只列一个层级")
    judge.add_argument("--format", choices=list(printing.EVALUATION), default="table")
    _written(judge)
    proof = command_line.command(commands, "evidence", "证据：列出一项数字背后的记录", run_evidence)
    _dated(proof)
    proof.add_argument("--measure", required=True, help="衡量内容编号，如 A07.1")
    proof.add_argument("--region", required=True, help="行政区划代码，如 620102 或 6201")
    proof.add_argument("--verdict", choices=["unmet", "unknown", "met"], help="只列一种结论")
    proof.add_argument("--format", choices=list(printing.EVIDENCE), default="table")
    _written(proof)
    _add_changes(commands)
    _add_reconcile(commands)
    rules = command_line.command(commands, "rules", "参数：列出有效参数及文件依据", run_rules)
    rules.add_argument("--place", help="行政区划代码，按最近的上级取参数集")
    _ruled(rules)
    return top


def _add_changes(commands: command_line.Commands) -> None:
    moved = command_line.command(commands, "changes", "变化：两个数据日期之间", run_changes)
    dates = {"--from": ("before", "较早的数据日期"), "--to": ("after", "较晚的数据日期")}
    for name, (kept, about) in dates.items():
        moved.add_argument(name, dest=kept, type=command_line.day, required=True, help=about)
    moved.add_argument("--year", type=command_line.year, help="评价年度，默认为较晚数据日期所在年")
    moved.add_argument("--rules", help=f"参数集名称：{'、'.join(pack_names())}")
    moved.add_argument("--place", help="范围的行政区划代码，默认为报送项目的省")
    moved.add_argument("--level", choices=["county", "city", "province"], help="只列一个层级")
    moved.add_argument(
        "--known-at", type=command_line.moment,
        help="较早日期按该时刻已收到的报送计算，其后补来的列为迟报数据；如 2024-08-02T18:00（北京时间）",
    )  # fmt: skip
    moved.add_argument("--format", choices=list(CHANGES), default="table")


def _add_reconcile(commands: command_line.Commands) -> None:
    both = command_line.command(
        commands, "reconcile", "核对：台账与进展报表，超出容差的请单位核实", run_reconcile
    )
    _dated(both)
    both.add_argument("--result", choices=RESULTS, help="只列一种核对结果，如 query 为需核实")
    both.add_argument("--format", choices=list(reconciliation_printing.RECONCILED), default="table")
    _written(both)


def _dated(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=command_line.day, help="数据截止日期，默认为最新")
    command.add_argument(
        "--year", type=command_line.year, help="评价年度，默认为数据截止日期所在年"
    )
    command.add_argument("--place", help="评价范围的行政区划代码，默认为报送项目的省")
    _ruled(command)


def _written(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out", type=command_line.new_file, help="写到哪个文件，可用 Excel 打开，如 结果.csv"
    )


def _ruled(command: argparse.ArgumentParser) -> None:
    command.add_argument("--rules", help=f"参数集名称：{'、'.join(pack_names())}")
    command.add_argument("--rules-on", type=command_line.day, help="按该日有效的参数评价")


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    return command_line.run(parser(), argv)


if __name__ == "__main__":
    sys.exit(main())
