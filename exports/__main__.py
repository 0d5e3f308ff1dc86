"""python -m exports: write the weekly briefing or the supervision table of a data date."""

import argparse
import sys
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from exports.latest import is_current, programme, remember
from exports.papers import returns_briefing, start_table, supervision_table
from exports.papers.briefing import compose
from exports.papers.document import Briefing
from exports.papers.sheet_paper import SheetPaper
from exports.pdf.render import render
from exports.sheet_kinds import RENDER
from exports.writing import CannotWrite, target, write_whole
from metrics import command_line
from metrics.dispatch.cases import Library
from metrics.errors import UnknownChoice
from metrics.packs.pack import Pack, load_pack, pack_for_place, pack_names
from metrics.progress.rates import has_ledger, ledger
from metrics.rating.evaluation import Evaluation, evaluate, place_of
from metrics.records.frames import Frames
from metrics.records.regions import within
from metrics.rules.value import RulePack
from metrics.supervision.choice import ORDERS, Asked
from metrics.supervision.lights import LIGHTS
from metrics.supervision.table import supervision
from sql.database.engine import session_scope
from sql.database.migrate import ensure_ready
from sql.database.moments import read
from sql.dispatch import cases
from sql.reported import history
from sql.reported.opening import opening_date


def run_briefing(
    *,
    as_of: date | None,
    out: Path,
    year: int | None,
    rules: str | None,
    rules_on: date | None,
    place: str | None,
    issue: int | None,
    cases_at: datetime | None,
    draft: bool,
    system_fonts: bool,
) -> str:
    """Write the briefing of one data date."""
    target(out)
    day = _day(as_of)
    frames = _frames(day, year or day.year)
    where = place_of(frames, place)
    pack = load_pack(rules) if rules else pack_for_place(where)
    told = _of_returns
    if has_ledger(frames, place=where):
        told = partial(_of_ledger, library=_library(cases_at))
    briefing = told(frames, where, pack, rules_on, issue=issue, draft=draft)
    made = write_whole(out, render(briefing, system_fonts=system_fonts))
    return f"已生成{briefing.masthead}{briefing.issue}（数据截止{day}）：{out}，{made // 1024:,} KB"


def run_latest(*, folder: Path) -> str:
    """Write the briefing of the date pages open with, unless data, rules and words are the same."""
    ensure_ready()
    with session_scope() as session:
        day = opening_date(session)
        newest = history.submissions(session)[0]
    out = target(folder / f"工作简报_{day}.pdf")
    known = f"{newest.id} {newest.accepted_at} {newest.file_sha256} {_library().known_at}"
    state = f"{known} {programme()}"
    if is_current(out, state):
        return f"数据没有变化，沿用已有简报：{out}"
    nothing: dict[str, Any] = dict.fromkeys(
        ("year", "rules", "rules_on", "place", "issue", "cases_at")
    )
    said = run_briefing(as_of=day, out=out, draft=False, system_fonts=False, **nothing)
    remember(out, state)
    return said


def run_table(
    *, as_of: date | None, out: Path, year: int | None, rules: str | None, place: str | None,
    plan_year: int,
    **filters: Any,
) -> str:  # fmt: skip
    """Write the supervision table of one data date as .xlsx or .pdf, by the ending of the name."""
    kind = out.suffix.lower().removeprefix(".")
    if kind not in RENDER:
        raise CannotWrite(f"“{out}”应以.xlsx或.pdf结尾。")
    target(out)
    day = _day(as_of)
    frames = _frames(day, year or day.year)
    where = place_of(frames, place)
    pack = (load_pack(rules) if rules else pack_for_place(where)).on(day)
    paper = _table(frames, pack, where, Asked(year=plan_year, **filters))
    made = write_whole(out, RENDER[kind](paper))
    return f"已生成督导一张表（数据截止{day}）：{out}，{made // 1024:,} KB"


def _table(frames: Frames, rules: RulePack, place: str, asked: Asked) -> SheetPaper:
    """Compose the table of projects; where no ledger is kept, that of regions by their returns."""
    if has_ledger(frames, place=place):
        table = supervision(frames, rules, place=place)
        return supervision_table.compose(table, rules, place=place, asked=asked)
    if asked != Asked():
        raise UnknownChoice(
            "该范围没有项目台账，只有进展报表，不能按灯色、环节、项目等筛选或排列。"
        )
    earlier = _earlier(frames, place)
    before = _frames(earlier[-1], frames.year) if earlier else None
    return start_table.published(frames, before, rules, place=place)


def _day(asked: date | None) -> date:
    """Return the data date that was asked for, else the newest, of a database made ready."""
    ensure_ready()
    with session_scope() as session:
        return asked or history.newest_data_date(session)


def _frames(day: date, year: int) -> Frames:
    with session_scope() as session:
        return history.frames(session, as_of=day, year=year)


def _library(known_at: datetime | None = None) -> Library:
    with session_scope() as session:
        return cases.library(session, known_at=known_at)


def _of_ledger(
    frames: Frames, place: str, pack: Pack, on: date | None, *,
    library: Library, issue: int | None, draft: bool,
) -> Briefing:  # fmt: skip
    """Compose from the ledger, each data date under the rules of its own day unless one is named."""

    def judged(found: Frames) -> Evaluation:
        return evaluate(found, pack.on(on or found.as_of), place)

    earlier = _earlier(frames, place)
    return compose(
        evaluation=judged(frames),
        before=judged(_frames(earlier[-1], frames.year)) if earlier else None,
        progress=_progress(frames, earlier),
        library=library,
        issue=issue or len(earlier) + 1,
        draft=draft,
    )


def _of_returns(
    frames: Frames, place: str, pack: Pack, on: date | None, *, issue: int | None, draft: bool
) -> Briefing:
    earlier = _earlier(frames, place)
    return returns_briefing.compose(
        frames,
        pack.on(on or frames.as_of),
        place=place,
        before=_frames(earlier[-1], frames.year) if earlier else None,
        issue=issue or len(earlier) + 1,
        draft=draft,
    )


def _earlier(frames: Frames, place: str) -> list[date]:
    """Return the data dates of the year before this one for which a unit in scope submitted."""
    units = set(within(frames.regions, place)["region"])
    with session_scope() as session:
        sent = {s.data_date for s in history.submissions(session) if s.unit in units}
    now = frames.as_of
    return sorted(day for day in sent if day.year == now.year and day < now)


def _progress(frames: Frames, earlier: list[date]) -> dict[date, pl.DataFrame]:
    progress = {day: ledger(_frames(day, frames.year)) for day in earlier}
    return {**progress, frames.as_of: ledger(frames)}


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    top = command_line.Parser(prog="python -m exports", description="生成简报和督导一张表")
    commands = top.add_subparsers(required=True, metavar="命令")
    paper = command_line.command(commands, "briefing", "生成一期工作简报（PDF/A-2a）", run_briefing)
    paper.add_argument("--as-of", type=command_line.day, help="数据截止日期，默认为最新")
    paper.add_argument("--out", type=Path, required=True, help="写到哪个文件，如 简报.pdf")
    paper.add_argument("--year", type=command_line.year, help="评价年度，默认为数据截止日期所在年")
    paper.add_argument("--rules", help=f"参数集名称：{'、'.join(pack_names())}")
    paper.add_argument("--rules-on", type=command_line.day, help="按该日有效的参数评价")
    paper.add_argument("--place", help="范围的行政区划代码，默认为报送项目的省")
    paper.add_argument(
        "--issue", type=command_line.number, help="期号，默认为本年第几个数据截止日期"
    )
    paper.add_argument(
        "--cases-at", type=_moment, help="按编制说明所写的登记时刻读取案例库，重印旧简报时用"
    )
    paper.add_argument("--draft", action="store_true", help="加“送审稿”水印")
    paper.add_argument(
        "--system-fonts", action="store_true", help="本机装有方正小标宋、仿宋等正式字体时优先使用"
    )
    _describe_table(commands)
    newest = command_line.command(
        commands, "latest", "生成最新一期工作简报，数据未变时沿用", run_latest
    )
    newest.add_argument("--folder", type=Path, required=True, help="写到哪个文件夹")
    return top


def _moment(text: str) -> datetime:
    try:
        return read(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}”不是登记时刻，应照编制说明填写，如2024-08-01T01:02:03.000000Z"
        ) from None


def _describe_table(commands: command_line.Commands) -> None:
    sheet = command_line.command(commands, "table", "生成督导一张表（Excel或PDF）", run_table)
    sheet.add_argument("--as-of", type=command_line.day, help="数据截止日期，默认为最新")
    sheet.add_argument("--out", type=Path, required=True, help="写到哪个文件，如 督导表.xlsx")
    sheet.add_argument("--year", type=command_line.year, help="评价年度，默认为数据截止日期所在年")
    sheet.add_argument("--rules", help=f"参数集名称：{'、'.join(pack_names())}")
    sheet.add_argument("--place", help="范围的行政区划代码，默认为报送项目的省")
    sheet.add_argument("--light", default="", choices=LIGHTS, help="只要某种灯色")
    sheet.add_argument(
        "--stage", type=int, choices=range(11), help="只要已到第几个环节的，0为未入库"
    )
    sheet.add_argument("--region", default="", help="只要某市州或县区（行政区划代码）")
    sheet.add_argument(
        "--plan-year", type=command_line.year, default=0, help="只要某一计划年度的项目"
    )
    sheet.add_argument("--mode", default="", help="只要某种改造方式")
    sheet.add_argument("--text", default="", help="查找项目、单位、责任人")
    sheet.add_argument(
        "--order", default="city", choices=ORDERS, help="排列：按市州、按县区、红灯在前"
    )


def main(argv: list[str] | None = None) -> int:
    """Run one command."""
    return command_line.run(parser(), argv)


if __name__ == "__main__":
    sys.exit(main())
