"""Missing glyphs are found before printing: a paper never shows a box in place of a name."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from struct import iter_unpack, unpack_from

from exports.papers.document import Briefing, texts
from metrics.errors import UserError

FONTS = Path(__file__).parents[1] / "fonts"
LAST_RESORT = ("NotoSerifSC-Regular.otf", "BriefHei-Regular.otf")
"""Both stand at the end of every chain of fonts in `templates/official.typ`."""
ALL_OF_UNICODE = (3, 10)
"""The part of a font's table `cmap` that has every character, those beyond U+FFFF too."""
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
    fonts = [(FONTS / name).read_bytes() for name in LAST_RESORT]
    return frozenset(chain.from_iterable(run for font in fonts for run in _runs(font)))


def _runs(font: bytes) -> list[range]:
    """Return the characters of an OpenType font, in runs: its table for all of Unicode.

    Four numbers of a font's file are read here; a library that reads whole fonts takes half a
    second of every paper for it, and a test holds what is read against that library.
    """
    (tables,) = unpack_from(">H", font, 4)
    listed = (unpack_from(">4s4xL", font, 12 + 16 * place) for place in range(tables))
    start = dict(listed)[b"cmap"]
    (count,) = unpack_from(">H", font, start + 2)
    parts = (unpack_from(">HHL", font, start + 4 + 8 * place) for place in range(count))
    whole = start + next(at for platform, kind, at in parts if (platform, kind) == ALL_OF_UNICODE)
    (runs,) = unpack_from(">L", font, whole + 12)
    groups = font[whole + 16 : whole + 16 + 12 * runs]
    return [range(first, last + 1) for first, last, _ in iter_unpack(">LLL", groups)]


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
