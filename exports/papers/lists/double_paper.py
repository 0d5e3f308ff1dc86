"""双清单, what puts regions on it, and the conditions of 推荐激励 one by one, each as a wide table."""

from collections.abc import Iterator

from exports.papers.document import ROUND
from exports.papers.sheet_paper import DATED, SheetPaper, basis
from exports.papers.words import say
from metrics.lists.double_list import double_list
from metrics.lists.recommended import Recommendation
from metrics.records.invented import demo_mark
from metrics.views.changes.supposed_tables import UNOFFICIAL
from metrics.views.lists import double_tables, list_words, recommended_tables
from metrics.views.lists.double_tables import CodeOf
from metrics.views.lists.list_words import Source
from metrics.views.parts import numbers
from metrics.views.parts.table import DisplayTable
from metrics.views.rating.ranking import names_of

NAMES = 2
"""The columns that repeat on every sheet of paper: code and name of a region."""


def _mark(source: Source) -> str:
    """Return what every page says of lists that are not official: 测算（非正式）, or 送审稿."""
    if source.seal is None:
        return UNOFFICIAL
    return "" if source.holds else say("incentive", "draft")


def compose(source: Source, level: str) -> SheetPaper:
    """Lay out both lists: regions by code, and how they stand to each entry."""
    found = double_list(source.evaluation, source.rules)
    table = double_tables.by_region(source.evaluation, source.rules, found, level)
    regions = [each.key for each in table.lines]
    return _paper(source, table, frozen=NAMES, asked=double_tables.summary(found, regions))


def compose_evidence(source: Source, level: str, code_of: CodeOf) -> SheetPaper:
    """Lay out what puts regions on entries: measures with numerator, denominator and trace code."""
    found = double_list(source.evaluation, source.rules)
    table = double_tables.listed(source.evaluation, found, level, code_of)
    table = table._replace(note=double_tables.note(source.rules))
    return _paper(source, table, frozen=1, asked="列入和待核实的条目")._replace(roomy="title")


def compose_conditions(source: Source, told: Recommendation) -> SheetPaper:
    """Lay out every region with each condition of 推荐激励."""
    table = recommended_tables.conditions(source.evaluation, told)
    words = recommended_tables.summary(told, names_of(source.evaluation))
    return _paper(source, table, frozen=NAMES, asked=words)._replace(roomy="lacks")


def _paper(source: Source, table: DisplayTable, *, frozen: int, asked: str) -> SheetPaper:
    evaluation = source.evaluation
    place = names_of(evaluation)[evaluation.place]
    day = numbers.long_day(evaluation.as_of)
    marks = (_mark(source), demo_mark(evaluation.place) or "")
    return SheetPaper(
        name=table.title,
        table=table._replace(title=f"{place}{evaluation.year}年度{table.title}（截至{day}）"),
        basis=tuple(_basis(source, place, asked, len(table.lines))),
        dated=evaluation.as_of,
        frozen=frozen,
        parts=(len(table.columns),),
        size="a3",
        mark="　".join(filter(None, marks)),
        draft=not source.holds,
    )


def _basis(source: Source, place: str, asked: str, lines: int) -> Iterator[tuple[str, str]]:
    evaluation = source.evaluation
    told = dict(
        basis(
            evaluation.frames, evaluation.rules, scope=place, asked=asked, counted=("合计", f"{lines}行")
        )
    )  # fmt: skip
    yield "性质" if source.told is None else ROUND, list_words.nature(source)
    yield "范围", told.pop("范围")
    yield DATED, told.pop(DATED)
    yield "结果", told.pop("筛选条件")
    if source.seal is not None:
        yield "封账", list_words.sealed_words(source)
    yield from told.items()
