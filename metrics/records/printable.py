"""Which text can be printed: one list for the doors that take text in and for the papers.

The list (`printable.txt`) is written from the fonts that papers are printed with, and a test holds it
against them. A mark, such as a vowel sign of Tibetan, prints only behind a letter of its script.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

FILE = Path(__file__).with_name("printable.txt")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANKS = dict.fromkeys((0x1680, 0x2000, 0x2001, *range(0x2004, 0x200B), 0x205F), " ")
_SHOWING_NOTHING = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF), "")
"""What web pages and telephones leave in a copied text: it joins nothing and turns nothing."""
_TIDY = _BLANKS | _SHOWING_NOTHING
_UNSEEN = ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp")
_MARKS = ("Mn", "Mc")
_PICTURES = ("So", "Sk", "Me")


class Script(NamedTuple):
    """The letters and marks of a font, as a regular expression has them between brackets."""

    letters: str
    marks: str


@cache
def scripts() -> tuple[Script, ...]:
    """Return the list; no letter stands in two scripts."""
    listed: dict[str, dict[str, str]] = {}
    for line in FILE.read_text(encoding="ascii").splitlines()[1:]:
        name, kind, *runs = line.split()
        listed.setdefault(name, {})[kind] = "".join(map(_run, runs))
    return tuple(Script(each["letters"], each.get("marks", "")) for each in listed.values())


def _run(run: str) -> str:
    """Write a run of code points, 20-7E or A0, so that Python and Polars read it alike."""
    ends = [chr(int(end, 16)) for end in run.split("-")]
    return "-".join(f"\\{end}" if end in r"\]^-[&~" else end for end in ends)


@cache
def _prints() -> re.Pattern[str]:
    words = (f"[{each.letters}]+" + f"[{each.marks}]*" * bool(each.marks) for each in scripts())
    return re.compile(f"(?:{'|'.join(words)}|[\n\t])+")


def faults(text: str) -> Iterator[int]:
    """Yield the places of the characters that cannot be printed."""
    place = 0
    while place < len(text):
        if stretch := _prints().match(text, place):
            place = stretch.end()
        else:
            yield place
            place += 1


def tidied(text: str) -> str:
    """Return text with one kind of line end and of blank, and without signs that show nothing."""
    return _LINE_ENDS.sub("\n", text).translate(_TIDY)


def visible(text: str) -> str:
    """Return text with the code points of what cannot be printed: 甲〔U+202E〕乙."""
    wrong = set(faults(text))
    if not wrong:
        return text
    return "".join(_coded(sign) if place in wrong else sign for place, sign in enumerate(text))


def _coded(sign: str) -> str:
    return f"〔U+{ord(sign):04X}〕"


def objection(text: str) -> str:
    """Say where a text cannot be printed, why, and what to do; empty for one that can.

    The words follow the name of what was filled in.
    """
    place = next(faults(text), None)
    return "" if place is None else f"第{place + 1}个字符{_reason(text[place])}"


def _reason(sign: str) -> str:
    kind, code = category(sign), _coded(sign)
    if kind in _UNSEEN:
        return f"{code}是看不见的符号，请删除后重新填写"
    if kind == "Co":
        return f"{code}是自造字，别的电脑显示不出，请改用标准字库中的字"
    if kind in _MARKS:
        return f"{code}是不附在字母上的附加符号，请连同所附字母重新填写"
    if kind in _PICTURES or 0x1F000 <= ord(sign) < 0x20000:
        return f"{code}是图形符号，不能印在公文上，请改用文字"
    return f"“{sign}”{code}字库中没有，不能印在公文上，请核对；确为该字的，请写拼音或同音字并加说明"
