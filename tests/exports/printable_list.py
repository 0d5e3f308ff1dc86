"""The list of printable characters as the fonts that ship give it.

`python -m tests.exports.printable_list` writes it anew after a font was added or changed.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from unicodedata import category

from fontTools.ttLib import TTFont

from exports.pdf.fonts import FOLDER
from metrics.records.printable import FILE

HAN = ("NotoSerifSC-Regular.otf", "BriefHei-Regular.otf")
"""Both stand in every chain of fonts in `templates/official.typ`, before those of other scripts."""
SCRIPTS = (
    "NotoSerifTibetan-Regular.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoSansMongolian-Regular.ttf",
    "NotoSansYi-Regular.ttf",
    "NotoSansLisu-Regular.ttf",
    "NotoSansTaiLe-Regular.ttf",
    "NotoSansNewTaiLue-Regular.ttf",
    "BriefMyeongjo-Regular.ttf",
)
JOINED = {
    "NotoNaskhArabic-Regular.ttf": {0x200C, 0x200D},
    "NotoSansMongolian-Regular.ttf": {0x180E, 0x200C, 0x200D, 0x202F},
}
"""Invisible signs that say how the letters of a script join: they stand after its letters, as marks do."""
BLANK = {0x115F, 0x1160, 0x3164, 0xFFA0}
"""Letters by name, nothing on paper."""
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Me")


def sections() -> Iterator[tuple[str, set[int], set[int]]]:
    """Yield for each script its font's name, letters and marks."""
    known: set[int] = set()
    for names in (HAN, *((name,) for name in SCRIPTS)):
        new = set[int]().union(*map(characters, names)) - known - BLANK
        marks = {c for c in new if category(chr(c)) == "Mn"} | JOINED.get(names[0], set())
        if names is not HAN:
            marks |= {c for c in new if category(chr(c)) == "Mc"}
        hidden = {c for c in new if category(chr(c)) in (*INVISIBLE, "Mn", "Mc")}
        yield names[0].partition("-")[0], new - hidden - marks, marks
        known |= new - hidden


def characters(name: str) -> set[int]:
    """Return the code points of a font that ships."""
    with TTFont(FOLDER / name, lazy=True) as font:
        return set(font.getBestCmap())


def written() -> str:
    """Return the list as its file holds it."""
    lines = ["# Written from the fonts that papers are printed with; a test holds it against them."]
    for name, letters, marks in sections():
        lines.append(f"{name} letters {' '.join(runs(letters))}")
        if marks:
            lines.append(f"{name} marks {' '.join(runs(marks))}")
    return "\n".join(lines) + "\n"


def runs(numbers: Iterable[int]) -> Iterator[str]:
    """Yield runs of numbers, hexadecimal: 20-7E A0."""
    for _, pairs in groupby(enumerate(sorted(numbers)), lambda pair: pair[1] - pair[0]):
        run = [number for _, number in pairs]
        yield f"{run[0]:X}" if len(run) == 1 else f"{run[0]:X}-{run[-1]:X}"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="ascii")
