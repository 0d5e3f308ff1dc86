"""What a chief would say first of a place: its red projects, what changed, and what is late."""

from datetime import date

from metrics.changes.red_figures import RedFigures
from metrics.views.parts import numbers
from metrics.views.supervision.cause_words import near_day


def chief_sentence(red: RedFigures, *, as_of: date, before: date | None, late: int | None) -> str:
    """Say in one sentence how many are red and why, what changed since, and who is late.

    `late` counts the units late with their report (null: nothing is due).
    """
    parts = [_red(red, as_of=as_of, before=before)]
    if red.waiting:
        parts.append(f"未开工小区{numbers.count(red.waiting)}个")
    if late:
        parts.append(f"{numbers.count(late)}家单位逾期未报")
    return f"截至{near_day(as_of, as_of)}，{'；'.join(parts)}。"


def _red(red: RedFigures, *, as_of: date, before: date | None) -> str:
    if not red.red:
        words = "没有红灯项目"
    else:
        cause, number = red.cause or ("", 0)
        words = f"红灯项目{numbers.count(red.red)}个，首要原因最多的是{cause}（{numbers.count(number)}个）"
    if before is None or red.turned is None:
        return words
    return f"{words}，比{near_day(before, as_of)}新亮{red.turned}个、消除{red.cleared}个"


def years_words(red: RedFigures) -> str:
    """Say which plan years are counted, and how many projects they have."""
    if red.years is None:
        return "没有报送项目"
    first, last = red.years
    years = f"{first}" if first == last else f"{first}—{last}"
    return f"{years}年度共{numbers.count(red.projects)}个"
