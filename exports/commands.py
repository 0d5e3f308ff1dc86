"""What `python -m exports` can do: each command described, and run beside it."""

from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from exports import one_by_one, told_from
from exports.papers import gathering, reminder_letter
from exports.papers.document import Briefing
from exports.papers.proof.sealed_records import sealed_place, sealed_sheet
from exports.sheet_kinds import BOUND, OFFICIAL, RENDER, kind_of
from exports.told_from import stored
from exports.writing import target, write_whole
from metrics import command_line
from metrics.console import complain
from metrics.errors import UnknownChoice
from metrics.packs.pack import choices, rules_of
from metrics.reading import scope_asked
from metrics.records.regions import ranked_inside, resolve
from metrics.records.sheets import BY_NAME
from metrics.scope import Wanted
from metrics.supervision.choice import ORDERS, Asked
from metrics.supervision.lights import LIGHTS, TO_REPORT

PDF, ZIP = "pdf", "zip"


def describe_table(parser: ArgumentParser) -> None:
    """Describe the supervision table."""
    parser.set_defaults(run=run_table)
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        help="写到哪个文件，如 督导表.xlsx、督导表.docx、督导表.pdf",
    )
    command_line.dated(parser)
    command_line.about(parser, choices())
    parser.add_argument(
        "--light", default="", choices=(*LIGHTS, TO_REPORT), help="只要某种灯色，或有环节待补报的"
    )
    parser.add_argument(
        "--stage", type=int, choices=range(11), help="只要已到第几个环节的，0为未入库"
    )
    parser.add_argument("--region", default="", help="只要某市州或县区（行政区划代码）")
    parser.add_argument(
        "--plan-year", type=command_line.year, default=0, help="只要某一计划年度的项目"
    )
    modes = BY_NAME["projects"].column("delivery_mode").choices
    parser.add_argument("--mode", default="", choices=modes, help="只要某种改造方式")
    parser.add_argument("--text", default="", help="查找项目、单位、责任人")
    how = "排列：按市州、按县区、红灯在前"
    parser.add_argument("--order", default="city", choices=ORDERS, help=how)
    told_from.describe(parser)


def run_table(
    *, wanted: Wanted, out: Path, plan_year: int, round: int | None, sealed: Path | None,
    **filters: Any,
) -> str:  # fmt: skip
    """Write the supervision table of one data date as .xlsx, .docx or .pdf, by the ending of the name."""
    target(out, *RENDER)
    with told_from.chosen(wanted, round=round, sealed=sealed) as (records, scope, own, told):
        if filters["region"]:
            filters["region"] = resolve(records.frames(scope).regions, filters["region"])
        paper = gathering.supervision_paper(records, scope, Asked(year=plan_year, **filters))
    if own is not None:
        paper = sealed_sheet(paper, own.sealed, told)
    made = write_whole(out, RENDER[kind_of(out.name)](paper))
    return f"已生成督导一张表（数据截止{scope.as_of}）：{out}，{made // 1024:,} KB"


def describe_reminder(parser: ArgumentParser) -> None:
    """Describe the letter to a city or unit that has not reported."""
    parser.set_defaults(run=run_reminder)
    parser.add_argument(
        "--out", type=Path, required=True, help="写到哪个文件，如 提醒函.pdf 或 提醒函.docx"
    )
    parser.add_argument(
        "--to", type=command_line.division, required=True, help="发给哪个市州或单位（行政区划代码）"
    )
    parser.add_argument(
        "--on", type=command_line.day, required=True, help="按哪一天的报送情况，如 2024-08-09"
    )
    parser.add_argument(
        "--number", type=command_line.number, help="文号中的顺序号，不写的留空，由本单位填写"
    )
    command_line.dated(parser)
    command_line.about(parser, choices())


def run_reminder(*, wanted: Wanted, to: str, on: date, number: int | None, out: Path) -> str:
    """Write the letter that reminds a city or a unit of what it owes on a day."""
    target(out, *OFFICIAL)
    with stored() as records:
        scope = scope_asked(records, wanted, tell=complain)
        names = dict(records.frames(scope).regions.select("region", "name").iter_rows())
        said = reminder_letter.letter(
            records.standing(scope, on), to, names=names, reminders=records.reminders(),
            contacts=records.contacts(), number=number,
        )  # fmt: skip
    letter = reminder_letter.compose(said, rules_of(scope.at(on)))
    made = write_whole(out, OFFICIAL[kind_of(out.name)](letter))
    return f"已生成致{said.to}的提醒函（{len(said.units)}家单位）：{out}，{made // 1024:,} KB"


def describe_place(parser: ArgumentParser) -> None:
    """Describe the sheets of cities and counties."""
    parser.set_defaults(run=run_place)
    parser.add_argument(
        "--out", type=Path, required=True, help="写到哪个文件，如 枫原区.pdf、枫原区.docx"
    )
    command_line.dated(parser)
    command_line.about(parser, choices())
    parser.add_argument(
        "--all", action="store_true", dest="every",
        help="范围内全部市州和县区，一地一页：写作.pdf、.docx合为一册，写作.zip每地一个文件",
    )  # fmt: skip
    parser.add_argument(
        "--sheets",
        choices=one_by_one.KINDS,
        default=PDF,
        help="压缩包里每地一个PDF还是Word，默认pdf",
    )
    parser.add_argument("--on", type=command_line.day, help="自哪天起列到期事项，默认数据截止日期")
    told_from.describe(parser)


def run_place(
    *, wanted: Wanted, out: Path, every: bool, sheets: str, on: date | None, round: int | None,
    sealed: Path | None,
) -> str:  # fmt: skip
    """Write the sheet of one city or county, or those of all in a place as one file or as a zip."""
    target(out, *BOUND, *((ZIP,) if every else ()))
    with told_from.chosen(wanted, round=round, sealed=sealed) as (records, scope, own, told):
        inside = ranked_inside(records.frames(scope).regions, scope.place)
        if not inside or (not every and scope.place != inside[0]):
            raise UnknownChoice("请用--place指定一个市州或县区，或加--all生成全部。")
        listed = inside if every else [scope.place]
        papers = gathering.place_papers(records, scope, day=on or scope.as_of, regions=listed)
    if own is not None:
        papers = [sealed_place(paper, told) for paper in papers]
    made = write_whole(out, _places(papers, kind_of(out.name), sheets))
    return f"已生成一地一页{len(papers)}份（数据截止{scope.as_of}）：{out}，{made // 1024:,} KB"


def _places(papers: Sequence[Briefing], kind: str, sheets: str) -> bytes:
    if kind == ZIP:
        return one_by_one.zipped(
            papers, sheets, progress=lambda done: complain(f"已排版{done}份，共{len(papers)}份")
        )
    return BOUND[kind](papers)
