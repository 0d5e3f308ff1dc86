"""A file of factors (因素表): CSV by column names, read whole; everything wrong in it is told at once.

A blank where a number is asked is no zero: it is refused. Columns that the scheme does not ask stay unread and
are named by `FactorFile.unread`.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from metrics.allocation.errors import FactorsRefused
from metrics.allocation.result import Claim
from metrics.allocation.scheme import PROJECTS, Column, K, Scheme

REGION, PROJECT, EXCLUDED, MULTIPLIER, CAP, FLOOR = (
    "region", "project", "excluded", "multiplier", "cap_fen", "floor_fen",
)  # fmt: skip
BESIDE = (EXCLUDED, MULTIPLIER, CAP, FLOOR)
"""The columns of every scheme, each of which may be left out or blank."""
STANDARD = ("name", "area", "households", "buildings", "compounds", K, "score")
"""Columns that a file may have for people, or for other schemes."""
YES, NO = "是", "否"
ONE = Fraction(1)
MOST_TOLD, MOST_BYTES, MOST_ROWS = 50, 20 << 20, 200_000
_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,9})?")
_FEN = re.compile(r"[0-9]{1,18}")
_SHARE = re.compile(r"([0-9]{1,6})/([0-9]{1,6})|[0-9](\.[0-9]{1,9})?|([0-9]{1,3})%")


class FactorFile(NamedTuple):
    """What a file says: a claim for each line, and the columns that were not asked."""

    claims: tuple[Claim, ...]
    unread: tuple[str, ...]


class _Line(NamedTuple):
    number: int
    said: Mapping[str, str]


class _Wrong(Exception):
    """What a cell should have been."""


def read_factors(
    content: bytes, scheme: Scheme, *, beside: Sequence[str] | None = None
) -> FactorFile:
    """Read the claims of a scheme: a region must be told once, a project of it once where it asks projects.

    All columns that the scheme needs are asked. Where the figures come from elsewhere, only those of `beside`
    are, and of these only those that the file has.

    Raises:
        FactorsRefused: each mistake with its line, column, what was found and what was expected.
    """
    keys = (REGION, PROJECT) if scheme.kind == PROJECTS else (REGION,)
    heads, lines = _table(content)
    asked = scheme.needs if beside is None else tuple(name for name in beside if name in heads)
    columns = {name: scheme.columns[name] for name in asked}
    _headings(heads, (*keys, *asked), known=(*keys, *asked, *BESIDE, *STANDARD, *scheme.columns))
    wrong: list[str] = []
    claims = [_claim(line, keys, columns, wrong) for line in lines]
    wrong += _twice(lines, keys)
    if wrong:
        more = f"\n……共{len(wrong)}处" if len(wrong) > MOST_TOLD else ""
        raise FactorsRefused("因素表有误，没有分配：\n" + "\n".join(wrong[:MOST_TOLD]) + more)
    if not claims:
        raise FactorsRefused("因素表没有数据行，没有分配。")
    used = {*keys, *asked, *BESIDE}
    return FactorFile(tuple(claims), tuple(name for name in heads if name and name not in used))


def _table(content: bytes) -> tuple[list[str], list[_Line]]:
    """Return headings and the lines that say anything, by their number in the file."""
    if len(content) > MOST_BYTES:
        raise FactorsRefused(f"因素表超过{MOST_BYTES >> 20}MB，请只保留要分配的地区。")
    reader = csv.reader(io.StringIO(_text(content), newline=""))
    try:
        heads = [head.strip() for head in next(reader, [])]
        lines = []
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                lines.append(_line(reader.line_num, heads, cells))
    except csv.Error:
        raise FactorsRefused("因素表不是CSV文件，不能读取，请用Excel另存为CSV。") from None
    if len(lines) > MOST_ROWS:
        raise FactorsRefused(f"因素表最多{MOST_ROWS}行，现有{len(lines)}行。")
    return heads, lines


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FactorsRefused("因素表的文字不能识别，请存为UTF-8编码的CSV。")


def _line(number: int, heads: Sequence[str], cells: Sequence[str]) -> _Line:
    beyond = [cell for cell in cells[len(heads) :] if cell]
    if beyond:
        raise FactorsRefused(
            f"因素表第{number}行有{len(cells)}列，表头有{len(heads)}列：多出“{'、'.join(beyond)}”。"
        )
    padded = [*cells, *[""] * (len(heads) - len(cells))]
    return _Line(number, dict(zip(heads, padded, strict=False)))


def _headings(heads: Sequence[str], asked: Iterable[str], *, known: Iterable[str]) -> None:
    missing = [name for name in asked if name not in heads]
    twice = sorted({name for name in heads if name and heads.count(name) > 1})
    unknown = [name for name in heads if name and name not in set(known)]
    told = [
        f"{words}{'、'.join(names)}"
        for words, names in (
            ("缺少列：", missing),
            ("重复的列：", twice),
            ("不认识的列：", unknown),
        )
        if names
    ]
    if told:
        found = "、".join(name for name in heads if name) or "空行"
        raise FactorsRefused(f"因素表第1行表头有误：{'；'.join(told)}。现有：{found}。")


def _claim(
    line: _Line, keys: Sequence[str], columns: Mapping[str, Column], wrong: list[str]
) -> Claim:
    """Read one line; what does not read is told in `wrong`, and the claim is not used."""
    said = line.said

    def read(name: str, reader: str, column: Column | None = None) -> Fraction | str | None:
        text = said.get(name, "")
        try:
            return _READ[reader](text, column)
        except _Wrong as expected:
            wrong.append(f"第{line.number}行，{name}列：现为{_found(text)}，应为{expected}。")
            return None

    told = {name: read(name, "key") for name in keys}
    asked = {name: each for name, each in columns.items() if _asked(said, each)}
    cells = {name: read(name, "word" if c.choices else "number", c) for name, c in asked.items()}
    out, times = read(EXCLUDED, "yes"), read(MULTIPLIER, "share")
    cap, floor = _whole(read(CAP, "fen")), _whole(read(FLOOR, "fen"))
    if cap is not None and (floor or 0) > cap:
        wrong.append(f"第{line.number}行，floor_fen列：现为“{floor}”，应不高于封顶“{cap}”。")
    return Claim(
        region=str(told[REGION]), project=str(told.get(PROJECT) or ""),
        figures={name: cell for name, cell in cells.items() if isinstance(cell, Fraction)},
        words={name: cell for name, cell in cells.items() if isinstance(cell, str)},
        excluded="因素表列为不予分配" if out else "", multiplied="因素表列明乘数" if times else "",
        multiplier=times if isinstance(times, Fraction) else ONE, cap_fen=cap, floor_fen=floor,
    )  # fmt: skip


def _whole(fen: Fraction | str | None) -> int | None:
    return fen.numerator if isinstance(fen, Fraction) else None


def _asked(said: Mapping[str, str], column: Column) -> bool:
    return column.when is None or said.get(column.when[0]) == column.when[1]


def _found(text: str) -> str:
    return f"“{text}”" if text else "空白"


def _key(text: str, _: Column | None) -> str:
    if not text:
        raise _Wrong("代码或名称，不能空白")
    return text


def _number(text: str, column: Column | None) -> Fraction:
    signed = column is not None and column.signed
    if not _NUMBER.fullmatch(text) or (text.startswith("-") and not signed):
        raise _Wrong("数，最多9位小数" if signed else "不小于0的数，最多9位小数，缺数据不按0计")
    return Fraction(text)


def _word(text: str, column: Column | None) -> str:
    choices = column.choices if column else ()
    if text not in choices:
        raise _Wrong(f"{'、'.join(choices)}之一")
    return text


def _yes(text: str, _: Column | None) -> str | None:
    if text not in (YES, NO, ""):
        raise _Wrong("“是”或空白")
    return text if text == YES else None


def _share(text: str, _: Column | None) -> Fraction | None:
    if not text:
        return None
    try:
        read = Fraction(text.removesuffix("%")) if _SHARE.fullmatch(text) else Fraction(0)
    except ZeroDivisionError:
        read = Fraction(0)
    value = read / 100 if text.endswith("%") else read
    if not 0 < value <= 1:
        raise _Wrong("大于0、不大于1的数，如1/2，或空白（即1）")
    return value


def _fen(text: str, _: Column | None) -> Fraction | None:
    if text and not _FEN.fullmatch(text):
        raise _Wrong("不小于0的整数分，或空白（即没有）")
    return Fraction(text) if text else None


Reader = Callable[[str, Column | None], Fraction | str | None]
_READ: Mapping[str, Reader] = {
    "key": _key,
    "number": _number,
    "word": _word,
    "yes": _yes,
    "share": _share,
    "fen": _fen,
}


def _twice(lines: Sequence[_Line], keys: Sequence[str]) -> Iterator[str]:
    """Tell the lines that repeat an earlier one."""
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(line.said[name] for name in keys)
        if not all(key):
            continue
        if key in first:
            yield (
                f"第{line.number}行，{keys[-1]}列：现为“{'，'.join(key)}”，"
                f"与第{first[key]}行重复，应只有一行。"
            )
        first.setdefault(key, line.number)
