"""Missing glyphs are found before printing: a paper never shows a box in place of a name."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from exports.papers.document import Briefing, texts
from metrics.errors import UserError

FONTS = Path(__file__).parents[1] / "fonts"
LAST_RESORT = ("NotoSerifSC-Regular.otf", "BriefHei-Regular.otf")
"""Both stand at the end of every chain of fonts in `templates/official.typ`."""
AROUND = 6
SEEN = 2**16
"""So many texts are remembered: a table says the same again and again."""
INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")
PICTOGRAPHS = ("So", "Sk", "Mn", "Me")


class MissingGlyph(UserError):
    """No font that ships has a glyph for a character; the text says which and where it stands."""

    exit_code = 31


@cache
def covered() -> frozenset[int]:
    """Return the characters that can be printed wherever they stand."""
    codes: set[int] = set()
    for name in LAST_RESORT:
        with TTFont(FONTS / name, lazy=True) as font:
            codes |= font.getBestCmap().keys()
    return frozenset(codes)


@lru_cache(maxsize=SEEN)
def printable(text: str) -> str:
    """Replace what cannot be seen by its code point: 甲〔U+202E〕乙. Line breaks become spaces.

    Control and direction marks in a name would otherwise vanish or turn its neighbours around.
    Pictographs (表情符号) that no font has are replaced too: they are no part of any name, and one
    in a promise must not keep a paper from being made.
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if character in "\n\t":
        return " "
    category = unicodedata.category(character)
    if category in INVISIBLE or (category in PICTOGRAPHS and ord(character) not in covered()):
        return f"〔U+{ord(character):04X}〕"
    return character


def check(briefing: Briefing) -> None:
    """Raise MissingGlyph for the first character that no font has, naming where it stands."""
    check_texts(texts(briefing))


def check_texts(listed: Iterable[tuple[str, str]]) -> None:
    """Raise MissingGlyph for the first character that no font has, of texts with their places."""
    for where, text in listed:
        if covered().issuperset(map(ord, text)):
            continue
        shown = printable(text)
        for place, character in enumerate(shown):
            if ord(character) not in covered():
                around = shown[max(0, place - AROUND) : place + AROUND + 1]
                raise MissingGlyph(
                    f"随附字体中没有“{character}”（U+{ord(character):04X}），未生成文件："
                    f"出现在{where}“{around}”。请核对该字；如确需印出，请补充含该字的字体。"
                )
