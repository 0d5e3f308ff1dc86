"""What senders confirmed before their reports were stored, in the words that they were asked in."""

from collections.abc import Iterable, Mapping

from metrics.records.reports import Submission
from metrics.views.parts.cells import Row, day_column, number_column, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

NOTE = "导入前系统提示、报送人逐条确认过的事项，请会同报送单位核实。"


def confirmed(submissions: Iterable[Submission], names: Mapping[str, str]) -> DisplayTable:
    """List every question that was answered with yes, one line each; `names` are by unit."""
    columns = _columns(names)
    lines = tuple(
        line(columns, _row(each, question.words), key=f"{each.id}:{at}")
        for each in submissions
        for at, question in enumerate(each.questions)
    )
    return DisplayTable("经确认的报送", columns, lines, NOTE)


def _row(submission: Submission, words: str) -> Row:
    return {
        "unit": submission.unit, "data_date": submission.data_date, "id": submission.id,
        "sent_by": submission.sent_by, "words": words,
    }  # fmt: skip


def _columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("unit", ("报送单位",), Holds.TEXT, lambda row: _unit(row["unit"], names)),
        day_column("data_date", "数据截止日期"),
        number_column("id", "报送编号"),
        text_column("sent_by", "报送人"),
        Column("words", ("已确认事项",), Holds.TEXT, lambda row: _words(row["words"])),
    )


def _unit(code: str, names: Mapping[str, str]) -> Cell:
    return text(names.get(code, code))


def _words(words: str) -> Cell:
    return Cell(words, words, Signal.WATCH)
