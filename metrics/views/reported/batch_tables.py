"""What became of many workbooks that came in together: one line a file, what needs a hand first."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from metrics.records.reports import COUNTS, Outcome, Received
from metrics.views.parts import numbers
from metrics.views.parts.cells import Row, day_column, number_column, text, text_column
from metrics.views.parts.signals import Signal
from metrics.views.parts.table import Cell, Column, DisplayTable, Holds, line

STORED, REPEATED, WAITS, REFUSED = "已入库", "此前已导入", "待确认", "未入库"
_SIGNALS = {
    STORED: Signal.GOOD, REPEATED: Signal.GOOD, WAITS: Signal.WATCH, REFUSED: Signal.BAD,
}  # fmt: skip


def summary(results: Sequence[Received]) -> str:
    """Say how many files were stored, how many were not, and how many have something to be checked."""
    words = [_word(result) for result in results]
    said = [
        f"{word}{words.count(word)}份"
        for word in (STORED, REPEATED, WAITS, REFUSED)
        if word in words
    ]
    warned = sum(bool(result.outcome and result.outcome.warnings) for result in results)
    hint = f"；{warned}份有提示，请核对" if warned else ""
    return f"共{len(results)}份工作簿：{'，'.join(said)}{hint}。"


def results(received: Sequence[Received], names: Mapping[str, str]) -> DisplayTable:
    """List files with what became of them: refused ones first, then by unit and data date.

    `names` are the units' by code.
    """
    columns = (
        number_column("number", "序号"), text_column("file_name", "文件"),
        Column("became", ("结果",), Holds.TEXT, _became), *_columns(names),
    )  # fmt: skip
    ordered = sorted(received, key=_order)
    lines = tuple(
        line(columns, _fields(each) | {"number": at, "result": each}, key=str(at))
        for at, each in enumerate(ordered, 1)
    )
    return DisplayTable("导入结果", columns, lines)


def chosen(files: Sequence[Received], names: Mapping[str, str]) -> DisplayTable:
    """List files before they are imported: whose they are, as far as that is known, and doubts."""
    kept = ("number", "file_name", "unit", "as_of", "why")
    table = results(files, names)
    dropped = [column.name for column in table.columns if column.name not in kept]
    return table.without(*dropped)._replace(title="选定的工作簿")


def questions(received: Sequence[Received], names: Mapping[str, str]) -> DisplayTable:
    """List what has to be confirmed before the files that wait are stored."""
    columns = (
        number_column("number", "序号"),
        Column("unit", ("报送单位",), Holds.TEXT, lambda row: _unit(row, names)),
        text_column("words", "须确认的内容"),
        day_column("as_of", "数据截止日期"),
        text_column("file_name", "文件"),
    )
    asked = [
        _fields(result) | {"words": question.words}
        for result in sorted(received, key=_order)
        if result.outcome is not None and result.waits_for_yes
        for question in result.outcome.questions
    ]
    lines = (line(columns, each | {"number": at}, key=str(at)) for at, each in enumerate(asked, 1))
    return DisplayTable("须确认的内容", columns, tuple(lines))


def _fields(result: Received) -> dict[str, object]:
    return {field.name: getattr(result, field.name) for field in fields(result)}


def _order(result: Received) -> tuple[bool, str, str, str]:
    return result.stored, result.unit or "", str(result.as_of or ""), result.file_name


def _columns(names: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column("unit", ("报送单位",), Holds.TEXT, lambda row: _unit(row, names)),
        day_column("as_of", "数据截止日期"),
        *(_counted(name, word) for name, word in COUNTS.items()),
        Column("errors", ("错误",), Holds.COUNT, lambda row: _found(row, "errors")),
        Column("warnings", ("提示",), Holds.COUNT, lambda row: _found(row, "warnings")),
        Column("why", ("说明",), Holds.TEXT, _why),
        Column("seconds", ("用时（秒）",), Holds.TEXT, _seconds),
    )


def _unit(row: Row, names: Mapping[str, str]) -> Cell:
    code = row["unit"]
    return text(f"{code} {names[code]}" if code in names else code)


def _word(result: Received) -> str:
    accepted = result.outcome.accepted if result.outcome else None
    if accepted is None:
        return WAITS if result.waits_for_yes else REFUSED
    return REPEATED if accepted.repeated else STORED


def _became(row: Row) -> Cell:
    word = _word(row["result"])
    return Cell(word, word, _SIGNALS[word])


def _counted(name: str, word: str) -> Column:
    def cell(row: Row) -> Cell:
        outcome: Outcome | None = row["result"].outcome
        accepted = outcome.accepted if outcome else None
        value = None if accepted is None or accepted.repeated else getattr(accepted, name)
        return Cell(value, numbers.count(value))

    return Column(name, (word,), Holds.COUNT, cell)


def _found(row: Row, kind: str) -> Cell:
    outcome: Outcome | None = row["result"].outcome
    value = None if outcome is None else len(getattr(outcome, kind))
    return Cell(value, numbers.count(value))


def _why(row: Row) -> Cell:
    """Tell why a file was not stored: what has to be confirmed, or its first error of so many."""
    result: Received = row["result"]
    if result.outcome is not None and result.outcome.waits_for_yes:
        words = "".join(question.words for question in result.outcome.questions)
        return Cell(words, f"{words}请在“须确认的内容”中逐条核实后确认导入。")
    errors = result.outcome.errors if result.outcome else ()
    first = str(errors[0]) if errors else result.refusal
    words = "".join((first if len(errors) < 2 else _among(first, len(errors)), *result.doubts))
    return Cell(words or None, words)


def _among(first: str, count: int) -> str:
    return f"{first}（共{count}处，见标注后的工作簿）"


def _seconds(row: Row) -> Cell:
    return Cell(row["seconds"], f"{row['seconds']:.1f}")
