"""python -m metrics: evaluate, show evidence, print the rules in force."""

import argparse
import sys
from datetime import date

from metrics import command_line
from metrics.evaluation import evaluate, evidence, place_of
from metrics.frames import Frames
from metrics.rules import RulePack, load_pack, pack_for_place, pack_names
from metrics.views import printing
from sql import history
from sql.engine import session_scope
from sql.migrate import ensure_ready


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
) -> str:
    """Evaluate and print."""
    frames = frames_of(as_of=as_of, year=year)
    place = place_of(frames, place)
    pack = rules_of(name=rules, place=place, on=rules_on or frames.as_of)
    return printing.EVALUATION[format](evaluate(frames, pack, place), level)


def run_evidence(
    *,
    as_of: date | None,
    year: int | None,
    rules: str | None,
    rules_on: date | None,
    measure: str,
    region: str,
    verdict: str | None,
    format: str,
) -> str:
    """List the records behind one figure."""
    frames = frames_of(as_of=as_of, year=year)
    pack = rules_of(name=rules, place=region.ljust(6, "0"), on=rules_on or frames.as_of)
    found = evidence(frames, pack, measure=measure, region=region, verdict=verdict)
    return printing.EVIDENCE[format](found, measure)


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
    judge.add_argument("--place", help="评价范围的行政区划代码，默认为报送项目的省")
    judge.add_argument("--format", choices=list(printing.EVALUATION), default="table")
    proof = command_line.command(commands, "evidence", "证据：列出一项数字背后的记录", run_evidence)
    _dated(proof)
    proof.add_argument("--measure", required=True, help="衡量内容编号，如 A07.1")
    proof.add_argument("--region", required=True, help="行政区划代码，如 620102 或 6201")
    proof.add_argument("--verdict", choices=["unmet", "unknown", "met"], help="只列一种结论")
    proof.add_argument("--format", choices=list(printing.EVIDENCE), default="table")
    rules = command_line.command(commands, "rules", "参数：列出有效参数及文件依据", run_rules)
    rules.add_argument("--place", help="行政区划代码，按最近的上级取参数集")
    _ruled(rules)
    return top


def _dated(command: argparse.ArgumentParser) -> None:
    command.add_argument("--as-of", type=command_line.day, help="数据截止日期，默认为最新")
    command.add_argument("--year", type=int, help="评价年度，默认为数据截止日期所在年")
    _ruled(command)


def _ruled(command: argparse.ArgumentParser) -> None:
    command.add_argument("--rules", help=f"参数集名称：{'、'.join(pack_names())}")
    command.add_argument("--rules-on", type=command_line.day, help="按该日有效的参数评价")


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    return command_line.run(parser(), argv)


if __name__ == "__main__":
    sys.exit(main())
