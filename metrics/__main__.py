"""python -m metrics: evaluate, show evidence and changes, compare returns, print the rules."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import polars as pl

from metrics import command_line
from metrics.changes.between_dates import Changes, changes
from metrics.errors import UnknownChoice
from metrics.packs.pack import load_pack, pack_for_place, pack_names, rules_of
from metrics.progress.reconciliation import RESULTS
from metrics.rating.evaluation import evidence
from metrics.reading import Records, scope_of
from metrics.scope import Scope, Wanted
from metrics.standards.catalogue import NATIONAL
from metrics.views.printed import evaluation as printing
from metrics.views.printed import reconciliation as reconciliation_printing
from metrics.views.printed.changes import CHANGES, PrintedChanges
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.records import StoredRecords
from sql.reported.correction_senders import correction_senders


@contextmanager
def _records() -> Iterator[StoredRecords]:
    """Give the records of a database made ready, for as long as they are read."""
    ensure_ready()
    with session_scope() as session:
        yield StoredRecords(session)


def run_evaluate(*, wanted: Wanted, level: str | None, format: str, out: Path | None) -> str:
    """Evaluate and print, or write to a file."""
    with _records() as records:
        found = records.evaluation(scope_of(records, wanted))
    return _given(printing.EVALUATION[format](found, level), out)


def run_evidence(
    *,
    wanted: Wanted,
    measure: str,
    region: str,
    verdict: str | None,
    format: str,
    out: Path | None,
) -> str:
    """List the records behind one figure, under the rules that `evaluate` takes for the place."""
    with _records() as records:
        scope = scope_of(records, wanted)
        frames = records.frames(scope)
    found = evidence(frames, rules_of(scope), measure=measure, region=region, verdict=verdict)
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
    *, wanted: Wanted, before: date, known_at: datetime | None, level: str | None, format: str
) -> str:
    """Tell what changed between two data dates, and print."""
    after = wanted.as_of or before
    if before > after:
        raise UnknownChoice(f"起始数据日期{before}晚于截止数据日期{after}，请对调。")
    ensure_ready()
    with session_scope() as session:
        known = StoredRecords(session)
        scope = scope_of(known, wanted)
        then = StoredRecords(session, known_at=known_at) if known_at else known
        found = _changed(then, known, scope, before)
        senders = correction_senders(session, found.corrections, before=before, after=after)
    moment = known_at.isoformat() if known_at else None
    return CHANGES[format](PrintedChanges(found, senders, level, moment))


def _changed(then: Records, known: Records, scope: Scope, before: date) -> Changes:
    """Compare with an earlier date; `then` are the records as they were known then."""
    earlier = scope.at(before)
    return changes(
        then.frames(earlier),
        known.frames(scope),
        (rules_of(earlier), rules_of(scope)),
        place=scope.place,
        known_now=None if then is known else known.frames(earlier),
        lights=(_lights(then, earlier), _lights(known, scope)),
    )


def _lights(records: Records, scope: Scope) -> pl.DataFrame:
    return records.supervision(scope).projects.select("project", "light")


def run_reconcile(*, wanted: Wanted, result: str | None, format: str, out: Path | None) -> str:
    """Compare ledger and returns of one plan year, and print, or write to a file."""
    with _records() as records:
        scope = scope_of(records, wanted)
        frames = records.frames(scope)
    found = reconciliation_printing.compared(
        frames, rules_of(scope), place=scope.place, result=result
    )
    return _given(reconciliation_printing.RECONCILED[format](found), out)


def run_rules(*, place: str | None, rules: str | None, rules_on: date | None) -> str:
    """Print the pack in force; on the newest data date when no day is named."""
    pack = load_pack(rules) if rules else pack_for_place(place or "")
    if rules_on is not None:
        return printing.rules_table(pack.on(rules_on))
    with _records() as records:
        return printing.rules_table(pack.on(records.newest()))


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
    rules.add_argument("--rules", help=f"参数集名称：{'、'.join(pack_names())}")
    command_line.ruled_on(rules)
    return top


def _add_changes(commands: command_line.Commands) -> None:
    moved = command_line.command(commands, "changes", "变化：两个数据日期之间", run_changes)
    dates = {"--from": ("before", "较早的数据日期"), "--to": ("as_of", "较晚的数据日期")}
    for name, (kept, about) in dates.items():
        moved.add_argument(name, dest=kept, type=command_line.day, required=True, help=about)
    command_line.about(moved, pack_names())
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
    command_line.dated(command)
    command_line.about(command, pack_names())
    command_line.ruled_on(command)


def _written(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--out", type=command_line.new_file, help="写到哪个文件，可用 Excel 打开，如 结果.csv"
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    return command_line.run(parser(), argv)


if __name__ == "__main__":
    sys.exit(main())
