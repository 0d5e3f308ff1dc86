"""`python -m exports what-if`: what a change of rules moves, as a paper (规则变动影响测算)."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from exports.papers.rules import replay_paper
from exports.sheet_kinds import RENDER, kind_of
from exports.writing import target, write_whole
from metrics.commands import dated, stored_records
from metrics.console import complain
from metrics.progress.rates import refuse_without_ledger
from metrics.reading import scope_asked
from metrics.scope import Wanted
from metrics.supposed_commands import replay_of, rules_asked, supposing
from metrics.views.changes.supposed_tables import NAME

LEVELS = ("county", "city")


def describe_what_if(parser: ArgumentParser) -> None:
    """Describe the paper."""
    parser.set_defaults(run=run_what_if)
    parser.add_argument(
        "--out", type=Path, required=True, help="写到哪个文件，如 规则变动影响.pdf、.docx、.xlsx"
    )
    dated(parser)
    supposing(parser)
    parser.add_argument("--level", choices=LEVELS, default="county", help="列哪一级，默认county")


def run_what_if(
    *, wanted: Wanted, out: Path, assignments: list[str], to_rules: str | None,
    to_rules_on: date | None, level: str,
) -> str:  # fmt: skip
    """Judge by both sets of rules, and write what moves as .xlsx, .docx or .pdf."""
    target(out, *RENDER)
    with stored_records() as records:
        scope = scope_asked(records, wanted, tell=complain)
        now = rules_asked(scope, assignments, to_rules, to_rules_on)
        refuse_without_ledger(records.frames(scope), scope.place)
        replay = replay_of(records, scope, now)
    made = write_whole(out, RENDER[kind_of(out.name)](replay_paper.compose(replay, level)))
    return f"已生成{NAME}（非正式，数据截止{scope.as_of}）：{out}，{made // 1024:,} KB"
