"""`python -m exports lists`: 双清单, its evidence, 推荐激励名单 for 公示 and its conditions, as papers."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from exports.papers.document import Briefing
from exports.papers.lists import double_paper, recommended_paper
from exports.papers.lists.recommended_paper import Public
from exports.papers.sheet_paper import SheetPaper
from exports.sheet_kinds import OFFICIAL, RENDER, kind_of
from exports.writing import target, write_whole
from metrics import command_line
from metrics.errors import UnknownChoice
from metrics.list_commands import seats_asked, source_of, whose
from metrics.lists.recommended import recommended
from metrics.packs.pack import pack_for_place
from metrics.rating.rule_keys import OBJECTION_WINDOW
from metrics.scope import Wanted
from metrics.views.lists.list_words import Source, codes_of, nature

PUBLIC = "public"
_TABLES: Mapping[str, Callable[[Source, str, int | None], SheetPaper]] = {
    "double": lambda source, level, _: double_paper.compose(source, level),
    "evidence": lambda source, level, _: double_paper.compose_evidence(source, level, codes_of(source)),
    "conditions": lambda source, level, number: double_paper.compose_conditions(
        source, recommended(source.evaluation, source.rules, level, number=number)
    ),
}  # fmt: skip


def describe_lists(parser: ArgumentParser) -> None:
    """Describe the papers."""
    parser.set_defaults(run=run_lists)
    parser.add_argument(
        "--list", choices=(*_TABLES, PUBLIC), default="double", dest="which",
        help="double为双清单，evidence为双清单依据，conditions为推荐条件逐项对照，public为推荐激励名单公示，默认double",
    )  # fmt: skip
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        help="写到哪个文件，如 双清单.xlsx、推荐激励名单.pdf、.docx",
    )
    whose(parser)
    parser.add_argument(
        "--published-on", type=command_line.day, help="公示日期，用来推算公示期；不写的不推算"
    )


def run_lists(
    *, wanted: Wanted, which: str, out: Path, round: int | None, sealed: Path | None, level: str,
    places: int | None, published_on: date | None,
) -> str:  # fmt: skip
    """Write one of the papers by the ending of the file's name; the public list is an official paper."""
    target(out, *(OFFICIAL if which == PUBLIC else RENDER))
    if published_on is not None and which != PUBLIC:
        raise UnknownChoice("--published-on只用于推荐激励名单公示（--list public）。")
    number = seats_asked(places)
    source = source_of(wanted, round, sealed)
    if which == PUBLIC:
        content = OFFICIAL[kind_of(out.name)](_public(source, level, number, published_on))
    else:
        content = RENDER[kind_of(out.name)](_TABLES[which](source, level, number))
    made = write_whole(out, content)
    return f"已生成（{nature(source)}）：{out}，{made // 1024:,} KB"


def _public(source: Source, level: str, number: int | None, published: date | None) -> Briefing:
    day = published or source.evaluation.as_of
    window = pack_for_place(source.evaluation.place).on(day).rule(OBJECTION_WINDOW)
    told = recommended(source.evaluation, source.rules, level, number=number)
    return recommended_paper.compose(Public(source, told, window, published))
