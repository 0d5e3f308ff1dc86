"""What a workbook would do to its unit, in five seconds: each figure as it is now and as it would be."""

from collections.abc import Callable, Mapping
from typing import Any

from metrics.changes.between_statements import Differences
from metrics.changes.preview import Preview
from metrics.changes.standing import Standing
from metrics.records.reports import COUNTS
from metrics.views.parts import labels, numbers
from metrics.views.rating.overview import Figure
from metrics.views.rating.ranking import interval

Row = Mapping[str, Any]
Written = Callable[[Row], str]


def change_words(differences: Differences) -> str:
    """Say how many records change, of all sheets: 新增2行、变更15行、删除0行、未变603行."""
    totals = differences.totals
    return "、".join(f"{word}{totals[name]}行" for name, word in COUNTS.items())


def key_figures(preview: Preview) -> tuple[Figure, ...]:
    """Return the figures of where the unit stands; none where that cannot be told."""
    after = preview.after
    if after is None:
        return ()
    if after.rated is not None:
        return _rated(preview.before, after, after.rated)
    return () if after.started is None else _started(preview.before, after.started)


def _rated(before: Standing | None, after: Standing, row: Row) -> tuple[Figure, ...]:
    was = None if before is None else before.rated
    scope = (
        f"{labels.LEVELS[row['level']]}、{labels.GROUPS[row['group']]}，共{row['among']}个有名次"
    )
    reds = None if before is None or was is None else f"{before.reds}个"
    return (
        _figure("得分", _score, was, row),
        _figure("等次", _grade, was, row),
        _figure("一票否决", _vetoes, was, row),
        _figure("名次（区间）", _rank, was, row, help=scope),
        Figure("红灯项目", f"{after.reds}个", _was(reds, f"{after.reds}个"), ""),
    )


def _started(before: Standing | None, row: Row) -> tuple[Figure, ...]:
    was = None if before is None else before.started
    scope = f"在同一上级所辖的{row['among']}个有开工率的地区中"
    return (
        _figure("开工率", _start_rate, was, row),
        _figure("开工率名次", _start_rank, was, row, help=scope),
    )


def _figure(
    label: str, write: Written, before: Row | None, after: Row, *, help: str = ""
) -> Figure:
    now = write(after)
    return Figure(label, now, _was(None if before is None else write(before), now), help)


def _was(before: str | None, after: str) -> str:
    """Say what stands now, beside what would stand."""
    if before is None:
        return "此前没有"
    return "不变" if before == after else f"现为{before}"


def _score(row: Row) -> str:
    return numbers.score(row["score"])


def _grade(row: Row) -> str:
    return row["unheard"] or row["grade"] or numbers.MISSING


def _vetoes(row: Row) -> str:
    return "、".join(row["vetoes"]) or "无"


def _rank(row: Row) -> str:
    if row["rank"] is None:
        return numbers.MISSING
    return f"第{row['rank']}名（{interval(row).text}）"


def _start_rate(row: Row) -> str:
    if row["all_started"]:
        return str(row["printed"])
    return numbers.percent(row["rate"], 10_000, decimals=2)


def _start_rank(row: Row) -> str:
    return numbers.MISSING if row["rank"] is None else f"第{row['rank']}名"
